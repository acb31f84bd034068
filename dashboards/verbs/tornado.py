"""`litwin tornado`: which of the unmeasured parameters moves which figure of merit, and by how much.

Lives here: reading the case, words, JSON, and the page with its charts.
Lives elsewhere: the plants at rest (flowsheets.tornado), the drawing (dashboards.tornado_chart).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from dashboards.progress import say
from dashboards.tornado_chart import tornado, widest
from dashboards.verbs.model import prepared
from flowsheets.tornado import Figures, Swing, swings
from twin.kpi import UNITS
from twin.whole_file import whole_file

DRAWN = (
    "licl_recovery", "hcl_recovery", "hcl_closure", "li_yield", "energy_site_kWh_per_kg", "cell_voltage_V",
    "loop_water_kg_per_h", "water_kg_per_kg",
)  # fmt: skip
"""Figures of merit that are drawn; throughput is held."""
TOLD = 6
"""Parameters told of each figure."""


def run(*, flowsheet: str, sets: Sequence[str], paths: Sequence[str], out: Path | None) -> Answer:
    """Take each doubtful parameter to both ends of its likely range."""
    with prepared(say):
        base, found = swings(flowsheet, sets, paths=paths, tell=say)
    if out is not None:
        _write(out, flowsheet, base, found)
    return Answer(_words(base, found), _as_data(flowsheet, base, found))


def _as_data(flowsheet: str, base: Figures, found: Sequence[Swing]) -> dict[str, Any]:
    return {
        "flowsheet": flowsheet, "kpi": dict(base),
        "parameters": {
            one.path: {
                "value": one.value, "low": one.low, "high": one.high, "source": one.source,
                "confidence": one.confidence, "kpi_at_low": one.at_low, "kpi_at_high": one.at_high, "fault": one.fault,
            }
            for one in found
        },
    }  # fmt: skip


def _words(base: Figures, found: Sequence[Swing]) -> str:
    parts = []
    for figure in DRAWN:
        rows = [_row(one, figure, base) for one in widest(found, figure, base, TOLD)]
        if rows:
            head = [f"{figure}, {base[figure]:.5g} {UNITS[figure]}", "low", "high", "there", "and there"]
            parts.append(table(rows, head=head))
    parts += [f"Note: {one.path}: {one.fault}" for one in found if one.fault]
    return "\n\n".join(parts) or "None of these parameters moves a figure of merit."


def _row(one: Swing, figure: str, base: Figures) -> list[str]:
    ends = ["no rest" if end is None else f"{end.get(figure, base[figure]):.5g}" for end in (one.at_low, one.at_high)]
    return [one.path, one.low, one.high, *ends]


def _write(out: Path, flowsheet: str, base: Figures, found: Sequence[Swing]) -> None:
    """A page in Markdown, with one chart a figure beside it."""
    _keep(out, page(flowsheet, base, found, stem=out.stem))
    for figure in DRAWN:
        _keep(out.with_name(f"{out.stem}-{figure}.svg"), tornado(found, figure, UNITS[figure], base))


def _keep(path: Path, text: str) -> None:
    with whole_file(path, what="the chart", mend="give --out a file in a folder that can be written") as file:
        file.write(text.encode())


def page(flowsheet: str, base: Figures, found: Sequence[Swing], *, stem: str) -> str:
    """The page: what is not measured, and what it moves."""
    lines = [
        "# What nobody has measured, and what it moves", "",
        f"Written by `litwin tornado {flowsheet} --out {stem}.md`. Each parameter whose source is *estimated* or",
        "*calibrated* is taken to either end of its likely range, all else as designed, and the plant is brought to",
        "rest at the same throughput. What comes to no rest is told at the end.", "",
    ]  # fmt: skip
    for figure in DRAWN:
        lines += [f"## {figure}", "", f"![{figure}]({stem}-{figure}.svg)", ""]
    lines += ["## All of them", "", "| parameter | value | low | high | source | confidence | moves most |",
              "|---|---|---|---|---|---|---|"]  # fmt: skip
    lines += [_line(one, base) for one in found]
    faults = [f"- `{one.path}` at {one.fault}" for one in found if one.fault]
    return "\n".join([*lines, "", *(["Without rest:", "", *faults, ""] if faults else [])])


def _line(one: Swing, base: Figures) -> str:
    shares = {name: one.spread(name, base) / abs(base[name]) for name in DRAWN if base.get(name)}
    most = sorted(((share, name) for name, share in shares.items() if share > 1e-6), reverse=True)[:2]
    told = ", ".join(f"{name} {100.0 * share:.2g} %" for share, name in most) or "none of these"
    return f"| `{one.path}` | {one.value} | {one.low} | {one.high} | {one.source} | {one.confidence} | {told} |"
