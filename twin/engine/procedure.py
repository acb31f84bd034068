"""Procedures: named phases, each a short generator with one wait, that ends by naming the next.

What a copy of a running procedure needs is then only data: phase, times, count of draws, a few numbers.
Lives here: `Procedure`, which people subclass; following the phases of a real plant.
Lives elsewhere: kinds of wait (twin.engine.waits); copies of everything together (twin.engine.runner).

Entry code (before the `yield`) may set commands, draw and jump the state. A restored phase runs it again, with the
draws and the numbers in `memory` as they were on entry; then all that it did is overwritten by the snapshot. What
must outlive the wait therefore goes into `self.memory`, not into a local variable read from the plant. When a real
plant is followed, the code after the `yield` may never run: entry code sets every command that its phase needs.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from types import GeneratorType
from typing import Any, ClassVar, NamedTuple, TypeAlias

from twin.engine.draws import Draws, stream_of
from twin.engine.environment import LAST, HybridEnvironment
from twin.engine.resources import Resource, Turn
from twin.engine.rows import Signal
from twin.engine.waits import Alarm, FirstOf, Threshold, Wait
from twin.errors import DesignError

Steps: TypeAlias = Generator[Wait, Any, "Phase"]
"""What a phase yields, receives (the wait that ended it) and returns."""
Phase: TypeAlias = Callable[[], "Generator[Any, Any, Any]"]
"""A method of the procedure that is a generator."""


class Memo(NamedTuple):
    """All that is discrete in a procedure."""

    phase: str
    entered: float
    """Time the phase was entered [s]."""
    deadline: float
    """Time until which it holds [s]."""
    drawn: int
    """Draws before the phase was entered [-]."""
    following: bool
    """Whether the real plant decides when the phase ends."""
    memory: Mapping[str, float]
    on_entry: Mapping[str, float]
    """What `memory` was before the phase was entered."""


class Procedure:
    """A sequence of phases that people or a PLC run for ever (ISA-88).

    name  what messages, resources and snapshots call it; it also chooses the stream of draws
    rank  who goes first at one instant; every procedure has its own, from 1 on
    """

    modes: ClassVar[Mapping[int, str]] = {}
    """Number of the PLC's mode tag -> phase name."""
    holds: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Phase name -> attributes that are the resources it holds; needed where a plant that queues is followed."""

    def __init__(self, env: HybridEnvironment, name: str, *, seed: int, rank: int) -> None:
        if not 1 <= rank < LAST:
            raise DesignError(f"{name}: rank {rank} is not between 1 and {LAST - 1}.")
        self.env, self.name, self.rank = env, name, rank
        self.draws = Draws(seed, stream_of(name))
        self.memory: dict[str, float] = {}
        self.phase, self.entered, self.deadline, self.following = "", env.now, env.now, False
        self._drawn, self._on_entry = 0, dict[str, float]()
        self._resumed = self._held = False
        self._steps: Generator[Any, Any, Any] | None = None
        self._wait: Wait | None = None
        self._process: Generator[Any, Any, None] | None = None

    def begin(self) -> Phase:
        """The phase to start a new plant in; may set commands first."""
        raise NotImplementedError

    # what a phase may wait for

    def hold(self, *, hours: float = 0.0, minutes: float = 0.0, seconds: float = 0.0) -> Alarm:
        """Wait for a time from the entry of the phase; in a restored phase, until the deadline set before."""
        if self._held:
            raise DesignError(f"{self._here}: holds twice; a phase has one deadline.")
        self._held = True
        if not self._resumed:
            self.deadline = self.entered + 3600.0 * hours + 60.0 * minutes + seconds
        return Alarm(self.env, self.deadline, rank=self.rank, owner=self.name)

    def when(self, signal: Signal, *, above: float | None = None, below: float | None = None) -> Threshold:
        """Wait for a signal to be above or below a value."""
        return Threshold(self.env, signal, above, below, rank=self.rank, owner=self.name)

    def first_of(self, *waits: Wait) -> FirstOf:
        """Wait for the first of several; the yield gives the one that came."""
        return FirstOf(self.env, waits, rank=self.rank, owner=self.name)

    def acquire(self, resource: Resource) -> Turn:
        """Wait for one's turn at a resource."""
        return Turn(self.env, resource, rank=self.rank, owner=self.name)

    def release(self, resource: Resource) -> None:
        """Give a resource back; the next in its queue goes on at this instant."""
        resource.leave(self.name)

    # what the runner does with it

    def start(self) -> None:
        """Begin with the first phase, now."""
        self.enter(self.begin())
        self.resume()

    def enter(self, phase: Phase) -> None:
        """Run the entry code of a phase, up to its wait, which is not armed yet."""
        name = getattr(phase, "__name__", str(phase))
        if phase is None or getattr(self, name, None) != phase:
            raise DesignError(f"{self._here}: the next phase is {phase!r}, which is no phase of {self.name}.")
        self.phase, self._held = name, False
        if not self._resumed:
            self.entered, self._drawn, self._on_entry = self.env.now, self.draws.count, dict(self.memory)
        self._begin_steps(phase)
        self._resumed = False

    def resume(self) -> None:
        """Go on by itself from the present wait; time since the phase was entered counts."""
        self.following = False
        self._process = self._run()
        self.env.process(self._process)

    def stop(self) -> None:
        """Wait no longer; the phase stays as it is."""
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._wait is not None:
            self._wait.call_off()

    def follow(self, phase: str, *, since: float) -> None:
        """Do as the real plant does: enter a phase as of a time [s] and wait for nothing; `resume` picks up there.

        Told the same again, nothing happens: entry code runs once.
        """
        if self.following and (phase, since) == (self.phase, self.entered):
            return
        self.stop()
        self.phase, self.entered, self.following = phase, since, True
        self._drawn, self._on_entry, self._held = self.draws.count, dict(self.memory), False
        self._hold_resources()
        self._begin_steps(self._named(phase))

    def memo(self) -> Memo:
        """What a copy needs."""
        return Memo(
            self.phase, self.entered, self.deadline, self._drawn, self.following, dict(self.memory), self._on_entry
        )

    def reenter(self, memo: Memo) -> None:
        """Stand where a memo says, once more: the entry code runs as it did then. The wait is not armed yet."""
        self.phase, self.entered, self.deadline = memo.phase, memo.entered, memo.deadline
        self.following, self._drawn, self._on_entry = memo.following, memo.drawn, dict(memo.on_entry)
        self.draws.count, self.memory, self._resumed = memo.drawn, dict(memo.on_entry), True
        self.enter(self._named(memo.phase))
        self.memory = dict(memo.memory)

    def knows(self, phase: str) -> bool:
        """Whether it has a phase of this name."""
        return hasattr(type(self), phase) and not hasattr(Procedure, phase)

    @property
    def _here(self) -> str:
        return f"{self.name}.{self.phase}" if self.phase else self.name

    def _named(self, phase: str) -> Phase:
        found: Phase | None = getattr(type(self), phase, None)
        if found is None:
            raise DesignError(f"{self.name} has no phase '{phase}'; its modes are {dict(self.modes)}.")
        method: Phase = getattr(self, phase)
        return method

    def _begin_steps(self, phase: Phase) -> None:
        steps = phase()
        if not isinstance(steps, GeneratorType):
            raise DesignError(f"{self._here}: waits for nothing; a phase yields one wait.")
        try:
            wait = next(steps)
        except StopIteration:
            raise DesignError(f"{self._here}: waits for nothing; a phase yields one wait.") from None
        if not isinstance(wait, Wait):
            raise DesignError(f"{self._here}: yields {wait!r}; hold, when, first_of or acquire give a wait.")
        self._steps, self._wait = steps, wait

    def _hold_resources(self) -> None:
        held = [getattr(self, attribute) for attribute in self.holds.get(self.phase, ())]
        for resource in self.env.resources.values():
            if resource in held:
                resource.seize(self.name)
            elif self.holds:
                resource.leave(self.name)

    def _run(self) -> Generator[Any, Any, None]:
        while True:
            wait, steps = self._wait, self._steps
            if wait is None or steps is None:
                raise DesignError(f"{self.name}: is run before it has entered a phase.")
            wait.arm()
            first = yield wait
            try:
                steps.send(wait if first is None else first)
            except StopIteration as end:
                self.enter(end.value)
            else:
                raise DesignError(f"{self._here}: waits twice; make it two phases.")
