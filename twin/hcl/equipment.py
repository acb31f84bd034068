"""Gas coolers and headers, the HCl burner with its absorber, and the hypochlorite unit.

Lives here: what becomes of the cells' chlorine and hydrogen, second by second; there is no gas buffer.
Lives elsewhere: equations (.equations); ignition, trips, tank swaps (.procedure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Memory, Rows, rows
from twin.hcl.equations import absorption_water, burned_share, lye_demand
from twin.matter.components import CL, CL2, CO3, COUNT, H2, H2O, LIQUID, N2, NA, O2, OH
from twin.matter.constants import M_H2O, M_NACLO, M_NAOH
from twin.matter.gas import water_vapour_pressure
from twin.matter.streams import (
    HEAT,
    Streams,
    clear,
    deliver,
    draw,
    set_gas_heat,
    set_liquid_heat,
    stream_mass,
)
from twin.matter.vessels import Vessels


@dataclass
class Burner:
    """One burner house, from gas coolers to acid tank and hypochlorite."""

    acid: int
    """Vessel T-501/502."""
    water: int
    """Vessel of condensate, T-603."""
    dilution: int
    """Vessel of deionised water that thins lye, T-901."""
    depleted: int
    """Vessel that takes the chlorine cooler's condensate, T-401."""
    bleach: int
    """Vessel of the first hypochlorite tank, T-801; the next row is its twin T-802."""
    excess: float
    """x = H2/(Cl2 + 2 O2) - 1 [-]."""
    imported: float
    """Hydrogen import [mol/s]."""
    vented: float
    """Share of the cells' hydrogen that is lost [-]."""
    absorption: float
    strength: float
    """Of the product acid [kg/kg]."""
    gas_temperature: float
    acid_temperature: float
    """[K]"""
    anode_pressure: float
    cathode_pressure: float
    """[Pa]"""
    bleach_strength: float
    lye_excess: float
    lye_strength: float
    """[kg/kg]"""
    fresh_lye: float
    """NaOH with which an absorber tank is filled [kg/kg]."""


@dataclass
class BurnerCommand:
    """What sequences set."""

    lit: float
    """1: the flame burns and takes chlorine; 0: all chlorine to hypochlorite, hydrogen to the stack."""
    import_open: float
    """1: import may flow."""
    averaged: float
    """1: hypochlorite leaves continuously; 0: it gathers in the duty tank."""
    permit: float
    """1: nothing keeps the burner out."""
    start_permit: float
    """1: nothing keeps a burner that is out from being lit."""
    duty: float
    """0: the first hypochlorite tank takes the gas and the second stands by; 1: the other way round."""
    drain: float
    """Hypochlorite pumped off the standby tank [kg/s]."""
    refill: float
    """Lye into the standby tank, diluted with deionised water [kg/s]."""
    sampled: float
    sampled_lye: float
    """NaClO and free NaOH of the tank that was swapped last, as the laboratory found them [kg/kg]."""
    assumed_oxygen: float
    """Oxygen in chlorine that the ratio runs on while its analyser is out [mol/mol]; 0: as measured."""


@dataclass
class BurnerSignal:
    """What instruments read."""

    chlorine: float
    """Dry chlorine to the burner [mol/s]."""
    oxygen: float
    hydrogen: float
    """To the burner [mol/s]."""
    ratio: float
    """H2/(Cl2 + 2 O2) [-]."""
    surplus: float
    """Chlorine to hypochlorite [mol/s]."""
    acid: float
    """Product acid [kg/s]."""
    hcl: float
    """HCl delivered [mol/s]."""
    water: float
    """Absorption water [kg/s]."""
    heat: float
    """Heat taken out by burner and absorber [W]."""
    cooling: float
    """Heat taken out by both gas coolers [W]."""
    removed: float
    """Heat taken out of the whole section [W]."""
    vented: float
    """Hydrogen to the stack [mol/s]."""
    lye: float
    """NaOH used [mol/s]."""
    burned: float
    """Chlorine burned [mol/s]."""
    moisture: float
    """Water vapour that leaves with hydrogen to the stack [mol/s]."""
    strength: float
    """NaOH left in the duty tank [kg/kg]."""
    duty_level: float
    standby_level: float
    """[-]"""
    product: float
    product_lye: float
    """NaClO and free NaOH of the hypochlorite that leaves, or left last [kg/kg]."""
    permit: float
    """As commanded, so that a procedure can wait for it [-]."""
    start: float
    """1: nothing puts it out and nothing keeps it from being lit [-]."""
    dilution: float
    """Absorption water over product acid [kg/kg]; 0 without a flame."""


class Synthesis(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Burner]
    commands: Rows[BurnerCommand]
    seen: Rows[BurnerSignal]


@compiled
def burn(section: Synthesis, vessels: Vessels, streams: Streams) -> None:
    """All gas of the line; one burner house takes it (several share it evenly by being one row)."""
    for k in range(len(section.units)):
        cool_gases(section, k, vessels, streams)
        share_chlorine(section, k, streams)
        make_acid(section, k, vessels, streams)
        make_bleach(section, k, vessels, streams)
        f, seen = streams.flow, section.seen[k]
        entered = f[14, HEAT] + f[17, HEAT] + f[19, HEAT] + f[24, HEAT] + f[52, HEAT] + f[53, HEAT] + f[60, HEAT]
        left = f[25, HEAT] + f[50, HEAT] + f[51, HEAT] + f[54, HEAT] + f[55, HEAT]
        if section.commands[k].averaged == 0.0:
            left += f[0, HEAT] + f[52, HEAT] + f[53, HEAT] - f[54, HEAT]
        seen.removed = entered - left


@compiled
def cool_gases(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Both gases to the coolers' temperature; condensates S51 to T-401 and S50 to the condensate tank.

    S22 holds all dry chlorine with its moisture, S23 all hydrogen, until they are shared out.
    """
    unit, seen = section.units[k], section.seen[k]
    f = streams.flow
    vapour = water_vapour_pressure(temperature=unit.gas_temperature)
    clear(streams, 22)
    for c in range(COUNT):
        f[22, c] = f[14, c] + f[19, c]
    dry = f[22, CL2] + f[22, O2] + f[22, CO3] + f[22, N2]
    moisture = min(dry * vapour / (unit.anode_pressure - vapour), f[22, H2O] - f[22, CO3])
    clear(streams, 51)
    f[51, H2O] = f[22, H2O] - f[22, CO3] - moisture
    f[22, H2O] -= f[51, H2O]
    clear(streams, 23)
    clear(streams, 50)
    moisture = min(f[17, H2] * vapour / (unit.cathode_pressure - vapour), f[17, H2O])
    f[23, H2] = f[17, H2]
    f[23, H2O] = moisture
    f[50, H2O] = f[17, H2O] - moisture
    set_liquid_heat(streams, 51, unit.gas_temperature)
    set_liquid_heat(streams, 50, unit.gas_temperature)
    set_gas_heat(streams, 22, unit.gas_temperature)
    set_gas_heat(streams, 23, unit.gas_temperature)
    deliver(streams, 51, vessels, unit.depleted)
    deliver(streams, 50, vessels, unit.water)
    entered = f[14, HEAT] + f[19, HEAT] + f[17, HEAT]
    seen.cooling = entered - f[22, HEAT] - f[23, HEAT] - f[50, HEAT] - f[51, HEAT]


@compiled
def share_chlorine(section: Synthesis, k: int, streams: Streams) -> None:
    """FFC-551: hydrogen is the wild flow, chlorine follows, the surplus goes to hypochlorite (S21, S22)."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    f = streams.flow
    clear(streams, 60)
    f[60, H2] = unit.imported * command.import_open * command.lit
    available = f[23, H2] * (1.0 - unit.vented) * command.lit
    hydrogen = available + f[60, H2]
    oxygen = f[22, O2]
    if command.assumed_oxygen > 0.0:
        oxygen = f[22, CL2] * command.assumed_oxygen / (1.0 - command.assumed_oxygen)
    share = command.lit * burned_share(hydrogen=hydrogen, chlorine=f[22, CL2], oxygen=oxygen, excess=unit.excess)
    clear(streams, 21)
    for c in range(COUNT):
        f[21, c] = share * f[22, c]
        f[22, c] -= f[21, c]
    used = min(hydrogen, (1.0 + unit.excess) * (f[21, CL2] + 2.0 * f[21, O2]))
    if share < 1.0:
        used = hydrogen
    f[60, H2] = max(used - available, 0.0)
    seen.vented = f[23, H2] + f[60, H2] - used
    f[23, H2] = used
    seen.moisture = f[23, H2O] * (1.0 - command.lit)
    f[23, H2O] *= command.lit
    for s in (21, 22):
        set_gas_heat(streams, s, unit.gas_temperature)
    set_gas_heat(streams, 23, unit.gas_temperature)
    set_gas_heat(streams, 60, unit.gas_temperature)
    seen.chlorine = f[21, CL2]
    seen.oxygen = f[21, O2]
    seen.hydrogen = used
    seen.surplus = f[22, CL2]
    seen.ratio = used / max(f[21, CL2] + 2.0 * f[21, O2], 1e-9)
    seen.burned = f[21, CL2]


@compiled
def make_acid(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Burner and absorber: S21, S23 and water S24 to acid S25 and tail gas S27."""
    unit, seen = section.units[k], section.seen[k]
    f = streams.flow
    made = 2.0 * f[21, CL2]
    absorbed = unit.absorption * made
    water = absorption_water(hcl=absorbed, strength=unit.strength)
    moisture = f[21, H2O] - f[21, CO3] + f[23, H2O] + 2.0 * f[21, O2]
    clear(streams, 24)
    draw(streams, 24, vessels, unit.water, max(water - moisture, 0.0) * M_H2O)
    clear(streams, 25)
    f[25, CL] = absorbed
    f[25, OH] = -absorbed
    f[25, H2O] = absorbed + f[24, H2O] + moisture
    set_liquid_heat(streams, 25, unit.acid_temperature)
    clear(streams, 27)
    lost = made - absorbed
    f[27, CL] = lost
    f[27, OH] = -lost - 2.0 * f[21, CO3]
    f[27, H2O] = lost + f[21, CO3]
    f[27, CO3] = f[21, CO3]
    f[27, N2] = f[21, N2]
    f[27, H2] = f[23, H2] - f[21, CL2] - 2.0 * f[21, O2]
    set_gas_heat(streams, 27, 303.15)
    deliver(streams, 25, vessels, unit.acid)
    seen.heat = f[21, HEAT] + f[23, HEAT] + f[24, HEAT] - f[25, HEAT] - f[27, HEAT]
    seen.acid = stream_mass(streams, 25)
    seen.hcl = absorbed
    seen.water = stream_mass(streams, 24)
    seen.dilution = 0.0
    if seen.acid > 0.0:
        seen.dilution = seen.water / seen.acid


@compiled
def make_bleach(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Surplus chlorine S22 and tail gas S27 into lye: hypochlorite S54, vent S55.

    Averaged, lye S52 and water S53 follow the gas and product leaves at its strength; otherwise the gas goes
    into the duty tank as it comes.
    """
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    f = streams.flow
    for s in (52, 53, 54, 55):
        clear(streams, s)
    f[55, H2] = f[27, H2] + seen.vented
    f[55, H2O] = seen.moisture
    f[55, O2] = f[22, O2]
    f[55, N2] = f[22, N2] + f[27, N2]
    set_gas_heat(streams, 55, 308.15)
    clear(streams, 0)
    for c in range(LIQUID):
        f[0, c] = f[22, c] + f[27, c]
    f[0, HEAT] = f[22, HEAT] + f[27, HEAT]
    demand = lye_demand(chlorine=f[22, CL2], carbon_dioxide=f[0, CO3], hydrogen_chloride=f[27, CL])
    seen.lye = demand
    duty = unit.bleach + int(command.duty)
    standby = 2 * unit.bleach + 1 - duty
    held = vessels.now[duty]
    seen.strength = M_NAOH * (held[OH] - 2.0 * held[CL2]) / vessels.seen[duty].mass
    seen.duty_level, seen.standby_level = vessels.seen[duty].level, vessels.seen[standby].level
    seen.permit = command.permit
    seen.product, seen.product_lye = command.sampled, command.sampled_lye
    seen.start = min(command.permit, command.start_permit)
    if command.averaged == 0.0:
        deliver(streams, 0, vessels, duty)
        tend_standby(section, k, standby, vessels, streams)
        return
    product = f[22, CL2] * M_NACLO / unit.bleach_strength
    f[52, NA] = demand + product * unit.lye_excess / M_NAOH
    f[52, OH] = f[52, NA]
    f[52, H2O] = f[52, NA] * M_NAOH * (1.0 / unit.lye_strength - 1.0) / M_H2O
    set_liquid_heat(streams, 52, 298.15)
    added = max(product - stream_mass(streams, 52) - stream_mass(streams, 0), 0.0)
    draw(streams, 53, vessels, unit.dilution, added)
    for c in range(LIQUID):
        f[54, c] = f[0, c] + f[52, c] + f[53, c]
    set_liquid_heat(streams, 54, 308.15)
    if f[22, CL2] > 0.0:
        mass = stream_mass(streams, 54)
        seen.product = M_NACLO * f[54, CL2] / mass
        seen.product_lye = M_NAOH * (f[54, OH] - 2.0 * f[54, CL2]) / mass


@compiled
def tend_standby(section: Synthesis, k: int, v: int, vessels: Vessels, streams: Streams) -> None:
    """The tank that stands by: hypochlorite S54 off, lye S52 and water S53 in."""
    unit, command = section.units[k], section.commands[k]
    draw(streams, 54, vessels, v, command.drain)
    f = streams.flow
    f[52, NA] = command.refill * unit.lye_strength / M_NAOH
    f[52, OH] = f[52, NA]
    f[52, H2O] = command.refill * (1.0 - unit.lye_strength) / M_H2O
    set_liquid_heat(streams, 52, 298.15)
    deliver(streams, 52, vessels, v)
    draw(streams, 53, vessels, unit.dilution, command.refill * (unit.lye_strength / unit.fresh_lye - 1.0))
    deliver(streams, 53, vessels, v)


def build_synthesis(memory: Memory, units: list[Burner]) -> Synthesis:
    """Claim memory for the section."""
    return Synthesis(
        rows(Burner, units), memory.commands("burners", BurnerCommand, len(units)),
        memory.signals("burners", BurnerSignal, len(units)),
    )  # fmt: skip
