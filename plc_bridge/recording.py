"""A recording of what a PLC showed, and its way into the store: the same judgement as for live values.

Lives here: the recording as a table (times by tags), its file (npz), its replay.
Lives elsewhere: who makes one (`litwin plant` of its own past, from .soft_plc.instruments); live values (.bridge).
"""

from __future__ import annotations

import math
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from plc_bridge.historian import Historian, Sample
from plc_bridge.quality import Gate, judge
from plc_bridge.tag_map import TagMap
from twin.errors import DesignError
from twin.signals import Quality
from twin.whole_file import whole_file

STATUS = {Quality.GOOD: 0x00000000, Quality.UNCERTAIN: 0x40940000, Quality.BAD: 0x808C0000}
"""Quality -> OPC UA status code, as the soft PLC serves it."""
MEND = "make room, or name a file in a folder that this user may write to"
CHUNK = 20_000
"""Samples in a commit."""


class Recording:
    """Values in the tags' own units, one row a moment, one column a tag."""

    def __init__(self, tags: list[str]) -> None:
        self.tags = tags
        self.times: list[float] = []
        self.rows: list[npt.NDArray[np.float64]] = []

    def add(self, shown: Mapping[str, tuple[float, Quality, float | None]], moment: float) -> None:
        """Note what is shown at a moment [Unix s]; a tag that is not shown has no value."""
        row = np.full((3, len(self.tags)), math.nan)
        for place, tag in enumerate(self.tags):
            if tag in shown:
                value, quality, taken = shown[tag]
                row[:, place] = value, STATUS[quality], moment if taken is None else taken
        self.times.append(moment)
        self.rows.append(row)

    def follow(self, earlier: Recording, *, since: float) -> None:
        """Put what an earlier recording of the same tags has in front of this one, from a time on [Unix s]."""
        if earlier.tags != self.tags or not self.times:
            return
        older = [k for k, moment in enumerate(earlier.times) if since <= moment < self.times[0]]
        self.times[:0] = [earlier.times[k] for k in older]
        self.rows[:0] = [earlier.rows[k] for k in older]

    def save(self, path: Path) -> None:
        """Write the recording: all of it, or nothing; StoreError when it cannot be."""
        table = np.stack(self.rows) if self.rows else np.zeros((0, 3, len(self.tags)))
        with whole_file(path, what="the plant's past", mend=MEND) as file:
            np.savez_compressed(file, tags=np.array(self.tags), times=np.array(self.times), table=table)


def load_recording(path: Path) -> Recording:
    """A recording from its file; DesignError when it is none."""
    try:
        with np.load(path, allow_pickle=False) as file:
            recording = Recording([str(tag) for tag in file["tags"]])
            recording.times, recording.rows = file["times"].tolist(), list(file["table"])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise DesignError(f"{path}: is not a recording ({error}); name one that `litwin plant` made") from error
    if any(row.shape != (3, len(recording.tags)) for row in recording.rows):
        raise DesignError(f"{path}: is not a recording (its table does not fit its tags)")
    return recording


def replay(
    recording: Recording, tag_map: TagMap, historian: Historian, progress: Callable[[float], Any] | None = None
) -> int:
    """Put a recording into the store with origin "replayed", in the order of time; the number of samples kept.

    Tags that the map does not know are left out; `progress` hears the share done, 0 to 1.
    """
    kept, waiting = 0, list[Sample]()
    for share, sample in _samples(recording, tag_map, historian.last_seq()):
        waiting.append(sample)
        if len(waiting) >= CHUNK:
            historian.append(waiting)
            kept, waiting = kept + len(waiting), []
            if progress is not None:
                progress(share)
    if waiting:
        historian.append(waiting)
    if progress is not None:
        progress(1.0)
    return kept + len(waiting)


def _samples(recording: Recording, tag_map: TagMap, seq: int) -> Iterator[tuple[float, Sample]]:
    gates = [(place, Gate(tag_map.by_tag[tag])) for place, tag in enumerate(recording.tags) if tag in tag_map.by_tag]
    received = time.time()
    for number, (moment, row) in enumerate(zip(recording.times, recording.rows, strict=True), start=1):
        values, statuses, times = row.tolist()
        for place, gate in gates:
            if math.isnan(statuses[place]):
                continue
            judged, status = judge(gate.row, values[place], int(statuses[place])), int(statuses[place])
            if gate.passes(judged, times[place], moment):
                gate.passed(judged, times[place], moment)
                seq += 1
                tag = gate.row.tag
                yield (
                    number / len(recording.times),
                    Sample(tag, *judged, times[place], moment, received, "replayed", seq, status),
                )
