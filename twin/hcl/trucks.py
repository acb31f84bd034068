"""Trucks of acid, lye and hypochlorite.

Lives here: their procedures.
Lives elsewhere: what they do (.handle, twin.control.stores); carbonate (twin.dissolution).
"""

from __future__ import annotations

from typing import Any

from twin.control.haul import NOTICE, Haul
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.hcl.handle import AcidDockHandle
from twin.schedule import Scheduled

LOAD = 24e3
"""Of a truck [kg]."""
ACID_UNLOADING = 0.75 * 3600.0
"""[s]"""
ROOM = 0.85
"""Level of the acid tanks with which a truck may unload [-]; high alarm 0.9."""
ORDER_LYE, ORDER_COLLECTION = 32e3, 22e3
"""Lye left, and hypochlorite gathered, at which a truck is ordered [kg]."""


class RunAcidTrucks(Scheduled):
    """Procedure LG-01: bought acid is ordered when the tanks fall below their normal level."""

    shows = {"enough": 0, "ordered": 1, "wait_room": 1, "wait_dock": 1, "unload": 2}
    holds = {"unload": ("dock",)}

    def __init__(self, *about: Any, tanks: AcidDockHandle, dock: Resource, trucks: int = 1, **more: Any) -> None:
        super().__init__(*about, **more)
        self.tanks, self.dock, self.trucks = tanks, dock, trucks

    def begin(self) -> Phase:
        self.tanks.leave_average()
        return self.enough

    def enough(self) -> Steps:
        self.tanks.shut()
        yield self.when(self.tanks.level, below=self.tanks.normal)
        return self.ordered

    def ordered(self) -> Steps:
        self.tanks.shut()
        yield self.hold(seconds=NOTICE + self.lasts("truck_acid"))
        return self.wait_room

    def wait_room(self) -> Steps:
        self.tanks.shut()
        yield self.when(self.tanks.level, below=ROOM)
        return self.wait_dock

    def wait_dock(self) -> Steps:
        self.tanks.shut()
        yield self.acquire(self.dock)
        return self.unload

    def unload(self) -> Steps:
        self.tanks.unload(mass=self.trucks * LOAD, seconds=self.trucks * ACID_UNLOADING)
        yield self.hold(seconds=self.trucks * ACID_UNLOADING)
        self.release(self.dock)
        for _ in range(self.trucks):
            self.count("delivery")
        return self.enough


class RunLyeTrucks(Haul):
    """Procedure LG-02: 50 % lye for the hypochlorite unit."""

    key = "truck_naoh"

    def wanted(self) -> bool:
        return not self.store.has(ORDER_LYE * self.trucks)

    def load(self) -> None:
        self.store.put(self.loads)


class RunBleachTrucks(Haul):
    """Procedure LG-03: hypochlorite is collected."""

    key = "truck_hypochlorite"

    def wanted(self) -> bool:
        return self.store.has(ORDER_COLLECTION * self.trucks)

    def load(self) -> None:
        self.store.take(self.loads)
