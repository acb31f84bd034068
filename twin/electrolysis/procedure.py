"""What people and sequences do with electrolysers: load, ramp, trip, repair, polarise, load again; and the vacuum pump.

Lives here: phases. Lives elsewhere: what they do (.handle), how long they take (the design's schedule).
"""

from __future__ import annotations

from typing import Any, Final

from twin.electrolysis.handle import MOVED, NEAR, ElectrolyserHandle
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.schedule import Scheduled, next_of_many

TRIP, RECTIFIER, ELEMENT, INTERLOCK, PLANNED = 0.0, 1.0, 2.0, 3.0, 4.0
"""Why an electrolyser went off: kept in its memory as `cause`."""
SHARES: Final = {"flush": 0.1, "drained": 0.6, "fill": 0.1, "heat": 0.2}
"""How an element's change-out divides up [-]; estimated."""
OPENING, FILLING = 0.05, 0.2
"""Share of a re-membraning that it takes to flush, and of a cold start that it takes to fill [-]; estimated."""
AHEAD = 0.5 * 365.25 * 86400.0
"""Membranes that fall due within this time after a turnaround are renewed in it [s]; estimated."""
LATER = 7.0 * 86400.0
"""By which a renewal is put off while another electrolyser has one [s]; estimated."""
LOOK = 10.0
"""Minutes between two looks at what is missing; estimated."""


class RunElectrolyser(Scheduled):
    """Procedure EL-01, mode tag XS-351: on load until something trips it; repair, polarise, ramp up, on load again.

    Planned works take the load off first: new membranes every few years, and the turnaround of the whole plant, after
    both of which it starts cold.
    crew  repairs it
    """

    shows = {
        "run": 5, "ramp_down": 6, "ramp_up": 4, "polarise": 3, "await_permit": 3, "await_load": 3, "await_nitrogen": 3,
        "await_crew": 3, "tripped": 7, "isolated": 0, "flush": 8, "cool": 8, "drained": 9, "handed_over": 9, "fill": 1,
        "heat": 2,
    }  # fmt: skip
    holds = dict.fromkeys(("isolated", "flush", "drained", "fill", "heat", "polarise"), ("crew",))

    def __init__(self, *about: Any, unit: ElectrolyserHandle, crew: Resource, **more: Any) -> None:
        super().__init__(*about, **more)
        self.unit, self.crew = unit, crew

    def begin(self) -> Phase:
        self.expect_membrane()
        age = self.draws.uniform() * (self.memory["membrane"] - self.env.now)
        self.memory["membrane"] -= age  # electrolysers are of all ages when a run starts
        self.memory["renewed"] = self.env.now - age
        self.expect_rectifier()
        self.expect_element()
        return self.run

    def expect_membrane(self) -> None:
        """When the membranes, new now, are renewed [s]."""
        self.memory["renewed"] = self.env.now
        self.memory["membrane"] = self.env.now + self.lasts("re_membrane")

    def expect_rectifier(self) -> None:
        """When the rectifier fails next [s]."""
        self.memory["rectifier"] = self.env.now + self.lasts("rectifier_failure")

    def expect_element(self) -> None:
        """When the next element gets a hole [s]; the risk grows with the age of the membranes."""
        plate, age = self.schedule["element_fault"], self.env.now - self.memory.get("renewed", 0.0)
        rest = next_of_many(plate, self.draws, age=age, number=self.unit.elements)
        self.memory["element"] = self.env.now + rest

    def run(self) -> Steps:
        self.unit.hold_load()
        self.unit.report_ready()
        first, why = min(
            (self.lasts("electrolyser_trip"), TRIP),
            (self.until("rectifier"), RECTIFIER),
            (self.until("element"), ELEMENT),
            (self.until("membrane"), PLANNED),
        )
        self.memory["cause"] = why
        fault, off = self.hold(seconds=first), self.when(self.unit.permit, below=0.5)
        up, down = self.when(self.unit.excess, below=-MOVED), self.when(self.unit.excess, above=MOVED)
        came = yield self.first_of(off, fault, down, up)
        if came is off:
            self.memory["cause"] = INTERLOCK
        if came is fault and why == PLANNED:
            return self.plan_renewal()
        return self.ramp_up if came is up else self.ramp_down if came is down else self.tripped

    def plan_renewal(self) -> Phase:
        """Take the load off for new membranes, or put them off."""
        if not self.unit.may_renew():
            self.memory["membrane"] = self.env.now + LATER
            return self.run
        self.unit.take_load_off()
        return self.ramp_down

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
        if came is not out:
            return self.tripped if came is off else self.run
        return self.await_crew if self.unit.renews() else self.stand_by()

    def stand_by(self) -> Phase:
        """Where to wait without load: cold for works on the whole plant, else polarised."""
        return self.cool if self.unit.stands() else self.await_permit

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

    def await_crew(self) -> Steps:
        self.unit.rest()
        yield self.acquire(self.crew)
        self.memory["cause"] = PLANNED
        return self.flush

    def plan_works(self) -> None:
        """How long each step of the works takes [s]."""
        if self.memory.get("cause", ELEMENT) == PLANNED:
            works = self.repair("re_membrane")
            self.memory |= {"flush": OPENING * works, "drained": (1.0 - OPENING) * works}
            self.plan_cold_start()
        else:
            works = self.repair("element_fault")
            self.memory |= {step: share * works for step, share in SHARES.items()}

    def plan_cold_start(self) -> None:
        """How long it takes to fill and to heat [s]."""
        start = self.lasts("cold_start")
        self.memory |= {"fill": FILLING * start, "heat": (1.0 - FILLING) * start}

    def flush(self) -> Steps:
        self.unit.isolate()
        self.plan_works()
        yield self.hold(seconds=self.memory["flush"])
        return self.drained

    def drained(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=self.memory.get("drained", 0.0))
        if self.memory.get("cause") == PLANNED:
            self.renew()
        self.expect_element()
        return self.fill

    def renew(self) -> None:
        """New membranes are in."""
        self.unit.renew_membranes()
        self.unit.give_load_back()
        self.expect_membrane()
        self.count("re_membrane")

    def cool(self) -> Steps:
        self.unit.rest()
        self.memory["cause"] = PLANNED
        yield self.when(self.unit.permit, below=0.5)
        return self.handed_over

    def handed_over(self) -> Steps:
        self.unit.isolate()
        yield self.when(self.unit.permit, above=0.5)
        if self.until("membrane") < AHEAD:
            self.renew()
            self.expect_element()
        self.plan_cold_start()
        return self.fill

    def fill(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=self.memory.get("fill", 0.0))
        return self.heat

    def heat(self) -> Steps:
        self.unit.rest()
        yield self.hold(seconds=self.memory.get("heat", 0.0))
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
        wanted = self.when(self.unit.excess, below=-MOVED)
        came = yield self.first_of(self.when(self.unit.permit, below=0.5), wanted)
        if came is not wanted:
            return self.stand_by()
        return self.ramp_up if self.unit.can_start() else self.await_nitrogen

    def await_nitrogen(self) -> Steps:
        self.unit.rest()
        yield self.hold(minutes=LOOK)
        return self.await_load
