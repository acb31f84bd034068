"""Lots of lithium carbonate: each has its own analysis, and the next one is fed when 24 t are gone.

Lives here: the analysis of a lot, drawn from the seed, and which lot is fed.
Lives elsewhere: what a lot does to the line (twin.dissolution). The twin has the flowsheet's one lot until the
laboratory tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from twin.dissolution.lots import drawn
from twin.feed_rows import fed_analysis
from twin.plant import Plant

LOT = 24_000.0
"""A truck [kg]."""
VARIATION = 0.2
"""Least standard deviation of an impurity from lot to lot, over its mean [-]: technical grade of one supplier,
estimated; recycled 0.2-0.5 (data book section 11)."""


class Lots:
    """What is being fed."""

    def __init__(self, plant: Plant, random: np.random.Generator) -> None:
        self.plant, self.random = plant, random
        row = plant.line.dissolution.lots[0]
        self.mean = fed_analysis(plant.design) | {"d50": float(row.d50)}
        self.variation = max(plant.design.feed.lot_variation, VARIATION)
        self.number, self.left = 1, LOT * float(random.uniform(0.2, 1.0))
        self.analysis = self._drawn()
        self.apply()

    def step(self, seconds: float) -> None:
        """Feed for a time [s]; the next lot begins when this one is gone."""
        self.left -= seconds * float(self.plant.line.dissolution.seen[0].feed)
        if self.left <= 0.0:
            self.number, self.left = self.number + 1, self.left + LOT
            self.analysis = self._drawn()
        self.apply()

    def _drawn(self) -> dict[str, float]:
        return drawn(self.mean, self.variation, lambda: float(self.random.standard_normal()))

    def apply(self) -> None:
        """Put the analysis into the line."""
        row = self.plant.line.dissolution.lots[0]
        for name, value in self.analysis.items():
            setattr(row, name, value)

    def as_data(self) -> dict[str, Any]:
        """For the state file."""
        return {"number": self.number, "left": self.left, "analysis": self.analysis}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a state file."""
        self.number, self.left = int(data["number"]), float(data["left"])
        self.analysis = {name: float(value) for name, value in data["analysis"].items()}
        self.apply()
