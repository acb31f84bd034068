"""Crystallising lithium hydroxide monohydrate, as equations.

Lives here: how much of a slurry is crystal, what carbonation of the bleed leaves in solution.
Lives elsewhere: crystalliser, centrifuge, dryer (.equipment).
"""

from __future__ import annotations

from twin.engine.compiled import compiled
from twin.matter.constants import M_H2O, M_LI2CO3, M_LIOH


@compiled
def crystals(*, lioh: float, water: float, other: float, solubility: float) -> float:
    r"""LiOH.H2O in a slurry at equilibrium [mol].

    .. math:: x = \frac{M_L (1-a) L - a (M_w W + m)}{M_L (1-a) - a M_w}                                (1)

    lioh        L  LiOH in liquid and crystals together               [mol]
    water       W  water, crystal water included                      [mol]
    other       m  other solutes                                      [kg]
    solubility  a  LiOH in the mother liquor                          [kg/kg]

    Mass balance with a mother liquor of fixed strength; growth is fast against the hours of residence.
    Source: (1) solves (L - x) M_L = a m_liquor.

    >>> x = crystals(lioh=1000.0, water=5000.0, other=0.0, solubility=0.115)
    >>> round((1000 - x) * 0.023947 / ((1000 - x) * 0.023947 + (5000 - x) * 0.018015), 6)
    0.115
    """
    dissolved = solubility * (M_H2O * water + other)
    excess = M_LIOH * (1.0 - solubility) * lioh - dissolved
    return max(excess / (M_LIOH * (1.0 - solubility) - solubility * M_H2O), 0.0)


@compiled
def carbonate_left(*, lithium: float, water: float, solubility: float, saturation: float) -> float:
    """Li2CO3 that stays in the filtrate of a carbonated bleed [mol/s].

    lithium [mol/s] in the bleed; water [kg/s]; solubility [kg/kg water]; saturation [-] of it.
    Source: solubility table; data book section 10.1, step 12.

    >>> round(carbonate_left(lithium=1.0, water=0.001, solubility=0.011, saturation=0.9), 7)
    0.000134
    """
    return min(0.5 * lithium, solubility * saturation * water / M_LI2CO3)
