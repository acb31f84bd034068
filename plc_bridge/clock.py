"""Which times of a server are believed: one wild time must neither freeze a tag nor carry the plant's clock away.

Lives here: what a server's clock may do (`ServerClock`), and the time that a sample is kept with (`believable_time`).
Lives elsewhere: what becomes of a clock that is set back, and the plant's time (.bridge); a value's worth (.quality).

A PLC stamps values and answers with one clock, so a source time is measured against the server's. A plant that is run
at speed has a clock that runs ahead of ours, so the server's is measured against ours and against its own course.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

EARLIEST, LATEST = 946_684_800.0, 4_102_444_800.0
"""Believable times: years 2000 to 2100 [Unix s]."""
AHEAD = 60.0
"""A source time may be ahead of its server's clock by this [s]: instruments with clocks of their own."""
JUMP = 86_400.0
"""A server's clock may be ahead of ours, or of its own course, by this [s]: more than any time zone."""
FASTEST = 3600.0
"""No plant's clock runs faster than this while nothing is heard of it [s/s]."""
CONFIRMED = 5.0
"""A clock that goes on for this long from where it jumped to was set there [wall s]."""


@dataclass(slots=True)
class ServerClock:
    """The course of one server's clock; times by the server's, by ours (wall) and by the monotonic clock [s]."""

    told: float = math.nan
    """Newest server time that was believed [Unix s]; NaN: any is."""
    told_at: float = -math.inf
    """When that was [monotonic s]."""
    claimed: float = math.nan
    """Server time beyond belief that came last [Unix s]."""
    claimed_since: float = math.inf
    """Since when only such come [monotonic s]."""

    def believes(self, server: float | None, wall: float, now: float) -> bool:
        """Whether this server time can be the server's; hears every one, in the order in which they come."""
        if server is None or not EARLIEST <= server <= LATEST:
            return False
        course = self.told + FASTEST * max(now - self.told_at, 0.0)
        if math.isnan(self.told) or server <= max(wall, course) + JUMP:
            self.told, self.told_at, self.claimed = server, now, math.nan
            return True
        if not abs(server - self.claimed) <= JUMP:
            self.claimed_since = now
        self.claimed = server
        if now - self.claimed_since < CONFIRMED:
            return False
        self.told, self.told_at, self.claimed = server, now, math.nan
        return True


def believable_time(source: float | None, server: float | None, received: float) -> tuple[float, str]:
    """Source time of a sample, or the next best time and the reason to doubt it [Unix s].

    `server` is a server time that is believed, None where there is none: our own clock bounds the source time then.
    """
    bound = received if server is None else server
    if source is not None and EARLIEST <= source <= min(bound + AHEAD, LATEST):
        return source, ""
    doubt = "no source time" if source is None else "the source time is not believable"
    return (received, f"{doubt}: receive time used") if server is None else (server, f"{doubt}: server time used")
