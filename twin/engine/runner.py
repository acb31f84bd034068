"""A plant that runs: its numbers, its clock, its procedures and what they share.

Lives here: running, taking a snapshot, going back to one, following the phases of a real plant.
Lives elsewhere: what the plant is (twin.line); what a snapshot holds (twin.engine.snapshot).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.engine.resources import Resource
from twin.engine.rows import Memory
from twin.engine.snapshot import ARRAYS, VERSION, Snapshot
from twin.errors import DesignError

FLAT = ("state", "command", "signal")
"""Arrays that a snapshot holds as they are."""


class Named(Protocol):
    """Whatever has a name."""

    name: str


N = TypeVar("N", bound=Named)


class Runner:
    """A running plant that can be copied.

    plant            NamedTuple of rows, whose class is known to `rates_for`
    memory           its numbers
    make_procedures  makes its procedures, for the clock they wait by
    resources        all that procedures share; a snapshot knows no others
    design_hash      of the design, so that a snapshot of another one is refused
    seed             of the procedures' draws                                                           [-]
    snapshot         where to go on from; without one the procedures begin, at `time` [s]
    tolerance, longest, fixed_step: as in HybridEnvironment
    """

    def __init__(
        self, plant: Any, memory: Memory, make_procedures: Callable[[HybridEnvironment], Sequence[Procedure]], *,
        resources: Sequence[Resource] = (), design_hash: str = "", seed: int = 1, time: float = 0.0,
        snapshot: Snapshot | None = None, tolerance: float = 1e-4, longest: float = 1800.0,
        fixed_step: float | None = None,
    ) -> None:  # fmt: skip
        self.plant, self.memory, self.design_hash, self.seed = plant, memory, design_hash, seed
        self.env = HybridEnvironment(
            plant, memory, time=time, tolerance=tolerance, longest=longest, fixed_step=fixed_step
        )
        self.env.resources = _by_name(resources, "resource")
        self.procedures = _by_name(make_procedures(self.env), "procedure")
        _refuse_equal_ranks(self.procedures.values())
        if snapshot is not None:
            self.rewind(snapshot)
            return
        for procedure in self.procedures.values():
            procedure.start()
        self.refresh()

    @property
    def time(self) -> float:
        """Seconds since the run's start [s]."""
        return float(self.env.now)

    @property
    def resources(self) -> dict[str, Resource]:
        """What procedures share, by name."""
        return self.env.resources

    def run(self, until: float) -> None:
        """Let the plant run until a time [s]."""
        self.env.run(until)

    def refresh(self) -> None:
        """Evaluate rates and signals for the present state and commands; no time passes."""
        self.env.refresh()

    def follow(self, name: str, phase: str, *, since: float) -> None:
        """Let a procedure do as the real plant does: be in this phase since a time [s], until told otherwise."""
        self._procedure(name).follow(phase, since=since)

    def resume(self, name: str | None = None) -> None:
        """Let a procedure that follows the real plant go on by itself; without a name: all that follow."""
        for procedure in self.procedures.values() if name is None else [self._procedure(name)]:
            if procedure.following:
                procedure.resume()

    def snapshot(self) -> Snapshot:
        """The plant as data, now: between runs, when all that happens at this instant has happened."""
        used = self.memory.used
        return Snapshot(
            time=self.time, state=used("state").copy(), command=used("command").copy(), signal=used("signal").copy(),
            step=self.env.solver.step.copy(), design_hash=self.design_hash, seed=self.seed,
            tolerance=float(self.env.limits.tolerance),
            memos={name: procedure.memo() for name, procedure in self.procedures.items()},
            resources={name: resource.memo() for name, resource in self.resources.items()},
        )  # fmt: skip

    def rewind(self, snapshot: Snapshot) -> None:
        """Go (back or on) to a snapshot of a plant of this design.

        Entry code runs first, then the snapshot's numbers overwrite whatever it did; only then do waits begin.
        """
        self._refuse_foreign(snapshot)
        for procedure in self.procedures.values():
            procedure.stop()
        for resource in self.resources.values():
            resource.restore({"holders": (), "queue": ()})
        self.env.reset(snapshot.time)
        self._copy(snapshot)
        for name, procedure in self.procedures.items():
            procedure.reenter(snapshot.memos[name])
        self._copy(snapshot)
        for name, resource in self.resources.items():
            resource.restore(snapshot.resources[name])
        for procedure in self.procedures.values():
            if not procedure.following:
                procedure.resume()

    def _copy(self, snapshot: Snapshot) -> None:
        for what in FLAT:
            self.memory.used(what)[:] = getattr(snapshot, what)
        self.env.solver.step[:] = snapshot.step

    def _refuse_foreign(self, snapshot: Snapshot) -> None:
        sizes = {what: (getattr(snapshot, what).size, self.memory.used(what).size) for what in FLAT}
        sizes["step"] = snapshot.step.size, self.env.solver.step.size
        fault, mend = "", "Use the flowsheet that it was taken with"
        if snapshot.version != VERSION:
            fault = f"it is of version {snapshot.version}, this program reads version {VERSION}"
        elif snapshot.design_hash != self.design_hash:
            fault = f"it is of design '{snapshot.design_hash}', this plant of '{self.design_hash}'"
        elif wrong := [f"{given} {what}s for {own}" for what, (given, own) in sizes.items() if given != own]:
            fault = f"it has {', '.join(wrong)}"
        elif snapshot.memos.keys() != self.procedures.keys() or snapshot.resources.keys() != self.resources.keys():
            fault, mend = "other procedures work on it", "Use the staff, and the litwin, that it was taken with"
        elif foreign := self._unknown_names(snapshot):
            fault, mend = foreign, "Take it again"
        if fault:
            raise DesignError(f"this snapshot is not of this plant: {fault}. {mend}.")

    def _unknown_names(self, snapshot: Snapshot) -> str:
        """A phase or a user of a resource that this plant does not know; empty when it knows all."""
        for name, memo in snapshot.memos.items():
            if not self.procedures[name].knows(memo.phase):
                return f"its '{name}' is in the phase '{memo.phase}', which there is not"
        for name, users in snapshot.resources.items():
            for who in (*users["holders"], *users["queue"]):
                if who not in self.procedures:
                    return f"'{who}' holds or awaits its '{name}', and there is no such procedure"
        return ""

    def _procedure(self, name: str) -> Procedure:
        if name not in self.procedures:
            near = difflib.get_close_matches(name, self.procedures, 1) or list(self.procedures)
            raise DesignError(f"there is no procedure '{name}'. Did you mean '{near[0] if near else 'none'}'?")
        return self.procedures[name]


def equal(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots are the same, bit for bit."""
    arrays = all(getattr(one, what).tobytes() == getattr(other, what).tobytes() for what in ARRAYS)
    return arrays and (one.time, one.memos, one.resources) == (other.time, other.memos, other.resources)


def _by_name(items: Sequence[N], what: str) -> dict[str, N]:
    named = {item.name: item for item in items}
    if len(named) != len(items):
        names = [item.name for item in items]
        twice = next(name for name in names if names.count(name) > 1)
        raise DesignError(f"two {what}s are called '{twice}'; every {what} needs a name of its own.")
    return named


def _refuse_equal_ranks(procedures: Iterable[Procedure]) -> None:
    ranks: dict[int, str] = {}
    for procedure in procedures:
        if procedure.rank in ranks:
            raise DesignError(f"{procedure.name} and {ranks[procedure.rank]} have the same rank {procedure.rank}.")
        ranks[procedure.rank] = procedure.name
