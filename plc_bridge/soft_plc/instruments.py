"""What instruments make of the truth: lag, noise, steps, limits, samples that wait for their result.

Lives here: the way from a signal's true SI value to the number that the PLC shows.
Lives elsewhere: the truth (the plant's model); the numbers of each instrument (points.csv, .points); serving (.server).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from plc_bridge.soft_plc.points import Point
from twin.signals import Quality

COUNTS = 27_648.0
"""Steps of an analogue input card over its range (SIMATIC S7, nominal range of 4 to 20 mA)."""
HEARTBEAT = "plant.controller.heartbeat"
HEARTBEAT_TURN = 65_536
EDGE = 4.0
"""A value this many standard deviations of its noise beyond the range is uncertain; nearer it is noise at the edge."""
MINUTE = 60.0

Floats = npt.NDArray[np.float64]


class Shown(NamedTuple):
    """What the PLC shows for one tag."""

    value: float
    """In the tag's unit; NaN with quality bad."""
    quality: Quality
    time: float | None
    """When the sample was taken [Unix s]; None: now, as for everything that is measured on line."""


class Instruments:
    """All instruments of a plant; the same seed and the same truth give the same readings."""

    def __init__(self, points: Sequence[Point], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        ages = {point.tag for point in points if point.tag.endswith(".AGE")}
        self.sampled = [
            Sampled(point, place, f"{point.tag}.AGE" if f"{point.tag}.AGE" in ages else None)
            for place, point in enumerate(points)
            if point.delay_s is not None
        ]
        self.beat = [point for point in points if point.row.feeds == HEARTBEAT]
        aside = {sampled.point.tag for sampled in self.sampled} | ages | {point.tag for point in self.beat}
        self.other_tags = tuple(sorted(aside))
        """Tags that are not measured on line: samples and their ages, the heartbeat."""
        self.online = Online([point for point in points if point.tag not in aside])

    def read(self, true: Mapping[str, float], time: float) -> dict[str, Shown]:
        """What the PLC shows at a time [Unix s], given the true value [SI] of each signal."""
        shown = self.online.read(true, time, self.random)
        for sampled in self.sampled:
            shown.update(sampled.read(true, time, self.random))
        for point in self.beat:
            shown[point.tag] = Shown(float(int(time) % HEARTBEAT_TURN), Quality.GOOD, None)
        return shown


class Online:
    """Everything measured where it flows: one vector operation for all tags."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.tags = [point.tag for point in points]
        self.feeds = [point.row.feeds for point in points]
        self.scale, self.offset = _column(points, "scale"), _column(points, "offset")
        self.low, self.high = _column(points, "low"), _column(points, "high")
        self.noise = np.array([point.noise for point in points])
        self.lag = np.array([point.lag_s for point in points])
        self.scan = np.array([max(point.scan_s, 1e-3) for point in points])
        self.whole = np.array([point.is_whole for point in points], dtype=bool)
        measured = np.array([point.type == "AI" for point in points], dtype=bool)
        self.step = np.where(measured, (self.high - self.low) / COUNTS, 0.0)
        self.level = np.full(len(points), math.nan)
        self.shown = np.full(len(points), math.nan)
        self.beyond = np.zeros(len(points), dtype=bool)
        self.time = -math.inf

    def read(self, true: Mapping[str, float], time: float, random: np.random.Generator) -> dict[str, Shown]:
        """Values in the tags' units; a signal without a finite true value is bad."""
        given = np.array([true.get(name, math.nan) for name in self.feeds])
        level = (np.where(np.isfinite(given), given, math.nan) - self.offset) / self.scale
        self.level = self._lagged(level, time - self.time)
        noisy = self.level + self.noise * random.standard_normal(len(level))
        due = np.floor(time / self.scan) != np.floor(self.time / self.scan) if math.isfinite(self.time) else True
        due = due | ~np.isfinite(self.shown)
        self.shown = np.where(due, self._limited(noisy), self.shown)
        margin = EDGE * self.noise + 1e-6 * (self.high - self.low)
        beyond = (self.level < self.low - margin) | (self.level > self.high + margin)
        self.beyond = np.where(due, beyond, self.beyond)
        self.time = time
        qualities = np.where(np.isfinite(self.shown), self.beyond, 2).tolist()
        names = (Quality.GOOD, Quality.UNCERTAIN, Quality.BAD)
        return {
            tag: Shown(value, names[quality], None)
            for tag, value, quality in zip(self.tags, self.shown.tolist(), qualities, strict=True)
        }

    def _lagged(self, level: Floats, passed: float) -> Floats:
        """First-order lag, exact over the time passed; a lost signal starts anew."""
        old = np.where(np.isfinite(self.level), self.level, level)
        share = -np.expm1(-max(passed, 0.0) / np.maximum(self.lag, 1e-9))
        lagged: Floats = np.where(self.whole, level, old + share * (level - old))
        return np.where(np.isfinite(level), lagged, math.nan)

    def _limited(self, value: Floats) -> Floats:
        """On the card's steps, within the range, as the PLC's 32-bit number."""
        steps = np.round((value - self.low) / np.where(self.step > 0, self.step, 1.0)) * self.step + self.low
        value = np.where(self.step > 0, steps, value)
        value = np.where(self.whole, np.round(value), value)
        limited: Floats = np.clip(value, self.low, self.high).astype(np.float32).astype(np.float64)
        return limited


class Sampled:
    """An analyser that works in cycles, or the laboratory: a sample is taken, its result comes later."""

    def __init__(self, point: Point, place: int, age_tag: str | None) -> None:
        self.point, self.age_tag = point, age_tag
        self.delay = point.delay_s or 0.0
        self.phase = (place * 1_117.0) % point.scan_s
        self.waiting: list[tuple[float, Shown]] = []
        self.result = Shown(math.nan, Quality.BAD, None)
        self.last = math.nan

    def read(self, true: Mapping[str, float], time: float, random: np.random.Generator) -> dict[str, Shown]:
        """The newest result. At the first reading, samples taken earlier show what is true now: the plant ran before
        anybody looked."""
        cycle = math.floor((time - self.phase) / self.point.scan_s)
        if math.isnan(self.last):
            self.last = math.floor((time - self.delay - self.phase) / self.point.scan_s)
            self.result = self._taken(true, self._moment(self.last), random)
        if cycle > self.last:
            moment = self._moment(cycle)
            self.waiting.append((moment + self.delay, self._taken(true, moment, random)))
        self.last = cycle
        while self.waiting and self.waiting[0][0] <= time:
            self.result = self.waiting.pop(0)[1]
        taken = self.result.time
        if self.age_tag is None or taken is None:
            return {self.point.tag: self.result}
        held = Shown(self.result.value, self.result.quality, None)
        return {self.point.tag: held, self.age_tag: Shown((time - taken) / MINUTE, Quality.GOOD, None)}

    def _moment(self, cycle: float) -> float:
        """When the sample of a cycle is taken [Unix s]."""
        return self.phase + cycle * self.point.scan_s

    def _taken(self, true: Mapping[str, float], time: float, random: np.random.Generator) -> Shown:
        row = self.point.row
        level = row.from_si(true.get(row.feeds, math.nan))
        value = float(np.float32(level + self.point.noise * random.standard_normal()))
        if not math.isfinite(value):
            return Shown(math.nan, Quality.BAD, time)
        beyond = not row.low - EDGE * self.point.noise <= level <= row.high + EDGE * self.point.noise
        return Shown(min(max(value, row.low), row.high), Quality.UNCERTAIN if beyond else Quality.GOOD, time)


def _column(points: Sequence[Point], name: str) -> Floats:
    return np.array([getattr(point.row, name) for point in points], dtype=np.float64)
