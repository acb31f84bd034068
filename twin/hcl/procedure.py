"""What people and sequences do with the burner house: run, trip, purge, light, warm up; analyser; hypochlorite
tanks; vacuum pumps.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any

from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.engine.waits import FirstOf
from twin.hcl.handle import BurnerHandle, HypochloriteHandle, VacuumPumpHandle
from twin.schedule import Scheduled

PURGE, IGNITION, WARM_UP, RELIT = 720.0, 180.0, 1200.0, 3600.0
"""Nitrogen purge (10-15 min), ignition, warm-up at the turndown [s]; and after how long without a flame cells go off
(data book sections 3 and 7; I-01). With 20 min of warm-up an outage of 1 h costs the 3.7 % of a day that it gives."""
CHECK, EMPTY = 10.0, 0.04
"""Minutes to line up a tank or to look again, and level at which it counts as empty [-]; estimated."""
ASSUMED = 0.03
"""Oxygen in chlorine that the hydrogen ratio runs on without its analyser [mol/mol] (schedule oxygen_analyser)."""
BOTH_OUT = 0.05
"""Share of vacuum pump failures in which the standby does not start [-]; estimated."""
PATIENCE = 900.0
"""How long the cells wait at the turndown for a permit to light, before they go off [s]; estimated."""


class RunBurner(Scheduled):
    """Procedure HC-01, mode tag XS-550: burn until something puts the flame out; purge, light, warm up, burn again."""

    shows = {
        "run": 5, "tripped": 7, "off": 0, "leaking": 0, "barred": 0, "await_crew": 0, "await_nitrogen": 0,
        "purge": 1, "permissives": 2, "await_chlorine": 2, "ignition": 3, "warm_up": 4, "ramp_down": 6,
    }  # fmt: skip
    holds = {"leaking": ("crew",)}

    def __init__(self, *about: Any, burner: BurnerHandle, crew: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.burner, self.crew = burner, crew

    def begin(self) -> Phase:
        self.expect_leak()
        return self.run

    def expect_leak(self) -> None:
        """When the graphite leaks next [s]."""
        self.memory["leak"] = self.env.now + self.lasts("burner_leak")

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
        outage = self.lasts("burner_restart") - PURGE - IGNITION
        self.memory["mended"] = self.env.now + max(outage, 0.0)
        yield self.hold(seconds=min(max(outage, 0.0), RELIT - PURGE - IGNITION))
        if self.memory.get("leaks", 0.0):
            return self.await_crew
        return self.off if self.until("mended") > 0.0 else self.purge

    def await_crew(self) -> Steps:
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
        yield self.hold(seconds=PURGE)
        if not self.burner.can_purge():
            return self.await_nitrogen
        self.count("repair")
        return self.permissives

    def await_nitrogen(self) -> Steps:
        self.burner.shut()
        yield self.hold(minutes=CHECK)
        return self.purge if self.burner.can_purge() else self.await_nitrogen

    def permissives(self) -> Steps:
        self.burner.ask_chlorine()
        there = self.when(self.burner.start, above=0.5)
        came = yield self.first_of(there, self.hold(seconds=PATIENCE))
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
        yield self.hold(seconds=IGNITION)
        return self.warm_up

    def warm_up(self) -> Steps:
        self.burner.wait_at_turndown()
        warm = self.hold(seconds=WARM_UP)
        came = yield self.flame_out(warm)
        return self.run if came is warm else self.tripped

    def ramp_down(self) -> Steps:
        self.burner.burn()
        yield self.hold(seconds=WARM_UP)
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
        self.burner.assume_oxygen(ASSUMED)
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
        yield self.hold(minutes=CHECK)
        return self.drain if self.tanks.can_drain() else self.check_room

    def drain(self) -> Steps:
        self.tanks.drain()
        yield self.when(self.tanks.standby_level, below=EMPTY)
        self.tanks.book_product(self.env.now - self.entered)
        return self.check_lye

    def check_lye(self) -> Steps:
        self.tanks.stand_by()
        yield self.hold(minutes=CHECK)
        return self.refill if self.tanks.can_refill() else self.check_lye

    def refill(self) -> Steps:
        self.tanks.refill()
        yield self.when(self.tanks.standby_level, above=self.tanks.full)
        self.tanks.book_lye(self.env.now - self.entered)
        return self.serve


class RunVacuumPump(Scheduled):
    """Procedure DC-02, mode tag XS-455: one pump runs, the other takes over; rarely neither does."""

    shows = {"changeover": 0, "both_out": 0, "run": 1}

    def __init__(self, *about: Any, pump: VacuumPumpHandle, crew: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.pump, self.crew = pump, crew

    def begin(self) -> Phase:
        return self.run

    def run(self) -> Steps:
        self.pump.run()
        yield self.hold(seconds=self.lasts("vacuum_pump"))
        self.count("outage")
        return self.both_out if self.draws.uniform() < BOTH_OUT else self.changeover

    def changeover(self) -> Steps:
        self.pump.stop()
        yield self.hold(seconds=self.repair("vacuum_pump"))
        return self.run

    def both_out(self) -> Steps:
        self.pump.stop()
        yield self.hold(seconds=self.repair("pump_failure"))
        self.count("repair")
        return self.run
