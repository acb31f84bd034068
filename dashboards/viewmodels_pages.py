"""The tables of the two trust pages: bridge and data health, model trust.

Lives here: rows of tags, servers, gaps, estimates and scores, worst first.
Lives elsewhere: quality itself (plc_bridge, .viewmodels_mimic for a silent bridge); the pages (pages/).
Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.client import Picture, received
from dashboards.viewmodels import KPIS, Json, age, finite, number
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


class ModelTrust(NamedTuple):
    """Rows of the page "Model trust"."""

    summary: str
    electrolysers: list[Json]
    signals: list[Json]
    scores: list[Json]


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


def model_trust(picture: Picture) -> ModelTrust:
    """Estimates with their bands and the scores of the archived forecasts."""
    estimate = picture.body("estimate")
    parameters = estimate.get("parameters", {})
    electrolysers = [
        {"electrolyser": f"E-301{letter}", "what": what, **_band(entry, digits)}
        for letter in "ABC"
        for what, word, digits in (("current efficiency", "efficiency", 3), ("membrane resistance", "resistance", 7))
        for name, entry in parameters.items()
        if f"E-301{letter}" in name and word in name
    ]
    shown = {f"E-301{letter}" for letter in "ABC"}
    others = {name: entry for name, entry in parameters.items() if not any(word in name for word in shown)}
    signals = [{"signal": name, **_band(entry, 4)} for name, entry in {**others, **estimate.get("signals", {})}.items()]
    return ModelTrust(_summary(estimate, picture), electrolysers, signals, _score_rows(picture.body("score")))


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
            "quality": SHAPES[quality], "tag": tag, "value": _shown(sample.raw), "unit": unit,
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


def _score_rows(body: Mapping[str, Any]) -> list[Json]:
    rows = []
    for name, held in body.get("targets", {}).items():
        entries = held.items() if isinstance(held, Mapping) else ((e.get("horizon_h", "?"), e) for e in held)
        for horizon, entry in entries:
            rows.append({
                "forecast of": KPIS[name].label if name in KPIS else name, "hours ahead": str(horizon),
                "CRPS": _shown(entry.get("crps")), "skill on persistence": _percent(entry.get("skill_persistence")),
                "skill on open loop": _percent(entry.get("skill_open_loop")),
                "P10-P90 covers": _percent(entry.get("coverage_p10_p90")), "n": str(entry.get("n", "?")),
            })  # fmt: skip
    return rows


def _summary(estimate: Mapping[str, Any], picture: Picture) -> str:
    if not estimate:
        return "No estimate yet: the live twin has not written one to this store."
    kept = picture.documents["estimate"][0]
    spread = "the spread explains the misfit" if estimate.get("spread_ok") else "THE SPREAD DOES NOT EXPLAIN THE MISFIT"
    return f"{estimate.get('members', '?')} members, {spread}; estimate of {stamp(kept)} UTC (plant time)."


def _band(entry: Mapping[str, Any], digits: int) -> Json:
    return {"P10": _shown(entry.get("p10"), digits), "P50": _shown(entry.get("p50"), digits),
            "P90": _shown(entry.get("p90"), digits), "unit": str(entry.get("unit", ""))}  # fmt: skip


def _shown(value: object, figures: int = 5) -> str:
    figure = finite(value)
    return "n/a" if figure is None else f"{figure:.{figures}g}"


def _percent(value: object) -> str:
    figure = finite(value)
    return "n/a" if figure is None else f"{number(100 * figure, 0)} %"
