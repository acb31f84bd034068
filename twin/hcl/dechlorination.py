"""Depleted brine: acidified, stripped of chlorine under vacuum, its chlorate destroyed, sent back to the dissolvers.

Lives here: stripper C-401, chlorate reactor R-402 and the tanks beside them.
Lives elsewhere: the cells (twin.electrolysis); what becomes of the recovered chlorine (.equipment).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.matter.components import CL, CL2, CLO3, H2O, N2, O2, OH
from twin.matter.constants import M_AIR
from twin.matter.streams import (
    HEAT,
    Streams,
    add,
    carry,
    clear,
    deliver,
    draw,
    set_gas_heat,
)
from twin.matter.vessels import ENTHALPY, Vessels

RELAX = 900.0
"""Time in which ideal dosing and stripping work off a deviation [s]."""
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
    """First-order rate constant of chlorate at temperature and acid [1/s]."""
    air: float
    """Air that leaks into the vacuum [kg/s]."""


@dataclass
class StripperCommand:
    """What sequences set."""

    pump: float
    """1: the vacuum pump runs; 0: nothing leaves T-401 for the stripper."""
    side_open: float
    """1: the side stream flows."""
    purge_open: float
    """Share of the purge set point [-]."""


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


class Dechlorination(NamedTuple):
    """The part of the section behind the cells, as compiled code sees it."""

    units: Rows[Stripper]
    commands: Rows[StripperCommand]
    seen: Rows[StripperSignal]


@compiled
def destroyed_chlorate(*, chlorate: float, constant: float, acid: float, aim: float) -> float:
    """Chlorate destroyed [mol/s]: ClO3- + 6 HCl -> 3 Cl2 + Cl- + 3 H2O, first order, as the acid is to its aim.

    chlorate [mol] in the reactor; constant [1/s] calibrated on 80 % a pass (data book section 3, R-med); acid, aim
    [mol/m3]. Below its aim the rate falls with the square of the acid.

    >>> destroyed_chlorate(chlorate=100.0, constant=0.01, acid=800.0, aim=800.0)
    1.0
    """
    share = min(max(acid, 0.0) / aim, 1.2)
    return constant * max(chlorate, 0.0) * share * share


@compiled
def dechlorinate(section: Dechlorination, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All trains of the line."""
    for s in (18, 19, 20):
        clear(streams, s)
    for k in range(len(section.units)):
        unit, command, seen = section.units[k], section.commands[k], section.seen[k]
        seen.flow = signal[unit.strip_order] * command.pump
        seen.side = unit.side_stream * command.side_open * seen.flow
        seen.acid = 0.0
        seen.recovered = 0.0
        strip_brine(section, k, vessels, streams)
        react(section, k, signal, vessels, streams)
        let_air_in(unit, streams, command.pump)
        purge = unit.purge * command.purge_open
        clear(streams, SCRATCH)
        draw(streams, SCRATCH, vessels, unit.target, purge)
        add(streams, SCRATCH, 20)


@compiled
def strip_brine(section: Dechlorination, k: int, vessels: Vessels, streams: Streams) -> None:
    """The main stream: acid to pH 1.7, all active chlorine off, on to T-402."""
    unit, seen = section.units[k], section.seen[k]
    clear(streams, SCRATCH)
    flow = seen.flow - seen.side
    draw(streams, SCRATCH, vessels, unit.depleted, flow)
    volume = flow / vessels.seen[unit.depleted].density
    wanted = max(streams.flow[SCRATCH, OH] + unit.free_acid * volume, 0.0)
    deliver(streams, SCRATCH, vessels, unit.target)
    chlorine = max(streams.flow[SCRATCH, CL2], 0.0)
    recover(section, k, unit.target, chlorine, vessels, streams)
    dose(section, k, unit.target, wanted, vessels, streams)


@compiled
def react(section: Dechlorination, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """The side stream: acid to 30 g/L, also while it is stopped, chlorate to chlorine, over to T-402."""
    unit, seen, v = section.units[k], section.seen[k], section.units[k].reactor
    rate, held = vessels.rate[v], vessels.now[v]
    carry(streams, SCRATCH, vessels, unit.depleted, v, seen.side)
    carry(streams, SCRATCH, vessels, v, unit.target, signal[unit.reactor_order] * section.commands[k].side_open)
    acid = -held[OH] / vessels.seen[v].volume
    destroyed = destroyed_chlorate(chlorate=held[CLO3], constant=unit.destruction, acid=acid, aim=unit.reactor_acid)
    rate[CLO3] -= destroyed
    rate[CL] -= 5.0 * destroyed
    rate[CL2] += 3.0 * destroyed
    rate[OH] += 6.0 * destroyed
    rate[H2O] -= 3.0 * destroyed
    seen.destroyed = destroyed
    wanted = rate[OH] + (held[OH] + unit.reactor_acid * vessels.seen[v].volume) / RELAX
    dose(section, k, v, max(wanted, 0.0), vessels, streams)
    chlorine = max(rate[CL2] + held[CL2] / RELAX, 0.0)
    recover(section, k, v, chlorine, vessels, streams)


@compiled
def dose(section: Dechlorination, k: int, target: int, acid: float, vessels: Vessels, streams: Streams) -> None:
    """Acid [mol/s of HCl] into a vessel, counted in stream S18."""
    source = section.units[k].acid
    flow = acid * vessels.seen[source].mass / max(-vessels.now[source, OH], 1.0)
    carry(streams, SCRATCH, vessels, source, target, flow)
    add(streams, SCRATCH, 18)
    section.seen[k].acid += flow


@compiled
def recover(section: Dechlorination, k: int, v: int, chlorine: float, vessels: Vessels, streams: Streams) -> None:
    """Chlorine [mol/s] out of a vessel's liquid into stream S19, cooled."""
    clear(streams, SCRATCH)
    streams.flow[SCRATCH, CL2] = chlorine
    set_gas_heat(streams, SCRATCH, GAS_TEMPERATURE)
    vessels.rate[v, CL2] -= chlorine
    vessels.rate[v, ENTHALPY] -= streams.flow[SCRATCH, HEAT]
    add(streams, SCRATCH, 19)
    section.seen[k].recovered += chlorine


@compiled
def let_air_in(unit: Stripper, streams: Streams, pump: float) -> None:
    """Air leaks in while there is vacuum (stream S59), and leaves with the recovered chlorine."""
    clear(streams, 59)
    moles = unit.air * pump / M_AIR
    streams.flow[59, O2] = OXYGEN_IN_AIR * moles
    streams.flow[59, N2] = (1.0 - OXYGEN_IN_AIR) * moles
    set_gas_heat(streams, 59, GAS_TEMPERATURE)
    add(streams, 59, 19)


def build_dechlorination(memory: Memory, units: list[Stripper]) -> Dechlorination:
    """Claim memory for the trains."""
    return Dechlorination(
        rows(Stripper, units), memory.commands("strippers", StripperCommand, len(units)),
        memory.signals("strippers", StripperSignal, len(units)),
    )  # fmt: skip
