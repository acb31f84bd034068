"""What forecasts were worth: scored when the plant has shown, against three that cost nothing.

Lives here: fair CRPS, coverage, skill against persistence, the same hour yesterday and the open-loop twin.
Lives elsewhere: forecasts (.issue), what they learn from it (.widening), the store that keeps outcomes (the service).
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import scoringrules

from twin.forecast.issue import SAMPLED, TARGETS, Ahead
from twin.forecast.widening import Widening
from twin.tracking.filter import Floats

MARKS = ("crps", "persistence", "yesterday", "open_loop", "covered")
"""What an entry keeps of each outcome."""
KEPT = 2000
"""Scores kept of a target and horizon."""

Observed = Callable[[float], Mapping[str, float | None]]
"""The targets over the shift that ends at a time [s]; None where there is no value."""


def fair_crps(members: Floats, observed: float) -> float:
    """Continuous ranked probability score of a sample, unbiased for its size [unit of the target].

    >>> round(fair_crps(np.array([0.0, 1.0]), 0.5), 6)
    0.0
    """
    return float(scoringrules.crps_ensemble(observed, members, estimator="fair"))


@dataclass(slots=True)
class Entry:
    """Scores of one target at one horizon."""

    crps: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    persistence: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    yesterday: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    open_loop: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    covered: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))

    def document(self) -> dict[str, float | int | None]:
        """As `litwin score` prints it."""
        return {
            "crps": _mean(self.crps), "crps_persistence": _mean(self.persistence),
            "skill_persistence": _skill(self.crps, self.persistence),
            "skill_yesterday": _skill(self.crps, self.yesterday),
            "skill_open_loop": _skill(self.crps, self.open_loop), "coverage_p10_p90": _mean(self.covered),
            "n": len(self.crps),
        }  # fmt: skip


class Outcome(NamedTuple):
    """One target of one forecast beside what came; the store keeps it, and a new tracker is told of it."""

    target: str
    hours: int
    issued: float
    """[Unix s]"""
    low: float
    """P10 before widening; all figures in the unit of the target."""
    high: float
    """P90 before widening."""
    observed: float
    covered: float
    """1 when the observed figure lay within the band as it was printed."""
    crps: float
    persistence: float
    """How far off was who said that all stays as it is; NaN: nothing could be said."""
    yesterday: float
    open_loop: float


class Pending(NamedTuple):
    """A forecast that waits for the plant."""

    target: str
    hours: int
    due: float
    """[s] of the twin's clock."""
    low: float
    high: float
    """P10 and P90 before widening."""
    wide_low: float
    wide_high: float
    persistence: float
    open_loop: float
    members: Floats
    """Stretched as the band was widened."""


class Scorer:
    """Keeps forecasts until they are observed."""

    def __init__(self, widening: Widening, *, epoch: float = 0.0) -> None:
        self.widening, self.epoch = widening, epoch
        self.outcomes: list[Outcome] = []
        """What was scored since somebody last took it."""
        self._known = -math.inf
        self.entries: dict[tuple[str, int], Entry] = defaultdict(Entry)
        self._pending: list[Pending] = []
        self._seen: deque[tuple[float, Mapping[str, float | None]]] = deque(maxlen=600)

    def expect(self, ahead: Ahead, observed: Observed) -> None:
        """Keep a forecast; what is observed when it is issued is what persistence says."""
        now = observed(ahead.issued)
        for name in TARGETS:
            for hours in SAMPLED:
                place = int(np.argmin(np.abs(np.array(ahead.times) - ahead.issued - 3600.0 * hours)))
                members = ahead.values[name][place]
                if np.isfinite(members).all() and abs(ahead.times[place] - ahead.issued - 3600.0 * hours) < 60.0:
                    self._pending.append(self._kept(ahead, name, hours, place, members, now[name]))

    def _kept(
        self, ahead: Ahead, name: str, hours: int, place: int, members: Floats, persistence: float | None
    ) -> Pending:
        low, middle, high = (np.array([value]) for value in np.percentile(members, (10.0, 50.0, 90.0)))
        time = ahead.times[place]
        wide = self.widening.widened(name, [time], ahead.issued, low, middle, high)
        return Pending(
            name, hours, time, float(low[0]), float(high[0]), float(wide[0][0]), float(wide[2][0]),
            math.nan if persistence is None else persistence, float(ahead.open_loop[name][place]),
            stretched(members, wide),
        )  # fmt: skip

    def observe(self, now: float, observed: Observed) -> bool:
        """Score all that is due; says whether anything was."""
        due = [one for one in self._pending if one.due <= now + 1.0]
        if not due:
            return False
        self._pending = [one for one in self._pending if one.due > now + 1.0]
        found = {time: observed(time) for time in {one.due for one in due}}
        self._seen.extend(sorted(found.items()))
        for one in due:
            value = found[one.due][one.target]
            if value is not None:
                self._score(one, value)
        return True

    def recall(self, outcomes: Iterable[Outcome]) -> None:
        """Take what an earlier tracker has scored; forecasts that were issued until then are not scored again."""
        for one in outcomes:
            self._count(one)
            self._known = max(self._known, one.issued)

    def taken(self) -> list[Outcome]:
        """What was scored since the last call."""
        found, self.outcomes = self.outcomes, []
        return found

    def _score(self, one: Pending, value: float) -> None:
        issued = one.due - 3600.0 * one.hours + self.epoch
        if issued <= self._known:
            return
        outcome = Outcome(
            one.target, one.hours, issued, one.low, one.high, value, float(one.wide_low <= value <= one.wide_high),
            fair_crps(one.members, value), abs(one.persistence - value), abs(self._yesterday(one) - value),
            abs(one.open_loop - value),
        )  # fmt: skip
        self._count(outcome)
        self.outcomes.append(outcome)

    def _count(self, one: Outcome) -> None:
        entry = self.entries[one.target, one.hours]
        for name in MARKS:
            getattr(entry, name).append(getattr(one, name))
        self.widening.learn(one.target, one.hours, issued=one.issued, low=one.low, high=one.high, observed=one.observed)

    def _yesterday(self, one: Pending) -> float:
        before = [values[one.target] for time, values in self._seen if abs(time - one.due + 86400.0) < 600.0]
        return math.nan if not before or before[0] is None else before[0]

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        pending = self._pending
        return {
            "entries": [[*key, np.array([getattr(one, name) for name in MARKS])] for key, one in self.entries.items()],
            "pending": [one[:-1] for one in pending], "members": np.array([one.members for one in pending]),
            "seen": [[time, dict(values)] for time, values in self._seen], "known": self._known, "epoch": self.epoch,
            "widening": self.widening.as_data(),
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        for name, hours, rows in data["entries"]:
            entry = self.entries[name, hours]
            for mark, row in zip(MARKS, rows.tolist(), strict=True):
                getattr(entry, mark).extend(row)
        self._pending = [
            Pending._make([*one, members]) for one, members in zip(data["pending"], data["members"], strict=True)
        ]
        self._seen.extend((time, values) for time, values in data["seen"])
        self._known, self.epoch = data["known"], data["epoch"]
        self.widening.restore(data["widening"])

    def document(self, at: float) -> dict[str, Any]:
        """All scores, as `litwin score` prints them."""
        targets: dict[str, dict[str, Any]] = {name: {} for name in TARGETS}
        for (name, hours), entry in sorted(self.entries.items()):
            targets[name][str(hours)] = entry.document()
        return {"at": at, "targets": targets}


def outcomes_document(at: float, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Outcomes as they are archived: a row each, columns named once."""
    return {"at": at, "columns": list(Outcome._fields), "rows": [list(one) for one in outcomes]}


def outcomes_of(documents: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """Outcomes from archived documents, in the order of issue; a missing figure is NaN."""
    found = []
    for body in documents:
        for row in body["rows"]:
            found.append(Outcome._make(math.nan if one is None else one for one in row))
    return sorted(found, key=lambda one: one.issued)


def stretched(members: Floats, wide: tuple[Floats, Floats, Floats]) -> Floats:
    """Members moved away from their median, each side so far that P10 and P90 stand where the band does."""
    low, middle, high = np.percentile(members, (10.0, 50.0, 90.0))
    below = (middle - wide[0][0]) / (middle - low) if middle > low else 1.0
    above = (wide[2][0] - middle) / (high - middle) if high > middle else 1.0
    found: Floats = middle + np.where(members < middle, below, above) * (members - middle)
    return found


def _mean(values: deque[float]) -> float | None:
    known = [value for value in values if math.isfinite(value)]
    return sum(known) / len(known) if known else None


def _skill(own: deque[float], other: deque[float]) -> float | None:
    """1 - CRPS over that of the other, where both are known."""
    pairs = [(a, b) for a, b in zip(own, other, strict=True) if math.isfinite(b)]
    total = sum(b for _, b in pairs)
    return 1.0 - sum(a for a, _ in pairs) / total if total > 0.0 else None
