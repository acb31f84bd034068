"""How long things take and how often they fail: the design's schedule, drawn; and what procedures have done, counted.

Lives here: `Scheduled`, the procedure that the sections' procedures are made from.
Lives elsewhere: phases and waits (twin.engine.procedure), the rows of the schedule (twin.plant_nameplate).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Final

from twin.engine.draws import Draws
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure
from twin.errors import DesignError
from twin.hours import laboratory_delay
from twin.plant_nameplate import DurationPlate
from twin.staff_nameplate import Calendar, Practice

KINDS: Final = (
    "batch", "regeneration", "filter_wash", "trip", "repair", "lot", "delivery", "press_drop", "tank_swap", "wash_out",
    "outage", "interlock", "calibration",
)  # fmt: skip
"""Kinds of event that are counted."""
PLANNED: Final = ("turnaround", "re_membrane", "resin_change", "spare_awaited")
"""Kinds that happen once a year or less: they are told of a run in which they happened."""
IDLE: Final[Mapping[str, str]] = {
    "precipitation": "residence follows from the volumes of R-201 and R-202 and the flow",
    "ix_service": "a result: how long a column lasts follows from resin, hardness and flow",
    "anode_recoat": "done within every second re-membraning, anodes and cathodes together",
}
"""Rows of the schedule that nothing in the line waits for, and why. All others act."""
LATEST: Final = 2.0
"""Delay at which another truck comes instead, over the ninth decile of the delay [-]: drawn ones have no end."""
Schedule = Mapping[str, DurationPlate]
"""The items of a design's schedule by key."""


class Scheduled(Procedure):
    """A procedure whose durations are in the design, and that counts what it has done."""

    shows: ClassVar[Mapping[str, int]] = {}
    """Phase name -> number that the PLC's mode tag shows meanwhile."""

    def __init__(
        self, env: HybridEnvironment, name: str, *, seed: int, rank: int, schedule: Schedule, calendar: Calendar,
        practice: Practice,
    ) -> None:  # fmt: skip
        super().__init__(env, name, seed=seed, rank=rank)
        self.schedule, self.calendar, self.practice = schedule, calendar, practice

    def __init_subclass__(cls) -> None:
        """`modes` follows from `shows`: of several phases under one number the first is followed."""
        super().__init_subclass__()
        modes: dict[int, str] = {}
        for phase, number in cls.shows.items():
            modes.setdefault(number, phase)
        if modes:
            cls.modes = modes

    def count(self, kind: str) -> None:
        """One more event of a kind; it stays in the snapshot."""
        self.memory[kind] = self.memory.get(kind, 0.0) + 1.0

    def lasts(self, key: str) -> float:
        """A duration, delay or time to the next failure [s]."""
        return drawn(self.schedule[key], self.draws)

    def repair(self, key: str) -> float:
        """A repair or restart after a failure [s]: lognormal through its three deciles."""
        plate = self.schedule[key]
        if plate.repair is None:
            raise DesignError(f"schedule.{key} has no repair time. Give it one, such as `repair: [1 h, 2 h, 8 h]`.")
        return max(self.draws.lognormal(p10=plate.repair[0], median=plate.repair[1], p90=plate.repair[2]), 0.0)

    def laboratory(self, key: str) -> float:
        """Time until the laboratory has the result of a sample given in now [s]."""
        return laboratory_delay(self.env.now, self.lasts(key), self.calendar)

    def until(self, key: str) -> float:
        """Seconds from now to an absolute time that is kept in the memory [s]."""
        return max(self.memory[key] - self.env.now, 0.0)


def drawn(plate: DurationPlate, draws: Draws) -> float:
    """A number of a distribution of the schedule [SI]; a yearly frequency gives the time to the next event.

    Every law but that of failures has the row's three deciles. A truck that is very late is replaced by another.
    """
    low, middle, high = plate.p10, plate.median, plate.p90
    if middle is None:
        raise DesignError(f"schedule.{plate.name} has no median. Give it one.")
    if plate.distribution in ("exponential", "poisson"):
        return draws.exponential(middle if plate.distribution == "exponential" else 1.0 / middle)
    if plate.distribution == "weibull":
        return draws.weibull(scale=weibull_scale(plate), shape=plate.shape or 1.0)
    if low is None or high is None or plate.distribution in ("fixed", "rate"):
        return middle
    if plate.distribution in ("triangular", "calendar"):
        return max(draws.triangular(p10=low, median=middle, p90=high), 0.0)
    found = draws.lognormal(p10=low, median=middle, p90=high)
    return min(found, LATEST * high) if plate.distribution == "schedule" else max(found, 0.0)


def weibull_scale(plate: DurationPlate) -> float:
    """Time by which 63 % have failed [s], from the median.

    >>> plate = DurationPlate(name="x", item="", kind="", distribution="weibull", median=1.0, shape=1.0)
    >>> round(weibull_scale(plate), 4)
    1.4427
    """
    return float((plate.median or 0.0) / math.log(2.0) ** (1.0 / (plate.shape or 1.0)))


def next_of_many(plate: DurationPlate, draws: Draws, *, age: float, number: float) -> float:
    """Time to the next failure among several parts of one age [s], each replaced by one as old (minimal repair).

    Power-law process: the cumulated hazard number (t / scale)^shape grows by an exponential number.
    """
    scale, shape = weibull_scale(plate), plate.shape or 1.0
    hazard = number * (age / scale) ** shape + draws.exponential(1.0)
    return float(scale * (hazard / number) ** (1.0 / shape) - age)
