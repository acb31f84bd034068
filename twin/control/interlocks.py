"""Interlocks: armed, delayed, acting, and armed again once the cause is well gone.

Lives here: the procedure of one row of the cause-and-effect list, and `WATCHED`, which rows act in the twin, on what,
by which signal, and how far the cause must go back.
Lives elsewhere: trip values and delays (the design's interlocks), what a cause stops (.permits).

Rows that act elsewhere: I-01, I-22 (flame, grid: procedures of burner and grid), I-05 (cooling water), I-06 (tail
fan), I-21 (instrument air), I-78 (hypochlorite swap), I-101 and I-102 (ion exchange), I-107 (centrifuge fault).
Header pressures, I-10 to I-15, act in the soft PLC's scan. I-28 and its like watch the mean of the elements.
Not built yet, because their cause is no state of the line so far: I-02 to I-04, I-07 to I-09, I-16 to I-20, I-23 to
I-26, I-29 to I-31, I-35, I-36, I-67, I-77, I-79, I-80, I-82, I-84 to I-88, I-90, I-93, I-94, I-96 to I-100, I-103,
I-104, I-109, I-111 to I-113, and of B and C the rows that those of A answer to (14 and 28 further).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from twin.control.permits import Permits
from twin.engine.procedure import Phase, Steps
from twin.engine.rows import Signal
from twin.schedule import Scheduled

CUT = 0.35
"""Load that a load cut leaves [-] (cause-and-effect list: 35 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A row of the list as the twin acts on it."""

    block: str
    row: str
    field: str
    """Signal: block, row (a vessel, or empty for the only one) and field."""
    stops: Sequence[str]
    """Points it stops, and `load` where it cuts the load."""
    back: float
    """How far the signal must go back before it is armed again [unit of the signal]."""
    share: float = 0.0
    """Load that it leaves [-]."""
    factor: float = 1.0
    """From the unit of the list to that of the signal."""
    value: float | None = None
    """Trip value, where the list gives it in a quantity that the twin has no signal of [unit of the signal]."""
    sense: str = ""
    """`>` or `<`, where that quantity goes the other way."""
    of: str = ""
    """Row whose delay it shares; empty: its own."""
    delay: float | None = None
    """Where the list has no such row [s]: what every plant has, a full tank that stops what fills it."""


def level(tank: str, *stops: str, back: float = 0.05, share: float = 0.0, **more: Any) -> Watch:
    """A row on the level of a tank."""
    return Watch(block="vessels", row=tank, field="level", stops=stops, back=back, share=share, **more)


def only(block: str, field: str, *stops: str, back: float, **more: Any) -> Watch:
    """A row on a signal of the only unit of its kind."""
    return Watch(block=block, row="", field=field, stops=stops, back=back, **more)


FEED: Final = ("loop WIC-102", "loop LIC-461")
"""Solids, with them the recycled brine, and loop water."""
WATCHED: Final[Mapping[str, Watch]] = {
    "I-69": level("T-601", "load", share=CUT, back=0.1),
    "I-70": level("T-601", "load", share=CUT),
    "I-70 off": level("T-601", "load", value=0.99, sense=">", of="I-70"),
    "I-71": level("T-203", "load", share=CUT, back=0.1),
    "I-72": level("T-203", "load"),
    "I-73": level("T-603", "load", share=CUT, back=0.08),
    "I-73 off": level("T-603", "load", value=0.04, sense="<", of="I-73"),
    "I-74": level("T-401", "load", share=CUT, back=0.1),
    "I-74 off": level("T-401", "load", value=0.98, sense=">", of="I-74"),
    "I-75": only("burners", "strength", "load", share=CUT, back=0.02),
    "I-75 off": only("burners", "strength", "load", back=0.02, value=0.004, sense="<", of="I-75"),
    "I-76": Watch(block="vessels", row="T-801", field="temperature", stops=("load",), share=CUT, back=5.0),
    "I-81": level("T-501", "burner"),
    "I-83": Watch(block="vessels", row="R-402", field="temperature", stops=("side stream",), back=5.0),
    "I-89": only("dissolvers", "alkalinity_first", "dissolver acid", back=40.0, value=-50.0, sense="<"),
    "I-91": level("R-101A", *FEED),
    "I-92": only("dissolvers", "alkalinity_second", "trim", back=40.0, value=-50.0, sense="<"),
    "I-95": level("T-201", *FEED),
    "I-105": level("T-202", "loop LIC-276"),
    "I-106": level("X-601", "mvr"),
    "I-108": Watch(block="vessels", row="H-604", field="mass", stops=("centrifuge",), back=300.0),
    "I-110": only("crystallisers", "silo", "dryer", back=5000.0),
    "T-402 full": level("T-402", "loop LIC-450", value=0.92, sense=">", delay=30.0),
    "X-601 full": level("X-601", "loop LIC-650", value=0.92, sense=">", delay=30.0),
}  # fmt: skip
"""Rows of the plant. A pH below which acid stops is free acid here, and more of it than pH 2 has: the twin's acid trim
works off a deviation in a quarter of an hour, the plant's in minutes, so only a runaway counts. The `off` rows end
what their row limits, before a tank runs over or empty (I-70 says so for T-601; I-01 for the lye)."""


def of_electrolyser(letter: str, k: int, *, elements: float) -> Mapping[str, Watch]:
    """Rows of one electrolyser [number from 0]."""
    anolyte, first = f"E-301{letter}-anolyte", 25 + 14 * k
    off = (f"electrolyser {letter}",)
    return {
        f"I-{first + 2}": Watch(block="vessels", row=anolyte, field="temperature", stops=off, back=5.0),
        f"I-{first + 3}": Watch(
            block="electrolysers", row=str(k), field="voltage", stops=off, back=5.0, factor=elements
        ),
        f"I-{first + 7}": Watch(block="electrolysers", row=str(k), field="current", stops=off, back=1000.0),
        f"I-{first + 8}": level(anolyte, *off),
        f"I-{first + 9}": level(anolyte, *off),
        f"I-{first + 12}": Watch(
            block="electrolysers", row=str(k), field="current", stops=(f"acid {letter}",), back=300.0
        ),
        f"I-{first + 13}": Watch(
            block="vessels", row=anolyte, field="density", stops=(f"load {letter}",), share=CUT, back=8.0
        ),
        f"I-68 {letter}": level(f"E-301{letter}-catholyte", *off, of="I-68"),
    }


class Interlock(Scheduled):
    """One row: armed until its cause lasts longer than its delay, then it acts until the cause is well gone.

    signal  what it watches; trip, back  where it acts and where it is armed again; sense  `>` or `<`; delay [s]
    """

    shows = {"armed": 0, "delayed": 0, "acting": 1}

    def __init__(
        self, *about: Any, permits: Permits, signal: Signal, trip: float, back: float, sense: str, delay: float,
        share: float, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*about, **more)
        self.permits, self.signal, self.delay, self.share = permits, signal, delay, share
        self.trip, self.back, self.above = trip, back, sense == ">"

    def begin(self) -> Phase:
        return self.armed

    def past(self, value: float) -> Any:
        """Wait for the cause."""
        return self.when(self.signal, above=value) if self.above else self.when(self.signal, below=value)

    def gone(self, value: float) -> Any:
        """Wait for its end."""
        return self.when(self.signal, below=value) if self.above else self.when(self.signal, above=value)

    def armed(self) -> Steps:
        self.permits.clear(self.name)
        yield self.past(self.trip)
        return self.delayed

    def delayed(self) -> Steps:
        self.permits.clear(self.name)
        lasted = self.hold(seconds=self.delay)
        came = yield self.first_of(lasted, self.gone(self.back))
        return self.acting if came is lasted else self.armed

    def acting(self) -> Steps:
        self.permits.act(self.name, share=self.share)
        self.count("interlock")
        yield self.gone(self.back)
        return self.armed
