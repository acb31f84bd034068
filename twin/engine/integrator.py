"""Time between events: an adaptive Runge-Kutta pair over the whole plant, with root finding.

Bogacki-Shampine 3(2), the last rates of a step being the first of the next (Bogacki & Shampine 1989, Appl. Math.
Lett. 2, 321); cubic Hermite polynomial inside a step; step length by a proportional-integral controller (Gustafsson
1991, ACM TOMS 17, 533), because the step is often bounded by stability, where the plain rule refuses every third step.
Lives here: the compiled loop, and `line_rates`, chosen by the class of the plant that is passed.
Lives elsewhere: any plant; events and procedures (twin.engine.environment); where a step is searched (.roots).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from twin.engine.compiled import chosen_by_class, compiled
from twin.engine.roots import Bracket, Conditions, guess, located, margin, narrowed, reached
from twin.engine.rows import Floats, Memory

SAFETY, SHRINK, GROW = 0.9, 0.2, 5.0
"""Share of the wished step that is tried, and how much it may change at once [-]."""
ON_ERROR, ON_CHANGE = 0.7 / 3.0, 0.4 / 3.0
"""Exponents of the step controller for a method of third order [-]."""
STUCK, BLIND = -2, -3
"""What `advance` says when no step is short enough, and when a signal that is waited for is not a number."""
START, ERROR, K1, K2, K3, K4 = range(6)
"""Rows of the scratch: state at the start (and the error share, then the state at the end), rates of four stages."""


class Solver(NamedTuple):
    """What the integrator works on: flat views of the plant's numbers, and its own scratch."""

    state: Floats
    rate: Floats
    signal: Floats
    scale: Floats
    work: Floats
    conditions: Conditions
    step: Floats
    """[0] step to try next [s]; [1] error share of the last step [-]: what a copy needs to take the same steps."""
    counts: Floats
    """[0] evaluations of the rates, [1] steps, [2] refused steps [-]."""


class Limits(NamedTuple):
    """How exact and how long steps may be."""

    tolerance: float
    """Relative error a step may make [-]."""
    longest: float
    """[s]"""
    shortest: float
    """A step that is refused at this length [s] will never be taken."""


@chosen_by_class
def line_rates(plant: Any) -> None:
    """Write rates and signals for the present state and commands."""
    line_rates.__dict__["table"][type(plant)](plant)


def rates_for(kind: type[Any], function: Any) -> None:
    """Say which compiled function gives the rates of a class of plant."""
    line_rates.__dict__["table"][kind] = function


def new_solver(memory: Memory, conditions: Conditions, first_step: float) -> Solver:
    """A solver for these numbers, to begin with a step of this length [s]."""
    used = memory.used
    work, step = np.zeros((6, used("state").size)), np.array([first_step, 1.0])
    return Solver(used("state"), used("rate"), used("signal"), memory.scale, work, conditions, step, np.zeros(3))


@compiled
def place_stage(solver: Solver, stage: int, h: float) -> None:
    """Set the state to where a stage of the step wants its rates (Bogacki & Shampine 1989)."""
    state, work = solver.state, solver.work
    if stage == 0:
        for i in range(state.size):
            state[i] = work[START, i] + h * 0.5 * work[K1, i]
    elif stage == 1:
        for i in range(state.size):
            state[i] = work[START, i] + h * 0.75 * work[K2, i]
    else:
        for i in range(state.size):
            state[i] = work[START, i] + h * (2.0 * work[K1, i] + 3.0 * work[K2, i] + 4.0 * work[K3, i]) / 9.0


@compiled
def worst_error(solver: Solver, h: float, tolerance: float) -> float:
    """Largest estimated error of the step over what is allowed [-]; NaN if any is."""
    now, work, scale = solver.state, solver.work, solver.scale
    worst = 0.0
    for i in range(now.size):
        error = h * (-5.0 * work[K1, i] + 6.0 * work[K2, i] + 8.0 * work[K3, i] - 9.0 * work[K4, i]) / 72.0
        share = abs(error) / (scale[i] + tolerance * max(abs(work[START, i]), abs(now[i])))
        work[ERROR, i] = share
        if not (share <= worst or math.isnan(worst)):
            worst = share
    return worst


@compiled
def place_on_cubic(solver: Solver, x: float, h: float) -> None:
    """Set the state to the cubic Hermite polynomial at a share x of the step; linear balances stay exact."""
    state, work = solver.state, solver.work
    z = 1.0 - x
    b, c, d = x * x * (3.0 - 2.0 * x), x * z * z * h, -x * x * z * h
    for i in range(state.size):
        change = work[ERROR, i] - work[START, i]
        state[i] = work[START, i] + b * change + c * work[K1, i] + d * work[K4, i]


@compiled
def next_step(solver: Solver, h: float, error: float) -> float:
    """Length of the step to follow an accepted one [s]."""
    share = max(error, 1e-6)
    factor: float = SAFETY * share**-ON_ERROR * (solver.step[1] / share) ** ON_CHANGE
    solver.step[1] = share
    return h * min(GROW, max(SHRINK, factor))


@compiled
def shorter_step(h: float, error: float) -> float:
    """Length to try after a refused step [s]."""
    return h * max(SHRINK, SAFETY * error ** (-1.0 / 3.0)) if error < 1e300 else h * SHRINK


@compiled
def advance(plant: Any, solver: Solver, start: float, end: float, limits: Limits) -> tuple[float, int]:
    """Carry the plant from start to end [s], or to the first condition reached, and say which (-1: none).

    The only function that calls the plant: numba optimises all that a function calls once more with it, so every
    further caller would cost seconds of compile time. With end = start it only evaluates rates and signals.
    """
    state, work, step, counts = solver.state, solver.work, solver.step, solver.counts
    line_rates(plant)
    counts[0] += 1
    fired = reached(solver.conditions, solver.signal)
    time, may_grow = start, True
    work[K1, :] = solver.rate
    while fired == -1 and time < end:
        work[START, :] = state
        before = margin(solver.conditions, solver.signal)
        h = min(step[0], limits.longest)
        last = time + 1.0001 * h >= end
        if last:
            h = end - time
        for stage in range(3):
            place_stage(solver, stage, h)
            line_rates(plant)
            work[K2 + stage, :] = solver.rate
        counts[0] += 3
        error = worst_error(solver, h, limits.tolerance)
        if not error <= 1.0:
            counts[2] += 1
            step[0], may_grow = shorter_step(h, error), False
            state[:] = work[START]
            if step[0] < limits.shortest:
                return time, STUCK
            continue
        counts[1] += 1
        after = margin(solver.conditions, solver.signal)
        if after >= 0.0:
            work[ERROR, :] = state
            bracket = Bracket(0.0, 1.0, before, after, 0, 1)
            while not located(bracket):
                x = guess(bracket)
                place_on_cubic(solver, x, h)
                line_rates(plant)
                counts[0] += 1
                bracket = narrowed(bracket, x=x, past=margin(solver.conditions, solver.signal))
            place_on_cubic(solver, bracket.high, h)
            line_rates(plant)
            return time + h * bracket.high, reached(solver.conditions, solver.signal)
        if math.isnan(after):
            return time, BLIND
        time = end if last else time + h
        work[K1, :] = solver.rate
        wish = next_step(solver, h, error)
        if not may_grow:
            wish = min(wish, h)
        step[0], may_grow = min(limits.longest, max(wish, step[0]) if last else wish), True
    return time, fired
