"""A tornado chart: what a figure of merit does when each doubtful parameter goes to either end of its likely range.

Lives here: the chart as SVG text, drawn by hand so that a page needs no browser to be written.
Lives elsewhere: the numbers (flowsheets.tornado), where charts are put (dashboards.verbs.tornado).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from flowsheets.tornado import Figures, Swing

WIDTH, LABELS, ROW, TOP = 860, 330, 22, 46
LOW_COLOUR, HIGH_COLOUR, INK, RULE = "#7a93ac", "#d08c60", "#333", "#999"
INSIDE = 0.90
"""Share of the plot's width that the longest bar takes."""


def widest(found: Sequence[Swing], figure: str, base: Figures, most: int) -> list[Swing]:
    """The parameters that move a figure most, widest first; those that do not move it are left out."""
    moved = [one for one in found if one.spread(figure, base) > 1e-6 * abs(base[figure])]
    return sorted(moved, key=lambda one: -one.spread(figure, base))[:most]


def tornado(found: Sequence[Swing], figure: str, unit: str, base: Figures, *, most: int = 12) -> str:
    """SVG of one figure."""
    rows, middle = widest(found, figure, base, most), base[figure]
    ends = [(_end(one.at_low, figure, middle), _end(one.at_high, figure, middle)) for one in rows]
    reach = max((abs(end - middle) for pair in ends for end in pair), default=1.0)
    height, centre = TOP + ROW * len(rows) + 24, (LABELS + WIDTH) / 2.0
    scale = INSIDE * (WIDTH - LABELS) / 2.0 / reach
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(8, 18, f"{figure} [{unit}]: {middle:.5g} as designed", bold=True),
        _text(8, 36, "at the low end of the likely range", colour=LOW_COLOUR),
        _text(230, 36, "at its high end", colour=HIGH_COLOUR),
    ]
    for number, (one, pair) in enumerate(zip(rows, ends, strict=True)):
        y = TOP + ROW * number
        parts.append(_text(8, y + 14, f"{one.path}  {one.low} … {one.high}"))
        parts += [
            _bar(centre, y, scale * (end - middle), colour, f"{end:.5g}")
            for end, colour in zip(pair, (LOW_COLOUR, HIGH_COLOUR), strict=True)
        ]
    bottom = TOP + ROW * len(rows)
    parts.append(f'<line x1="{centre:.1f}" y1="{TOP - 4}" x2="{centre:.1f}" y2="{bottom}" stroke="{RULE}"/>')
    parts += [
        _text(centre + side * scale * reach - 20, bottom + 16, f"{middle + side * reach:.5g}") for side in (-1, 1)
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _end(figures: Figures | None, figure: str, middle: float) -> float:
    return middle if figures is None else figures.get(figure, middle)


def _bar(centre: float, y: float, length: float, colour: str, told: str) -> str:
    x = centre + min(length, 0.0)
    return (
        f'<rect x="{x:.1f}" y="{y + 3}" width="{abs(length):.1f}" height="{ROW - 6}" fill="{colour}">'
        f"<title>{told}</title></rect>"
    )


def _text(x: float, y: float, words: str, *, colour: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{weight}>{escape(words)}</text>'
