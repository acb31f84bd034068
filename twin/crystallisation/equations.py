"""Solubility at the cold end of the plant, as equations: crystals in a slurry, carbonate left in the bleed.

Lives here: saturation of lye that holds other hydroxides and salts, crystals of a slurry, carbonate in a filtrate.
Lives elsewhere: boiling and compression (.evaporation), size of the crystals (.population), what comes with
them (.purity), the saturation curve itself (twin.matter.solids).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.matter.constants import M_H2O, M_LI2CO3, M_LIOH
from twin.matter.solids import lioh_saturation


@compiled
def lye_solubility(*, temperature: float, hydroxide: float, lithium: float) -> float:
    r"""LiOH in lye that is saturated with LiOH.H2O beside other salts [mol/kg water].

    .. math:: (m + c)(m + b) = m_0^2(T)                                                               (1)

    temperature  T    [K]
    hydroxide    b    of sodium and potassium                         [mol/kg water]
    lithium      c    of other lithium salts, such as LiCl            [mol/kg water]

    m0 is the solubility in pure water. Activity coefficients and water activity are taken as in pure saturated lye:
    good for b and c of a few tenths; at 75 degC and 1 % Na it lowers the solubility by 4 %.
    Source: (1) solubility product [Li+][OH-]; m0: table in twin.matter.solids. Checked: tests/published/lye.toml.

    >>> round(lye_solubility(temperature=348.15, hydroxide=0.0, lithium=0.0), 2)
    6.18
    >>> round(lye_solubility(temperature=348.15, hydroxide=0.5, lithium=0.0), 2)
    5.93
    """
    pure = lioh_saturation(temperature=temperature)
    alone = pure / (1.0 - pure) / M_LIOH
    difference = hydroxide - lithium
    return 0.5 * (math.sqrt(difference * difference + 4.0 * alone * alone) - hydroxide - lithium)


@compiled
def crystals(*, lioh: float, water: float, molality: float) -> float:
    r"""LiOH.H2O in a slurry at equilibrium [mol].

    .. math:: x = \frac{L - s W}{1 - s}, \quad s = m M_w                                              (1)

    lioh      L  LiOH in liquor and crystals together                 [mol]
    water     W  water, crystal water included                        [mol]
    molality  m  LiOH in the liquor                                   [mol/kg water]

    Growth is fast against the hours of residence: the liquor's supersaturation is under 1 % (.population).
    Source: (1) solves (L - x) = m M_w (W - x).

    >>> x = crystals(lioh=1000.0, water=5000.0, molality=5.6)
    >>> round((1000.0 - x) / (5000.0 - x) / 0.018015, 6)
    5.6
    """
    share = molality * M_H2O
    return max((lioh - share * water) / (1.0 - share), 0.0)


@compiled
def carbonate_solubility(*, temperature: float) -> float:
    """Li2CO3 in water [kg/kg water], at [K]; it falls with temperature.

    Quadratic through the handbook table (1.54 at 0, 1.33 at 20, 1.01 at 60, 0.72 at 100 degC, g per 100 g of water),
    within 1 %, 0 to 100 degC. Source: data/solubility_Li2CO3.csv. Checked: tests/published/lye.toml.

    >>> round(carbonate_solubility(temperature=333.15), 4)
    0.01
    """
    t = temperature - 273.15
    return 0.01532018 + t * (-9.78677e-5 + 1.658068e-7 * t)


@compiled
def carbonate_left(*, lithium: float, water: float, solubility: float, saturation: float) -> float:
    """Li2CO3 that stays in the filtrate of a carbonated bleed [mol/s].

    lithium [mol/s] in the bleed; water [kg/s]; solubility [kg/kg water]; saturation [-] of it.
    Source: solubility table; data book section 10.1, step 12.

    >>> round(carbonate_left(lithium=1.0, water=0.001, solubility=0.011, saturation=0.9), 7)
    0.000134
    """
    return min(0.5 * lithium, solubility * saturation * water / M_LI2CO3)
