"""What people and sequences do with electrolysers: load, ramp, trip, repair, start again, change membranes, test.

Lives here: phases of electrolysers, of the low-load test and of the vacuum pump.
Lives elsewhere: what they do (.handle), how long they take (the design's schedule), what a test says (.low_load).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.control.spares import Shelf
from twin.electrolysis.handle import MOVED, NEAR, ElectrolyserHandle
from twin.electrolysis.low_load import Look, judge
from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.schedule import Scheduled, next_of_many

TRIP, RECTIFIER, ELEMENT, INTERLOCK, PLANNED = 0.0, 1.0, 2.0, 3.0, 4.0
"""Why an electrolyser went off: kept in its memory as `cause`."""
NEVER = 1e12
"""[s]"""


class RunElectrolyser(Scheduled):
    """Procedure EL-01, mode tag XS-351: on load until something trips it; repair, polarise, start, on load again.

    A start energises at a first step without acid, looks at every element, then ramps up. Planned works take the load
    off first: new membranes every few years, and the turnaround of the whole plant. Shut off, an electrolyser cools;
    it is filled, warmed at the permitted rate and polarised before it takes load.
    crew  repairs it
    parts  what a repair may need, by its cause
    """

    shows = {
        "run": 5, "ramp_down": 6, "ramp_up": 4, "energise": 4, "watch": 4, "polarise": 3, "await_permit": 3,
        "await_load": 3, "await_nitrogen": 3, "await_crew": 3, "tripped": 7, "isolated": 0, "flush": 8, "cool": 8,
        "drained": 9, "handed_over": 9, "jumper": 9, "fill": 1, "heat": 2, "check": 2,
        "await_part": 0, "await_fitters": 0,
    }  # fmt: skip
    holds = dict.fromkeys(("isolated", "flush", "drained", "jumper", "fill", "heat", "check", "polarise"), ("crew",))

    def __init__(
        self, *about: Any, unit: ElectrolyserHandle, crew: Resource, parts: Mapping[float, Shelf], **more: Any
    ) -> None:
        super().__init__(*about, **more)
        self.unit, self.crew, self.parts = unit, crew, parts

    def begin(self) -> Phase:
        self.unit.wear()
        self.expect_membrane()
        self.memory["renewed"] -= self.unit.membrane_age
        self.memory["membrane"] = max(self.memory["membrane"] - self.unit.membrane_age, self.env.now)
        usual = self.schedule["re_membrane"].median or self.unit.coating_age + 1.0
        self.memory["renewals"] = float(round((self.unit.coating_age - self.unit.membrane_age) / usual))
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
        """When the next element gets a hole [s], and which; the risk grows with the age of the membranes."""
        plate, age = self.schedule["element_fault"], self.env.now - self.memory.get("renewed", 0.0)
        rest = next_of_many(plate, self.draws, age=age, number=self.unit.elements)
        self.memory["element"], self.memory["torn"] = self.env.now + rest, 0.0
        self.memory["failed"] = float(min(int(self.draws.uniform() * self.unit.count), self.unit.count - 1))

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
        if came is fault and why == ELEMENT and not self.memory["torn"]:
            return self.wear_through()
        return self.ramp_up if came is up else self.ramp_down if came is down else self.tripped

    def wear_through(self) -> Phase:
        """A membrane gets a hole; it stays on load until a shift finds the element."""
        self.unit.tear(int(self.memory["failed"]))
        self.memory["torn"], self.memory["element"] = 1.0, self.env.now + self.practice.hole_unseen
        return self.run

    def plan_renewal(self) -> Phase:
        """Take the load off for new membranes, or put them off."""
        if not self.unit.may_renew():
            self.memory["membrane"] = self.env.now + self.practice.renewal_put_off
            return self.run
        self.unit.take_load_off()
        return self.ramp_down

    def energise(self) -> Steps:
        first = self.unit.energise()
        off = self.when(self.unit.permit, below=0.5)
        came = yield self.first_of(off, self.when(self.unit.current, above=first - NEAR))
        self.memory["cause"] = INTERLOCK
        return self.tripped if came is off else self.watch

    def watch(self) -> Steps:
        self.unit.stay()
        off, odd = self.when(self.unit.permit, below=0.5), self.when(self.unit.oddest, above=self.practice.odd_voltage)
        came = yield self.first_of(off, odd, self.hold(seconds=self.practice.element_watch))
        self.memory["cause"] = INTERLOCK
        return self.tripped if came is off or came is odd else self.ramp_up

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
        return self.begin_repair()

    def begin_repair(self) -> Phase:
        """What the crew does first; if the part is not there, it goes and comes back with it."""
        cause = self.memory["cause"]
        needs = cause in self.parts and not (cause == ELEMENT and self.unit.bypasses)
        wait = self.parts[cause].wait(self.draws, self.env.now) if needs else 0.0
        if wait == 0.0:
            return self.repair_of(cause)
        self.memory["part"] = self.env.now + wait
        self.count("spare_awaited")
        self.release(self.crew)
        return self.await_part

    def repair_of(self, cause: float) -> Phase:
        """The repair that a cause asks for."""
        mend = self.jumper if self.unit.bypasses else self.flush
        return {RECTIFIER: self.isolated, ELEMENT: mend}.get(cause, self.polarise)

    def await_part(self) -> Steps:
        self.unit.isolate()
        yield self.hold(seconds=max(self.memory.get("part", 0.0) - self.env.now, 0.0))
        return self.await_fitters

    def await_fitters(self) -> Steps:
        self.unit.isolate()
        yield self.acquire(self.crew)
        return self.repair_of(self.memory.get("cause", RECTIFIER))

    def isolated(self) -> Steps:
        self.unit.isolate()
        self.memory["ready"] = 0.0
        yield self.hold(seconds=self.repair("rectifier_failure"))
        self.expect_rectifier()
        return self.heat

    def jumper(self) -> Steps:
        self.unit.isolate()
        self.memory["ready"] = 0.0
        yield self.hold(seconds=self.lasts("jumper"))
        self.unit.fit_jumper(int(self.memory.get("failed", 0.0)))
        self.expect_element()
        return self.heat

    def await_crew(self) -> Steps:
        self.unit.rest()
        yield self.acquire(self.crew)
        self.memory["cause"] = PLANNED
        return self.flush

    def plan_works(self) -> None:
        """How long each step of the works takes [s]."""
        if self.memory.get("cause", ELEMENT) == PLANNED:
            works = self.repair("re_membrane")
            flush = self.practice.works_flush * works
            self.memory |= {"flush": flush, "drained": works - flush}
            self.plan_cold_start()
        else:
            works = self.repair("element_fault")
            p = self.practice
            shares = {"flush": p.change_flush, "fill": p.change_fill, "ready": p.change_heat}
            shares["drained"] = max(1.0 - sum(shares.values()), 0.0)
            self.memory |= {step: share * works for step, share in shares.items()}

    def plan_cold_start(self) -> None:
        """How long it takes to fill, and then to be ready for polarisation [s]."""
        start = self.lasts("cold_start")
        fill = self.practice.cold_fill * start
        self.memory |= {"fill": fill, "ready": start - fill}

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
        else:
            self.unit.change(int(self.memory.get("failed", 0.0)))
        self.expect_element()
        return self.fill

    def renew(self) -> None:
        """New membranes are in, and with every second set new coatings."""
        self.unit.renew_membranes()
        self.memory["renewals"] = self.memory.get("renewals", 0.0) + 1.0
        if self.memory["renewals"] >= self.practice.recoat_every:
            self.unit.recoat()
            self.memory["renewals"] = 0.0
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
        self.unit.change_bypassed()
        if self.until("membrane") < self.practice.renew_ahead:
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
        self.memory["begun"] = self.entered
        yield self.when(self.unit.temperature, above=self.unit.warm)
        return self.check

    def check(self) -> Steps:
        self.unit.rest()
        ready = self.memory.get("begun", self.entered) + self.memory.get("ready", 0.0)
        yield self.hold(seconds=max(ready - self.entered, 0.0))
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
        return self.energise if self.unit.can_start() else self.await_nitrogen

    def await_nitrogen(self) -> Steps:
        self.unit.rest()
        yield self.hold(seconds=self.practice.look)
        return self.await_load


class LowLoadTest(Scheduled):
    """Procedure EL-07: one electrolyser after the other goes to low load, and its elements are compared.

    What it finds stays in its memory: for electrolyser A, `A damaged` elements, `A worst` and its `A deviation` [V].

    units  all electrolysers
    share  load of the test, over the full load [-]
    every  time between two tests of the plant; 0: none [s]
    """

    def __init__(
        self, *about: Any, units: Sequence[ElectrolyserHandle], share: float, every: float, **more: Any
    ) -> None:
        super().__init__(*about, **more)
        self.units, self.share, self.every = units, share, every

    def begin(self) -> Phase:
        self.memory["unit"] = 0.0
        self.memory["due"] = self.env.now + (self.every or NEVER)
        return self.idle

    @property
    def unit(self) -> ElectrolyserHandle:
        """The electrolyser whose turn it is."""
        return self.units[int(self.memory["unit"])]

    def idle(self) -> Steps:
        self.unit.end_test()
        yield self.hold(seconds=self.until("due"))
        return self.step_down

    def step_down(self) -> Steps:
        look = self.unit.look()
        self.memory |= {f"on load {n}": voltage for n, voltage in enumerate(look.voltages)}
        self.memory["on load"] = look.density
        self.unit.lower(self.share)
        yield self.hold(seconds=self.practice.test_settle)
        self.judge()
        return self.step_up

    def judge(self) -> None:
        """What the voltages say."""
        low, letter = self.unit.look(), self.unit.letter
        before = tuple(self.memory.get(f"on load {n}", 0.0) for n in range(len(low.voltages)))
        found = judge(Look(self.memory["on load"], before), low)
        worst = min(found, key=lambda one: one.deviation, default=None)
        if worst is None or not 0.0 < low.density <= 2.0 * self.share * self.memory["on load"]:
            return  # it was not on load, or did not come down
        self.memory[f"{letter} damaged"] = float(sum(one.damaged for one in found))
        self.memory[f"{letter} worst"], self.memory[f"{letter} deviation"] = float(worst.element), worst.deviation

    def step_up(self) -> Steps:
        self.unit.end_test()
        yield self.hold(seconds=self.practice.test_settle)
        self.memory["unit"] = (self.memory["unit"] + 1.0) % len(self.units)
        if self.memory["unit"] > 0.0:
            return self.step_down
        self.memory["due"] = self.env.now + (self.every or NEVER)
        return self.idle
