r"""What single and double charges of one sign do to each other by their charge alone: Pitzer's E-theta.

Lives here: its integral J, E-theta with its slope, and E-theta as Cantera has it.
Lives elsewhere: the sums that use it (.pitzer); what sets Cantera's right (.brine).

Source: C. E. Harvie, thesis (1981), in K. S. Pitzer, Activity Coefficients in Electrolyte Solutions, 2nd ed. (1991),
table B-1: two Chebyshev series, here their first 15 terms of 21.
Checked: tests/twin/matter/test_electrostatic_mixing.py, against the integral itself within 1e-6.
"""

from __future__ import annotations

import math
from typing import Final

from twin.engine.compiled import compiled

LEAST_STRENGTH: Final = 1e-12
"""Ionic strength below which a solution is taken as pure water [mol/kg]."""
HELD_SLOPE: Final = 0.392
"""A_phi at 25 degC [(kg/mol)^1/2]: Cantera's mixing term keeps it at all temperatures."""
NEAR: Final = (
    1.925154014814667, -0.060076477753119, -0.029779077456514, -0.007299499690937, 0.000388260636404,
    0.000636874599598, 0.000036583601823, -0.000045036975204, -0.000004537895710, 0.000002937706971,
    0.000000396566462, -0.000000202099617, -0.000000025267769, 0.000000013522610, 0.000000001229405,
)  # fmt: skip
"""Coefficients for x up to 1."""
FAR: Final = (
    0.628023320520852, 0.462762985338493, 0.150044637187895, -0.028796057604906, -0.036552745910311,
    -0.001668087945272, 0.006519840398744, 0.001130378079086, -0.000887171310131, -0.000242107641309,
    0.000087294451594, 0.000034682122751, -0.000004583768938, -0.000003548684306, -0.000000250453880,
)  # fmt: skip
"""Coefficients for x above 1."""


@compiled
def mixing_integral(x: float) -> tuple[float, float]:
    r"""Pitzer's J [-] and its slope.

    .. math:: J = \frac{x}{4} - 1 + \frac1x \int_0^\infty \left(1 - e^{-\frac{x}{y} e^{-y}}\right) y^2 dy     (1)

    x  6 z_i z_j A_phi I^(1/2)  [-], above 0

    >>> round(mixing_integral(8.0)[0], 5)
    1.59839
    """
    near = x <= 1.0
    power = x**0.2 if near else x**-0.1
    z = 4.0 * power - 2.0 if near else (40.0 * power - 22.0) / 9.0
    slope_of_z = 0.8 * power / x if near else -4.0 / 9.0 * power / x
    after, second, rise, second_rise = 0.0, 0.0, 0.0, 0.0
    for k in range(14, 0, -1):
        here = z * after - second + (NEAR[k] if near else FAR[k])
        here_rise = after + z * rise - second_rise
        after, second, rise, second_rise = here, after, here_rise, rise
    first = NEAR[0] if near else FAR[0]
    value = 0.25 * x - 1.0 + 0.5 * (z * after - 2.0 * second + first)
    return value, 0.25 + 0.5 * slope_of_z * (after + z * rise - 2.0 * second_rise)


@compiled
def uneven_mixing(strength: float, debye: float) -> tuple[float, float]:
    r"""E-theta of ions with charges 1 and 2 of one sign [kg/mol], and its slope with ionic strength.

    .. math:: {}^E\theta = \frac{z_i z_j}{4 I} \left(J(x_{ij}) - \tfrac12 J(x_{ii}) - \tfrac12 J(x_{jj})\right) (2)

    strength  I  ionic strength [mol/kg]; debye  A_phi at the temperature [(kg/mol)^1/2]

    >>> round(uneven_mixing(4.0, 0.3915)[0], 4)
    -0.0732
    """
    root = math.sqrt(max(strength, LEAST_STRENGTH))
    unit = 6.0 * debye * root
    even, even_slope = mixing_integral(unit)
    mixed, mixed_slope = mixing_integral(2.0 * unit)
    double, double_slope = mixing_integral(4.0 * unit)
    value = (mixed - 0.5 * (even + double)) / (2.0 * root * root)
    slope = unit * (2.0 * mixed_slope - 0.5 * even_slope - 2.0 * double_slope) / (4.0 * root**4)
    return value, slope - value / (root * root)


def canteras_mixing(strength: float) -> tuple[float, float]:
    r"""E-theta and its slope as Cantera 3.2 has them: A_phi of 25 degC and Pitzer's own estimate of J.

    .. math:: J = x / (4 + 4.581 x^{-0.7237} e^{-0.0120 x^{0.528}})                                           (3)

    Source: (3) K. S. Pitzer, J. Solution Chem. 4 (1975) 249, eq. 47; it is within 1 % of (1) in J.
    """
    root = math.sqrt(max(strength, LEAST_STRENGTH))
    unit = 6.0 * HELD_SLOPE * root
    value, slope = 0.0, 0.0
    for charges, share in ((2.0, 1.0), (1.0, -0.5), (4.0, -0.5)):
        x = charges * unit
        power = 0.0120 * x**0.528
        tail = 4.581 * x**-0.7237 * math.exp(-power)
        integral = x / (4.0 + tail)
        value += share * integral / (2.0 * root * root)
        slope += share * integral * (1.0 + integral * tail / x * (0.7237 + 0.528 * power)) / (4.0 * root**4)
    return value, slope - value / (root * root)
