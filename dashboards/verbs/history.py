"""`litwin history`: what the store holds, and values of one tag.

Lives here: times from words, words and JSON. Lives elsewhere: the figures (plc_bridge.history).
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

from dashboards.answer import Answer
from plc_bridge import history
from twin.errors import DesignError


def stats(*, data: Path) -> Answer:
    """How many tags and values, from when to when, with which gaps."""
    told = history.stats(data)
    span = f"{_stamp(told['first'])} to {_stamp(told['last'])}" if told["first"] is not None else "nothing yet"
    gaps = "\n".join(f"gap {_stamp(gap.get('from'))} to {_stamp(gap.get('to'))}: {gap.get('text', '')}"
                     for gap in told["gaps"])  # fmt: skip
    size = f"{told['values']} values of {told['tags']} tags, {told['bytes'] / 1e6:.1f} MB"
    return Answer(f"{size}\n{span}\n{gaps or 'no gaps'}", told)


def read(*, data: Path, tag: str, start: str | None, end: str | None) -> Answer:
    """Values of one tag as CSV."""
    lines = history.read_csv(data, tag, _time("--from", start, -math.inf), _time("--to", end, math.inf))
    return Answer("\n".join(lines))


def _time(option: str, given: str | None, otherwise: float) -> float:
    if given is None:
        return otherwise
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise DesignError(f"{option}: got '{given}'; write an ISO time such as 2026-01-31T06:00Z.") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _stamp(moment: float | None) -> str:
    return "?" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M:%S} UTC"
