"""Spare parts: on the shelf or on order, as data.

Lives here: `Shelf`, the parts of one kind; what a repair waits for.
Lives elsewhere: how many there are and how long an order takes (twin.staff_nameplate), who needs one (procedures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twin.engine.draws import Draws
from twin.staff_nameplate import SparePlate


@dataclass
class Part:
    """Command: a place on a shelf."""

    there: float
    """Time from which on its part is there [s]."""


class Shelf:
    """Places of one kind of part; what is taken is ordered at once, and its place waits for the delivery."""

    def __init__(self, plate: SparePlate, places: Sequence[Part]) -> None:
        self.plate, self._places = plate, places

    def on_hand(self, now: float) -> int:
        """How many parts lie there [-]."""
        return sum(place.there <= now for place in self._places)

    def wait(self, draws: Draws, now: float) -> float:
        """Take a part, if the repair needs one, and order another. Returns the time until it is at hand [s].

        Who finds an empty shelf waits for the delivery that comes first; without a shelf, for one's own order.
        """
        if draws.uniform() >= self.plate.share:
            return 0.0
        p10, median, p90 = self.plate.lead
        lead = max(draws.lognormal(p10=p10, median=median, p90=p90), 0.0)
        if not self._places:
            return lead
        first = min(self._places, key=lambda place: float(place.there))
        wait = max(float(first.there) - now, 0.0)
        first.there = now + lead
        return min(wait, lead)
