"""A toy plant for the tests of the engine: two batch pots share a pump and fill a buffer that a drain empties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from twin.engine.compiled import compiled
from twin.engine.environment import HybridEnvironment
from twin.engine.integrator import rates_for
from twin.engine.procedure import Phase, Procedure, Steps
from twin.engine.resources import Resource
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.engine.runner import Runner
from twin.engine.snapshot import Snapshot

DESIGN = "toy-1"
COLUMNS = ("water", "salt", "heat")


@dataclass
class Pot:
    """Nameplate."""

    feed: float
    outlet: float
    """Opens fully [1/s]."""


@dataclass
class Valves:
    """Commands."""

    feed: float
    outlet: float


@dataclass
class Seen:
    """Signals."""

    level: float
    strength: float


@dataclass
class Ageing:
    """State of a pot besides its contents."""

    scale: float = quantity("mol", scale=1e-6)
    batches: float = quantity("-", scale=1e-3)


class Toy(NamedTuple):
    """The toy, as compiled code sees it; the last vessel is the buffer."""

    pots: Rows[Pot]
    valves: Rows[Valves]
    seen: Rows[Seen]
    ageing: Rows[Ageing]
    ageing_rate: Rows[Ageing]
    now: Floats
    change: Floats
    level: Floats
    rate: Floats


@compiled
def strength_of(*, water: float, salt: float) -> float:
    """Salt per water [-]."""
    return salt / max(water, 1e-9)


@compiled
def toy_rates(toy: Toy) -> None:
    """Rates and signals."""
    toy.rate[:] = 0.0
    buffer = len(toy.pots)
    for k in range(len(toy.pots)):
        pot, valve, seen = toy.pots[k], toy.valves[k], toy.seen[k]
        seen.level = toy.now[k, 0] / 1000.0
        seen.strength = strength_of(water=toy.now[k, 0], salt=toy.now[k, 1])
        toy.change[k, 0] += valve.feed * pot.feed
        toy.change[k, 1] += valve.feed * pot.feed * 0.1
        toy.ageing_rate[k].scale = 1e-6 * seen.strength
        for c in range(3):
            flow = valve.outlet * pot.outlet * toy.now[k, c]
            toy.change[k, c] -= flow
            toy.change[buffer, c] += flow
        toy.change[k, 2] += 3e-3 * (20.0 - toy.now[k, 2])
    toy.level[0, 0] = toy.now[buffer, 0] / 5000.0
    for c in range(3):
        toy.change[buffer, c] -= 2e-5 * toy.now[buffer, c]


rates_for(Toy, toy_rates)


class RunBatch(Procedure):
    """Fill, wait for the pump, empty, mend when worn."""

    modes: ClassVar = {1: "fill", 2: "wait_pump", 3: "empty", 4: "mend"}
    holds: ClassVar = {"empty": ["pump"]}

    def __init__(self, env: HybridEnvironment, toy: Toy, memory: Memory, pump: Resource, k: int, seed: int) -> None:
        super().__init__(env, f"pot {k}", seed=seed, rank=1 + k)
        self.toy, self.k, self.pump = toy, k, pump
        self.level = memory.signal("seen", Seen, k, "level")
        self.buffer = memory.signal_place("buffer", 0, "level")

    def begin(self) -> Phase:
        self.memory["lots"] = 0.0
        return self.fill

    def fill(self) -> Steps:
        lot = self.memory["lots"]
        self.memory["lots"] = lot + 1
        self.toy.valves[self.k].feed = self.draws.triangular(p10=0.6, median=0.9, p90=0.95)
        full, late = self.when(self.level, above=0.8), self.hold(hours=2)
        first = yield self.first_of(full, late)
        self.toy.valves[self.k].feed = 0.0
        self.memory["late"] = self.memory.get("late", 0.0) + (first is late) + 1e-3 * lot
        return self.wait_pump

    def wait_pump(self) -> Steps:
        self.toy.valves[self.k].feed = 0.0
        yield self.acquire(self.pump)
        return self.empty

    def empty(self) -> Steps:
        self.toy.valves[self.k].outlet = 1.0
        yield self.when(self.level, below=0.05)
        self.toy.valves[self.k].outlet = 0.0
        self.release(self.pump)
        return self.mend

    def mend(self) -> Steps:
        self.toy.valves[self.k].outlet = 0.0
        self.toy.ageing[self.k].batches += 1.0
        self.toy.ageing[self.k].scale = 0.0
        yield self.hold(hours=self.draws.exponential(0.5), minutes=1)
        return self.fill


class WatchBuffer(Procedure):
    """A clock and a condition, at the same instants as others."""

    def __init__(self, env: HybridEnvironment, memory: Memory, seed: int, rank: int) -> None:
        super().__init__(env, "buffer", seed=seed, rank=rank)
        self.level = memory.signal_place("buffer", 0, "level")

    def begin(self) -> Phase:
        return self.watch

    def watch(self) -> Steps:
        yield self.first_of(self.hold(hours=5000), self.when(self.level, above=0.02), self.when(self.level, above=0.02))
        return self.pause

    def pause(self) -> Steps:
        yield self.hold(minutes=15)
        return self.watch


def build(memory: Memory, pots: int = 3) -> Toy:
    """The toy's rows."""
    names = [f"P-{k}" for k in range(pots)]
    valves, seen = memory.commands("valves", Valves, pots), memory.signals("seen", Seen, pots, labels=names)
    ageing, ageing_rate = memory.states("ageing", Ageing, pots, labels=names)
    now, change = memory.state_matrix("contents", pots + 1, COLUMNS, (0.1, 0.01, 0.1), labels=[*names, "buffer"])
    level = memory.signal_matrix("buffer", 1, ("level",))
    plates = rows(Pot, [Pot(feed=0.2 + 0.01 * k, outlet=1e-3) for k in range(pots)])
    return Toy(plates, valves, seen, ageing, ageing_rate, now, change, level, memory.used("rate"))


def toy_runner(*, seed: int = 7, pots: int = 3, snapshot: Snapshot | None = None, design: str = DESIGN) -> Runner:
    """A running toy."""
    memory = Memory()
    toy, pump = build(memory, pots), Resource("pump")

    def procedures(env: HybridEnvironment) -> list[Procedure]:
        batches = [RunBatch(env, toy, memory, pump, k, seed) for k in range(pots)]
        return [*batches, WatchBuffer(env, memory, seed, 1 + pots)]

    return Runner(toy, memory, procedures, resources=[pump], design_hash=design, snapshot=snapshot)
