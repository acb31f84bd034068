"""What people do with lithium carbonate: bag cutting, the silo.

Lives here: phases. Lives elsewhere: what they do (.handle), when (the design's calendar), trucks (.trucks).
"""

from __future__ import annotations

from typing import Any

from twin.dissolution.handle import SiloHandle
from twin.engine.procedure import Phase, Steps
from twin.hours import DAY, is_open, until_shut
from twin.schedule import Scheduled


class CutBags(Scheduled):
    """Procedure LG-05, mode tag XS-151: bags are cut by day, as long as the silo has room and lots are released."""

    shows = {"idle": 0, "cutting": 1, "blocked": 2}

    def __init__(self, *about: Any, silo: SiloHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.silo = silo

    def begin(self) -> Phase:
        self.silo.leave_average()
        return self.idle

    def by_day(self) -> bool:
        """Whether there are people to cut."""
        return is_open(self.env.now, self.calendar.cutting_from, self.calendar.cutting_to)

    def idle(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(seconds=(self.calendar.cutting_from - self.env.now) % DAY)
        return self.cutting

    def cutting(self) -> Steps:
        self.silo.cut()
        rest = until_shut(self.env.now, self.calendar.cutting_from, self.calendar.cutting_to)
        full = self.when(self.silo.silo, above=self.silo.full)
        yield self.first_of(full, self.hold(seconds=min(rest, self.silo.stock_lasts())))
        self.silo.book(self.env.now - self.entered)
        return self.blocked if self.by_day() else self.idle

    def blocked(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(hours=1)
        return self.cutting if self.by_day() else self.idle


class WatchSilo(Scheduled):
    """Procedure DI-01: dosing stops when silo and hopper are empty."""

    shows = {"feed": 0, "starve": 1}

    def __init__(self, *about: Any, silo: SiloHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.silo = silo

    def begin(self) -> Phase:
        return self.feed

    def feed(self) -> Steps:
        self.silo.feed()
        yield self.when(self.silo.silo, below=self.practice.silo_empty)
        self.count("outage")
        return self.starve

    def starve(self) -> Steps:
        self.silo.starve()
        yield self.when(self.silo.silo, above=self.practice.silo_restart)
        return self.feed
