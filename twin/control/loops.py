"""Control loops: what the PLC's controllers do, as rows that the rates evaluate.

Lives here: one controller (proportional-integral on a ratio or on a plain output) and how many run.
Lives elsewhere: which loop reads and moves what (twin.loop_table, from the flowsheet); interlocks (.interlocks).

A loop's output is `wild * bias * (1 + gain * error + integral)`: with a wild flow it is a ratio controller whose
ratio is trimmed, without one (wild = 1) a plain controller. Loops are evaluated in order, so that a later one
may take its set point or its wild flow from an earlier one (cascade, cross-limits).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows

NONE = -1


@dataclass
class Loop:
    """A controller, as it is tuned."""

    measured: int
    """Place of the measured signal."""
    wild: int
    """Place of the wild flow's signal; NONE: 1."""
    master: int
    """Row of the loop whose output is the set point; NONE: the set point is commanded."""
    bias: float
    """Output, or ratio, at no error [output unit]."""
    gain: float
    """Share of the bias per unit of (set point - measured) [1 / measured unit]."""
    integral_time: float
    """[s]; 0: proportional only."""
    low: float
    """Least output [output unit]."""
    high: float
    """Largest output [output unit]."""


@dataclass
class LoopCommand:
    """What operators and sequences set."""

    set_point: float
    """[measured unit]"""
    automatic: float
    """1: automatic; 0: the output stands where `manual` says."""
    manual: float
    """Output in manual [output unit]."""


@dataclass
class LoopMemory:
    """State of a controller."""

    integral: float = quantity("share of the bias", scale=1e-3)


@dataclass
class LoopSignal:
    """What a faceplate shows."""

    output: float
    """[output unit]"""
    set_point: float
    """In force now [measured unit]."""
    error: float
    """Set point less measured [measured unit]."""


class Loops(NamedTuple):
    """All loops, as compiled code sees them."""

    loops: Rows[Loop]
    commands: Rows[LoopCommand]
    now: Rows[LoopMemory]
    rate: Rows[LoopMemory]
    seen: Rows[LoopSignal]
    signal: Floats
    """All signals of the plant, by place."""


@compiled
def limited(*, value: float, low: float, high: float) -> float:
    """A value between two limits.

    >>> limited(value=3.0, low=0.0, high=2.0)
    2.0
    """
    return min(max(value, low), high)


@compiled
def integral_rate(*, error: float, gain: float, integral_time: float, wanted: float, low: float, high: float) -> float:
    r"""Rate of a controller's integral [1/s], stopped at a limit it would pass (anti-windup).

    .. math:: \dot I = K e / T_i                                                                    (1)

    Source: (1) Aström and Hägglund, Advanced PID Control (2006), conditional integration.

    >>> integral_rate(error=2.0, gain=3.0, integral_time=6.0, wanted=0.5, low=0.0, high=1.0)
    1.0
    >>> integral_rate(error=2.0, gain=3.0, integral_time=6.0, wanted=1.5, low=0.0, high=1.0)
    0.0
    """
    if integral_time <= 0.0:
        return 0.0
    rate = gain * error / integral_time
    if (wanted >= high and rate > 0.0) or (wanted <= low and rate < 0.0):
        return 0.0
    return rate


@compiled
def run_loop(section: Loops, k: int) -> None:
    """One controller: its output for the present measurement, and the rate of its integral."""
    loop, command, seen = section.loops[k], section.commands[k], section.seen[k]
    wild = 1.0
    if loop.wild != NONE:
        wild = section.signal[loop.wild]
    seen.set_point = command.set_point
    if loop.master != NONE:
        seen.set_point = section.seen[loop.master].output
    seen.error = seen.set_point - section.signal[loop.measured]
    if command.automatic == 0.0:
        seen.output = command.manual
        section.rate[k].integral = 0.0
        return
    wanted = wild * loop.bias * (1.0 + loop.gain * seen.error + section.now[k].integral)
    seen.output = limited(value=wanted, low=loop.low, high=loop.high)
    section.rate[k].integral = 0.0
    if wild > 0.0:
        section.rate[k].integral = integral_rate(
            error=seen.error, gain=loop.gain, integral_time=loop.integral_time,
            wanted=wanted, low=loop.low, high=loop.high,
        )  # fmt: skip


@compiled
def run_loops(section: Loops, first: int, end: int) -> None:
    """Controllers from one row to before another, in order."""
    for k in range(first, end):
        run_loop(section, k)


def build_loops(
    memory: Memory, loops: list[Loop], seen: Rows[LoopSignal], signal: Floats, tags: Sequence[str]
) -> Loops:
    """Claim memory for the controllers of a line by their tags; their signals are claimed before all others."""
    now, rate = memory.states("loops", LoopMemory, len(loops), labels=tags)
    return Loops(
        rows(Loop, loops), memory.commands("loops", LoopCommand, len(loops)), now, rate,
        seen, signal,
    )  # fmt: skip
