"""Lots of lithium carbonate: each has its own analysis, and the next one is fed when 24 t are gone.

Lives here: the analysis of a lot, drawn from the seed, and which lot is fed.
Lives elsewhere: what a lot does to the line (twin.dissolution). The twin has the flowsheet's one lot until the
laboratory tells.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from twin.plant import Plant

LOT = 24_000.0
"""A truck [kg]."""
SPREAD = {"na2co3": 0.15, "caco3": 0.20, "mgco3": 0.20, "li2so4": 0.20, "ins": 0.25, "h2o": 0.15, "d50": 0.25}
"""Standard deviation of the logarithm from lot to lot [-] (data book section 4: technical grade of one supplier)."""


class Lots:
    """What is being fed."""

    def __init__(self, plant: Plant, random: np.random.Generator) -> None:
        self.plant, self.random = plant, random
        row = plant.line.dissolution.lots[0]
        self.nominal = {name: float(getattr(row, name)) for name in SPREAD}
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
        drawn = {name: self.nominal[name] * math.exp(size * float(self.random.standard_normal()))
                 for name, size in SPREAD.items()}  # fmt: skip
        drawn["li2co3"] = 1.0 - sum(share for name, share in drawn.items() if name != "d50")
        return drawn

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
