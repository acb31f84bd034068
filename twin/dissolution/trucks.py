"""Trucks of lithium carbonate, and the laboratory that releases what they bring.

Lives here: their procedure. Lives elsewhere: what every truck does (twin.control.haul), bag cutting (.procedure).
"""

from __future__ import annotations

from typing import Any

from twin.control.haul import Truck
from twin.control.stores import Store
from twin.engine.procedure import Phase, Steps
from twin.hours import DAY


class RunCarbonateTrucks(Truck):
    """Procedure LG-04: a truck every so often, if there is room; quarantine until released.

    demand  carbonate that the plant uses [kg/s]
    """

    shows = {"wait_truck": 0, **Truck.shows}
    key = "truck_li2co3"

    def __init__(self, *about: Any, quarantine: Store, released: Store, demand: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.quarantine, self.released = quarantine, released
        self.interval, self.enough = self.practice.carbonate_pace * self.mass / demand, self.goods.order_at or 0.0

    def begin(self) -> Phase:
        self.memory["planned"] = self.env.now
        self.plan()
        return self.wait_truck

    def round(self) -> Phase:
        return self.wait_truck

    def plan(self) -> None:
        """The next truck, on its schedule and with its delay [s]."""
        self.memory["planned"] = self.memory.get("planned", self.env.now) + self.interval
        self.memory["arrival"] = self.memory["planned"] + self.lasts(self.key)

    def next_release(self) -> float:
        """Seconds until the laboratory releases the next lot."""
        due = [time for key, time in self.memory.items() if key.startswith("release")]
        return max(min(due, default=self.env.now + DAY) - self.env.now, 0.0)

    def release_lots(self) -> None:
        """Lots whose release has come may be cut."""
        due = [key for key, time in self.memory.items() if key.startswith("release") and time <= self.env.now]
        for key in due:
            del self.memory[key]
            self.released.put(self.quarantine.take(self.mass))

    def wait_truck(self) -> Steps:
        arrival = max(self.memory.get("arrival", self.env.now) - self.env.now, 0.0)
        yield self.hold(seconds=min(arrival, self.next_release()))
        self.release_lots()
        if self.until("arrival") > 0.0:
            return self.wait_truck
        self.plan()
        return self.wait_truck if self.quarantine.held() + self.released.held() > self.enough else self.wait_day

    def leave(self) -> None:
        self.quarantine.put(self.mass)
        delivered = self.memory.get("delivery", 0.0) + 1.0
        self.memory[f"release {delivered:.0f}"] = self.env.now + self.laboratory("lab_feed")
