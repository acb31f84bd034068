"""Viscosity of mixed brines, for pipes, pumps and reports.

Lives here: Laliberté's correlation with the salts of this plant, and where it is stretched.
Lives elsewhere: density (.density), conductivity (.conductivity).

Source of (1) to (3): M. Laliberté, J. Chem. Eng. Data 54 (2009) 1725; coefficients in data/laliberte2009.csv, which
tests hold equal to those below. A trace of another salt counts as LiCl.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

VISCOSITY: Final = {
    "LiCl": (18.6178234588751, 0.773036318483134, 2.15660166137342, 0.00435445218019151,
             1023.45333257758, 2.38089336779273),
    "LiOH": (39.0264343363312, 0.897852229500712, 10.8940174976722, 0.00913581872760642,
             2.74306606694198, 3.26426404123851),
    "HCl": (10.3259686042518, 1.71378270014506, 1.48613181961032, 0.00127907449231391,
            23.7644188926256, 2.1827423115052),
    "NaCl": (16.221788633396, 1.32293086770011, 1.48485985010431, 0.00746912559657377,
             30.7802007540575, 2.05826852322558),
    "NaOH": (448.457566713375, 0.00871452408983102, -431.97212334697, 0.0160144202049452,
             104.011738670148, 4.64493684488816),
}  # fmt: skip
"""v1 to v6 of each salt [mPa s, degC]."""
KNOWN: Final = {
    "LiCl": (-5.0, 100.0, 0.46), "LiOH": (20.0,
             40.0, 0.1133), "HCl": (10.0, 42.5, 0.36), "NaCl": (5.0, 100.0, 0.2645),
    "NaOH": (12.5, 70.0, 0.56),
}  # fmt: skip
"""Coldest and hottest [degC] and largest mass fraction of the measurements behind each."""

TRACE: Final = 0.05
"""Share of the solutes up to which salts without a correlation are counted as LiCl [-]; always 0.5 wt%."""


def viscosity(*, temperature: float, fractions: Mapping[str, float]) -> float | None:
    r"""Viscosity of a solution [Pa s] at a temperature [K] with these mass fractions; None with a salt not known.

    .. math:: \ln \eta = w_w \ln \eta_w + \sum_i w_i \ln \eta_i, \quad
              \eta_i = \frac{\exp((v_1 w^{v_2} + v_3)/(v_4 t + 1))}{v_5 w^{v_6} + 1}, \quad
              \eta_w = \frac{t + 246}{(0.05594 t + 5.2842) t + 137.37}                                      (1, 2, 3)

    w is the mass fraction of all salts together, t in degC. HCl at 20 degC within 1.5 % of the handbook; LiCl 7 %.
    Checked: tests/published/hcl_liquid.toml.

    >>> viscosity(temperature=293.15, fractions={})
    0.001002...
    """
    present = {salt: value for salt, value in fractions.items() if salt in VISCOSITY}
    t, solutes = temperature - 273.15, sum(fractions.values())
    others = solutes - sum(present.values())
    if others > max(TRACE * solutes, 0.005):
        return None
    present["LiCl"] = present.get("LiCl", 0.0) + others
    water = (t + 246.0) / ((0.05594 * t + 5.2842) * t + 137.37)
    total = (1.0 - solutes) * math.log(water)
    for salt, fraction in present.items():
        if fraction <= 0.0:
            continue
        v1, v2, v3, v4, v5, v6 = VISCOSITY[salt]
        total += fraction * ((v1 * solutes**v2 + v3) / (v4 * t + 1.0) - math.log(v5 * solutes**v6 + 1.0))
    return 1e-3 * math.exp(total)


def stretched(*, temperature: float, fractions: Mapping[str, float]) -> tuple[str, ...]:
    """Salts whose viscosity is asked beyond its measurements, a sentence each."""
    t, found = temperature - 273.15, []
    for salt, fraction in fractions.items():
        if fraction > 0.0 and salt in KNOWN:
            cold, hot, most = KNOWN[salt]
            if not (cold <= t <= hot and fraction <= most):
                found.append(
                    f"viscosity: {salt} measured from {cold:g} to {hot:g} degC and to {100.0 * most:.3g} wt%; "
                    "beyond, the correlation is taken on"
                )
    return tuple(found)
