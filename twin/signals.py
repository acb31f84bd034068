"""The words that the plant and the twin share: every measured or set number by name.

Lives here: a name, its SI unit and its meaning (`SIGNALS`, read from signals.csv beside this file), and `Reading`,
one value of one name with its time and quality.
Lives elsewhere: which PLC node carries a name (plc_bridge/maps, plc_bridge.tag_map); how a reading is kept
(plc_bridge.historian); the value of a name in a running line (twin.instruments). Nothing here computes.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class Quality(StrEnum):
    """How far a value may be trusted."""

    GOOD = "good"
    """Measured, in range, fresh."""
    UNCERTAIN = "uncertain"
    """The source says so, or the value stands at the edge of its range."""
    BAD = "bad"
    """No usable number: not finite, of a wrong type, out of range, or refused by the source."""
    STALE = "stale"
    """The last value, older than its tag may be."""
    CONFIG = "config"
    """The source and the tag map disagree about type, unit or range: never a number."""


class Reading(NamedTuple):
    """One value of one signal."""

    name: str
    value: float
    """In the signal's SI unit; NaN when there is none."""
    time: float
    """When the source took it [Unix s, UTC]."""
    quality: Quality


class SignalKind(NamedTuple):
    """What a signal's name stands for."""

    name: str
    unit: str
    """SI unit of the value, "-" for a number without one (a mode, a share, a pH)."""
    meaning: str


@cache
def _table() -> Mapping[str, SignalKind]:
    text = files("twin").joinpath("signals.csv").read_text(encoding="utf-8")
    kinds = (SignalKind(row["name"], row["unit"], row["meaning"]) for row in csv.DictReader(text.splitlines()))
    return MappingProxyType({kind.name: kind for kind in kinds})


SIGNALS: Mapping[str, SignalKind] = _table()
"""Every signal by name, in the order of signals.csv."""
