"""The yearly turnaround: units go down in order, works are done, units come back in order.

Lives here: its procedure, the names of its stages as causes, what a plant asks of a turnaround that comes.
Lives elsewhere: what each stage stops (twin.operations); cooling down and cold start of an electrolyser
(twin.electrolysis.procedure); utilities that fail (.utilities).
"""

from __future__ import annotations

from typing import Any, Protocol

from twin.control.permits import Permits
from twin.engine.procedure import Phase, Steps
from twin.engine.rows import Signal
from twin.schedule import Scheduled

FEED_OFF, CELLS_OFF, WORKS = "turnaround feed", "turnaround cells", "turnaround works"
"""Stages of a turnaround, as causes: they add up on the way down and go in the other order."""
DAY = 86400.0
YEAR = 365.25 * DAY


class FeedTank(Protocol):
    """What lies between cells and crystalliser."""

    tank: Signal
    """Level [-]."""

    def draw_tank_down(self, level: float) -> None:
        """Let the crystalliser work down to this level [-]."""

    def fill_tank(self) -> None:
        """Back to the normal level."""


class RunTurnaround(Scheduled):
    """Procedure TA-01: carbonate, cells and burner, crystalliser, all the rest; cold start of all electrolysers.

    tank  worked off before the crystalliser goes down
    """

    def __init__(self, *about: Any, permits: Permits, tank: FeedTank, **more: Any) -> None:
        super().__init__(*about, **more)
        self.permits, self.tank = permits, tank

    def begin(self) -> Phase:
        self.memory["due"] = self.env.now + self.practice.turnaround_first
        return self.production

    def stand(self, *stages: str) -> None:
        """These stages act, the others do not."""
        for stage in (FEED_OFF, CELLS_OFF, WORKS):
            if stage in stages:
                self.permits.act(stage, share=0.0)
            else:
                self.permits.clear(stage)

    def production(self) -> Steps:
        self.stand()
        yield self.hold(seconds=self.until("due"))
        self.memory["back"] = self.env.now + self.lasts("turnaround")
        self.memory["due"] += YEAR
        return self.feed_off

    def feed_off(self) -> Steps:
        self.stand(FEED_OFF)
        yield self.hold(seconds=self.practice.step_down)
        return self.cells_off

    def cells_off(self) -> Steps:
        self.stand(FEED_OFF, CELLS_OFF)
        self.tank.draw_tank_down(0.75 * self.practice.work_off_level)
        worked_off = self.when(self.tank.tank, below=self.practice.work_off_level)
        yield self.first_of(worked_off, self.hold(seconds=self.practice.work_off_patience))
        return self.works

    def works(self) -> Steps:
        self.stand(FEED_OFF, CELLS_OFF, WORKS)
        self.tank.fill_tank()
        yield self.hold(seconds=max(self.memory.get("back", 0.0) - self.env.now, 0.0))
        self.memory["patience"] = self.env.now + self.practice.start_patience
        return self.start_up

    def start_up(self) -> Steps:
        self.stand(CELLS_OFF)
        yield self.hold(seconds=self.practice.look)
        if not self.permits.all_in() and self.until("patience") > 0.0:
            return self.start_up
        self.count("turnaround")
        return self.production
