"""What a station of columns does: service, the steps of a regeneration, and the averaged merry-go-round.

Lives here: what each step of a regeneration moves, through which column, to loop or effluent.
Lives elsewhere: columns in service (.equipment); equations (.equations); when a step begins and ends (.procedure).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.ion_exchange.equipment import HYDROGEN, IONS, SCRATCH, VALENCE, IonExchange, serve
from twin.matter.components import CL2, H2O, LI, LIQUID, OH
from twin.matter.constants import M_CL2, M_H2O, M_HCL, M_LIOH
from twin.matter.enthalpy import formation_part, heat_capacity, temperature_of
from twin.matter.streams import HEAT, TEMPERATURE, Streams, add, clear, deliver, draw, set_liquid_heat
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, REFERENCE_T, Vessels

ACID_DENSITY, LYE_DENSITY, WATER_DENSITY = 1030.0, 1045.0, 1000.0
"""Of 6 % HCl, 4 % LiOH and water [kg/m3] (data book section 10.1, step 2)."""


@compiled
def polish(section: IonExchange, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All stations of the line."""
    for s in (10, 34, 35, 38, 39, 40, 46):
        clear(streams, s)
    for k in range(len(section.units)):
        unit, command, seen = section.units[k], section.commands[k], section.seen[k]
        seen.flow = signal[unit.flow_order] * command.open
        seen.active_chlorine = M_CL2 * max(vessels.now[unit.source, CL2], 0.0) / vessels.seen[unit.source].volume
        for n in range(unit.first_bed, unit.first_bed + unit.columns):
            section.fading[n].lost = 0.0  # in the averaged plant nothing ages
            if command.averaged == 0.0:
                section.fading[n].lost = unit.fade * (1.0 - section.beds[n].lost)
        serve(section, k, vessels, streams)
        if command.averaged > 0.0:
            regenerate_averaged(section, k, vessels, streams)
        elif command.step > 0.0:
            regenerate(section, k, vessels, streams)
        else:
            seen.water = 0.0
            settle(section, k, vessels, streams)


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
def turning(*, wanted: float, reagent: float, elution: float, reach: float) -> float:
    r"""Rate at which sites turn [1/s], as many as the reagent in the liquid can meet.

    .. math:: r = \frac{k A}{k S + A}, \quad A = n / \tau                                              (1)

    wanted   S  sites to be turned                 [mol]
    reagent  n  acid or lye in the column's liquid  [mol]
    elution  k  with plenty of it [1/s]; reach  tau  in which it meets a site [s]

    While it is short, all of it is used: of 2.5 BV of acid half serves to turn the sites, the rest strips them.
    Source: (1) the slower of two rates rules (rates in series). Checked: tests/twin/ion_exchange/test_columns.py.

    >>> round(turning(wanted=1.0, reagent=1e12, elution=0.003, reach=60.0), 9)
    0.003
    """
    met = max(reagent, 0.0) / reach
    return elution * met / (elution * max(wanted, 0.0) + met + 1e-12)


@compiled
def elute(section: IonExchange, k: int, column: int) -> None:
    """Acid takes hardness and lithium off the resin, hydrogen ions take their place; the liquid gets them."""
    unit, gain = section.units[k], section.holding[column]
    whole = unit.sites * unit.resin
    start = unit.first + column * unit.slices
    wanted = whole
    for n in range(start, start + unit.slices):
        wanted -= section.resin[n, HYDROGEN]
    pace = turning(wanted=wanted, reagent=-section.held[column, OH], elution=unit.elution, reach=unit.reach)
    for n in range(start, start + unit.slices):
        held, rate = section.resin[n], section.loading[n]
        left = whole / unit.slices - held[HYDROGEN]
        protons = 0.0
        for i in range(len(IONS)):
            left -= VALENCE[i] * held[i]
            stripped = pace * section.elution[i] * max(held[i], 0.0)
            rate[i] -= stripped
            gain[IONS[i]] += stripped
            protons += VALENCE[i] * stripped
        lithium = pace * max(left, 0.0)
        gain[LI] += lithium
        protons += lithium
        rate[HYDROGEN] += protons
        gain[OH] += protons
        gain[H2O] -= protons


@compiled
def condition(section: IonExchange, k: int, column: int) -> None:
    """Lye puts lithium on the sites that hold hydrogen."""
    unit, gain = section.units[k], section.holding[column]
    start = unit.first + column * unit.slices
    wanted = 0.0
    for n in range(start, start + unit.slices):
        wanted += section.resin[n, HYDROGEN]
    pace = turning(wanted=wanted, reagent=section.held[column, OH], elution=unit.elution, reach=unit.reach)
    for n in range(start, start + unit.slices):
        exchanged = pace * max(section.resin[n, HYDROGEN], 0.0)
        section.loading[n, HYDROGEN] -= exchanged
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
