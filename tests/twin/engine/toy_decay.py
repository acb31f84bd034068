"""Plants with known solutions: a decay and an oscillator, for accuracy and roots; a state that jumps to nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.environment import HybridEnvironment
from twin.engine.integrator import rates_for
from twin.engine.rows import Memory, Rows, quantity


@dataclass
class Swing:
    """A decay x' = -rate x, and an oscillator p' = omega q, q' = -omega p."""

    x: float = quantity("-", scale=1e-9)
    p: float = quantity("-", scale=1e-9)
    q: float = quantity("-", scale=1e-9)


@dataclass
class Law:
    """Commands."""

    rate: float
    omega: float


@dataclass
class Seen:
    """Signals."""

    x: float
    p: float
    broken: float


class Decay(NamedTuple):
    """As compiled code sees it."""

    now: Rows[Swing]
    change: Rows[Swing]
    law: Rows[Law]
    seen: Rows[Seen]


@compiled
def decay_rates(plant: Decay) -> None:
    """Rates and signals; below x = 0.1 with a negative frequency nothing is a number any more."""
    now, change, law, seen = plant.now[0], plant.change[0], plant.law[0], plant.seen[0]
    change.x = -law.rate * now.x
    change.p, change.q = law.omega * now.q, -law.omega * now.p
    if law.omega < 0.0 and now.x < 0.1:
        change.x = (now.x - now.x) / (now.x - now.x)
    seen.x, seen.p = now.x, now.p
    seen.broken = now.x if now.x > 0.5 else (now.x - now.x) / (now.x - now.x)


rates_for(Decay, decay_rates)


def decay(*, rate: float = 0.01, omega: float = 0.05, **options: float) -> tuple[Decay, Memory, HybridEnvironment]:
    """A decay from 1 and an oscillator from (0, 1)."""
    memory = Memory()
    now, change = memory.states("swing", Swing, 1, labels=["S-1"])
    plant = Decay(now, change, memory.commands("law", Law, 1), memory.signals("seen", Seen, 1))
    now[0].x, now[0].p, now[0].q = 1.0, 0.0, 1.0
    plant.law[0].rate, plant.law[0].omega = rate, omega
    return plant, memory, HybridEnvironment(plant, memory, **options)  # type: ignore[arg-type]
