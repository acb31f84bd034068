"""A scenario: what happens to the soft plant at which time, from a YAML file, checked whole before anything runs.

Lives here: the file's schema and its faults.
Lives elsewhere: what an event does (.plant); hidden parameters by name (.hidden).

    events:
      - {at: 2 h, parameter: electrolyser B current efficiency, by: -0.02}   # or `to:` a value, SI
      - {at: 30 min, trip: burner, for: 10 min}                              # or electrolyser A, B, C
      - {at: 1 h, sensor: FT-552, bias: 35, for: 2 h}                        # in the tag's unit
      - {at: 1 h, sensor: PT-505, stuck: true}
      - {at: 1 h, sensor: DT-308, drift: 0.2}                                # in the tag's unit an hour
      - {at: 3 h, pinhole: E-301A-07}
      - {at: 4 h, blocked: chlorine, for: 2 s}                               # a header's outlet

Times are plant time, counted from the moment the PLC is started with the scenario.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from plc_bridge.soft_plc.hidden import parameter_names
from plc_bridge.tag_map import TagMap
from twin.design import Design
from twin.errors import DesignError
from twin.units import to_si
from twin.vessel_rows import letter

KINDS: Mapping[str, tuple[str, ...]] = {
    "parameter": ("by", "to"), "trip": ("for",), "sensor": ("bias", "stuck", "drift", "for"), "pinhole": (),
    "blocked": ("for",),
}  # fmt: skip
"""Kind of event -> its further keys; every event has `at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens to the plant."""

    at: float
    """Since the scenario's start, plant time [s]."""
    kind: str
    """One of KINDS."""
    target: str
    what: str = ""
    """`by`, `to`, `bias`, `stuck`, `drift`; empty where the kind says all."""
    amount: float = 0.0
    lasts: float = math.inf
    """[s]"""


@dataclass(frozen=True, slots=True)
class Known:
    """What a scenario may name."""

    parameters: Sequence[str]
    tags: Sequence[str]
    trips: Sequence[str]
    elements: Sequence[str]

    def targets(self, kind: str) -> Sequence[str]:
        """Names for a kind of event."""
        return {
            "parameter": self.parameters, "trip": self.trips, "sensor": self.tags, "pinhole": self.elements,
            "blocked": ("chlorine", "hydrogen"),
        }[kind]  # fmt: skip


def known_to(design: Design, tag_map: TagMap) -> Known:
    """What a scenario of a plant may name."""
    letters = [letter(k) for k in range(design.electrolysis.electrolysers)]
    count = int(design.electrolysis.elements)
    return Known(
        parameter_names(len(letters)), tuple(tag_map.by_tag), ("burner", *(f"electrolyser {one}" for one in letters)),
        tuple(f"E-301{one}-{n:02d}" for one in letters for n in range(1, count + 1)),
    )  # fmt: skip


def read_scenario(path: Path, known: Known) -> list[Event]:
    """The events of a file in the order of time; DesignError with every fault of the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = YAML(typ="rt").load(text)
    except OSError as error:
        raise DesignError(f"{path}: cannot be read ({error.strerror}); name a scenario file (YAML).") from error
    except UnicodeDecodeError as error:
        raise DesignError(f"{path}: is not UTF-8 text (byte {error.start}).") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise DesignError(f"{place}: not YAML: {error.problem}.") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise DesignError(f"{path}: not YAML: {str(error).splitlines()[0]}.") from error
    return _Reader(path, text.splitlines(), known).events(tree)


class _Reader:
    """Walks one file and gathers its faults."""

    def __init__(self, path: Path, lines: Sequence[str], known: Known) -> None:
        self.path, self.lines, self.known = path, lines, known
        self.faults: list[str] = []

    def events(self, tree: Any) -> list[Event]:
        """The checked events."""
        rows = tree.get("events") if isinstance(tree, CommentedMap) else None
        if not isinstance(rows, CommentedSeq) or (isinstance(tree, CommentedMap) and set(tree) != {"events"}):
            raise DesignError(f"{self.path}:1:1: must hold one key `events` with a list; see `litwin plant --help`.")
        found = []
        for place, row in enumerate(rows):
            if not isinstance(row, CommentedMap):
                self.fault(rows.lc.item(place), f"an event is a mapping such as {{at: 1 h, trip: burner}}, not {row!r}")
                continue
            event = self._event(row)
            if event is not None:
                found.append(event)
        if self.faults:
            raise DesignError("\n".join(self.faults))
        return sorted(found, key=lambda event: event.at)

    def fault(self, place: tuple[int, int], text: str) -> None:
        """Note a fault at a line and column."""
        line, column = place
        source = self.lines[line] if line < len(self.lines) else ""
        self.faults.append(f"{self.path}:{line + 1}:{column + 1}: {text}.\n    {source}\n    {' ' * column}^")

    def _at(self, row: CommentedMap, key: str) -> tuple[int, int]:
        try:
            line, column = row.lc.key(key)
        except (KeyError, TypeError, AttributeError):
            return row.lc.line, row.lc.col
        return int(line), int(column)

    def _event(self, row: CommentedMap) -> Event | None:
        before = len(self.faults)
        kinds = [kind for kind in KINDS if kind in row]
        if len(kinds) != 1:
            self.fault((row.lc.line, row.lc.col), f"an event has one of {', '.join(KINDS)}; this has {len(kinds)}")
            return None
        kind = kinds[0]
        for key in row:
            if key not in ("at", kind, *KINDS[kind]):
                allowed = ", ".join(("at", kind, *KINDS[kind]))
                self.fault(self._at(row, str(key)), f"unknown key '{key}' of a {kind}; it has {allowed}")
        target = self._target(row, kind)
        what = [key for key in KINDS[kind] if key in row and key != "for"]
        if len(what) > 1 or (not what and kind in ("parameter", "sensor")):
            self.fault(self._at(row, kind), f"a {kind} has exactly one of {', '.join(set(KINDS[kind]) - {'for'})}")
        at = self._number(row, "at", self._seconds) if "at" in row else 0.0
        lasts = self._number(row, "for", self._seconds) if "for" in row else math.inf
        amount = self._number(row, what[0], self._plain) if what else 0.0
        if len(self.faults) > before:
            return None
        return Event(at=at, kind=kind, target=target, what=what[0] if what else "", amount=amount, lasts=lasts)

    def _target(self, row: CommentedMap, kind: str) -> str:
        given, names = row[kind], self.known.targets(kind)
        if given in names:
            return str(given)
        near = get_close_matches(str(given), names, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(names[:8])} ..."
        self.fault(self._at(row, kind), f"{kind}: there is no '{given}'; {hint}")
        return ""

    def _number(self, row: CommentedMap, key: str, read: Callable[[Any], float]) -> float:
        try:
            return read(row[key])
        except (DesignError, ValueError, TypeError) as error:
            self.fault(self._at(row, key), f"{key}: got {row[key]!r}; {error}")
            return 0.0

    def _seconds(self, given: Any) -> float:
        value = to_si(str(given), "s", what="time")
        if not 0.0 <= value < math.inf:
            raise ValueError("write a time from 0 on, such as `30 min`")
        return value

    def _plain(self, given: Any) -> float:
        if given is True:
            return 1.0
        value = float(given)
        if not math.isfinite(value):
            raise ValueError("write a finite number")
        return value
