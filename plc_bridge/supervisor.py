"""Keeps one server's values coming: watches the connection and makes a fresh one after every fault.

Lives here: when a connection is lost, how long to wait before the next try, what is known of the server's health.
Lives elsewhere: the connection itself (.opcua_door); what becomes of a value (.bridge).

A connection is lost when the server stops answering, has started anew, has changed its namespaces, sends nothing, or
its heartbeat tag stands still: the tags themselves may stand still for good reasons.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from plc_bridge.config import ServerConfig
from plc_bridge.opcua_door import Link, Probe, open_link
from plc_bridge.tag_map import TagRow
from twin.errors import PeerError, StoreError

HEARTBEAT = "plant.controller.heartbeat"
PROBE_EVERY = 0.5
PROBE_WITHIN = 2.0
NO_DATA_AFTER = 3.0
RETRY_ITEMS_EVERY = 5.0
SHORTEST_WAIT, LONGEST_WAIT = 0.25, 5.0
"""All [s]."""


class Sink(Protocol):
    """Where values and news of one server go."""

    def received(
        self, tag: str, given: object, status: int, source_time: float | None, server_time: float | None
    ) -> None:
        """A value came."""

    def linked(self, server: str, misfits: dict[str, str], failed: dict[str, str]) -> None:
        """Values will come from now on, but for the failed tags; misfits may not be used."""

    def lost(self, server: str, why: str) -> None:
        """No values will come until further notice."""


@dataclass
class LinkHealth:
    """What is known of a server's connection."""

    url: str = ""
    connected: bool = False
    since: float = 0.0
    """When the present state began [Unix s]."""
    connections: int = 0
    attempts: int = 0
    """Tries since the last connection."""
    last_error: str = ""
    clock_offset_s: float | None = None
    """Server's clock less ours [s]."""
    server_started: float | None = None
    """[Unix s]"""
    namespaces: tuple[str, ...] = ()
    items_wanted: int = 0
    items_sent: int = 0
    misfits: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As `litwin health` shows it; None for a time that the server does not tell."""
        untold = {name: None for name, one in self.__dict__.items() if isinstance(one, float) and math.isnan(one)}
        return {**self.__dict__, **untold, "namespaces": list(self.namespaces)}


class Supervisor:
    """One server and the rows of the tag map that it serves."""

    def __init__(self, server: ServerConfig, rows: Sequence[TagRow], sink: Sink) -> None:
        self.server, self.rows, self.sink = server, rows, sink
        self.health = LinkHealth(url=server.urls[0], since=time.time(), items_wanted=len(rows))
        self.beat_tag = next((row.tag for row in rows if row.feeds == HEARTBEAT), None)
        self.beat: object = None
        self.beat_at = self.alive_at = time.monotonic()
        self.attempts = 0
        self.link: Link | None = None
        """The present connection: what an earlier one still delivers while it closes would end a gap too early."""
        self.closing: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Connect and reconnect until `stop`."""
        while not stop.is_set():
            url = self.server.urls[self.attempts % len(self.server.urls)]
            self.health.url = url
            self.attempts += 1
            self.health.attempts += 1
            try:
                await self._connection(url, stop)
            except (PeerError, StoreError) as error:
                self._note_lost(str(error))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._pause())
        self._note_lost("stopped")
        await asyncio.gather(*self.closing)

    def _pause(self) -> float:
        """Doubles with each attempt, and is never the same twice: many bridges must not knock together."""
        wait = SHORTEST_WAIT * 2.0 ** min(self.health.attempts - 1, 8) * random.uniform(0.5, 1.5)
        return float(min(max(wait, SHORTEST_WAIT), LONGEST_WAIT))

    def _note_lost(self, why: str) -> None:
        self.health.last_error = why
        if self.health.connected:
            self.health.connected, self.health.since = False, time.time()
            self.sink.lost(self.server.name, why)

    async def _connection(self, url: str, stop: asyncio.Event) -> None:
        """One connection from opening to its fault."""
        link = await open_link(self.server, url)
        try:
            self.link = link
            probe = await link.probe()
            failed = await link.find(self.rows, probe.namespaces)
            misfits = await link.compare(self.rows)
            self.beat, self.beat_at, self.alive_at = None, time.monotonic(), time.monotonic()
            self.health.misfits = misfits
            self.sink.linked(self.server.name, misfits, {})
            self.health.connected, self.health.since, self.health.attempts = True, time.time(), 0
            failed |= await link.subscribe(self.rows, self._heard_by(link), self._alive)
            self._note_linked(probe, misfits, failed)
            await self._watch(link, probe, failed, stop)
        finally:  # a server that no longer answers would delay the next try
            self.link = None
            closing = asyncio.create_task(link.close())
            self.closing.add(closing)
            closing.add_done_callback(self.closing.discard)

    def _note_linked(self, probe: Probe, misfits: dict[str, str], failed: dict[str, str]) -> None:
        self.health.connections += 1
        self.health.server_started, self.health.namespaces = probe.start_time, probe.namespaces
        self.health.items_sent, self.health.failed = len(self.rows) - len(failed), failed
        self.health.misfits = {tag: misfit for tag, misfit in misfits.items() if tag not in failed}
        self.sink.linked(self.server.name, self.health.misfits, failed)

    def _heard_by(self, link: Link) -> Callable[[str, object, int, float | None, float | None], None]:
        """What passes values on for as long as this connection is the present one."""

        def received(
            tag: str, given: object, status: int, source_time: float | None, server_time: float | None
        ) -> None:
            if link is not self.link:
                return
            if tag == self.beat_tag and given != self.beat:
                self.beat, self.beat_at = given, time.monotonic()
            self.sink.received(tag, given, status, source_time, server_time)

        return received

    def _alive(self) -> None:
        self.alive_at = time.monotonic()

    async def _watch(self, link: Link, first: Probe, failed: dict[str, str], stop: asyncio.Event) -> None:
        """Returns on `stop`; PeerError as soon as something is wrong."""
        retry_at = time.monotonic() + RETRY_ITEMS_EVERY
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PROBE_EVERY)
                return
            try:
                probe = await asyncio.wait_for(link.probe(), PROBE_WITHIN)
            except TimeoutError as error:
                raise PeerError(f"{link.url}: the server stopped answering") from error
            self._compare(link.url, first, probe)
            now = time.monotonic()
            if now - self.alive_at > NO_DATA_AFTER or (self._beats(failed) and now - self.beat_at > NO_DATA_AFTER):
                raise PeerError(f"{link.url}: no data for {NO_DATA_AFTER:g} s though the server answers")
            if failed and now >= retry_at:
                await self._retry(link, first, failed)
                retry_at = now + RETRY_ITEMS_EVERY

    def _beats(self, failed: dict[str, str]) -> bool:
        return self.beat_tag is not None and self.beat_tag not in failed and self.beat_tag not in self.health.misfits

    def _compare(self, url: str, first: Probe, probe: Probe) -> None:
        self.health.clock_offset_s = probe.server_time - time.time()
        if probe.start_time != first.start_time:
            raise PeerError(f"{url}: the server has started anew")
        if probe.namespaces != first.namespaces:
            raise PeerError(f"{url}: the server has changed its namespaces")

    async def _retry(self, link: Link, probe: Probe, failed: dict[str, str]) -> None:
        """Ask again for what failed, one by one: the PLC may have been loading."""
        rows = [row for row in self.rows if row.tag in failed]
        for row in rows:
            still = await link.find([row], probe.namespaces)
            if not still:
                self.health.misfits.update(await link.compare([row]))
                still = await link.retry(row)
            if not still:
                del failed[row.tag]
        if len(failed) < len(rows):
            self._note_linked(probe, self.health.misfits, failed)
            self.health.connections -= 1
