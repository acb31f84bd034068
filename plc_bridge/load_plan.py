"""The plan of the plant's load that people give the live service, from a CSV file, checked whole before it is used.

Lives here: the file's columns and its faults.
Lives elsewhere: what a forecast does with it (twin.forecast.load); the load set-point as the PLC has it (HS-350).

    from,until,load
    2026-11-22T06:00+01:00,2026-11-22T22:00+01:00,85 %
    2026-11-22T22:00+01:00,2026-11-23T06:00+01:00,10.07 kA

A load is a share of full load, or the current of each electrolyser. Times carry their offset from UTC. Between rows
nothing is planned. Lines that begin with # are left out.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path

from twin.design import Design
from twin.errors import DesignError
from twin.forecast.load import Planned
from twin.loop_table import scale_of
from twin.units import to_si

COLUMNS = ("from", "until", "load")
EXAMPLE = "2026-11-22T06:00+01:00,2026-11-22T22:00+01:00,85 %"
LONGEST = 366.0 * 86400.0
"""A stretch of load is no longer than this [s]."""
MOST_BYTES = 1_000_000
"""A larger file is no plan."""


def read_plan(path: Path, design: Design) -> tuple[Planned, ...]:
    """Planned loads in the order of time [Unix s]; DesignError with every fault of the file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DesignError(f"{path}: is larger than {MOST_BYTES} bytes; a load plan has a line a stretch of load.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DesignError(f"{path}: cannot be read ({error.strerror}); name a load plan (CSV).") from error
    except UnicodeDecodeError as error:
        raise DesignError(f"{path}: is not UTF-8 text (byte {error.start}); save it as CSV UTF-8.") from error
    reader = _Reader(path, text.splitlines(), design)
    rows = reader.rows()
    if reader.faults:
        raise DesignError("\n".join(reader.faults))
    return rows


class _Reader:
    """Walks the lines of one file and gathers its faults."""

    def __init__(self, path: Path, lines: list[str], design: Design) -> None:
        self.path, self.lines, self.faults = path, lines, list[str]()
        cells = design.electrolysis
        self.full = scale_of(design).charge / cells.electrolysers / cells.elements
        """Current of an electrolyser at full load [A]."""
        self.least, self.most = design.limits.burner_turndown, design.limits.i_max * cells.area / self.full
        """Of full load [-]."""

    def rows(self) -> tuple[Planned, ...]:
        """The stretches in the order of time."""
        told = [(n, line) for n, line in enumerate(self.lines, start=1) if line.strip() and line.lstrip()[0] != "#"]
        if not told or told[0][1].replace(" ", "") != ",".join(COLUMNS):
            self.fault(told[0][0] if told else 1, 1, f"the first line must be: {','.join(COLUMNS)}")
            return ()
        if len(told) == 1:
            self.fault(told[0][0], 1, f"the plan has no rows; one is like {EXAMPLE}")
        found = [(row, n) for n, line in told[1:] if (row := self._row(n, line)) is not None]
        found.sort()
        for (before, first), (after, second) in pairwise(found):
            if after.start < before.end:
                self.fault(max(first, second), 1, f"overlaps the stretch of line {min(first, second)}")
        return tuple(row for row, _ in found)

    def fault(self, line: int, column: int, text: str) -> None:
        """Note a fault with its place, its line and a caret under the place."""
        source = self.lines[line - 1].expandtabs(1) if self.lines else ""
        self.faults.append(f"{self.path}:{line}:{column}: {text}.\n    {source}\n    {' ' * (column - 1)}^")

    def _row(self, number: int, line: str) -> Planned | None:
        fields = line.split(",")
        if len(fields) != len(COLUMNS):
            self.fault(number, 1, f"{len(fields)} fields, not {len(COLUMNS)}; a row is like {EXAMPLE}")
            return None
        before = len(self.faults)
        places = [1, len(fields[0]) + 2, len(fields[0]) + len(fields[1]) + 3]
        start, end = (self._time(number, place, field) for place, field in zip(places, fields[:2], strict=False))
        share = self._share(number, places[2], fields[2].strip())
        if len(self.faults) > before:
            return None
        if not 0.0 < end - start <= LONGEST:
            self.fault(number, places[1], "until must be later than from, by a year at most")
            return None
        return Planned(start, end, share)

    def _time(self, number: int, column: int, text: str) -> float:
        try:
            found = datetime.fromisoformat(text.strip())
        except ValueError:
            self.fault(number, column, f"'{text.strip()}' is no time such as 2026-11-22T06:00+01:00")
            return 0.0
        if found.tzinfo is None:
            self.fault(number, column, f"'{text.strip()}' has no offset from UTC; write it as +01:00, or Z for UTC")
            return 0.0
        return found.timestamp()

    def _share(self, number: int, column: int, text: str) -> float:
        current = text.rstrip().endswith("A")
        try:
            value = to_si(text, "A" if current else "-", what="load")
        except DesignError as error:
            self.fault(number, column, f"{str(error).rstrip('.')}; a load is like 85 % or 10.07 kA")
            return 0.0
        if not current and not text.endswith("%"):
            self.fault(number, column, f"'{text}' has no unit; write a load as 85 %, or as a current, 10.07 kA")
            return 0.0
        share = value / self.full if current else value
        if not self.least <= share <= self.most:
            what = f"'{text}' is {share:.0%} of full load; " if current else f"'{text}': "
            self.fault(number, column, f"{what}a load lies between {self.least:.0%}, the burner's turndown, and "
                       f"{self.most:.0%}, the cells' highest current; leave a stop out of the plan")  # fmt: skip
        return share
