"""Times of the day: when something is open, how long until it opens or shuts, how long a sample takes.

Lives here: the clock face, as functions of the time since a midnight [s].
Lives elsewhere: the hours themselves (twin.staff_nameplate), who keeps to them (procedures).
"""

from __future__ import annotations

from typing import Final

from twin.staff_nameplate import Calendar

DAY: Final = 86400.0
NIGHT: Final = 3.0 * 3600.0
"""Time of the day at which every plant has its night shift [s]."""


def is_open(now: float, first: float, last: float) -> bool:
    """Whether it is open now; hours may pass midnight, and equal ends mean day and night.

    >>> is_open(3 * 3600.0, 22 * 3600.0, 6 * 3600.0), is_open(22 * 3600.0, 6 * 3600.0, 22 * 3600.0)
    (True, False)
    """
    return (now - first) % DAY < length(first, last)


def length(first: float, last: float) -> float:
    """Hours of a day in which it is open [s].

    >>> length(0.0, DAY), length(22 * 3600.0, 6 * 3600.0) / 3600.0
    (86400.0, 8.0)
    """
    return (last - first) % DAY or DAY


def until_open(now: float, first: float, last: float) -> float:
    """Time until it opens [s]; 0 while it is open.

    >>> until_open(23 * 3600.0, 6 * 3600.0, 22 * 3600.0) / 3600.0
    7.0
    """
    return 0.0 if is_open(now, first, last) else (first - now) % DAY


def until_shut(now: float, first: float, last: float) -> float:
    """Time until it shuts [s]; 0 while it is shut."""
    return max(length(first, last) - (now - first) % DAY, 0.0)


def laboratory_delay(now: float, work: float, calendar: Calendar) -> float:
    """Time from a sample to its result [s], for a sample that takes `work` [s] when the laboratory is fully staffed.

    Outside its hours somebody of the shift runs the sample and takes longer, or, with a laboratory by day only, nobody
    does and the work stands still.
    """
    first, last = calendar.lab_from, calendar.lab_to
    if not calendar.lab_day_only:
        return work if is_open(now, first, last) else calendar.lab_night * work
    rest, each = until_shut(now, first, last), length(first, last)
    if work <= rest:
        return work
    whole_days, left = divmod(work - rest, each)
    return (first - now) % DAY + whole_days * DAY + left


def next_shift(now: float, first: float, shift: float) -> float:
    """Time until the next shift begins [s]."""
    return shift - (now - first) % shift


def is_night_shift(now: float, first: float, shift: float) -> bool:
    """Whether the present shift works at three in the morning.

    >>> [is_night_shift(hour * 3600.0, 6 * 3600.0, 8 * 3600.0) for hour in (1, 7, 15, 23)]
    [True, False, False, True]
    """
    began = now - (now - first) % shift
    return (NIGHT - began) % DAY < shift
