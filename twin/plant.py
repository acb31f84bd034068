"""A plant that runs: the line with its clock and its procedures, from a design.

Lives here: `Plant`, its copies, what is asked of it by name.
Lives elsewhere: the line itself (twin.line), its rest state (twin.steady), figures of merit (twin.kpi).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.design import Design
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.engine.rows import Floats
from twin.engine.runner import Runner
from twin.engine.snapshot import Snapshot
from twin.line_builder import Builder
from twin.matter.brine_tables import BrineTables

Staff = Callable[[HybridEnvironment, Builder, int], tuple[Sequence[Procedure], Sequence[Resource]]]
"""Makes the procedures that run on a line, and what they share, from the line and a seed."""


class Start(NamedTuple):
    """What a plant begins with."""

    state: Floats
    command: Floats


def nobody(_env: HybridEnvironment, _builder: Builder, _seed: int) -> tuple[Sequence[Procedure], Sequence[Resource]]:
    """No events: all units in service, sequences averaged."""
    return (), ()


COUNTING = (
    "fence", "meter", "passed",
    "banks", "elements",
    "silos", "packing", "scales",
    "stocks",
    "resin", "columns", "beds",
)  # fmt: skip
"""Blocks of states that only count, wear or wait for a sequence."""


class Plant(Runner):
    """A running line.

    design     what is built
    seed       of the random draws of all procedures                                   [-]
    staff      who works on it; `nobody` for the averaged plant without events
    tolerance  relative error of a step of the integrator                              [-]
    start      state and commands to begin with; without it, the first filling of the design
    snapshot   where to go on from
    """

    def __init__(
        self, design: Design, *, seed: int = 1, staff: Staff = nobody, tolerance: float = 1e-4,
        start: Start | None = None, snapshot: Snapshot | None = None, tables: BrineTables | None = None,
        fixed_step: float | None = None,
    ) -> None:  # fmt: skip
        self.design, self.staff = design, staff
        self.builder = Builder(design, tables)
        self.line = self.builder.line
        if start is not None:
            self.builder.memory.used("state")[:] = start.state
            self.builder.memory.used("command")[:] = start.command
        resources: list[Resource] = []

        def hire(env: HybridEnvironment) -> Sequence[Procedure]:
            procedures, shared = staff(env, self.builder, seed)
            resources.extend(shared)
            env.resources = {one.name: one for one in shared}
            return procedures

        super().__init__(
            self.line, self.builder.memory, hire, resources=resources, design_hash=design.hash, seed=seed,
            snapshot=snapshot, tolerance=tolerance, fixed_step=fixed_step,
        )  # fmt: skip

    def run_hours(self, hours: float) -> None:
        """Let the plant run [h]."""
        self.run(self.time + 3600.0 * hours)

    def as_start(self) -> Start:
        """The present state and commands, counters at zero, to begin another plant of this design with."""
        start = Start(self.memory.used("state").copy(), self.memory.used("command").copy())
        for name in ("fence", "meter", "passed", "silos", "packing"):
            start.state[self.memory.blocks["state"][name].place] = 0.0
        return start

    def counting(self) -> NDArray[np.bool_]:
        """Which states only count, wear or wait for a sequence: they never come to rest."""
        mask = np.zeros(self.memory.used("state").size, bool)
        for name in COUNTING:
            mask[self.memory.blocks["state"][name].place] = True
        return mask
