"""Pressure of HCl over hydrochloric acid, as the absorber needs it: two numbers for one strength.

Lives here: ln p = a - b / T through two temperatures. Lives elsewhere: the pressure itself (twin.matter.vapour).
"""

from __future__ import annotations

import math

from twin.matter.constants import M_HCL
from twin.matter.pitzer_tables import pitzer_tables
from twin.matter.vapour import acid_pressures

COOL, WARM = 308.15, 338.15
"""Between which the two numbers are drawn [K]."""


def acid_vapour_pressure(*, strength: float, temperature: float) -> float:
    """Pressure of HCl over acid of a strength [kg/kg] at a temperature [K]: [Pa]."""
    molality = strength / (1.0 - strength) / M_HCL
    return float(acid_pressures(pitzer_tables(), temperature=temperature, hcl=molality, licl=0.0)[0])


def vapour_line(*, strength: float) -> tuple[float, float]:
    """a and b of ln p = a - b / T [Pa, K] over acid of a strength [kg/kg], between COOL and WARM."""
    low, high = (math.log(acid_vapour_pressure(strength=strength, temperature=t)) for t in (COOL, WARM))
    slope = (high - low) / (1.0 / COOL - 1.0 / WARM)
    return low + slope / COOL, slope
