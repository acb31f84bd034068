"""What people and sequences do with electrolysers: load, ramp, trip, repair, polarise, load again; and the vacuum pump.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any, Final

from twin.electrolysis.handle import MOVED, NEAR, ElectrolyserHandle, VacuumPumpHandle
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.schedule import Scheduled, next_of_many

TRIP, RECTIFIER, ELEMENT, INTERLOCK = 0.0, 1.0, 2.0, 3.0
"""Why an electrolyser went off: kept in its memory as `cause`."""
SHARES: Final = {"flush": 0.1, "drained": 0.6, "fill": 0.1, "heat": 0.2}
"""How an element's change-out divides up [-]; estimated."""
BOTH_OUT = 0.05
"""Share of vacuum pump failures in which the standby does not start [-]; estimated."""


class RunElectrolyser(Scheduled):
    """Procedure EL-01, mode tag XS-351: on load until something trips it; repair, polarise, ramp up, on load again.

    crew  repairs it
    """

    shows = {
        "run": 5, "ramp_down": 6, "ramp_up": 4, "polarise": 3, "await_permit": 3, "await_load": 3, "tripped": 7,
        "isolated": 0, "flush": 8, "drained": 9, "fill": 1, "heat": 2,
    }  # fmt: skip
    holds = dict.fromkeys(("isolated", "flush", "drained", "fill", "heat", "polarise"), ("crew",))

    def __init__(self, *about: Any, unit: ElectrolyserHandle, crew: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.unit, self.crew = unit, crew

    def begin(self) -> Phase:
        self.expect_rectifier()
        self.expect_element()
        return self.run

    def expect_rectifier(self) -> None:
        """When the rectifier fails next [s]."""
        self.memory["rectifier"] = self.env.now + self.lasts("rectifier_failure")

    def expect_element(self) -> None:
        """When the next element gets a hole [s]; the membranes are new at the run's start."""
        plate = self.schedule["element_fault"]
        rest = next_of_many(plate, self.draws, age=self.env.now, number=self.unit.elements)
        self.memory["element"] = self.env.now + rest

    def run(self) -> Steps:
        self.unit.hold_load()
        self.unit.report_ready()
        first, why = min(
            (self.lasts("electrolyser_trip"), TRIP),
            (self.until("rectifier"), RECTIFIER),
            (self.until("element"), ELEMENT),
        )
        self.memory["cause"] = why
        fault, off = self.hold(seconds=first), self.when(self.unit.permit, below=0.5)
        up, down = self.when(self.unit.excess, below=-MOVED), self.when(self.unit.excess, above=MOVED)
        came = yield self.first_of(off, fault, down, up)
        if came is off:
            self.memory["cause"] = INTERLOCK
        return self.ramp_up if came is up else self.ramp_down if came is down else self.tripped

    def ramp_up(self) -> Steps:
        self.unit.ramp_up()
        off = self.when(self.unit.permit, below=0.5)
        came = yield self.first_of(off, self.when(self.unit.excess, above=-NEAR))
        self.memory["cause"] = INTERLOCK
        return self.tripped if came is off else self.run

    def ramp_down(self) -> Steps:
        self.unit.ramp_down()
        off, out = self.when(self.unit.permit, below=0.5), self.when(self.unit.current, below=NEAR)
        came = yield self.first_of(off, out, self.when(self.unit.excess, below=NEAR))
        self.memory["cause"] = INTERLOCK
        return self.tripped if came is off else self.await_permit if came is out else self.run

    def tripped(self) -> Steps:
        self.unit.trip()
        self.count("trip")
        yield self.acquire(self.crew)
        self.count("repair")
        return {RECTIFIER: self.isolated, ELEMENT: self.flush}.get(self.memory["cause"], self.polarise)

    def isolated(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=self.repair("rectifier_failure"))
        self.expect_rectifier()
        return self.polarise

    def flush(self) -> Steps:
        self.unit.isolate()
        self.memory["change"] = self.repair("element_fault")
        yield self.hold(seconds=SHARES["flush"] * self.memory["change"])
        return self.drained

    def drained(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=SHARES["drained"] * self.memory.get("change", 0.0))
        self.expect_element()
        return self.fill

    def fill(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=SHARES["fill"] * self.memory.get("change", 0.0))
        return self.heat

    def heat(self) -> Steps:
        self.unit.rest()
        yield self.hold(seconds=SHARES["heat"] * self.memory.get("change", 0.0))
        return self.polarise

    def polarise(self) -> Steps:
        self.unit.rest()
        yield self.hold(seconds=self.lasts("hot_restart"))
        self.release(self.crew)
        return self.await_permit

    def await_permit(self) -> Steps:
        self.unit.rest()
        yield self.when(self.unit.start, above=0.5)
        return self.await_load

    def await_load(self) -> Steps:
        self.unit.rest()
        self.unit.report_ready()
        yield self.when(self.unit.excess, below=-MOVED)
        return self.ramp_up


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
