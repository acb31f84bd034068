"""What the program and the soft plant cost: the first answer, a reading, a second and two days of the plant.

Lives here: the figures by which a change of the faces, instruments or the soft PLC is judged.
Lives elsewhere: the line itself (.bench_line), tracking and forecasts (.bench_tracking).
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

from flowsheets.loader import read_design
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.past import record_past
from plc_bridge.soft_plc.plant import SoftPlant
from plc_bridge.soft_plc.points import read_points
from plc_bridge.tag_map import reference_tag_map
from tests.benchmarks.figure import Figure, cpu_seconds
from twin.instruments.instrumentation import Instrumentation
from twin.operations import crew
from twin.plant import Plant

READS, SOME_READS = 200, 2000
SECONDS = 60
HOURS = 6.0


def figures() -> Iterator[Figure]:
    """Measure the program's first answer, instruments, and the soft plant."""
    yield Figure(name="litwin --help", value=min(helping() for _ in range(3)), unit="CPU-s", budget=0.5)
    yield from reading()
    yield from playing()


def helping() -> float:
    """CPU time of a process that prints the program's help [s]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "dashboards.cli", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reading() -> Iterator[Figure]:
    """All signals of a line, and sixty of them."""
    instruments = Instrumentation(Plant(read_design("reference")))
    some = instruments.names[100:160]
    instruments.array(some)
    spent = cpu_seconds(lambda: [instruments.read() for _ in range(READS)]) / READS
    yield Figure(name="instruments: all signals", value=1e3 * spent, unit="ms CPU", budget=1.0)
    spent = cpu_seconds(lambda: [instruments.array(some) for _ in range(SOME_READS)]) / SOME_READS
    yield Figure(name="instruments: sixty signals", value=1e6 * spent, unit="us CPU", budget=60.0)


def playing() -> Iterator[Figure]:
    """A second of the soft plant as it is served, a minute at a time, and its past."""
    tag_map = reference_tag_map()
    plant = SoftPlant(read_design("reference"), tag_map, seed=1, epoch=1.8e9, staff=crew)
    instruments = Instruments(read_points(tag_map), 1)

    def serve(step: float) -> None:
        plant.advance(plant.time + step)
        instruments.read(plant.read(), plant.time)

    serve(1.0)
    spent = cpu_seconds(lambda: [serve(1.0) for _ in range(SECONDS)]) / SECONDS
    yield Figure(name="soft plant: a second", value=1e3 * spent, unit="ms CPU", budget=5.0)
    spent = cpu_seconds(lambda: serve(60.0))
    yield Figure(name="soft plant: a minute at once", value=1e3 * spent, unit="ms CPU", budget=20.0)
    spent = cpu_seconds(lambda: record_past(plant, instruments, until=plant.time + 3600.0 * HOURS), times=1)
    yield Figure(name="soft plant: two days of past", value=spent * 48.0 / HOURS, unit="CPU-s", budget=15.0)
