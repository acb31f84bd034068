"""Where a plant comes to rest: the state (and a few commands) at which nothing changes any more.

Pseudo-transient continuation (Kelley & Keyes 1998, SIAM J. Numer. Anal. 35, 508): implicit Euler steps that grow as
long as the plant does what its linearisation promised, and shrink where a limit (min, max) breaks the promise; long
steps are Newton's. Closed inventories keep what they hold, because a step is never infinitely long.
Lives here: the search. Lives elsewhere: the rates (compiled, `HybridEnvironment.refresh`), the plant's numbers (.rows).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from twin.engine.rows import Floats, Memory, Signal
from twin.errors import DesignError, StuckError

Equation: TypeAlias = "Callable[[], float] | tuple[int | Signal, float]"
"""A function that is 0 where the equation holds (of order 1 far from it), or a signal and the value it shall have."""

HOUR, DAY = 3600.0, 86400.0
PATIENCE = 12
"""Steps below an hour after which the plant is left to run for a while, as through a filling or an emptying."""
MOST_RUN = 6000
"""Explicit steps of such a while."""
FIRST, LONGEST, BRIEFEST = 10.0, 1e9, 1e-6
"""Pseudo time steps [s]: the first; the longest, Newton's for anything faster than a month; where it gives up."""
TRUSTED, STALE, BROKEN = 0.3, 0.02, 2.0
"""Broken promise of a step, over the residual before it [-]: grow below, renew the slopes above, refuse above."""
SLUGGISH = 0.3
"""Share of the residual that a Newton step may leave before the slopes are renewed [-]."""
NUDGE, NUDGE_OF_SCALE = 1e-7, 1e-3
"""Change of a number to feel its slope, as a share of the number and of its scale [-]."""
ORDINARY = 1e3
"""What a state ordinarily holds, over the change in it that is too small to matter [-]."""
EMPTIED = 0.1
"""Share of what it holds that a state keeps at least in a step [-]."""
MET = 1e-7
"""Share by which an equation may be missed at rest [-]."""
MISSED = 1e-6
"""Share by which an equation is missed that makes it the reason [-]."""
STRIDE = 0.3
"""Share by which an extra unknown may change in a step [-]."""


@dataclass(frozen=True, slots=True)
class Rest:
    """How rest was found."""

    iterations: int
    residual: float
    """Largest change an hour as a share of what is held, or share by which an equation is missed [-]."""
    evaluations: int
    """Of the rates."""


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def find_rest(
    rates: Callable[[], None], memory: Memory, *, unknowns: Sequence[tuple[Floats, int]] = (),
    equations: Sequence[Equation] = (), fixed: NDArray[np.bool_] | None = None, tolerance: float = 1e-10,
    names: Sequence[str] = (), equation_names: Sequence[str] = (), most: int = 200,
) -> Rest:  # fmt: skip
    """Bring the plant to rest in place: states from where they are, unknowns from a guess that is not 0.

    Where there is none to be found, StuckError names the reason and all is left as it was.

    rates      evaluates rates and signals in place
    unknowns   numbers besides the states (array, place), such as a current, one for each equation
    equations  what these must bring about, such as (signal of the production, target)
    fixed      states that count and never rest: left as they are
    tolerance  largest change an hour, as a share of what is held plus its scale            [-]
    names      of the balances, one a state, for the message when there is no rest
    most       steps after which it gives up                                                [-]
    """
    if len(unknowns) != len(equations):
        raise DesignError(f"find_rest: {len(unknowns)} unknowns for {len(equations)} equations; give as many of each.")
    search = _Search(rates, memory, unknowns, equations, fixed)
    step, promise_broken, spell, patience, before = FIRST, 1.0, DAY, PATIENCE, math.inf
    for iteration in range(most + 1):
        worst, missed = search.residual(), search.worst_missed()
        if worst <= tolerance and missed <= max(tolerance, MET):
            return Rest(iteration, max(worst, missed), search.evaluations)
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
            search.let_run(spell)
            step, spell, patience = FIRST, 3.0 * spell, PATIENCE
            continue
        growth = 10.0 if promise_broken < 0.1 * TRUSTED else 3.0 if promise_broken < TRUSTED else 0.7
        step = min(LONGEST, step * growth)
    reason = search.why(names, equation_names)
    search.go_back()
    raise StuckError(reason)


class _Search:
    """The plant's numbers as one vector of unknowns, and how they hang together."""

    def __init__(
        self, rates: Callable[[], None], memory: Memory, unknowns: Sequence[tuple[Floats, int]],
        equations: Sequence[Equation], fixed: NDArray[np.bool_] | None,
    ) -> None:  # fmt: skip
        self.rates, self.memory, self.unknowns, self.equations = rates, memory, unknowns, equations
        self.state, self.rate, self.signal = memory.used("state"), memory.used("rate"), memory.used("signal")
        self.free = np.arange(self.state.size) if fixed is None else np.flatnonzero(~np.asarray(fixed, bool))
        self.evaluations, self.felt = 0, False
        self.flow, self.missed = self._look()
        self.start, self.held_at_start = self._position(), self.held + ORDINARY * memory.scale[self.free]

    def residual(self) -> float:
        """Largest change an hour over what is held [-]."""
        return float(np.max(np.abs(self.flow * HOUR / self.held), initial=0.0))

    def worst_missed(self) -> float:
        """Largest share by which an equation is missed [-]."""
        return float(np.max(np.abs(self.missed), initial=0.0))

    def feel_slopes(self) -> None:
        """How rates and equations answer to each unknown, by nudging one after the other."""
        if self.felt:
            return
        state, scale, height = self.state, self.memory.scale, self.free.size + len(self.equations)
        self.by_state = np.empty((height, self.free.size))
        self.by_unknown = np.empty((height, len(self.unknowns)))
        for column, place in enumerate(self.free.tolist()):
            kept = state[place]
            nudge = NUDGE * abs(kept) + NUDGE_OF_SCALE * scale[place]
            state[place] = kept + (nudge if kept >= 0.0 else -nudge)
            self._slope(self.by_state, column, state[place] - kept)
            state[place] = kept
        for column, (array, place) in enumerate(self.unknowns):
            kept = array[place]
            array[place] = kept + 10.0 * NUDGE * (abs(kept) or 1.0)
            self._slope(self.by_unknown, column, array[place] - kept)
            array[place] = kept
        self.felt = True

    def try_step(self, step: float) -> float:
        """Go a pseudo time step [s]; says how far the outcome is from what was promised [-].

        Over the residual before, or, if that is less, as the change that the surprise makes in a step: a valve that
        begins to open is a large surprise where little flowed, and no harm. A step that breaks its promise is undone.
        """
        before, n, weight = self._position(), self.free.size, self.held + ORDINARY * self.memory.scale[self.free]
        change, stride = self._implicit_step(step)
        if not self._is_gentle(before[0], change):
            return math.inf
        self._place(before, change, stride)
        flow, missed = self._look()
        surprise = (flow - change / step) / weight
        unmet = missed - (self.missed + self.by_state[n:] @ change + self.by_unknown[n:] @ stride)
        was = math.hypot(_norm(self.flow / weight), _norm(self.missed))
        relative = math.hypot(_norm(surprise), _norm(unmet)) / max(was, 1e-300)
        broken = min(relative, step * _norm(surprise) + _norm(unmet))
        if broken <= BROKEN:
            self.flow, self.missed, self.felt = flow, missed, False
        else:
            self._place(before, np.zeros(n), np.zeros(len(self.unknowns)))
        return broken

    def let_run(self, duration: float) -> None:
        """Let time pass [s] in explicit steps (Heun's, against Euler's): what a start far from rest needs."""
        state, weight = self.state, 1e-2 * ORDINARY * self.memory.scale[self.free]
        passed, step = 0.0, FIRST
        for _ in range(MOST_RUN):
            if passed >= duration:
                break
            before, first = self._position(), self.flow
            state[self.free] = before[0] + step * first
            self._look()
            second = self.rate[self.free]
            error = step * np.max(np.abs(second - first) / (weight + 1e-2 * np.abs(before[0])), initial=0.0)
            if error <= 1.0:
                passed += step
                state[self.free] = before[0] + 0.5 * step * (first + second)
            else:
                state[self.free] = before[0]
            self.flow, self.missed = self._look()
            step *= min(3.0, max(0.2, 0.9 * max(error, 1e-6) ** -0.5)) if error < math.inf else 0.2
        self.felt = False

    def go_back(self) -> None:
        """Leave everything as it was found."""
        self._place(self.start, np.zeros(self.free.size), np.zeros(len(self.unknowns)))
        self._look()

    def why(self, names: Sequence[str], equation_names: Sequence[str]) -> str:
        """Which equation is missed, else which balance does not close."""
        if not np.all(np.abs(self.missed) < MISSED):
            k = _worst(self.missed)
            name = equation_names[k] if equation_names else _name_of(self.equations[k], self.memory, k)
            return (
                f"no rest was found: {name} is missed by {100.0 * self.missed[k]:.3g} %. It may be out of reach: "
                "start nearer to it, or ask for less."
            )
        share = self.flow * HOUR / self.held_at_start
        worst = _worst(share)
        place = int(self.free[worst])
        name = self.memory.state_name(place) + (f" ({names[place]})" if names else "")
        return (
            f"no rest was found: {name} still changes by {100.0 * share[worst]:.3g} % of what it held an hour. Look "
            "for an inflow without an outflow, or a controller at its limit."
        )

    @property
    def held(self) -> Floats:
        """What the free states hold, plus what is too small to matter."""
        return np.abs(self.state[self.free]) + self.memory.scale[self.free]

    def _implicit_step(self, step: float) -> tuple[Floats, Floats]:
        """Changes of the states and of the unknowns that a linear plant would make in an implicit Euler step."""
        n, weight = self.free.size, self.held
        matrix = -self.by_state[:n] * (weight[None, :] / weight[:, None])
        matrix[np.diag_indices(n)] += 1.0 / step
        sides = np.column_stack((self.flow, self.by_unknown[:n])) / weight[:, None]
        try:
            answer = np.linalg.solve(matrix, sides) * weight[:, None]
        except np.linalg.LinAlgError:
            return np.full(n, np.nan), np.zeros(len(self.unknowns))
        change, answer = answer[:, 0], answer[:, 1:]
        by_state, by_unknown = self.by_state[n:], self.by_unknown[n:]
        stride = self._stride(self.missed + by_state @ change, by_unknown + by_state @ answer)
        return change + answer @ stride, stride

    def _is_gentle(self, before: Floats, change: Floats) -> bool:
        """Whether no vessel would be emptied at once: beyond empty, rates mean nothing."""
        ordinary = np.abs(before) > ORDINARY * self.memory.scale[self.free]
        return bool(np.all(change[ordinary] / before[ordinary] >= EMPTIED - 1.0))

    def _stride(self, missed: Floats, slopes: Floats) -> Floats:
        """Changes of the unknowns that meet the equations, shortened to what may change at once."""
        if not self.unknowns or not (np.isfinite(slopes).all() and np.isfinite(missed).all()):
            return np.zeros(len(self.unknowns))
        size = np.array([abs(array[place]) or 1.0 for array, place in self.unknowns])
        wish = -np.linalg.lstsq(slopes * size, missed, rcond=None)[0]
        return np.asarray(np.clip(wish, -STRIDE, STRIDE) * size)

    def _look(self) -> tuple[Floats, Floats]:
        self.rates()
        self.evaluations += 1
        return self.rate[self.free], np.array([self._missed(equation) for equation in self.equations], float)

    def _missed(self, equation: Equation) -> float:
        if not isinstance(equation, tuple):
            return equation()
        signal, target = equation
        place = signal.place if isinstance(signal, Signal) else signal
        return float(self.signal[place] - target) / (abs(target) or 1.0)

    def _slope(self, table: Floats, column: int, nudge: float) -> None:
        self.rates()
        self.evaluations += 1
        n = self.free.size
        table[:n, column] = (self.rate[self.free] - self.flow) / nudge
        for k, equation in enumerate(self.equations):
            table[n + k, column] = (self._missed(equation) - self.missed[k]) / nudge

    def _position(self) -> tuple[Floats, Floats]:
        return self.state[self.free], np.array([array[place] for array, place in self.unknowns])

    def _place(self, before: tuple[Floats, Floats], change: Floats, stride: Floats) -> None:
        self.state[self.free] = before[0] + change
        for (array, place), value in zip(self.unknowns, before[1] + stride, strict=True):
            array[place] = value


def _worst(share: Floats) -> int:
    return int(np.argmax(np.nan_to_num(np.abs(share), nan=np.inf)))


def _norm(vector: Floats) -> float:
    return float(np.linalg.norm(vector))


def _name_of(equation: Equation, memory: Memory, k: int) -> str:
    if not isinstance(equation, tuple):
        return f"equation {k}"
    return equation[0].name if isinstance(equation[0], Signal) else memory.name("signal", equation[0])
