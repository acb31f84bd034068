"""Procedure IX-03: polish brine until hardness breaks through the lead column, then regenerate it, for ever.

Lives here: phases; the numbers are those of the mode tags XS-209 of the column that is off line.
Lives elsewhere: what they do (.handle), what a step moves (.equipment).
"""

from __future__ import annotations

from typing import Any, Final

from twin.engine.procedure import Phase, Steps
from twin.engine.resources import Resource
from twin.ion_exchange.handle import StationHandle
from twin.schedule import Scheduled

HOURS: Final = {3: 0.5, 4: 0.5, 5: 1.0, 6: 1.0, 7: 1.0, 8: 0.75, 9: 0.75, 10: 0.5}
"""How a regeneration divides up into its eight steps [h of 6 h] (data book section 5)."""


class RunStation(Scheduled):
    """Lead and lag polish, the third column is regenerated or stands by.

    While the hardness analyser is out, a grab sample every few hours tells, when the laboratory has it.

    unit      the station
    skid      one regeneration skid serves all columns
    swap_at   hardness behind the lead column at which it is spent [kg/m3] (I-101, I-102)
    cycle     between two samples of the analyser [s]; dead  from a sample to its result [s]
    """

    shows = {
        "service": 10, "await_result": 10, "blind": 10, "await_laboratory": 10, "hold_spent": 11,
        "displace": 3, "backwash": 4, "acid": 5, "rinse_acid": 6, "lye": 7,
        "rinse_lye": 8, "fill": 9, "standby": 10, "change_resin": 11,
    }  # fmt: skip
    holds = dict.fromkeys(
        ("displace", "backwash", "acid", "rinse_acid", "change_resin", "lye", "rinse_lye", "fill"), ("skid",)
    )  # fmt: skip

    def __init__(
        self, *about: Any, unit: StationHandle, skid: Resource, swap_at: float, cycle: float, dead: float, **more: Any
    ) -> None:
        super().__init__(*about, **more)
        self.unit, self.skid, self.swap_at, self.cycle, self.dead = unit, skid, swap_at, cycle, dead

    def begin(self) -> Phase:
        self.unit.leave_average()
        self.unit.order(0)
        self.expect_mistake()
        self.expect_analyser()
        return self.service

    def hours(self, step: int) -> float:
        """Duration of a step [h]: its share of the whole regeneration."""
        whole = self.memory.get("whole", self.schedule["ix_regeneration"].median or 3600.0 * sum(HOURS.values()))
        return HOURS[step] / sum(HOURS.values()) * whole / 3600.0

    def expect_analyser(self) -> None:
        """When the hardness analyser fails next [s], counted from its return."""
        self.memory["analyser"] = max(self.env.now, self.memory.get("mended", 0.0)) + self.lasts("hardness_analyser")

    def expect_mistake(self) -> None:
        """When a bed is not displaced before its backwash [s]."""
        self.memory["mistake"] = self.env.now + self.lasts("bed_not_displaced")

    def service(self) -> Steps:
        self.unit.serve()
        lead, lag = self.when(self.unit.between, above=self.swap_at), self.when(self.unit.outlet, above=self.swap_at)
        fails = self.hold(seconds=self.until("analyser"))
        came = yield self.first_of(lead, lag, fails)
        if came is not fails:
            return self.await_result
        self.count("outage")
        self.memory["mended"] = self.memory["analyser"] + self.repair("hardness_analyser")
        self.expect_analyser()
        return self.blind

    def await_result(self) -> Steps:
        """The analyser takes its next sample in its turn, and tells later."""
        self.unit.serve()
        yield self.hold(seconds=-self.entered % self.cycle + self.dead)
        return self.change_columns() if self.unit.hardness() > self.swap_at else self.service

    def change_columns(self) -> Phase:
        """The lead column is spent: the next one leads."""
        self.unit.swap()
        return self.hold_spent

    def blind(self) -> Steps:
        self.unit.serve()
        back = max(self.memory.get("mended", 0.0) - self.env.now, 0.0)
        yield self.hold(seconds=min(back, self.practice.grab_sample))
        if self.until("mended") <= 0.0:
            return self.service
        self.memory["grab"] = self.unit.hardness()
        return self.await_laboratory

    def await_laboratory(self) -> Steps:
        self.unit.serve()
        yield self.hold(seconds=self.laboratory("lab_brine"))
        return self.change_columns() if self.memory.get("grab", 0.0) > self.swap_at else self.blind

    def hold_spent(self) -> Steps:
        self.unit.wait_off_line()
        yield self.acquire(self.skid)
        self.memory["whole"] = self.lasts("ix_regeneration")
        if self.until("mistake") > 0.0:
            return self.displace
        self.expect_mistake()
        return self.backwash

    def displace(self) -> Steps:
        self.unit.regenerate(3, hours=self.hours(3))
        yield self.hold(hours=self.hours(3))
        return self.backwash

    def backwash(self) -> Steps:
        self.unit.regenerate(4, hours=self.hours(4))
        yield self.hold(hours=self.hours(4))
        return self.acid

    def acid(self) -> Steps:
        self.unit.regenerate(5, hours=self.hours(5))
        yield self.hold(hours=self.hours(5))
        return self.rinse_acid

    def rinse_acid(self) -> Steps:
        self.unit.regenerate(6, hours=self.hours(6))
        yield self.hold(hours=self.hours(6))
        return self.change_resin if self.unit.is_worn() else self.lye

    def change_resin(self) -> Steps:
        """Worn resin is sluiced out of the column that acid has stripped; new resin is conditioned like it."""
        self.unit.wait_off_line()
        yield self.hold(seconds=self.lasts("resin_change"))
        self.unit.change_resin()
        self.count("resin_change")
        return self.lye

    def lye(self) -> Steps:
        self.unit.regenerate(7, hours=self.hours(7))
        yield self.hold(hours=self.hours(7))
        return self.rinse_lye

    def rinse_lye(self) -> Steps:
        self.unit.regenerate(8, hours=self.hours(8))
        yield self.hold(hours=self.hours(8))
        return self.fill

    def fill(self) -> Steps:
        self.unit.regenerate(9, hours=self.hours(9))
        yield self.hold(hours=self.hours(9))
        self.release(self.skid)
        self.unit.tire()
        self.count("regeneration")
        return self.standby

    def standby(self) -> Steps:
        self.unit.wait_off_line()
        yield self.hold(hours=self.hours(10))
        return self.service
