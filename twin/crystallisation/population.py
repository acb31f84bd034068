"""Size of the crystals in a mixed crystalliser, as equations of their population's moments.

Lives here: growth, nucleation, moments of an MSMPR at rest, mean sizes, supersaturation.
Lives elsewhere: the moments as states of X-601 (.crystalliser), solubility (.equations).

The j-th moment is the sum over all crystals of size L to the power j. Source of all: Randolph and Larson, Theory of
Particulate Processes, 2nd ed. (1988), chapters 4 and 5.
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

CRYSTAL_DENSITY = 1510.0
"""LiOH.H2O [kg/m3] (handbook)."""
GROWTH_REFERENCE, MAGMA_REFERENCE = 1e-8, 300.0
"""Growth [m/s] and crystals per slurry [kg/m3] to which the flowsheet's nucleation rate belongs."""
FASTEST = 2e-7
"""Growth beyond which crystals are not reckoned [m/s]: twenty times the ordinary; keeps the few crystals of an emptied
vessel from exploding."""
LEAST_AREA = 10.0
"""Second moment that counts at least [m2]: keeps the growth of hardly any crystals finite; a full vessel has 13 000."""


@compiled
def growth(*, deposition: float, second: float, shape: float) -> float:
    r"""Growth of every crystal that takes up what supersaturates [m/s]; negative where crystals dissolve.

    .. math:: G = \frac{\dot m}{3 \rho k_v m_2}                                                       (1)

    deposition  mass that becomes crystal [kg/s]; second  m_2  second moment [m2]
    shape       k_v  volume of a crystal over the cube of its size [-]

    Size-independent growth; what supersaturates is quasi-steady (class II system). Held at 2e-7 m/s.
    Source: (1) derivative of the crystal mass, rho k_v m_3.

    >>> round(growth(deposition=0.35, second=13200.0, shape=0.6) * 1e9, 2)
    9.76
    """
    speed = deposition / (3.0 * CRYSTAL_DENSITY * shape * max(second, LEAST_AREA))
    return min(max(speed, -FASTEST), FASTEST)


@compiled
def nucleation(*, rate: float, growth_speed: float, magma: float, order: float) -> float:
    r"""Nuclei that form in a volume of slurry [1/m3/s].

    .. math:: B = B_r \left(\frac{G}{G_r}\right)^i \frac{M}{M_r}                                      (1)

    rate          B_r  at 10 nm/s and 300 kg/m3                        [1/m3/s]
    growth_speed  G    [m/s]; none form where crystals dissolve
    magma         M    crystals per slurry                             [kg/m3]
    order         i    of growth                                       [-]

    Secondary nucleation by contacts. Source: (1) power law of the field; rate and order estimated, no published
    value for this liquor found.

    >>> nucleation(rate=2.0, growth_speed=2e-8, magma=150.0, order=2.0)
    4.0
    """
    if growth_speed <= 0.0:
        return 0.0
    return float(rate * (growth_speed / GROWTH_REFERENCE) ** order * max(magma, 0.0) / MAGMA_REFERENCE)


@compiled
def supersaturation(*, growth_speed: float, growth_at_percent: float) -> float:
    """LiOH in the liquor over its solubility, less one [-]: first-order surface growth, quasi-steady.

    growth_speed [m/s]; growth_at_percent  growth at 1 % [m/s].

    >>> round(supersaturation(growth_speed=5e-9, growth_at_percent=2e-8), 5)
    0.0025
    """
    return 0.01 * growth_speed / growth_at_percent


@compiled
def mean_size(*, fourth: float, third: float) -> float:
    """Mass-weighted mean size L43 = m4/m3 [m]; in an MSMPR at rest 4 G tau.

    >>> mean_size(fourth=5e-4, third=1.0)
    0.0005
    """
    return fourth / max(third, 1e-9)


def resting_moment(j: int, *, density: float, length: float) -> float:
    r"""j-th moment of an MSMPR at rest.

    .. math:: n = n_0 e^{-L/(G\tau)} \;\Rightarrow\; m_j = j! \, n_0 (G\tau)^{j+1}                    (1)

    density  n_0  of nuclei [1/m]; length  G tau  [m]

    >>> resting_moment(3, density=1.0, length=1.0)
    6.0
    """
    return float(math.factorial(j)) * density * length ** (j + 1)


def resting_growth(*, third: float, volume: float, residence: float, rate: float, magma: float, order: float) -> float:
    r"""Growth of an MSMPR at rest [m/s] whose crystals fill `third` [m3 over the shape factor].

    .. math:: m_3 = 6 n_0 (G\tau)^4, \; n_0 G = B V \;\Rightarrow\; G^{i+3} = \frac{m_3 G_r^i}{6 B_1 V \tau^4}  (1)

    B_1 is the nucleation at G_r and this magma density. Where plants begin.

    >>> g = resting_growth(third=5.0, volume=15.0, residence=13e3, rate=2e6, magma=300.0, order=1.5)
    >>> round(6.0 * 2e6 * (g / 1e-8) ** 1.5 * 15.0 / g * (g * 13e3) ** 4, 6)
    5.0
    """
    at_reference = rate * magma / MAGMA_REFERENCE * volume
    whole = third * GROWTH_REFERENCE**order / (6.0 * at_reference * residence**4)
    return float(whole ** (1.0 / (order + 3.0)))
