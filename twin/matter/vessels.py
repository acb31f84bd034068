"""Vessels: what a tank holds, what instruments would see of it, and how its heat is kept.

Lives here: contents as rows of components and enthalpy; level, strength, temperature; thermostats.
Lives elsewhere: streams between vessels (.streams); what happens inside (the sections); control (twin.control).
A source outside the plant is no vessel: it has a fixed composition and a counter (twin.ledger).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.matter.components import CL, CL2, CLO3, CO3, H2O, LI, LIQUID, MOLAR_MASS, NA, NAMES, OH, SO4, K
from twin.matter.constants import M_H2O, M_HCL, M_LICL, M_LIOH, M_NAOH
from twin.matter.density import density
from twin.matter.enthalpy import (
    DILUTION,
    FORMATION,
    HYPOCHLORITE,
    NEUTRALISATION,
    STRONGEST,
    WATER_HEAT_CAPACITY,
    formation_part,
    heat_capacity,
)

ENTHALPY = LIQUID
"""Column of a vessel's enthalpy [J]; the columns before it are the components [mol]."""
WIDTH = LIQUID + 1
COMPONENT_MASS = tuple(round(float(mass), 6) for mass in MOLAR_MASS)
"""Molar mass of each component [kg/mol], as compiled code reads it."""
REFERENCE_T = 298.15
"""Temperature at which formation enthalpies are given [K]."""
THERMOSTAT_TIME = 1800.0
"""Closed-loop time of a vessel's temperature control [s]; slower than any of them needs."""
NO_SALT = 0.01
"""A share of salt may turn out this much below zero, so that density has no kink where acid holds none [kg/kg]."""
LEAST = 1e-6
"""Mass that keeps a division finite [kg]."""
SCALES = (100.0, 10.0, 0.1, 0.1, 1e-4, 1e-4, 1e-4, 10.0, 1.0, 1.0, 1.0, 1.0, 0.1, 0.1, *(0.01,) * 9, 1e6)
"""Change of each column that is too small to matter [mol; J]; traces a hundredth of a mole, under 1 ug/L in a tank."""


@dataclass
class Vessel:
    """A tank, as its nameplate describes it."""

    capacity: float
    """Volume between 0 and 100 % of the level transmitter [m3]."""
    dead: float
    """Volume below 0 % [m3]."""
    temperature: float
    """Set point of its temperature control [K]; 0: it has none."""
    partner: int
    """Row of the vessel whose liquid it shares its temperature with; its own row: none."""


@dataclass
class Condition:
    """What instruments would see of a vessel."""

    mass: float
    """Liquid held [kg]."""
    volume: float
    """Volume of the liquid [m3]."""
    level: float
    """Share of the level transmitter's span [-]."""
    density: float
    """[kg/m3]"""
    temperature: float
    """[K]"""
    heat_capacity: float
    """[J/K]"""
    enthalpy: float
    """What leaves with the whole content at this temperature [J]."""
    licl: float
    """Mass fraction of LiCl, other lithium salts counted apart [kg/kg]."""
    lioh: float
    """Mass fraction of LiOH, sodium and potassium hydroxide counted apart [kg/kg]."""
    hcl: float
    """Mass fraction of free HCl [kg/kg]."""
    hydroxide: float
    """Net hydroxide, negative when acid [mol/m3]."""
    duty: float
    """Heat taken out by its temperature control [W]."""


class Vessels(NamedTuple):
    """All vessels, as compiled code sees them."""

    plates: Rows[Vessel]
    now: Floats
    """Contents [vessel, component or enthalpy]."""
    rate: Floats
    """Their rates of change, the same shape."""
    seen: Rows[Condition]


@compiled
def mass_of(table: Floats, row: int, width: int) -> float:
    """Mass of a row of components [kg], or its mass flow [kg/s]."""
    total = 0.0
    for c in range(width):
        total += COMPONENT_MASS[c] * table[row, c]
    return total


@compiled
def lithium_chloride(table: Floats, row: int) -> float:
    """LiCl in a row [mol]: lithium that no hydroxide, sulphate, carbonate or chlorate claims."""
    lye = max(table[row, OH] - lye_alkali(table, row), 0.0)
    bound = lye + 2.0 * (table[row, SO4] + table[row, CO3]) + table[row, CLO3]
    return float(max(min(table[row, LI] - bound, table[row, CL]), 0.0))


@compiled
def lye_alkali(table: Floats, row: int) -> float:
    """Sodium and potassium that are hydroxide [mol]: all of them in lye, none in brine."""
    if table[row, OH] > table[row, CL]:
        return float(table[row, NA] + table[row, K])
    return 0.0


@compiled
def observe(vessels: Vessels) -> None:
    """Levels, strengths and temperatures of all vessels, for the present contents."""
    for v in range(len(vessels.plates)):
        seen = vessels.seen[v]
        seen.mass = max(mass_of(vessels.now, v, LIQUID), LEAST)
        seen.heat_capacity = max(heat_capacity(vessels.now, v), 1.0)
        seen.enthalpy = formation_part(vessels.now, v)
    for v in range(len(vessels.plates)):
        observe_one(vessels, v)


@compiled
def observe_one(vessels: Vessels, v: int) -> None:
    """Temperature, strengths and level of a vessel whose mass and formation enthalpy are known."""
    plate, seen, now = vessels.plates[v], vessels.seen[v], vessels.now
    sensible, warmed = now[v, ENTHALPY] - seen.enthalpy, seen.heat_capacity
    if plate.partner != v:
        other = vessels.seen[plate.partner]
        formed = formation_part(now, plate.partner)
        sensible += now[plate.partner, ENTHALPY] - formed
        warmed += other.heat_capacity
    seen.temperature = REFERENCE_T + sensible / warmed
    seen.enthalpy += seen.heat_capacity * (seen.temperature - REFERENCE_T)
    alkali = lye_alkali(now, v)
    seen.licl = M_LICL * lithium_chloride(now, v) / seen.mass
    seen.lioh = M_LIOH * max(now[v, OH] - alkali, 0.0) / seen.mass
    seen.hcl = M_HCL * max(-now[v, OH], 0.0) / seen.mass
    water = M_H2O * (now[v, H2O] - max(-now[v, OH], 0.0)) / seen.mass
    naoh = M_NAOH * alkali / seen.mass
    salt = max(1.0 - water - seen.lioh - seen.hcl - naoh, -NO_SALT)
    seen.density = density(
        temperature=seen.temperature, w_licl=salt, w_lioh=seen.lioh, w_hcl=seen.hcl, w_nacl=0.0, w_naoh=naoh
    )
    seen.volume = seen.mass / seen.density
    seen.level = (seen.volume - plate.dead) / plate.capacity
    seen.hydroxide = now[v, OH] / seen.volume
    seen.duty = 0.0


@compiled
def keep_temperatures(vessels: Vessels) -> float:
    """Heat that the temperature controls of all vessels take out [W]; call it when all rates are known.

    Ideal control with a closed-loop time: dT/dt = (set point - T) / THERMOSTAT_TIME, whatever flows in.
    """
    removed = 0.0
    for v in range(len(vessels.plates)):
        plate, seen = vessels.plates[v], vessels.seen[v]
        if plate.temperature > 0.0:
            above = seen.temperature - REFERENCE_T
            stored = stored_heat(vessels, v, above)
            wanted = seen.heat_capacity * (plate.temperature - seen.temperature) / THERMOSTAT_TIME
            seen.duty = vessels.rate[v, ENTHALPY] - stored - wanted
            vessels.rate[v, ENTHALPY] -= seen.duty
            removed += seen.duty
        elif plate.partner > v:
            share_heat(vessels, v, plate.partner)
    return removed


@compiled
def share_heat(vessels: Vessels, one: int, other: int) -> None:
    """Heat flows between two vessels of one temperature, so that both stay at it; their sum is not touched."""
    above = vessels.seen[one].temperature - REFERENCE_T
    first, second = stored_heat(vessels, one, above), stored_heat(vessels, other, above)
    both = vessels.rate[one, ENTHALPY] + vessels.rate[other, ENTHALPY]
    capacity = vessels.seen[one].heat_capacity + vessels.seen[other].heat_capacity
    warming = (both - first - second) / capacity
    vessels.rate[one, ENTHALPY] = first + vessels.seen[one].heat_capacity * warming
    vessels.rate[other, ENTHALPY] = both - vessels.rate[one, ENTHALPY]


@compiled
def stored_heat(vessels: Vessels, v: int, above: float) -> float:
    """Enthalpy that a vessel gains by what it gains, at its temperature, `above` 25 degC [W]."""
    now, rate = vessels.now, vessels.rate
    heat, water = 0.0, rate[v, H2O]
    for c in range(LIQUID):
        heat += rate[v, c] * FORMATION[c]
    if now[v, OH] > 0.0:
        heat += rate[v, OH] * NEUTRALISATION
        if 0.0 < now[v, CL2] < 0.5 * now[v, OH]:
            heat += rate[v, CL2] * HYPOCHLORITE
        elif now[v, CL2] > 0.0:
            heat += 0.5 * rate[v, OH] * HYPOCHLORITE
    else:
        water += rate[v, OH]
        acid = -now[v, OH] - 2.0 * now[v, CO3]
        strength = min(max(acid / max(now[v, H2O] + now[v, OH], 1.0), 0.0), STRONGEST)
        heat += DILUTION * strength * (-2.0 * (rate[v, OH] + 2.0 * rate[v, CO3]) - strength * water)
    return float(heat + WATER_HEAT_CAPACITY * M_H2O * water * above)


def build_vessels(memory: Memory, plates: list[Vessel], names: list[str]) -> Vessels:
    """Claim memory for the vessels of a line."""
    columns = (*NAMES[:LIQUID], "enthalpy")
    now, rate = memory.state_matrix("vessels", len(plates), columns, SCALES, labels=names)
    return Vessels(rows(Vessel, plates), now, rate, memory.signals("vessels", Condition, len(plates), labels=names))
