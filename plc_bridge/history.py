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

from plc_bridge.historian import Document, Sample
from plc_bridge.sqlite_historian import open_store
from twin.errors import DesignError
from twin.signals import Quality

CSV_HEAD = "source_time,value,quality,origin,seq"
SERVICE_GONE = 60.0
"""The live service speaks more often than this; silent for longer, it has ended without a word [s]."""


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
            near = get_close_matches(tag.upper(), known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ' `litwin health --json` lists all under "tag".'
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

    Quality and reason of a tag are those of its newest sample, ages [s] count to now; `reported_s_ago` says how old the
    bridge's word is: it reports each minute while it runs. `service` is what the live service said last; where that has
    ended, its tags grow stale here, for nobody else judges them any more.
    """
    store, now = open_store(data_dir, writer=False), time.time()
    try:
        newest, told, said = store.latest(), store.last("health"), store.last("service")
        allowed = {row["tag"]: float(row.get("stale_after_s") or math.inf) for row in store.tags()}
    finally:
        store.close()
    word: dict[str, Any] = dict(told[1]) if told else {"servers": {}, "tags": {}, "tag": {}}
    word["reported_s_ago"] = now - word["at"] if told else None
    service = _service(said, now)
    tags = {tag: dict(state) for tag, state in word["tag"].items()}
    for tag, sample in newest.items():
        tags.setdefault(tag, {}).update(quality=sample.quality.value, reason=sample.reason)
        tags[tag]["kept_s_ago"] = round(now - sample.receive_time, 2)
    for tag, state in tags.items():
        _age(state, word["reported_s_ago"])
        if service and service["ended"] and state.get("age_s") is not None:
            _judge(state, allowed.get(tag, math.inf))
    counts: dict[str, int] = {"total": len(tags)}
    for state in tags.values():
        counts[state["quality"]] = counts.get(state["quality"], 0) + 1
    return {**word, "service": service, "tags": counts, "tag": tags}


def _service(said: Document | None, now: float) -> dict[str, Any] | None:
    """State, how long ago it was said [s], and whether the service has ended; None when it never ran."""
    if said is None:
        return None
    at, state = said[0], str(said[1].get("state", "unknown"))
    return {"state": state, "said_s_ago": round(now - at, 2), "ended": state == "stopped" or now - at > SERVICE_GONE}


def _age(state: dict[str, Any], reported_ago: float | None) -> None:
    """Let the age count to now: since the bridge's word, or since what was kept later."""
    ages = [state["kept_s_ago"]] if "kept_s_ago" in state else []
    if state.get("age_s") is not None and reported_ago is not None:
        ages.append(state["age_s"] + reported_ago)
    if ages:
        state["age_s"] = round(min(ages), 2)


def _judge(state: dict[str, Any], allowed: float) -> None:
    live = (Quality.GOOD.value, Quality.UNCERTAIN.value)
    if state["quality"] in live and state["age_s"] > allowed:
        state.update(quality=Quality.STALE.value, reason="nothing since the service ended")
