"""A chain of stirred tanks with level controllers (proportional-integral, with anti-windup), for finding rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from twin.engine.rows import Floats, Memory

LEVEL, VOLUME = 0.6, 100.0
STEP = 20.0
"""Of a toy that runs [s]."""


def runs(rates: Callable[[], None], memory: Memory) -> Callable[[float], None]:
    """Lets a toy run in Euler's steps."""

    def run(duration: float) -> None:
        for _ in range(round(duration / STEP)):
            rates()
            memory.used("state")[:] += STEP * memory.used("rate")

    return run


@dataclass
class Chain:
    """A, B and C in tanks; A turns to B by a law of first order, B to C too, A at most at a limited rate."""

    tanks: int
    feed: float = 2.0
    slope: float = 1e-3
    most_flow: float = 10.0
    most_reaction: float = 1e9

    def __post_init__(self) -> None:
        self.memory = Memory()
        self.now, self.change = self.memory.state_matrix("tanks", self.tanks, ("A", "B", "C"), (1e-3, 1e-3, 1e-3))
        self.integral, self.winding = self.memory.state_matrix("integral", self.tanks, ("flow",), (1e-4,))
        self.counter, self.counting = self.memory.state_matrix("counter", 1, ("made",), (1.0,))
        self.made = self.memory.signal_matrix("made", 1, ("C",))
        self.now[:, 0], self.command = 50.0, np.array([self.feed])
        self.evaluations = 0

    def rates(self) -> None:
        """Rates and signals in place."""
        self.evaluations += 1
        flow = self._flows()
        leaving = flow[:, None] * self.now / np.maximum(self.now.sum(axis=1), 1e-6)[:, None]
        first = np.minimum(self.slope * self.now[:, 0], self.most_reaction)
        second = 0.5 * self.slope * self.now[:, 1]
        self.change[:] = -leaving
        self.change[1:] += leaving[:-1]
        self.change[0, 0] += self.command[0]
        self.change[:] += np.stack((-first, first - second, second), axis=1)
        self.made[0, 0] = self.counting[0, 0] = leaving[-1, 2]

    def run(self, duration: float) -> None:
        """Let it run [s]."""
        runs(self.rates, self.memory)(duration)

    def _flows(self) -> Floats:
        volume = self.now.sum(axis=1)
        beyond = volume / VOLUME - LEVEL
        wish = 5.0 * beyond + self.integral[:, 0]
        flow = np.clip(wish, 0.0, self.most_flow) * np.clip(volume / 5.0, 0.0, 1.0)
        self.winding[:, 0] = 0.05 * beyond + 0.01 * (flow - wish)
        return flow

    @property
    def counters(self) -> np.ndarray:
        """Which states never rest."""
        return np.arange(self.memory.used("state").size) >= self.memory.names["state"]["counter"].start
