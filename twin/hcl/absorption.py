"""Falling-film absorber and tails tower, as equations: how much HCl each of them lets pass.

Lives here: equilibrium over the product acid, what passes the film absorber, what the tower's loss is against nominal.
Lives elsewhere: the burner house (.equipment); pressures of HCl over acid (twin.matter).

Gas and acid run down the cooled film together, so what passes tends to equilibrium with the product acid; in the tower
they run against each other and fresh water takes nearly all. At the reference a twentieth passes the film (data book
section 3) and the flowsheet's `absorption` is what both keep; stronger acid, warmer water or more gas lose more.
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

PRESSURE = 99_825.0
"""In the absorber [Pa]: -15 mbar g."""
REFERENCE_PASS = 0.05
"""Share of the HCl that passes the film absorber at the reference [-] (data book section 3: about 5 %)."""
REFERENCE_STRENGTH, REFERENCE_WATER = 0.33, 298.15
"""Strength of the acid [kg/kg] and temperature of cooling and absorption water [K] at the reference."""
REFERENCE_INERT = 0.022
"""Gas that is not HCl over HCl, at the reference [mol/mol]: hydrogen excess 4 %, and CO2 of the brine."""
APPROACH = 25.0
"""Product acid at the film's foot above cooling water at full load [K]; estimated."""
FILM, TOWER = -0.4, -0.3
"""How transfer units of film and tower go with the load [-]: UA as load to the 0.6 and 0.7; estimated."""


@compiled
def film_temperature(*, water: float, load: float) -> float:
    """Acid at the foot of the film absorber [K]: cooling water and an approach that goes with the load.

    water [K]; load [-]. Source: constant heat transfer coefficient; estimated.

    >>> film_temperature(water=298.15, load=1.0)
    323.15
    """
    return water + APPROACH * max(load, 0.0)


@compiled
def passed_in_equilibrium(*, pressure: float, inert: float) -> float:
    r"""Share of the HCl that cannot be absorbed, as its acid holds it back [-].

    .. math:: \varphi_e = \frac{p^*}{P - p^*} \, \frac{n_i}{n_{HCl}}                                      (1)

    pressure  p*  of HCl over the product acid [Pa]; inert  n_i / n_HCl  gas beside it [mol/mol]

    Source: (1) Dalton's law with the gas in equilibrium. Checked: tests/twin/hcl/test_absorption.py.

    >>> passed_in_equilibrium(pressure=0.0, inert=0.02)
    0.0
    """
    held = min(pressure, 0.98 * PRESSURE)
    return min(held / (PRESSURE - held) * inert, 1.0)


@compiled
def passed_film(*, equilibrium: float, transfer: float, load: float) -> float:
    r"""Share of the HCl that passes the film absorber [-].

    .. math:: \varphi = \varphi_e + (1 - \varphi_e) \exp(-N f^{-0.4})                                     (1)

    equilibrium  phi_e [-]; transfer  N  at full load [-]; load  f [-]

    Source: (1) cocurrent absorption towards equilibrium. Checked: tests/twin/hcl/test_absorption.py.

    >>> round(passed_film(equilibrium=0.0, transfer=3.0, load=1.0), 4)
    0.0498
    """
    return equilibrium + (1.0 - equilibrium) * math.exp(-transfer * max(load, 0.05) ** FILM)


@compiled
def lost(*, nominal: float, film: float, water: float, load: float) -> float:
    r"""Share of the HCl that passes film and tower [-].

    .. math:: L = L_0 \max\left(1, \frac{\varphi}{\varphi_0}
        \exp\left[N_t (1 - f^{-0.3})\right] e^{0.05 (T_w - 298)^+}\right), \quad N_t = \ln(\varphi_0 / L_0)  (1)

    nominal  L_0  1 - absorption of the flowsheet [-]; film  phi  that passes the film [-], phi_0 = 0.05
    water    T_w  of the absorption water [K]; load  f [-]

    The tower's share follows from both; it never does better than nominal, since droplets and mist remain at any
    load. The temperature term is estimated: warm water leaves as vapour and takes acid mist along.
    Source: (1) transfer units of a counter-current tower over weak acid. Checked: tests/twin/hcl/test_absorption.py.

    >>> round(lost(nominal=0.001, film=0.05, water=298.15, load=1.0), 9)
    0.001
    """
    if nominal <= 0.0:
        return 0.0
    units = max(math.log(REFERENCE_PASS) - math.log(nominal), 0.0)
    worse = film / REFERENCE_PASS * math.exp(units * (1.0 - max(load, 0.05) ** TOWER))
    worse *= math.exp(0.05 * max(water - REFERENCE_WATER, 0.0))
    return min(nominal * max(worse, 1.0), max(film, nominal))
