"""The page "Cells": every element of the electrolysers, what is measured of it and what the twin holds for true.

Lives here: bars by position, rows of the tables, and the sentences that say how far to trust each figure.
Lives elsewhere: voltages (tags ET-312), what the twin tells (twin.tracking.elements, .low_load), residual chlorine and
steam (.viewmodels_chlorine), the page (screens/cells). Pure: no streamlit, no store, no model.

A state of the plant and of the model is shown, no diagnosis: that an element stands off is for people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from dashboards.client import Picture, received
from dashboards.viewmodels import NOTHING, Json, age, band, decimals, finite, number
from dashboards.viewmodels_mimic import ELECTROLYSER, QUALITY_LETTER, quality_of, tag_of
from dashboards.viewmodels_strip import stamp
from twin.signals import Quality

ELEMENT = re.compile(r"electrolysis\.(E-301[A-Z])\.element-(\d+)\.voltage")
USABLE = (Quality.GOOD, Quality.UNCERTAIN)
ALARM_MV = 100.0
"""Distance from the mean that ET-312 alarms [mV] (tag list)."""
SCALES_MV = (20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
"""Half widths of the bars' scale [mV]; the smallest that holds all."""
ON_LOAD = 200.0
"""Current density below which differences between elements say nothing [A/m2]."""
JUMPERED_V = 0.2
"""Voltage below which an element is bypassed while its neighbours are on load [V]."""
OLD_S = 1800.0
"""Estimates older than this are said to be old [s]."""
YOUNG = 0.5
"""Age up to which days are told [y]."""
MILLI, CM2 = 1e3, 1e4

Measured = tuple[float | None, Quality]


def cells(picture: Picture) -> Json:
    """Each electrolyser with its elements, and how far to trust what is shown."""
    measured = voltages(picture)
    body = picture.body("cells")
    told: Mapping[str, Any] = body.get("electrolysers", {})
    names = sorted({*measured, *told})
    units = [_unit(name, measured.get(name, {}), told.get(name, {}), picture) for name in names]
    half = next((one for one in SCALES_MV if one >= max((unit["most"] for unit in units), default=0.0)), SCALES_MV[-1])
    return {
        "units": [_scaled(unit, half) for unit in units],
        "twin": twin_said(picture, "cells"),
        "trust": _trust(int(finite(body.get("members")) or 0)),
        "empty": "" if measured else "No element voltage (tags ET-312) has come from the plant yet.",
    }


def voltages(picture: Picture) -> dict[str, dict[int, Measured]]:
    """Voltage [V] and quality of each element by electrolyser and position."""
    quiet = picture.silence
    found: dict[str, dict[int, Measured]] = {}
    for signal, row in tag_of(picture.tags).items():
        named, sample = ELEMENT.fullmatch(signal), picture.samples.get(str(row["tag"]))
        if named and sample is not None:
            measured = finite(sample.value), quality_of(sample, row, quiet)
            found.setdefault(named[1], {})[int(named[2])] = measured
    return {name: dict(sorted(elements.items())) for name, elements in found.items()}


def twin_said(picture: Picture, kind: str) -> str:
    """When the twin made a document, or in one sentence why there is none."""
    kept = picture.documents.get(kind)
    if kept is None:
        service = picture.body("service")
        detail = str(service.get("detail") or service.get("state") or "the live service has not run on this store")
        return f"Not known until the twin has caught up ({detail})."
    old = picture.lag(kept[0])
    said = f"Twin's figures of {stamp(kept[0])} UTC (plant time)"
    return f"{said}, {age(old)} old: NOT OF NOW." if old > OLD_S else f"{said}."


def _unit(name: str, measured: Mapping[int, Measured], told: Mapping[str, Any], picture: Picture) -> Json:
    """An electrolyser: its head line, its bars and its table."""
    known = {n: volts for n, (volts, quality) in measured.items() if volts is not None and quality in USABLE}
    density = _density(name, told, picture)
    on_load = density is None or density >= ON_LOAD
    running = {n: volts for n, volts in known.items() if volts > JUMPERED_V} if on_load else {}
    mean = fmean(running.values()) if running else None
    off = {n: MILLI * (volts - mean) for n, volts in running.items()} if mean is not None else {}
    word, shape = _mode(name, picture)
    test = _test(name, picture)
    low, middle, high = (_percent(part) for part in _efficiency(told))
    return {
        "name": name, "state": [word, shape], "density": number(None if density is None else density / 1e3, 2),
        "mean": number(mean, 3), "most": max(map(abs, off.values()), default=0.0),
        "off": "" if on_load else "off load: no comparison",
        "highest": _extreme(off, max), "lowest": _extreme(off, min),
        "efficiency": number(middle, decimals(low, high, 1)), "efficiency_band": band(low, high, 1), "age": _ages(told),
        "test": test["text"], "stale": sum(quality is Quality.STALE for _, quality in measured.values()),
        "stale_for": _silent(name, picture),
        "bars": [_bar(n, one, off.get(n), on_load=on_load) for n, one in measured.items()],
        "rows": [_row(n, one, off.get(n), density, told, test["by"].get(n)) for n, one in measured.items()],
    }  # fmt: skip


def _scaled(unit: Json, half: float) -> Json:
    """Bars as shares of the half scale, which is one for all electrolysers."""
    bars = [one | {"share": None if one["off"] is None else round(one["off"] / half, 3)} for one in unit["bars"]]
    return unit | {"half": number(half, 0), "bars": bars}


def _bar(n: int, measured: Measured, off: float | None, *, on_load: bool) -> Json:
    """An element's bar [mV], with the words that a screen reader says."""
    volts, quality = measured
    side = "" if off is None or abs(off) <= ALARM_MV else "high" if off > 0 else "low"
    said = f"{_signed(off, 0)} mV" if off is not None else "no comparison" if on_load else "off load"
    if off is None and volts is not None and quality in USABLE and on_load and volts <= JUMPERED_V:
        said = "bypassed"
    letter = QUALITY_LETTER[quality]
    said += {"s": ", stale", "u": ", uncertain", "b": ", bad", "c": ", bad"}.get(letter, "")
    return {"n": n, "off": off, "side": side, "quality": letter, "said": said}


def _row(
    n: int, measured: Measured, off: float | None, density: float | None, told: Mapping[str, Any], test: float | None
) -> list[str]:
    """[element, V, mV, ohm cm2, efficiency %, its band, age, mV at low load]"""
    volts, quality = measured
    low, middle, high = (_percent(part, n) for part in _efficiency(told))
    resistance = None if off is None or not density else CM2 * off / MILLI / density
    mark = {"s": " (stale)", "u": " ?", "b": " ×", "c": " ×"}.get(QUALITY_LETTER[quality], "")
    return [
        str(n), number(volts, 3) + mark, _signed(off, 0), _signed(resistance, 3),
        number(middle, decimals(low, high, 1)), band(low, high, 1) or NOTHING, _age(_at(told.get("membrane_age_y"), n)),
        NOTHING if test is None else _signed(MILLI * test, 0),
    ]  # fmt: skip


def _density(name: str, told: Mapping[str, Any], picture: Picture) -> float | None:
    """Measured current over the area that the twin's own current and density have [A/m2]."""
    row = tag_of(picture.tags).get(f"electrolysis.{name}.current", {})
    sample = picture.samples.get(str(row.get("tag", "")))
    current, density = finite(told.get("current_A")), finite(told.get("density_A_per_m2"))
    usable = sample is not None and quality_of(sample, row, picture.silence) in USABLE
    amperes = finite(sample.value) if sample is not None and usable else None
    if amperes is None or not current or not density:
        return None
    return amperes * density / current


def _silent(name: str, picture: Picture) -> str:
    """How long the longest silent element voltage has been so."""
    ages = [0.0]
    for row in picture.tags:
        named, sample = ELEMENT.fullmatch(str(row.get("feeds", ""))), picture.samples.get(str(row["tag"]))
        if named and named[1] == name and sample is not None:
            ages.append(picture.now - received(sample, row))
    return age(max(ages))


def _mode(name: str, picture: Picture) -> tuple[str, str]:
    row = tag_of(picture.tags).get(f"electrolysis.{name}.mode", {})
    sample = picture.samples.get(str(row.get("tag", "")))
    if sample is None or quality_of(sample, row, picture.silence) not in USABLE:
        return "unknown", "unknown"
    return ELECTROLYSER.get(int(finite(sample.raw) or 0), ("unknown", "unknown"))


def _test(name: str, picture: Picture) -> Json:
    """The last low-load test of an electrolyser in words, and deviations [V] by element."""
    last = next(((at, body) for at, body in reversed(picture.low_load) if body.get("unit") == name), None)
    if last is None:
        return {"text": "none seen since the twin follows", "by": {}}
    at, body = last
    damaged: Sequence[int] = body.get("damaged", [])
    found = f"off its line: {', '.join(map(str, damaged))}" if damaged else "no element off its line"
    share = number(100.0 * (finite(body.get("share")) or 0.0), 0)
    by = dict(zip(body.get("elements", []), body.get("deviation_V", []), strict=False))
    return {"text": f"{stamp(at)}, at {share} % load: {found}", "by": by}


def _efficiency(told: Mapping[str, Any]) -> list[Any]:
    parts = told.get("efficiency")
    return list(parts) if isinstance(parts, list) and len(parts) == 3 else [None, None, None]


def _percent(part: Any, n: int | None = None) -> float | None:
    """Efficiency in per cent: of element `n`, or the mean of those that run."""
    if n is not None:
        one = _at(part, n)
        return None if not one else 100.0 * one
    known = [one for one in part or [] if one]
    return 100.0 * fmean(known) if known else None


def _ages(told: Mapping[str, Any]) -> str:
    ages = [one for one in told.get("membrane_age_y") or [] if finite(one) is not None]
    if not ages:
        return NOTHING
    low, high = _age(min(ages)), _age(max(ages))
    return low if low == high else f"{low} – {high}"


def _age(years: float | None) -> str:
    """An age on load as people say it."""
    if years is None:
        return NOTHING
    return f"{number(365.25 * years, 0)} d" if years < YOUNG else f"{number(years, 1)} y"


def _extreme(off: Mapping[int, float], which: Any) -> str:
    if not off:
        return NOTHING
    n = which(off, key=lambda one: off[one])
    return f"no. {n} {_signed(off[n], 0)} mV"


def _at(values: Any, n: int) -> float | None:
    return finite(values[n - 1]) if isinstance(values, list) and 0 < n <= len(values) else None


def _signed(figure: float | None, digits: int) -> str:
    text = number(figure, digits)
    return f"+{text}" if figure is not None and figure > 0 and text.strip("0.") else text


def _trust(members: int) -> list[str]:
    """What each figure rests on."""
    spread = f"P10–P90 of {members} members" if members else "P10–P90 of the twin's members"
    return [
        "Voltage: measured, element by element (ET-312). A bar is the element less the mean of its electrolyser; all "
        "of one electrolyser carry the same current. Over the current density it is a difference in resistance; a "
        "single reading carries some mV of noise.",
        f"Efficiency: estimated for the electrolyser as a whole from its balance ({spread}). No instrument sees the "
        "efficiency of one element: differences between elements follow from the ageing law alone, whose rates are "
        "estimates.",
        "Membrane age: time on load that the twin has counted on top of the flowsheet's membrane_age. The plant does "
        "not tell ages: a change of membranes before the twin followed is not known here.",
        "Low-load test: an electrolyser that stood at 2 to 10 % load for 5 min or more, compared with its voltages on "
        "load; more than 100 mV below the own line is named.",
    ]  # fmt: skip
