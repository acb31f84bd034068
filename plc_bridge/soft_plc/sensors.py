"""Sensors that lie: a bias, a drift, a value that stands still, for a time or for good.

Lives here: what a disturbed sensor makes of the true value.
Lives elsewhere: lag, noise and range of a healthy one (.instruments).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from plc_bridge.soft_plc.scenario import Event
from plc_bridge.tag_map import TagMap

HOUR = 3600.0


class Sensors:
    """All disturbed sensors of one plant."""

    def __init__(self, tag_map: TagMap) -> None:
        self.tag_map = tag_map
        self.disturbed: dict[str, tuple[str, float, float, float]] = {}
        """Tag -> what, amount in the tag's unit, since, until [s of the run]."""
        self.stuck: dict[str, float] = {}
        """Signal -> value at which it stands [SI]."""

    def disturb(self, event: Event, now: float) -> None:
        """Begin to lie."""
        self.disturbed[event.target] = (event.what, event.amount, now, now + event.lasts)

    def show(self, read: dict[str, float], now: float) -> Mapping[str, float]:
        """True values as these sensors pass them on."""
        for tag, (what, amount, since, until) in list(self.disturbed.items()):
            row = self.tag_map.by_tag[tag]
            if now >= until:
                del self.disturbed[tag]
                self.stuck.pop(row.feeds, None)
            elif what == "stuck":
                read[row.feeds] = self.stuck.setdefault(row.feeds, read[row.feeds])
            else:
                shift = amount if what == "bias" else amount * (now - since) / HOUR
                read[row.feeds] = row.to_si(row.from_si(read[row.feeds]) + shift)
        return read

    def as_data(self) -> dict[str, Any]:
        """For the state file."""
        told = {tag: [what, amount, since, None if math.isinf(until) else until]
                for tag, (what, amount, since, until) in self.disturbed.items()}  # fmt: skip
        return {"disturbed": told, "stuck": self.stuck}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a state file."""
        rows: Mapping[str, Sequence[Any]] = data["disturbed"]
        self.disturbed = {
            tag: (str(what), float(amount), float(since), math.inf if until is None else float(until))
            for tag, (what, amount, since, until) in rows.items()
        }
        self.stuck = {name: float(value) for name, value in data["stuck"].items()}
