"""A plant that runs: the line with its clock and its procedures, from a design.

Lives here: `Plant`, its copies, what is asked of it by name.
Lives elsewhere: the line itself (twin.line), its rest state (twin.steady), figures of merit (twin.kpi).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from twin.design import Design
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.engine.runner import Runner
from twin.engine.snapshot import Snapshot
from twin.line_builder import Builder
from twin.matter.brine_tables import BrineTables

Staff = Callable[[HybridEnvironment, Builder, int], tuple[Sequence[Procedure], Sequence[Resource]]]
"""Makes the procedures that run on a line, and what they share, from the line and a seed."""


def nobody(_env: HybridEnvironment, _builder: Builder, _seed: int) -> tuple[Sequence[Procedure], Sequence[Resource]]:
    """No events: all units in service, sequences averaged."""
    return (), ()


class Plant(Runner):
    """A running line.

    design     what is built
    seed       of the random draws of all procedures                                   [-]
    staff      who works on it; `nobody` for the averaged plant without events
    tolerance  relative error of a step of the integrator                              [-]
    snapshot   where to go on from
    """

    def __init__(
        self, design: Design, *, seed: int = 1, staff: Staff = nobody, tolerance: float = 1e-4,
        snapshot: Snapshot | None = None, tables: BrineTables | None = None, fixed_step: float | None = None,
    ) -> None:  # fmt: skip
        self.design, self.seed, self.staff = design, seed, staff
        self.builder = Builder(design, tables)
        self.line = self.builder.line
        resources: list[Resource] = []

        def hire(env: HybridEnvironment) -> Sequence[Procedure]:
            procedures, shared = staff(env, self.builder, seed)
            resources.extend(shared)
            env.resources = {one.name: one for one in shared}
            return procedures

        super().__init__(
            self.line, self.builder.memory, hire, resources=resources, design_hash=design.hash, snapshot=snapshot,
            tolerance=tolerance, fixed_step=fixed_step,
        )  # fmt: skip

    def run_hours(self, hours: float) -> None:
        """Let the plant run [h]."""
        self.run(self.time + 3600.0 * hours)

    def counting(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which states only count, wear or wait for a sequence: they never come to rest."""
        mask = np.zeros(self.memory.used("state").size, bool)
        for name in ("fence", "meter", "banks", "silos", "resin", "columns"):
            mask[self.memory.blocks["state"][name].place] = True
        return mask
