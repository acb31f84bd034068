"""Trucks to or from a store.

Lives here: the procedure that all of them share. Lives elsewhere: who sends which (twin.hcl.trucks, .crystallisation).
"""

from __future__ import annotations

from typing import Any

from twin.control.stores import Store
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.schedule import Scheduled

LOAD = 24e3
"""Of a truck [kg]."""
NOTICE = 24.0 * 3600.0
"""Time between an order and the truck that is on time [s]; estimated."""


class Haul(Scheduled):
    """Trucks to or from a store, ordered at the morning check.

    trucks  that come for one order: a plant of 2.8 times the reference has three come where that has one  [-]
    """

    shows = {"watch": 0, "ordered": 1, "wait_dock": 1, "at_dock": 2}
    holds = {"at_dock": ("dock",)}
    notice = NOTICE
    """Time between an order and the truck that is on time [s]."""
    key = ""
    """Row of the schedule with the truck's delay."""

    def __init__(self, *about: Any, store: Store, dock: Resource, trucks: int = 1, **more: Any) -> None:
        super().__init__(*about, **more)
        self.store, self.dock, self.trucks = store, dock, trucks
        self.loads = trucks * LOAD

    def begin(self) -> Phase:
        return self.watch

    def wanted(self) -> bool:
        """Whether a truck is to be ordered."""
        raise NotImplementedError

    def load(self) -> None:
        """What the truck changes."""
        raise NotImplementedError

    def watch(self) -> Steps:
        yield self.hold(hours=6)
        return self.ordered if self.wanted() else self.watch

    def ordered(self) -> Steps:
        yield self.hold(seconds=self.notice + self.lasts(self.key))
        return self.wait_dock

    def wait_dock(self) -> Steps:
        yield self.acquire(self.dock)
        return self.at_dock

    def at_dock(self) -> Steps:
        yield self.hold(seconds=self.trucks * self.lasts("unload"))
        self.release(self.dock)
        self.load()
        for _ in range(self.trucks):
            self.count("delivery")
        return self.watch
