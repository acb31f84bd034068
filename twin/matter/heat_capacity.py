"""Heat capacity of liquids as measured, beside the rule that the plant's enthalpy uses.

Lives here: correlations and where they hold. Lives elsewhere: the plant's own enthalpy (.enthalpy), which is simpler.

The plant counts c_p = 4.18 (1 - w), as its data book does. Against what is measured the rule is 3 % high for LiCl
(20 wt%), right for LiOH, and 8 to 12 % high for hydrochloric acid of 10 to 33 wt%: it moves duties of acid coolers by
as much, and no balance, because every heat of the plant comes from one enthalpy function.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

WATER: Final = 4.18
"""Of water [kJ/kg/K]; 0.5 % at most off from 5 to 100 degC."""
LALIBERTE: Final = {
    "LiCl": (-0.113836281704716, -0.0584080777319412, 2.70787330383205, -6.80384597219364, -0.153027430922755,
             -0.234095092371243),
    "NaCl": (-0.0693559668993322, -0.0782134167486952, 3.84798479408635, -11.2762109247072, 8.73187698542672,
             1.81245930472755),
}  # fmt: skip
"""a1 to a6: M. Laliberté, J. Chem. Eng. Data 54 (2009) 1725, supplement. LiCl measured to 16 wt%, NaCl to 26."""
ACID: Final = (-5.16229356, 29.27041856, -81.90643866, 99.20905309)
"""Cubic in the mass fraction of HCl: its share of the heat capacity [kJ/kg/K], from the handbook's table at 20 degC."""
STRONGEST: Final = {"LiCl": 0.16, "NaCl": 0.261, "HCl": 0.38}


def heat_capacity(*, temperature: float, fractions: Mapping[str, float]) -> float:
    r"""Heat capacity of a solution [J/kg/K] at a temperature [K] with these mass fractions.

    .. math:: c = w_w c_w + \sum_i w_i c_i, \quad c_i = a_1 e^{a_2 t + a_3 e^{0.01 t} + a_4 w} + a_5 w^{a_6}        (1)

    Salts without a correlation add nothing: the data book's rule. HCl within 0.3 % of the handbook, 10 to 38 wt%,
    20 degC, its change with temperature left out. Checked: tests/published/hcl_liquid.toml.

    >>> round(heat_capacity(temperature=298.15, fractions={"LiCl": 0.16}))
    3428
    """
    t, solutes = temperature - 273.15, sum(fractions.values())
    total = (1.0 - solutes) * WATER
    for salt, fraction in fractions.items():
        if fraction > 0.0 and salt in LALIBERTE:
            a1, a2, a3, a4, a5, a6 = LALIBERTE[salt]
            own = a1 * math.exp(a2 * t + a3 * math.exp(0.01 * t) + a4 * solutes) + a5 * solutes**a6
            total += fraction * own
        elif salt == "HCl":
            held = max(fraction, 0.05)
            total += fraction * sum(c * held**k for k, c in enumerate(ACID))
    return 1e3 * total


def stretched(*, fractions: Mapping[str, float]) -> tuple[str, ...]:
    """Salts whose heat capacity is asked beyond its measurements, a sentence each."""
    return tuple(
        f"heat capacity: {salt} measured to {100.0 * STRONGEST[salt]:.3g} wt%; beyond, the correlation is taken on"
        for salt, fraction in fractions.items()
        if fraction > STRONGEST.get(salt, 1.0)
    )
