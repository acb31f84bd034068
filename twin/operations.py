"""Who works on a line: its procedures, what they share, and which cause stops what.

Lives here: `crew`, the staff of a plant whose sequences, failures and deliveries are real; counts of what happened.
Lives elsewhere: procedures (each section), permits and interlocks (twin.control), the plant (twin.plant).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.control.permits import LOAD, Permits
from twin.electrolysis.handle import ElectrolyserHandle, VacuumPumpHandle
from twin.electrolysis.procedure import RunElectrolyser, RunVacuumPump
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.hcl.handle import BURNER, BurnerHandle
from twin.hcl.procedure import RunBurner
from twin.ion_exchange.handle import StationHandle
from twin.ion_exchange.procedure import RunStation
from twin.line import PlantSignal
from twin.line_builder import Builder
from twin.plant import Plant
from twin.schedule import KINDS
from twin.vessel_rows import letter


class Roster:
    """Puts the staff of one line together."""

    def __init__(self, env: HybridEnvironment, builder: Builder, seed: int) -> None:
        self.env, self.builder, self.seed, self.design = env, builder, seed, builder.design
        self.schedule = {plate.name: plate for plate in builder.design.schedule}
        self.resources = {name: Resource(name, n) for name, n in (("crew", 2), ("skid", 1), ("dock", 1), ("lab", 4))}
        self.procedures: list[Procedure] = []
        env.resources = {one.name: one for one in self.resources.values()}
        self.letters = [letter(k) for k in range(len(builder.line.electrolysis.units))]
        self.permits = self._permits()

    def hire(self, kind: type[Any], name: str, **what: Any) -> None:
        """One more procedure; ranks follow the order of hiring."""
        rank = len(self.procedures) + 1
        self.procedures.append(kind(self.env, name, seed=self.seed, rank=rank, schedule=self.schedule, **what))

    def _permits(self) -> Permits:
        line = self.builder.line
        cells = {one: line.electrolysis.commands[k] for k, one in enumerate(self.letters)}
        points: dict[str, tuple[Any, str]] = {BURNER: (line.hcl.commands[0], "permit")}
        for one, command in cells.items():
            points[f"electrolyser {one}"] = (command, "permit")
            points[f"acid {one}"] = (command, "acid_permit")
        return Permits(self.builder.memory, stops=self._causes(), points=points, drives=cells)

    def _causes(self) -> Mapping[str, Sequence[str]]:
        return {BURNER: (LOAD,)}

    def electrolysis(self) -> None:
        """Electrolysers and the vacuum pump."""
        section, crew = self.builder.line.electrolysis, self.resources["crew"]
        rise, fall = self.schedule["ramp_up"].median or 8.0, self.schedule["ramp_down"].median or 16.0
        for k, one in enumerate(self.letters):
            unit = ElectrolyserHandle(
                section, self.builder.memory, k, letter=one, permits=self.permits, rise=rise, fall=fall
            )
            self.hire(RunElectrolyser, f"electrolyser {one}", unit=unit, crew=crew)

    def burner(self) -> None:
        """The burner house."""
        memory, elements = self.builder.memory, float(self.builder.line.electrolysis.units[0].elements)
        handle = BurnerHandle(
            self.builder.line.hcl, memory, permits=self.permits, charge=memory.signal("plant", PlantSignal, 0, "charge"),
            full=self.permits.full() * elements, elements=elements, turndown=self.design.limits.burner_turndown,
            cut=self.schedule["load_cut"].median or 60.0,
        )  # fmt: skip
        self.hire(RunBurner, "burner", burner=handle, crew=self.resources["crew"])

    def ion_exchange(self) -> None:
        """The station of columns."""
        unit = StationHandle(self.builder.line.ion_exchange, self.builder.memory, 0)
        swap_at = self.design.interlock("I-101").value * 1000.0
        self.hire(RunStation, "ion exchange", unit=unit, skid=self.resources["skid"], swap_at=swap_at)


def crew(env: HybridEnvironment, builder: Builder, seed: int) -> tuple[Sequence[Procedure], Sequence[Resource]]:
    """The staff of a plant with real sequences: nothing is averaged any more."""
    roster = Roster(env, builder, seed)
    roster.electrolysis()
    roster.burner()
    roster.ion_exchange()
    roster.hire(RunVacuumPump, "vacuum pump", pump=VacuumPumpHandle(builder.line.dechlorination), crew=roster.resources["crew"])
    return roster.procedures, list(roster.resources.values())


def events(plant: Plant) -> dict[str, int]:
    """What has happened since the run's start, by kind, and in total."""
    found = {kind: int(sum(p.memory.get(kind, 0.0) for p in plant.procedures.values())) for kind in KINDS}
    return {"total": sum(found.values()), **found}
