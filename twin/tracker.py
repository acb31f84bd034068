"""The live twin as the service sees it: readings in, documents out.

Lives here: `Tracker`, what is due when.
Lives elsewhere: ensemble, documents, events (twin.tracking), forecasts (twin.forecast), the store (the service).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twin.design import Design
from twin.engine.snapshot import Snapshot
from twin.errors import DesignError
from twin.forecast.issue import SHIFT, TARGETS, Plan, document, run_ahead
from twin.forecast.score import Scorer
from twin.forecast.widening import Widening
from twin.operations import crew
from twin.plant import Staff
from twin.signals import Reading
from twin.tracking.documents import balance_document, estimate_document, kpi_document, no_kpi_document
from twin.tracking.ensemble import Ensemble
from twin.tracking.ledgers import History, LedgerReader, Moment, bands, states_of
from twin.tracking.watch import Watch

DAY, HOUR, MINUTE = 86400.0, 3600.0, 60.0
BALANCE_EACH, FORECAST_EACH, SCORE_EACH = 600.0, 300.0, 600.0
LEAST_WINDOW = 600.0
"""A window shorter than this says nothing [s]."""
FEW = 0.5
"""Share of measurements below which figures are uncertain."""

Documents = dict[str, Any]


class Tracker:
    """Follows a plant minute by minute; times are Unix seconds of the plant's clock.

    members  30 or more for figures that mean something
    staff    who works on the line; sequences follow the mode tags while tracking and go on by themselves ahead
    plan     known loads to come, (time [Unix s], share of full load)
    """

    def __init__(self, design: Design, *, members: int = 40, seed: int = 1, staff: Staff = crew) -> None:
        self.design, self.seed = design, seed
        self.ensemble = Ensemble(design, members=members, seed=seed, staff=staff)
        self.plan: Plan = ()
        self.history, self.reader = History(), LedgerReader(self.ensemble.plants[0])
        self.widening = Widening()
        self.scorer, self.watch = Scorer(self.widening), Watch(self.ensemble)
        self._members, self._events = members, list[dict[str, Any]]()
        self._started, self._share = False, 1.0
        self._next = {"balance": 0.0, "forecast": 0.0, "score": 0.0}

    def start(self, readings: Mapping[str, Reading], time: float) -> None:
        """Stand where the plant stands."""
        self.ensemble.start(readings, time)
        self.watch = Watch(self.ensemble)
        self.history.keep(self._moment())
        self._next = {kind: time + each for kind, each in
                      (("balance", BALANCE_EACH), ("forecast", FORECAST_EACH), ("score", SCORE_EACH))}  # fmt: skip
        self._started = True

    def step(self, readings: Mapping[str, Reading], time: float) -> None:
        """Go on to a time with what was read for it; call it for each minute, gaps may be longer."""
        if not self._started:
            raise DesignError("the tracker has not been started: call start(readings, time) first.")
        if time <= self.ensemble.time:
            return
        analysis = self.ensemble.step(readings, time)
        self._share = float(analysis.used.mean())
        self.history.keep(self._moment())
        self._events += self.watch.look(time)

    def documents(self, *, ahead: bool = True) -> Documents:
        """What is due now, by kind; `event` is a list. Without `ahead` no forecast is run: it costs most of all."""
        at, now = self.ensemble.time, self._moment()
        estimate = estimate_document(at, self.ensemble, self.watch.advisories)
        found: Documents = {"kpi": self._kpi(at, now), "estimate": estimate}
        if self._due("balance", at, BALANCE_EACH):
            start = self.history.at(now.time - DAY)
            if start is not None and now.time - start.time >= LEAST_WINDOW:
                found["balance"] = balance_document(at, start, now, members=self._members)
        if ahead and self._due("forecast", at, FORECAST_EACH):
            found["forecast"] = self._forecast()
        if self._due("score", at, SCORE_EACH) and self.scorer.observe(now.time, self.observed):
            found["score"] = self.scorer.document(at)
        if self._events:
            found["event"], self._events = self._events, []
        return found

    def observed(self, time: float) -> dict[str, float | None]:
        """The targets over the shift that ended at a time [s of the twin's clock], as tracking saw them."""
        start, end = self.history.at(time - SHIFT), self.history.at(time)
        if start is None or end is None or end.time - start.time < LEAST_WINDOW:
            return dict.fromkeys(TARGETS)
        found = bands(self.design, start, end, members=self._members)
        return {name: found[name].p50 for name in TARGETS}

    def snapshot(self) -> Snapshot:
        """A what-if starts from it: the member nearest to the middle of the ensemble."""
        return self.ensemble.middle().snapshot()

    def _forecast(self) -> dict[str, Any]:
        offset = self.ensemble.epoch
        plan = [(time - offset, share) for time, share in self.plan]
        ahead = run_ahead(self.ensemble, self.history, self.reader, plan=plan, seed=self.seed)
        if self.history.moments and abs(self.history.moments[-1].time - ahead.issued) < 1.0:
            self.scorer.expect(ahead, self.observed)
        return document(ahead, self.ensemble, self.widening, scenario="plan" if self.plan else "load as it is")

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

    def _due(self, kind: str, at: float, each: float) -> bool:
        if at + 1.0 < self._next[kind]:
            return False
        self._next[kind] += each * (1.0 + (at + 1.0 - self._next[kind]) // each)
        return True
