"""What people and sequences do with the burner house: run, trip, purge, light, warm up; analyser; hypochlorite
tanks; vacuum pumps.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any

from twin.control.spares import Shelf
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.engine.waits import FirstOf
from twin.hcl.handle import BurnerHandle, HypochloriteHandle, VacuumPumpHandle
from twin.schedule import Scheduled


class RunBurner(Scheduled):
    """Procedure HC-01, mode tag XS-550: burn until something puts the flame out; purge, light, warm up, burn again."""

    shows = {
        "run": 5, "tripped": 7, "off": 0, "leaking": 0, "barred": 0, "await_crew": 0, "await_nitrogen": 0,
        "purge": 1, "permissives": 2, "await_chlorine": 2, "ignition": 3, "warm_up": 4, "ramp_down": 6,
        "await_part": 0, "await_fitters": 0,
    }  # fmt: skip
    holds = {"leaking": ("crew",)}

    def __init__(self, *about: Any, burner: BurnerHandle, crew: Resource, graphite: Shelf, **more: Any) -> None:
        super().__init__(*about, **more)
        self.burner, self.crew, self.graphite = burner, crew, graphite

    def begin(self) -> Phase:
        self.expect_leak()
        return self.run

    def expect_leak(self) -> None:
        """When the graphite leaks next [s]."""
        self.memory["leak"] = self.env.now + self.lasts("burner_leak")

    def lighting(self) -> float:
        """Purge and ignition [s]."""
        return self.practice.burner_purge + self.practice.burner_ignition

    def flame_out(self, *others: Any) -> FirstOf:
        """Too little chlorine, or an interlock."""
        low = self.when(self.burner.charge, below=self.burner.out_below)
        return self.first_of(low, self.when(self.burner.permit, below=0.5), *others)

    def run(self) -> Steps:
        self.burner.full_load()
        leak, trip = self.until("leak"), self.lasts("burner_trip")
        self.memory["leaks"] = float(leak < trip)
        fault = self.hold(seconds=min(leak, trip))
        came = yield self.flame_out(fault)
        self.memory["leaks"] *= float(came is fault)
        return self.barred if self.burner.stands() else self.tripped

    def tripped(self) -> Steps:
        self.burner.go_out()
        self.count("trip")
        outage = self.lasts("burner_restart") - self.lighting()
        self.memory["mended"] = self.env.now + max(outage, 0.0)
        yield self.hold(seconds=min(max(outage, 0.0), self.practice.burner_relight - self.lighting()))
        if self.memory.get("leaks", 0.0):
            return self.await_crew
        return self.off if self.until("mended") > 0.0 else self.purge

    def await_crew(self) -> Steps:
        self.burner.shut()
        yield self.acquire(self.crew)
        wait = self.graphite.wait(self.draws, self.env.now)
        if wait == 0.0:
            return self.leaking
        self.memory["part"] = self.env.now + wait
        self.count("spare_awaited")
        self.release(self.crew)
        return self.await_part

    def await_part(self) -> Steps:
        self.burner.shut()
        yield self.hold(seconds=max(self.memory.get("part", 0.0) - self.env.now, 0.0))
        return self.await_fitters

    def await_fitters(self) -> Steps:
        self.burner.shut()
        yield self.acquire(self.crew)
        return self.leaking

    def leaking(self) -> Steps:
        self.burner.shut()
        yield self.hold(seconds=self.repair("burner_leak"))
        self.release(self.crew)
        self.count("repair")
        self.expect_leak()
        return self.purge

    def off(self) -> Steps:
        self.burner.shut()
        yield self.hold(seconds=max(self.memory.get("mended", 0.0) - self.env.now, 0.0))
        return self.purge

    def purge(self) -> Steps:
        self.burner.sweep()
        yield self.hold(seconds=self.practice.burner_purge)
        if not self.burner.can_purge():
            return self.await_nitrogen
        self.count("repair")
        return self.permissives

    def await_nitrogen(self) -> Steps:
        self.burner.shut()
        yield self.hold(seconds=self.practice.look)
        return self.purge if self.burner.can_purge() else self.await_nitrogen

    def permissives(self) -> Steps:
        self.burner.ask_chlorine()
        there = self.when(self.burner.start, above=0.5)
        came = yield self.first_of(there, self.hold(seconds=self.practice.burner_patience))
        return self.await_chlorine if came is there else self.barred

    def barred(self) -> Steps:
        self.burner.shut()
        yield self.when(self.burner.start, above=0.5)
        return self.purge

    def await_chlorine(self) -> Steps:
        self.burner.ask_chlorine()
        yield self.when(self.burner.charge, above=self.burner.light_above)
        return self.ignition

    def ignition(self) -> Steps:
        self.burner.ask_chlorine()
        yield self.hold(seconds=self.practice.burner_ignition)
        return self.warm_up

    def warm_up(self) -> Steps:
        self.burner.wait_at_turndown()
        warm = self.hold(seconds=self.practice.burner_warm_up)
        came = yield self.flame_out(warm)
        return self.run if came is warm else self.tripped

    def ramp_down(self) -> Steps:
        self.burner.burn()
        yield self.hold(seconds=self.practice.burner_warm_up)
        return self.run


class WatchOxygen(Scheduled):
    """Procedure HC-03: the analyser AT-319 of oxygen in chlorine runs until it fails; then the ratio is cautious."""

    shows = {"there": 1, "out": 0}

    def __init__(self, *about: Any, burner: BurnerHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.burner = burner

    def begin(self) -> Phase:
        return self.there

    def there(self) -> Steps:
        self.burner.assume_oxygen(0.0)
        yield self.hold(seconds=self.lasts("oxygen_analyser"))
        self.count("outage")
        return self.out

    def out(self) -> Steps:
        self.burner.assume_oxygen(self.practice.assumed_oxygen)
        yield self.hold(seconds=self.repair("oxygen_analyser"))
        self.count("repair")
        return self.there


class RunHypochlorite(Scheduled):
    """Procedure HC-02: two absorber tanks; the spent one is swapped, drained to product and filled with fresh lye.

    swap_at  NaOH left at which a tank is spent [kg/kg] (I-78)
    """

    shows = {"serve": 0, "check_room": 1, "drain": 1, "check_lye": 2, "refill": 2}

    def __init__(self, *about: Any, tanks: HypochloriteHandle, swap_at: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.tanks, self.swap_at = tanks, swap_at

    def begin(self) -> Phase:
        self.tanks.leave_average()
        return self.serve

    def serve(self) -> Steps:
        self.tanks.stand_by()
        yield self.when(self.tanks.strength, below=self.swap_at)
        self.tanks.swap()
        self.count("tank_swap")
        return self.check_room

    def check_room(self) -> Steps:
        self.tanks.stand_by()
        yield self.hold(seconds=self.practice.look)
        return self.drain if self.tanks.can_drain() else self.check_room

    def drain(self) -> Steps:
        self.tanks.drain()
        yield self.when(self.tanks.standby_level, below=self.practice.tank_empty)
        self.tanks.book_product(self.env.now - self.entered)
        return self.check_lye

    def check_lye(self) -> Steps:
        self.tanks.stand_by()
        yield self.hold(seconds=self.practice.look)
        return self.refill if self.tanks.can_refill() else self.check_lye

    def refill(self) -> Steps:
        self.tanks.refill()
        yield self.when(self.tanks.standby_level, above=self.tanks.full)
        self.tanks.book_lye(self.env.now - self.entered)
        return self.serve


class RunVacuumPump(Scheduled):
    """Procedure DC-02, mode tag XS-455: one pump runs, the other takes over; rarely neither does."""

    shows = {"changeover": 0, "both_out": 0, "run": 1}

    def __init__(self, *about: Any, pump: VacuumPumpHandle, spares: Shelf, **more: Any) -> None:
        super().__init__(*about, **more)
        self.pump, self.spares = pump, spares

    def begin(self) -> Phase:
        return self.run

    def run(self) -> Steps:
        self.pump.run()
        yield self.hold(seconds=self.lasts("vacuum_pump"))
        self.count("outage")
        return self.both_out if self.draws.uniform() < self.practice.standby_fails else self.changeover

    def changeover(self) -> Steps:
        self.pump.stop()
        yield self.hold(seconds=self.repair("vacuum_pump"))
        return self.run

    def both_out(self) -> Steps:
        self.pump.stop()
        yield self.hold(seconds=self.spares.wait(self.draws, self.env.now) + self.repair("pump_failure"))
        self.count("repair")
        return self.run
