"""Trucks of acid, lye and hypochlorite.

Lives here: their procedures.
Lives elsewhere: what every truck does (twin.control.haul), what they change (.handle, twin.control.stores).
"""

from __future__ import annotations

from typing import Any

from twin.control.haul import Bring, Fetch, Truck
from twin.engine.procedure import Phase, Steps
from twin.hcl.handle import AcidDockHandle


class RunAcidTrucks(Truck):
    """Procedure LG-01: bought acid is ordered when the tanks fall below their normal level."""

    shows = {"enough": 0, "ordered": 1, "wait_room": 1, **Truck.shows}
    key = "truck_acid"

    def __init__(self, *about: Any, tanks: AcidDockHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.tanks = tanks

    def begin(self) -> Phase:
        self.tanks.leave_average()
        return self.enough

    def round(self) -> Phase:
        return self.enough

    def stand(self) -> None:
        self.tanks.shut()

    def flow(self, seconds: float) -> None:
        self.tanks.unload(mass=self.mass, seconds=seconds)

    def enough(self) -> Steps:
        self.stand()
        yield self.when(self.tanks.level, below=self.tanks.normal)
        return self.ordered

    def ordered(self) -> Steps:
        self.stand()
        yield self.hold(seconds=max((self.goods.notice or 0.0) + self.lasts(self.key), 0.0))
        return self.wait_room

    def wait_room(self) -> Steps:
        self.stand()
        yield self.when(self.tanks.level, below=self.practice.acid_room)
        return self.wait_day


class RunLyeTrucks(Bring):
    """Procedure LG-02: 50 % lye for the hypochlorite unit."""

    key = "truck_naoh"


class RunBleachTrucks(Fetch):
    """Procedure LG-03: hypochlorite is collected."""

    key = "truck_hypochlorite"
