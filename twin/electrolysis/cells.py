"""What a running electrolyser does to its two loops, to the gas headers and to itself.

Lives here: feeding, overflow, electrode reactions, migration, gases, heat, wear of one electrolyser, for all of them.
Lives elsewhere: equations (.equations), nameplate and signals (.equipment), voltage (.voltage).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from twin.electrolysis.equations import (
    back_migration,
    efficiency_loss_rate,
    electron_rate,
    free_proton,
    resistance_rate,
    side_share,
    vapour_ratio,
)
from twin.electrolysis.equipment import Electrolyser, Electrolysis
from twin.electrolysis.voltage import Surroundings, element_voltage, voltage_parts
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.brine_tables import BrineTables, acid_brine_ln_water, lye_ln_water
from twin.matter.components import AL, CA, CL, CL2, CLO3, CO3, H2, H2O, LI, MG, NA, O2, OH, PO4, SI, SO4, B, F, K
from twin.matter.constants import M_CL, M_H2O, M_LIOH
from twin.matter.gas import (
    CARBON_DIOXIDE,
    CHLORINE,
    HYDROGEN,
    OXYGEN,
    WATER_VAPOUR,
    gas_enthalpy,
    water_vapour_pressure,
)
from twin.matter.streams import HEAT, TEMPERATURE, Streams, add, clear, deliver, draw, set_liquid_heat, stream_mass
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, Vessels, lithium_chloride

RELAX = 900.0
"""Time in which dissolved gas follows its equilibrium [s]."""
AMBIENT = 298.15
PPB = 1e-6
"""Brine hardness of 1 ppb is taken as 1 microgram a litre, as the analysers show it [kg/m3]."""
SCRATCH = 0


class Charges(NamedTuple):
    """Flows of charge carriers and products [mol/s]."""

    electrons: float
    cations: float
    oxygen_charge: float
    chlorate_charge: float


@compiled
def molality(vessels: Vessels, v: int) -> float:
    """LiCl of a brine [mol/kg water]."""
    return float(lithium_chloride(vessels.now, v) / max(M_H2O * vessels.now[v, H2O], 1.0))


@compiled
def lye_molality(vessels: Vessels, v: int) -> float:
    """Hydroxide of a lye [mol/kg water]."""
    return float(max(vessels.now[v, OH], 0.0) / max(M_H2O * vessels.now[v, H2O], 1.0))


@compiled
def brine_vapour(unit: Electrolyser, vessels: Vessels, tables: BrineTables) -> float:
    """Partial pressure of water over the anolyte [Pa]."""
    seen = vessels.seen[unit.anolyte]
    activity = math.exp(
        acid_brine_ln_water(
            tables, temperature=seen.temperature, molality=molality(vessels, unit.anolyte), acid_fraction=0.0
        )
    )
    partial = unit.anolyte_water * activity * water_vapour_pressure(temperature=seen.temperature)
    return min(partial, 0.95 * unit.anode_pressure)


@compiled
def lye_vapour(unit: Electrolyser, vessels: Vessels, tables: BrineTables) -> float:
    """Partial pressure of water over the catholyte [Pa]."""
    seen = vessels.seen[unit.catholyte]
    activity = math.exp(
        lye_ln_water(tables, temperature=seen.temperature, molality=lye_molality(vessels, unit.catholyte))
    )
    partial = unit.catholyte_water * activity * water_vapour_pressure(temperature=seen.temperature)
    return min(partial, 0.95 * unit.cathode_pressure)


@compiled
def observe_banks(section: Electrolysis, vessels: Vessels) -> float:
    """What loops need before anything flows: currents and the anolyte's acidity. Returns all current x elements [A]."""
    total = 0.0
    for k in range(len(section.units)):
        unit, now, seen = section.units[k], section.now[k], section.seen[k]
        seen.current = max(now.current, 0.0)
        seen.charge_flow = seen.current * unit.elements
        seen.excess = now.current - section.commands[k].target
        seen.mismatch = abs(seen.excess)
        seen.permit = section.commands[k].permit
        seen.start = min(seen.permit, section.commands[k].start_permit)
        seen.density = seen.current / unit.area
        chlorine = chlorine_share(unit) * (unit.anode_pressure - brine_vapour(unit, vessels, section.tables))
        product = unit.hydrolysis * unit.chlorine_solubility * chlorine
        seen.proton = free_proton(base=vessels.seen[unit.anolyte].hydroxide, hypochlorous=product)
        seen.chlorine_pressure = chlorine
        total += seen.charge_flow
    return total


@compiled
def chlorine_share(unit: Electrolyser) -> float:
    """Chlorine in the dry anode gas at the reference efficiency [mol/mol]."""
    return (1.0 - unit.oxygen) / (1.0 - 0.5 * unit.oxygen)


@compiled
def electrolyse(section: Electrolysis, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """All electrolysers of the line. Returns the heat that their feed heaters put in [W]."""
    for s in (11, 12, 13, 14, 15, 16, 17):
        clear(streams, s)
    heating = 0.0
    for k in range(len(section.units)):
        heating += feed_loops(section, k, signal, vessels, streams)
        overflow(section, k, signal, vessels, streams)
        charges = react(section, k, vessels)
        give_off_chlorine(section, k, charges, vessels, streams)
        give_off_hydrogen(section, k, charges, vessels, streams)
        warm(section, k, signal, vessels)
        wear(section, k, vessels)
    return heating


@compiled
def feed_loops(section: Electrolysis, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """Acidified brine into the anolyte and water into the catholyte, at feed temperature. Returns heat put in [W]."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    acid = signal[unit.acid_order] * command.acid_on * command.circulating
    clear(streams, SCRATCH)
    per_mole = vessels.seen[unit.acid].mass / max(-vessels.now[unit.acid, OH], 1.0)
    draw(streams, SCRATCH, vessels, unit.acid, acid * per_mole)
    add(streams, SCRATCH, 11)
    draw(streams, SCRATCH, vessels, unit.brine, signal[unit.feed_order] * command.circulating)
    seen.feed = stream_mass(streams, SCRATCH)
    seen.recirculated = unit.recirculation * seen.feed
    seen.feed_ratio = 0.0
    if seen.charge_flow > 0.0:
        seen.feed_ratio = seen.feed / seen.charge_flow
    heating = heated(streams, SCRATCH, unit.feed_temperature)
    add(streams, SCRATCH, 12)
    deliver(streams, SCRATCH, vessels, unit.anolyte)
    clear(streams, SCRATCH)
    seen.water = signal[unit.water_order] * command.circulating
    draw(streams, SCRATCH, vessels, unit.water, seen.water)
    heating += heated(streams, SCRATCH, unit.feed_temperature)
    add(streams, SCRATCH, 15)
    deliver(streams, SCRATCH, vessels, unit.catholyte)
    return heating


@compiled
def heated(streams: Streams, s: int, temperature: float) -> float:
    """Bring a liquid stream to a temperature [K]. Returns the heat put in [W]."""
    before = streams.flow[s, HEAT]
    set_liquid_heat(streams, s, temperature)
    return float(streams.flow[s, HEAT] - before)


@compiled
def overflow(section: Electrolysis, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """Depleted anolyte and catholyte product leave by level."""
    unit, seen = section.units[k], section.seen[k]
    seen.depleted = signal[unit.anolyte_order]
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, unit.anolyte, seen.depleted)
    add(streams, SCRATCH, 13)
    deliver(streams, SCRATCH, vessels, unit.depleted)
    seen.product = signal[unit.catholyte_order]
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, unit.catholyte, seen.product)
    add(streams, SCRATCH, 16)
    deliver(streams, SCRATCH, vessels, unit.product)


@compiled
def react(section: Electrolysis, k: int, vessels: Vessels) -> Charges:
    """Electrode reactions, migration and chlorate: exact charge balance 1 = xi + O2 + acid + HOCl + chlorate."""
    unit, now, seen = section.units[k], section.now[k], section.seen[k]
    a, c = vessels.rate[unit.anolyte], vessels.rate[unit.catholyte]
    anolyte, catholyte = vessels.seen[unit.anolyte], vessels.seen[unit.catholyte]
    electrons = electron_rate(current=seen.current, elements=unit.elements)
    seen.back = back_migration(
        nominal=unit.efficiency, loss=now.loss, lioh=catholyte.lioh, temperature=anolyte.temperature, licl=anolyte.licl
    )
    seen.efficiency = 1.0 - seen.back
    oxygen = side_share(at_reference=unit.oxygen, back=seen.back) * electrons
    chlorate = side_share(at_reference=unit.chlorate, back=seen.back) * electrons
    cations, hydroxide = seen.efficiency * electrons, seen.back * electrons
    a[CL] -= electrons - oxygen - 5.0 / 6.0 * chlorate
    a[CL2] += 0.5 * (electrons - oxygen) - 0.5 * chlorate
    a[OH] += hydroxide - oxygen - chlorate
    a[H2O] += 0.5 * oxygen + 0.5 * chlorate
    a[CLO3] += chlorate / 6.0
    c[OH] += electrons - hydroxide
    c[H2O] -= electrons
    migrate(section, k, vessels, cations)
    seen.hydroxide = cations
    seen.chlorine = 0.5 * (electrons - oxygen)
    seen.oxygen_share = oxygen / max(electrons, 1e-12)
    return Charges(electrons, cations, oxygen, chlorate)


@compiled
def migrate(section: Electrolysis, k: int, vessels: Vessels, cations: float) -> None:
    """Cations with their water, back-migrated hydroxide's heat, and a trace of LiCl, through the membrane."""
    unit = section.units[k]
    a, c, held = vessels.rate[unit.anolyte], vessels.rate[unit.catholyte], vessels.now[unit.anolyte]
    sodium, potassium = unit.sodium * max(held[NA], 0.0), unit.potassium * max(held[K], 0.0)
    share = cations / max(held[LI] + sodium + potassium, 1.0)
    move(a, c, LI, share * held[LI])
    move(a, c, NA, share * sodium)
    move(a, c, K, share * potassium)
    move(a, c, H2O, unit.water_drag * cations)
    leak = unit.chloride_leak / M_CL * cations * M_LIOH / unit.lioh_nominal
    move(a, c, LI, leak)
    move(a, c, CL, leak)
    drag_traces(unit, a, c, held, unit.water_drag * cations / max(held[H2O], 1.0))


@compiled
def drag_traces(unit: Electrolyser, a: Floats, c: Floats, held: Floats, dragged: float) -> None:
    """What goes with the dragged water [share of the anolyte's, 1/s], as much as the membrane lets through, neutral."""
    aluminium, phosphate = unit.aluminium * dragged * held[AL], unit.phosphate * dragged * held[PO4]
    fluoride = unit.fluoride * dragged * held[F]
    move(a, c, SI, unit.silica * dragged * held[SI])
    move(a, c, B, unit.boron * dragged * held[B])
    move(a, c, AL, aluminium)
    move(a, c, PO4, phosphate)
    move(a, c, F, fluoride)
    move(a, c, LI, 3.0 * phosphate + fluoride - 3.0 * aluminium)


@compiled
def move(source: Floats, target: Floats, component: int, amount: float) -> None:
    """An amount [mol/s] of a component from one vessel's rates to another's; both share one temperature and heat."""
    source[component] -= amount
    target[component] += amount


@compiled
def give_off_chlorine(section: Electrolysis, k: int, charges: Charges, vessels: Vessels, streams: Streams) -> None:
    """Chlorine beyond what stays dissolved, oxygen, carbon dioxide and vapour into stream S14."""
    unit, seen = section.units[k], section.seen[k]
    v, t = unit.anolyte, vessels.seen[unit.anolyte].temperature
    dissolved = unit.chlorine_solubility * seen.chlorine_pressure
    hypochlorous = unit.hydrolysis * dissolved / max(seen.proton, 1e-9)
    kept = (dissolved + hypochlorous) * vessels.seen[v].volume
    chlorine = max(vessels.rate[v, CL2] + (vessels.now[v, CL2] - kept) / RELAX, 0.0)
    carbonate = max(vessels.rate[v, CO3] + vessels.now[v, CO3] / RELAX, 0.0)
    oxygen = 0.25 * charges.oxygen_charge
    dry = chlorine + carbonate + oxygen
    pressure = brine_vapour(unit, vessels, section.tables)
    vapour = dry * vapour_ratio(activity=1.0, saturation=pressure, pressure=unit.anode_pressure)
    vessels.rate[v, CL2] -= chlorine
    vessels.rate[v, CO3] -= carbonate
    vessels.rate[v, OH] += 2.0 * carbonate
    vessels.rate[v, H2O] -= carbonate + vapour
    heat = chlorine * gas_enthalpy(gas=CHLORINE, temperature=t)
    heat += carbonate * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=t)
    heat += oxygen * gas_enthalpy(gas=OXYGEN, temperature=t) + vapour * gas_enthalpy(gas=WATER_VAPOUR, temperature=t)
    vessels.rate[v, ENTHALPY] -= heat
    f = streams.flow[14]
    f[CL2] += chlorine
    f[CO3] += carbonate
    f[OH] -= 2.0 * carbonate
    f[H2O] += carbonate + vapour
    f[O2] += oxygen
    f[HEAT] += heat
    f[TEMPERATURE] = t


@compiled
def give_off_hydrogen(section: Electrolysis, k: int, charges: Charges, vessels: Vessels, streams: Streams) -> None:
    """Hydrogen and vapour into stream S17."""
    unit = section.units[k]
    v, t = unit.catholyte, vessels.seen[unit.catholyte].temperature
    hydrogen = 0.5 * charges.electrons
    pressure = lye_vapour(unit, vessels, section.tables)
    vapour = hydrogen * vapour_ratio(activity=1.0, saturation=pressure, pressure=unit.cathode_pressure)
    heat = hydrogen * gas_enthalpy(gas=HYDROGEN, temperature=t) + vapour * gas_enthalpy(gas=WATER_VAPOUR, temperature=t)
    vessels.rate[v, H2O] -= vapour
    vessels.rate[v, ENTHALPY] -= heat
    f = streams.flow[17]
    f[H2] += hydrogen
    f[H2O] += vapour
    f[HEAT] += heat
    f[TEMPERATURE] = t


@compiled
def surroundings(section: Electrolysis, k: int, vessels: Vessels) -> Surroundings:
    """What the elements of an electrolyser sit in now."""
    unit, seen = section.units[k], section.seen[k]
    return Surroundings(
        vessels.seen[unit.anolyte].temperature, molality(vessels, unit.anolyte), lye_molality(vessels, unit.catholyte),
        seen.chlorine_pressure, unit.cathode_pressure - lye_vapour(unit, vessels, section.tables),
    )  # fmt: skip


@compiled
def warm(section: Electrolysis, k: int, signal: Floats, vessels: Vessels) -> None:
    """Voltage, and with it the power that heats the loops, less cooling and wall loss."""
    unit, seen = section.units[k], section.seen[k]
    around = surroundings(section, k, vessels)
    parts = voltage_parts(unit, section.tables, around, seen.density, section.now[k].resistance)
    mean = element_voltage(parts)
    seen.voltage = unit.elements * mean
    seen.highest, seen.lowest = mean + seen.density * unit.worst, mean + seen.density * unit.best
    seen.imbalance = abs(seen.density * unit.halves)
    seen.cooling = signal[unit.cooling_order]
    seen.wall_loss = unit.wall_loss * (around.temperature - AMBIENT)
    vessels.rate[unit.catholyte, ENTHALPY] += seen.voltage * seen.current - seen.cooling - seen.wall_loss


@compiled
def wear(section: Electrolysis, k: int, vessels: Vessels) -> None:
    """What a bank on load loses, by the hardness it is fed; and its counters."""
    unit, seen, rate = section.units[k], section.seen[k], section.rate[k]
    brine = vessels.now[unit.brine]
    hard = COMPONENT_MASS[CA] * brine[CA] + COMPONENT_MASS[MG] * brine[MG]
    hardness = hard / vessels.seen[unit.brine].volume / PPB
    seen.hardness = hardness
    seen.sulphate = COMPONENT_MASS[SO4] * brine[SO4] / vessels.seen[unit.brine].volume
    rate.current = section.commands[k].ramp
    wears = section.commands[k].wears
    rate.loss = wears * efficiency_loss_rate(hardness=hardness, density=seen.density)
    rate.resistance = wears * resistance_rate(hardness=hardness, density=seen.density)
    rate.charge = seen.current
