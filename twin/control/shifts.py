"""Shifts: how many parties there are for repairs and restarts, by day and at night, and none while one shift tells the
next.

Lives here: the procedure that mans the crew. Lives elsewhere: its hours (twin.hours), who asks for the crew (sections).
"""

from __future__ import annotations

from typing import Any

from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.hours import is_night_shift, next_shift
from twin.schedule import Scheduled


class RunShifts(Scheduled):
    """Procedure OP-01: shift after shift; what was begun before a handover goes on through it.

    by_day, at_night  parties of a shift [-]
    """

    shows = {"handover": 0, "shift": 1}

    def __init__(self, *about: Any, crew: Resource, by_day: int, at_night: int, **more: Any) -> None:
        super().__init__(*about, **more)
        self.crew, self.by_day, self.at_night = crew, by_day, at_night
        self.length = self.schedule["shift"].median or 43200.0

    def begin(self) -> Phase:
        return self.shift

    def handover(self) -> Steps:
        self.crew.man(0)
        yield self.hold(seconds=self.calendar.handover)
        return self.shift

    def shift(self) -> Steps:
        first, middle = self.calendar.shift_start, self.entered + 1.0  # not on the edge of two shifts
        self.crew.man(self.at_night if is_night_shift(middle, first, self.length) else self.by_day)
        yield self.hold(seconds=next_shift(middle, first, self.length) + 1.0)
        return self.handover
