"""The live twin as the service sees it: readings in, documents out.

Lives here: `Tracker`, what is due when.
Lives elsewhere: ensemble, documents, events (twin.tracking), forecasts (twin.forecast), the store (the service).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from twin.design import Design
from twin.errors import DesignError
from twin.forecast.issue import MODEL, SHIFT, TARGETS, document, run_ahead
from twin.forecast.load import LoadHabit, Plan, Planned
from twin.forecast.score import Scorer, outcomes_document, outcomes_of
from twin.forecast.widening import Widening
from twin.operations import crew
from twin.plant import Staff
from twin.signals import Reading
from twin.tracking.documents import balance_document, estimate_document, kpi_document, no_kpi_document
from twin.tracking.elements import cells_document
from twin.tracking.ensemble import Ensemble
from twin.tracking.inputs import Load
from twin.tracking.ledgers import History, LedgerReader, Moment, bands, states_of
from twin.tracking.lots import Lots
from twin.tracking.low_load import LowLoadTests
from twin.tracking.measurements import value_of
from twin.tracking.side_duties import chlorine_and_steam_document
from twin.tracking.watch import Watch

DAY, HOUR, MINUTE = 86400.0, 3600.0, 60.0
EACH = {"balance": 600.0, "forecast": 300.0, "score": 600.0, "detail": 600.0}
"""How often each is made [s]; `detail` are the documents that a page of its own shows."""
LAYOUT = "2"
"""Of what `as_data` gives; raise it when that changes."""
TOLD = ("event", "lot", "low_load")
"""Kinds whose bodies come when something has happened, each at its own time."""
LEAST_WINDOW = 600.0
"""A window shorter than this says nothing [s]."""
FEW = 0.5
"""Share of measurements below which figures are uncertain."""

Documents = dict[str, Any]


class Tracker:
    """Follows a plant minute by minute; times are Unix seconds of the plant's clock.

    members  30 or more for figures that mean something
    staff    who works on the line; sequences follow the mode tags while tracking and go on by themselves ahead
    plan     announced loads, times in Unix seconds; where there is none, members meet changes of load by chance
    """

    def __init__(
        self, design: Design, *, members: int = 40, seed: int = 1, staff: Staff = crew, plan: Plan = ()
    ) -> None:
        self.design, self.seed = design, seed
        self.ensemble = Ensemble(design, members=members, seed=seed, staff=staff)
        self.plan, self.habit = plan, LoadHabit(design.limits.burner_turndown)
        self.history, self.reader = History(), LedgerReader(self.ensemble.plants[0])
        self.widening = Widening()
        self.scorer, self.watch = Scorer(self.widening), Watch(self.ensemble)
        self.lots, self.tests = Lots(self.ensemble.plants), LowLoadTests(self.ensemble)
        self._members = members
        self._told: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TOLD}
        self._started, self._share = False, 1.0
        self._next = dict.fromkeys(EACH, 0.0)

    def start(self, readings: Mapping[str, Reading], time: float) -> None:
        """Stand where the plant stands."""
        self.ensemble.start(readings, time)
        self.watch, self.scorer.epoch = Watch(self.ensemble), self.ensemble.epoch
        self.history.keep(self._moment())
        self.lots = Lots(self.ensemble.plants)
        self.lots.look(readings, time)
        self._next = {kind: time + each for kind, each in EACH.items()}
        self._started = True

    def step(self, readings: Mapping[str, Reading], time: float) -> None:
        """Go on to a time with what was read for it; call it for each minute, gaps may be longer."""
        if not self._started:
            raise DesignError("the tracker has not been started: call start(readings, time) first.")
        if time <= self.ensemble.time:
            return
        self._notice_load(readings, time - self.ensemble.time)
        analysis = self.ensemble.step(readings, time)
        self._share = float(analysis.used.mean())
        self.history.keep(self._moment())
        self._told["event"] += self.watch.look(time)
        self._told["lot"] += self.lots.look(readings, time)
        self._told["low_load"] += self.tests.look(readings, time)

    def documents(self, *, ahead: bool = True) -> Documents:
        """What is due now, by kind; of TOLD kinds a list. Without `ahead` no forecast is run: it costs most of all."""
        at, now = self.ensemble.time, self._moment()
        estimate = estimate_document(at, self.ensemble, self.watch.advisories)
        found: Documents = {"kpi": self._kpi(at, now), "estimate": estimate}
        if self._due("balance", at):
            start = self.history.at(now.time - DAY)
            if start is not None and now.time - start.time >= LEAST_WINDOW:
                found["balance"] = balance_document(at, start, now, members=self._members)
        if ahead and self._due("forecast", at):
            found["forecast"] = self._forecast()
        if self._due("score", at) and self.scorer.observe(now.time, self.observed):
            found["score"] = self.scorer.document(at)
            found["outcome"] = outcomes_document(at, self.scorer.taken())
        if self._due("detail", at):
            found |= {
                "cells": cells_document(at, self.ensemble), "packing": self.lots.document(at),
                "chlorine_and_steam": chlorine_and_steam_document(at, self.ensemble.plants),
            }  # fmt: skip
        for kind in TOLD:
            if self._told[kind]:
                found[kind], self._told[kind] = self._told[kind], []
        return found

    def observed(self, time: float) -> dict[str, float | None]:
        """The targets over the shift that ended at a time [s of the twin's clock], as tracking saw them."""
        start, end = self.history.at(time - SHIFT), self.history.at(time)
        if start is None or end is None or end.time - start.time < LEAST_WINDOW:
            return dict.fromkeys(TARGETS)
        found = bands(self.design, start, end, members=self._members)
        return {name: found[name].p50 for name in TARGETS}

    @property
    def identity(self) -> dict[str, str]:
        """What a copy must agree in to go on from `as_data`: a word for each, by what it is called."""
        own = {"members": str(self._members), "seed": str(self.seed), "layout": LAYOUT}
        return {"design": self.design.hash, "model": MODEL, **own}

    def as_data(self) -> dict[str, Any]:
        """All that a copy needs to go on as this one would, bit for bit, as arrays and plain values."""
        return {
            "ensemble": self.ensemble.as_data(), "history": self.history.as_data(), "habit": self.habit.as_data(),
            "scorer": self.scorer.as_data(), "watch": self.watch.as_data(), "lots": self.lots.as_data(),
            "tests": self.tests.as_data(), "told": {kind: list(told) for kind, told in self._told.items()},
            "share": self._share, "next": dict(self._next),
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from what `as_data` gave, of a tracker of the same identity."""
        self.ensemble.restore(data["ensemble"])
        self.history.restore(data["history"])
        self.habit.restore(data["habit"])
        self.scorer.restore(data["scorer"])
        self.watch.restore(data["watch"])
        self.lots.restore(data["lots"])
        self.tests.restore(data["tests"])
        self._told = {kind: list(told) for kind, told in data["told"].items()}
        self._share, self._next = data["share"], dict(data["next"])
        self._started = True

    def recall(self, outcomes: Iterable[Mapping[str, Any]]) -> None:
        """Take what earlier trackers of this plant have scored and kept as documents of the kind `outcome`."""
        self.scorer.recall(outcomes_of(outcomes))

    def _forecast(self) -> dict[str, Any]:
        offset = self.ensemble.epoch
        plan = [Planned(one.start - offset, one.end - offset, one.share) for one in self.plan]
        ahead = run_ahead(self.ensemble, self.history, self.reader, plan=plan, habit=self.habit, seed=self.seed)
        if self.history.moments and abs(self.history.moments[-1].time - ahead.issued) < 1.0:
            self.scorer.expect(ahead, self.observed)
        return document(ahead, self.ensemble, self.widening, plan=plan, habit=self.habit)

    def _notice_load(self, readings: Mapping[str, Reading], seconds: float) -> None:
        share = value_of(readings.get(Load.SIGNAL))
        if not math.isnan(share):
            self.habit.notice(share, seconds)

    def _kpi(self, at: float, now: Moment) -> dict[str, Any]:
        start = self.history.at(now.time - DAY)
        if start is not None and self.history.since > now.time - DAY + 1.0:
            start = self.history.at(now.time - SHIFT)
        if start is None or now.time - start.time < LEAST_WINDOW:
            return no_kpi_document(at, f"less than {LEAST_WINDOW / MINUTE:.0f} min have been tracked")
        doubt = "" if self._share >= FEW else f"only {self._share:.0%} of the measurements can be used"
        if now.time - start.time < SHIFT - 1.0:
            doubt = doubt or f"only {(now.time - start.time) / HOUR:.1f} h have been tracked"
        found = bands(self.design, start, now, members=self._members)
        return kpi_document(at, now.time - start.time, found, doubt=doubt)

    def _moment(self) -> Moment:
        everyone = self.ensemble.everyone
        return self.reader.read(everyone[0].time, states_of(everyone))

    def _due(self, kind: str, at: float) -> bool:
        each = EACH[kind]
        if at + 1.0 < self._next[kind]:
            return False
        self._next[kind] += each * (1.0 + (at + 1.0 - self._next[kind]) // each)
        return True
