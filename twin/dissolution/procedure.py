"""What people do with lithium carbonate: trucks, laboratory release, bag cutting, the silo.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
The run starts at midnight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twin.control.haul import LOAD, Truck
from twin.control.stores import Store
from twin.dissolution.handle import LotHandle, SiloHandle
from twin.dissolution.lots import drawn
from twin.engine.procedure import Phase, Steps
from twin.schedule import Scheduled

DAY, MORNING, EVENING = 86400.0, 6 * 3600.0, 22 * 3600.0
"""Unloading and bag cutting stop at night [s of the day]."""
BRISK, COVER = 0.85, 6.0 * DAY
"""Trucks come a little faster than carbonate is used [-], unless the warehouse covers this time [s]; design 7 d."""
MOST_REJECTED = 10
"""Lots that are refused in a row [-]; estimated: then the supplier is changed, not the lot."""
EMPTY, RESTART = 300.0, 2000.0
"""Carbonate in silo and hopper at which dosing stops and starts again [kg]; estimated."""


class RunCarbonateTrucks(Truck):
    """Procedure LG-04: a truck every so often, if there is room; one dock, not at night; quarantine until released.

    demand  carbonate that the plant uses [kg/s]
    """

    shows = {"wait_truck": 0, "wait_day": 1, "wait_dock": 1, "unload": 2}

    def __init__(self, *about: Any, quarantine: Store, released: Store, demand: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.quarantine, self.released = quarantine, released
        self.interval, self.enough = BRISK * LOAD / demand, COVER * demand

    def begin(self) -> Phase:
        self.memory["planned"] = self.env.now
        self.plan()
        return self.wait_truck

    def plan(self) -> None:
        """The next truck, on its schedule and with its delay [s]."""
        self.memory["planned"] = self.memory.get("planned", self.env.now) + self.interval
        self.memory["arrival"] = self.memory["planned"] + self.lasts("truck_li2co3")

    def next_release(self) -> float:
        """Seconds until the laboratory releases the next lot."""
        due = [time for key, time in self.memory.items() if key.startswith("release")]
        return max(min(due, default=self.env.now + DAY) - self.env.now, 0.0)

    def release_lots(self) -> None:
        """Lots whose release has come may be cut."""
        due = [key for key, time in self.memory.items() if key.startswith("release") and time <= self.env.now]
        for key in due:
            del self.memory[key]
            self.released.put(self.quarantine.take(LOAD))

    def wait_truck(self) -> Steps:
        arrival = max(self.memory.get("arrival", self.env.now) - self.env.now, 0.0)
        yield self.hold(seconds=min(arrival, self.next_release()))
        self.release_lots()
        if self.until("arrival") > 0.0:
            return self.wait_truck
        self.plan()
        return self.wait_truck if self.quarantine.held() + self.released.held() > self.enough else self.wait_day

    def wait_day(self) -> Steps:
        hour = self.env.now % DAY
        yield self.hold(seconds=(MORNING - hour) % DAY if not MORNING <= hour < EVENING else 0.0)
        return self.wait_dock

    def load(self) -> None:
        self.quarantine.put(LOAD)
        self.memory[f"release {self.memory['delivery']:.0f}"] = self.env.now + self.lasts("lab_feed")

    def gone(self) -> Phase:
        return self.wait_truck


class CutBags(Scheduled):
    """Procedure LG-05, mode tag XS-151: bags are cut by day, as long as the silo has room and lots are released."""

    shows = {"idle": 0, "cutting": 1, "blocked": 2}

    def __init__(self, *about: Any, silo: SiloHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.silo = silo

    def begin(self) -> Phase:
        self.silo.leave_average()
        return self.idle

    def idle(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(seconds=(MORNING - self.env.now) % DAY)
        return self.cutting

    def cutting(self) -> Steps:
        self.silo.cut()
        rest = max(EVENING - self.env.now % DAY, 0.0)
        full = self.when(self.silo.silo, above=self.silo.full)
        yield self.first_of(full, self.hold(seconds=min(rest, self.silo.stock_lasts())))
        self.silo.book(self.env.now - self.entered)
        return self.blocked if MORNING <= self.env.now % DAY < EVENING else self.idle

    def blocked(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(hours=1)
        return self.cutting if MORNING <= self.env.now % DAY < EVENING else self.idle


class FeedLots(Scheduled):
    """Every lot of carbonate has an analysis of its own; one with too much fluoride is sent back (data book 11)."""

    shows = {"feeding": 1}

    def __init__(
        self,
        *about: Any,
        lots: LotHandle,
        mean: Mapping[str, float],
        variation: float,
        most_fluoride: float,
        **more: Any,
    ) -> None:
        super().__init__(*about, **more)
        self.lots, self.mean, self.variation, self.most_fluoride = lots, mean, variation, most_fluoride

    def begin(self) -> Phase:
        self.memory["until"] = LOAD * self.draws.uniform()
        self.take_next()
        return self.feeding

    def take_next(self) -> None:
        """The next lot that the laboratory accepts; of many bad ones in a row the last is taken all the same."""
        for _ in range(MOST_REJECTED):
            lot = drawn(self.mean, self.variation, lambda: self.draws.normal(0.0, 1.0))
            if lot["f"] <= self.most_fluoride:
                break
            self.count("rejected")
        self.lots.feed_from(lot)

    def feeding(self) -> Steps:
        yield self.when(self.lots.fed, above=self.memory.get("until", 0.0))
        self.memory["until"] = self.memory.get("until", 0.0) + LOAD
        self.count("lot_fed")
        self.take_next()
        return self.feeding


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
        yield self.when(self.silo.silo, below=EMPTY)
        self.count("outage")
        return self.starve

    def starve(self) -> Steps:
        self.silo.starve()
        yield self.when(self.silo.silo, above=RESTART)
        return self.feed
