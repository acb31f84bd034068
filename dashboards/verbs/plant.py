"""`litwin plant`: the soft plant behind an OPC UA server that looks like a PLC's.

Lives here: building it from the flowsheet, its past, its clock.
Lives elsewhere: the soft plant (plc_bridge.soft_plc), the people who work on it (twin.operations).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from dashboards.commands.shared import DATA
from dashboards.progress import progress, say
from dashboards.verbs.model import prepared
from dashboards.verbs.serving import serve_until_stopped
from flowsheets.loader import read_design
from plc_bridge.recording import Recording, load_recording
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.past import record_past
from plc_bridge.soft_plc.plant import SoftPlant
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.run import Keeper, run_plant
from plc_bridge.soft_plc.scenario import Event, known_to, read_scenario
from plc_bridge.soft_plc.server import SoftPlcServer, check_endpoint
from plc_bridge.soft_plc.state_file import hold_state
from plc_bridge.tag_map import TagMap, reference_tag_map
from twin.design import Design
from twin.errors import DesignError, StoreError
from twin.operations import crew

HOUR = 3600.0
SAVE_EVERY = 10.0
"""Between two writings of the state file [s]."""


def run(
    *, flowsheet: str, endpoint: str, speed: float, scenario: Path | None, seed: int, state: Path | None,
    secure_only: bool, recording: Path | None = None, past: float = 48.0,
) -> None:  # fmt: skip
    """Serve the plant until it is stopped, and keep every other plant off its state file.

    recording, past  where the plant's own past is written, and how many hours of it, before the server opens; with an
    older state the plant goes on from it and the time since then is what is written
    """
    design, tag_map = read_design(flowsheet), reference_tag_map()
    points = read_points(tag_map)
    events = read_scenario(scenario, known_to(design, tag_map)) if scenario is not None else ()
    check_endpoint(endpoint)
    if state is not None and not state.absolute().parent.is_dir():
        raise StoreError(f"{state}: its folder does not exist. Make it first, or name another file with --state.")
    certificates = DATA / "certificates" if secure_only else None
    with hold_state(state) if state is not None else nullcontext():
        instruments = Instruments(points, seed)
        plant, anchor = _bring_up(design, tag_map, instruments, events, seed, state, recording, past)

        async def main(stop: asyncio.Event) -> None:
            async with SoftPlcServer(endpoint, points, certificates=certificates) as server:
                say(f"the soft PLC serves {len(points)} tags at {endpoint}, speed {speed:g}, seed {seed}")
                await run_plant(
                    plant, server, instruments, speed=speed, stop=stop, epoch=anchor, state=state,
                    save_every=SAVE_EVERY, say=say,
                )  # fmt: skip

        serve_until_stopped(main)


def _bring_up(
    design: Design, tag_map: TagMap, instruments: Instruments, events: Sequence[Event], seed: int, state: Path | None,
    recording: Path | None, past: float,
) -> tuple[SoftPlant, tuple[float, float] | None]:  # fmt: skip
    """The plant, its past written down and its state saved; one moment by the wall's and the plant's clock [Unix s]."""
    with prepared(say):
        fresh = state is None or not state.exists()
        epoch = time.time() - (past * HOUR if recording is not None else 0.0)
        begun = () if fresh else events
        plant = SoftPlant(design, tag_map, seed=seed, epoch=epoch, staff=crew, events=begun, state=state)
    anchor = plant.anchor
    if recording is not None:
        anchor = _record(plant, instruments, recording, past)
    if fresh:
        plant.events = list(events)
        plant.begin_scenario()
    Keeper(plant, state, say).save()
    return plant, anchor


def _earlier(file: Path) -> Recording:
    """What was recorded at an earlier start: a start that was broken off may not have put it into the store yet."""
    if not file.exists():
        return Recording([])
    try:
        return load_recording(file)
    except DesignError as error:
        say(f"{error}; it is made anew")
        return Recording([])


def _record(plant: SoftPlant, instruments: Instruments, file: Path, past: float) -> tuple[float, float]:
    """Write down what the plant does until now; one moment by both clocks [Unix s]."""
    now = time.time()
    until = max(now, plant.time)
    if until - plant.time > past * HOUR:
        plant.advance(until - past * HOUR)
    hours = (until - plant.time) / HOUR
    with progress("the plant records its own past", max(hours, 1e-9), "h") as done:
        recording = record_past(plant, instruments, until=until, progress=lambda share: done(share * hours))
    recording.follow(_earlier(file), since=until - past * HOUR)
    recording.save(file)
    return now, until
