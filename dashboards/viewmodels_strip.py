"""Header, balance and events of the overview: is the plant running, is the data fresh, may the twin be trusted.

Lives here: the header strip of every page, the Li and Cl balance bars, the list of advisories and events.
Lives elsewhere: tiles (.viewmodels); the mimic and the judgement of staleness (.viewmodels_mimic); the forecast
(.viewmodels_forecast). Pure: no streamlit, no store, no model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dashboards.client import Picture
from dashboards.viewmodels import Json, age, finite, number, window
from dashboards.viewmodels_mimic import ELECTROLYSER, quality_of, tag_of
from twin.signals import Quality

EVENTS_SHOWN = 8
STREAMS_SHOWN = 6
"""Rows of a balance over the fence; one more says what was gained inside."""
ELECTROLYSER_MODES = tuple(f"electrolysis.E-301{letter}.mode" for letter in "ABC")
"""Signals of the electrolysers' mode tags; the plant runs while one of them does."""
ESTIMATE_OLD_S = 600.0
"""The twin follows each minute: an estimate older than this is not of now [s]."""


def qualities(picture: Picture) -> dict[str, int]:
    """Tags by quality, those of the map that never came counted as bad."""
    quiet = picture.silence
    rows = {str(row["tag"]): row for row in picture.tags}
    counted = Counter(str(quality_of(sample, rows.get(tag, {}), quiet)) for tag, sample in picture.samples.items())
    missing = sum(tag not in picture.samples for tag in rows)
    return {
        "good": counted[Quality.GOOD], "uncertain": counted[Quality.UNCERTAIN],
        "bad": counted[Quality.BAD] + counted[Quality.CONFIG] + missing, "stale": counted[Quality.STALE],
    }  # fmt: skip


def header(picture: Picture) -> Json:
    """The strip: plant state, plant time, time of the newest value, tags by quality, trust in the twin, service."""
    newest = picture.received
    word, shape = plant_state(picture)
    return {
        "state": [word, shape], "clock": stamp(picture.clock) if picture.clock is not None else "n/a",
        "received": None if newest is None else round(newest, 1), "tags": qualities(picture),
        "trust": trust(picture), "service": service(picture),
    }  # fmt: skip


def plant_state(picture: Picture) -> tuple[str, str]:
    """Word and shape: what the electrolysers' mode tags say together."""
    rows, quiet = tag_of(picture.tags), picture.silence
    modes: list[tuple[str, str]] = []
    for name in ELECTROLYSER_MODES:
        row = rows.get(name, {})
        sample = picture.samples.get(str(row.get("tag", "")))
        if sample is not None and quality_of(sample, row, quiet) in (Quality.GOOD, Quality.UNCERTAIN):
            modes.append(ELECTROLYSER.get(int(finite(sample.raw) or 0), ("unknown", "unknown")))
    running = sum(shape == "run" for _, shape in modes)
    if not modes:
        return "unknown", "unknown"
    if any(shape == "trip" for _, shape in modes):
        return f"{running} of {len(modes)} run, TRIP", "trip"
    if running == len(modes):
        return "running", "run"
    return (f"{running} of {len(modes)} run", "move") if running else ("stopped", "stop")


def trust(picture: Picture) -> Json:
    """Members of the ensemble, whether its spread is sound, and the coverage that the score found."""
    estimate = picture.body("estimate")
    if not estimate:
        return {"text": "no twin yet", "ok": False}
    members = estimate.get("members", 0)
    sound = bool(estimate.get("spread_ok", False))
    covered = finite(picture.body("score").get("coverage_p10_p90"))
    said = f"{members} members, spread {'ok' if sound else 'NOT OK'}"
    said += "" if covered is None else f", covers {covered:.0%}"
    old = picture.lag(picture.documents["estimate"][0])
    return {"text": f"{said}, {age(old)} old" if old > ESTIMATE_OLD_S else said, "ok": sound and old <= ESTIMATE_OLD_S}


def service(picture: Picture) -> Json:
    """What the live service says of itself, or that it has stopped saying anything."""
    if picture.error:
        return {"text": "no store", "ok": False, "detail": picture.error}
    kept = picture.documents.get("service")
    if kept is None:
        return {"text": "not started", "ok": False, "detail": "the store has no word of the live service"}
    state = str(kept[1].get("state", "unknown"))
    if state == "live" and picture.silent:
        return {"text": "no plant data", "ok": False, "detail": _link_fault(picture) or "nothing new in the store"}
    return {"text": state, "ok": state == "live", "detail": str(kept[1].get("detail", ""))}


def _link_fault(picture: Picture) -> str:
    """What the bridge said last of servers that it cannot reach."""
    servers = picture.body("health").get("servers", {})
    return "; ".join(f"{name}: {said['last_error']}" for name, said in servers.items() if said.get("last_error"))


def balance(picture: Picture) -> Json:
    """Li and Cl over the fence and gained inside in bars of kmol/h, what enters first, and what of each is left over.

    What comes in is what goes out, what is gained inside and what is unexplained.
    """
    body = picture.body("balance")
    return {element: _bars(body, element) for element in ("Li", "Cl")} | {"window": window(body, 24.0)}


def _bars(body: Mapping[str, Any], element: str) -> Json:
    entries = [entry for entry in body.get(element, []) if finite(entry.get("kmol_per_h")) is not None]
    entries.sort(key=lambda entry: (entry.get("way") != "in", -abs(entry["kmol_per_h"])))
    rows = _folded([(f"{e.get('way', '')} {e['name']}".strip(), float(e["kmol_per_h"])) for e in entries])
    gained = finite(body.get("change", {}).get(element))
    if gained is not None:
        rows.append(("gained inside" if gained >= 0 else "lost inside", abs(gained)))
    longest = max((abs(flow) for _, flow in rows), default=1.0) or 1.0
    unexplained = finite(body.get("unexplained", {}).get(element))
    return {
        "bars": [[name, _flow(flow), round(abs(flow) / longest, 3)] for name, flow in rows],
        "unexplained": "n/a" if unexplained is None else _flow(unexplained),
    }


def _folded(rows: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """At most as many rows as there is room for; what leaves in the smallest streams is one row."""
    if len(rows) <= STREAMS_SHOWN:
        return rows
    kept, rest = rows[: STREAMS_SHOWN - 1], rows[STREAMS_SHOWN - 1 :]
    return [*kept, ("out by others", sum(flow for _, flow in rest))]


def _flow(kmol_per_h: float) -> str:
    """Three figures at most: a balance knows no more."""
    size = abs(kmol_per_h)
    return number(kmol_per_h, 1 if size >= 10 else 2 if size >= 1 else 3)


def events(picture: Picture) -> list[list[str]]:
    """The last events, newest first: [time, kind, text, tag]."""
    newest: Sequence[tuple[float, Mapping[str, Any]]] = list(picture.events)[: -EVENTS_SHOWN - 1 : -1]
    return [
        [stamp(at), str(body.get("kind", "event")), str(body.get("text", "")), str(body.get("tag", ""))]
        for at, body in newest
    ]


def stamp(at: float) -> str:
    """A moment in UTC as an operator reads it; the date is in the tooltip of the header.

    >>> stamp(1_700_000_000.0)
    '14 Nov 22:13:20'
    """
    return datetime.fromtimestamp(at, UTC).strftime("%d %b %H:%M:%S")
