"""What every section must keep, whatever moment it is asked at: one check for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.twin.balance import disturbed, element_gaps, section_balance, section_turnover
from twin.line import Line
from twin.matter.components import COUNT
from twin.matter.streams import HEAT

Act = Callable[[Line], float | None]
"""Runs one section alone on a line."""
Heat = Callable[[Line], float]
"""Heat that a section says it takes out beside its streams [W]."""


def keeps_all(
    how: dict, act: Act, *, entering: Sequence[int] = (), leaving: Sequence[int] = (), removed: Heat | None = None
) -> None:
    """No atom, charge or heat is made or lost by a section that is run alone at this moment of a line."""
    line = disturbed(how).line
    said: list[float] = []
    gained = section_balance(line, lambda: said.append(act(line) or 0.0), entering=entering, leaving=leaving)
    gaps, turnover = element_gaps(gained), section_turnover(line)
    assert max(abs(gap) for gap in gaps.values()) <= 1e-12 * turnover, gaps
    out = said[0] if removed is None else removed(line)
    assert abs(gained[COUNT] + out) <= 1e-9 * (np.abs(line.streams.flow[:, HEAT]).max() + 1.0)
