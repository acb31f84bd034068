"""What people and sequences do with candle filters and filter press.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any

from twin.engine.procedure import Phase, Steps
from twin.purification.handle import FilterHandle
from twin.schedule import Scheduled


class RunCandleFilters(Scheduled):
    """Procedure PU-02, mode tags XS-257: one filter in service; when it is full the other takes over and it is washed.

    The numbers are those of the filter that is not in service. A filter is full at its pressure drop, or by time where
    solids are few. The schedule's `filter_cycle` is that of the usual solids: it says how each cake resists.
    """

    shows = {"service": 6, "drain": 3, "blow_back": 4, "precoat": 1, "fill": 5}

    def __init__(self, *about: Any, filters: FilterHandle, usual: float, longest: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.filters, self.usual, self.longest = filters, usual, longest

    def begin(self) -> Phase:
        self.filters.leave_average()
        self.memory["duty"] = 0.0
        self.memory["since"] = self.env.now
        self.expect_mistake()
        return self.service

    def expect_mistake(self) -> None:
        """When a heel is dumped instead of blown back [s]."""
        self.memory["mistake"] = self.env.now + self.lasts("heel_dumped")

    def service(self) -> Steps:
        self.filters.filter_brine()
        yield self.first_of(
            self.when(self.filters.drop, above=self.filters.full),
            self.hold(seconds=max(self.longest - self.env.now + self.memory["since"], 60.0)),
        )
        if self.filters.stands():
            return self.service
        self.memory["duty"] = 1.0 - self.memory["duty"]
        self.memory["lasted"], self.memory["since"] = self.env.now - self.memory["since"], self.env.now
        self.filters.take_over(cake_factor=self.usual / max(self.lasts("filter_cycle"), 1.0))
        return self.drain

    def drain(self) -> Steps:
        self.filters.filter_brine()
        self.memory["wash"] = self.lasts("filter_regenerate") / 4.0
        yield self.hold(seconds=self.memory["wash"])
        return self.blow_back

    def blow_back(self) -> Steps:
        self.filters.filter_brine()
        yield self.hold(seconds=self.memory.get("wash", 0.0))
        if self.until("mistake") == 0.0:
            self.filters.dump_heel()
            self.expect_mistake()
        return self.precoat

    def precoat(self) -> Steps:
        self.filters.filter_brine()
        yield self.hold(seconds=self.memory.get("wash", 0.0))
        return self.fill

    def fill(self) -> Steps:
        self.filters.filter_brine()
        yield self.hold(seconds=self.memory.get("wash", 0.0))
        self.count("filter_wash")
        return self.service


class RunPress(Scheduled):
    """Procedure PU-03, mode tag XS-259: cake gathers, is squeezed, washed and dropped."""

    shows = {"gather": 1, "idle": 0, "squeeze": 2, "wash": 3, "drop": 4}

    def __init__(self, *about: Any, filters: FilterHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.filters = filters

    def begin(self) -> Phase:
        return self.gather

    def gather(self) -> Steps:
        yield self.hold(seconds=self.lasts("press_cycle"))
        return self.idle if self.filters.stands() else self.squeeze

    def idle(self) -> Steps:
        yield self.hold(hours=1)
        return self.gather

    def squeeze(self) -> Steps:
        self.memory["third"] = self.lasts("press_drop") / 3.0
        yield self.hold(seconds=self.memory["third"])
        return self.wash

    def wash(self) -> Steps:
        yield self.hold(seconds=self.memory.get("third", 0.0))
        return self.drop

    def drop(self) -> Steps:
        self.filters.drop_cake()
        self.count("press_drop")
        yield self.hold(seconds=self.memory.get("third", 0.0))
        return self.gather
