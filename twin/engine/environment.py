"""The hybrid clock: SimPy owns the events, the integrator owns the time between them.

Lives here: the event queue with ranks (equal times go by rank, so a restored run keeps their order), the conditions
that the integrator watches.
Lives elsewhere: steps and roots (twin.engine.integrator, .roots); who waits (.procedure); copies (.runner).
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any

import numpy as np
import simpy

from twin.engine.compiled import machine_code
from twin.engine.integrator import BLIND, ERROR, STUCK, Limits, Solver, advance, new_solver
from twin.engine.records import field_names
from twin.engine.resources import Resource
from twin.engine.roots import Condition
from twin.engine.rows import Memory, Signal, rows
from twin.engine.waits import Alarm, Threshold, Wait
from twin.errors import DesignError, StuckError

SLOTS = 256
"""Conditions that can be waited for at the same time."""
LAST = 1_000_000
"""Rank of what comes after all else at one instant: the end of a run."""
SWEEP = 32
"""Called-off alarms that may lie in the queue."""
RESTLESS = 10_000
"""Events at one instant from which on time is taken to stand still."""
FIRST_STEP = 10.0
"""Length of the first step of a new plant [s]."""
NEVER = float("inf")
EXACT = 1e300
"""A tolerance that no step exceeds."""


class HybridEnvironment(simpy.Environment):
    """SimPy's environment, whose clock carries the plant's state with it.

    plant      NamedTuple of rows, whose class is known to `rates_for`
    time       seconds since the run's start                                        [s]
    tolerance  relative error of a step                                             [-]
    longest    longest step                                                         [s]
    shortest   a step refused at this length raises StuckError                      [s]
    fixed_step take steps of this length, whatever the error: to judge accuracy     [s]
    """

    def __init__(
        self, plant: Any, memory: Memory, *, time: float = 0.0, tolerance: float = 1e-4, longest: float = 1800.0,
        shortest: float = 1e-6, fixed_step: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(float(time))
        self.plant, self.memory = plant, memory
        if fixed_step is not None:
            tolerance, longest = EXACT, fixed_step
        self.limits = Limits(tolerance, longest, shortest)
        self.resources: dict[str, Resource] = {}
        self.conditions = rows(Condition, [Condition(0, 0.0, 0.0, 0)] * SLOTS)
        self.solver: Solver = new_solver(memory, self.conditions[:0], min(FIRST_STEP, self.limits.longest))
        self._advance = machine_code(advance, plant, self.solver, 0.0, 0.0, self.limits)
        self._columns = {name: np.asarray(self.conditions)[name] for name in field_names(Condition)}
        self._first = [self.conditions[:0]]
        self._watched: list[Threshold | None] = [None] * SLOTS
        self._high = self._dead = self._idle = self.advances = self.events = 0

    def run(self, until: Any = None) -> None:
        """Run until a time [s]; all that happens at that time has then happened."""
        if until is None or not self._now <= until < NEVER:
            raise DesignError(f"run(until={until}): give a time from {self._now} s on, the present of this run.")
        stop = self.at(until, rank=LAST)
        try:
            while not stop.processed:
                self.step()
        finally:
            stop.call_off()

    def refresh(self) -> None:
        """Evaluate rates and signals for the present state and commands; no time passes."""
        self._advance(self.plant, self.solver, self._now, self._now, self.limits)

    def at(self, time: float, *, rank: int = 1) -> Alarm:
        """An event at an absolute time [s]."""
        if time < self._now:
            raise DesignError(f"at({time} s): that is past, it is {self._now} s.")
        alarm = Alarm(self, time, rank=rank)
        alarm.arm()
        return alarm

    def when(
        self, signal: Signal, *, above: float | None = None, below: float | None = None, rank: int = 1
    ) -> Threshold:
        """An event at the instant at which a signal is above or below a value."""
        wait = Threshold(self, signal, above, below, rank=rank)
        wait.arm()
        return wait

    def call_off(self, wait: Wait) -> None:
        """Forget a wait."""
        wait.call_off()

    def put(self, event: Wait, time: float, rank: int, value: Any = None) -> None:
        """Let an event happen at a time [s], in the order of ranks."""
        event._ok, event._value = True, value
        queue: Any = self._queue  # SimPy types the rank as one of its own two
        heappush(queue, (time, rank, next(self._eid), event))

    def forgotten(self) -> None:
        """An alarm in the queue was called off; when they are many, sweep them out."""
        self._dead += 1
        if self._dead > SWEEP and 2 * self._dead > len(self._queue):
            self._queue[:] = [entry for entry in self._queue if not getattr(entry[3], "called_off", False)]
            heapify(self._queue)
            self._dead = 0

    def watch(self, wait: Threshold) -> int:
        """Let the integrator look out for a condition; says in which slot."""
        if None not in self._watched:
            raise DesignError(f"{wait.owner}: more than {SLOTS} conditions are waited for at once.")
        slot = self._watched.index(None)
        for name, value in zip(self._columns, (wait.signal.place, wait.threshold, wait.sense, wait.rank), strict=True):
            self._columns[name][slot] = value
        self._watched[slot] = wait
        self._trim(max(self._high, slot + 1))
        return slot

    def unwatch(self, wait: Threshold) -> None:
        """Look out for it no longer."""
        if wait.slot >= 0 and self._watched[wait.slot] is wait:
            self._watched[wait.slot] = None
            self._columns["sense"][wait.slot] = 0.0
            self._trim(self._high)

    def reset(self, time: float) -> None:
        """Empty the queue and the conditions and set the clock [s]: a rewind begins so."""
        self._queue.clear()
        self._now, self._eid = float(time), count()
        self._watched[: self._high] = [None] * self._high
        self._columns["sense"][: self._high] = 0.0
        self._dead = self._idle = 0
        self._trim(0)

    def step(self) -> None:
        """Carry the plant to the next event, or to the first condition reached before it, and let that happen."""
        queue = self._queue
        while queue and getattr(queue[0][3], "called_off", False):
            heappop(queue)
            self._dead = max(0, self._dead - 1)
        if queue and queue[0][0] > self._now:
            self._carry(queue[0][0])
        self.events += 1
        self._idle += 1
        if self._idle > RESTLESS:
            who = getattr(queue[0][3], "owner", "") or "an event"
            raise StuckError(f"at {self._now:.0f} s {who} goes round without any time passing.")
        super().step()

    @property
    def statistics(self) -> dict[str, int]:
        """Evaluations, steps, refused steps, advances and events since the environment was made."""
        evaluations, steps, refused = map(int, self.solver.counts)
        return {
            "evaluations": evaluations, "steps": steps, "refused": refused,
            "advances": self.advances, "events": self.events,
        }  # fmt: skip

    def _carry(self, until: float) -> None:
        self.advances += 1
        before = float(self._now)
        self._now, slot = self._advance(self.plant, self.solver, before, until, self.limits)
        if self._now > before:
            self._idle = 0
        if slot in (STUCK, BLIND):
            raise StuckError(self._why(slot))
        wait = self._watched[slot] if slot >= 0 else None
        if wait is not None:
            self.unwatch(wait)
            wait.fire()

    def _why(self, slot: int) -> str:
        when = f"at {self._now:.0f} s ({self._now / 86400:.2f} days)"
        if slot == BLIND:
            names = [w.signal.name for w in self._watched if w and np.isnan(self.solver.signal[w.signal.place])]
            return f"{when} the signal {', '.join(names)}, which is waited for, is not a number."
        share = np.nan_to_num(self.solver.work[ERROR], nan=np.inf)
        state = self.memory.state_name(int(np.argmax(share)))
        return f"{when} no step is short enough: {state} jumps or is not finite."

    def _trim(self, high: int) -> None:
        while high and self._watched[high - 1] is None:
            high -= 1
        while len(self._first) <= high:
            self._first.append(self.conditions[: len(self._first)])
        self._high = high
        self.solver = self.solver._replace(conditions=self._first[high])
