"""Transfer of an ion from the brine to the beads of a bed, and the front that it makes, as equations.

Lives here: velocity, Reynolds and Sherwood numbers, film coefficient, transfer units, the constant pattern.
Lives elsewhere: isotherm and capacity (.equations); columns (.equipment).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled


@compiled
def sherwood(*, reynolds: float, schmidt: float, voidage: float) -> float:
    r"""Sherwood number of a bed of beads [-].

    .. math:: Sh = 2.4\, \varepsilon^{0.66} Re^{0.34} Sc^{0.33}                                         (1)

    reynolds  Re  by superficial velocity and bead diameter  [-]; schmidt  Sc  [-]; voidage  epsilon  [-].
    Source: (1) Crittenden et al., Water Treatment (2012), as WaterTAP's ion exchange takes it. Holds for Re 0.1 to 100.
    Checked: tests/published/watertap_ion_exchange.toml.

    >>> round(sherwood(reynolds=4.958, schmidt=1086.0, voidage=0.5), 1)
    26.3
    """
    return float(2.4 * voidage**0.66 * reynolds**0.34 * schmidt**0.33)


@compiled
def film_coefficient(*, velocity: float, bead: float, voidage: float, viscosity: float, diffusivity: float) -> float:
    r"""Film coefficient [m/s].

    .. math:: k_f = Sh\, D / d, \quad Re = u d / \nu, \quad Sc = \nu / D                                (1)

    velocity     u        superficial                [m/s]
    bead         d        diameter                   [m]
    voidage      epsilon  of the bed                 [-]
    viscosity    nu       kinematic, of the brine    [m2/s]
    diffusivity  D        of the ion                 [m2/s]

    Source: (1) definitions. Checked: tests/published/watertap_ion_exchange.toml.

    >>> f"{film_coefficient(velocity=0.007083, bead=7e-4, voidage=0.5, viscosity=1e-6, diffusivity=9.2e-10):.2e}"
    '3.46e-05'
    """
    reynolds, schmidt = velocity * bead / viscosity, viscosity / diffusivity
    return sherwood(reynolds=reynolds, schmidt=schmidt, voidage=voidage) * diffusivity / bead


@compiled
def bead_surface(*, bead: float, voidage: float) -> float:
    """Surface of the beads in a volume of bed, 6 (1 - voidage) / diameter [1/m].

    >>> round(bead_surface(bead=7e-4, voidage=0.5))
    4286
    """
    return 6.0 * (1.0 - voidage) / bead


@compiled
def in_series(*, film: float, particle: float) -> float:
    r"""Conductance of film and bead together, per volume of bed [1/s].

    .. math:: \frac{1}{g} = \frac{1}{k_f a} + \frac{1}{k_p}                                              (1)

    Source: (1) two linear driving forces in series (Hiester and Vermeulen, Chem. Eng. Prog. 48 (1952) 505); k_p is
    counted on the brine's side.

    >>> round(in_series(film=0.1, particle=0.1), 9)
    0.05
    """
    return film * particle / max(film + particle, 1e-12)


@compiled
def transfer_units(*, conductance: float, depth: float, velocity: float) -> float:
    r"""Transfer units of a bed [-].

    .. math:: N = g Z / u                                                                               (1)

    conductance  g  [1/s]; depth  Z  [m]; velocity  u  [m/s]. Depth over N is the height of one.
    Source: (1) definition. Checked: tests/published/watertap_ion_exchange.toml.

    >>> transfer_units(conductance=0.1, depth=1.0, velocity=0.01)
    10.0
    """
    return conductance * depth / max(velocity, 1e-12)


def partition_ratio(*, loading: float, strength: float) -> float:
    """Ions on a volume of bed over ions in as much feed [-].

    loading [mol/m3 bed]; strength [mol/m3].

    >>> partition_ratio(loading=1000.0, strength=5.0)
    200.0
    """
    return loading / strength


def pattern_time(*, passed: float, units: float, separation: float) -> float:
    r"""Throughput at which a share of the feed's strength passes a film-limited bed, 1 at the front's centre [-].

    .. math:: N (T - 1) = 1 + \frac{\ln x - R \ln(1 - x)}{1 - R}                                         (1)

    passed      x  strength at the outlet over that of the feed  [-]
    units       N  transfer units of the bed                     [-]
    separation  R  1/(1 + b c_0), below 1: favourable            [-]

    Source: (1) constant pattern of a Langmuir isotherm, Hall et al., Ind. Eng. Chem. Fundam. 5 (1966) 212; Hand et al.,
    J. Environ. Eng. 110 (1984) 440. The line's own columns follow Thomas' rate, whose front is symmetrical
    (.equations.used_share). Checked: tests/published/watertap_ion_exchange.toml.

    >>> round(pattern_time(passed=0.4919, units=35.55, separation=0.9), 3)
    1.0
    """
    return 1.0 + (1.0 + (math.log(passed) - separation * math.log1p(-passed)) / (1.0 - separation)) / units


def pattern_breakthrough(
    *, throughput: float, partition: float, depth: float, velocity: float, voidage: float
) -> float:
    r"""Time at which a throughput has passed a bed [s].

    .. math:: t = (T \Lambda + \varepsilon) Z / u                                                       (1)

    throughput  T  in units of what the bed can hold; partition  Lambda  [-]; depth  Z  [m]; velocity  u  [m/s].
    Source: (1) balance of an ion over the bed. Checked: tests/published/watertap_ion_exchange.toml.

    >>> pattern_breakthrough(throughput=1.0, partition=99.5, depth=1.0, velocity=0.01, voidage=0.5)
    10000.0
    """
    return (throughput * partition + voidage) * depth / velocity
