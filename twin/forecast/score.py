"""What forecasts were worth: scored when the plant has shown, against three that cost nothing.

Lives here: fair CRPS, coverage, skill against persistence, the same hour yesterday and the open-loop twin.
Lives elsewhere: forecasts (.issue), what they learn from it (.widening).
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scoringrules

from twin.forecast.issue import SAMPLED, TARGETS, Ahead
from twin.forecast.widening import Widening
from twin.tracking.filter import Floats

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


@dataclass(frozen=True, slots=True)
class Pending:
    """A forecast that waits for the plant."""

    target: str
    hours: int
    due: float
    raw: tuple[float, float]
    band: tuple[float, float]
    members: Floats
    persistence: float
    open_loop: float


class Scorer:
    """Keeps forecasts until they are observed."""

    def __init__(self, widening: Widening) -> None:
        self.widening = widening
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
            name, hours, time, (float(low[0]), float(high[0])), (float(wide[0][0]), float(wide[2][0])),
            stretched(members, wide), math.nan if persistence is None else persistence,
            float(ahead.open_loop[name][place]),
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

    def _score(self, one: Pending, value: float) -> None:
        entry = self.entries[one.target, one.hours]
        entry.crps.append(fair_crps(one.members, value))
        entry.covered.append(float(one.band[0] <= value <= one.band[1]))
        for kept, said in (
            (entry.persistence, one.persistence), (entry.open_loop, one.open_loop),
            (entry.yesterday, self._yesterday(one)),
        ):  # fmt: skip
            kept.append(abs(said - value))
        self.widening.learn(one.target, one.hours, low=one.raw[0], high=one.raw[1], observed=value)

    def _yesterday(self, one: Pending) -> float:
        before = [values[one.target] for time, values in self._seen if abs(time - one.due + 86400.0) < 600.0]
        return math.nan if not before or before[0] is None else before[0]

    def document(self, at: float) -> dict[str, Any]:
        """All scores, as `litwin score` prints them."""
        targets: dict[str, dict[str, Any]] = {name: {} for name in TARGETS}
        for (name, hours), entry in sorted(self.entries.items()):
            targets[name][str(hours)] = entry.document()
        return {"at": at, "targets": targets}


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
