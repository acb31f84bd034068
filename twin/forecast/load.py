"""The load to come: what is planned, and what people will ask for without saying so beforehand.

Lives here: `Planned`, a stretch of announced load; `LoadHabit`, how often the load of this plant changes and to what.
Lives elsewhere: the plan's file (plc_bridge.load_plan), running members along it (.issue).

Unannounced changes are a jump process: they come at random, and each goes to a level that does not depend on the one
before. Rate and levels are learnt from the plant's own load set-point (HS-350); what stands for them before that is
worth a day of watching. Left out: the hour of the day, prices of power, levels that follow each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

DAY = 86400.0
PRIOR_CHANGES, PRIOR_WATCHED = 1.0, DAY
"""Before anything is known: one change in a day [-, s]. Estimated: cells follow prices of power and shifts; the data
book says only that they can (30 to 100 %, ramps of minutes), not how often it is done."""
PRIOR_LEVELS = 4.0
"""So many changes the levels below are worth [-]. Estimated."""
PRIOR_FULL = 0.5
"""Share of changes that go to full load, if the load is not there already; the others lie between the burner's
turndown and full load, the likelier the nearer to full load (triangular). Estimated; the limits are the data book's."""
SEEN = 200
"""Changes whose levels are remembered."""
LEAST = 0.005
"""A smaller change of the set-point is no change of load [-]."""


class Planned(NamedTuple):
    """A stretch of time with a known load."""

    start: float
    """[s], clock of whoever asks"""
    end: float
    """Until then the load is known; after it, it may change at any time [s]."""
    share: float
    """Of the full load [-]."""


Plan = Sequence[Planned]


class LoadHabit:
    """What a plant's load set-point has shown of its people's habits.

    turndown  lowest load that the prior expects, share of the full load [-]
    """

    def __init__(self, turndown: float) -> None:
        self.turndown = turndown
        self.changes, self.watched = 0, 0.0
        self.levels: deque[float] = deque(maxlen=SEEN)
        self._share: float | None = None

    def notice(self, share: float, seconds: float) -> None:
        """Take a set-point that was read [-] and the time since the last one [s]."""
        if self._share is not None:
            self.watched += seconds
            if abs(share - self._share) >= LEAST:
                self.changes += 1
                self.levels.append(share)
        self._share = share

    @property
    def rate(self) -> float:
        """Changes of load in a second [1/s]: mean of the gamma posterior of a Poisson process."""
        return (PRIOR_CHANGES + self.changes) / (PRIOR_WATCHED + self.watched)

    def draw(self, start: float, end: float, share: float, random: np.random.Generator) -> list[tuple[float, float]]:
        """Changes of load between two times [s] that one member meets, as (time, share of full load)."""
        found, time = list[tuple[float, float]](), start + random.exponential(1.0 / self.rate)
        while time < end:
            share = self._level(share, random)
            found.append((time, share))
            time += random.exponential(1.0 / self.rate)
        return found

    def _level(self, share: float, random: np.random.Generator) -> float:
        known = len(self.levels)
        if random.random() < known / (known + PRIOR_LEVELS):
            return float(self.levels[int(random.integers(known))])
        if share < 1.0 - LEAST and random.random() < PRIOR_FULL:
            return 1.0
        return float(random.triangular(self.turndown, 1.0, 1.0))

    def said(self) -> dict[str, Any]:
        """For the forecast's document."""
        return {"changes_per_day": round(self.rate * DAY, 4), "changes_seen": self.changes,
                "watched_h": round(self.watched / 3600.0, 2)}  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        return {"changes": self.changes, "watched": self.watched, "levels": list(self.levels), "share": self._share}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self.changes, self.watched, self._share = data["changes"], data["watched"], data["share"]
        self.levels = deque(data["levels"], maxlen=SEEN)


def steps(
    plan: Plan, habit: LoadHabit | None, *, now: float, end: float, share: float, random: np.random.Generator
) -> list[tuple[float, float]]:
    """The loads that one member meets from now to a time [s]: the plan where there is one, chance elsewhere."""
    found, at = list[tuple[float, float]](), now
    for one in sorted(plan):
        if one.end <= now or one.start >= end:
            continue
        if habit is not None and one.start > at:
            found += habit.draw(at, one.start, share, random)
        found.append((max(one.start, now), one.share))
        at, share = one.end, one.share
    if habit is not None and at < end:
        found += habit.draw(at, end, share, random)
    return found


def covered(plan: Plan, *, now: float, end: float) -> float:
    """Share of a span of time [s] whose load is planned [-]."""
    known = sum(max(0.0, min(one.end, end) - max(one.start, now)) for one in plan)
    return known / (end - now) if end > now else 0.0
