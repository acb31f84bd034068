"""`litwin live`: bridge, store and twin in one service.

Lives here: building it from the config. Lives elsewhere: the service (plc_bridge.live), the twin (twin.tracking).
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from dashboards.progress import say
from dashboards.verbs.model import prepared
from dashboards.verbs.serving import serve_until_stopped, stop_after
from flowsheets.loader import read_design
from plc_bridge.config import LiveConfig, read_config
from plc_bridge.following import Follower, plain
from plc_bridge.historian import Historian
from plc_bridge.live import LiveService
from plc_bridge.load_plan import read_plan
from plc_bridge.opcua_door import check_server
from plc_bridge.sqlite_historian import open_store
from twin.design import Design
from twin.errors import StuckError
from twin.forecast.load import Plan
from twin.steady import find_steady
from twin.tracker import Tracker

FIRST_LOOK = 60.0
"""Time in which a server must answer at the first start [s]."""
MEMBERS = 40
"""Lines in the ensemble."""
MEMORY = "twin.memory"
"""File in the data folder that says where the twin stood."""
NO_TRACKING = "switched off by --no-tracking"


def run(*, config: Path, data: Path, seconds: float | None, tracking: bool, plan: Path | None = None) -> None:
    """Serve until stopped, or so many seconds after everything is live."""
    settings = read_config(config)
    design = read_design(settings.flowsheet)
    planned = read_plan(plan, design) if plan is not None else ()
    historian = open_store(data, writer=True)
    try:
        look_first(historian, settings)
        follower = tracker(design, planned) if tracking else None
        keep_targets(historian, design)

        async def main(stop: asyncio.Event) -> None:
            service = LiveService(
                settings, historian, follower=follower, why_not=NO_TRACKING, say=say, memory=data / MEMORY
            )
            timer = asyncio.create_task(stop_after(stop, service.healthy, seconds))
            try:
                await service.run(stop)
            finally:
                timer.cancel()

        serve_until_stopped(main)
    finally:
        historian.close()


def look_first(historian: Historian, settings: LiveConfig) -> None:
    """PeerError when a server cannot be reached or refuses us at the very first start; later a gap is only a gap."""
    if historian.stats()["values"]:
        return
    for server in settings.servers:
        rows = settings.tag_map.of_server(server.name)
        asyncio.run(asyncio.wait_for(check_server(server, rows), FIRST_LOOK))


def keep_targets(historian: Historian, design: Design) -> None:
    """The figures of merit that the flowsheet is designed for, beside which the page shows the plant's."""
    try:
        steady = find_steady(design)
    except StuckError as error:
        say(f"no targets on the page: {error}")
        return
    figures = plain({name: figure.value for name, figure in steady.kpis().items()})
    historian.put("flowsheet", time.time(), {"flowsheet": design.name, "hash": design.hash, "kpi": figures})


def tracker(design: Design, plan: Plan) -> Follower:
    """The twin that follows the plant."""
    say("making the ensemble ...")
    with prepared(say):
        return Tracker(design, members=MEMBERS, seed=1, plan=plan)
