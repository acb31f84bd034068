"""Enthalpy of liquids as a function of what they hold, so that mixing and reacting make their own heat.

Lives here: enthalpies of the components, of solids against their dissolved components, and a liquid's
temperature. Lives elsewhere: gases (.gas); what flows where (the sections).

Every heat of the plant follows from one function H(n, T), homogeneous of degree one in n: no section adds a heat
of reaction. Net hydroxide that is negative is acid and counts as the water it came from, so acid and base
pay their neutralisation once, when they meet.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from twin.engine.compiled import compiled
from twin.matter.components import CL2, CO3, H2O, LIQUID, MOLAR_MASS, OH

Floats = NDArray[np.float64]

REFERENCE: Final = 298.15
"""Temperature of the enthalpies of formation [K]."""
WATER: Final = -285_830.0
BASE: Final = -229_990.0
NEUTRALISATION: Final = BASE - WATER
"""What free hydroxide holds over the water that acid would make of it [J/mol]."""

FORMATION: Final = (
    WATER, -278_490.0, -240_110.0, -252_380.0, -542_830.0, -466_850.0, -537_640.0, -167_160.0, WATER,
    -879_520.0, -679_340.0, -104_010.0, -2_230.0, 0.0, -545_800.0, -48_500.0, -54_000.0, -538_400.0, -896_940.0,
    -1_072_800.0, -1_277_400.0, -335_350.0, -56_780.0,
)  # fmt: skip
"""Enthalpy of a mole of each liquid component at 25 degC [J/mol], hydroxide as in acid.

Their sums give the data book's LiCl -445.65, LiOH -508.48, HCl -167.16, NaCl -407.27, NaOH -470.10, LiClO3 -382.5,
Li2SO4 -1436.5, CO2 -393.51 (gas), HOCl -120.9 kJ/mol (in acid). K, Ca, Mg, Ba: CODATA and NBS ions [handbook].
Traces: CODATA key values 1989 (Al3+, B(OH)3, F-, I-) and NBS tables 1982 (Sr2+, Fe3+, Ni2+, PO4 3-; SiO2 as H4SiO4
-1468.6 less two water) [handbook, recalled; to be checked against print]: milligrams a litre, they move no temperature.
"""
HYPOCHLORITE: Final = -97_870.0
"""Heat of chlorine turning into hypochlorite where there is hydroxide for it [J/mol]: ClO- -107.1 kJ/mol (NBS)."""
DILUTION: Final = 57_360.0
r"""Free acid n in water w holds k n^2/w [J/mol]: 33 wt% acid is -153.2 kJ/mol HCl; HCl.10H2O -161.4 (NBS: -161.3)."""
STRONGEST: Final = 0.5
"""Moles of acid a mole of water, beyond which the dilution term is held linear (50 wt% HCl)."""
WATER_HEAT_CAPACITY: Final = 4180.0
"""Of the water in a brine [J/kg/K]; salts add nothing: c_p = 4.18 (1 - w), the data book's rule to 0.45 of solutes."""
WATER_MASS: Final = float(MOLAR_MASS[H2O])

SOLID_LI2CO3: Final = -1_215_900.0 - (2 * FORMATION[1] + FORMATION[CO3])
"""Solid over its dissolved components at 25 degC [J/mol]; dissolving gives this heat."""
SOLID_LIOH_H2O: Final = -788_010.0 - (FORMATION[1] + BASE + WATER)


@compiled
def formation_part(held: Floats, row: int) -> float:
    r"""Enthalpy at 25 degC of what a row of liquids holds [J].

    .. math:: H = \sum_i n_i h_i + \max(n_{OH}, 0) \, \Delta h_n + h_c \min(n_{Cl2}, n_{OH}/2)^+ + k \, n_a^2/n_w  (1)

    held    moles of the liquid components, one liquid a row        [mol]
    n_a     acid that carbonate does not bind, -n_OH - 2 n_CO3      [mol]
    n_w     water that is not ionised into it                       [mol]

    Checked: tests/published/formation.toml.
    """
    total = 0.0
    for component in range(LIQUID):
        total += held[row, component] * FORMATION[component]
    hydroxide = held[row, OH]
    if hydroxide > 0.0:
        bleached = min(max(held[row, CL2], 0.0), 0.5 * hydroxide)
        return float(total + hydroxide * NEUTRALISATION + bleached * HYPOCHLORITE)
    acid = -hydroxide - 2.0 * max(held[row, CO3], 0.0)
    water = held[row, H2O] + hydroxide
    if acid <= 0.0 or water <= 0.0:
        return float(total)
    return float(total + DILUTION * acid * min(acid / water, STRONGEST))


@compiled
def heat_capacity(held: Floats, row: int) -> float:
    """Heat capacity of a row of liquids [J/K]: that of its water, less the water that acid is made of."""
    water = held[row, H2O] + min(held[row, OH], 0.0)
    return float(WATER_HEAT_CAPACITY * WATER_MASS * max(water, 0.0))


@compiled
def liquid_enthalpy(held: Floats, row: int, temperature: float) -> float:
    """Enthalpy of a row of liquids at a temperature [K], with that of formation inside [J]."""
    return formation_part(held, row) + heat_capacity(held, row) * (temperature - REFERENCE)


@compiled
def temperature_of(held: Floats, row: int, enthalpy: float) -> float:
    """Temperature of a row of liquids that holds this enthalpy [K]; 25 degC when it holds no water."""
    capacity = heat_capacity(held, row)
    if capacity <= 0.0:
        return REFERENCE
    return REFERENCE + (enthalpy - formation_part(held, row)) / capacity
