"""What the soft PLC knows of a tag beyond its address: what is normal, how it is measured, when it alarms.

Lives here: `Point`, a row of points.csv joined to its row of the tag map.
Lives elsewhere: address, range and unit (plc_bridge.tag_map); what the instrument makes of the truth (.instruments).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from plc_bridge.tag_map import TagMap, TagRow
from twin.errors import DesignError


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One tag of the soft PLC; numbers in the tag's own unit."""

    row: TagRow
    normal: float
    noise: float
    """Standard deviation of a scan's value."""
    scan_s: float
    """Time between two values, of analysers and laboratory between two samples [s]; 0 = every scan."""
    type: str
    """AI measured, CALC computed, SP set-point, DI a switch, INT a number, EXT from outside, LIMS laboratory."""
    group: str
    """process, mode, setpoint, system, lab."""
    lag_s: float
    """First-order lag of the sensor [s]."""
    delay_s: float | None
    """Time from taking a sample to its result [s]; None when the value is measured on line."""
    alarm_low: float | None
    alarm_high: float | None
    trip: str
    """What trips, in words."""

    @property
    def tag(self) -> str:
        """Name of the tag."""
        return self.row.tag

    @property
    def is_switch(self) -> bool:
        """True or false in the PLC."""
        return self.type == "DI"

    @property
    def is_whole(self) -> bool:
        """A whole number in the PLC: a mode, a counter, a lot."""
        return self.type in ("DI", "INT")


def read_points(tag_map: TagMap) -> tuple[Point, ...]:
    """The points of every tag in the map, in its order; DesignError for tags that points.csv does not know."""
    text = files("plc_bridge").joinpath("soft_plc", "points.csv").read_text(encoding="utf-8")
    table = {line["tag"]: line for line in csv.DictReader(text.splitlines())}
    unknown = [row.tag for row in tag_map.rows if row.tag not in table]
    if unknown:
        raise DesignError(f"{tag_map.path}: the soft PLC has no tag {', '.join(unknown[:5])}; "
                          "serve the reference tag map, or leave these tags out")  # fmt: skip
    return tuple(_point(row, table[row.tag]) for row in tag_map.rows)


def _point(row: TagRow, line: dict[str, str]) -> Point:
    return Point(
        row=row,
        normal=float(line["normal"]),
        noise=float(line["noise"]),
        scan_s=float(line["scan_s"]),
        type=line["type"],
        group=line["group"],
        lag_s=float(line["lag_s"]),
        delay_s=_maybe(line["delay_s"]),
        alarm_low=_maybe(line["alarm_low"]),
        alarm_high=_maybe(line["alarm_high"]),
        trip=line["trip"],
    )


def _maybe(text: str) -> float | None:
    return float(text) if text else None
