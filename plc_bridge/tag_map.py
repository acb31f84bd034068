"""Which PLC node carries which signal: the tag map, a CSV file with one row a tag.

Lives here: reading and checking it whole; scale and offset from the unit.
Lives elsewhere: the words it feeds (twin.signals); what a unit means (.tag_units, twin.units); the servers
(.config).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from plc_bridge.tag_units import scale_offset
from twin.errors import DesignError
from twin.signals import SIGNALS

COLUMNS = (
    "tag", "server", "namespace_uri", "identifier", "feeds", "unit", "low", "high", "deadband", "sampling_ms",
    "stale_after_s", "access", "meaning",
)  # fmt: skip
_NUMBERS = ("low", "high", "deadband", "sampling_ms", "stale_after_s")
_FIELD = re.compile(r'"(?:[^"]|"")*"|[^,]*')
_IDENTIFIER = re.compile(r"s=.+|i=\d+|/.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """One tag: where it is, what it feeds, what is believable."""

    tag: str
    server: str
    namespace_uri: str
    identifier: str
    """`s=...`, `i=...`, or a browse path from Objects (`/Name/Name`), in the namespace of namespace_uri."""
    feeds: str
    """Name of the signal."""
    unit: str
    """As the plant writes it; of raw, low, high and deadband."""
    low: float
    high: float
    deadband: float
    """A change not larger than this is not forwarded."""
    sampling_ms: float
    stale_after_s: float
    """Wall time without sample and keep-alive after which the value is stale [s]; 0 = never."""
    access: str
    meaning: str
    scale: float
    offset: float

    def to_si(self, raw: float) -> float:
        """Value in the signal's SI unit of a number in the tag's unit."""
        return self.scale * raw + self.offset

    def from_si(self, value: float) -> float:
        """Number in the tag's unit of a value in the signal's SI unit."""
        return (value - self.offset) / self.scale

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON keeps it, with the signal's `si_unit`."""
        return {**asdict(self), "si_unit": SIGNALS[self.feeds].unit}


@dataclass(frozen=True)
class TagMap:
    """A checked tag map."""

    path: Path
    rows: tuple[TagRow, ...]

    @cached_property
    def by_tag(self) -> Mapping[str, TagRow]:
        """Row of each tag."""
        return {row.tag: row for row in self.rows}

    def of_server(self, name: str) -> tuple[TagRow, ...]:
        """Rows of one server."""
        return tuple(row for row in self.rows if row.server == name)


def reference_tag_map() -> TagMap:
    """The tag map of the reference plant, which comes with the program."""
    with as_file(files("plc_bridge").joinpath("maps", "reference.csv")) as path:
        return read_tag_map(path)


def read_tag_map(path: Path | str) -> TagMap:
    """The tag map in a file; DesignError with every fault of the file when there is any."""
    path = Path(path)
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise DesignError(f"{path}: cannot be read ({error.strerror}); name a tag map (CSV)") from error
    except UnicodeDecodeError as error:
        raise DesignError(f"{path}: is not UTF-8 text (byte {error.start}); save it as CSV UTF-8") from error
    reader = _Reader(path, lines)
    rows = tuple(reader.rows())
    if reader.faults:
        raise DesignError("\n".join(reader.faults))
    return TagMap(path, rows)


class _Reader:
    """Walks the lines of one file and gathers its faults."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path, self.lines = path, lines
        self.faults: list[str] = []
        self.seen: dict[tuple[str, ...], int] = {}

    def rows(self) -> Iterator[TagRow]:
        """Every row without a fault."""
        if not self.lines or self.lines[0].strip() != ",".join(COLUMNS):
            self.fault(1, 1, f"the first line must be: {','.join(COLUMNS)} (separated by commas)")
            return
        if len(self.lines) == 1:
            self.fault(1, 1, "the tag map has no rows")
        for number, line in enumerate(self.lines[1:], start=2):
            if line.strip():
                before = len(self.faults)
                fields = _Row(self, number, _split(line))
                row = fields.checked()
                if row is not None and len(self.faults) == before:
                    yield row

    def fault(self, line: int, column: int, text: str) -> None:
        """Note a fault with its place, its line and a caret under the place."""
        source = self.lines[line - 1].expandtabs(1) if self.lines else ""
        self.faults.append(f"{self.path}:{line}:{column}: {text}\n    {source}\n    {' ' * (column - 1)}^")


def _split(line: str) -> list[tuple[int, str]]:
    """Column (from 1) and text of each field of a line of CSV."""
    fields, place = [], 0
    while place <= len(line):
        found = _FIELD.match(line, place)
        text = found.group() if found else ""
        bare = text[1:-1].replace('""', '"') if text.startswith('"') and text.endswith('"') and text != '"' else text
        fields.append((place + 1, bare.strip()))
        place += len(text)
        if place < len(line) and line[place] != ",":
            return [*fields, (place + 1, line[place:])]
        place += 1
    return fields


class _Row:
    """One line under check."""

    def __init__(self, reader: _Reader, line: int, fields: list[tuple[int, str]]) -> None:
        self.reader, self.line, self.fields = reader, line, fields
        self.text = {name: text for name, (_, text) in zip(COLUMNS, fields, strict=False)}
        self.number = dict.fromkeys(_NUMBERS, math.nan)

    def fault(self, name: str, text: str) -> None:
        """A fault in the named column."""
        self.reader.fault(self.line, self.fields[COLUMNS.index(name)][0], text)

    def checked(self) -> TagRow | None:
        """The row; None when faults forbid to build one."""
        if len(self.fields) != len(COLUMNS):
            place = self.fields[min(len(self.fields), len(COLUMNS)) - 1][0]
            text = f"{len(self.fields)} fields, not {len(COLUMNS)}; put a text with a comma or a quote into quotes"
            self.reader.fault(self.line, place, text)
            return None
        for name in ("tag", "server", "namespace_uri", "identifier", "feeds", "unit"):
            if not self.text[name]:
                self.fault(name, f"{name} is empty")
        self._check_place()
        self._check_once("tag", "tag")
        self._check_once("feeds", "feeds")
        self._check_once("identifier", "server", "namespace_uri", "identifier")
        self._check_numbers()
        if self.text["access"] != "read":
            self.fault("access", f"access '{self.text['access']}'; this program only reads: write 'read'")
        factors = self._factors()
        if factors is None:
            return None
        values: dict[str, Any] = {**self.text, **self.number}
        return TagRow(**values, scale=factors[0], offset=factors[1])

    def _check_place(self) -> None:
        uri, identifier = self.text["namespace_uri"], self.text["identifier"]
        mend = "write the namespace's URI: an index changes when the PLC is loaded anew"
        if re.fullmatch(r"(ns=)?\d+", uri):
            self.fault("namespace_uri", f"'{uri}' is a namespace index; {mend}")
        elif uri and ":" not in uri:
            self.fault("namespace_uri", f"'{uri}' is not a URI, such as http://... or urn:...")
        if re.match(r"(ns|nsu|svr)=", identifier):
            self.fault("identifier", f"'{identifier}' names its namespace; leave that to namespace_uri: {mend}")
        elif identifier and not _IDENTIFIER.fullmatch(identifier):
            self.fault("identifier", f"'{identifier}' is neither s=TEXT, i=NUMBER nor a browse path /NAME/NAME")

    def _check_once(self, *names: str) -> None:
        key = (names[0], *(self.text[name] for name in names))
        if all(key):
            first = self.reader.seen.setdefault(key, self.line)
            if first != self.line:
                self.fault(names[-1], f"'{self.text[names[-1]]}' stands in line {first} already")

    def _check_numbers(self) -> None:
        for name in _NUMBERS:
            text = self.text[name] or ("0" if name in ("deadband", "stale_after_s") else "")
            try:
                self.number[name] = float(text)
            except ValueError:
                self.fault(name, f"{name} '{text}' is not a number")
                continue
            if not math.isfinite(self.number[name]):
                self.fault(name, f"{name} '{text}' is not a finite number")
            elif name not in ("low", "high") and self.number[name] < 0:
                self.fault(name, f"{name} {text} is below 0")
        if self.number["low"] >= self.number["high"]:
            self.fault("high", f"high {self.text['high']} is not above low {self.text['low']}")

    def _factors(self) -> tuple[float, float] | None:
        feeds, unit = self.text["feeds"], self.text["unit"]
        if not feeds or not unit:
            return None
        if feeds not in SIGNALS:
            self.fault("feeds", f"feeds '{feeds}', a signal that the twin does not have.{_near(feeds, SIGNALS)}")
            return None
        wanted = SIGNALS[feeds].unit
        try:
            return scale_offset(unit, wanted)
        except ValueError as error:
            self.fault("unit", f"{error}; signal {feeds} is kept in '{wanted}'.")
            return None


def _near(word: str, words: Mapping[str, object] | Sequence[str]) -> str:
    found = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f" Did you mean '{found[0]}'?" if found else ""
