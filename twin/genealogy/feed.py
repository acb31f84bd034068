"""Lots of lithium carbonate on their way from the truck to the dissolvers.

Lives here: the warehouse in order of arrival, silo H-100 as a plug with a little mixing (vessel list).
Lives elsewhere: what becomes of the lithium (.mixing), trucks and bag cutting (twin.dissolution.procedure).
"""

from __future__ import annotations

from collections import deque

LOAD = 24e3
"""A lot: a truck [kg]."""
MIXING = 0.2
"""Share of what leaves the silo that is a mixture of all it holds [-] (vessel list: plug of lots, 20 % mixing)."""
CRUMB = 1e-6
"""Carbonate below which a parcel is gone [kg]."""


class CarbonateLots:
    """Which lots are fed: names by number; the first is what the silo holds at the start.

    held  carbonate in the silo at the start; load  of a lot [kg]
    """

    AT_START = "in H-100 at the start"

    def __init__(self, held: float, load: float = LOAD) -> None:
        self.silo: deque[list[float]] = deque([[0.0, held]] if held > CRUMB else [])
        self.load = load
        self.number, self.left = 1, load

    def name(self, number: int) -> str:
        """What a lot is called."""
        return f"Li2CO3 lot {number}" if number else self.AT_START

    def cut(self, mass: float) -> None:
        """So much carbonate [kg] into the silo, from the oldest truck."""
        while mass > CRUMB:
            part = min(mass, self.left)
            if self.silo and self.silo[-1][0] == self.number:
                self.silo[-1][1] += part
            else:
                self.silo.append([float(self.number), part])
            mass, self.left = mass - part, self.left - part
            if self.left <= CRUMB:
                self.number, self.left = self.number + 1, self.load

    def take(self, mass: float) -> dict[int, float]:
        """So much carbonate [kg] out of the silo: lot -> mass. What it has not got comes from the oldest truck."""
        held = sum(parcel[1] for parcel in self.silo)
        if mass > held:
            self.cut(mass - held)
            held = mass
        found: dict[int, float] = {}
        if held > CRUMB:
            self._skim(MIXING * mass / held, found)
        rest = mass - sum(found.values())
        while rest > CRUMB and self.silo:
            first = self.silo[0]
            part = min(first[1], rest)
            found[int(first[0])] = found.get(int(first[0]), 0.0) + part
            first[1] -= part
            rest -= part
            self._drop_crumbs()
        return found

    def _skim(self, share: float, found: dict[int, float]) -> None:
        for parcel in self.silo:
            part = share * parcel[1]
            parcel[1] -= part
            found[int(parcel[0])] = found.get(int(parcel[0]), 0.0) + part
        self._drop_crumbs()

    def _drop_crumbs(self) -> None:
        while self.silo and self.silo[0][1] <= CRUMB:
            self.silo.popleft()


class TaggedLots:
    """The lot that the plant's own tag names (XI-152): what is fed is of that lot and of no other.

    number  of the lot; 0: not known
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def name(self, number: int) -> str:
        """What a lot is called."""
        return f"Li2CO3 lot {number}" if number else "Li2CO3 of no known lot"

    def cut(self, mass: float) -> None:
        """The tag counts at the dissolvers: what happens in the silo before is in it."""

    def take(self, mass: float) -> dict[int, float]:
        """So much carbonate [kg] into the dissolvers."""
        return {self.number: mass} if mass > CRUMB else {}
