"""Plant against twin, at speed: what the acceptance tests and the benchmark measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from time import process_time
from typing import Any

import numpy as np

from plc_bridge.soft_plc.scenario import Event
from tests.twin.tracking.hidden_plant import EPOCH, HOUR, HiddenPlant
from twin.design import Design
from twin.forecast.issue import SHIFT, TARGETS, run_ahead
from twin.forecast.load import Planned
from twin.forecast.score import Scorer
from twin.forecast.widening import Widening
from twin.kpi import kpis
from twin.ledger import Totals
from twin.tracker import Tracker

LAST = 1e4
"""Hour until which the last load holds."""


class Deaf(Widening):
    """What a tracker has learnt, without teaching it the truth."""

    def __init__(self, own: Widening) -> None:
        super().__init__()
        self._below, self._above = own._below, own._above

    def learn(self, target: str, horizon_h: float, *, issued: float, low: float, high: float, observed: float) -> None:
        """The truth is not for the tracker."""


@dataclass
class Match:
    """One plant and one twin; times in hours of plant time."""

    design: Design
    seed: int
    events: Sequence[Event] = ()
    loads: Sequence[tuple[float, float]] = ()
    announced: bool = False
    """Whether the twin is told of load changes before they come."""
    raster: float = 60.0
    forecast_each: float = 0.0
    members: int = 40
    horizon: float = 24.0
    """Of the forecasts [h]."""
    told: list[dict[str, Any]] = field(default_factory=list)
    covered: list[list[bool]] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=lambda: {"plant": 0.0, "tracking": 0.0, "forecast": 0.0})
    counts: dict[str, int] = field(default_factory=lambda: {"plant": 0, "tracking": 0, "forecast": 0})

    def __post_init__(self) -> None:
        self.hidden = HiddenPlant(self.design, self.seed, events=self.events)
        self.tracker = Tracker(self.design, members=self.members, seed=self.seed)
        if self.announced:
            self.tracker.plan = self._plan(EPOCH)
        self.tracker.start(self.hidden.readings(), self.hidden.time)
        self.truth: dict[int, Totals] = {0: self.hidden.totals()}
        self.scorer = Scorer(Deaf(self.tracker.widening))
        self._loads = list(self.loads)

    def play(self, hours: float) -> None:
        """Let both run."""
        for _ in range(round(hours * HOUR / self.raster)):
            self._timed("plant", self._run_plant)
            self._timed("tracking", self._track)
            seconds = round(self.hidden.time - EPOCH)
            if seconds % 1800 == 0:
                self.truth[seconds] = self.hidden.totals()
            if self.forecast_each and seconds % round(self.forecast_each * HOUR) == 0:
                self._timed("forecast", self._forecast)

    def _timed(self, what: str, act: Any) -> None:
        began = process_time()
        act()
        self.cpu[what] += process_time() - began
        self.counts[what] += 1

    def _run_plant(self) -> None:
        if self._loads and self.hidden.time >= EPOCH + HOUR * self._loads[0][0]:
            self.hidden.ask_load(self._loads.pop(0)[1])
        self.hidden.run(self.raster)
        self._readings = self.hidden.readings()

    def _track(self) -> None:
        self.tracker.step(self._readings, self.hidden.time)
        self.told += self.tracker.documents(ahead=False).get("event", [])
        if self.hidden.time - EPOCH > 2.0 * HOUR:
            self.covered.append(self._covers())

    def _covers(self) -> list[bool]:
        names, true = self.tracker.ensemble.panel.names, self.hidden.true()
        low, high = np.percentile(self.tracker.ensemble.predicted(names), (10.0, 90.0), axis=1)
        return [bool(a <= true[name] <= b) for name, a, b in zip(names, low, high, strict=True)]

    def _plan(self, epoch: float) -> list[Planned]:
        """All loads from the first hour to the last, by a clock."""
        known = [(0.0, 1.0), *self.loads, (LAST, 1.0)]
        return [Planned(epoch + HOUR * a, epoch + HOUR * b, share) for (a, share), (b, _) in pairwise(known)]

    def _forecast(self) -> None:
        t, now = self.tracker, self.hidden.time - EPOCH
        ahead = run_ahead(
            t.ensemble, t.history, t.reader, plan=self._plan(0.0) if self.announced else (), habit=t.habit,
            horizon=HOUR * self.horizon, seed=self.seed,
        )  # fmt: skip
        t.scorer.observe(now, t.observed)
        self.scorer.observe(now, self.true_targets)
        if now >= SHIFT / 4:
            t.scorer.expect(ahead, t.observed)
            self.scorer.expect(ahead, self.true_targets)

    def true_targets(self, time: float) -> Mapping[str, float | None]:
        """The targets over the shift that ends at a time [s], by the plant's own ledger."""
        end = self.truth.get(round(time))
        start = self.truth.get(max(round(time - SHIFT), 0))
        if start is None or end is None or start is end:
            return dict.fromkeys(TARGETS)
        found = kpis(self.design, start, end)
        return {name: found[name].value for name in TARGETS}

    def coverage(self) -> float:
        """Share of true measured states within P10 to P90 of the members."""
        return float(np.mean(self.covered))

    def efficiency_events(self) -> list[dict[str, Any]]:
        """Steps of current efficiency that the twin told of."""
        return [event for event in self.told if event["kind"] == "efficiency"]
