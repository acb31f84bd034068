"""From the plant's servers into the store: every value with its quality, its age and its origin.

Lives here: what happens to a value between its arrival and its durable place, staleness, gaps, health.
Lives elsewhere: connections (.supervisor, .opcua_door); the worth of a value (.quality); the store (.historian).

The only clock of the plant is its own: `now` is the newest heartbeat's source time. Staleness is judged by wall time.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plc_bridge.clock import AHEAD, ServerClock, believable_time
from plc_bridge.config import ServerConfig
from plc_bridge.historian import Historian, Sample
from plc_bridge.quality import Gate, Judgement, judge
from plc_bridge.supervisor import HEARTBEAT, Supervisor
from plc_bridge.tag_map import TagMap, TagRow
from twin.errors import DesignError, StoreError
from twin.signals import Quality

FLUSH_EVERY = 0.5
"""Between two commits [s]."""
HEALTH_EVERY = 60.0
"""Between two health documents in the store [s]."""
SHORTEST_GAP = 2.0
"""A shorter absence of data is none [s of source time]."""
MOST_WAITING = 2_000_000
"""Samples kept while the store does not take them; the oldest go first, counted."""
CLOCK_STEP = 2.0
"""A heartbeat that is older than the one before by more than this says that the PLC's clock was set back [s]."""
OVERFLOW_BITS = 0x480
"""Info type "data value" with the overflow bit; OPC 10000-4, 7.39."""

Arrival = tuple[str, object, int, float | None, float | None, float]
"""Tag, value, status, source time, server time, receive time."""


@dataclass(slots=True)
class TagState:
    """What the bridge knows of a tag now."""

    gate: Gate
    judged: Judgement | None = None
    source_time: float = math.nan
    server_time: float = math.nan
    status: int = 0
    seen_at: float = math.nan
    """When a value came that was not late, or its server last vouched for it [monotonic s]."""
    behind: tuple[Judgement, float, int] | None = None
    """What came last, its source time and status, if that was late: nobody vouches for the newest then."""
    misfit: str = ""
    values: int = 0
    late: int = 0
    overflows: int = 0
    gaps: int = 0
    dropped: int = 0


class Bridge:
    """Keeps a store in step with the plant's servers; it only reads."""

    def __init__(
        self,
        tag_map: TagMap,
        servers: Sequence[ServerConfig],
        historian: Historian,
        *,
        listeners: Sequence[Callable[[Sequence[Sample]], None]] = (),
    ) -> None:
        """`listeners` are called, in the bridge's loop, with samples that the store has acknowledged."""
        missing = {row.server for row in tag_map.rows} - {server.name for server in servers}
        if missing:
            raise DesignError(f"{tag_map.path}: server '{min(missing)}' is not in the config; add it there")
        self.tag_map, self.historian, self.listeners = tag_map, historian, listeners
        self.supervisors = {server.name: Supervisor(server, tag_map.of_server(server.name), self) for server in servers}
        self.states = {row.tag: TagState(Gate(row)) for row in tag_map.rows}
        self.beats = {row.server: row.tag for row in tag_map.rows if row.feeds == HEARTBEAT}
        self.clocks = {server.name: ServerClock() for server in servers}
        self.arrivals: deque[Arrival] = deque()
        self.waiting: deque[Sample] = deque()
        self.documents: deque[tuple[str, float, Mapping[str, Any]]] = deque()
        self.lost_at: dict[str, tuple[float, str]] = {}
        self.steps: deque[tuple[int, list[str]]] = deque()
        """Clock steps: last seq before, tags whose newest sample is from the clock that was."""
        self.seq = 0
        self.store_error = ""
        self.started_at = time.monotonic()
        self.health_at = -math.inf

    async def run(self, stop: asyncio.Event) -> None:
        """Bridge until `stop`; what has arrived by then is committed. StoreError when the store is unusable at the
        start; later it is retried."""
        self._recall()
        self.historian.put_tags([row.as_dict() for row in self.tag_map.rows])
        tasks = [asyncio.create_task(supervisor.run(stop)) for supervisor in self.supervisors.values()]
        tasks.append(asyncio.create_task(self._work(stop)))
        try:
            await _first_failure(tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self._digest()
        self.documents.append(("health", self._stand_in_time(), self.health()))
        await self._flush()

    @property
    def now(self) -> float:
        """The plant's time: the newest heartbeat's source time, NaN before the first [Unix s]."""
        times = [self.states[tag].source_time for tag in self.beats.values()]
        if not times:
            times = [state.source_time for state in self.states.values()]
        return max((moment for moment in times if math.isfinite(moment)), default=math.nan)

    # -- news from the supervisors

    def received(
        self, tag: str, given: object, status: int, source_time: float | None, server_time: float | None
    ) -> None:
        """A value came: it waits for the next round."""
        self.arrivals.append((tag, given, status, source_time, server_time, time.time()))

    def linked(self, server: str, misfits: Mapping[str, str], failed: Mapping[str, str]) -> None:
        """A server sends values again, but for some tags."""
        for row in self.tag_map.of_server(server):
            self.states[row.tag].misfit = misfits.get(row.tag, "")
            if row.tag in failed:
                self._keep(row, Judgement(math.nan, math.nan, Quality.BAD, failed[row.tag]), self._stand_in_time(), 0)

    def lost(self, server: str, why: str) -> None:
        """A server sends nothing until further notice."""
        self._digest()  # what came before the loss does not end its gap
        self.lost_at.setdefault(server, (self._stand_in_time(), why))
        self._event("link lost", self._stand_in_time(), f"server {server}: {why}", server=server)

    # -- the bridge's own rounds

    async def _work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), FLUSH_EVERY)
            self._digest()
            self._vouch()
            self._mark_stale()
            if time.monotonic() - self.health_at >= HEALTH_EVERY:
                self.health_at = time.monotonic()
                self.documents.append(("health", self._stand_in_time(), self.health()))
            await self._flush()

    def _recall(self) -> None:
        """Go on where an earlier bridge stopped: numbers, and what was last kept of each tag."""
        self.seq = self.historian.last_seq()
        kept = {tag: sample for tag, sample in self.historian.latest().items() if tag in self.states}
        for name, supervisor in self.supervisors.items():
            beat = kept.get(self.beats.get(name, ""))
            course = beat.source_time if beat is not None and _is_in_step(beat, -math.inf) else -math.inf
            if beat is not None and math.isfinite(course):
                self.clocks[name] = ServerClock(course, time.monotonic() - max(time.time() - beat.receive_time, 0.0))
            for row in supervisor.rows:
                if row.tag in kept and _is_in_step(kept[row.tag], course):
                    self._go_on(kept.pop(row.tag))
            times = [self.states[row.tag].source_time for row in supervisor.rows if row.stale_after_s > 0]
            newest = max((moment for moment in times if math.isfinite(moment)), default=math.nan)
            if math.isfinite(newest):
                self.lost_at[name] = (newest, "the bridge was not running")
        self.historian.forget_latest(list(kept))

    def _go_on(self, sample: Sample) -> None:
        """From a tag's newest sample."""
        state, judged = self.states[sample.tag], Judgement(sample.value, sample.raw, sample.quality, sample.reason)
        state.gate.passed(judged, sample.source_time, -math.inf)
        state.judged, state.source_time, state.server_time = judged, sample.source_time, sample.server_time
        state.status, state.seen_at = sample.status, self.started_at

    def _digest(self) -> None:
        while self.arrivals:
            tag, given, status, source_time, server_time, received = self.arrivals.popleft()
            state = self.states[tag]
            row = state.gate.row
            judged = judge(row, given, status)
            believed = self.clocks[row.server].believes(server_time, received, time.monotonic())
            moment, doubt = believable_time(source_time, server_time if believed else None, received)
            if state.misfit:
                judged = Judgement(math.nan, judged.raw, Quality.CONFIG, state.misfit)
            elif doubt and judged.quality is Quality.GOOD:
                judged = judged._replace(quality=Quality.UNCERTAIN, reason=doubt)
            state.values += 1
            state.overflows += (status & OVERFLOW_BITS) == OVERFLOW_BITS
            state.server_time = math.nan if server_time is None else server_time
            if tag == self.beats.get(row.server) and moment < state.gate.source_time - CLOCK_STEP:
                self._step_back(row.server, moment, state.gate.source_time)
            state.behind = (judged, moment, status) if moment < state.gate.source_time else None
            if state.behind is None:
                state.seen_at = time.monotonic()
            if row.server in self.lost_at and tag == self.beats.get(row.server, tag):
                self._end_gap(row.server, moment)
            self._keep(row, judged, moment, status, received)

    def _step_back(self, server: str, to: float, was: float) -> None:
        """The PLC's clock was set back: from now on values are newest by the new clock. What stands is said again at
        the new time, as the server reports no change of it."""
        text = f"server {server}: its clock was set back by {was - to:.0f} s"
        self._event("clock step", to, text, server=server, **{"from": was, "to": to})
        rows = [row for row in self.tag_map.of_server(server) if self.states[row.tag].gate.source_time > to]
        self.steps.append((self.seq, [row.tag for row in rows]))
        for row in rows:
            state = self.states[row.tag]
            state.gate, state.source_time = Gate(row), math.nan
            judged, moment, state.status = state.behind or (state.judged, to, state.status)
            state.behind = None
            if judged is not None and row.tag != self.beats[server]:
                state.judged = judged
                self._queue(row.tag, judged, moment, state.status, None, "repeated")

    def _end_gap(self, server: str, until: float) -> None:
        """Data is back: what is missing is noted, and stays missing."""
        lost, why = self.lost_at.pop(server)
        if until - lost > SHORTEST_GAP:
            for row in self.tag_map.of_server(server):
                self.states[row.tag].gaps += 1
            self._event("gap", lost, f"server {server}: no data ({why})", server=server, **{"from": lost, "to": until})

    def _keep(
        self, row: TagRow, judged: Judgement, moment: float, status: int, received: float | None = None,
        origin: str = "live",
    ) -> None:  # fmt: skip
        """Pass a value on if it is worth it. Late ones are always kept, and do not move what is newest."""
        state, now = self.states[row.tag], time.monotonic()
        late = moment < state.gate.source_time
        if late:
            state.late += 1
        elif math.isnan(state.source_time) or moment >= state.source_time:
            state.judged, state.source_time, state.status = judged, moment, status
        if late or state.gate.passes(judged, moment, now):
            if not late:
                state.gate.passed(judged, moment, now)
            self._queue(row.tag, judged, moment, status, received, origin)

    def _queue(
        self, tag: str, judged: Judgement, moment: float, status: int, received: float | None, origin: str
    ) -> None:
        self.seq += 1
        server_time = self.states[tag].server_time
        self.waiting.append(
            Sample(tag, *judged, moment, server_time, received or time.time(), origin, self.seq, status)
        )
        while len(self.waiting) > MOST_WAITING:
            self.states[self.waiting.popleft().tag].dropped += 1

    def _vouch(self) -> None:
        """A subscription that lives says of every silent item: unchanged. Such values are passed on again as
        "repeated", at the heartbeat's source time, before readers would take them for stale."""
        for name, supervisor in self.supervisors.items():
            beat = self.states[self.beats[name]] if name in self.beats else None
            if not supervisor.health.connected or beat is None or not math.isfinite(beat.source_time):
                continue
            for row in supervisor.rows:
                state = self.states[row.tag]
                if row.tag == self.beats[name] or row.tag in supervisor.health.failed or state.values == 0:
                    continue
                if state.behind is not None:
                    continue
                if state.judged is None or state.judged.quality is Quality.STALE or row.stale_after_s == 0:
                    continue
                if beat.seen_at - state.seen_at > row.stale_after_s / 2 and supervisor.alive_at > state.seen_at:
                    state.seen_at = min(beat.seen_at, supervisor.alive_at)
                    moment = max(beat.source_time, state.gate.source_time)
                    self._keep(row, state.judged, moment, state.status, origin="repeated")

    def _mark_stale(self) -> None:
        now = time.monotonic()
        for row in self.tag_map.rows:
            state = self.states[row.tag]
            if row.stale_after_s == 0 or state.judged is None or now - state.seen_at <= row.stale_after_s:
                continue
            if state.judged.quality not in (Quality.GOOD, Quality.UNCERTAIN):
                continue
            reason = f"no data for more than {row.stale_after_s:g} s"
            state.judged = state.judged._replace(quality=Quality.STALE, reason=reason)
            moment = self._stand_in_time() if math.isnan(state.source_time) else state.source_time
            state.gate.passed(state.judged, moment, now)
            self._queue(row.tag, state.judged, moment, state.status, None, "repeated")

    async def _flush(self) -> None:
        """Hand over what waits; it is let go only when the store has acknowledged it."""
        samples, documents = list(self.waiting), list(self.documents)
        if not samples and not documents:
            return
        try:
            await asyncio.to_thread(self._commit, samples, documents)
        except StoreError as error:
            self.store_error = str(error)
            return
        self.store_error = ""
        if samples:
            for listener in self.listeners:
                listener(samples)

    def _commit(self, samples: list[Sample], documents: list[tuple[str, float, Mapping[str, Any]]]) -> None:
        while self.steps:  # between what the clock that was stamped and what the new one does
            last, tags = self.steps[0]
            before = [sample for sample in samples if sample.seq <= last]
            self._append(before)
            samples = samples[len(before) :]
            self.historian.forget_latest(tags)
            self.steps.popleft()
        self._append(samples)
        for kind, at, body in documents:
            self.historian.put(kind, at, body)
            self.documents.popleft()

    def _append(self, samples: list[Sample]) -> None:
        if samples:
            self.historian.append(samples)
            while self.waiting and self.waiting[0].seq <= samples[-1].seq:
                self.waiting.popleft()

    def _event(self, kind: str, at: float, text: str, **more: object) -> None:
        self.documents.append(("event", at, {"at": at, "kind": kind, "text": text, **more}))

    def _stand_in_time(self) -> float:
        """The plant's time, or ours as long as it is not known [Unix s]."""
        now = self.now
        return now if math.isfinite(now) else time.time()

    # -- what is known

    def health(self) -> dict[str, Any]:
        """As `litwin health` shows it: servers, tags, store."""
        counts = dict.fromkeys(("total", *(quality.value for quality in Quality), "none"), 0)
        counts["total"] = len(self.states)
        for state in self.states.values():
            counts[state.judged.quality.value if state.judged else "none"] += 1
        return {
            "at": time.time(),
            "now": self.now if math.isfinite(self.now) else None,
            "servers": {name: supervisor.health.as_dict() for name, supervisor in self.supervisors.items()},
            "tags": counts,
            "store": {"waiting": len(self.waiting), "error": self.store_error, "seq": self.seq},
            "tag": {tag: self._tag_health(state) for tag, state in self.states.items()},
        }

    def _tag_health(self, state: TagState) -> dict[str, Any]:
        """What is zero or empty is left out, but for the first three."""
        now = time.monotonic()
        told = {
            "quality": state.judged.quality.value if state.judged else "none",
            "age_s": round(now - state.seen_at, 2) if math.isfinite(state.seen_at) else None,
            "rate_per_s": round(state.values / max(now - self.started_at, 1e-9), 3),
        }
        more = {
            "reason": state.judged.reason if state.judged else "nothing came yet",
            "gaps": state.gaps,
            "late": state.late,
            "overflows": state.overflows,
            "dropped": state.dropped,
        }
        return {**told, **{name: value for name, value in more.items() if value}}


def _is_in_step(sample: Sample, course: float) -> bool:
    """Whether a kept sample's time fits the clocks that it was kept with, or its server's newest heartbeat."""
    clocks = [moment for moment in (sample.server_time, sample.receive_time, course) if math.isfinite(moment)]
    return sample.source_time <= max(clocks, default=-math.inf) + AHEAD


async def _first_failure(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Until all are done; the first exception goes on to the caller."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()
