"""What a procedure can wait for: a time, a signal, the first of several.

A wait is first only described; it is armed when the procedure comes to wait, so the entry code of a phase can be run
without waiting (to follow a real plant, or to go on from a snapshot).
Lives here: the kinds of wait.
Lives elsewhere: turns at a shared resource (twin.engine.resources); the clock (twin.engine.environment).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import simpy

from twin.engine.rows import Signal
from twin.errors import DesignError

if TYPE_CHECKING:
    from twin.engine.environment import HybridEnvironment


class Wait(simpy.Event):
    """An event that is armed by who waits, and that can be called off."""

    def __init__(self, env: HybridEnvironment, *, rank: int, owner: str = "") -> None:
        super().__init__(env)
        self.clock, self.rank, self.owner = env, rank, owner
        self.called_off = False

    def arm(self) -> None:
        """From now on, what is waited for counts."""
        raise NotImplementedError

    def call_off(self) -> None:
        """Forget it; nothing happens any more."""
        self.called_off = True

    def fire(self) -> None:
        """It has happened: resume who waits, now, in the order of ranks."""
        self.clock.put(self, self.clock.now, self.rank)


class Alarm(Wait):
    """A wait for a time [s]; one that is past already rings at once."""

    def __init__(self, env: HybridEnvironment, time: float, *, rank: int, owner: str = "") -> None:
        super().__init__(env, rank=rank, owner=owner)
        self.time = time

    def arm(self) -> None:
        """Set the alarm."""
        self.clock.put(self, max(self.time, self.clock.now), self.rank)

    def call_off(self) -> None:
        """Forget it; what is left of it in the queue is swept out when it gets too much."""
        if not self.called_off and self.callbacks is not None:
            super().call_off()
            self.clock.forgotten()


class Threshold(Wait):
    """A wait for a signal to be above or below a value."""

    def __init__(
        self, env: HybridEnvironment, signal: Signal, above: float | None, below: float | None, *,
        rank: int, owner: str = "",
    ) -> None:  # fmt: skip
        super().__init__(env, rank=rank, owner=owner)
        value = above if above is not None else below
        if value is None or (above is not None and below is not None):
            raise DesignError(f"{owner} when({signal.name}): give either above or below.")
        self.signal, self.threshold, self.sense = signal, value, 1.0 if above is not None else -1.0
        self.slot = -1

    def arm(self) -> None:
        """Give it a place among the conditions that the integrator watches."""
        self.slot = self.clock.watch(self)

    def call_off(self) -> None:
        """Free its place."""
        super().call_off()
        self.clock.unwatch(self)


class FirstOf(Wait):
    """The first of several waits; the others are called off. Its value is the one that came first."""

    def __init__(self, env: HybridEnvironment, waits: tuple[Wait, ...], *, rank: int, owner: str = "") -> None:
        super().__init__(env, rank=rank, owner=owner)
        self.waits = waits

    def arm(self) -> None:
        """Arm all of them."""
        for wait in self.waits:
            cast("list[Any]", wait.callbacks).append(self._decide)
            wait.arm()

    def call_off(self) -> None:
        """Call off all of them."""
        super().call_off()
        for wait in self.waits:
            wait.call_off()

    def _decide(self, first: Any) -> None:
        for wait in self.waits:
            if wait is not first:
                wait.call_off()
        self.clock.put(self, self.clock.now, self.rank, value=first)
