"""How much wider a band must be to hold what it promises: learnt from the forecasts that have been observed.

Lives here: conformal widening, one side and one horizon at a time.
Lives elsewhere: forecasts (.issue), their scores (.score).

Conformalised quantile regression (Romano, Patterson, Candès, NeurIPS 2019), each side for itself: P10 is lowered by the
90 % quantile of how far observations fell below it. Until enough are known nothing is widened. Forecasts issued
minutes apart see the same hours and teach the same: one an hour counts.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

import numpy as np

from twin.tracking.filter import Floats

BUCKETS = (1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0)
"""Horizons at which widening is learnt [h]; between them it is interpolated."""
FEWEST, MOST = 20, 400
SIDE = 0.9
"""Share of observations that a side must hold."""
APART = 3600.0
"""Least time between the issues of two forecasts that are learnt from [s]."""
NARROWEST = 0.3
"""A band may shrink to this share of itself at most."""


class Widening:
    """What past forecasts have taught, by target and horizon."""

    def __init__(self) -> None:
        self._below: dict[tuple[str, float], deque[float]] = defaultdict(lambda: deque(maxlen=MOST))
        self._above: dict[tuple[str, float], deque[float]] = defaultdict(lambda: deque(maxlen=MOST))
        self._issued: dict[tuple[str, float], float] = {}

    def learn(self, target: str, horizon_h: float, *, issued: float, low: float, high: float, observed: float) -> None:
        """Take what a forecast issued at a time [s] said before widening, and what came."""
        bucket = min(BUCKETS, key=lambda one: abs(one - horizon_h))
        if issued < self._issued.get((target, bucket), -math.inf) + APART - 1.0:
            return
        self._issued[target, bucket] = issued
        self._below[target, bucket].append(low - observed)
        self._above[target, bucket].append(observed - high)

    def widened(
        self, target: str, times: Sequence[float], issued: float, low: Floats, middle: Floats, high: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Bands after widening, the median within."""
        hours = (np.array(times) - issued) / 3600.0
        down, up = self._amount(self._below, target, hours), self._amount(self._above, target, hours)
        lower = np.minimum(low - down, middle - NARROWEST * (middle - low))
        upper = np.maximum(high + up, middle + NARROWEST * (high - middle))
        return lower, middle, upper

    def _amount(self, learnt: dict[tuple[str, float], deque[float]], target: str, hours: Floats) -> Floats:
        amounts = []
        for bucket in BUCKETS:
            seen = learnt.get((target, bucket), deque())
            level = min(1.0, SIDE * (1.0 + 1.0 / max(len(seen), 1)))
            amounts.append(float(np.quantile(seen, level)) if len(seen) >= FEWEST else 0.0)
        found: Floats = np.interp(hours, BUCKETS, amounts)
        return found

    def said(self) -> dict[str, Any]:
        """How many observations stand behind it, by target."""
        found: dict[str, int] = defaultdict(int)
        for (target, _), seen in self._below.items():
            found[target] += len(seen)
        return {"observations": dict(found)}

    def as_data(self) -> list[Any]:
        """For the tracker's file."""
        return [[*key, self._issued[key], np.array([below, self._above[key]])] for key, below in self._below.items()]

    def restore(self, data: Sequence[Any]) -> None:
        """Go on from a tracker's file."""
        for target, bucket, issued, (below, above) in data:
            self._below[target, bucket].extend(below.tolist())
            self._above[target, bucket].extend(above.tolist())
            self._issued[target, bucket] = issued
