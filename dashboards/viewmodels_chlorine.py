"""Residual chlorine, ion-exchange columns, steam made and used: rows of the page "Cells".

Lives here: which tags, their alarm limits and trips, what the twin expects beside them.
Lives elsewhere: the twin's figures (twin.tracking.side_duties); the page (screens/cells).
Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dashboards.client import Picture, received
from dashboards.viewmodels import NOTHING, Json, age, as_tag, band, decimals, finite, number
from dashboards.viewmodels_cells import twin_said
from dashboards.viewmodels_mimic import QUALITY_LETTER, UNIT_SIGNS, quality_of, tag_of
from twin.signals import Quality


class Place(NamedTuple):
    """A figure of the list."""

    label: str
    signal: str
    alarm: float | None = None
    """High alarm in the tag's unit."""
    trip: str = ""
    twin: str = ""
    """Name of the twin's figure."""
    scale: float = 1.0
    """From the twin's unit to the tag's."""
    digits: int = 1


PLACES = (
    Place("active chlorine behind the stripper", "electrolysis.stripper.free_chlorine", 30.0, "",
          "stripped_kg_per_m3", 1e3, 1),
    Place("redox of dechlorinated brine", "electrolysis.dechlorinated_brine.redox", 200.0,
          "recycle stops above 350 mV"),
    Place("peroxide", "purification.polish.H2O2_flow"),
    Place("active chlorine behind the peroxide", "", None, "", "polished_kg_per_m3", 1e3, 2),
    Place("redox of brine to ion exchange", "purification.brine_to_ion_exchange.redox", 250.0,
          "ion-exchange feed stops above 350 mV"),
    Place("hardness behind the lead column", "ion_exchange.lead.hardness", 20.0, "swap at 20"),
    Place("hardness of brine to the cells", "ion_exchange.T-203.hardness", 15.0, "above 50 the cells ramp down"),
    Place("lead column lasts", "", None, "", "columns.remaining_h", 1.0, 1),
    Place("lead column is loaded", "", None, "", "columns.loaded_share", 100.0, 0),
    Place("chlorine in product acid", "hcl.product_acid.free_chlorine", 20.0),
    Place("chlorine in tail gas", "hcl.tail_gas.chlorine", 10.0, "burner trips above 50 ppm"),
    Place("steam raised by B-501", "hcl.burner.steam_flow", None, "", "steam_raised_kg_per_h", 1.0, 0),
    Place("steam that heaters need", "", None, "", "steam_drawn_kg_per_h", 1.0, 0),
)  # fmt: skip
"""Alarm limits and trips: the tag list and the flowsheet's interlocks I-86, I-97, I-09."""
UNITS_OF_TWIN = {"polished_kg_per_m3": "mg/L", "steam_drawn_kg_per_h": "kg/h", "columns.remaining_h": "h",
                 "columns.loaded_share": "%"}  # fmt: skip


def chlorine_and_steam(picture: Picture) -> Json:
    """Rows of [what, tag, measured, unit, side, quality, twin's band, limits], and who draws the steam."""
    body = picture.body("chlorine_and_steam")
    rows = tag_of(picture.tags)
    return {
        "rows": [_row(place, rows.get(place.signal, {}), body, picture) for place in PLACES],
        "heaters": _heaters(body), "swap": _swap(body.get("columns", {})),
        "twin": twin_said(picture, "chlorine_and_steam"),
    }  # fmt: skip


def _row(place: Place, row: Mapping[str, Any], body: Mapping[str, Any], picture: Picture) -> Json:
    sample = picture.samples.get(str(row.get("tag", "")))
    quality = None if sample is None else quality_of(sample, row, picture.silence)
    figure = None if sample is None else finite(sample.raw)
    above = place.alarm is not None and figure is not None and figure > place.alarm
    unit = str(row.get("unit", UNITS_OF_TWIN.get(place.twin, "")))
    stale = sample is not None and quality is Quality.STALE
    limits = [f"alarm {place.alarm:g}" if place.alarm is not None else "", place.trip]
    return {
        "what": place.label, "tag": str(row.get("tag", "")),
        "measured": as_tag(figure, row) if place.signal else "not measured",
        "unit": UNIT_SIGNS.get(unit, unit), "side": "high" if above and not stale else "",
        "age": age(picture.now - received(sample, row)) if stale and sample is not None else "",
        "quality": "n" if quality is None else QUALITY_LETTER[quality],
        "twin": _expected(place, body), "limits": "; ".join(one for one in limits if one),
    }  # fmt: skip


def _expected(place: Place, body: Mapping[str, Any]) -> str:
    """The twin's median and band in the tag's unit; what is far below the last digit is said to be so."""
    block, _, name = place.twin.rpartition(".")
    told = (body.get(block, {}) if block else body).get(name)
    if not isinstance(told, Mapping):
        return NOTHING if place.twin else ""
    low, middle, high = (finite(told.get(part)) for part in ("p10", "p50", "p90"))
    if low is None or middle is None or high is None:
        return NOTHING
    low, middle, high = (place.scale * one for one in (low, middle, high))
    least = 10.0**-place.digits
    if high < least:
        return f"below {number(least, place.digits)}"
    digits = decimals(low, high, place.digits)  # or the median would lie outside its band by rounding
    return f"{number(middle, digits)} ({band(low, high, place.digits)})"


def _swap(columns: Mapping[str, Any]) -> str:
    """What it would cost to swap the lead column now, and whether another is ready."""
    acid, lye = (finite(columns.get(name, {}).get("p50")) for name in ("HCl_wasted_kg_if_now", "LiOH_wasted_kg_if_now"))
    if acid is None or lye is None:
        return ""
    lead = columns.get("lead")
    which = f"column {lead}" if lead else "the lead column"
    ready = "a regenerated column stands ready" if columns.get("ready") else "no regenerated column stands ready yet"
    return (f"Swapped now instead of at 20 ppb, {which} would waste {number(acid, 0)} kg HCl and {number(lye, 0)} kg "
            f"LiOH of its regeneration; {ready}.")  # fmt: skip


def _heaters(body: Mapping[str, Any]) -> str:
    """Who draws the steam, the greatest first."""
    drawn = {name: finite(flow) or 0.0 for name, flow in body.get("heaters_kg_per_h", {}).items()}
    ranked = sorted(drawn.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {number(flow, 0)} kg/h" for name, flow in ranked if flow >= 0.5)
