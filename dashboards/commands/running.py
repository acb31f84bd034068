"""Verbs that keep running: up, plant, live, dashboard.

Lives here: their options and examples.
Lives elsewhere: what they do (dashboards.verbs.up, .plant, .live, .dashboard).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboards.answer import show
from dashboards.commands.shared import DATA, Data, For, Json, Name, Port, Seed, Speed, work

Past = Annotated[
    float,
    typer.Option("--past", metavar="HOURS", min=0.0, max=1000.0, help="Hours of its own past that the plant makes."),
]
NoTracking = Annotated[
    bool, typer.Option("--no-tracking", help="Bridge and store only: no twin, no figures, no forecast.")
]
LoadPlan = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="Loads to come, CSV: from,until,load.")]
Config = Annotated[Path, typer.Option("--config", metavar="FILE", help="Servers, tag map and what to follow, YAML.")]


def up(
    flowsheet: Name = "reference",
    speed: Speed = 1.0,
    seconds: For = None,
    headless: Annotated[bool, typer.Option("--headless", help="Do not open a browser.")] = False,
    data: Data = DATA,
    port_base: Annotated[
        int | None,
        typer.Option("--port-base", min=1024, max=65000, help="N for OPC UA, N + 1 for the page; else 4840 and 8501."),
    ] = None,
    seed: Seed = 1,
    past: Past = 48.0,
    no_tracking: NoTracking = False,
    plan: LoadPlan = None,
    as_json: Json = False,
) -> None:
    """Run a whole live refinery: soft plant, twin with store and forecast, and the page. Ctrl-C ends it.

    Example: litwin up --speed 60 --for 120 --headless --json
    """
    _check_plan(plan, no_tracking)
    answer = work("up").run(
        flowsheet=flowsheet, speed=speed, seconds=seconds, headless=headless, data=data, port_base=port_base, seed=seed,
        past=past, tracking=not no_tracking, load_plan=plan,
    )  # fmt: skip
    show(answer, as_json=as_json)


def plant(
    flowsheet: Name = "reference",
    endpoint: Annotated[
        str, typer.Option(metavar="URL", help="Where the server listens.")
    ] = "opc.tcp://127.0.0.1:4840",
    speed: Speed = 1.0,
    scenario: Annotated[Path | None, typer.Option(metavar="FILE", help="Hidden faults and events, YAML.")] = None,
    seed: Seed = 1,
    state: Annotated[Path | None, typer.Option(metavar="FILE", help="Start from this state, keep it there.")] = None,
    secure_only: Annotated[
        bool, typer.Option("--secure-only", help="Refuse clients without a certificate that is trusted here.")
    ] = False,
    recording: Annotated[Path | None, typer.Option(hidden=True, help="Write the plant's own past there.")] = None,
    past: Annotated[float, typer.Option(hidden=True, min=0.0, help="Hours of that past.")] = 48.0,
) -> None:
    """Run the soft plant alone: a PLC that serves the refinery's tags by OPC UA.

    Example: litwin plant --endpoint opc.tcp://127.0.0.1:4840 --speed 10
    """
    work("plant").run(
        flowsheet=flowsheet, endpoint=endpoint, speed=speed, scenario=scenario, seed=seed, state=state,
        secure_only=secure_only, recording=recording, past=past,
    )  # fmt: skip


def live(
    config: Config, data: Data = DATA, seconds: For = None, plan: LoadPlan = None, no_tracking: NoTracking = False
) -> None:
    """Run bridge, store, tracking and forecast against PLCs, read-only.

    Example: litwin live --config plant.yaml --data data
    """
    _check_plan(plan, no_tracking)
    work("live").run(config=config, data=data, seconds=seconds, plan=plan, tracking=not no_tracking)


def dashboard(data: Data = DATA, port: Port = 8501) -> None:
    """Show the control-room page of a data folder; it only reads.

    Example: litwin dashboard --data data --port 8501
    """
    work("dashboard").run(data=data, port=port)


def _check_plan(plan: Path | None, no_tracking: bool) -> None:
    if plan is not None and no_tracking:
        raise typer.BadParameter("--plan is for the forecast, which --no-tracking switches off; leave out one of them.")
