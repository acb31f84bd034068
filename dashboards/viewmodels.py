"""KPI tiles: what a number of the KPI document looks like to a person.

Lives here: names, units and honest digits of the KPIs, the tiles, and how a number and an age are written.
Lives elsewhere: the mimic (.viewmodels_mimic); header, balance and events (.viewmodels_strip); the forecast
(.viewmodels_forecast); the other pages (.viewmodels_pages). Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dashboards.client import Picture

NOTHING = "n/a"
SPARK_BINS = 48
"""Points of a sparkline: half hours of 24 h."""
DAY_S = 24 * 3600.0
AHEAD_S = 8 * 3600.0
KPI_OLD_S = 1800.0
"""A KPI older than this is struck through [s]."""


class Kpi(NamedTuple):
    """How one KPI is shown."""

    label: str
    unit: str
    """Unit on the tile."""
    scale: float
    """Tile value over document value: 100 where the document has a share and the tile per cent."""
    digits: int
    """Decimals that the measurement carries."""
    span: float
    """Half width of the indicator's scale around the target, in the tile's unit."""
    tolerance: float
    """Half width of the normal band around the target, in the tile's unit."""
    large: bool = False
    whole: bool = False
    """Whether it is a share of a whole, which cannot be above 100 %."""
    needs_h: float = 0.0
    """Window below which the change of what vessels hold outweighs what passed [h]."""


KPIS: Mapping[str, Kpi] = {
    "throughput_t_per_d": Kpi("Throughput", "t/d", 1.0, 1, 8.0, 1.5, True),
    "licl_recovery": Kpi("LiCl recovery", "%", 100.0, 2, 1.5, 0.2, True, True),
    "hcl_recovery": Kpi("HCl recovery", "%", 100.0, 2, 5.0, 0.7, True, True),
    "hcl_closure": Kpi("HCl closure", "%", 100.0, 1, 5.0, 1.0),
    "li_yield": Kpi("Li yield", "%", 100.0, 1, 4.0, 1.0, whole=True, needs_h=12.0),
    "current_efficiency": Kpi("Current efficiency", "%", 100.0, 1, 6.0, 1.5, whole=True),
    "cell_voltage_V": Kpi("Cell voltage", "V", 1.0, 2, 0.4, 0.1),
    "energy_dc_kWh_per_kg": Kpi("DC energy", "kWh/kg", 1.0, 2, 0.4, 0.1),
    "energy_site_kWh_per_kg": Kpi("Site energy", "kWh/kg", 1.0, 2, 0.6, 0.15),
    "co2_process_kg_per_kg": Kpi("Process CO₂", "kg/kg", 1.0, 2, 0.1, 0.03),
    "water_kg_per_kg": Kpi("Water", "kg/kg", 1.0, 2, 0.4, 0.1),
    "loop_water_kg_per_h": Kpi("Loop water", "kg/h", 1.0, 0, 200.0, 60.0),
}
"""KPIs in their order on the page; nominal widths from the sensitivity of the reference plant."""
LARGE = tuple(name for name, kpi in KPIS.items() if kpi.large)

Json = dict[str, Any]


def number(value: object, digits: int) -> str:
    """A number with fixed decimals and a true minus sign, "n/a" when it is none.

    >>> number(-0.04, 1), number(-12.34, 1), number(None, 1)
    ('0.0', '−12.3', 'n/a')
    """
    figure = finite(value)
    if figure is None:
        return NOTHING
    text = f"{figure:,.{digits}f}".replace(",", "\N{THIN SPACE}")
    if not text.strip("-0.\N{THIN SPACE}"):
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")


def as_tag(value: object, row: Mapping[str, Any], *, finer: int = 0) -> str:
    """A number in a tag's unit with the decimals that its deadband carries, `finer` more; four figures without one.

    >>> as_tag(1094.13, {"deadband": 4.0}), as_tag(0.215214, {"deadband": 0.01}), as_tag(0.215214, {})
    ('1094', '0.22', '0.2152')
    """
    figure, step = finite(value), finite(row.get("deadband")) or 0.0
    if figure is None or step <= 0:
        return NOTHING if figure is None else f"{figure:.4g}"
    return f"{figure:.{max(0, math.ceil(-math.log10(step) - 1e-9) + finer)}f}"


def finite(value: object) -> float | None:
    """The value as a float, None when it is missing, not a number or not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def moment(value: object) -> float | None:
    """Unix seconds of a time that a document gives as seconds or as ISO text.

    >>> moment("2023-11-14T22:13:20+00:00"), moment(5)
    (1700000000.0, 5.0)
    """
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).timestamp()
        except ValueError:
            return None
    return finite(value)


def age(seconds: float) -> str:
    """An age in the largest unit that still says enough.

    >>> age(3.2), age(240), age(9000), age(-0.4)
    ('3 s', '4 min', '2.5 h', '0 s')
    """
    held = max(seconds, 0.0)
    if held < 120:
        return f"{held:.0f} s"
    return f"{held / 60:.0f} min" if held < 7200 else f"{held / 3600:.1f} h"


def tile(name: str, picture: Picture) -> Json:
    """One KPI as a tile: value, unit, band, target, indicator, 24 h curve and the value 8 h ahead."""
    kpi = KPIS[name]
    newest = picture.kpi[-1][1] if picture.kpi else {}
    entry = _entry(newest, name)
    scale = _scale(kpi, entry)
    value = _scaled(entry.get("value"), scale)
    low, high = _scaled(entry.get("p10"), scale), _scaled(entry.get("p90"), scale)
    target = target_of(name, picture)
    quality, reason = _quality(entry, value, picture)
    needle = indicator(kpi, value, low, high, target)
    if doubt := _doubt(kpi, value, high, finite(newest.get("window_h"))):
        needle = needle and needle | {"side": ""}
        quality, reason = ("uncertain", doubt) if quality == "good" else (quality, reason)
    curve = [(at, _scaled(_entry(body, name).get("value"), scale)) for at, body in picture.kpi]
    return {
        "label": kpi.label, "unit": kpi.unit, "value": number(value, kpi.digits), "quality": quality,
        "reason": reason, "band": band(low, high, kpi.digits),
        "target": number(target, kpi.digits) if target is not None else "",
        "ahead": number(_ahead(name, picture), kpi.digits),
        "window": window(newest, 24.0),
        "indicator": needle,
        "spark": spark(curve, target, kpi),
    }  # fmt: skip


def decimals(low: float | None, high: float | None, digits: int) -> int:
    """Digits of a figure and its band: one more where both ends would read the same."""
    return digits + (low is not None and high is not None and number(low, digits) == number(high, digits))


def band(low: float | None, high: float | None, digits: int) -> str:
    """Both ends of a band, with a digit more where they would read the same.

    >>> band(29.6, 30.4, 1), band(30.08, 30.12, 1), band(None, 1.0, 1)
    ('29.6 – 30.4', '30.08 – 30.12', '')
    """
    if low is None or high is None:
        return ""
    more = decimals(low, high, digits)
    return f"{number(low, more)} – {number(high, more)}"


def tiles(picture: Picture) -> dict[str, Json]:
    """Every tile by the KPI's name, in the order of the page."""
    return {name: tile(name, picture) for name in KPIS}


def target_of(name: str, picture: Picture) -> float | None:
    """Target in the tile's unit: the KPI document's own, else the flowsheet's nominal value, else None."""
    entry = _entry(picture.kpi[-1][1] if picture.kpi else {}, name)
    if "target" in entry:
        return _scaled(entry["target"], _scale(KPIS[name], entry))
    nominal = picture.body("flowsheet").get("kpi", {})
    return _scaled(nominal.get(name), KPIS[name].scale)


def indicator(
    kpi: Kpi, value: float | None, low: float | None, high: float | None, target: float | None
) -> Json | None:
    """Places on the moving indicator's scale, 0 to 1; None without a target: then nothing is called normal.

    The pointer stops at the end of the scale; a scale in per cent ends at 100.
    """
    if target is None:
        return None
    bottom, top = target - kpi.span, target + kpi.span
    if kpi.unit == "%" and bottom < 100.0:
        top = min(top, 100.0)

    def place(figure: float) -> float:
        return round(min(max((figure - bottom) / (top - bottom), 0.0), 1.0), 3)

    side = "" if value is None or abs(value - target) <= kpi.tolerance else ("high" if value > target else "low")
    return {
        "value": None if value is None else place(value),
        "normal": [place(target - kpi.tolerance), place(target + kpi.tolerance)],
        "band": None if low is None or high is None else [place(low), place(high)],
        "side": side,
        "ends": [number(bottom, kpi.digits), number(top, kpi.digits)],
    }


def spark(points: Sequence[tuple[float, float | None]], target: float | None, kpi: Kpi) -> Json:
    """A day in half hours, each the mean of its values scaled to 0..100, null where there was none."""
    if not points:
        return {"line": [], "target": None}
    end = points[-1][0]
    bins: list[list[float]] = [[] for _ in range(SPARK_BINS)]
    for at, figure in points:
        place = SPARK_BINS - 1 - int((end - at) / DAY_S * SPARK_BINS)
        if figure is not None and 0 <= place < SPARK_BINS:
            bins[place].append(figure)
    means = [sum(held) / len(held) if held else None for held in bins]
    known = [mean for mean in means if mean is not None] + ([] if target is None else [target])
    if not known:
        return {"line": [], "target": None}
    middle = (max(known) + min(known)) / 2
    half = max((max(known) - min(known)) / 2, kpi.tolerance)

    def place_of(figure: float) -> int:
        return round(50 + 50 * (figure - middle) / half)

    return {
        "line": [None if mean is None else place_of(mean) for mean in means],
        "target": None if target is None else place_of(target),
    }


def window(body: Mapping[str, Any], usual_h: float) -> str:
    """The window over which a document's numbers were taken.

    >>> window({"window_h": 8.15}, 24.0), window({"window_h": 0.25}, 24.0), window({}, 24.0)
    ('8 h', '0.25 h', '24 h')
    """
    hours = finite(body.get("window_h")) or usual_h
    return f"{hours:.0f} h" if hours >= 3 else f"{hours:.2g} h"


def _entry(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    entry = body.get("values", {}).get(name, {})
    return entry if isinstance(entry, Mapping) else {}


def _scale(kpi: Kpi, entry: Mapping[str, Any]) -> float:
    """1 where the document already has the tile's unit, the table's factor otherwise."""
    return 1.0 if entry.get("unit") == kpi.unit else kpi.scale


def _scaled(value: object, scale: float) -> float | None:
    figure = finite(value)
    return None if figure is None else figure * scale


def _quality(entry: Mapping[str, Any], value: float | None, picture: Picture) -> tuple[str, str]:
    """The KPI document's word, "n/a" without a value, "stale" when plant or twin fell silent; and why."""
    if not picture.kpi:
        return "n/a", "no KPI written yet"
    old = picture.lag(picture.kpi[-1][0])
    if value is not None and picture.silent and picture.received is not None:
        return "stale", f"no data since {datetime.fromtimestamp(picture.received, UTC):%H:%M:%S}"
    if value is not None and old > KPI_OLD_S:
        return "stale", f"{age(old)} old, no newer KPI"
    quality = str(entry.get("quality", "n/a")) if value is not None else "n/a"
    return quality, "" if quality == "good" else str(entry.get("reason") or "no reason given")


def _doubt(kpi: Kpi, value: float | None, high: float | None, hours: float | None) -> str:
    """Why a figure that is computed well says little of the plant: then it is neither high nor low."""
    most = max((one for one in (value, high) if one is not None), default=0.0)
    if kpi.whole and most > 100.0:
        return f"up to {number(most, kpi.digits)} %: what the vessels hold is not known well enough for this window"
    if value is not None and hours is not None and hours < kpi.needs_h:
        return f"of {window({'window_h': hours}, 24.0)} only: it needs {kpi.needs_h:.0f} h"
    return ""


def _ahead(name: str, picture: Picture) -> float | None:
    """Median of the forecast 8 h after its issue, in the tile's unit."""
    forecast = picture.documents.get("forecast")
    if forecast is None:
        return None
    target = forecast[1].get("targets", {}).get(name)
    if not target or not target.get("times"):
        return None
    wanted = forecast[0] + AHEAD_S
    moments = [moment(at) or 0.0 for at in target["times"]]
    nearest = min(range(len(moments)), key=lambda place: abs(moments[place] - wanted))
    return _scaled(target["p50"][nearest], _scale(KPIS[name], target))
