"""`litwin forecast`: the newest forecast in the store.

Lives here: reading it, words and JSON. Lives elsewhere: who makes it (twin.forecast).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from plc_bridge.sqlite_historian import open_store
from twin.errors import StoreError

SHOWN_H = (8.0, 16.0, 24.0)
"""Hours ahead that a person is shown."""


def run(*, data: Path) -> Answer:
    """The newest forecast with its bands."""
    store = open_store(data, writer=False)
    try:
        found = store.last("forecast")
    finally:
        store.close()
    if found is None:
        raise StoreError(f"{data}: no forecast is in the store yet; `litwin live` or `litwin up` makes them.")
    at, body = found
    return Answer(_words(at, body), body)


def _words(at: float, body: dict[str, Any]) -> str:
    rows = []
    for name, target in body["targets"].items():
        times = [_unix(moment) for moment in target["times"]]
        for hours in SHOWN_H:
            if not times or times[-1] < at + 3600.0 * hours - 60.0:
                continue
            k = min(range(len(times)), key=lambda n: abs(times[n] - at - 3600.0 * hours))
            band = [f"{target[p][k]:.5g}" if target[p][k] is not None else "n/a" for p in ("p10", "p50", "p90")]
            rows.append([name, f"{hours:g} h", *band, target["unit"]])
    issued = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
    told = f"issued {issued} by {body['members']} members; over {body['window_h']:g} h each"
    told += f"; {body['scenario']}" if body.get("scenario") else ""
    return f"{told}\n\n" + table(rows, head=["target", "in", "P10", "P50", "P90", "unit"])


def _unix(moment: float | str) -> float:
    return datetime.fromisoformat(moment).timestamp() if isinstance(moment, str) else float(moment)
