"""`litwin kpi`: the newest figures of merit in the store.

Lives here: reading them, words and JSON. Lives elsewhere: who makes them (twin.tracking).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from plc_bridge.sqlite_historian import open_store
from twin.errors import DesignError, StoreError
from twin.units import to_si

HOUR = 3600.0
USUAL = 24.0
"""Window that is asked for when none is said [h]: then the newest figures are given, over the window they have."""
SAME = 0.5
"""A window that differs by less is the one that was asked for [h]."""


def run(*, data: Path, window: str) -> Answer:
    """The last figures, with their band and quality."""
    body = newest(data)
    hours, held = to_si(window, "h", what="--window") / HOUR, float(body["window_h"])
    if hours != USUAL and abs(hours - held) > SAME:
        over = "24 h" if abs(USUAL - held) <= SAME else f"{held:.2g} h, as long as the twin has followed this plant"
        raise DesignError(f"--window {window}: the store holds figures over one window, the last {over}, and "
                          "ratios over another cannot be made of them. Leave --window out to see them.")  # fmt: skip
    rows = [
        [name, _number(one["value"]), one["unit"], f"{_number(one.get('p10'))} to {_number(one.get('p90'))}",
         one["quality"], one.get("reason", "")]
        for name, one in body["values"].items()
    ]  # fmt: skip
    text = table(rows, head=["figure of merit", "value", "unit", "P10 to P90", "quality", "reason"])
    return Answer(f"{body['at']}, last {body['window_h']:g} h\n\n{text}", body)


def newest(data: Path) -> dict[str, Any]:
    """The newest document of figures."""
    store = open_store(data, writer=False)
    try:
        found = store.last("kpi")
    finally:
        store.close()
    if found is None:
        raise StoreError(f"{data}: no figures are in the store yet; `litwin live` or `litwin up` makes them.")
    return found[1]


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.5g}"
