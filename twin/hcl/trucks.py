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

ACID_UNLOADING = 0.75 * 3600.0 / 24e3
"""Time a kg of acid takes [s/kg]: three quarters of an hour for a truck of 24 t."""
ROOM = 0.85
"""Level of the acid tanks with which a truck may unload [-]; high alarm 0.9."""
ORDER_LYE, ORDER_COLLECTION = 0.52, 0.31
"""Share of the store of lye left, and of that of hypochlorite gathered, at which a truck is ordered [-]."""


class RunAcidTrucks(Scheduled):
    """Procedure LG-01: bought acid is ordered when the tanks fall below their normal level."""

    shows = {"enough": 0, "ordered": 1, "wait_room": 1, "wait_dock": 1, "unload": 2}
    holds = {"unload": ("dock",)}

    def __init__(self, *about: Any, tanks: AcidDockHandle, dock: Resource, load: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.tanks, self.dock, self.size = tanks, dock, load

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
        self.tanks.unload(mass=self.size, seconds=ACID_UNLOADING * self.size)
        yield self.hold(seconds=ACID_UNLOADING * self.size)
        self.release(self.dock)
        self.count("delivery")
        return self.enough


class Chlorine(Haul):
    """Lye in or hypochlorite out, by the load of the flowsheet."""

    def __init__(self, *about: Any, load: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.size = load


class RunLyeTrucks(Chlorine):
    """Procedure LG-02: 50 % lye for the hypochlorite unit."""

    key = "truck_naoh"

    def wanted(self) -> bool:
        return not self.store.has(ORDER_LYE * self.store.capacity())

    def load(self) -> None:
        self.store.put(self.size)


class RunBleachTrucks(Chlorine):
    """Procedure LG-03: hypochlorite is collected."""

    key = "truck_hypochlorite"

    def wanted(self) -> bool:
        return self.store.has(ORDER_COLLECTION * self.store.capacity())

    def load(self) -> None:
        self.store.take(self.size)
