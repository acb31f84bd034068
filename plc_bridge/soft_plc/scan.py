"""Interlocks on what instruments show, scan by scan: causes that the line has no state for, and sensors that lie.

Lives here: rows of the cause-and-effect list that act in the soft PLC, beside those on the gas headers.
Lives elsewhere: gas headers, tenth by tenth of a second (.headers); rows that watch the line itself (twin.control);
what they stop and for how long (.plant).

A row looks at the readings of its tags without lag and noise. As many of its tags as its voting says must show the
cause; three transmitters that the tag map carries as one value count as that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plc_bridge.soft_plc.headers import TAGS
from plc_bridge.tag_map import TagMap
from twin.control.cause_effect import SOFT_PLC, Action, actions
from twin.control.nameplate import InterlockPlate
from twin.design import Design
from twin.vessel_rows import letter


@dataclass(slots=True)
class Row:
    """One row and how long its cause has lasted."""

    action: Action
    plate: InterlockPlate
    signals: Sequence[str]
    since: float = 0.0
    """[s]"""

    @property
    def needed(self) -> int:
        """How many of its signals must show the cause."""
        return min(int(self.plate.voting.partition("oo")[0]), len(self.signals))

    def look(self, read: Mapping[str, float], seconds: float) -> bool:
        """Whether it acts, after another scan."""
        shown = sum(beyond(self.plate, read[name]) for name in self.signals)
        self.since = self.since + seconds if shown >= self.needed else 0.0
        return self.since > 0.0 and self.since >= self.plate.delay


def beyond(plate: InterlockPlate, value: float) -> bool:
    """Whether a reading [SI] is beyond the trip value of a row."""
    if plate.comparator == "=":
        return value == plate.value
    if plate.comparator == "<":
        return value < plate.value
    return (abs(value) if plate.comparator == "abs >" else value) > plate.value


class Scan:
    """All rows of one plant that look at readings."""

    def __init__(self, design: Design, tag_map: TagMap) -> None:
        listed = {plate.name: plate for plate in design.interlocks}
        letters = [letter(k) for k in range(design.electrolysis.electrolysers)]
        self.actions = {one.name: one for one in actions(letters).values() if one.acts == SOFT_PLC and one.of in listed}
        """Those on the gas headers among them."""
        self.rows: list[Row] = []
        for one in self.actions.values():
            plate = listed[one.of]
            signals = [tag_map.by_tag[tag].feeds for tag in plate.tags if tag in tag_map.by_tag and tag not in TAGS]
            if signals and one.name in listed:  # an electrolyser beyond the list's has no tags of its own
                self.rows.append(Row(one, plate, signals))

    def look(self, read: Mapping[str, float], seconds: float) -> Iterator[Action]:
        """Rows whose cause lasts, after another scan of readings [SI]."""
        for row in self.rows:
            if row.look(read, seconds):
                yield row.action

    def settle(self) -> None:
        """For time that is run without scans."""
        for row in self.rows:
            row.since = 0.0
