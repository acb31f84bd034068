"""`litwin lots`: product lots of a followed plant, with their predicted certificates and their parents.

Lives here: reading them, words and JSON. Lives elsewhere: who makes them (twin.tracking.lots).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from plc_bridge.sqlite_historian import open_store
from twin.errors import StoreError

PARENTS = 3
"""Parents that a person is told; JSON has all."""


def run(*, data: Path) -> Answer:
    """All closed lots, and the one that is packed now."""
    store = open_store(data, writer=False)
    try:
        newest, packing = store.last("lot"), store.last("packing")
        closed = [] if newest is None else [body for _, body in store.series("lot", 0.0, newest[0] + 1e-3)]
    finally:
        store.close()
    if newest is None and packing is None:
        raise StoreError(f"{data}: the store has no lots yet; `litwin live` or `litwin up` follows them.")
    now = None if packing is None else packing[1]
    return Answer(_words(closed, now), {"lots": closed, "packing": now})


def _words(closed: list[dict[str, Any]], now: dict[str, Any] | None) -> str:
    rows = [_row(lot, f"{datetime.fromtimestamp(float(lot['at']), UTC):%Y-%m-%d %H:%M} UTC") for lot in closed]
    rows += [_row(now, "being packed")] if now is not None else []
    return table(rows, head=["lot", "closed", "product", "predicted LiOH", "released by", "parents", "recycled"])


def _row(lot: dict[str, Any], closed: str) -> list[str]:
    lioh = lot["items"].get("LiOH", {}).get("p50")
    failed = lot["fails"].get(lot["released_by"])
    verdict = "n/a" if failed is None else f"fails {', '.join(failed)}" if failed else "meets it"
    parents = list(lot["parents"].items())[:PARENTS]
    recycled = lot["recycled_share"]
    part = "" if lot["whole"] else " (part seen)"
    return [
        "n/a" if lot["lot"] is None else str(lot["lot"]), closed, f"{lot['packed_kg']['p50'] / 1e3:.1f} t{part}",
        "n/a" if lioh is None else f"{100.0 * lioh:.2f} wt%", f"{lot['released_by']}: {verdict}",
        ", ".join(f"{name} {share:.0%}" for name, share in parents) or "n/a",
        "n/a" if recycled is None else f"{recycled:.0%}",
    ]  # fmt: skip
