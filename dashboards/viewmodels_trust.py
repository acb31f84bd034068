"""The tables of the page "Model trust": what the twin estimates beside what is measured, and how forecasts scored.

Lives here: rows of estimates and scores. Lives elsewhere: how they are made (twin.tracking, twin.forecast); the page
(screens/model_trust). Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dashboards.client import Picture
from dashboards.viewmodels import KPIS, Json, as_tag, finite, number
from dashboards.viewmodels_mimic import tag_of
from dashboards.viewmodels_strip import stamp

PERCENT, AREA = 100.0, 1e4
ELECTROLYSER = (
    ("current efficiency, now", "current_efficiency", PERCENT, "%", 1),
    ("current efficiency, new membrane", "current_efficiency_new", PERCENT, "%", 1),
    ("membrane resistance", "membrane_resistance", AREA, "ohm cm2", 2),
    ("water drag", "water_drag", 1.0, "mol/mol", 2),
)
"""What is estimated of each: words, end of the parameter's name, factor to the unit shown, that unit, decimals."""


class ModelTrust(NamedTuple):
    """Rows of the page "Model trust"."""

    summary: str
    electrolysers: list[Json]
    parameters: list[Json]
    signals: list[Json]
    scores: list[Json]


def model_trust(picture: Picture) -> ModelTrust:
    """Estimates with their bands and the scores of the archived forecasts."""
    estimate = picture.body("estimate")
    parameters: Mapping[str, Any] = estimate.get("parameters", {})
    electrolysers, shown = [], set[str]()
    for letter in "ABC":
        for what, word, factor, unit, digits in ELECTROLYSER:
            name = f"electrolysis.E-301{letter}.{word}"
            if name in parameters:
                shown.add(name)
                band = {key: number(_times(parameters[name].get(key), factor), digits) for key in ("p10", "p50", "p90")}
                electrolysers.append({"electrolyser": f"E-301{letter}", "what": what, **_titled(band), "unit": unit})
    others = [
        {"parameter": name, **_titled({key: as_tag(entry.get(key), {}) for key in ("p10", "p50", "p90")}),
         "unit": str(entry.get("unit", "")), "from data": _basis(entry)}
        for name, entry in parameters.items() if name not in shown
    ]  # fmt: skip
    return ModelTrust(
        _summary(estimate, picture), electrolysers, others, _signal_rows(picture), _score_rows(picture.body("score"))
    )


def _basis(entry: Mapping[str, Any]) -> str:
    return "yes" if entry.get("observable", True) else "no, assumed"


def _signal_rows(picture: Picture) -> list[Json]:
    """Each estimated signal in its tag's unit, the measured value beside it."""
    rows, found = tag_of(picture.tags), []
    for name, entry in picture.body("estimate").get("signals", {}).items():
        row = rows.get(name, {})
        scale, offset = finite(row.get("scale")) or 1.0, finite(row.get("offset")) or 0.0
        sample = picture.samples.get(str(row.get("tag", "")))
        band = {}
        for key in ("p10", "p50", "p90"):
            value = finite(entry.get(key))
            band[key] = as_tag(None if value is None else (value - offset) / scale, row, finer=1)
        found.append({
            "tag": str(row.get("tag", name)), "measured": as_tag(sample.raw if sample else None, row), **_titled(band),
            "unit": str(row.get("unit", entry.get("unit", ""))), "meaning": str(row.get("meaning", "")),
        })  # fmt: skip
    return found


def _score_rows(body: Mapping[str, Any]) -> list[Json]:
    rows = []
    for name, held in body.get("targets", {}).items():
        entries = held.items() if isinstance(held, Mapping) else ((e.get("horizon_h", "?"), e) for e in held)
        for horizon, entry in entries:
            rows.append({
                "forecast of": KPIS[name].label if name in KPIS else name, "hours ahead": str(horizon),
                "CRPS": as_tag(entry.get("crps"), {}), "skill on persistence": _percent(entry.get("skill_persistence")),
                "skill on open loop": _percent(entry.get("skill_open_loop")),
                "P10-P90 covers": _percent(entry.get("coverage_p10_p90")), "n": str(entry.get("n", "?")),
            })  # fmt: skip
    return rows


def _summary(estimate: Mapping[str, Any], picture: Picture) -> str:
    if not estimate:
        detail = str(picture.body("service").get("detail", ""))
        why = detail if detail.startswith("tracking: ") else "the live twin has not written one to this store"
        return f"No estimate yet: {why}."
    kept = picture.documents["estimate"][0]
    spread = "the spread explains the misfit" if estimate.get("spread_ok") else "THE SPREAD DOES NOT EXPLAIN THE MISFIT"
    return f"{estimate.get('members', '?')} members, {spread}; estimate of {stamp(kept)} UTC (plant time)."


def _titled(band: Mapping[str, str]) -> Json:
    return {key.upper(): text for key, text in band.items()}


def _times(value: object, factor: float) -> float | None:
    figure = finite(value)
    return None if figure is None else figure * factor


def _percent(value: object) -> str:
    figure = finite(value)
    return "n/a" if figure is None else f"{number(100 * figure, 0)} %"
