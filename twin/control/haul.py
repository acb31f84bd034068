"""Trucks: one dock by day, to or from a store, a tank or the plant's own stock.

Lives here: what every truck does at the dock, trucks that a store calls for, the round of the chemicals truck.
Lives elsewhere: who sends which (trucks of the sections), goods (.stores).
"""

from __future__ import annotations

from typing import Any

from twin.control.stores import Store
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.hours import until_open
from twin.schedule import Scheduled
from twin.staff_nameplate import StorePlate


class Truck(Scheduled):
    """Trucks of an order that are there: they wait for the day, then for the dock, are handled, and leave.

    goods  what they carry, and how many come at once
    dock   where; not at night
    """

    shows = {"wait_day": 1, "wait_dock": 1, "unload": 2}
    holds = {"unload": ("dock",)}
    key = ""
    """Row of the schedule with the truck's delay."""

    def __init__(self, *about: Any, goods: StorePlate, dock: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.goods, self.dock = goods, dock
        self.mass = (goods.load or 0.0) * goods.trucks

    def stand(self) -> None:
        """What is so while no truck is at the dock."""

    def flow(self, seconds: float) -> None:
        """What flows while it is there, for this time [s]."""

    def leave(self) -> None:
        """What it has changed when it leaves."""

    def round(self) -> Phase:
        """Where the next truck is waited for."""
        raise NotImplementedError

    def wait_day(self) -> Steps:
        self.stand()
        yield self.hold(seconds=until_open(self.env.now, self.calendar.unloading_from, self.calendar.unloading_to))
        return self.wait_dock

    def wait_dock(self) -> Steps:
        self.stand()
        yield self.acquire(self.dock)
        return self.unload

    def unload(self) -> Steps:
        seconds = self.goods.trucks * self.lasts("unload")
        self.flow(seconds)
        yield self.hold(seconds=seconds)
        self.release(self.dock)
        self.leave()
        for _ in range(self.goods.trucks):
            self.count("delivery")
        return self.round()


class Haul(Truck):
    """Trucks to or from a store, ordered when somebody looks at it."""

    shows = {"watch": 0, "ordered": 1, **Truck.shows}

    def __init__(self, *about: Any, store: Store, **more: Any) -> None:
        super().__init__(*about, **more)
        self.store = store
        self.order_at, self.notice = self.goods.order_at or 0.0, self.goods.notice or 0.0

    def begin(self) -> Phase:
        return self.watch

    def round(self) -> Phase:
        return self.watch

    def wanted(self) -> bool:
        """Whether a truck is to be ordered."""
        raise NotImplementedError

    def watch(self) -> Steps:
        yield self.hold(seconds=self.calendar.stock_round)
        return self.ordered if self.wanted() else self.watch

    def ordered(self) -> Steps:
        yield self.hold(seconds=max(self.notice + self.lasts(self.key), 0.0))
        return self.wait_day


class Fetch(Haul):
    """Trucks that take away what has gathered."""

    def wanted(self) -> bool:
        return self.store.has(self.order_at)

    def leave(self) -> None:
        self.store.take(self.mass)


class Bring(Haul):
    """Trucks that bring what is used up."""

    def wanted(self) -> bool:
        return not self.store.has(self.order_at)

    def leave(self) -> None:
        self.store.put(self.mass)


class RunChemicalTrucks(Truck):
    """Procedure LG-07: barium chloride, peroxide and the like, once a month; the stock outlasts any delay."""

    shows = {"wait_truck": 0, **Truck.shows}
    key = "truck_chemicals"

    def begin(self) -> Phase:
        self.memory["planned"] = self.env.now + self.practice.chemicals_round * self.draws.uniform()
        return self.wait_truck

    def round(self) -> Phase:
        return self.wait_truck

    def wait_truck(self) -> Steps:
        self.memory["arrival"] = self.memory.get("planned", self.env.now) + self.lasts(self.key)
        yield self.hold(seconds=self.until("arrival"))
        self.memory["planned"] = self.memory.get("planned", self.env.now) + self.practice.chemicals_round
        return self.wait_day
