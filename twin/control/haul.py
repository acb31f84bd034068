"""Trucks: all wait for the one dock, and most come to or from a store.

Lives here: the phases that all of them share, and those of trucks that are ordered by a stock.
Lives elsewhere: who sends which (twin.hcl.trucks, .crystallisation, .dissolution.procedure, .purification.procedure).
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


class Truck(Scheduled):
    """A truck at the plant: it waits for the dock, is unloaded or loaded, and leaves; what comes before is its own."""

    holds = {"unload": ("dock",)}

    def __init__(self, *about: Any, dock: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.dock = dock

    def load(self) -> None:
        """What the truck changes; nothing that the line counts."""

    def gone(self) -> Phase:
        """Where the procedure goes on when the truck has left."""
        raise NotImplementedError

    def wait_dock(self) -> Steps:
        yield self.acquire(self.dock)
        return self.unload

    def unload(self) -> Steps:
        yield self.hold(seconds=self.lasts("unload"))
        self.release(self.dock)
        self.count("delivery")
        self.load()
        return self.gone()


class Haul(Truck):
    """Trucks to or from a store, ordered at the morning check."""

    shows = {"watch": 0, "ordered": 1, "wait_dock": 1, "unload": 2}
    notice = NOTICE
    """Time between an order and the truck that is on time [s]."""
    key = ""
    """Row of the schedule with the truck's delay."""

    def __init__(self, *about: Any, store: Store, **more: Any) -> None:
        super().__init__(*about, **more)
        self.store = store

    def begin(self) -> Phase:
        return self.watch

    def wanted(self) -> bool:
        """Whether a truck is to be ordered."""
        raise NotImplementedError

    def gone(self) -> Phase:
        return self.watch

    def watch(self) -> Steps:
        yield self.hold(hours=6)
        return self.ordered if self.wanted() else self.watch

    def ordered(self) -> Steps:
        yield self.hold(seconds=self.notice + self.lasts(self.key))
        return self.wait_dock
