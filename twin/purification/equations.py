"""Precipitating magnesium, calcium, sulphate and traces, and filtering what falls, as equations.

Lives here: what stays in solution between what arrives and equilibrium, how fast the rest falls out, silica on
magnesium, strontium in calcium carbonate, pressure drop of a cake.
Lives elsewhere: ion products (twin.matter.ion_products); the precipitators and filters (.equipment, .candles).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

LEAST_RATIO = 1e-4
"""Hydroxide over its aim, at least [-]: where acid is left nothing falls out anyway."""
LEAST_ONWARD = 1e-9
"""Share of a vessel that flows on, at least [1/s]."""


@compiled
def stays(*, arriving: float, equilibrium: float, onward: float, pace: float) -> float:
    r"""What a stirred vessel keeps in solution of an ion that falls out at first order [mol].

    .. math:: n = \frac{\dot n_{in} + k\, n^*}{s + k}, \qquad
              \frac{n_{in} - n}{n_{in} - n^*} = \frac{k}{s + k}                                        (1)

    arriving     n_in  into the vessel [mol/s]; what it would hold without precipitation is n_in/s
    equilibrium  n*    what the liquid holds beside the solid                              [mol]
    onward       s     share of the content that flows on, one over the residence time     [1/s]
    pace         k     of precipitation; k/(s + k) is the approach to equilibrium          [1/s]

    Quasi-steady, for growth on crystals of which there are always enough: the residual lies between inlet and
    equilibrium, nearer to this the longer the brine stays. Source: (1) mass balance of a stirred vessel, first order
    in the distance to equilibrium (Levenspiel, Chemical Reaction Engineering, ch. 5).

    >>> round(stays(arriving=1.0, equilibrium=2.0, onward=0.1, pace=0.9), 3)
    2.8
    """
    return (arriving + pace * equilibrium) / max(onward + pace, LEAST_ONWARD)


@compiled
def falling_out(*, gained: float, held: float, dissolved: float, time: float) -> float:
    """Solid formed [mol/s] when the liquid keeps `dissolved` [mol] of `held` and gains `gained` [mol/s].

    Quasi-steady: what comes in beyond the residual falls out at once, a surplus within `time` [s]. Source: mass
    balance of a liquid at its residual.

    >>> falling_out(gained=1.0, held=20.0, dissolved=10.0, time=10.0)
    2.0
    """
    return max(gained + (held - dissolved) / time, 0.0)


@compiled
def hydroxide_solubility(*, at_aim: float, ratio: float, complexed: float) -> float:
    r"""A metal beside its hydroxide [unit of at_aim].

    .. math:: c = c_0 (x r + (1 - x)/r^2)                                                               (1)

    at_aim     c0  at the aimed hydroxide [any]; ratio  r  hydroxide over its aim [-]
    complexed  x   share that is there as anion with one hydroxide more than the solid, as Al(OH)4- [-]

    Less base leaves more of it as cation, much more base as hydroxo complex. The power 2 belongs to divalent metals; of
    trivalent ones the plain ion is none at pH 9 to 12 and the next complexes are between. Source: (1) mass action.

    >>> hydroxide_solubility(at_aim=1.0, ratio=2.0, complexed=1.0)
    2.0
    """
    r = max(ratio, LEAST_RATIO)
    return at_aim * (complexed * r + (1.0 - complexed) / (r * r))


@compiled
def silica_stays(*, arriving: float, onward: float, room: float, half: float) -> float:
    r"""Silica that stays dissolved beside magnesium hydroxide that falls [mol].

    .. math:: \dot n_{in} - s n = R \frac{n}{n + h}                                                     (1)

    arriving  n_in  silica into the vessel [mol/s]; onward  s  share that flows on [1/s]
    room      R     what the falling magnesium can take at most [mol/s]
    half      h     silica in solution at which half of that is taken [mol]

    So never more falls than magnesium carries. Source: (1) Langmuir's isotherm and the vessel's balance, a quadratic.

    >>> round(silica_stays(arriving=1.0, onward=0.1, room=1.0, half=1.0), 3)
    2.702
    """
    s = max(onward, LEAST_ONWARD)
    b = s * half + room - arriving
    root = math.sqrt(b * b + 4.0 * s * arriving * half)
    if b > 0.0:
        return 2.0 * arriving * half / (b + root)
    return (root - b) / (2.0 * s)


@compiled
def taken_along(*, arriving: float, onward: float, host: float, host_held: float, partition: float) -> float:
    r"""What a falling crystal takes along of a foreign ion [mol/s].

    .. math:: \dot n = \dot n_{in} \frac{D P}{s n_h + D P}                                              (1)

    arriving   n_in  of the foreign ion [mol/s]; onward  s  share that flows on [1/s]
    host       P     host ion that falls [mol/s]; host_held  n_h  that is in solution [mol]
    partition  D     foreign over host in the crystal, over the same in the liquid [-]

    Holds in a stirred vessel, where all crystal grows in liquid of one composition, below the foreign salt's own
    saturation. Source: (1) Henderson and Kracek, J. Am. Chem. Soc. 49 (1927) 738 (recalled; to be checked
    against print).

    >>> round(taken_along(arriving=1.0, onward=1.0, host=0.85, host_held=0.15, partition=0.1), 3)
    0.362
    """
    share = partition * max(host, 0.0)
    return arriving * share / max(onward * max(host_held, 0.0) + share, 1e-15)


@compiled
def cake_drop(*, speed: float, viscosity: float, load: float, resistance: float, compression: float) -> float:
    r"""Pressure drop of a filter cake [Pa].

    .. math:: \Delta p = \mu u w \alpha_0 (\Delta p/p_0)^c, \qquad p_0 = 1\,bar                           (1)

    speed        u       filtrate per area [m/s]; viscosity  mu  [Pa s]; load  w  solids per area [kg/m2]
    resistance   alpha0  specific, at 1 bar [m/kg]; compression  c  [-], 0: the cake does not give, below 1

    Source: (1) Darcy and Ruth, with the usual power law of a compressible cake (Perry, section 18).

    >>> round(cake_drop(speed=1e-4, viscosity=1e-3, load=2.0, resistance=5e11, compression=0.0))
    100000
    """
    loose = viscosity * speed * load * resistance
    return 1e5 * float((loose / 1e5) ** (1.0 / (1.0 - compression)))


@compiled
def cake_at(*, drop: float, speed: float, viscosity: float, resistance: float, compression: float) -> float:
    r"""Solids per area that make a pressure drop [kg/m2]: `cake_drop` turned round.

    .. math:: w = \frac{\Delta p}{\mu u \alpha_0 (\Delta p/p_0)^c}                                       (1)

    drop  what the cake may take [Pa]; the others as there. Source: (1) as there.

    >>> round(cake_at(drop=1e5, speed=1e-4, viscosity=1e-3, resistance=5e11, compression=0.4), 9)
    2.0
    """
    firm = resistance * float((max(drop, 1.0) / 1e5) ** compression)
    return drop / max(viscosity * speed * firm, 1e-9)
