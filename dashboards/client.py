"""What the faces know of the plant at one moment, read from the store and from nothing else.

Lives here: `Picture`, everything a view is made from; `Feed`, which renews it and reads again only what changed.
Lives elsewhere: the store (plc_bridge.historian); what a picture means to a person (viewmodels*); who gets it (live).
Nothing here writes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plc_bridge.historian import Document, Historian, Sample
from plc_bridge.sqlite_historian import open_store
from twin.errors import StoreError
from twin.signals import Quality

HISTORY_S = 24 * 3600.0
"""How far back the curves of the pages reach [s]."""
EVENTS_KEPT = 50
DOCUMENTS = ("forecast", "health", "estimate", "balance", "score", "service", "flowsheet", "cells", "packing",
             "chlorine_and_steam")  # fmt: skip
"""Kinds of which only the newest document is shown."""
LOTS_S, TESTS_S = 30 * 86400.0, 400 * 86400.0
"""How far back product lots and low-load tests reach [s]."""
DOCUMENT_PERIOD_S = 1.0
"""How often the documents are asked for [s]; values are asked for at every look."""
SILENT_S = 15.0
"""Without anything new from the plant for longer, nothing says how the plant is now [s]."""
TAG_PERIOD_S = 30.0
"""How often the tag map is read again [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The store as it was seen at one moment."""

    now: float
    """Wall clock of the look [Unix s, UTC]."""
    error: str = ""
    """Why there is no store to read; empty when there is one."""
    samples: Mapping[str, Sample] = field(default_factory=dict)
    """Newest sample of every tag, by tag."""
    tags: Sequence[Mapping[str, Any]] = ()
    """Rows of the tag map."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """Newest document of each kind."""
    kpi: Sequence[Document] = ()
    """KPI documents of the last 24 h, oldest first."""
    events: Sequence[Document] = ()
    """Events of the last 24 h, oldest first."""
    lots: Sequence[Document] = ()
    """Closed product lots of the last 30 days, oldest first."""
    low_load: Sequence[Document] = ()
    """Low-load tests of the last 400 days, oldest first."""

    @property
    def clock(self) -> float | None:
        """The plant's own time: the newest source time of all tags [Unix s, UTC]."""
        return max((sample.source_time for sample in self.samples.values()), default=None)

    @property
    def received(self) -> float | None:
        """When the plant's newest value reached the bridge [Unix s, UTC]."""
        rows = {row["tag"]: row for row in self.tags}
        times = (received(sample, rows.get(tag, {})) for tag, sample in self.samples.items())
        return max(times, default=None)

    @property
    def silence(self) -> float:
        """Time since the plant last sent anything [s]; 0 while it never did."""
        newest = self.received
        return 0.0 if newest is None else self.now - newest

    @property
    def silent(self) -> bool:
        """Whether the plant did send something, but not lately: then no figure drawn from it is of now."""
        return bool(self.samples) and self.silence > SILENT_S

    def lag(self, at: float) -> float:
        """How old something of plant time `at` is [s]: behind the plant's time, and the wall time since that stood."""
        return (at if self.clock is None else self.clock) - at + self.silence

    @property
    def edition(self) -> tuple[object, ...]:
        """Equal for two pictures that have the same documents."""
        newest = tuple((kind, self.documents[kind][0]) for kind in ("forecast", "balance", "score", "flowsheet")
                       if kind in self.documents)  # fmt: skip
        tails = tuple((len(held), held[-1][0] if held else None) for held in (self.kpi, self.events))
        ages = int(self.silence // 60), int((self.lag(self.kpi[-1][0]) if self.kpi else 0.0) // 60)
        return (bool(self.error), self.silent, newest, tails, ages)

    def body(self, kind: str) -> Mapping[str, Any]:
        """Body of the newest document of a kind; empty when there is none."""
        kept = self.documents.get(kind)
        return kept[1] if kept else {}


def received(sample: Sample, row: Mapping[str, Any]) -> float:
    """When the value of a sample reached the bridge [Unix s, UTC].

    A stale sample is the bridge's mark, made when its tag had been silent for as long as it may be.
    """
    return sample.receive_time - (stale_after(row) if sample.quality is Quality.STALE else 0.0)


def stale_after(row: Mapping[str, Any]) -> float:
    """How long a tag may be silent [s]; 0 for one that need not speak."""
    return float(row.get("stale_after_s") or 0.0)


def data_folder(data_dir: Path) -> Path:
    """The data folder, if it is one; otherwise a StoreError that says the mend."""
    if not data_dir.is_dir():
        raise StoreError(
            f"{data_dir}: no such data folder. Allowed: the folder that 'litwin up' or 'litwin live' writes to. "
            f"Start one of them with --data {data_dir}, or name the folder that exists."
        )
    return data_dir


class Feed:
    """A reader of one store that renews its picture; used from one thread only."""

    def __init__(self, data_dir: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._data_dir = data_dir
        self._clock = clock
        self._store: Historian | None = None
        self._seq = -1
        self._samples: Mapping[str, Sample] = {}
        self._tags: Sequence[Mapping[str, Any]] = ()
        self._documents: dict[str, Document] = {}
        self._kpi: list[Document] = []
        self._events: list[Document] = []
        self._lots: list[Document] = []
        self._low_load: list[Document] = []
        self._documents_due = self._tags_due = 0.0

    def look(self) -> Picture:
        """The picture now; with `error` set while there is no store or it cannot be read."""
        now = self._clock()
        try:
            self._renew(now)
        except (StoreError, OSError) as fault:
            self.close()
            return self._picture(now, str(fault))
        return self._picture(now, "")

    def _picture(self, now: float, error: str) -> Picture:
        return Picture(
            now=now, error=error, samples=self._samples, tags=self._tags, documents=dict(self._documents),
            kpi=tuple(self._kpi), events=tuple(self._events), lots=tuple(self._lots), low_load=tuple(self._low_load),
        )  # fmt: skip

    def close(self) -> None:
        """Give the store back; the next look opens it anew."""
        if self._store is not None:
            self._store.close()
        self._store, self._seq = None, -1
        self._documents_due = self._tags_due = 0.0

    def _renew(self, now: float) -> None:
        if self._store is None:
            self._store = open_store(self._data_dir, writer=False)
        if now >= self._tags_due:
            self._tags, self._tags_due = self._store.tags(), now + (TAG_PERIOD_S if self._tags else 0.0)
        seq = self._store.last_seq()
        if seq != self._seq:
            self._samples, self._seq = self._store.latest(), seq
        if now >= self._documents_due:
            self._read_documents(self._store)
            self._documents_due = now + DOCUMENT_PERIOD_S

    def _read_documents(self, store: Historian) -> None:
        for kind in DOCUMENTS:
            newest = store.last(kind)
            if newest is not None:
                self._documents[kind] = newest
        self._kpi = _grown(store, "kpi", self._kpi)
        self._events = _grown(store, "event", self._events)[-EVENTS_KEPT:]
        self._lots = _grown(store, "lot", self._lots, LOTS_S)
        self._low_load = _grown(store, "low_load", self._low_load, TESTS_S)


def _grown(store: Historian, kind: str, known: list[Document], span: float = HISTORY_S) -> list[Document]:
    """The last stretch of a kind [s] by its own times: the known documents and those that came since."""
    newest = store.last(kind)
    if newest is None:
        return []
    start, end = newest[0] - span, newest[0] + 1e-3
    if not known or newest[0] < known[-1][0]:
        return store.series(kind, start, end)
    edge = known[-1][0]
    at_edge = sum(at == edge for at, _ in known)
    return [kept for kept in known if kept[0] >= start] + store.series(kind, edge, end)[at_edge:]


class Showcase:
    """The data folder that a process shows, and one reader of it for all visitors."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._feed: Feed | None = None
        self._folder = Path()

    def show(self, data_dir: Path) -> None:
        """Show this data folder from now on."""
        with self._turn:
            if self._feed is not None:
                self._feed.close()
            self._folder, self._feed = data_dir.resolve(), None

    def picture(self) -> Picture:
        """The picture for a page that runs now."""
        with self._turn:
            self._feed = self._feed or Feed(self._folder)
            return self._feed.look()


SHOWCASE = Showcase()
"""That of this process: Streamlit runs the pages as scripts, which are given nothing."""
