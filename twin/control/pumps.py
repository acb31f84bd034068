"""Pumps of a service: one runs, one stands by, and rarely none of them can.

Lives here: their procedure. Lives elsewhere: which loops stand meanwhile (the design's pumps, twin.causes), how often
and how long (the schedule).
"""

from __future__ import annotations

from typing import Any

from twin.control.permits import Permits
from twin.control.spares import Shelf
from twin.engine.procedure import Phase, Steps
from twin.schedule import Scheduled


class RunPumps(Scheduled):
    """Procedure PM-01: the running pump fails, the standby takes over by hand, fitters mend the other.

    installed  how many pumps there are; spares  of their kind
    """

    shows = {"run": 1, "changeover": 0, "all_out": 0}

    def __init__(self, *about: Any, permits: Permits, installed: int, spares: Shelf, **more: Any) -> None:
        super().__init__(*about, **more)
        self.permits, self.installed, self.spares = permits, installed, spares

    def begin(self) -> Phase:
        self.expect_failure()
        return self.run

    def expect_failure(self) -> None:
        """When the pump that starts now fails [s]."""
        self.memory["failure"] = self.env.now + self.lasts("pump_failure")

    def repairs(self) -> dict[str, float]:
        """Pumps with the fitters: key of the memory -> time at which each is mended [s]."""
        return {key: time for key, time in self.memory.items() if key.startswith("mended")}

    def hand_in(self) -> None:
        """One more pump to the fitters."""
        self.memory["failures"] = self.memory.get("failures", 0.0) + 1.0
        wait = self.spares.wait(self.draws, self.env.now)
        self.memory[f"mended {self.memory['failures']:.0f}"] = self.env.now + wait + self.repair("pump_failure")

    def take_back(self) -> None:
        """Pumps that are mended by now stand by."""
        for key in [key for key, time in self.repairs().items() if time <= self.env.now]:
            del self.memory[key]
            self.count("repair")

    def run(self) -> Steps:
        self.permits.clear(self.name)
        failure = self.memory.get("failure", self.env.now)
        yield self.hold(seconds=max(min([failure, *self.repairs().values()]) - self.env.now, 0.0))
        self.take_back()
        return self.fail() if self.until("failure") <= 0.0 else self.run

    def fail(self) -> Phase:
        """The running pump goes to the fitters; the next one starts, or none does."""
        self.count("outage")
        self.hand_in()
        while len(self.repairs()) < self.installed:
            if self.draws.uniform() >= self.practice.standby_fails:
                return self.changeover
            self.hand_in()
        return self.all_out

    def changeover(self) -> Steps:
        self.permits.act(self.name)
        yield self.hold(seconds=self.lasts("pump_changeover"))
        self.expect_failure()
        return self.run

    def all_out(self) -> Steps:
        self.permits.act(self.name)
        yield self.hold(seconds=max(min(self.repairs().values(), default=self.env.now) - self.env.now, 0.0))
        self.take_back()
        self.expect_failure()
        return self.run
