"""How good is a value, and is it worth passing on?

Lives here: the judgement on one value as it came (`judge`), and the memory that keeps changes below the deadband back
(`Gate`).
Lives elsewhere: a believable time for it (.clock); staleness (.bridge); the words of the result (twin.signals).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from plc_bridge.tag_map import TagRow
from twin.signals import Quality

SLACK = 1e-6
"""Share of the range by which a 32-bit number may miss its limit."""
EVENT_REPEAT = 60.0
"""A standing value of a tag that never gets stale is passed on again after this much source time [s]."""

_NUMBERS = (float, int, bool)
_STATUS_NAMES = {
    0x80000000: "Bad", 0x80310000: "BadNoCommunication", 0x80320000: "BadWaitingForInitialData",
    0x80330000: "BadNodeIdInvalid", 0x80340000: "BadNodeIdUnknown", 0x803A0000: "BadNotReadable",
    0x80890000: "BadConfigurationError", 0x808A0000: "BadNotConnected", 0x808B0000: "BadDeviceFailure",
    0x808C0000: "BadSensorFailure", 0x808D0000: "BadOutOfService", 0x40000000: "Uncertain",
    0x40900000: "UncertainLastUsableValue", 0x40910000: "UncertainSubstituteValue",
    0x40930000: "UncertainSensorNotAccurate", 0x40940000: "UncertainEngineeringUnitsExceeded",
    0x40950000: "UncertainSubNormal",
}  # fmt: skip


class Judgement(NamedTuple):
    """What a value is worth."""

    value: float
    """SI; NaN unless good or uncertain."""
    raw: float
    """The tag's unit; NaN when it was no number."""
    quality: Quality
    reason: str


def judge(row: TagRow, given: object, status: int) -> Judgement:
    """The worth of a value that came for a tag with an OPC UA status code.

    Bad are: a bad status, no value, a value that is no number, not finite, or outside low to high. The top two bits
    of a status code say good (00), uncertain (01) or bad (10; 11 is reserved and taken as bad); OPC 10000-4, 7.39.
    """
    raw, fault = _number(given)
    severity = (status & 0xFFFFFFFF) >> 30
    if severity >= 2:
        fault = f"the source says {status_name(status)}"
    if not fault:
        fault = _outside(row, raw)
    if fault:
        return Judgement(math.nan, raw, Quality.BAD, fault)
    if severity == 1:
        return Judgement(row.to_si(raw), raw, Quality.UNCERTAIN, f"the source says {status_name(status)}")
    return Judgement(row.to_si(raw), raw, Quality.GOOD, "")


def _number(given: object) -> tuple[float, str]:
    if given is None:
        return math.nan, "no value"
    if not isinstance(given, _NUMBERS):
        return math.nan, f"wrong type: {type(given).__name__}, not a number"
    try:
        raw = float(given)
    except OverflowError:
        return math.inf, "not a finite number"
    return raw, "" if math.isfinite(raw) else "not a finite number"


def _outside(row: TagRow, raw: float) -> str:
    slack = SLACK * (row.high - row.low)
    if raw < row.low - slack:
        return f"below {row.low:g} {row.unit}"
    if raw > row.high + slack:
        return f"above {row.high:g} {row.unit}"
    return ""


def status_name(status: int) -> str:
    """Name of an OPC UA status code where it is a common one, its number else.

    >>> status_name(0x808C0000), status_name(0x80AB0000)
    ('BadSensorFailure', 'status 0x80AB0000')
    """
    return _STATUS_NAMES.get(status & 0xFFFF0000, f"status 0x{status & 0xFFFFFFFF:08X}")


@dataclass(slots=True)
class Gate:
    """What was last passed on of a tag: a value goes on when it left the deadband around that, not around the value
    seen before (a slow drift would never go on)."""

    row: TagRow
    raw: float = math.nan
    quality: Quality | None = None
    reason: str = ""
    source_time: float = -math.inf
    passed_at: float = -math.inf
    """By the bridge's clock [monotonic s]."""

    def passes(self, judged: Judgement, source_time: float, now: float) -> bool:
        """Whether to pass a value on; also a standing value, often enough for readers to see that it stands."""
        if source_time < self.source_time or (source_time == self.source_time and judged.quality is self.quality):
            return False
        if judged.quality is not self.quality or judged.reason != self.reason:
            return True
        if abs(judged.raw - self.raw) > self.row.deadband:
            return True
        if self.row.stale_after_s == 0:
            return source_time - self.source_time >= EVENT_REPEAT
        return now - self.passed_at >= self.row.stale_after_s / 2

    def passed(self, judged: Judgement, source_time: float, now: float) -> None:
        """Remember what was passed on."""
        self.raw, self.quality, self.reason = judged.raw, judged.quality, judged.reason
        self.source_time, self.passed_at = source_time, now
