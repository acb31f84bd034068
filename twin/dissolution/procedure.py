"""What people do with lithium carbonate and pH probes: bag cutting, the silo, lots one after the other, calibration.

Lives here: phases. Lives elsewhere: what they do (.handle), when (the design's calendar), trucks (.trucks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin.control.stores import Store
from twin.dissolution.handle import LotHandle, ProbeHandle, SiloHandle
from twin.dissolution.lots import drawn
from twin.engine.procedure import Phase, Steps
from twin.hours import DAY, is_open, until_open, until_shut
from twin.schedule import Scheduled

WEEK = 7.0 * DAY
MOST_REFUSED = 10
"""Lots that are sent back in a row [-]: ends the search where hardly a lot would do."""


class CutBags(Scheduled):
    """Procedure LG-05, mode tag XS-151: bags are cut by day, as long as the silo has room and lots are released."""

    shows = {"idle": 0, "cutting": 1, "blocked": 2}

    def __init__(self, *about: Any, silo: SiloHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.silo = silo

    def begin(self) -> Phase:
        self.silo.leave_average()
        return self.idle

    def by_day(self) -> bool:
        """Whether there are people to cut."""
        return is_open(self.env.now, self.calendar.cutting_from, self.calendar.cutting_to)

    def idle(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(seconds=(self.calendar.cutting_from - self.env.now) % DAY)
        return self.cutting

    def cutting(self) -> Steps:
        self.silo.cut()
        rest = until_shut(self.env.now, self.calendar.cutting_from, self.calendar.cutting_to)
        full = self.when(self.silo.silo, above=self.silo.full)
        yield self.first_of(full, self.hold(seconds=min(rest, self.silo.stock_lasts())))
        self.silo.book(self.env.now - self.entered)
        return self.blocked if self.by_day() else self.idle

    def blocked(self) -> Steps:
        self.silo.stop_cutting()
        yield self.hold(hours=1)
        return self.cutting if self.by_day() else self.idle


class WatchSilo(Scheduled):
    """Procedure DI-01: dosing stops when silo and hopper are empty."""

    shows = {"feed": 0, "starve": 1}

    def __init__(self, *about: Any, silo: SiloHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.silo = silo

    def begin(self) -> Phase:
        return self.feed

    def feed(self) -> Steps:
        self.silo.feed()
        yield self.when(self.silo.silo, below=self.practice.silo_empty)
        self.count("outage")
        return self.starve

    def starve(self) -> Steps:
        self.silo.starve()
        yield self.when(self.silo.silo, above=self.practice.silo_restart)
        return self.feed


class FeedLots(Scheduled):
    """Procedure DI-03: lots are fed one after the other, each with an analysis and a particle size of its own.

    Lots that are too coarse or hold too much fluoride go back. What is there when the run begins is of the flowsheet's.

    stocks         where carbonate lies before the silo; mass  of a lot [kg]
    mean           analysis of the feed, by the fields of a lot [kg/kg]
    variation      of impurities from lot to lot [-]
    most_fluoride  that the laboratory accepts [kg/kg]
    """

    shows = {"feed": 1}

    def __init__(
        self, *about: Any, lots: LotHandle, stocks: Sequence[Store], mass: float, mean: Mapping[str, float],
        variation: float, most_fluoride: float, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*about, **more)
        self.lots, self.stocks, self.mass = lots, stocks, mass
        self.mean, self.variation, self.most_fluoride = mean, variation, most_fluoride

    def begin(self) -> Phase:
        self.memory["until"] = self.lots.on_hand() + sum(store.held() for store in self.stocks)
        return self.feed

    def feed(self) -> Steps:
        yield self.when(self.lots.fed, above=self.memory.get("until", 0.0))
        self.memory["until"] = self.memory.get("until", 0.0) + self.mass
        self.lots.feed_from(self.next_analysis() | {"d50": self.next_size()})
        self.count("lot_fed")
        return self.feed

    def next_analysis(self) -> dict[str, float]:
        """The next lot that the laboratory accepts; of many bad ones in a row the last is taken all the same."""
        lot = self.drawn_lot()
        for _ in range(MOST_REFUSED):
            if lot["f"] <= self.most_fluoride:
                break
            self.count("refused")
            lot = self.drawn_lot()
        return lot

    def drawn_lot(self) -> dict[str, float]:
        """An analysis."""
        return drawn(self.mean, self.variation, lambda: self.draws.normal(0.0, 1.0))

    def next_size(self) -> float:
        """Particle size of the next lot that is accepted [m]; of many coarse ones in a row the finest."""
        sizes = [self.lasts("lot_d50")]
        while sizes[-1] > self.practice.coarsest_lot and len(sizes) < MOST_REFUSED:
            self.count("refused")
            sizes.append(self.lasts("lot_d50"))
        return min(sizes)


class CalibrateProbe(Scheduled):
    """Procedure DI-04: a pH probe drifts, its loop with it; it is calibrated every week, or when it fails.

    Meanwhile the loop holds its output. A calibration waits for the laboratory's day.
    """

    shows = {"measure": 1, "calibrate": 0}

    def __init__(self, *about: Any, probe: ProbeHandle, **more: Any) -> None:
        super().__init__(*about, **more)
        self.probe = probe

    def begin(self) -> Phase:
        self.put_back(self.env.now - self.practice.probe_round * self.draws.uniform())
        self.expect_failure()
        return self.measure

    def put_back(self, since: float) -> None:
        """It reads right, as of a time [s]; which way it drifts, and when the next calibration is due."""
        drift = self.lasts("ph_drift") * (1.0 if self.draws.uniform() < 0.5 else -1.0)
        due = since + self.practice.probe_round
        due += until_open(due, self.calendar.lab_from, self.calendar.lab_to)
        self.memory |= {"since": since, "drift": drift, "due": due}

    def expect_failure(self) -> None:
        """When it fails next [s]."""
        self.memory["fails"] = self.env.now + self.lasts("ph_probe")

    def measure(self) -> Steps:
        self.probe.read(self.memory["drift"] * (self.env.now - self.memory["since"]) / WEEK)
        yield self.hold(seconds=min(DAY, self.until("due"), self.until("fails")))
        if self.until("fails") <= 0.0:
            self.count("outage")
        return self.measure if min(self.until("due"), self.until("fails")) > 0.0 else self.calibrate

    def calibrate(self) -> Steps:
        self.probe.hold_output()
        yield self.hold(seconds=self.repair("ph_probe"))
        self.count("calibration")
        if self.until("fails") <= 0.0:
            self.expect_failure()
        self.put_back(self.env.now)
        return self.measure
