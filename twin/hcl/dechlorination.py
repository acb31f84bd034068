"""Depleted brine: acidified, stripped of chlorine under vacuum, its chlorate destroyed, sent back to the dissolvers.

Lives here: stripper C-401, chlorate reactor R-402 and the tanks beside them.
Lives elsewhere: equations (.stripping); the cells (twin.electrolysis); what becomes of the recovered chlorine
(.equipment); peroxide at the filters (.polish).

The side stream reacts in R-402, joins the acidified main stream and both are flashed under vacuum. Vapour is condensed
and runs back into the column, so no water leaves with the chlorine; the condenser takes the heat of the flash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.hcl.stripping import (
    LATENT,
    boiling_point,
    chlorine_solubility,
    destroyed_chlorate,
    dioxide_share,
    flash_residual,
    flashed,
    free_proton,
    stripped_redox,
)
from twin.matter.components import CL, CL2, CLO3, H2O, N2, O2, OH
from twin.matter.constants import ATMOSPHERE, M_AIR, M_CL2
from twin.matter.enthalpy import heat_capacity, temperature_of
from twin.matter.gas import water_vapour_pressure
from twin.matter.streams import HEAT, Streams, add, carry, clear, deliver, draw, set_gas_heat
from twin.matter.vessels import ENTHALPY, Vessels

RELAX = 900.0
"""Time in which ideal dosing and degassing work off a deviation [s]."""
GAS_TEMPERATURE = 313.15
"""Of the recovered chlorine [K]."""
OXYGEN_IN_AIR = 0.2095
SCRATCH = 0


@dataclass
class Stripper:
    """One dechlorination train."""

    depleted: int
    """Vessel T-401."""
    reactor: int
    """Vessel R-402."""
    target: int
    """Vessel T-402."""
    acid: int
    strip_order: int
    reactor_order: int
    """Places of the signals that order all depleted brine, and the reactor's overflow [kg/s]."""
    purge: float
    """[kg/s]"""
    side_stream: float
    """Share of the depleted brine through the reactor [-]."""
    free_acid: float
    reactor_acid: float
    """Free HCl in stripper feed and at the reactor's outlet [mol/m3]."""
    destruction: float
    """First-order rate constant of chlorate at 90 degC and 30 g/L [1/s]."""
    activation: float
    """Activation energy over R of that [K]."""
    dioxide: float
    """Share of ClO2 there [-]."""
    dioxide_coldness: float
    """Activation energy that it has less than chlorine, over R [K]."""
    air: float
    """Air that leaks into the vacuum, or is blown in [kg/s]."""
    pressure: float
    """Of the column [Pa]."""
    efficiency: float
    """Approach to the equilibrium of one stage [-]."""
    solubility: float
    """Of chlorine at 85 degC [mol/m3/Pa]."""
    hydrolysis: float
    """[HOCl][H+]/[Cl2] [mol/m3]."""
    water_activity: float
    """Of depleted brine [-]."""


@dataclass
class StripperCommand:
    """What sequences set."""

    pump: float
    """1: the vacuum pump runs; 0: nothing leaves T-401 for the stripper."""
    side_open: float
    """1: the side stream flows."""
    purge_open: float
    """Share of the purge set point [-]."""
    to_header: float
    """1: recovered chlorine goes to the header; 0: to hypochlorite, as it is too thin."""
    onward: float
    """1: stripped brine goes on to T-402; 0: back to T-401 (I-86)."""


@dataclass
class StripperSignal:
    """What instruments read."""

    flow: float
    side: float
    """[kg/s]"""
    acid: float
    """33 % acid, both users [kg/s]."""
    recovered: float
    """Chlorine [mol/s]."""
    destroyed: float
    """Chlorate [mol/s]."""
    volume: float
    """Brine through the column [m3/s]."""
    residual: float
    """Active chlorine behind the column [kg/m3]."""
    redox: float
    """[V]"""
    condensed: float
    """Heat taken out by the vacuum condenser [W]."""
    dioxide: float
    """ClO2 in the gas of R-402 [mol/mol]."""
    inerts: float
    """Air in the recovered chlorine [mol/mol]."""


class Dechlorination(NamedTuple):
    """The part of the section behind the cells, as compiled code sees it."""

    units: Rows[Stripper]
    commands: Rows[StripperCommand]
    seen: Rows[StripperSignal]


@compiled
def dechlorinate(section: Dechlorination, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """All trains of the line. Returns the heat that their condensers take out [W]."""
    for s in (18, 19, 20):
        clear(streams, s)
    removed = 0.0
    for k in range(len(section.units)):
        unit, command, seen = section.units[k], section.commands[k], section.seen[k]
        seen.flow = signal[unit.strip_order] * command.pump
        seen.side = unit.side_stream * command.side_open * seen.flow
        seen.acid = 0.0
        seen.recovered = 0.0
        seen.condensed = 0.0
        overflow = signal[unit.reactor_order] * command.side_open
        main, aside = (
            (seen.flow - seen.side) / vessels.seen[unit.depleted].density,
            overflow / vessels.seen[unit.reactor].density,
        )
        seen.volume = main + aside
        left = strip_main(section, k, main, vessels, streams)
        left += strip_overflow(section, k, overflow, aside, vessels, streams)
        react(section, k, vessels, streams)
        read_probes(section, k, left, streams)
        let_air_in(section, k, streams)
        clear(streams, SCRATCH)
        draw(streams, SCRATCH, vessels, unit.target, unit.purge * command.purge_open)
        add(streams, SCRATCH, 20)
        removed += seen.condensed
    return removed


@compiled
def strip_main(section: Dechlorination, k: int, volume: float, vessels: Vessels, streams: Streams) -> float:
    """The main stream, acid to pH 1.7, through the column. Returns its active chlorine behind it [mol/s]."""
    unit, seen = section.units[k], section.seen[k]
    brine, flow = vessels.seen[unit.depleted], seen.flow - seen.side
    wanted = vessels.now[unit.depleted, OH] / brine.mass * flow + unit.free_acid * volume
    clear(streams, SCRATCH)
    draw_acid(section, k, max(wanted, 0.0), vessels, streams)
    add(streams, SCRATCH, 18)
    draw(streams, SCRATCH, vessels, unit.depleted, flow)
    return strip(section, k, volume, vessels, streams)


@compiled
def strip_overflow(
    section: Dechlorination, k: int, flow: float, volume: float, vessels: Vessels, streams: Streams
) -> float:
    """What leaves the reactor, through the column. Returns its active chlorine behind it [mol/s]."""
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, section.units[k].reactor, flow)
    return strip(section, k, volume, vessels, streams)


@compiled
def strip(section: Dechlorination, k: int, volume: float, vessels: Vessels, streams: Streams) -> float:
    """The scratch stream through the column and on. Returns its active chlorine behind it [mol/s].

    A flash to the column's pressure is the stripping steam; one ideal stage, approached by the column's efficiency.
    """
    unit, command, seen, f = section.units[k], section.commands[k], section.seen[k], streams.flow
    inside = max(f[SCRATCH, CL2], 0.0)
    chlorine, acid = inside / max(volume, 1e-12), -f[SCRATCH, OH] / max(volume, 1e-12)
    feed = temperature_of(f, SCRATCH, f[SCRATCH, HEAT])
    boiling = boiling_point(pressure=unit.pressure, activity=unit.water_activity)
    warmth = heat_capacity(f, SCRATCH)
    vapour = flashed(heat_flow=warmth, feed=feed, boiling=boiling)
    proton = free_proton(chlorine=chlorine, acid=acid, hydrolysis=unit.hydrolysis)
    hypochlorous = 1.0 + unit.hydrolysis / max(proton, 1e-9)
    held = chlorine_solubility(at_cells=unit.solubility, temperature=min(feed, boiling)) * unit.pressure
    carrier = vapour + unit.air / M_AIR * volume / max(seen.volume, 1e-12)
    ideal = flash_residual(chlorine=chlorine, flow=volume, carrier=carrier, saturated=held * hypochlorous)
    left = volume * (chlorine - unit.efficiency * (chlorine - min(ideal, chlorine)))
    seen.condensed += LATENT * vapour
    f[SCRATCH, HEAT] -= LATENT * vapour
    recovered = set_gas(section, k, inside - left, streams)
    f[SCRATCH, CL2] -= inside - left
    f[SCRATCH, HEAT] -= recovered
    deliver(streams, SCRATCH, vessels, unit.target if command.onward > 0.0 else unit.depleted)
    return float(left)


@compiled
def react(section: Dechlorination, k: int, vessels: Vessels, streams: Streams) -> None:
    """R-402: the side stream in, acid to 30 g/L, also while it is stopped, chlorate to chlorine and a little ClO2.

    ClO3- + 6 HCl -> 3 Cl2 + Cl- + 3 H2O beside ClO3- + 2 HCl -> ClO2 + 1/2 Cl2 + Cl- + H2O; ClO2 counts as the Cl2 and
    O2 that it falls apart into. Chlorine beyond what the liquid holds under its own vapour leaves.
    """
    unit, seen, v = section.units[k], section.seen[k], section.units[k].reactor
    rate, held, around = vessels.rate[v], vessels.now[v], vessels.seen[v]
    carry(streams, SCRATCH, vessels, unit.depleted, v, seen.side)
    acid = -held[OH] / around.volume
    destroyed = destroyed_chlorate(
        chlorate=held[CLO3], constant=unit.destruction, activation=unit.activation, acid=acid,
        temperature=around.temperature,
    )  # fmt: skip
    dioxide = destroyed * dioxide_share(
        at_nominal=unit.dioxide, coldness=unit.dioxide_coldness, acid=acid, temperature=around.temperature
    )  # fmt: skip
    chloride = destroyed - dioxide
    rate[CLO3] -= destroyed
    rate[CL] -= 5.0 * chloride + dioxide
    rate[CL2] += 3.0 * chloride + dioxide
    rate[OH] += 6.0 * chloride + 2.0 * dioxide
    rate[H2O] -= 3.0 * chloride + dioxide
    seen.destroyed = destroyed
    wanted = rate[OH] + (held[OH] + unit.reactor_acid * around.volume) / RELAX
    clear(streams, SCRATCH)
    draw_acid(section, k, max(wanted, 0.0), vessels, streams)
    deliver(streams, SCRATCH, vessels, v)
    add(streams, SCRATCH, 18)
    above = ATMOSPHERE - unit.water_activity * water_vapour_pressure(temperature=around.temperature)
    kept = chlorine_solubility(at_cells=unit.solubility, temperature=around.temperature) * max(above, 0.0)
    degassed = max(rate[CL2] + (held[CL2] - kept * around.volume) / RELAX, 0.0)
    streams.flow[19, O2] += dioxide
    heat = set_gas(section, k, degassed, streams)
    rate[CL2] -= degassed
    rate[ENTHALPY] -= heat
    seen.dioxide = dioxide / max(degassed + 0.5 * dioxide, 1e-12)


@compiled
def draw_acid(section: Dechlorination, k: int, acid: float, vessels: Vessels, streams: Streams) -> None:
    """Acid [mol/s of HCl] as the scratch stream."""
    source = section.units[k].acid
    flow = acid * vessels.seen[source].mass / max(-vessels.now[source, OH], 1.0)
    draw(streams, SCRATCH, vessels, source, flow)
    section.seen[k].acid += flow


@compiled
def set_gas(section: Dechlorination, k: int, chlorine: float, streams: Streams) -> float:
    """Chlorine [mol/s], cooled, into stream S19. Returns its heat [W]."""
    f = streams.flow
    before = f[19, HEAT]
    f[19, CL2] += chlorine
    set_gas_heat(streams, 19, GAS_TEMPERATURE)
    section.seen[k].recovered += chlorine
    return float(f[19, HEAT] - before)


@compiled
def read_probes(section: Dechlorination, k: int, left: float, streams: Streams) -> None:
    """What analysers behind the column show; `left` of active chlorine [mol/s]."""
    seen = section.seen[k]
    seen.residual = 0.0
    if seen.volume > 0.0:
        seen.residual = M_CL2 * left / seen.volume
    seen.redox = stripped_redox(chlorine=seen.residual)


@compiled
def let_air_in(section: Dechlorination, k: int, streams: Streams) -> None:
    """Air leaks in, or is blown in, while the pump runs (stream S59), and leaves with the recovered chlorine."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    clear(streams, 59)
    moles = unit.air * section.commands[k].pump / M_AIR
    f[59, O2] = OXYGEN_IN_AIR * moles
    f[59, N2] = (1.0 - OXYGEN_IN_AIR) * moles
    set_gas_heat(streams, 59, GAS_TEMPERATURE)
    add(streams, 59, 19)
    gas = f[19, CL2] + f[19, O2] + f[19, N2]
    seen.inerts = moles / gas if gas > 0.0 else 0.0


def build_dechlorination(memory: Memory, units: list[Stripper]) -> Dechlorination:
    """Claim memory for the trains."""
    return Dechlorination(
        rows(Stripper, units), memory.commands("strippers", StripperCommand, len(units)),
        memory.signals("strippers", StripperSignal, len(units)),
    )  # fmt: skip
