"""Ion-exchange columns, lead, lag and regeneration: filtered brine in, polished brine out.

Lives here: columns in slices, brine held, what each step of a regeneration moves; and the averaged merry-go-round
of the steady balance.
Lives elsewhere: equations (.equations); the twelve states of the sequence (.procedure).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.ion_exchange.equations import half_breakthrough, passed
from twin.matter.components import CA, CL2, H2O, LI, LIQUID, MG, OH
from twin.matter.constants import M_CA, M_CL2, M_H2O, M_HCL, M_LIOH, M_MG
from twin.matter.enthalpy import formation_part, heat_capacity, temperature_of
from twin.matter.streams import HEAT, TEMPERATURE, Streams, add, clear, deliver, draw, set_liquid_heat
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, REFERENCE_T, SCALES, WIDTH, Vessels

NONE = -1
LEAK_CA, LEAK_MG = 4.0e-6 / M_CA, 2.0e-6 / M_MG
"""Hardness that passes even fresh resin [mol/m3]: 4 and 2 ppb (tags LAB-09A, LAB-09B)."""
MAGNESIUM_RATE = 0.8
"""Rate of magnesium against calcium [-]; estimated from the order of selectivity in supplier sheets."""
ELUTION = 5.0 / 3600.0
"""First-order rate at which acid strips the resin [1/s]: 0.7 % stays after an hour; estimated."""
ACID_DENSITY, LYE_DENSITY, WATER_DENSITY = 1030.0, 1045.0, 1000.0
"""Of 6 % HCl, 4 % LiOH and water [kg/m3] (data book section 10.1, step 2)."""
SCRATCH = 0


@dataclass
class Station:
    """One group of columns that take turns."""

    source: int
    """Vessel T-202."""
    target: int
    """Vessel T-203."""
    loop: int
    """Vessel that takes displaced brine and alkaline rinse back."""
    acid: int
    lye: int
    water: int
    """Vessels of acid, catholyte and deionised water."""
    flow_order: int
    """Place of the signal that orders brine [kg/s]."""
    first: int
    """Row of its first column's first slice."""
    columns: int
    slices: int
    resin: float
    """Of one column [m3]."""
    liquid: float
    """Brine held by one column [m3]."""
    capacity: float
    """Calcium [kg/m3 resin]."""
    conductance: float
    """Rate constant of a slice [m3/s]."""
    use: float
    """Share of the 50 % breakthrough time that is used [-]."""
    displaced: float
    displacement_bv: float
    backwash_bv: float
    hcl_bv: float
    hcl_strength: float
    rinse_acid_bv: float
    lioh_bv: float
    lioh_strength: float
    rinse_base_bv: float


@dataclass
class StationCommand:
    """What the sequence sets."""

    lead: float
    """Number of the column that sees the brine first; NONE: no service."""
    lag: float
    open: float
    """1: brine flows."""
    averaged: float
    """1: regeneration is spread over its cycle, as in the steady balance."""
    step: float
    """Regeneration step now: 0 none, 3 displace, 4 backwash, 5 HCl, 6 rinse, 7 LiOH, 8 rinse, 9 fill."""
    off: float
    """Number of the column that is off line."""
    hours: float
    """Duration of the step [h]."""


@dataclass
class Resin:
    """What a slice of resin holds."""

    calcium: float = quantity("mol", scale=1e-3)
    magnesium: float = quantity("mol", scale=1e-3)
    hydrogen: float = quantity("mol", scale=1e-3)


@dataclass
class StationSignal:
    """What instruments read."""

    flow: float
    """Brine [kg/s]."""
    feed: float
    """Hardness of the feed as Ca + Mg [kg/m3]."""
    between: float
    """Behind the lead column [kg/m3]."""
    outlet: float
    """Behind the last column [kg/m3]."""
    water: float
    acid: float
    lye: float
    effluent: float
    returned: float
    """[kg/s]"""
    cycle: float
    """Cycle that the feed's hardness would give [s]."""
    active_chlorine: float
    """Of the feed, as Cl2 [kg/m3]."""


class Hardness(NamedTuple):
    """Calcium and magnesium of a brine [mol/m3]."""

    calcium: float
    magnesium: float


class IonExchange(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Station]
    commands: Rows[StationCommand]
    resin: Rows[Resin]
    loading: Rows[Resin]
    seen: Rows[StationSignal]
    held: Floats
    """Brine held by each column [column, component or enthalpy]."""
    holding: Floats


@compiled
def in_kg(hard: Hardness) -> float:
    """Hardness as mass [kg/m3]."""
    return M_CA * hard.calcium + M_MG * hard.magnesium


@compiled
def polish(section: IonExchange, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All stations of the line."""
    for s in (10, 34, 35, 38, 39, 40, 46):
        clear(streams, s)
    for k in range(len(section.units)):
        unit, command, seen = section.units[k], section.commands[k], section.seen[k]
        seen.flow = signal[unit.flow_order] * command.open
        seen.active_chlorine = M_CL2 * vessels.now[unit.source, CL2] / vessels.seen[unit.source].volume
        serve(section, k, vessels, streams)
        if command.averaged > 0.0:
            regenerate_averaged(section, k, vessels, streams)
        elif command.step > 0.0:
            regenerate(section, k, vessels, streams)
        else:
            seen.water = 0.0
            settle(section, k, vessels, streams)


@compiled
def serve(section: IonExchange, k: int, vessels: Vessels, streams: Streams) -> None:
    """Brine S38 through lead and lag to S39: hardness stays on the resin, two lithium go for each."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, unit.source, seen.flow)
    add(streams, SCRATCH, 38)
    density = vessels.seen[unit.source].density
    flow = seen.flow / density
    f = streams.flow[SCRATCH]
    if flow <= 0.0:
        return
    fed = Hardness(f[CA] / flow, f[MG] / flow)
    seen.feed = in_kg(fed)
    seen.cycle = unit.use * half_breakthrough(capacity=unit.capacity, volume=unit.resin, hardness=seen.feed, flow=flow)
    out = Hardness(min(fed.calcium, LEAK_CA), min(fed.magnesium, LEAK_MG))
    seen.between, seen.outlet = in_kg(out), in_kg(out)
    if command.averaged == 0.0:
        out = through_column(section, k, int(command.lead), fed, flow)
        seen.between = in_kg(out)
        out = through_column(section, k, int(command.lag), out, flow)
        seen.outlet = in_kg(out)
    taken_ca, taken_mg = f[CA] - out.calcium * flow, f[MG] - out.magnesium * flow
    f[CA] -= taken_ca
    f[MG] -= taken_mg
    f[LI] += 2.0 * (taken_ca + taken_mg)
    add(streams, SCRATCH, 39)
    deliver(streams, SCRATCH, vessels, unit.target)
    if command.averaged > 0.0:
        streams.flow[40, CA] += taken_ca
        streams.flow[40, MG] += taken_mg
        streams.flow[40, LI] -= 2.0 * (taken_ca + taken_mg)


@compiled
def through_column(section: IonExchange, k: int, number: int, fed: Hardness, flow: float) -> Hardness:
    """Brine through one column, slice by slice. Returns the brine that leaves it; NONE lets it pass."""
    if number == NONE:
        return fed
    unit = section.units[k]
    capacity = unit.capacity * unit.resin / unit.slices / M_CA
    calcium, magnesium = fed.calcium, fed.magnesium
    start = unit.first + number * unit.slices
    for n in range(start, start + unit.slices):
        resin, rate = section.resin[n], section.loading[n]
        free = 1.0 - (resin.calcium + resin.magnesium) / capacity
        left = passed(strength=max(calcium - LEAK_CA, 0.0), conductance=unit.conductance, free=free, flow=flow)
        left += min(calcium, LEAK_CA)
        rate.calcium += flow * (calcium - left)
        calcium = left
        left = passed(
            strength=max(magnesium - LEAK_MG, 0.0), conductance=MAGNESIUM_RATE * unit.conductance, free=free, flow=flow
        )
        left += min(magnesium, LEAK_MG)
        rate.magnesium += flow * (magnesium - left)
        magnesium = left
    return Hardness(calcium, magnesium)


@compiled
def regenerate_averaged(section: IonExchange, k: int, vessels: Vessels, streams: Streams) -> None:
    """A regeneration spread evenly over its cycle: S35, S34, S46 in, S10 back to the loop, S40 to effluent."""
    unit, seen = section.units[k], section.seen[k]
    per = 1.0 / max(seen.cycle, 3600.0)
    v = unit.resin
    acid = unit.hcl_bv * v * ACID_DENSITY * unit.hcl_strength / M_HCL * per
    base = unit.lioh_bv * v * LYE_DENSITY * unit.lioh_strength / M_LIOH * per
    send(streams, 35, vessels, unit.acid, -acid)
    send(streams, 34, vessels, unit.lye, base)
    dilution = (unit.hcl_bv * ACID_DENSITY + unit.lioh_bv * LYE_DENSITY) * v * per
    dilution -= mass_flow(streams, 35) + mass_flow(streams, 34)
    to_loop = (unit.displacement_bv + unit.rinse_base_bv) * v * WATER_DENSITY * per
    to_effluent = (unit.backwash_bv + unit.rinse_acid_bv) * v * WATER_DENSITY * per
    seen.water = dilution + to_loop + to_effluent
    draw(streams, 46, vessels, unit.water, seen.water)
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, unit.target, unit.liquid * vessels.seen[unit.target].density * per)
    part(streams, SCRATCH, 10, unit.displaced)
    part(streams, SCRATCH, 40, 1.0 - unit.displaced)
    part(streams, 46, 10, to_loop / seen.water)
    part(streams, 46, 40, 1.0 - to_loop / seen.water)
    part(streams, 35, 40, 1.0)
    part(streams, 34, 40, 1.0)
    settle(section, k, vessels, streams)


@compiled
def send(streams: Streams, s: int, vessels: Vessels, source: int, base: float) -> None:
    """Draw stream s from a tank so that it holds `base` [mol/s] of net hydroxide (negative: acid)."""
    held = vessels.now[source, OH]
    if base * held > 0.0:
        draw(streams, s, vessels, source, base / held * vessels.seen[source].mass)


@compiled
def mass_flow(streams: Streams, s: int) -> float:
    """Mass flow of the liquid of a stream [kg/s]."""
    total = 0.0
    for c in range(LIQUID):
        total += COMPONENT_MASS[c] * streams.flow[s, c]
    return total


@compiled
def part(streams: Streams, source: int, target: int, share: float) -> None:
    """Add a share of one stream to another."""
    for c in range(LIQUID):
        streams.flow[target, c] += share * streams.flow[source, c]
    streams.flow[target, HEAT] += share * streams.flow[source, HEAT]


@compiled
def settle(section: IonExchange, k: int, vessels: Vessels, streams: Streams) -> None:
    """Deliver the return, and read the meters."""
    unit, seen = section.units[k], section.seen[k]
    deliver(streams, 10, vessels, unit.loop)
    for s in (10, 40):
        streams.flow[s, TEMPERATURE] = temperature_of(streams.flow, s, streams.flow[s, HEAT])
    seen.acid, seen.lye = mass_flow(streams, 35), mass_flow(streams, 34)
    seen.returned, seen.effluent = mass_flow(streams, 10), mass_flow(streams, 40)


@compiled
def regenerate(section: IonExchange, k: int, vessels: Vessels, streams: Streams) -> None:
    """The present step: liquid in, the same mass of the column's content out, to loop or effluent."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    per = 1.0 / (command.hours * 3600.0)
    column, step, v = int(command.off), int(command.step), unit.resin
    outlet = 40
    if step == 3:
        draw(streams, 46, vessels, unit.water, unit.displacement_bv * v * WATER_DENSITY * per)
        outlet = 10
    elif step == 4:
        draw(streams, 46, vessels, unit.water, unit.backwash_bv * v * WATER_DENSITY * per)
    elif step == 5:
        send(streams, 35, vessels, unit.acid, -unit.hcl_bv * v * ACID_DENSITY * unit.hcl_strength / M_HCL * per)
        dilution = unit.hcl_bv * v * ACID_DENSITY * per - mass_flow(streams, 35)
        draw(streams, 46, vessels, unit.water, dilution)
        elute(section, k, column)
    elif step == 6:
        draw(streams, 46, vessels, unit.water, unit.rinse_acid_bv * v * WATER_DENSITY * per)
    elif step == 7:
        send(streams, 34, vessels, unit.lye, unit.lioh_bv * v * LYE_DENSITY * unit.lioh_strength / M_LIOH * per)
        dilution = unit.lioh_bv * v * LYE_DENSITY * per - mass_flow(streams, 34)
        draw(streams, 46, vessels, unit.water, dilution)
        condition(section, k, column)
    elif step == 8:
        draw(streams, 46, vessels, unit.water, unit.rinse_base_bv * v * WATER_DENSITY * per)
        outlet = 10
    elif step == 9:
        outlet = 10
    seen.water = mass_flow(streams, 46)
    exchange(section, k, column, step, outlet, per, vessels, streams)
    settle(section, k, vessels, streams)


@compiled
def elute(section: IonExchange, k: int, column: int) -> None:
    """Acid takes hardness off the resin, hydrogen ions take its place; the liquid gets it."""
    unit, gain = section.units[k], section.holding[column]
    start = unit.first + column * unit.slices
    for n in range(start, start + unit.slices):
        resin, rate = section.resin[n], section.loading[n]
        calcium, magnesium = ELUTION * max(resin.calcium, 0.0), ELUTION * max(resin.magnesium, 0.0)
        rate.calcium -= calcium
        rate.magnesium -= magnesium
        rate.hydrogen += 2.0 * (calcium + magnesium)
        gain[CA] += calcium
        gain[MG] += magnesium
        gain[OH] += 2.0 * (calcium + magnesium)
        gain[H2O] -= 2.0 * (calcium + magnesium)


@compiled
def condition(section: IonExchange, k: int, column: int) -> None:
    """Lye puts lithium on the sites that hold hydrogen."""
    unit, gain = section.units[k], section.holding[column]
    start = unit.first + column * unit.slices
    for n in range(start, start + unit.slices):
        exchanged = ELUTION * max(section.resin[n].hydrogen, 0.0)
        section.loading[n].hydrogen -= exchanged
        gain[LI] -= exchanged
        gain[OH] -= exchanged
        gain[H2O] += exchanged


@compiled
def exchange(
    section: IonExchange, k: int, column: int, step: int, outlet: int, per: float, vessels: Vessels, streams: Streams
) -> None:
    """Liquid of the step in, the same mass of the column's liquid out as stream `outlet`.

    Solutes leave at a first-order rate: in displacement so that the displaced share is gone at its end, later five
    times the step's reciprocal duration; while brine fills the column only water leaves (plug flow).
    """
    unit, held, gain = section.units[k], section.held, section.holding
    leaving = 5.0 * per
    if step == 3:
        leaving = -math.log(1.0 - unit.displaced) * per
    clear(streams, SCRATCH)
    if step == 9:
        leaving = 0.0
        draw(streams, SCRATCH, vessels, unit.target, unit.liquid * vessels.seen[unit.target].density * per)
    for s in (34, 35, 46):
        part(streams, s, SCRATCH, 1.0)
    mass = mass_flow(streams, SCRATCH)
    for c in range(LIQUID):
        gain[column, c] += streams.flow[SCRATCH, c]
    gain[column, ENTHALPY] += streams.flow[SCRATCH, HEAT]
    temperature = REFERENCE_T + (held[column, ENTHALPY] - formation_part(held, column)) / max(
        heat_capacity(held, column), 1.0
    )
    clear(streams, SCRATCH)
    out = streams.flow[SCRATCH]
    solutes = 0.0
    for c in range(1, LIQUID):
        out[c] = leaving * held[column, c]
        solutes += COMPONENT_MASS[c] * out[c]
    out[H2O] = max(mass - solutes, 0.0) / M_H2O
    set_liquid_heat(streams, SCRATCH, temperature)
    for c in range(LIQUID):
        gain[column, c] -= out[c]
    gain[column, ENTHALPY] -= out[HEAT]
    add(streams, SCRATCH, outlet)


def build_ion_exchange(memory: Memory, units: list[Station]) -> IonExchange:
    """Claim memory for the section."""
    columns = sum(unit.columns for unit in units)
    resin, loading = memory.states("resin", Resin, sum(unit.columns * unit.slices for unit in units))
    held, holding = memory.state_matrix("columns", columns, WIDTH, SCALES)
    return IonExchange(
        rows(Station, units), memory.commands("stations", StationCommand, len(units)), resin, loading,
        memory.signals("stations", StationSignal, len(units)), held, holding,
    )  # fmt: skip
