"""How a batch of carbonate is dissolved: charge brine, add solids and acid, finish and strip, sample, transfer.

The reactors share a pump that charges them from the tank of recycled brine and a pump that empties them into the tank
of raw brine; who has the pump still waits until that tank holds a batch, or has room for one.
Lives here: the phases of one reactor. Lives elsewhere: what they set and how much (.batch_handle), durations (the
design's schedule: one draw stretches all phases of a batch).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from twin.dissolution.batch_handle import ReactorHandle
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.schedule import Scheduled

CHARGE, REACT, FINISH, SAMPLE, TRANSFER = 0.5, 1.75, 0.5, 0.75, 0.5
"""Shares of a batch of four hours [h] (data book, des_parameters: dissolver batch)."""
NOMINAL = 4.0 * 3600.0
"""Batch to which these durations belong [s]."""


class DissolveBatch(Scheduled):
    """Procedure DI-02: a batch after the other; reactors start a third of a batch apart.

    wait      how long after the run's start this reactor begins [s]
    charging  the pump for recycled brine
    emptying  the pump for raw brine
    """

    shows = {
        "wait_turn": 0, "wait_charging": 0, "wait_brine": 0, "charge": 1, "react": 2, "finish": 2, "sample": 3,
        "wait_emptying": 3, "wait_room": 3, "transfer": 4,
    }  # fmt: skip
    holds: ClassVar[Mapping[str, Sequence[str]]] = {
        "wait_brine": ("charging",), "charge": ("charging",), "wait_room": ("emptying",), "transfer": ("emptying",),
    }  # fmt: skip

    def __init__(
        self, *about: Any, unit: ReactorHandle, wait: float, charging: Resource, emptying: Resource, **more: Any
    ) -> None:
        super().__init__(*about, **more)
        self.unit, self.wait, self.charging, self.emptying = unit, wait, charging, emptying

    def begin(self) -> Phase:
        self.unit.take_over()
        return self.wait_turn

    def stretch(self) -> float:
        """How long this batch takes over the nominal one [-]."""
        return self.memory.get("stretch", 1.0)

    def since(self) -> float:
        """Time since this reactor was charged last [s]."""
        return self.env.now - self.memory.get("charged", self.env.now - NOMINAL)

    def wait_turn(self) -> Steps:  # 2.0
        self.unit.stand()
        yield self.hold(seconds=self.wait)
        return self.wait_charging

    def wait_charging(self) -> Steps:
        self.unit.stand()
        yield self.acquire(self.charging)
        self.memory["enough"] = self.unit.enough(self.unit.recipe(self.since())["brine"])
        return self.wait_brine

    def wait_brine(self) -> Steps:
        self.unit.stand()
        yield self.when(self.unit.brine, above=self.memory["enough"])
        return self.charge

    def charge(self) -> Steps:  # 2.1 recycled brine
        self.memory["stretch"] = self.lasts("dissolver_batch") / NOMINAL
        seconds = 3600.0 * CHARGE * self.stretch()
        self.memory |= {**self.unit.recipe(self.since()), "charged": self.env.now}
        self.unit.charge(self.memory["brine"] / seconds)
        yield self.hold(seconds=seconds)
        self.release(self.charging)
        return self.react

    def react(self) -> Steps:  # 2.2 solids and acid together
        seconds = 3600.0 * REACT * self.stretch()
        self.unit.feed(self.memory.get("solid", 0.0) / seconds)
        yield self.hold(seconds=seconds)
        return self.finish

    def finish(self) -> Steps:  # 2.3 end point, strip
        self.unit.finish()
        yield self.hold(seconds=3600.0 * FINISH * self.stretch())
        return self.sample

    def sample(self) -> Steps:  # 2.4
        self.unit.finish()
        yield self.hold(seconds=3600.0 * SAMPLE * self.stretch())
        return self.wait_emptying

    def wait_emptying(self) -> Steps:
        self.unit.finish()
        yield self.acquire(self.emptying)
        self.memory["room"] = self.unit.room()
        return self.wait_room

    def wait_room(self) -> Steps:
        self.unit.finish()
        yield self.when(self.unit.raw, below=self.memory["room"])
        return self.transfer

    def transfer(self) -> Steps:  # 2.5
        self.unit.transfer(3600.0 * TRANSFER * self.stretch())
        yield self.first_of(self.when(self.unit.mass, below=self.unit.heel), self.hold(hours=2))
        self.release(self.emptying)
        self.count("batch")
        return self.wait_charging
