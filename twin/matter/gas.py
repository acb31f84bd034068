"""Gases of the plant: their enthalpy, water vapour, and the hydrogen flame.

Lives here: enthalpies as compiled code asks for them, the vapour pressure of water, and the flame (by Cantera).
Lives elsewhere: the burner as a unit (twin.hcl); liquids (.enthalpy).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from twin.engine.compiled import compiled
from twin.errors import RangeError
from twin.matter import cantera_door

HYDROGEN: Final = 0
CHLORINE: Final = 1
OXYGEN: Final = 2
NITROGEN: Final = 3
CARBON_DIOXIDE: Final = 4
HYDROGEN_CHLORIDE: Final = 5
WATER_VAPOUR: Final = 6

ENTHALPY_25: Final = (0.0, 0.0, 0.0, 0.0, -393_507.8, -92_308.7, -241_824.6)
"""Enthalpy of formation at 298.15 K [J/mol], in the order above: Cantera's nasa_gas.yaml."""
HEAT_CAPACITY: Final = (29.051, 34.501, 29.609, 29.162, 38.673, 29.141, 33.797)
"""Mean heat capacity from 25 to 120 degC [J/mol/K], least squares of the enthalpy of the same file."""
QUENCHED: Final = 1000.0
"""Temperature at which the flame gas stops reacting on its way into the absorber [K]."""

CRITICAL_TEMPERATURE: Final = 647.096
CRITICAL_PRESSURE: Final = 22.064e6
MOST_BALLAST: Final = 20.0
"""Water or nitrogen that a flame is asked about [mol/mol of chlorine]."""
COLDEST_VAPOUR: Final = 230.0
HOTTEST_VAPOUR: Final = 640.0


@compiled
def gas_enthalpy(*, gas: int, temperature: float) -> float:
    r"""Enthalpy of an ideal gas with that of formation inside [J/mol], at [K].

    .. math:: h = h_{25} + c_p (T - 298.15)                                                   (1)

    Off Cantera's own by at most 45 J/mol for CO2, 15 for Cl2 and 8 for the others, 25 to 120 degC.

    >>> gas_enthalpy(gas=HYDROGEN, temperature=298.15)
    0.0
    """
    return ENTHALPY_25[gas] + HEAT_CAPACITY[gas] * (temperature - 298.15)


@compiled
def water_vapour_pressure(*, temperature: float) -> float:
    r"""Vapour pressure of pure water [Pa], at [K].

    .. math:: \ln (p/p_c) = \frac{T_c}{T} \sum_i a_i \theta^{n_i}, \quad \theta = 1 - T/T_c         (2)

    Source: Wagner and Pruss, J. Phys. Chem. Ref. Data 22 (1993) 783 (IAPWS), 0.02 %, from 0.01 degC;
    held below 230 K and above 640 K, where a trial step of the integrator may land.
    Checked: tests/published/water_vapour.toml.

    >>> round(water_vapour_pressure(temperature=373.124))
    101324
    """
    known = min(max(temperature, COLDEST_VAPOUR), HOTTEST_VAPOUR)
    reduced = 1.0 - known / CRITICAL_TEMPERATURE
    root = math.sqrt(reduced)
    square = reduced * reduced
    power = (
        -7.85951783 * reduced
        + 1.84408259 * reduced * root
        + square * reduced * (-11.7866497 + 22.6807411 * root)
        + square * square * (-15.9618719 + 1.80122502 * square * reduced * root)
    )
    return CRITICAL_PRESSURE * math.exp(power * CRITICAL_TEMPERATURE / known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flame:
    """What burning chlorine in hydrogen gives at equilibrium, 1 atm, no heat lost."""

    temperature: float
    """Adiabatic flame temperature [K]."""
    free_chlorine: float
    """Chlorine left unburnt in the gas that enters the absorber [mol fraction], frozen at 1000 K."""


def flame(
    *, hydrogen_excess: float, temperature: float, oxygen_share: float, moisture: float = 0.0, inert: float = 0.0
) -> Flame:
    """Flame of chlorine gas in hydrogen, both at a temperature [K].

    hydrogen_excess   H2/(Cl2 + 2 O2) - 1   hydrogen over what chlorine and oxygen take       [-]
    oxygen_share      O2/(O2 + Cl2)         oxygen in the dry chlorine gas, 0 to below 1       [-]
    moisture, inert   water and nitrogen a mole of chlorine, 0 to 20                           [-]

    Notes' figures at 25 degC: 2493 K at no excess, 2502 K at 5 %.
    """
    if not -1.0 < hydrogen_excess <= 10.0:
        raise RangeError(f"hydrogen excess: got {hydrogen_excess:g}; give a share above -1 and up to 10, such as 0.04.")
    if not 0.0 <= oxygen_share < 1.0:
        raise RangeError(f"oxygen share: got {oxygen_share:g}; give a share from 0 to below 1, such as 0.013.")
    if not 250.0 <= temperature <= 1000.0:
        raise RangeError(f"gas temperature: got {temperature:g} K; give 250 to 1000 K.")
    for name, given in (("moisture", moisture), ("inert share", inert)):
        if not 0.0 <= given <= MOST_BALLAST:
            raise RangeError(f"{name}: got {given:g}; give 0 to {MOST_BALLAST:g} mol a mole of chlorine.")
    chlorine = 1.0 - oxygen_share
    hydrogen = (1.0 + hydrogen_excess) * (chlorine + 2.0 * oxygen_share)
    feed = {"H2": hydrogen, "CL2": chlorine, "O2": oxygen_share, "H2O": moisture * chlorine, "N2": inert * chlorine}
    hot, _ = cantera_door.flame(temperature=temperature, feed=feed)
    left = cantera_door.cooled(temperature=QUENCHED, feed=feed)
    return Flame(temperature=hot, free_chlorine=left["CL2"])
