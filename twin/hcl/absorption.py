"""Falling-film absorber and tails tower, as equations: how much HCl each of them lets pass.

Lives here: equilibrium over the product acid, what passes the film absorber, what the tower's loss is against nominal.
Lives elsewhere: the burner house (.equipment); pressures of HCl over acid (twin.matter).

Gas and acid run down the cooled film together, so what passes tends to equilibrium with the product acid; in the tower
they run against each other and fresh water takes nearly all. At the reference about a twentieth passes the film (data
book section 3) and the flowsheet's `absorption` is what both keep; stronger acid, warmer water or more gas lose more.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from twin.engine.compiled import compiled

PRESSURE = 99_825.0
"""In the absorber [Pa]: -15 mbar g."""
REFERENCE_STRENGTH, REFERENCE_WATER = 0.33, 298.15
"""Strength of the acid [kg/kg] and temperature of cooling and absorption water [K] at the reference."""
REFERENCE_INERT = 0.022
"""Gas that is not HCl over HCl, at the reference [mol/mol]: hydrogen excess 4 %, and CO2 of the brine."""
LEAST_LOAD = 0.05
"""Load below which transfer units grow no more [-]: keeps powers of it finite where the flame goes out."""


@compiled
def film_temperature(*, water: float, approach: float, load: float) -> float:
    """Acid at the foot of the film absorber [K]: cooling water and an approach that goes with the load.

    water [K]; approach  at full load [K]; load [-]. Source: constant heat transfer coefficient.

    >>> film_temperature(water=298.15, approach=25.0, load=1.0)
    323.15
    """
    return water + approach * max(load, 0.0)


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
def passed_film(*, equilibrium: float, transfer: float, load: float, growth: float) -> float:
    r"""Share of the HCl that passes the film absorber [-].

    .. math:: \varphi = \varphi_e + (1 - \varphi_e) \exp(-N f^{m - 1})                                    (1)

    equilibrium  phi_e [-]; transfer  N  at full load [-]; load  f [-]; growth  m  UA goes as f^m [-]

    Source: (1) cocurrent absorption towards equilibrium. Checked: tests/twin/hcl/test_absorption.py.

    >>> round(passed_film(equilibrium=0.0, transfer=3.0, load=1.0, growth=0.6), 4)
    0.0498
    """
    return equilibrium + (1.0 - equilibrium) * math.exp(-transfer * max(load, LEAST_LOAD) ** (growth - 1.0))


class Tower(NamedTuple):
    """The tails tower, as its flowsheet knows it."""

    nominal: float
    """HCl that it and the film lose at the reference, 1 - absorption [-]."""
    offered: float
    """HCl that passes the film at the reference [-]."""
    growth: float
    """Exponent of the load in its UA [-]."""
    warmth: float
    """Growth of the loss with the temperature of absorption water [1/K]."""


@compiled
def lost(tower: Tower, *, film: float, water: float, load: float) -> float:
    r"""Share of the HCl that passes film and tower [-].

    .. math:: L = L_0 \max\left(1, \frac{\varphi}{\varphi_0}
        \exp\left[N_t (1 - f^{m - 1})\right] e^{b (T_w - 298)^+}\right), \quad N_t = \ln(\varphi_0 / L_0)  (1)

    tower  L_0, phi_0, m, b; film  phi  that passes the film [-]; water  T_w  of the absorption water [K]; load  f [-]

    The tower's share follows from both; it never does better than nominal, since droplets and mist remain at any
    load. Warm water leaves as vapour and takes acid mist along.
    Source: (1) transfer units of a counter-current tower over weak acid. Checked: tests/twin/hcl/test_absorption.py.

    >>> round(lost(Tower(0.001, 0.05, 0.7, 0.05), film=0.05, water=298.15, load=1.0), 9)
    0.001
    """
    if tower.nominal <= 0.0:
        return 0.0
    units = max(math.log(tower.offered) - math.log(tower.nominal), 0.0)
    worse = film / tower.offered * math.exp(units * (1.0 - max(load, LEAST_LOAD) ** (tower.growth - 1.0)))
    worse *= math.exp(tower.warmth * max(water - REFERENCE_WATER, 0.0))
    return min(tower.nominal * max(worse, 1.0), max(film, tower.nominal))
