"""What comes with the crystals, as equations: liquor that a wash leaves, moisture, carbon dioxide.

Lives here: displacement wash, moisture and size, drying gas and its heat.
Lives elsewhere: centrifuge and dryer as machines (.centrifuge, .dryer), the certificate of a lot (.certificate).
"""

from __future__ import annotations

import math
from typing import Final

from twin.engine.compiled import compiled
from twin.matter.components import CHARGE, LIQUID

REFERENCE_SIZE = 0.5e-3
"""Mean size at which the flowsheet's cake moisture is given [m]."""
AIR, AIR_HEAT_CAPACITY = 44.615, 29.2
"""Of a normal cubic metre [mol/m3], and of air [J/mol/K]."""
CHARGES: Final = tuple(float(charge) for charge in CHARGE[:LIQUID])
SOLUBLE: Final = -1.0
"""Limit of what mother liquor dissolves without end [mol/kg water]."""


@compiled
def liquor_after_wash(*, ratio: float, exponent: float) -> float:
    r"""Share of a cake's liquid that is still mother liquor after a wash [-].

    .. math:: R = e^{-\lambda N}                                                                      (1)

    ratio     N       wash water over the liquid that the cake holds   [kg/kg]
    exponent  lambda  1: pores mix fully; 2 to 3: the wash displaces   [-]

    Source: (1) Rhodes' wash curve (Svarovsky, Solid-Liquid Separation, ch. 15: lambda 0.7 to 3); estimated here.

    >>> liquor_after_wash(ratio=0.0, exponent=1.0)
    1.0
    """
    return math.exp(-exponent * max(ratio, 0.0))


@compiled
def cake_moisture(*, nominal: float, size: float) -> float:
    r"""Moisture of a centrifuged cake [kg/kg cake]: finer crystals hold more.

    .. math:: m = m_0 \sqrt{L_0 / L}                                                                  (1)

    Source: (1) capillary retention against the spin goes with 1/L, drained film with 1/sqrt(L) (Wakeman and Tarleton,
    2005, ch. 7: exponents 0.5 to 1); the smaller is taken. From a quarter to four times the reference size.

    >>> cake_moisture(nominal=0.04, size=0.5e-3)
    0.04
    """
    return nominal * math.sqrt(REFERENCE_SIZE / min(max(size, 0.25 * REFERENCE_SIZE), 4.0 * REFERENCE_SIZE))


@compiled
def drying_inlet(*, gas: float, product: float, heat: float) -> float:
    r"""Temperature at which drying gas must enter so that it leaves as warm as the product [K].

    .. math:: T_i = T_p + \frac{\dot Q}{\dot n c_p}                                                   (1)

    gas [mol/s]; product  T_p [K]; heat  to evaporate the moisture [W]

    >>> round(drying_inlet(gas=31.0, product=318.15, heat=35e3) - 273.15, 1)
    83.7
    """
    return product + heat / (max(gas, 1e-6) * AIR_HEAT_CAPACITY)


@compiled
def drying_limit(*, gas: float, product: float, hottest: float) -> float:
    """Heat that drying gas can bring at most [W], heated to `hottest` [K]; gas [mol/s], product [K].

    >>> drying_limit(gas=10.0, product=300.0, hottest=310.0)
    2920.0
    """
    return max(gas, 0.0) * AIR_HEAT_CAPACITY * max(hottest - product, 0.0)
