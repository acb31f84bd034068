"""What people and sequences do with crystalliser, centrifuge, dryer and packing.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any

from twin.control.stores import Store
from twin.crystallisation.certificate import RELEASED_BY, analysis, passes
from twin.crystallisation.handle import CrystalliserHandle
from twin.crystallisation.nameplate import Product
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.hours import DAY, length, until_open, until_shut
from twin.matter.components import NAMES
from twin.schedule import Scheduled

KEPT = 20
"""Lots that are remembered one by one [-]: more than wait for their certificates."""


class Works(Scheduled):
    """A procedure of this section."""

    def __init__(self, *about: Any, unit: CrystalliserHandle, crew: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.unit, self.crew = unit, crew

    def begin(self) -> Phase:
        first: Phase = self.run
        return first

    def run(self) -> Steps:
        raise NotImplementedError


class RunCompressor(Works):
    """Procedure CR-01, mode tag XS-652: the vapour compressor runs until it trips."""

    shows = {"run": 4, "tripped": 7, "repaired": 7, "heat": 2}
    holds = {"repaired": ("crew",)}

    def run(self) -> Steps:
        self.unit.evaporate()
        yield self.hold(seconds=self.lasts("mvr_trip"))
        return self.run if self.unit.stands() else self.tripped

    def tripped(self) -> Steps:
        self.unit.stop_evaporating()
        self.count("trip")
        yield self.acquire(self.crew)
        return self.repaired

    def repaired(self) -> Steps:
        self.unit.stop_evaporating()
        yield self.hold(seconds=self.repair("mvr_trip"))
        self.release(self.crew)
        self.count("repair")
        return self.heat

    def heat(self) -> Steps:
        self.unit.stop_evaporating()
        yield self.hold(seconds=self.practice.mvr_warm)
        return self.run


class WashOut(Works):
    """Procedure CR-02, mode tag XS-652: every few weeks scale is dissolved; the feed tank is drawn down before.

    The weeks of the schedule are those at nominal evaporation: what stands gathers no scale, what works off a full tank
    gathers more.
    """

    shows = {"run": 4, "postponed": 4, "draw_down": 4, "wash": 5, "drain": 6}

    def run(self) -> Steps:
        self.unit.produce()
        yield self.when(self.unit.scale, above=self.unit.scale_after(self.lasts("wash_out")))
        return self.postponed if self.unit.stands() else self.draw_down

    def postponed(self) -> Steps:
        self.unit.produce()
        yield self.hold(hours=1)
        return self.postponed if self.unit.stands() else self.draw_down

    def draw_down(self) -> Steps:
        self.unit.draw_tank_down(self.practice.wash_level - 0.05)
        low = self.when(self.unit.tank, below=self.practice.wash_level)
        yield self.first_of(low, self.hold(seconds=self.practice.wash_patience))
        return self.drain

    def drain(self) -> Steps:
        self.unit.wash()
        yield self.hold(seconds=self.practice.mvr_warm)
        return self.wash

    def wash(self) -> Steps:
        self.unit.wash()
        self.unit.dissolve_scale()
        yield self.hold(seconds=self.repair("wash_out"))
        self.count("wash_out")
        return self.run


class RunCentrifuge(Works):
    """Procedure CR-03, mode tag XS-662: the centrifuge takes slurry until it stops."""

    shows = {"run": 2, "stopped": 6, "repaired": 6, "accelerate": 1}
    holds = {"repaired": ("crew",)}

    def run(self) -> Steps:
        self.unit.centrifuge(running=True)
        yield self.hold(seconds=self.lasts("centrifuge_fault"))
        return self.run if self.unit.stands() else self.stopped

    def stopped(self) -> Steps:
        self.unit.centrifuge(running=False)
        self.count("trip")
        yield self.acquire(self.crew)
        return self.repaired

    def repaired(self) -> Steps:
        self.unit.centrifuge(running=False)
        yield self.hold(seconds=self.repair("centrifuge_fault"))
        self.release(self.crew)
        self.count("repair")
        return self.accelerate

    def accelerate(self) -> Steps:
        self.unit.centrifuge(running=False)
        yield self.hold(seconds=self.practice.centrifuge_start)
        return self.run


class WatchSlurry(Works):
    """Procedure CR-04: when nothing takes the crystals, the feed is shut before the slurry sets."""

    shows = {"run": 0, "thick": 1}

    def run(self) -> Steps:
        self.unit.thin()
        yield self.when(self.unit.solids, above=self.practice.slurry_limit)
        return self.thick

    def thick(self) -> Steps:
        self.unit.thick()
        yield self.when(self.unit.spinning, above=0.5)
        return self.thinning

    def thinning(self) -> Steps:
        self.unit.thin()
        thin = self.when(self.unit.solids, below=self.practice.slurry_limit - 0.05)
        yield self.first_of(self.when(self.unit.spinning, below=0.5), thin)
        return self.run


class RunDryer(Works):
    """Procedure CR-05, mode tag XS-672: dryer and packing line run until a fault."""

    shows = {"run": 1, "fault": 4}

    def run(self) -> Steps:
        self.unit.dry(running=True)
        yield self.hold(seconds=self.lasts("dryer_fault"))
        return self.run if self.unit.stands() else self.fault

    def fault(self) -> Steps:
        self.unit.dry(running=False)
        self.count("trip")
        yield self.hold(seconds=self.repair("dryer_fault"))
        self.count("repair")
        return self.run


class PackLots(Works):
    """Procedure CR-06, mode tag XS-672: product into bags; every 22 t are a lot, released by its certificate.

    A lot is what was filled since the last one; its certificate is predicted from what the silo gave. A lot off the
    specification is not released: it stays in the warehouse to be dissolved again, which is not in the line.

    store    where released lots wait for trucks
    product  what a lot picks up beside the line's streams
    """

    shows = {"run": 1, "starved": 2, "closed": 2}

    def __init__(self, *about: Any, store: Store, product: Product, **more: Any) -> None:
        super().__init__(*about, **more)
        self.store, self.product = store, product

    def begin(self) -> Phase:
        self.memory.update(lots=0.0, released=0.0)
        return self.run

    def lot(self) -> float:
        """Mass of a lot [kg]."""
        return self.schedule["product_lot"].median or 22e3

    def lot_full(self) -> Any:
        """Wait for the end of the present lot."""
        return self.when(self.unit.packed, above=self.lot() * (self.memory.get("lots", 0.0) + 1.0))

    def run(self) -> Steps:
        self.unit.pack(self.practice.packing_rate)
        full = self.lot_full()
        empty = self.when(self.unit.silo, below=self.practice.packing_stop)
        first, last = self.calendar.packing_from, self.calendar.packing_to
        shut = [] if length(first, last) == DAY else [self.hold(seconds=until_shut(self.env.now, first, last))]
        came = yield self.first_of(full, empty, *shut)
        return self.close_lot if came is full else self.starved if came is empty else self.closed

    def closed(self) -> Steps:
        self.unit.pack(0.0)
        yield self.hold(seconds=until_open(self.env.now, self.calendar.packing_from, self.calendar.packing_to))
        return self.run

    def starved(self) -> Steps:
        self.unit.pack(0.0)
        yield self.when(self.unit.silo, above=self.practice.packing_start)
        return self.run

    def close_lot(self) -> Steps:
        self.unit.pack(self.practice.packing_rate)
        self.sample()
        yield self.hold(seconds=self.practice.lot_change)
        self.count("lot")
        self.memory["lots"] = self.memory.get("lots", 0.0) + 1.0
        self.memory[f"certificate {self.memory['lots']:.0f}"] = self.env.now + self.laboratory("lab_product")
        self.release_lots()
        return self.run

    def sample(self) -> None:
        """What the lot just filled holds, into the memory; the oldest lots are forgotten."""
        number = self.memory.get("lots", 0.0) + 1.0
        for name, amount in self.unit.bagged().items():
            self.memory[f"lot {number:.0f} {name}"] = amount - self.memory.get(f"bagged {name}", 0.0)
            self.memory[f"bagged {name}"] = amount
        self.memory[f"lot {number:.0f} packed"] = self.env.now
        for key in [key for key in self.memory if key.startswith(f"lot {number - KEPT:.0f} ")]:
            del self.memory[key]

    def release_lots(self) -> None:
        """Lots whose certificate has come are released, if it is good."""
        due = [key for key, time in self.memory.items() if key.startswith("certificate") and time <= self.env.now]
        for key in due:
            del self.memory[key]
            number = float(key.split()[1])
            good = passes(self.found(number), RELEASED_BY)
            self.memory["released" if good else "off_spec"] = (
                self.memory.get("released" if good else "off_spec", 0.0) + 1.0
            )
            self.memory[f"lot {number:.0f} certified"] = self.env.now
            if good:
                self.store.put(self.lot())

    def numbers(self) -> list[float]:
        """Lots that are remembered, oldest first."""
        return sorted(float(key.split()[1]) for key in self.memory if key.endswith(" packed"))

    def found(self, number: float) -> dict[str, float]:
        """Predicted analysis of a lot [kg/kg]."""
        start = f"lot {number:.0f} "
        names = {key.removeprefix(start): amount for key, amount in self.memory.items() if key.startswith(start)}
        return analysis({name: amount for name, amount in names.items() if name in NAMES}, self.product)
