"""The live service: the plant's past and present into the store, and the twin beside it.

Lives here: the order of a start, the beat of tracking, what the service says of itself.
Lives elsewhere: the bridge (.bridge), a recording's way into the store (.recording), tracking (.following).
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from plc_bridge.bridge import Bridge
from plc_bridge.config import LiveConfig
from plc_bridge.following import Follower, Following
from plc_bridge.historian import Historian, Sample
from plc_bridge.recording import load_recording, replay
from twin.errors import DesignError, StoreError

LOOK_EVERY = 0.5
"""How often the plant's clock is looked at [s]."""
SAY_EVERY = 5.0
"""How often the service says how it is [s]."""
NEAR = 180.0
"""Tracking that is no further behind the plant's clock is live [s of plant time]."""
LOST = 4.0 * NEAR
"""Tracking that was live and falls further behind than this is no longer [s of plant time]."""

Say = Callable[[str], None]


class LiveService:
    """Bridge, store and twin of one plant.

    follower  the twin; None: none, and the service says why
    why_not   why there is none
    memory    file that says where the twin stood; None: each start works through the store
    """

    def __init__(
        self, config: LiveConfig, historian: Historian, *, follower: Follower | None, why_not: str = "", say: Say,
        memory: Path | None = None,
    ) -> None:  # fmt: skip
        self.memory = memory
        self.config, self.historian, self.say, self.why_not = config, historian, say, why_not
        self.follower = follower
        self.following: Following | None = None
        self.bridge: Bridge | None = None
        self.state, self.detail = "starting", ""
        self.healthy = asyncio.Event()
        self._quit = threading.Event()
        self._said_at, self._store_fault = 0.0, ""
        self._newest = math.nan

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop`."""
        self._tell("starting", "opening the store")
        await asyncio.to_thread(self._replay)
        self.bridge = Bridge(self.config.tag_map, self.config.servers, self.historian, listeners=[self._heard])
        if self.follower is not None:
            self.following = Following(
                self.historian, self.config.tag_map, self.follower, memory=self.memory, say=self.say
            )
        tasks = [asyncio.create_task(self.bridge.run(stop)), asyncio.create_task(self._follow(stop))]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            stop.set()
            self._quit.set()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            if self.following is not None and not any(isinstance(result, Exception) for result in results):
                await asyncio.to_thread(self.following.save)
            with contextlib.suppress(StoreError):
                self._tell("stopped", "")
        for result in results:
            if isinstance(result, Exception):
                raise result

    def _heard(self, samples: Sequence[Sample]) -> None:
        self._newest = max(sample.source_time for sample in samples)

    # -- the plant's past

    def _replay(self) -> None:
        """The recording into the store, once; what an earlier try has put there is not put again."""
        path = self.config.recording
        if path is None or not path.exists():
            return
        recording = load_recording(path)
        known = [sample.source_time for sample in self.historian.latest().values()]
        newest = max(known, default=-math.inf)
        kept = [k for k, moment in enumerate(recording.times) if moment > newest]
        if not kept:
            return
        recording.times = [recording.times[k] for k in kept]
        recording.rows = [recording.rows[k] for k in kept]
        self.historian.put_tags([row.as_dict() for row in self.config.tag_map.rows])
        hours = (recording.times[-1] - recording.times[0]) / 3600.0
        self._tell("starting", f"putting {hours:.0f} h of the plant's own recording into the store")
        count = replay(recording, self.config.tag_map, self.historian)
        text = f"{count} values of the plant's own recording, {hours:.1f} h"
        self.historian.put("event", recording.times[-1], {"at": recording.times[-1], "kind": "replay", "text": text})

    # -- the twin

    async def _follow(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            now = self._plant_time()
            if self.following is not None and math.isfinite(now):
                try:
                    await asyncio.to_thread(self.following.go_on, now, self._quit.is_set, self._progress)
                except StoreError as error:
                    self._tell("catching up", str(error))
                except DesignError as error:
                    raise DesignError(f"tracking: {error}") from error
            if stop.is_set():
                return
            self._judge()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)

    def _plant_time(self) -> float:
        """The plant's clock [Unix s]: the newest heartbeat; before the first, the end of what is in the store."""
        now = self.bridge.now if self.bridge is not None else math.nan
        return now if math.isfinite(now) else self._newest

    def _behind(self) -> float:
        """How far tracking is behind the plant's clock [s]; 0 without tracking."""
        if self.following is None:
            return 0.0
        return self._plant_time() - self.following.time

    def _allowed(self) -> float:
        """How far behind tracking may be without a word [s]: between the two limits the state stays what it is."""
        return LOST if self.state == "live" else NEAR

    def _judge(self) -> None:
        bridge = self.bridge
        connected = bridge is not None and all(one.health.connected for one in bridge.supervisors.values())
        if not connected or not math.isfinite(self._plant_time()):
            why = [f"{n}: {one.health.last_error}" for n, one in (bridge.supervisors if bridge else {}).items()
                   if one.health.last_error]  # fmt: skip
            self._tell("starting" if self.state == "starting" else "live", "; ".join(why) or "waiting for the plant")
            return
        if self.following is not None and not self._behind() <= self._allowed():
            self._tell("catching up", self._progress_text())
            return
        self._tell("live", "" if self.follower is not None else f"tracking: not available ({self.why_not})")
        self.healthy.set()

    def _progress(self, _until: float) -> None:
        if self._behind() > self._allowed():
            self._tell("catching up", self._progress_text())

    def _progress_text(self) -> str:
        behind = self._behind()
        return f"the twin is {behind / 3600.0:.1f} h behind" if math.isfinite(behind) else "the twin waits for data"

    def _tell(self, state: str, detail: str) -> None:
        """Say it to the store and, when it is news, to the screen."""
        now = time.time()
        if (state, detail) == (self.state, self.detail) and now - self._said_at < SAY_EVERY:
            return
        if state == self.state and now - self._said_at < 1.0:
            return
        news = state != self.state or (state == "catching up" and now - self._said_at >= SAY_EVERY)
        self.state, self.detail, self._said_at = state, detail, now
        clock = self._plant_time()
        body: dict[str, Any] = {"at": now, "clock": clock if math.isfinite(clock) else None, "state": state,
                                "detail": detail}  # fmt: skip
        try:
            self.historian.put("service", now, body)
            fault = ""
        except StoreError as error:  # such as a full disk: the bridge keeps the values until the store takes them again
            fault = str(error)
        if fault != self._store_fault:
            self.say(f"store: {fault}" if fault else "store: takes values again")
            self._store_fault = fault
        if news:
            self.say(f"{state}{': ' + detail if detail else ''}")
