"""The twin follows the plant through the store: minute by minute, from what is kept there and from nothing else.

Lives here: readings of each minute from the store, the tracker's steps, its documents back into the store, progress.
Lives elsewhere: the tracker (whoever is a `Follower`; twin.tracker); values into the store (.bridge, .recording); the
file that says where the twin stood (.tracker_file).

A restart goes on from that file. Where there is none that fits, it begins again in the store: the last SPAN is worked
through, and what earlier forecasts were worth is read back. Documents that are there already are not written twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from plc_bridge.historian import Historian
from plc_bridge.supervisor import HEARTBEAT
from plc_bridge.tag_map import TagMap, TagRow
from plc_bridge.tracker_file import keep, recover
from twin.errors import StoreError
from twin.signals import Quality, Reading

MINUTE = 60.0
SPAN = 48.0 * 3600.0
"""How far back tracking begins [s]."""
CHUNK = 30
"""Minutes read from the store at once."""
BEHIND = 3.0 * MINUTE
"""Further behind than this, documents are only made now and then [s]."""
SELDOM, RARELY = 30.0 * MINUTE, 480.0 * MINUTE
"""How often documents, and forecasts, are made then [s of plant time]."""
SAVE_EACH = 30.0 * MINUTE
"""How often where the twin stands is kept [s of plant time]."""
OUTCOMES = 16.0 * 86400.0
"""How far back outcomes of forecasts are read [s]."""
FRESH = 90.0
"""A reading older than this and its own limit is stale for the twin [s of plant time]."""

Tell = Callable[[float], None]
"""Hears the time up to which all is done [Unix s]."""
Say = Callable[[str], None]


class Follower(Protocol):
    """Something that keeps in step with a plant."""

    @property
    def identity(self) -> Mapping[str, str]:
        """What a copy must agree in to go on from `as_data`, by what it is called."""

    def as_data(self) -> Mapping[str, Any]:
        """All that a copy needs to go on, as arrays and plain values."""

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from what `as_data` gave, instead of `start`."""

    def recall(self, outcomes: Iterable[Mapping[str, Any]]) -> None:
        """Hear of documents of the kind `outcome` that earlier followers of this plant have made."""

    def start(self, readings: Mapping[str, Reading], time: float) -> None:
        """Stand where the plant stands at a time [Unix s]."""

    def step(self, readings: Mapping[str, Reading], time: float) -> None:
        """Go on to a time with what was read for it."""

    def documents(self, *, ahead: bool = True) -> Mapping[str, Any]:
        """What is to be kept now: a body for each kind, or a list of bodies of which each has its own time `at`.
        `ahead`: forecasts, too."""


class Following:
    """One follower of one store.

    memory  file that says where the follower stood; None: it is not kept
    """

    def __init__(
        self, historian: Historian, tag_map: TagMap, follower: Follower, *, span: float = SPAN,
        memory: Path | None = None, say: Say = print,
    ) -> None:  # fmt: skip
        self.historian, self.follower, self.span = historian, follower, span
        self.memory, self.say = memory, say
        self._saved_at = -math.inf
        self.rows: dict[str, TagRow] = {row.tag: row for row in tag_map.rows}
        self.beat = next((row.tag for row in tag_map.rows if row.feeds == HEARTBEAT), tag_map.rows[0].tag)
        """Its values say since when the plant has been watched: laboratory samples are older."""
        self.readings: dict[str, Reading] = {}
        self.time = math.nan
        """All minutes up to here are done [Unix s]."""
        last = historian.last("kpi")
        self._kept_until = last[0] if last else -math.inf
        self._made_at = self._ahead_at = -math.inf
        self._tried = False

    def go_on(self, now: float, stop: Callable[[], bool], tell: Tell) -> None:
        """Do every full minute up to a plant time [Unix s], or until `stop`."""
        if math.isnan(self.time) and not self._recover(now) and not self._begin(now):
            return
        end = math.floor(now / MINUTE) * MINUTE
        while self.time < end and not stop():
            until = min(self.time + CHUNK * MINUTE, end)
            minutes = self._minutes(self.time, until)
            for moment in minutes:
                if stop():
                    return
                self._take(minutes[moment])
                self.time = moment
                self.follower.step(self._judged(moment), moment)
                live = end - moment <= BEHIND
                self._keep(live=live)
                if live and moment - self._saved_at >= SAVE_EACH:
                    self.save()
            tell(self.time)

    def save(self) -> None:
        """Keep where the follower stands; a disk that refuses it is told of and costs only the next restart's time."""
        if self.memory is None or math.isnan(self.time) or self._saved_at == self.time:
            return
        self._saved_at = self.time
        readings = [[*one[:-1], one.quality.value] for one in self.readings.values()]
        own = {"time": self.time, "readings": readings, "made_at": self._made_at, "ahead_at": self._ahead_at}
        try:
            keep(self.memory, self.follower.identity, {"following": own, "follower": self.follower.as_data()})
        except StoreError as error:
            self.say(str(error))

    def _recover(self, now: float) -> bool:
        """Stand where the last run stood, when its file fits; says in one line why it does not."""
        if self.memory is None or self._tried or not self.memory.exists():
            return False
        self._tried = True
        try:
            data = recover(self.memory, self.follower.identity)
            own = data["following"]
            self._refuse_time(own["time"], now)
        except StoreError as error:
            self.say(f"{self.memory.name} is not used: {error}; the twin works through the store's last "
                     f"{self.span / 3600.0:.0f} h.")  # fmt: skip
            return False
        self.follower.restore(data["follower"])
        self.time = self._saved_at = own["time"]
        self._made_at, self._ahead_at = own["made_at"], own["ahead_at"]
        for name, value, time, quality in own["readings"]:
            self.readings[name] = Reading(name, value, time, Quality(quality))
        self.say(f"the twin goes on from where it stood {(now - self.time) / MINUTE:.0f} min ago.")
        return True

    def _refuse_time(self, time: float, now: float) -> None:
        newest = self.historian.latest().get(self.beat)
        if newest is None or newest.source_time < time - MINUTE:
            raise StoreError("the store ends before it was written")
        if time < now - self.span:
            raise StoreError(f"it is {(now - time) / 3600.0:.0f} h old")

    def _begin(self, now: float) -> bool:
        """Stand at the first full minute with data within the span; False as long as there is none."""
        beats = self.historian.read(self.beat, now - self.span, now + 1e-6)
        if not beats:
            return False
        start = math.ceil(beats[0].source_time / MINUTE) * MINUTE
        if start > now:
            return False
        self._take(self.historian.read_all(start - 2.0 * MINUTE, start + 1e-6))
        if not self.readings:
            self.time = math.nan
            return False
        self.time = start
        known = self.historian.series("outcome", start - OUTCOMES, now + 1e-6)
        self.follower.recall(body for _, body in known)
        self.follower.start(self._judged(start), start)
        return True

    def _minutes(self, start: float, end: float) -> dict[float, list[Any]]:
        """Samples of each minute that ends after `start`, up to `end`."""
        found: dict[float, list[Any]] = {start + k * MINUTE: [] for k in range(1, round((end - start) / MINUTE) + 1)}
        for sample in self.historian.read_all(start + 1e-6, end + 1e-6):
            late = math.ceil((sample.source_time - 1e-6) / MINUTE) * MINUTE
            found[min(max(late, start + MINUTE), end)].append(sample)
        return found

    def _take(self, samples: list[Any]) -> None:
        for sample in samples:
            row = self.rows.get(sample.tag)
            known = self.readings.get(row.feeds) if row is not None else None
            if row is not None and (known is None or sample.source_time >= known.time):
                self.readings[row.feeds] = Reading(row.feeds, sample.value, sample.source_time, sample.quality)

    def _judged(self, moment: float) -> dict[str, Reading]:
        """The newest reading of every signal; one that is too old says so, and keeps its value."""
        limits = {row.feeds: row.stale_after_s for row in self.rows.values()}
        judged = {}
        for name, reading in self.readings.items():
            limit = limits[name]
            old = limit > 0.0 and moment - reading.time > limit + FRESH
            judged[name] = reading._replace(quality=Quality.STALE) if old else reading
        return judged

    def _keep(self, *, live: bool) -> None:
        """The follower's documents into the store, but for those that an earlier run has kept."""
        if not live and self.time - self._made_at < SELDOM:
            return
        ahead = live or self.time - self._ahead_at >= RARELY
        self._made_at = self.time
        self._ahead_at = self.time if ahead else self._ahead_at
        made = self.follower.documents(ahead=ahead)
        if self.time <= self._kept_until:
            return
        for kind, body in made.items():
            if isinstance(body, list):
                for each in body:
                    self.historian.put(kind, float(each.get("at", self.time)), plain(each))
            else:
                self.historian.put(kind, self.time, plain(body))


def plain(body: Any) -> Any:
    """A document in the words of JSON: numpy's numbers as Python's, and nothing for what is no finite number.

    >>> plain({"a": np.float64(1.5), "b": (np.bool_(True), math.nan)})
    {'a': 1.5, 'b': [True, None]}
    """
    if isinstance(body, Mapping):
        return {str(key): plain(value) for key, value in body.items()}
    if isinstance(body, list | tuple | np.ndarray):
        return [plain(value) for value in body]
    if isinstance(body, np.generic):
        body = body.item()
    return None if isinstance(body, float) and not math.isfinite(body) else body
