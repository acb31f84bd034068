"""The tables of the page "Bridge & data health".

Lives here: rows of tags, servers and gaps, worst first.
Lives elsewhere: quality itself (plc_bridge, .viewmodels_mimic for a silent bridge); the page (screens/data_health).
Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.client import Picture, received
from dashboards.viewmodels import Json, age, as_tag, finite, number
from dashboards.viewmodels_mimic import quality_of
from dashboards.viewmodels_strip import stamp
from twin.signals import Quality

SEVERITY = (Quality.CONFIG, Quality.BAD, Quality.STALE, Quality.UNCERTAIN, Quality.GOOD)
SHAPES = {Quality.GOOD: "● good", Quality.UNCERTAIN: "? uncertain", Quality.STALE: "○ stale", Quality.BAD: "× bad",
          Quality.CONFIG: "× config"}  # fmt: skip


class DataHealth(NamedTuple):
    """Rows of the page "Bridge & data health"."""

    error: str
    servers: list[Json]
    gaps: list[Json]
    tags: list[Json]
    total: int


def data_health(picture: Picture, wanted: Sequence[str] = ()) -> DataHealth:
    """Servers, gaps and tags; `wanted` qualities only, all when empty."""
    rows = [*_tag_rows(picture)]
    rows.sort(key=lambda row: SEVERITY.index(row[0]))
    chosen = [row for quality, row in rows if not wanted or quality in wanted]
    return DataHealth(
        error=picture.error, servers=_server_rows(picture),
        gaps=[_gap_row(at, body) for at, body in picture.events if body.get("kind") == "gap"],
        tags=chosen, total=len(rows),
    )  # fmt: skip


def _tag_rows(picture: Picture) -> Iterable[tuple[Quality, Json]]:
    quiet = picture.silence
    known = {str(row["tag"]): row for row in picture.tags}
    reported = picture.body("health").get("tag", {})
    for tag in dict.fromkeys([*known, *picture.samples]):
        row, sample, said = known.get(tag, {}), picture.samples.get(tag), reported.get(tag, {})
        unit, meaning = str(row.get("unit", "")), str(row.get("meaning", ""))
        if sample is None:
            yield Quality.BAD, {"quality": SHAPES[Quality.BAD], "tag": tag, "value": "n/a", "unit": unit, "age": "n/a",
                                "reason": "never received", "rate": "", "origin": "", "meaning": meaning}  # fmt: skip
            continue
        quality = quality_of(sample, row, quiet)
        reason = sample.reason or ("nothing new from the bridge" if quality is not sample.quality else "")
        rate = finite(said.get("rate_per_s"))
        yield quality, {
            "quality": SHAPES[quality], "tag": tag, "value": as_tag(sample.raw, row), "unit": unit,
            "age": age(picture.now - received(sample, row)), "reason": reason,
            "rate": "" if rate is None else f"{rate:.2g} /s", "origin": sample.origin, "meaning": meaning,
        }  # fmt: skip


def _gap_row(at: float, body: Mapping[str, Any]) -> Json:
    start, end = finite(body.get("from")), finite(body.get("to"))
    where = body.get("tag") or body.get("server") or ""
    long = "" if start is None or end is None else age(end - start)
    return {"from": stamp(at), "long": long, "of": str(where), "what": str(body.get("text", ""))}


def _server_rows(picture: Picture) -> list[Json]:
    return [
        {
            "server": name, "state": "connected" if said.get("connected") else "NOT CONNECTED",
            "since": stamp(said["since"]) if finite(said.get("since")) else "", "address": str(said.get("url", "")),
            "clock offset": _offset(said.get("clock_offset_s")), "tags sent": f"{said.get('items_sent', '?')} of "
            f"{said.get('items_wanted', '?')}", "last error": str(said.get("last_error", "")),
        }
        for name, said in picture.body("health").get("servers", {}).items()
    ]  # fmt: skip


def _offset(seconds: object) -> str:
    figure = finite(seconds)
    return "" if figure is None else f"{number(figure, 1)} s"
