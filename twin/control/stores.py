"""Goods that procedures count: lye, hypochlorite, carbonate in the warehouse.

Lives here: `Store`, a stock as a command row, so that a snapshot carries it and several procedures share it.
Lives elsewhere: what flows into and out of the line continuously (silos and tanks of the sections).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Stock:
    """Command: what lies in a store."""

    held: float
    """[kg]"""
    capacity: float
    """[kg]"""


class Store:
    """A stock, and what may be done with it."""

    def __init__(self, row: Stock) -> None:
        self._row = row

    def has(self, mass: float) -> bool:
        """Whether there is as much as this [kg]."""
        return bool(self._row.held >= mass)

    def room_for(self, mass: float) -> bool:
        """Whether as much as this fits in [kg]."""
        return bool(self._row.held + mass <= self._row.capacity)

    def held(self) -> float:
        """What is there [kg]."""
        return float(self._row.held)

    def put(self, mass: float) -> None:
        """Add [kg]."""
        self._row.held += mass

    def take(self, mass: float) -> float:
        """Take as much as there is of this [kg]. Returns what was taken."""
        taken = min(mass, float(self._row.held))
        self._row.held -= taken
        return taken
