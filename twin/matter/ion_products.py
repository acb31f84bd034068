"""Ion products of sparingly soluble solids in purified lithium chloride brine: what a precipitate leaves in solution.

Lives here: solubility products and activities of the Pitzer tables together, as one polynomial a solid in temperature
and salt, cheap enough for the rates; lithium fluoride, whose activities the tables do not have.
Lives elsewhere: activities and solubility products (.pitzer, .saturation), how near to them a vessel comes
(twin.purification).
"""

from __future__ import annotations

import math
from typing import Final

from twin.engine.compiled import compiled

COOLEST, HOTTEST = 303.15, 363.15
"""Temperatures of the fit [K]; beyond them the value at the end holds."""
THINNEST, STRONGEST = 4.0, 11.0
"""Chloride of the fit [mol/kg water]; beyond it the value at the end holds."""
MAGNESIUM_HYDROXIDE: Final = 0
CALCIUM_CARBONATE: Final = 1
BARIUM_SULPHATE: Final = 2
LITHIUM_PAIR: Final = 3
_FIT: Final = (
    (-21.584838, 0.776134, -0.327475, 0.004355, 0.068796, 0.005143, 0.000412, 0.002184, 0.000389),
    (-14.749195, 0.203891, -0.392201, 0.001582, 0.059386, -0.010824, 0.000111, 0.003312, 0.001526),
    (-17.22735, 0.424466, 0.249491, -0.0048, -0.005404, 0.070647, -0.006073, 0.003081, 0.001905),
    (0.672202, 0.215698, -0.110424, 0.004826, 0.025429, 0.009547, 0.000002, 0.001138, -0.000004),
)
"""Terms 1, u, v, u2, uv, v2, uv2, v3, u2v of ln of the ion product, u = (T - 333.15 K)/10 K, v = m - 8 mol/kg; the last
row: -ln of the activity coefficients of Li+ and OH-."""
LN_LIF, LIF_HEAT = math.log(1.84e-3), 565.0
"""Solubility product of LiF at 25 degC (CRC Handbook) and its heat of solution over R [K] (4.7 kJ/mol): both recalled;
to be checked against print."""


@compiled
def ln_ion_product(*, solid: int, temperature: float, chloride: float) -> float:
    """ln of metal times anions (each to its power) beside a solid in LiCl brine, at [K] and [mol/kg water].

    In mol/kg water: Mg OH2, Ca CO3, Ba SO4, all free ions. Within 1.5 % of the Pitzer tables at 30 to 90 degC and 4 to
    11 mol/kg, for brine as it is purified: 12 mmol/kg hydroxide, 6 carbonate, 37 sulphate; three times as much of one
    moves it by up to 20 % (sulphate on barium). Source: PHREEQC 3.8's constants and interactions (.saturation).
    Checked: tests/twin/matter/test_ion_products.py.

    >>> round(ln_ion_product(solid=MAGNESIUM_HYDROXIDE, temperature=333.15, chloride=8.0), 3)
    -21.585
    """
    u = 0.1 * (min(max(temperature, COOLEST), HOTTEST) - 333.15)
    v = min(max(chloride, THINNEST), STRONGEST) - 8.0
    a, b, c, d, e, f, g, h, i = _FIT[solid]
    return a + u * (b + d * u + v * (e + g * v + i * u)) + v * (c + v * (f + h * v))


@compiled
def fluoride_limit(*, temperature: float, chloride: float, lithium: float) -> float:
    r"""Fluoride beside LiF in LiCl brine [mol/kg water].

    .. math:: m_F = \frac{K}{\gamma_{Li} m_{Li} \gamma_{OH}}                                              (1)

    chloride  salt of the brine that sets the activity coefficients; lithium  m_Li  [mol/kg water]

    No interactions of Li+ with F- are in the tables: fluoride is given the activity coefficient of hydroxide, the ion
    next to it in size and hydration. With that of chloride it would be 30 times less soluble. In water at 25 degC:
    43 mmol/kg without activities, 50 with them, as measured. Source: (1) solubility product, LN_LIF.

    >>> round(1e3 * fluoride_limit(temperature=333.15, chloride=8.0, lithium=8.0), 2)
    0.55
    """
    coefficients = ln_ion_product(solid=LITHIUM_PAIR, temperature=temperature, chloride=chloride)
    constant = LN_LIF - LIF_HEAT * (1.0 / temperature - 1.0 / 298.15)
    return math.exp(constant + coefficients) / max(lithium, 1e-3)
