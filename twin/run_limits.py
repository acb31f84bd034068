"""What a run has left its ranges by: full and empty vessels, water that the brine loop had too much.

Lives here: the watch over a run, from stop to stop, and what is known at rest only.
Lives elsewhere: ranges that the present state leaves (twin.limits), the stops (dashboards.verbs.simulate).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin.kpi import Figure
from twin.limits import beyond_poisons
from twin.steady import find_steady
from twin.vessel_rows import SOLIDS

if TYPE_CHECKING:
    from twin.design import Design
    from twin.plant import Plant

FULL, DRY = 1.0, 0.02
"""Level above which a vessel runs over, and below which its pump runs dry [-]."""
LONG = 3600.0
"""Time in all after which it is told [s]."""
SURPLUS = 1.0
"""Surplus of loop water that is none [kg/h]."""


class RunLimits:
    """Counts how long vessels stand full and dry, as seen at every stop of a run; it only reads."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.since = plant, plant.time
        self.full: dict[str, float] = {}
        self.dry: dict[str, float] = {}
        """Vessel -> time in all [s]."""
        self.rows = [(name, row) for name, row in plant.builder.at.items() if name not in SOLIDS]

    def note(self) -> None:
        """The levels of this moment stand for the time since the last stop."""
        passed, self.since = self.plant.time - self.since, self.plant.time
        for name, row in self.rows:
            level = float(self.plant.line.vessels.seen[row].level)
            if not DRY <= level <= FULL:
                where = self.full if level > FULL else self.dry
                where[name] = where.get(name, 0.0) + passed

    def exceeded(self, loop_water: Figure) -> list[str]:
        """Sentences about the run, with its mean make-up of the brine loop [kg/h]."""
        return [*self._levels(), *_surplus(loop_water)]

    def _levels(self) -> Iterator[str]:
        for name, seconds in self.full.items():
            if seconds > LONG:
                yield f"over the run: {name} stood above 100 % level for {seconds / 3600.0:.0f} h in all."
        for name, seconds in self.dry.items():
            if seconds > LONG:
                yield f"over the run: {name} stood dry, below {DRY:.0%} level, for {seconds / 3600.0:.0f} h in all."


def _surplus(loop_water: Figure) -> Iterator[str]:
    if loop_water.value is not None and loop_water.value < -SURPLUS:
        yield (
            f"over the run: brine loop water surplus {-loop_water.value:.0f} kg/h in the mean: this line has no "
            "evaporator; one would have to take it."
        )


def known_at_rest(design: Design) -> list[str]:
    """What a plant with its crew exceeds and only its rest can tell: poisons in polished brine."""
    return [f"at rest: {text}" for text in beyond_poisons(find_steady(design).plant)]
