"""Boiling and mechanical vapour recompression, as equations.

Lives here: boiling-point rise, what compression costs, what scale does to a heater.
Lives elsewhere: the evaporator as a machine (.crystalliser), water activity (twin.matter.brine_tables).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

VAPOUR_HEAT_CAPACITY, VAPOUR_EXPONENT = 1876.0, 0.2460
"""Of steam near 75 degC: c_p [J/kg/K] as in twin.matter.gas, and R/(M c_p) [-]."""
LOWEST, HIGHEST = 2e3, 5e6
"""Pressures between which a saturation temperature is asked for [Pa]."""


@compiled
def saturation_temperature(*, pressure: float) -> float:
    r"""Temperature at which pure water boils [K], at [Pa].

    .. math:: T = \tfrac12 \left(n_{10} + D - \sqrt{(n_{10} + D)^2 - 4 (n_9 + n_{10} D)}\right)        (1)

    Source: (1) IAPWS-IF97, region 4, backward equation, 611 Pa to 22 MPa. Held below 2 kPa and above 5 MPa, where a
    trial step of the integrator may land. Checked: tests/published/water_boiling.toml (the release's own points).

    >>> round(saturation_temperature(pressure=1e5), 3)
    372.756
    """
    b = math.sqrt(math.sqrt(min(max(pressure, LOWEST), HIGHEST) * 1e-6))
    e = b * b - 17.073846940092 * b + 14.915108613530
    f = 1167.0521452767 * b * b + 12020.824702470 * b - 4823.2657361591
    g = -724213.16703206 * b * b - 3232555.0322333 * b + 405113.40542057
    d = 2.0 * g / (-f - math.sqrt(f * f - 4.0 * e * g))
    s = 650.17534844798 + d
    return 0.5 * (s - math.sqrt(s * s - 4.0 * (-0.23855557567849 + 650.17534844798 * d)))


@compiled
def boiling_temperature(*, pressure: float, water_activity: float) -> float:
    r"""Temperature at which a liquor boils [K].

    .. math:: a_w \, p_w(T) = P \;\Rightarrow\; T = T_s(P / a_w)                                      (1)

    Its rise over T_s(P) is the boiling-point rise. The activity is taken at the liquor's present temperature: it moves
    by 0.0003 a kelvin, 0.01 K of the result. Source: (1) vapour pressure of a solution, ideal vapour.

    >>> round(boiling_temperature(pressure=33e3, water_activity=1.0) - 273.15, 2)
    71.3
    """
    return saturation_temperature(pressure=pressure / max(water_activity, 0.05))


@compiled
def compression_work(*, temperature: float, ratio: float) -> float:
    r"""Least work of compressing water vapour [J/kg].

    .. math:: w = c_p T \left[r^{R/(M c_p)} - 1\right]                                                (1)

    temperature  T  at the suction [K]; ratio  r  discharge over suction pressure [-]

    Source: (1) isentropic compression of an ideal gas; steam at 0.3 to 1 bar is one within 1 %.

    >>> round(compression_work(temperature=348.15, ratio=520.0 / 330.0) / 3600.0, 1)
    21.5
    """
    return float(VAPOUR_HEAT_CAPACITY * temperature * (max(ratio, 1.0) ** VAPOUR_EXPONENT - 1.0))


@compiled
def scaled_conductance(*, clean: float, scale: float) -> float:
    r"""Conductance of a heater with scale [W/K].

    .. math:: \frac{1}{UA} = \frac{1 + R^*}{(UA)_0}                                                   (1)

    clean  (UA)_0 [W/K]; scale  R*  resistance of the scale over that of the clean heater [-]

    Source: (1) resistances in series; R* grows linearly with what is evaporated (Kern and Seaton 1959, no removal).

    >>> scaled_conductance(clean=600.0, scale=0.5)
    400.0
    """
    return clean / (1.0 + max(scale, 0.0))
