"""The sheet of the page "Cells" as HTML.

Lives here: electrolysers with their bars and tables, the list of chlorine and steam.
Lives elsewhere: every figure and word in it (viewmodels_cells, viewmodels_chlorine).
"""

from __future__ import annotations

from dashboards.components.sheet import cell, heads, note, text
from dashboards.viewmodels import NOTHING, Json

SIDES = {"high": " ▲", "low": " ▼"}
QUALITIES = {"u": "?", "b": "×", "c": "×", "s": "○", "n": ""}
COLUMNS = [
    "element", "voltage, V", "off the mean, mV", "as resistance, Ω cm²", "efficiency by the twin, %", "P10–P90, %",
    "membrane age", "off its line at low load, mV",
]  # fmt: skip

LOOP = "Residual chlorine, ion exchange and steam"
LOOP_COLUMNS = ["figure", "tag", "measured", "unit", "twin: P50 (P10–P90)", "limits"]


def cells_html(view: Json, loop: Json) -> str:
    """All of it."""
    units = "".join(_unit(unit) for unit in view["units"])
    trust = "".join(f"<li>{text(line)}</li>" for line in view["trust"])
    return (
        f"<h1>Elements of the electrolysers</h1>{note(view['empty'], strong=True)}{note(view['twin'])}"
        f'<div class="units">{units}</div>'
        f'<div class="pair uneven"><section class="panel"><h2>{LOOP}</h2>{_loop(loop)}</section>'
        f'<section class="panel"><h2>How far to trust this</h2><ul class="trust">{trust}</ul></section></div>'
    )


def _unit(unit: Json) -> str:
    name = text(unit["name"])
    facts = [
        ("mean voltage", unit["mean"], "V"), ("current density", unit["density"], "kA/m²"),
        ("highest", unit["highest"], ""), ("lowest", unit["lowest"], ""),
        ("efficiency by the twin", unit["efficiency"], f"% (P10–P90 {unit['efficiency_band'] or 'n/a'})"),
        ("membranes", unit["age"], ""), ("low-load test", unit["test"], ""),
    ]  # fmt: skip
    told = "".join(
        f"<div><dt>{text(what)}</dt><dd><b>{text(value)}</b> {text('' if value == NOTHING else unit_of)}</dd></div>"
        for what, value, unit_of in facts
    )
    stale = (
        note(f"{unit['stale']} voltages are stale (○), the oldest for {unit['stale_for']}.") if unit["stale"] else ""
    )
    return (
        f'<section class="panel" aria-label="{name}"><h2>{name} <span class="mode {text(unit["state"][1])}">'
        f"{text(unit['state'][0])}</span></h2><dl>{told}</dl>{note(unit['off'])}{stale}{_bars(unit)}{_table(unit)}"
        f"</section>"
    )


def _bars(unit: Json) -> str:
    """A bar a position, up for a higher voltage; each has its words for a screen reader."""
    half = text(unit["half"])
    bars = "".join(_bar(one) for one in unit["bars"])
    label = f"Voltage of each element of {unit['name']} less the mean"
    return (
        f'<figure><figcaption>off the mean, mV, by position</figcaption><div class="graph">'
        f'<div class="scale" aria-hidden="true"><span>+{half}</span><span>0</span>'
        f"<span>\N{MINUS SIGN}{half}</span></div>"
        f'<ol class="bars" tabindex="0" aria-label="{text(label)}">{bars}</ol></div></figure>'
    )


def _bar(one: Json) -> str:
    share = one["share"]
    bar = ""
    if share is not None:
        place = "bottom" if share >= 0.0 else "top"
        bar = f'<i class="bar" style="{place}:50%;height:{min(abs(share), 1.0) * 50.0:.1f}%"></i>'
    kind = " ".join(part for part in (one["side"] and "look", f"q-{one['quality']}") if part)
    sign = SIDES.get(one["side"], "").strip() or QUALITIES.get(one["quality"], "")
    number = str(one["n"]) if one["n"] == 1 or one["n"] % 5 == 0 else ""
    return (
        f'<li class="{kind}" title="element {one["n"]}: {text(one["said"])}"><span class="spoken">element {one["n"]}: '
        f"{text(one['said'])}</span>{bar}"
        f'<b class="sign" aria-hidden="true">{sign}</b><u aria-hidden="true">{number}</u></li>'
    )


def _table(unit: Json) -> str:
    name = text(unit["name"])
    rows = "".join(
        "<tr>" + cell(row[0], head=True) + "".join(cell(value) for value in row[1:]) + "</tr>" for row in unit["rows"]
    )
    return (
        f'<details data-key="{name}"><summary>{name}: every element in figures</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Elements of {name}" data-scroll="{name}">'
        f"<table>{heads(COLUMNS)}<tbody>{rows}</tbody></table></div></details>"
    )


def _loop(loop: Json) -> str:
    rows = "".join(
        "<tr>" + cell(row["what"], head=True) + cell(row["tag"]) + _measured(row) + cell(row["unit"])
        + cell(row["twin"], mark="ahead") + cell(row["limits"], mark="wrap") + "</tr>"
        for row in loop["rows"]
    )  # fmt: skip
    drawn = f"Steam drawn by: {loop['heaters']}." if loop["heaters"] else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{LOOP}" data-scroll="loop">'
        f"<table class='plain'>{heads(LOOP_COLUMNS)}<tbody>{rows}</tbody></table>"
        f"</div>{note(loop['swap'])}{note(drawn)}{note(loop['twin'])}"
        + note("No meter shows the steam that is used, and the twin has no steam header: the figure is the heat of its "
               "thermostats above 50 °C, as steam. Feed heaters of the cells are left out.")
    )  # fmt: skip


def _measured(row: Json) -> str:
    """A measured value with its shapes for quality and limit."""
    shown = QUALITIES.get(row["quality"], "") + row["measured"] + SIDES.get(row["side"], "")
    marks = ("v" if row["tag"] else "", "look" if row["side"] else "", "struck" if row["quality"] == "s" else "")
    measured = cell(shown, mark=" ".join(mark for mark in marks if mark))
    return measured.replace("</td>", f' <span class="age">{text(row["age"])}</span></td>') if row["age"] else measured
