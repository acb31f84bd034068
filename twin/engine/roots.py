"""The instant at which a condition is reached, inside a step of the integrator.

False position with Illinois halving (Dowell & Jarratt 1971, BIT 11, 168); every third look halves the bracket, because
false position creeps for ever on a signal that is flat and then jumps.
Lives here: conditions, how far each is from its threshold, the narrowing bracket.
Lives elsewhere: the state inside a step (twin.engine.integrator).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Rows

LOCATED = 1e-7
"""Share of a step within which a condition is located [-]."""
FAR = -1e300
"""Margin when nothing is waited for."""


@dataclass
class Condition:
    """A wait for a signal to reach a threshold."""

    signal: int
    """Place among the signals."""
    threshold: float
    sense: float
    """+1: from below; -1: from above; 0: the slot is free."""
    rank: int
    """Which goes first when several are reached at one instant."""


Conditions: TypeAlias = Rows[Condition]


class Bracket(NamedTuple):
    """Where in the step a condition is reached: shares of it, and the margins there."""

    low: float
    high: float
    below: float
    above: float
    kept: int
    """Which end the last look kept: +1 the low one, -1 the high one."""
    looks: int


@compiled
def reached(conditions: Conditions, signal: Floats) -> int:
    """The condition that holds now, the one of lowest rank if there are several, or -1."""
    best = -1
    for k in range(len(conditions)):
        wait = conditions[k]
        holds = wait.sense != 0.0 and wait.sense * (signal[wait.signal] - wait.threshold) >= 0.0
        if holds and (best < 0 or wait.rank < conditions[best].rank):
            best = k
    return best


@compiled
def margin(conditions: Conditions, signal: Floats) -> float:
    """How far the nearest condition is past its threshold [-]; 0 or more: one is reached; NaN: a signal is."""
    nearest: float = FAR
    for k in range(len(conditions)):
        wait = conditions[k]
        if wait.sense != 0.0:
            past: float = wait.sense * (signal[wait.signal] - wait.threshold) / (abs(wait.threshold) + 1e-12)
            if not past <= nearest:
                nearest = past
            if math.isnan(past):
                return past
    return nearest


@compiled
def located(b: Bracket) -> bool:
    """Whether the bracket is narrow enough."""
    return b.high - b.low <= LOCATED


@compiled
def narrowed(b: Bracket, *, x: float, past: float) -> Bracket:
    """The bracket after a look at x that found the margin past."""
    if past >= 0.0:
        return Bracket(b.low, x, b.below * (0.5 if b.kept == 1 else 1.0), past, 1, b.looks + 1)
    return Bracket(x, b.high, past, b.above * (0.5 if b.kept == -1 else 1.0), -1, b.looks + 1)


@compiled
def guess(b: Bracket) -> float:
    """Where to look next, never nearer to an end than the bracket has to become."""
    x = b.high - b.above * (b.high - b.low) / (b.above - b.below)
    if b.looks % 3 == 0 or not b.low < x < b.high:
        return 0.5 * (b.low + b.high)
    return min(max(x, b.low + 0.4 * LOCATED), b.high - 0.4 * LOCATED)
