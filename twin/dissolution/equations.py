"""Dissolving lithium carbonate in hydrochloric acid, as equations.

Lives here: how fast the solid dissolves, how much acid it takes, how much carbon dioxide leaves.
Lives elsewhere: the two dissolvers as vessels (.equipment).
"""

from __future__ import annotations

from twin.engine.compiled import compiled

REFERENCE_D50 = 50e-6
"""Particle size to which the time constant of dissolution belongs [m]."""
ATTACK = 2.9e-4
"""Film-limited attack by acid [m3/(mol s)]: shrinking sphere, tau 140 s at 100 um and 0.1 kmol/m3 of acid, scaled
to 50 um (data book section 4; order of magnitude)."""
BLENDING = 120.0
"""Time in which acid is blended into a dissolver [s]; estimated (probe lag and dead time of AIC-105 are 30-80 s)."""


@compiled
def dissolution_rate(*, solid: float, base: float, volume: float, time: float, d50: float, saturation: float) -> float:
    r"""Solid that dissolves [mol/s].

    .. math:: \dot n = \frac{S'}{\tau}\left(1 - \frac{b^+}{b_{sat}}\right)
              + \frac{b^-}{1/(k S') + 2 t_b / V}, \quad S' = S \left(\frac{d_0}{d}\right)^2            (1)

    solid       S      undissolved carbonate                                   [mol]
    base        b      alkalinity of the brine, negative: free acid            [mol/m3]
    volume      V      brine in the vessel, where acid is blended within t_b    [m3]
    time        tau    time constant near neutral, at 50 um                    [s]
    d50         d      particle size of the lot                                [m]
    saturation  b_sat  alkalinity at which dissolution stops                   [mol/m3]

    First order in the solid (a wide size distribution in a stirred tank); the attack by acid adds to the
    carbonate-limited path, and is no faster than acid is blended in. Source: (1) data book section 4 (10 min at
    50 um, 40 min at 100 um: square of size).

    >>> dissolution_rate(solid=600.0, base=0.0, volume=8.0, time=600.0, d50=50e-6, saturation=50.0)
    1.0
    """
    ready = max(solid, 0.0) * (REFERENCE_D50 / d50) ** 2
    slow = ready * max(1.0 - max(base, 0.0) / saturation, 0.0) / time
    if base >= 0.0 or ready <= 0.0:
        return slow
    return slow - base / (1.0 / (ATTACK * ready) + 2.0 * BLENDING / volume)


@compiled
def acid_demand(*, carbonate: float, hydroxide: float) -> float:
    """Acid that neutralises carbonate to carbon dioxide, and hydroxide to water [mol/s].

    CO3-- + 2 H+ -> CO2 + H2O; OH- + H+ -> H2O. Source: stoichiometry.

    >>> acid_demand(carbonate=1.0, hydroxide=0.5)
    2.5
    """
    return 2.0 * carbonate + hydroxide


@compiled
def desorption(*, inflow: float, outflow: float, held: float, kept: float, time: float) -> float:
    """Carbonate that leaves a stirred vessel as gas [mol/s], when the liquid keeps `kept` [mol] of it.

    Quasi-steady: what comes in beyond the solubility leaves at once, a surplus in the vessel within `time`
    [s]; gas is never taken up here. Source: carbon balance of a stirred vessel whose gas leaves.

    >>> desorption(inflow=3.0, outflow=1.0, held=100.0, kept=100.0, time=600.0)
    2.0
    """
    return max(inflow - outflow + (held - kept) / time, 0.0)
