"""Dissolving lithium carbonate in hydrochloric acid, as equations.

Lives here: how much acid carbonate takes, how much carbon dioxide stays and leaves, how far the gas lifts the liquid.
Lives elsewhere: how fast the solid dissolves (.particles), the two dissolvers as vessels (.equipment).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.matter.constants import GAS

CO2_ENTHALPY = 2400.0
"""Temperature dependence of the solubility of carbon dioxide, d ln k/d(1/T) [K]; Sander, Atmos. Chem. Phys. 15 (2015)
4399, for water."""
REFERENCE_T = 333.15
"""Temperature to which solubilities of carbon dioxide belong [K]."""


@compiled
def solubility(*, at_reference: float, temperature: float) -> float:
    r"""Dissolved carbon dioxide under 1 bar of it [mol/m3]: :math:`k = k_0 \exp(2400 K (1/T - 1/333.15 K))`.

    Source: van 't Hoff with the heat of solution in water; the level k_0 is that of the brine. 5 to 80 degC.

    >>> solubility(at_reference=12.0, temperature=333.15)
    12.0
    """
    return float(at_reference * math.exp(CO2_ENTHALPY * (1.0 / temperature - 1.0 / REFERENCE_T)))


@compiled
def stripped_left(*, saturated: float, carbonate: float, nitrogen: float, approach: float) -> float:
    r"""Carbon dioxide left in a stirred vessel that nitrogen strips [mol/m3].

    .. math:: c = c_s \left(1 - a (1 - y)\right), \quad y = \frac{g}{g + n}                                  (1)

    saturated  c_s  under carbon dioxide alone [mol/m3]; carbonate  g  that comes in to be stripped [mol/s]
    nitrogen   n    [mol/s]; approach  a  to equilibrium with the gas [-]

    Source: (1) one equilibrium stage, gas at its outlet composition, with a Murphree efficiency.

    >>> stripped_left(saturated=12.0, carbonate=1.0, nitrogen=0.0, approach=0.97)
    12.0
    """
    gas = max(carbonate, 1e-9)
    return saturated * (1.0 - approach * nitrogen / (gas + nitrogen))


@compiled
def gas_holdup(*, gas: float, temperature: float, pressure: float, area: float, rise: float) -> float:
    r"""Share of gas in the liquid it bubbles through [-].

    .. math:: \epsilon = \frac{u}{u + u_b}, \quad u = \frac{\dot n R T}{p A}                                  (1)

    gas  n [mol/s]; area  A  of the vessel [m2]; rise  u_b  of the bubbles [m/s]

    Source: (1) drift of bubbles in slow gas flow (Deckwer 1992, ch. 3); u below 0.05 m/s.

    >>> round(gas_holdup(gas=4.0, temperature=333.15, pressure=103e3, area=5.5, rise=0.3), 3)
    0.061
    """
    speed = gas * GAS * temperature / (pressure * area)
    return speed / (speed + rise)


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
