"""Batch dissolvers: reactors that take turns at what R-101A does continuously; a variant of the flowsheet.

Lives here: one reactor with its undissolved solids: charging, acid, strip, transfer.
Lives elsewhere: equations (.equations), the continuous vessels that keep rinses and recovered cake (.equipment), the
procedure sheet of a batch (.batch_procedure). Averaged, a batch house is the continuous one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.dissolution.equipment import (
    H_SOLID,
    RELAX,
    Dissolution,
    add_off_gas,
    alkalinity,
    solids_of,
    strip,
    take_up,
)
from twin.dissolution.feed import feed_solids
from twin.dissolution.particles import CLASSES, add_lot, dissolve_classes, held_in, shrinking
from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.matter.components import CO3, LI
from twin.matter.streams import Streams, add, carry, clear, deliver, send_acid
from twin.matter.vessels import ENTHALPY, Vessels

SCRATCH = 0


@dataclass
class Reactor:
    """One batch reactor."""

    vessel: int
    acid: int
    recycle: int
    target: int
    """Vessels: its own, acid tank, recycled brine, raw brine."""
    carbonate: float
    """Dissolved carbonate that stays beside the carbon dioxide [mol/m3]."""
    free_acid: float
    """Aim at the end [mol/m3]."""


@dataclass
class ReactorCommand:
    """What the batch sequence sets."""

    solid: float
    brine: float
    """Charged now [kg/s]."""
    acid: float
    """HCl [mol/s]."""
    finish: float
    """1: acid trims to the end point."""
    drain: float
    """To the raw brine tank [kg/s]."""


@dataclass
class ReactorSignal:
    """What instruments read."""

    alkalinity: float
    """[mol/m3], negative: free acid."""
    solid: float
    """[mol]"""
    mass: float
    """Liquid [kg]."""
    acid: float
    """33 % acid [kg/s]."""


class Batches(NamedTuple):
    """All batch reactors, as compiled code sees them; none in a continuous plant."""

    units: Rows[Reactor]
    commands: Rows[ReactorCommand]
    held: Floats
    """Undissolved carbonate [reactor, size class] [mol]."""
    holding: Floats
    seen: Rows[ReactorSignal]


@compiled
def run_batches(section: Batches, house: Dissolution, vessels: Vessels, streams: Streams) -> None:
    """All reactors, after the continuous vessels: their flows join streams S01, S03, S04, S05 and S37."""
    for k in range(len(section.units)):
        charge(section, k, house, vessels, streams)
        react(section, k, house, vessels)
        acidify(section, k, house, vessels, streams)
        unit = section.units[k]
        gas = strip(vessels, unit.vessel, unit.carbonate)
        add_off_gas(house.units[0], vessels, streams, unit.vessel, gas)
        house.seen[0].carbon_dioxide += gas


@compiled
def charge(section: Batches, k: int, house: Dissolution, vessels: Vessels, streams: Streams) -> None:
    """Solids and recycled brine in, finished brine out."""
    unit, command, v = section.units[k], section.commands[k], section.units[k].vessel
    lithium = feed_solids(streams, SCRATCH, house.lots[0], command.solid)
    add(streams, SCRATCH, 1)
    deliver(streams, SCRATCH, vessels, v)
    vessels.rate[v, LI] -= 2.0 * lithium
    vessels.rate[v, CO3] -= lithium
    vessels.rate[v, ENTHALPY] -= lithium * H_SOLID
    add_lot(section.holding, k, d50=house.lots[0].d50, spread=house.units[0].spread, amount=lithium)
    house.stocking[0].silo -= house.lots[0].by_silo * command.solid
    house.stocking[0].fed += command.solid
    house.seen[0].feed += command.solid
    carry(streams, SCRATCH, vessels, unit.recycle, v, command.brine)
    add(streams, SCRATCH, 4)
    section.seen[k].mass = vessels.seen[v].mass
    clear(streams, SCRATCH)
    carry(streams, SCRATCH, vessels, v, unit.target, command.drain)
    add(streams, SCRATCH, 37)


@compiled
def react(section: Batches, k: int, house: Dissolution, vessels: Vessels) -> None:
    """Carbonate goes into solution."""
    unit, seen, solids = section.units[k], section.seen[k], solids_of(house.units[0])
    seen.alkalinity = alkalinity(vessels, unit.vessel)
    seen.solid = held_in(section.held, k)
    shrink = shrinking(section.held, k, solids, base=seen.alkalinity, volume=vessels.seen[unit.vessel].volume)
    dissolved = dissolve_classes(section.held, section.holding, k, shrink=shrink, wetting=solids.wetting)
    take_up(vessels, unit.vessel, dissolved)


@compiled
def acidify(section: Batches, k: int, house: Dissolution, vessels: Vessels, streams: Streams) -> None:
    """Acid at the batch's rate, and at the end what the end point still asks for."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    over = (seen.alkalinity + unit.free_acid) * vessels.seen[unit.vessel].volume
    wanted = command.acid + command.finish * max(over + 2.0 * seen.solid, 0.0) / RELAX
    wanted *= house.lots[0].acid_open
    seen.acid = send_acid(streams, SCRATCH, vessels, unit.acid, unit.vessel, wanted)
    add(streams, SCRATCH, 3)
    house.seen[0].acid += seen.acid


def build_batches(memory: Memory, units: list[Reactor]) -> Batches:
    """Claim memory for the reactors; a continuous plant has one row that stands still."""
    held, holding = memory.state_matrix("batches", len(units), CLASSES, (1.0,) * CLASSES)
    return Batches(
        rows(Reactor, units), memory.commands("reactors", ReactorCommand, len(units)), held, holding,
        memory.signals("reactors", ReactorSignal, len(units)),
    )  # fmt: skip
