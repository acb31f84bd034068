"""A line with its staff, as the tests of procedures need it: the reference, quickly made again and again."""

from __future__ import annotations

import functools

from flowsheets.loader import read_design
from twin.design import Design
from twin.engine.procedure import Procedure
from twin.engine.snapshot import Snapshot
from twin.matter.brine_tables import BrineTables, brine_tables
from twin.operations import crew
from twin.plant import Plant

HOUR, DAY = 3600.0, 86400.0


@functools.cache
def reference() -> Design:
    """The reference, read once."""
    return read_design("reference")


@functools.cache
def tables() -> BrineTables:
    """Its brine tables, made once."""
    return brine_tables()


def staffed(seed: int = 1, *, snapshot: Snapshot | None = None) -> Plant:
    """A new plant with its crew."""
    return Plant(reference(), seed=seed, staff=crew, snapshot=snapshot, tables=tables())


def run_until(plant: Plant, name: str, phase: str, *, hours: float, step: float = 0.05) -> Procedure:
    """Let the plant run until a procedure is in a phase [h at most]."""
    procedure = plant.procedures[name]
    end = plant.time + hours * HOUR
    while procedure.phase != phase:
        assert plant.time < end, f"{name} is in {procedure.phase} after {hours} h, never in {phase}"
        plant.run_hours(step)
    return procedure


def level(plant: Plant, vessel: str) -> float:
    """Level of a tank [-]."""
    return float(plant.line.vessels.seen[plant.builder.at[vessel]].level)


def product(plant: Plant) -> float:
    """Since the start, over what the design makes in that time [-]."""
    design = reference().plant
    return float(plant.line.ledger.meter[0].product) / (design.capacity / design.hours * plant.time)
