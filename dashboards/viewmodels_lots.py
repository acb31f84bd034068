"""The page "Lots": certificates that the twin predicts for product lots, their margins, and the feed lots in them.

Lives here: items against specifications, pass and margin, parents as bars, words of what is not known.
Lives elsewhere: lots as documents (twin.tracking.lots), the laboratory's own analyses (tags LAB-29 to 33), the page
(screens/lots). Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.client import Picture
from dashboards.viewmodels import NOTHING, Json, band, decimals, finite, number
from dashboards.viewmodels_cells import twin_said
from dashboards.viewmodels_mimic import tag_of
from dashboards.viewmodels_strip import stamp

LOTS_SHOWN = 12
PARENTS_SHOWN = 8
"""Parents that have a row of their own; the others are one row."""
PERCENT, PPM = 100.0, 1e6
IN_PERCENT = ("LiOH", "CO2")
"""Items that certificates give in wt%; all others in mg/kg."""
LABORATORY = "laboratory.product_lot."
"""Signals of the laboratory's analyses begin so; then comes the item."""
ITEM_OF = {"magnetic_matter": "magnetic"}
"""Items whose signal has another name."""
NAMES = {"LiOH": "LiOH", "CO2": "CO₂", "SO4": "SO₄", "insoluble": "insoluble in acid", "magnetic": "magnetic matter",
         "Ni": "Ni + Co + Mn + Cu"}  # fmt: skip
ALIKE = "no spread"
NO_LOT = "No lot has been closed since the twin follows this plant."


def lots(picture: Picture) -> Json:
    """The lot that is packed now and the closed ones, the newest first."""
    said = twin_said(picture, "packing")
    now, found = picture.body("packing"), laboratory(picture)
    closed = [_lot(body, at, found) for at, body in list(reversed(picture.lots))[:LOTS_SHOWN]]
    return {
        "now": _lot(now, None, found) if now else None, "twin": said, "lots": closed,
        "empty": "" if closed else f"{NO_LOT} A lot is closed when the number of tag XI-673 changes.",
    }  # fmt: skip


def laboratory(picture: Picture) -> dict[str, str]:
    """The laboratory's newest analysis of each item and its time; of which lot it is, the tag does not tell."""
    found = {}
    for signal, row in tag_of(picture.tags).items():
        if not signal.startswith(LABORATORY):
            continue
        item, sample = signal.removeprefix(LABORATORY), picture.samples.get(str(row["tag"]))
        item = ITEM_OF.get(item, item)
        figure = None if sample is None else finite(sample.value)
        factor, _, digits = _unit(item)
        found[item] = NOTHING
        if sample is not None and figure is not None:
            found[item] = f"{number(figure * factor, digits)} ({stamp(sample.source_time)[:-3]})"
    return found


def _lot(body: Mapping[str, Any], closed: float | None, found: Mapping[str, str]) -> Json:
    """A lot: head line, verdicts, certificate, parents."""
    limits: Mapping[str, Any] = body.get("limits", {})
    released_by = str(body.get("released_by", ""))
    order = sorted(limits, key=lambda name: name != released_by)
    rows = [_item(item, body, [limits[name] for name in order], found) for item in _items(limits, body)]
    verdicts = [_verdict(name, rows, place) for place, name in enumerate(order)]
    number_of = body.get("lot")
    packed = body.get("packed_kg", {})
    kilograms = finite(packed.get("p50"))
    return {
        "lot": NOTHING if number_of is None else str(number_of),
        "closed": "being packed" if closed is None else f"closed {stamp(closed)} UTC",
        "mass": number(None if kilograms is None else kilograms / 1e3, 1), "note": _note(body, closed),
        "specifications": order, "released_by": released_by, "verdicts": verdicts, "rows": rows,
        "parents": _parents(body), "recycled": _share(body.get("recycled_share")),
        "unaccounted": _share(body.get("unaccounted_share")),
    }  # fmt: skip


def _note(body: Mapping[str, Any], closed: float | None) -> str:
    """What keeps the lot from being whole in the twin's eyes."""
    if body.get("lot") is None:
        return "The number of the lot (XI-673) has not come from the plant."
    if not body.get("items"):
        return "Too little is packed to say anything of it."
    if not body.get("whole"):
        return "The twin began to follow after this lot was begun: certificate and parents are of the part it saw."
    return "So far as it is packed." if closed is None else ""


def _items(limits: Mapping[str, Any], body: Mapping[str, Any]) -> list[str]:
    """Items that a specification names or the line predicts, each once."""
    named = [item for asked in limits.values() for item in asked]
    return list(dict.fromkeys([*named, *body.get("items", {})]))


def _item(item: str, body: Mapping[str, Any], limits: list[Mapping[str, Any]], found: Mapping[str, str]) -> Json:
    """A row of the certificate."""
    factor, unit, digits = _unit(item)
    told = body.get("items", {}).get(item, {})
    low, middle, high = (_times(told.get(part), factor) for part in ("p10", "p50", "p90"))
    spread = _spread(low, high, digits)
    finer = digits if spread == ALIKE else decimals(low, high, digits)
    return {
        "item": NAMES.get(item, item), "unit": unit, "value": number(middle, finer), "band": spread,
        "laboratory": found.get(item, "no tag"),
        "judged": [_judged(asked.get(item), told, item) for asked in limits],
    }  # fmt: skip


def _spread(low: float | None, high: float | None, digits: int) -> str:
    """The band of the members, or that they do not differ."""
    if low is None or high is None:
        return ""
    return ALIKE if high - low < 0.5 * 10.0 ** -(digits + 1) else band(low, high, digits)


def _judged(limit: Any, told: Mapping[str, Any], item: str) -> Json:
    """Limit and margin under one specification; `verdict`: pass, doubt, fail, n/a, or "" without a limit."""
    if not limit:
        return {"limit": "", "margin": "", "verdict": ""}
    kind, value = str(limit[0]), finite(limit[1])
    factor, _, digits = _unit(item)
    sign = "≥" if kind == "min" else "≤"
    text = f"{sign} {number(_times(value, factor), digits)}"
    middle = finite(told.get("p50"))
    if middle is None or not value:
        return {"limit": text, "margin": "n/a", "verdict": "n/a"}
    worst = finite(told.get("p10" if kind == "min" else "p90"))
    margin, least = (_margin(kind, one, value) for one in (middle, middle if worst is None else worst))
    verdict = "fail" if margin < 0.0 else "doubt" if least < 0.0 else "pass"
    return {"limit": text, "margin": f"{number(PERCENT * margin, 1 if item == 'LiOH' else 0)} %", "verdict": verdict,
            "share": margin}  # fmt: skip


def _margin(kind: str, found: float, limit: float) -> float:
    """What is left to the limit, as a share of it; negative: failed."""
    return (found - limit if kind == "min" else limit - found) / limit


def _verdict(name: str, rows: list[Json], place: int) -> Json:
    """A specification's verdict of the lot: the worst of its items, and the items that nobody predicts."""
    judged = [(row["item"], row["judged"][place]) for row in rows]
    known = [(one["share"], item) for item, one in judged if "share" in one]
    found = {one["verdict"] for _, one in judged}
    blind = [item for item, one in judged if one["verdict"] == "n/a"]
    if not known:
        return {"name": name, "verdict": "n/a", "text": "not known"}
    worst = "fail" if "fail" in found else "doubt" if "doubt" in found else "pass"
    failing = [item for item, one in judged if one["verdict"] == worst and worst != "pass"]
    text = {"fail": "fails: ", "doubt": "meets it, not for certain: ", "pass": "meets it"}[worst] + ", ".join(failing)
    if worst == "pass":
        least, item = min(known)
        text += f", least margin {number(PERCENT * least, 1)} % ({item})"
    return {"name": name, "verdict": worst, "text": text + (f"; not predicted: {', '.join(blind)}" if blind else "")}


def _parents(body: Mapping[str, Any]) -> list[list[Any]]:
    """[name, per cent, share of the greatest]"""
    parents = sorted(body.get("parents", {}).items(), key=lambda pair: -pair[1])
    kept, rest = parents[:PARENTS_SHOWN], parents[PARENTS_SHOWN:]
    if rest:
        kept = [*kept, (f"{len(rest)} others", sum(share for _, share in rest))]
    longest = max((share for _, share in kept), default=1.0) or 1.0
    return [[name, _share(share), round(share / longest, 3)] for name, share in kept]


def _unit(item: str) -> tuple[float, str, int]:
    """Factor from kg/kg, unit, decimals."""
    if item in IN_PERCENT:
        return PERCENT, "wt%", 2 if item == "LiOH" else 3
    return PPM, "mg/kg", 3 if item == "magnetic" else 1


def _times(value: object, factor: float) -> float | None:
    figure = finite(value)
    return None if figure is None else figure * factor


def _share(value: object) -> str:
    figure = finite(value)
    if figure is None:
        return NOTHING
    return "below 0.1 %" if 0.0 < figure < 1e-3 else f"{number(PERCENT * figure, 1)} %"
