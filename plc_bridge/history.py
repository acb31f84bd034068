"""What `litwin history` and `litwin health` tell about a data folder: plain functions, a folder in, data out.

Lives here: asking the store read-only and putting the answer into the words of the command line.
Lives elsewhere: the store (.sqlite_historian); printing (dashboards).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from plc_bridge.historian import Sample
from plc_bridge.sqlite_historian import open_store
from twin.errors import DesignError

CSV_HEAD = "source_time,value,quality,origin,seq"


def stats(data_dir: Path | str) -> dict[str, Any]:
    """tags, values, first, last, gaps, bytes of the store in a folder; times in Unix s."""
    store = open_store(data_dir, writer=False)
    try:
        return store.stats()
    finally:
        store.close()


def read_csv(data_dir: Path | str, tag: str, start: float, end: float) -> Iterator[str]:
    """Lines of CSV with the samples of a tag in the tag's SI unit, start <= time < end [Unix s]."""
    store = open_store(data_dir, writer=False)
    try:
        known = {*store.latest(), *(row["tag"] for row in store.tags())}
        if tag not in known:
            near = get_close_matches(tag, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " `litwin health` lists all."
            raise DesignError(f"--tag: the store in {data_dir} has no tag '{tag}'.{hint}")
        samples = store.read(tag, start, end)
    finally:
        store.close()
    return iter([CSV_HEAD, *map(_line, samples)])


def _line(sample: Sample) -> str:
    value = "" if math.isnan(sample.value) else repr(sample.value)
    moment = datetime.fromtimestamp(sample.source_time, UTC).isoformat(timespec="milliseconds")
    return f"{moment},{value},{sample.quality.value},{sample.origin},{sample.seq}"


def health(data_dir: Path | str) -> dict[str, Any]:
    """The bridge's last word on servers and tags, and what the store says of each tag now.

    Quality and reason of a tag are those of its newest sample; `reported_s_ago` says how old the bridge's word is:
    the bridge reports each minute while it runs.
    """
    store = open_store(data_dir, writer=False)
    try:
        newest, told = store.latest(), store.last("health")
    finally:
        store.close()
    word: dict[str, Any] = dict(told[1]) if told else {"servers": {}, "tags": {}, "tag": {}}
    word["reported_s_ago"] = time.time() - word["at"] if told else None
    tags = {tag: dict(state) for tag, state in word["tag"].items()}
    for tag, sample in newest.items():
        tags.setdefault(tag, {}).update(quality=sample.quality.value, reason=sample.reason)
        tags[tag]["kept_s_ago"] = round(time.time() - sample.receive_time, 2)
    counts: dict[str, int] = {"total": len(tags)}
    for state in tags.values():
        counts[state["quality"]] = counts.get(state["quality"], 0) + 1
    return {**word, "tags": counts, "tag": tags}
