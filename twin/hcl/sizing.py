"""How large coolers and absorber are: transfer units that give the reference its figures.

Lives here: transfer units from the flowsheet's nominal figures, once for a plant.
Lives elsewhere: what they do (.equations, .absorption).
"""

from __future__ import annotations

import math
from typing import Final

from twin.errors import DesignError
from twin.hcl.absorption import (
    REFERENCE_INERT,
    REFERENCE_STRENGTH,
    REFERENCE_WATER,
    film_temperature,
    passed_in_equilibrium,
)
from twin.hcl.acid_vapour import acid_vapour_pressure

CELL_GAS: Final = 358.15
"""Gas from the cells for which the coolers are designed [K]."""
REFERENCE_FLAME: Final = 2437.0
"""Of chlorine and hydrogen from the coolers at 4 % excess [K] (Cantera; twin.matter.flame_table)."""
CLOSEST: Final = 1.0
"""Approach to cooling water below which no cooler is built [K]."""


def cooler_units(outlet: float) -> float:
    """Transfer units of a gas cooler that cools cell gas to an outlet temperature [K] at full load.

    >>> round(cooler_units(313.15), 4)
    1.3863
    """
    return max(math.log((CELL_GAS - REFERENCE_WATER) / max(outlet - REFERENCE_WATER, CLOSEST)), 0.0)


def film_units(*, passes: float, approach: float) -> float:
    """Transfer units of the film absorber at full load, so that a share of the HCl `passes` at the reference [-].

    approach  of its acid to cooling water [K].
    """
    foot = film_temperature(water=REFERENCE_WATER, approach=approach, load=1.0)
    pressure = acid_vapour_pressure(strength=REFERENCE_STRENGTH, temperature=foot)
    held = passed_in_equilibrium(pressure=pressure, inert=REFERENCE_INERT)
    if passes <= held:
        raise DesignError(
            f"hcl.film_passes: {passes:.4g} of the HCl cannot pass the film absorber, 33 % acid {approach:.3g} K over "
            f"cooling water (hcl.film_approach) holds {held:.4g} back. Let more pass or the acid be cooler."
        )
    return -math.log((passes - held) / (1.0 - held))
