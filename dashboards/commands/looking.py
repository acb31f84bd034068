"""Verbs that read the store: kpi, forecast, health, lots, history stats, history read.

Lives here: their options and examples.
Lives elsewhere: what they do (dashboards.verbs.kpi, .forecast, .health, .lots, .history).
"""

from __future__ import annotations

from typing import Annotated

import typer

from dashboards.answer import show
from dashboards.commands.shared import DATA, Data, Json, work

Window = Annotated[
    str,
    typer.Option(metavar="QUANTITY", help="Hours looked back; the store holds 24 h."),
]
Format = Annotated[str, typer.Option("--format", metavar="csv", help="csv is the one there is.")]


def kpi(data: Data = DATA, window: Window = "24 h", as_json: Json = False) -> None:
    """The plant's figures over a window, each with unit, band and quality.

    Example: litwin kpi --data data --window 24h --json
    """
    show(work("kpi").run(data=data, window=window), as_json=as_json)


def forecast(data: Data = DATA, as_json: Json = False) -> None:
    """The newest forecast: P10, P50 and P90 of throughput, LiCl recovery and HCl recovery.

    Example: litwin forecast --data data --json
    """
    show(work("forecast").run(data=data), as_json=as_json)


def health(data: Data = DATA, as_json: Json = False) -> None:
    """Quality, age, rate and gaps of every server and tag.

    Example: litwin health --data data
    """
    show(work("health").run(data=data), as_json=as_json)


def lots(data: Data = DATA, as_json: Json = False) -> None:
    """Product lots: predicted certificate, verdict and parents of each, and of the one being packed.

    Example: litwin lots --data data --json
    """
    show(work("lots").run(data=data), as_json=as_json)


history = typer.Typer(help="What the store holds.", rich_markup_mode=None)


@history.command()
def stats(data: Data = DATA, as_json: Json = False) -> None:
    """How many tags and values, from when to when, with which gaps.

    Example: litwin history stats --data data --json
    """
    show(work("history").stats(data=data), as_json=as_json)


@history.command()
def read(
    tag: Annotated[str, typer.Option(metavar="T", help="Tag, such as IT-310A.")],
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="ISO time; else the first.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="ISO time; else the last.")] = None,
    data: Data = DATA,
    form: Format = "csv",
) -> None:
    """Values of one tag as stored: source time, value, quality, origin, sequence.

    Example: litwin history read --tag IT-310A --from 2026-01-01T06:00Z --format csv
    """
    if form != "csv":
        raise typer.BadParameter(f"--format {form} is not known; write --format csv.")
    show(work("history").read(data=data, tag=tag, start=start, end=end), as_json=False)
