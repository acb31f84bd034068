"""What the line costs: rates, a plant-day, a copy.

Lives here: the figures by which a change of equations or engine is judged.
Lives elsewhere: accuracy (tests/twin); studies and the store, which bring benchmarks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboards.verbs.simulate import make_plant
from flowsheets.loader import read_design
from tests.benchmarks.figure import Figure, cpu_seconds
from twin.design import Design
from twin.engine.snapshot import Snapshot
from twin.operations import crew
from twin.plant import Plant

DAYS = 10.0
YEAR = 365.25
COPIES = 200


def figures() -> Iterator[Figure]:
    """Measure the reference plant with its events, from its state at rest."""
    design = read_design("reference")
    plant = make_plant(design, seed=1, events=True)
    plant.run_hours(24.0)  # the filling of buffers and the first orders to the plant are no ordinary day
    yield from running(plant)
    yield from copying(design, plant)


def running(plant: Plant) -> Iterator[Figure]:
    """Rates, steps and days."""
    before = dict(plant.env.statistics)
    spent = cpu_seconds(lambda: plant.run_hours(24.0 * DAYS), times=1)
    done = {name: number - before[name] for name, number in plant.env.statistics.items()}
    rates = done["evaluations"] / spent
    yield Figure(name="line: evaluations of the rates", value=rates, unit="1/CPU-s", budget=30_000.0, at_least=True)
    yield Figure(name="line: plant-day", value=1e3 * spent / DAYS, unit="ms CPU", budget=1e3 * 20.0 / YEAR)
    yield Figure(name="line: plant-year", value=spent / DAYS * YEAR, unit="CPU-s", budget=20.0)
    yield Figure(name="line: evaluations a plant-day", value=done["evaluations"] / DAYS, unit="-", budget=20_000.0)
    yield Figure(name="line: events a plant-day", value=done["events"] / DAYS, unit="-", budget=400.0)


def copying(design: Design, plant: Plant) -> Iterator[Figure]:
    """Snapshot, going back to one, and a new plant from one."""
    snapshot: Snapshot = plant.snapshot()
    spent = cpu_seconds(lambda: [plant.snapshot() for _ in range(COPIES)]) / COPIES
    yield Figure(name="line: snapshot", value=1e6 * spent, unit="us CPU", budget=500.0)
    spent = cpu_seconds(lambda: [plant.rewind(snapshot) for _ in range(COPIES)]) / COPIES
    yield Figure(name="line: rewind", value=1e3 * spent, unit="ms CPU", budget=2.0)
    spent = cpu_seconds(lambda: Plant(design, staff=crew, snapshot=snapshot))
    yield Figure(name="line: restore into a new plant", value=1e3 * spent, unit="ms CPU", budget=100.0)
    size = sum(array.nbytes for array in (snapshot.state, snapshot.command, snapshot.signal, snapshot.step))
    yield Figure(name="line: numbers of a snapshot", value=size / 1e3, unit="kB", budget=60.0)
