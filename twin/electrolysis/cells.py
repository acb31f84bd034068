"""What a running electrolyser does to its two loops, to the gas headers and to itself.

Lives here: feeding, overflow, electrode reactions, migration, gases, heat of one electrolyser, for all of them.
Lives elsewhere: equations (.equations), nameplate and signals (.equipment), each element (.elements), ageing (.ageing).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from twin.electrolysis.ageing import age_elements
from twin.electrolysis.elements import let_gas_through, run_elements, watch_headers
from twin.electrolysis.equations import (
    REFERENCE_TEMPERATURE,
    Layer,
    Shares,
    chlorate_drive,
    free_proton,
    side_shares,
    vapour_ratio,
)
from twin.electrolysis.equipment import Electrolyser, ElectrolyserSignal, Electrolysis
from twin.electrolysis.nameplate import FARADAIC, REFERENCE_LOSS
from twin.electrolysis.voltage import Surroundings
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.brine_tables import BrineTables, acid_brine_ln_water, lye_ln_water
from twin.matter.chlorine import chlorine_solubility, ln_chlorine_hydrolysis
from twin.matter.components import (
    AL,
    CA,
    CL,
    CL2,
    CLO3,
    CO3,
    H2,
    H2O,
    LI,
    LIQUID,
    MG,
    NA,
    O2,
    OH,
    PO4,
    SI,
    SO4,
    B,
    F,
    K,
)  # fmt: skip
from twin.matter.constants import FARADAY, M_CL, M_H2O, M_LIOH
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
REFERENCE_LICL = 6.0153
"""Anolyte to which the flowsheet's solubility and hydrolysis of chlorine belong [mol/kg] (data book, plant.csv)."""
FEED_DENSITY = 1126.4
"""Of acidified feed [kg/m3] (data book section 10.1)."""
PPB = 1e-6
"""Brine hardness of 1 ppb is taken as 1 microgram a litre, as the analysers show it [kg/m3]."""
MOST_SIDE = 0.6
"""Most back-migration that anodes answer with oxygen and chlorate, per electron [-]; the rest meets chlorine."""
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
        seen.charge_flow = seen.current * (unit.elements - section.commands[k].bypassed)
        seen.excess = now.current - section.commands[k].target
        seen.mismatch = abs(seen.excess)
        seen.permit = section.commands[k].permit
        seen.start = min(seen.permit, section.commands[k].start_permit)
        seen.density = seen.current / unit.area
        chlorine = chlorine_share(unit) * (unit.anode_pressure - brine_vapour(unit, vessels, section.tables))
        dissolve_chlorine(unit, seen, vessels)
        product = seen.hydrolysis * seen.solubility * chlorine
        seen.proton = free_proton(base=vessels.seen[unit.anolyte].hydroxide, hypochlorous=product)
        seen.chlorine_pressure = chlorine
        total += seen.charge_flow
    return total


@compiled
def dissolve_chlorine(unit: Electrolyser, seen: ElectrolyserSignal, vessels: Vessels) -> None:
    """Solubility and hydrolysis of chlorine in the anolyte as it is now.

    The flowsheet's constants belong to 85 degC and the reference's strength; temperature and salt move them as they
    move chlorine in any brine (twin.matter.chlorine), which is the known half of what is not measured in LiCl.
    """
    temperature, salt = vessels.seen[unit.anolyte].temperature, molality(vessels, unit.anolyte)
    here = chlorine_solubility(temperature=temperature, salt=salt)
    there = chlorine_solubility(temperature=REFERENCE_TEMPERATURE, salt=REFERENCE_LICL)
    seen.solubility = unit.chlorine_solubility * here / there
    warmer = ln_chlorine_hydrolysis(temperature=temperature)
    seen.hydrolysis = unit.hydrolysis * math.exp(warmer - ln_chlorine_hydrolysis(temperature=REFERENCE_TEMPERATURE))


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
        around = surroundings(section, k, vessels)
        run_elements(section, k, vessels, around)
        charges = react(section, k, vessels)
        let_gas_through(section, k, around)
        give_off_chlorine(section, k, charges, vessels, streams)
        give_off_hydrogen(section, k, charges, vessels, streams)
        warm(section, k, signal, vessels)
        age_elements(section, k, vessels)
        count(section, k, vessels)
    gas = streams.flow[14]
    watch_headers(section, gas[CL2], gas[O2], gas[CO3], streams.flow[17, H2])
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
    seen.inlet_acid = inlet_acid(unit, seen.feed, streams.flow[SCRATCH, OH] + 2.0 * streams.flow[SCRATCH, CO3])
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
def inlet_acid(unit: Electrolyser, feed: float, base: float) -> float:
    """Free acid at the inlet [mol/m3]: of the fresh feed [kg/s], base [mol/s] negative, thinned by recirculation."""
    if feed <= 0.0:
        return 0.0
    return max(-base, 0.0) / (feed / FEED_DENSITY) / (1.0 + unit.recirculation)


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
    unit, seen = section.units[k], section.seen[k]
    a, c = vessels.rate[unit.anolyte], vessels.rate[unit.catholyte]
    electrons = seen.charge_flow / FARADAY
    through = leak_lye(section, k, vessels)
    cations, hydroxide = (1.0 - seen.back) * electrons, seen.back * electrons
    loss = min(hydroxide + through, MOST_SIDE * electrons)
    made = side_reactions(unit, seen, vessels.seen[unit.anolyte].temperature)
    if unit.fidelity == FARADAIC:
        loss = REFERENCE_LOSS * electrons
    oxygen, chlorate = loss * made.oxygen, loss * made.chlorate
    seen.efficiency = 1.0 - seen.back
    if electrons > 0.0:
        seen.efficiency -= through / electrons
    a[CL] -= electrons - oxygen - 5.0 / 6.0 * chlorate
    a[CL2] += 0.5 * (electrons - oxygen) - 0.5 * chlorate
    a[OH] += hydroxide - oxygen - chlorate
    a[H2O] += 0.5 * oxygen + 0.5 * chlorate
    a[CLO3] += chlorate / 6.0
    c[OH] += electrons - hydroxide
    c[H2O] -= electrons
    migrate(section, k, vessels, cations)
    seen.hydroxide = cations - through
    seen.chlorine = 0.5 * (electrons - oxygen)
    seen.oxygen_share = oxygen / max(electrons, 1e-12)
    return Charges(electrons, cations, oxygen, chlorate)


@compiled
def side_reactions(unit: Electrolyser, seen: ElectrolyserSignal, temperature: float) -> Shares:
    """Oxygen and chlorate per back-migrated hydroxide, as acidity and dissolved chlorine of the anolyte have it now."""
    layer = Layer(unit.oxygen, unit.chlorate, unit.oxygen_order, unit.chlorate_order)
    if unit.fidelity == FARADAIC:
        return side_shares(layer, back=1.0, drive=0.0, proton=1.0)
    hypochlorous = seen.hydrolysis * seen.solubility * seen.chlorine_pressure / max(seen.proton, 1e-9)
    proton = seen.proton / unit.reference_proton
    drive = chlorate_drive(
        hypochlorous=hypochlorous / unit.reference_hypochlorous, proton=proton, temperature=temperature,
        activation=unit.chlorate_activation,
    )  # fmt: skip
    return side_shares(layer, back=1.0, drive=drive, proton=proton)


@compiled
def leak_lye(section: Electrolysis, k: int, vessels: Vessels) -> float:
    """Lye that the hydrogen's pressure drives through holes into the anolyte. Returns its hydroxide [mol/s]."""
    unit = section.units[k]
    held, a, c = vessels.now[unit.catholyte], vessels.rate[unit.anolyte], vessels.rate[unit.catholyte]
    share = section.seen[k].leak / vessels.seen[unit.catholyte].volume
    if share > 0.0:
        for component in range(LIQUID):
            move(c, a, component, share * held[component])
    return float(share * max(held[OH], 0.0))


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
    dissolved = seen.solubility * seen.chlorine_pressure
    hypochlorous = seen.hydrolysis * dissolved / max(seen.proton, 1e-9)
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
    """The power that heats the loops, less cooling and wall loss."""
    unit, seen = section.units[k], section.seen[k]
    seen.cooling = signal[unit.cooling_order]
    seen.wall_loss = unit.wall_loss * (vessels.seen[unit.anolyte].temperature - AMBIENT)
    vessels.rate[unit.catholyte, ENTHALPY] += seen.voltage * seen.current - seen.cooling - seen.wall_loss


@compiled
def count(section: Electrolysis, k: int, vessels: Vessels) -> None:
    """Current, counters, and what the brine that it is fed holds."""
    unit, seen, rate = section.units[k], section.seen[k], section.rate[k]
    brine = vessels.now[unit.brine]
    hard = COMPONENT_MASS[CA] * brine[CA] + COMPONENT_MASS[MG] * brine[MG]
    seen.hardness = hard / vessels.seen[unit.brine].volume / PPB
    seen.sulphate = COMPONENT_MASS[SO4] * brine[SO4] / vessels.seen[unit.brine].volume
    rate.current = section.commands[k].ramp
    rate.charge = seen.current
