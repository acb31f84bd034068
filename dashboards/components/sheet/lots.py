"""The sheet of the page "Lots" as HTML.

Lives here: lots that open and shut, their certificates and parents.
Lives elsewhere: every figure and word in it (viewmodels_lots).
"""

from __future__ import annotations

from dashboards.components.sheet import cell, heads, note, text
from dashboards.viewmodels import Json

SIGNS = {"pass": "✓", "doubt": "?", "fail": "✗", "n/a": "–", "": ""}
GUIDE = (
    "✓ meets the limit, with what is left to it as a share of it; ? meets it at P50, not over the whole band P10–P90; "
    "✗ fails; – n/a: not predicted, no part of the line. No spread: the members do not differ, mostly because the item "
    "is assumed to be picked up in handling. A certificate is the twin's prediction, no analysis: the laboratory "
    "decides. Its newest sample stands beside it; of which lot that was taken, the tag does not tell."
)


def lots_html(view: Json) -> str:
    """All of it."""
    now = "" if view["now"] is None else _lot(view["now"], key="now", opened=not view["lots"])
    lots = "".join(_lot(lot, key=lot["lot"], opened=place == 0) for place, lot in enumerate(view["lots"]))
    return (
        f"<h1>Product lots</h1>{note(view['twin'])}{note(GUIDE)}<h2>Being packed</h2>"
        f"{now or note('Nothing is known of it yet.', strong=True)}"
        f"<h2>Closed lots, the newest first</h2>{note(view['empty'], strong=True)}{lots}"
    )


def _lot(lot: Json, *, key: str, opened: bool) -> str:
    first = lot["verdicts"][0] if lot["verdicts"] else None
    word = "" if first is None else f"{SIGNS[first['verdict']]} {first['name']}: {first['text']}"
    mark = _mark(first["verdict"], released=True) if first else ""
    return (
        f'<details class="panel lot" data-key="{text(key)}"{" open" if opened else ""}><summary>'
        f"<b>lot {text(lot['lot'])}</b> <span>{text(lot['closed'])}</span> <span><b>{text(lot['mass'])}</b> t</span> "
        f'<span class="{mark}">{text(word)}</span> <span>recycled <b>{text(lot["recycled"])}</b></span></summary>'
        f'{note(lot["note"], strong=True)}<div class="pair">{_certificate(lot, key)}{_origin(lot, key)}</div></details>'
    )


def _certificate(lot: Json, key: str) -> str:
    if not lot["verdicts"]:
        return ""
    columns = ["item", "predicted", "P10–P90", "unit"]
    for name in lot["specifications"]:
        columns += [name, "margin"]
    rows = "".join(_item(row) for row in lot["rows"])
    verdicts = "".join(
        f'<li class="{_mark(one["verdict"], released=place == 0)}">{SIGNS[one["verdict"]]} {text(one["name"])}: '
        f"{text(one['text'])}</li>"
        for place, one in enumerate(lot["verdicts"])
    )
    label = f"Certificate of lot {lot['lot']}"
    return (
        f"<section><h3>Predicted certificate (released by {text(lot['released_by'])})</h3>"
        f'<ul class="trust">{verdicts}</ul>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(label)}" data-scroll="c{text(key)}">'
        f"<table>{heads([*columns, 'laboratory, newest'])}<tbody>{rows}</tbody></table></div></section>"
    )


def _item(row: Json) -> str:
    cells = [cell(row["item"], head=True), cell(row["value"], mark="ahead"), cell(row["band"], mark="ahead"),
             cell(row["unit"])]  # fmt: skip
    for place, one in enumerate(row["judged"]):
        margin = f"{SIGNS[one['verdict']]} {one['margin']}".strip()
        cells += [cell(one["limit"]), cell(margin, mark=_mark(one["verdict"], released=place == 0))]
    return "<tr>" + "".join([*cells, cell(row["laboratory"], mark="v")]) + "</tr>"


def _origin(lot: Json, key: str) -> str:
    """Feed lots in it as bars, with words."""
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th><td class="ahead">{text(share)}</td><td class="rail" aria-hidden="true">'
        f'<i class="bar" style="width:{100.0 * size:.1f}%"></i></td></tr>'
        for name, share, size in lot["parents"]
    )  # fmt: skip
    table = f"<table>{heads(['lithium from', 'share', ''])}<tbody>{rows}</tbody></table>" if rows else ""
    return (
        f'<section class="origin" data-key="o{text(key)}"><h3>Where its lithium comes from</h3>{table}'
        f"{note('' if rows else 'Not known yet.', strong=True)}"
        f"{note('Recycled share ' + lot['recycled'] + '. Not accounted for ' + lot['unaccounted'] + '.')}"
        + note("By residence times through tanks and columns, of the twin's mean flows. “Inside at the start” is what "
               "the plant held when the twin began to follow; “unaccounted” is what the twin's corrections moved. The "
               "recycled share is the flowsheet's for all feed.")
        + "</section>"
    )  # fmt: skip


def _mark(verdict: str, *, released: bool) -> str:
    """Saturated colour only for what stops a lot's release; what another buyer would refuse is to be looked at."""
    if verdict == "fail":
        return "abnormal" if released else "look"
    return "look" if verdict == "doubt" else ""
