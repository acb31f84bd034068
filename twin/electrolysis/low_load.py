"""The low-load test: at a few per cent of the load an element with a damaged membrane stands out.

At full load an element's voltage is mostly ohmic, and a hole hides in the scatter of resistances. At 2 to 10 % load
the ohmic part is gone, while the lye that leaks through a hole feeds the anode almost all of the little current: the
voltage of that element falls by some hundred millivolts.
Lives here: what two looks at an electrolyser say of its elements. It uses measured voltages only, no model.
Lives elsewhere: the procedure that lowers the load (.procedure), damaged elements themselves (.elements).
Source: De Nora, US 5,015,345 (prior art; data book P23).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

DAMAGED: Final = 0.1
"""Voltage off its line at which an element is called damaged [V]: the alarm limit of ET-312 (tags of the data book)."""
HIGHEST_SHARE: Final = 0.10
"""Load of the test, over that of the other look, above which it says nothing [-]."""


class Look(NamedTuple):
    """A look at all elements of an electrolyser."""

    density: float
    """[A/m2]"""
    voltages: tuple[float, ...]
    """[V]; 0 behind a jumper."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the test says of one element."""

    element: int
    """From 1 on, as ET-312 counts."""
    voltage: float
    """At low load [V]."""
    deviation: float
    """Off its own k-line [V]."""
    damaged: bool


def judge(on_load: Look, low: Look) -> list[Verdict]:
    r"""Deviation of each element from its k-line at low load.

    .. math:: \delta_e = (V_e - \tilde V) - (V'_e - \tilde V') \, i / i'                                  (1)

    V, i at low load, V', i' on load; the tilde is the median of the electrolyser. An element whose resistance alone
    differs lies on its line V0 + k i and has no deviation. Source: (1) k-factor of P18 in differences, so that V0,
    common to elements in the same liquids, drops out; P23 for the low load.

    >>> found = judge(Look(3700.0, (3.3, 3.4, 3.3)), Look(185.0, (2.3, 2.305, 2.0)))
    >>> [one.damaged for one in found]
    [False, False, True]
    """
    share = low.density / max(on_load.density, 1e-9)
    running = [n for n, voltage in enumerate(low.voltages) if voltage != 0.0 and on_load.voltages[n] != 0.0]
    middle, usual = (_median([look.voltages[n] for n in running]) for look in (low, on_load))
    found = []
    for n in running:
        deviation = low.voltages[n] - middle - (on_load.voltages[n] - usual) * share
        found.append(Verdict(n + 1, low.voltages[n], deviation, deviation < -DAMAGED))
    return found


def _median(values: Sequence[float]) -> float:
    return median(values) if values else 0.0
