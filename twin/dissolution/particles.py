r"""Undissolved particles by size: five classes, each twice as wide as the one below, that shrink into each other.

Lives here: the classes, how a lot is spread over them, how fast all classes dissolve together.
Lives elsewhere: chemistry of the solution (.equations), vessels that hold particles (.equipment, .batch).

A shrinking sphere keeps d(d^2)/dt = -K while diffusion through a film about it is what limits. In classes of pivot
size d_c the content M_c leaves at the rate K M_c/(d_c^2 - d_{c-1}^2); of it (d_{c-1}/d_c)^3 arrives one class below,
the rest has dissolved. K is that of the carbonate path plus that of acid attack.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats

CLASSES: Final = 5
PIVOT: Final = (12.5e-6, 25e-6, 50e-6, 100e-6, 200e-6)
"""Sizes of the classes [m]."""
EDGES: Final = tuple(d * math.sqrt(2.0) for d in PIVOT[:-1])
KEPT: Final = 0.125
"""Share of a particle's matter that is left when it has shrunk by one class [-]."""
REFERENCE_D50: Final = 50e-6
"""Particle size to which the time constant of dissolution belongs [m]."""
DIFFUSION: Final = 4.0 * 5e-9 / 28.6e3
"""K over free acid [m2/s per mol/m3]: 4 D/rho_m with D 5e-9 m2/s, rho_m 28.6 kmol/m3, Sh = 2 and two H+ a carbonate
(data book section 4: 140 s at 100 um and 0.1 kmol/m3)."""


class Solids(NamedTuple):
    """How a dissolver's solids dissolve: parameters of the flowsheet, SI."""

    time: float
    """Mean time that a lot of 50 um stays undissolved near neutral [s]."""
    square: float
    """`waiting_square` of that lot [m2]."""
    saturation: float
    """Alkalinity at which dissolution stops [mol/m3]."""
    blending: float
    """Time in which acid is blended into the vessel [s]."""
    wetting: float
    """Time in which a particle is wetted and blended in; no class leaves faster [s]."""


@compiled
def share_below(size: float, d50: float, spread: float) -> float:
    """Mass share of a lot that is finer than a size [-]; log-normal about its median, spread of ln size [-].

    >>> share_below(50e-6, 50e-6, 0.45)
    0.5
    """
    return 0.5 * (1.0 + math.erf(math.log(size / d50) / (spread * math.sqrt(2.0))))


@compiled
def lot_share(d50: float, spread: float, c: int) -> float:
    """Mass share of a lot that is in class c [-]."""
    below, above = 0.0, 1.0
    if c > 0:
        below = share_below(EDGES[c - 1], d50, spread)
    if c < CLASSES - 1:
        above = share_below(EDGES[c], d50, spread)
    return above - below


@compiled
def square_step(c: int) -> float:
    """By how much d^2 falls while a particle of class c shrinks out of it [m2]."""
    if c == 0:
        return PIVOT[0] * PIVOT[0]
    return PIVOT[c] * PIVOT[c] - PIVOT[c - 1] * PIVOT[c - 1]


def waiting_square(d50: float, spread: float) -> float:
    """K times the mean time that a lot's matter stays undissolved [m2]."""
    held = [0.0] * CLASSES
    for c in range(CLASSES):
        held[c] = square_step(c) + (KEPT * held[c - 1] if c > 0 else 0.0)
    return sum(lot_share(d50, spread, c) * held[c] for c in range(CLASSES))


@compiled
def shrinking(particles: Floats, row: int, solids: Solids, *, base: float, volume: float) -> float:
    r"""K of the particles in a vessel [m2/s].

    .. math:: K = \frac{s_0}{\tau}\left(1 - \frac{b^+}{b_{sat}}\right)^+ + \frac{K_H}{1 + \dot n_H/\dot n_{mix}},
              \quad K_H = \frac{4 D c_H}{\rho_m}, \quad \dot n_{mix} = \frac{b^- V}{2 t_b}                      (1)

    particles   M_c    undissolved carbonate of each class, one vessel a row          [mol]
    solids      s_0, tau, b_sat, t_b
    base        b      alkalinity of the brine, negative: free acid c_H               [mol/m3]
    volume      V      brine in the vessel, where acid is blended within t_b          [m3]

    n_H is what the acid would dissolve were it at every particle. Source: (1) data book section 4: film-limited
    shrinking sphere at low pH (Levenspiel 1999, ch. 25), 10 min at 50 um and 40 min at 100 um near neutral,
    calibrated as s_0/tau.
    Checked: tests/twin/dissolution/test_particles.py.
    """
    slow = solids.square / solids.time * max(1.0 - max(base, 0.0) / solids.saturation, 0.0)
    if base >= 0.0:
        return slow
    attacked = 0.0
    for c in range(CLASSES):
        attacked += DIFFUSION / square_step(c) * max(particles[row, c], 0.0) * (1.0 if c == 0 else 1.0 - KEPT)
    mixed = volume / (2.0 * solids.blending)  # both for each mol/m3 of acid, as their ratio needs no acid
    return slow - base * DIFFUSION / (1.0 + attacked / mixed)


@compiled
def dissolve_classes(particles: Floats, rate: Floats, row: int, *, shrink: float, wetting: float) -> float:
    """All classes of a vessel shrink at K = `shrink` [m2/s], none faster than in `wetting` [s]. Returns what dissolves
    [mol/s]."""
    dissolved = 0.0
    for c in range(CLASSES):
        leaving = min(shrink / square_step(c), 1.0 / wetting) * max(particles[row, c], 0.0)
        rate[row, c] -= leaving
        if c > 0:
            rate[row, c - 1] += KEPT * leaving
            leaving *= 1.0 - KEPT
        dissolved += leaving
    return dissolved


@compiled
def add_lot(rate: Floats, row: int, *, d50: float, spread: float, amount: float) -> None:
    """A lot's carbonate [mol/s] into the classes of a vessel."""
    for c in range(CLASSES):
        rate[row, c] += amount * lot_share(d50, spread, c)


@compiled
def held_in(particles: Floats, row: int) -> float:
    """Undissolved carbonate in a vessel [mol]."""
    total = 0.0
    for c in range(CLASSES):
        total += particles[row, c]
    return total
