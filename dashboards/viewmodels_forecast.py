"""The forecast fan: a day of history joined at "now" to the P10, P50 and P90 of the hours ahead.

Lives here: the points of the curves and the score's sentence.
Lives elsewhere: tiles (.viewmodels); the drawing (components/overview/overview.js); how a forecast is made and scored
(twin.forecast). Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.client import Picture
from dashboards.viewmodels import KPI_OLD_S, KPIS, LARGE, Json, age, finite, moment, target_of, window

HISTORY_POINTS = 96
AHEAD_POINTS = 48
HISTORY_SHOWN_S = 12 * 3600.0
"""History on the fan [s]; the tile's sparkline shows the whole day."""


def fans(picture: Picture) -> dict[str, Json]:
    """A fan for each of the three targets, by name."""
    return {name: fan(name, picture) for name in LARGE}


def fan(name: str, picture: Picture) -> Json:
    """Curves as [hours from now, value in the tile's unit], "now" being the newest KPI's time, or its age."""
    kpi = KPIS[name]
    forecast = picture.documents.get("forecast")
    now = picture.kpi[-1][0] if picture.kpi else (forecast[0] if forecast else picture.now)
    past = [
        (at, _shown(body.get("values", {}).get(name, {}), kpi.unit, kpi.scale))
        for at, body in picture.kpi
        if at >= now - HISTORY_SHOWN_S
    ]
    ahead = _ahead(forecast[1] if forecast else {}, name, now)
    return {
        "label": kpi.label, "unit": kpi.unit, "digits": kpi.digits, "target": target_of(name, picture),
        "past": [[_hours(at - now), None if v is None else _rounded(v, kpi.digits)] for at, v in _thinned(past)],
        "ahead": ahead, "score": score_said(picture, name), "window": window(forecast[1] if forecast else {}, 8.0),
        "now": "now" if (old := picture.lag(now)) <= KPI_OLD_S else f"{age(old)} ago",
        "stale": bool(picture.kpi) and (picture.silent or old > KPI_OLD_S),
        "issued": None if forecast is None else _hours(forecast[0] - now),
    }  # fmt: skip


def score_said(picture: Picture, name: str, horizon_h: int = 8) -> str:
    """The score of the 8 h forecast in words, "not scored yet" while there is none."""
    entry = _score_entry(picture.body("score"), name, horizon_h)
    covered, skill = finite(entry.get("coverage_p10_p90")), finite(entry.get("skill_persistence"))
    if covered is None and skill is None:
        return "not scored yet"
    said = [] if covered is None else [f"covers {covered:.0%}"]
    said += [] if skill is None else [f"skill {skill:+.0%}".replace("-", "\N{MINUS SIGN}")]
    return f"{', '.join(said)}, n {entry.get('n', '?')}"


def _score_entry(body: Mapping[str, Any], name: str, horizon_h: int) -> Mapping[str, Any]:
    """Score of a target at a horizon, from {"targets": {NAME: {"8": {...}}}} or a list with "horizon_h"."""
    held = body.get("targets", body).get(name, {})
    if isinstance(held, Mapping):
        entry = held.get(str(horizon_h), held.get(f"{horizon_h}h", {}))
        return entry if isinstance(entry, Mapping) else {}
    return next((entry for entry in held if entry.get("horizon_h") == horizon_h), {})


def _ahead(body: Mapping[str, Any], name: str, now: float) -> list[list[float]]:
    """[hours from now, P10, P50, P90] from now on, thinned."""
    target = body.get("targets", {}).get(name, {})
    kpi = KPIS[name]
    scale = 1.0 if target.get("unit") == kpi.unit else kpi.scale
    rows = []
    for at, low, middle, high in zip(*(target.get(key, []) for key in ("times", "p10", "p50", "p90")), strict=False):
        when, figures = moment(at), [finite(low), finite(middle), finite(high)]
        if when is not None and when >= now and None not in figures:
            rows.append([_hours(when - now), *(_rounded((f or 0.0) * scale, kpi.digits) for f in figures)])
    step = max(1, -(-len(rows) // AHEAD_POINTS))
    return rows[::step]


def _shown(entry: Mapping[str, Any], unit: str, scale: float) -> float | None:
    value = finite(entry.get("value"))
    return None if value is None else value * (1.0 if entry.get("unit") == unit else scale)


def _thinned(points: Sequence[tuple[float, float | None]]) -> Sequence[tuple[float, float | None]]:
    """Every n-th point, the newest always kept."""
    step = max(1, -(-len(points) // HISTORY_POINTS))
    return points[::-1][::step][::-1]


def _hours(seconds: float) -> float:
    return round(seconds / 3600.0, 2)


def _rounded(figure: float, digits: int) -> float:
    return round(figure, digits + 1)
