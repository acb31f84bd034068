"""Where a plant comes to rest: the state at which nothing changes any more.

Pseudo-transient continuation (Kelley & Keyes 1998, SIAM J. Numer. Anal. 35, 508): implicit Euler steps that grow as
long as the plant does what its linearisation promised, and shrink where a limit (min, max) breaks the promise; long
steps are Newton's. Closed inventories keep what they hold, because a step is never infinitely long.
Lives here: the search. Lives elsewhere: the rates (compiled, `HybridEnvironment.refresh`), the plant's numbers (.rows).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twin.engine.rows import Floats, Memory
from twin.errors import StuckError

HOUR, DAY = 3600.0, 86400.0
PATIENCE = 12
"""Steps below an hour after which the plant is left to run for a while, as through a filling or an emptying."""
SPELLS = (1.0 * DAY, 3.0 * DAY, 9.0 * DAY)
"""How long it is left to run, one time after the other [s]; after the last the search gives up."""
FAR = 1.0
"""Largest change an hour as a share of what is held from which on the plant first runs for a while [-]."""
FIRST, LONGEST, BRIEFEST = 10.0, 1e9, 1e-6
"""Pseudo time steps [s]: the first; the longest, Newton's for anything faster than a month; where it gives up."""
TRUSTED, STALE, BROKEN = 0.3, 0.02, 2.0
"""Broken promise of a step, over the residual before it [-]: grow below, renew the slopes above, refuse above."""
SLUGGISH = 0.3
"""Share of the residual that a Newton step may leave before the slopes are renewed [-]."""
NUDGE, NUDGE_OF_SCALE = 1e-7, 1e-3
"""Change of a number to feel its slope, as a share of the number and of its scale [-]."""
DRIFT = 10.0 * DAY
"""Time after which a drift that is left tells why there is no rest [s]."""
ORDINARY = 1e3
"""What a state ordinarily holds, over the change in it that is too small to matter [-]."""
EMPTIED = 0.1
"""Share of what it holds that a state keeps at least in a step [-]."""


@dataclass(frozen=True, slots=True)
class Rest:
    """How rest was found."""

    iterations: int
    residual: float
    """Largest change an hour, as a share of what is held plus its scale [-]."""
    evaluations: int
    """Of the rates."""


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def find_rest(
    rates: Callable[[], None], memory: Memory, *, run: Callable[[float], None], fixed: NDArray[np.bool_] | None = None,
    tolerance: float = 1e-10, names: Sequence[str] = (), most: int = 200, explain: bool = True,
    tell: Callable[[], str] = str,
) -> Rest:  # fmt: skip
    """Bring the plant to rest in place, from where it is.

    Where there is none to be found, StuckError names the reason and all states are left as they were.

    rates      evaluates rates and signals in place
    run        lets the plant run in place for a time [s], where no step of the search succeeds
    fixed      states that count and never rest: left as they are
    tolerance  largest change an hour, as a share of what is held plus its scale            [-]
    names      of the balances, one a state, for the message when there is no rest
    most       steps after which it gives up                                                [-]
    explain    whether a failure says why, for which the plant runs for days
    tell       what a failure says first, of the plant as it is after those days
    """
    search = _Search(rates, memory, run, fixed)
    step, promise_broken, spells, patience, before = FIRST, 1.0, iter(SPELLS), PATIENCE, math.inf
    if search.residual() > FAR:
        search.let_run(next(spells))
    for iteration in range(most + 1):
        worst = search.residual()
        if worst <= tolerance:
            return Rest(iteration, worst, search.evaluations)
        if promise_broken > STALE or (step >= LONGEST and worst > SLUGGISH * before):
            search.feel_slopes()
        before = worst
        promise_broken = search.try_step(step)
        while not promise_broken <= BROKEN and step > BRIEFEST:
            search.feel_slopes()
            step *= 0.25
            promise_broken = search.try_step(step)
        patience = PATIENCE if step > HOUR else patience - 1
        if patience < 0 or not promise_broken <= BROKEN:
            spell = next(spells, None)
            if spell is None or not search.let_run(spell):
                break
            step, patience = FIRST, PATIENCE
            continue
        growth = 10.0 if promise_broken < 0.1 * TRUSTED else 3.0 if promise_broken < TRUSTED else 0.7
        step = min(LONGEST, step * growth)
    reason = search.why(names) if explain else "no rest was found."
    reason = f"{tell()} {reason}".lstrip()
    search.go_back()
    raise StuckError(reason)


class _Search:
    """The plant's free states as one vector, and where they are bound."""

    def __init__(
        self, rates: Callable[[], None], memory: Memory, run: Callable[[float], None], fixed: NDArray[np.bool_] | None
    ) -> None:
        self.rates, self.memory, self.run = rates, memory, run
        self.state, self.rate = memory.used("state"), memory.used("rate")
        self.free = np.arange(self.state.size) if fixed is None else np.flatnonzero(~np.asarray(fixed, bool))
        self.slopes = np.zeros((self.free.size, self.free.size))
        self.evaluations, self.felt, self.fault, self.ran = 0, False, "", 0.0
        self.flow = self._look()
        self.counters = np.setdiff1d(np.arange(self.state.size), self.free)
        self.start = self.reached = self._position()
        self.held_at_start = self.held + ORDINARY * memory.scale[self.free]

    def residual(self) -> float:
        """Largest change an hour over what is held [-]."""
        return float(np.max(np.abs(self.flow * HOUR / self.held), initial=0.0))

    def feel_slopes(self) -> None:
        """How rates answer to each state, by nudging one after the other; not twice at one place."""
        if self.felt:
            return
        state, scale = self.state, self.memory.scale
        for column, place in enumerate(self.free.tolist()):
            kept = state[place]
            nudge = NUDGE * abs(kept) + NUDGE_OF_SCALE * scale[place]
            state[place] = kept + (nudge if kept >= 0.0 else -nudge)
            self.slopes[:, column] = (self._look() - self.flow) / (state[place] - kept)
            state[place] = kept
        self.felt = True

    def try_step(self, step: float) -> float:
        """Go a pseudo time step [s]; says how far the outcome is from what was promised [-].

        Over the residual before, or, if that is less, as the change that the surprise makes in a step: a valve that
        begins to open is a large surprise where little flowed, and no harm. A step that breaks its promise is undone.
        """
        before, weight = self._position(), self.held + ORDINARY * self.memory.scale[self.free]
        change = self._implicit_step(step)
        if not self._is_gentle(before, change):
            return math.inf
        self.state[self.free] = before + change
        flow = self._look()
        surprise = _norm((flow - change / step) / weight)
        broken = min(surprise / max(_norm(self.flow / weight), 1e-300), step * surprise)
        if broken <= BROKEN:
            self.flow, self.felt = flow, False
        else:
            self.state[self.free] = before
        return broken

    def let_run(self, duration: float) -> bool:
        """Go back to where the plant last ran to, and let it run on [s]; whether it could.

        From where the search had come to, a plant may not run at all: it is no state that it would pass through.
        """
        self.state[self.free] = self.reached
        counters = self.state[self.counters]
        try:
            self.run(duration)
        except StuckError as fault:
            self.state[self.free], self.fault = self.reached, str(fault)
        self.state[self.counters], self.reached, self.ran = counters, self._position(), self.ran + duration
        self.flow, self.felt = self._look(), False
        return not self.fault

    def go_back(self) -> None:
        """Leave everything as it was found."""
        self.state[self.free] = self.start
        self._look()

    def why(self, names: Sequence[str]) -> str:
        """Which balance does not close: the largest drift left when the plant has run for days."""
        if self.fault or not self.let_run(DRIFT):
            return f"no rest was found, and the plant does not run either: {self.fault}"
        before = self._position()
        if not self.let_run(DAY):
            return f"no rest was found, and the plant does not run either: {self.fault}"
        share = (self._position() - before) / (np.maximum(self.held, self.held_at_start))
        worst = _worst(share)
        place = int(self.free[worst])
        name = self.memory.state_name(place) + (f" ({names[place]})" if names else "")
        return (
            f"no rest was found: {name} still changes by {100.0 * share[worst]:.3g} % of what it holds a day, after "
            f"{self.ran / DAY:.0f} days. Look for an inflow without an outflow, or a controller at its limit."
        )

    @property
    def held(self) -> Floats:
        """What the free states hold, plus what is too small to matter."""
        return np.abs(self.state[self.free]) + self.memory.scale[self.free]

    def _implicit_step(self, step: float) -> Floats:
        """Changes of the states that a linear plant would make in an implicit Euler step."""
        weight = self.held
        matrix = -self.slopes * (weight[None, :] / weight[:, None])
        matrix[np.diag_indices(weight.size)] += 1.0 / step
        try:
            return np.asarray(np.linalg.solve(matrix, self.flow / weight) * weight)
        except np.linalg.LinAlgError:
            return np.full(weight.size, np.nan)

    def _is_gentle(self, before: Floats, change: Floats) -> bool:
        """Whether no vessel would be emptied at once: beyond empty, rates mean nothing."""
        ordinary = np.abs(before) > ORDINARY * self.memory.scale[self.free]
        return bool(np.all(change[ordinary] / before[ordinary] >= EMPTIED - 1.0))

    def _look(self) -> Floats:
        self.rates()
        self.evaluations += 1
        return self.rate[self.free]

    def _position(self) -> Floats:
        return self.state[self.free]


def _worst(share: Floats) -> int:
    return int(np.argmax(np.nan_to_num(np.abs(share), nan=np.inf)))


def _norm(vector: Floats) -> float:
    return float(np.linalg.norm(vector))
