"""`litwin plant`: the soft plant behind an OPC UA server that looks like a PLC's.

Lives here: building it from the flowsheet, its past, its clock.
Lives elsewhere: the soft plant (plc_bridge.soft_plc), the people who work on it (twin.operations).
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from dashboards.commands.shared import DATA
from dashboards.progress import progress, say
from dashboards.verbs.model import prepared
from dashboards.verbs.serving import serve_until_stopped
from flowsheets.loader import read_design
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.past import record_past
from plc_bridge.soft_plc.plant import SoftPlant
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.run import Keeper, run_plant
from plc_bridge.soft_plc.scenario import known_to, read_scenario
from plc_bridge.soft_plc.server import SoftPlcServer, check_endpoint
from plc_bridge.tag_map import reference_tag_map
from twin.errors import StoreError
from twin.operations import crew

HOUR = 3600.0
SAVE_EVERY = 10.0
"""Between two writings of the state file [s]."""


def run(
    *, flowsheet: str, endpoint: str, speed: float, scenario: Path | None, seed: int, state: Path | None,
    secure_only: bool, recording: Path | None = None, past: float = 48.0,
) -> None:  # fmt: skip
    """Serve the plant until it is stopped.

    recording, past  where the plant's own past is written, and how many hours of it, before the server opens; with an
    older state the plant goes on from it and the time since then is what is written
    """
    design, tag_map = read_design(flowsheet), reference_tag_map()
    points = read_points(tag_map)
    events = read_scenario(scenario, known_to(design, tag_map)) if scenario is not None else ()
    check_endpoint(endpoint)
    if state is not None and not state.absolute().parent.is_dir():
        raise StoreError(f"{state}: its folder does not exist. Make it first, or name another file with --state.")
    with prepared(say):
        fresh = state is None or not state.exists()
        epoch = time.time() - (past * HOUR if recording is not None else 0.0)
        begun = () if fresh else events
        plant = SoftPlant(design, tag_map, seed=seed, epoch=epoch, staff=crew, events=begun, state=state)
    instruments = Instruments(points, seed)
    anchor = plant.anchor
    if recording is not None:
        anchor = _record(plant, instruments, recording, past)
    if fresh:
        plant.events = list(events)
        plant.begin_scenario()
    Keeper(plant, state, say).save()
    certificates = DATA / "certificates" if secure_only else None

    async def main(stop: asyncio.Event) -> None:
        async with SoftPlcServer(endpoint, points, certificates=certificates) as server:
            say(f"the soft PLC serves {len(points)} tags at {endpoint}, speed {speed:g}, seed {seed}")
            await run_plant(
                plant, server, instruments, speed=speed, stop=stop, epoch=anchor, state=state, save_every=SAVE_EVERY,
                say=say,
            )  # fmt: skip

    serve_until_stopped(main)


def _record(plant: SoftPlant, instruments: Instruments, file: Path, past: float) -> tuple[float, float]:
    """Write down what the plant does until now; one moment by both clocks [Unix s]."""
    now = time.time()
    until = max(now, plant.time)
    if until - plant.time > past * HOUR:
        plant.advance(until - past * HOUR)
    hours = (until - plant.time) / HOUR
    with progress("the plant records its own past", max(hours, 1e-9), "h") as done:
        recording = record_past(plant, instruments, until=until, progress=lambda share: done(share * hours))
    recording.save(file)
    return now, until
