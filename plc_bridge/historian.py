"""What a kept value is, and what a store of them promises.

Lives here: `Sample`, one value of one tag with all that is known about it, and `Historian`, the promise.
Lives elsewhere: the promise kept with SQLite (.sqlite_historian); how many samples become one blob (.blocks);
how a sample gets its quality (.quality).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from twin.signals import Quality

ORIGINS = ("live", "replayed", "backfill", "substituted", "repeated")
"""Where a sample came from; the place in this tuple is its code in a blob: append only.

live      the server sent it
replayed  from a recording, put into the store later
repeated  the bridge says an earlier value again: the server lives and reported no change ("vouched"), or nothing came
          for too long (quality stale)
backfill, substituted  kept for the server's own history and for values that a person enters; not made yet
"""


class Sample(NamedTuple):
    """One value of one tag."""

    tag: str
    value: float
    """In the SI unit of the signal that the tag feeds; NaN when there is no usable number."""
    raw: float
    """As the source gave it, in the tag's own unit; NaN when the source gave no number."""
    quality: Quality
    reason: str
    """Why the quality is not good; empty when it is."""
    source_time: float
    """When the source took it [Unix s, UTC]; a stale sample repeats the time of the value it marks."""
    server_time: float
    """When the server published it [Unix s, UTC]."""
    receive_time: float
    """When the bridge received it, by the bridge's own clock [Unix s, UTC]."""
    origin: str
    """One of ORIGINS."""
    seq: int
    """Running number of the bridge: rises by one a sample, also across restarts."""
    status: int
    """Full OPC UA status code."""


Document = tuple[float, dict[str, Any]]
"""Time [Unix s, UTC] and body of a kept document."""


class Historian(Protocol):
    """An append-only store of samples and documents: one writer, many readers.

    What append or put has returned from is on disk; a kill loses at most what was not yet acknowledged.
    A batch that was not acknowledged may still be there: samples are the same by (tag, source_time, seq).
    """

    def append(self, samples: Sequence[Sample]) -> int:
        """Keep samples durably, renew `latest` in the same transaction; the number of the batch."""

    def latest(self) -> dict[str, Sample]:
        """Newest sample of every tag, by (source_time, seq)."""

    def forget_latest(self, tags: Sequence[str]) -> None:
        """Take tags out of `latest` until their next sample, however old: their newest time was none. Samples stay."""

    def last_seq(self) -> int:
        """Greatest seq ever kept; 0 in an empty store."""

    def read(self, tag: str, start: float, end: float) -> list[Sample]:
        """Samples of a tag with start <= source_time < end, ordered by (source_time, seq)."""

    def read_all(self, start: float, end: float) -> list[Sample]:
        """Samples of every tag with start <= source_time < end, ordered by (source_time, seq)."""

    def put(self, kind: str, at: float, body: Mapping[str, Any]) -> None:
        """Keep a document of a kind ("kpi", "forecast", "event", ...) unchanged for ever."""

    def last(self, kind: str) -> Document | None:
        """Newest document of a kind: greatest time, then the one put last."""

    def series(self, kind: str, start: float, end: float) -> list[Document]:
        """Documents of a kind with start <= at < end, in order."""

    def put_tags(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Replace the tag map's rows (each a mapping with at least "tag")."""

    def tags(self) -> list[dict[str, Any]]:
        """The tag map's rows in their order."""

    def stats(self) -> dict[str, Any]:
        """tags, values, first, last [Unix s], gaps, bytes."""

    def close(self) -> None:
        """Give back the file and, as writer, the right to write."""
