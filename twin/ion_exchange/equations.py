"""Uptake of hardness by chelating resin, as equations.

Lives here: what a slice of resin takes from the brine, and how long a column lasts.
Lives elsewhere: columns, lead and lag (.equipment).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled


@compiled
def passed(*, strength: float, conductance: float, free: float, flow: float) -> float:
    r"""Hardness that leaves a slice of resin [mol/m3].

    .. math:: c_{out} = c \, e^{-k \theta / Q}                                                       (1)

    strength     c      of the ion at the slice's inlet                       [mol/m3]
    conductance  k      rate of the slice of fresh resin                      [m3/s]
    free         theta  share of sites that are free                          [-]
    flow         Q      brine through the slice, above zero                   [m3/s]

    Rate proportional to strength and free sites, no release: slices in series tend to the Bohart-Adams
    breakthrough C/C0 = 1/(1 + exp(k C0 (t50 - t))). Source: (1) Bohart and Adams 1920 as in J. Hazard. Mater. 2010,
    177, 1006. Checked: tests/twin/ion_exchange.

    >>> round(passed(strength=1.0, conductance=1.0, free=1.0, flow=1.0), 6)
    0.367879
    """
    return strength * math.exp(-conductance * max(free, 0.0) / flow)


@compiled
def half_breakthrough(*, capacity: float, volume: float, hardness: float, flow: float) -> float:
    r"""Time to 50 % breakthrough of a fresh column [s].

    .. math:: t_{50} = \frac{N_0 V}{c_0 Q}                                                            (1)

    capacity  N_0  [kg/m3 resin]; volume  V  [m3]; hardness  c_0  [kg/m3]; flow  Q  [m3/s].
    Source: (1) data book section 5.

    >>> round(half_breakthrough(capacity=6.7, volume=0.9, hardness=0.01, flow=6.76 / 3600) / 3600, 1)
    89.2
    """
    return capacity * volume / max(hardness * flow, 1e-12)
