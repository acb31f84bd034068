"""Where the surfaces of the cell, voltage and efficiency, are meant to hold: one sentence for each range that is left.

Lives here: ranges of temperature, strengths and current density (data book section 1).
Lives elsewhere: the surfaces (.equations, .voltage), who tells it (.report of a cell, twin.limits of a plant).
"""

from __future__ import annotations

from collections.abc import Iterator

COLDEST, HOTTEST = 60.0, 90.0
"""[degC]"""
WEAKEST_BRINE, STRONGEST_BRINE = 0.17, 0.30
"""LiCl between the membrane's least and the strongest feed [kg/kg]."""
WEAKEST_LYE, STRONGEST_LYE = 0.05, 0.105
"""LiOH between what membranes are known for and where lines begin to crystallise [kg/kg]."""
LEAST_DENSITY = 1200.0
"""Current density below which electrolysers are not run [A/m2]."""
SLACK = 1e-6


def outside_surroundings(*, temperature: float, licl: float, lioh: float) -> Iterator[str]:
    """Ranges that temperature [K], anolyte and catholyte strength [kg/kg] leave.

    >>> list(outside_surroundings(temperature=358.15, licl=0.2, lioh=0.1))
    []
    """
    celsius = temperature - 273.15
    if not COLDEST - SLACK <= celsius <= HOTTEST + SLACK:
        yield f"{celsius:.0f} degC is outside 60-90 degC, for which the cell's surfaces are meant."
    if licl < WEAKEST_BRINE - SLACK:
        yield f"anolyte of {100.0 * licl:.1f} wt% LiCl is below 17 wt%: efficiency suffers."
    if licl > STRONGEST_BRINE + SLACK:
        yield f"anolyte of {100.0 * licl:.1f} wt% LiCl is above 30 wt%, the strongest feed of a cell."
    if lioh < WEAKEST_LYE - SLACK:
        yield f"catholyte of {100.0 * lioh:.1f} wt% LiOH is below 5 wt%, where no membrane is known to work."
    if lioh > STRONGEST_LYE + SLACK:
        yield f"catholyte of {100.0 * lioh:.1f} wt% LiOH is above the limit of 10.5 wt%."


def outside_densities(density: float, *, most: float) -> Iterator[str]:
    """Ranges that a current density leaves, with the most that the design allows [A/m2].

    >>> list(outside_densities(3730.0, most=5500.0))
    []
    """
    if density > most * 1.0001:
        yield f"{density / 1e3:.2f} kA/m2 is above the limit of {most / 1e3:.2f} kA/m2 (limits.i_max)."
    if density < LEAST_DENSITY:
        yield f"{density / 1e3:.2f} kA/m2 is below 1.2 kA/m2, where gas purity ends its use."
