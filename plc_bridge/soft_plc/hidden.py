"""What the twin does not know of the soft plant: parameters that differ from the design, and how they wander.

Lives here: `Hidden`, every such parameter by a plain name, its draw from the seed, its walk, its value now.
Lives elsewhere: which parameters, how far and why (hidden.csv); other effects (.weather, .mixing, .lots).

A parameter is base + walk. The base is drawn once, evenly within +-spread of the design's value. A leak, of which no
design has any, is never negative and never quite absent: it is drawn log-normally, with the median `spread` and the
scatter LEAKINESS. The walk is an Ornstein-Uhlenbeck process with the standard deviation of column `walk` and a memory
of MEMORY, stepped each minute.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np

from twin.errors import DesignError
from twin.plant import Plant
from twin.vessel_rows import letter

NORMAL = NormalDist()
MEMORY = 24.0 * 3600.0
"""Time after which a walk has forgotten where it was [s]."""
LEAKINESS = 0.7
"""Standard deviation of a leak's logarithm: one plant in ten leaks 2.5 times the median; estimated."""
SCATTER = 0.03
"""Standard deviation of the elements' membrane resistance over its mean [-]; estimated from membrane data sheets."""


@dataclass(slots=True)
class Parameter:
    """One hidden parameter of a running plant, SI."""

    row: Any
    """Nameplate row in the line."""
    field: str
    low: float
    high: float
    walk_size: float
    base: float
    walk: float = 0.0
    swing: float = 0.0
    """What the time of day adds."""

    def apply(self) -> float:
        """Put the present value into the line, within its limits."""
        value = min(max(self.base + self.walk + self.swing, self.low), self.high)
        setattr(self.row, self.field, value)
        return value

    def step(self, seconds: float, random: np.random.Generator) -> None:
        """Wander on for a time [s], exactly whatever its length."""
        if self.walk_size:
            kept = math.exp(-seconds / MEMORY)
            self.walk = kept * self.walk + self.walk_size * math.sqrt(1.0 - kept * kept) * random.standard_normal()


class Hidden:
    """All hidden parameters of one plant."""

    def __init__(self, plant: Plant, random: np.random.Generator) -> None:
        self.random = random
        self.parameters: dict[str, Parameter] = {}
        for row in _table():
            self._add(plant, row)
        cells = plant.line.electrolysis.units
        count = int(plant.design.electrolysis.elements)
        self.scatter = [(SCATTER * cell.membrane * random.standard_normal(count)).tolist() for cell in cells]
        """Resistance of each element above its electrolyser's mean [ohm m2]."""
        self._section = plant.line.electrolysis
        self._build_elements()

    def _build_elements(self) -> None:
        """Every element as it was built: its own resistance above the mean."""
        for unit, own in zip(self._section.units, self.scatter, strict=True):
            for n, resistance in enumerate(own):
                self._section.spots[unit.first + n].resistance = resistance - sum(own) / len(own)

    def _add(self, plant: Plant, row: Mapping[str, str]) -> None:
        section = getattr(plant.line, row["block"])
        units = section.trains if row["block"] == "purification" else section.units
        for k, unit in enumerate(units):
            if row["row"] != "{A}" and k != int(row["row"]):
                continue
            base = _base(row, float(getattr(unit, row["field"])), self.random.uniform(-1.0, 1.0))
            low, high = float(row["low"]), float(row["high"])
            name = row["name"].replace("{A}", letter(k))
            made = Parameter(unit, row["field"], low, high, float(row["walk"]), min(max(base, low), high))
            self.parameters[name] = made
            made.apply()

    def step(self, seconds: float) -> None:
        """Let everything wander for a time [s]."""
        for parameter in self.parameters.values():
            parameter.step(seconds, self.random)
            parameter.apply()

    def find(self, name: str) -> Parameter:
        """The parameter of this name; DesignError names near ones."""
        if name not in self.parameters:
            near = get_close_matches(name, self.parameters, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(self.parameters)}."
            raise DesignError(f"the soft plant has no hidden parameter '{name}'. {hint}")
        return self.parameters[name]

    def values(self) -> dict[str, float]:
        """Every parameter as it is now [SI]."""
        return {name: float(getattr(one.row, one.field)) for name, one in self.parameters.items()}

    def as_data(self) -> dict[str, Any]:
        """For the state file."""
        return {
            "scatter": self.scatter, "random": self.random.bit_generator.state,
            "parameters": {name: [one.base, one.walk, one.swing] for name, one in self.parameters.items()},
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a state file."""
        self.random.bit_generator.state = data["random"]
        self.scatter = [[float(one) for one in row] for row in data["scatter"]]
        self._build_elements()
        for name, (base, walk, swing) in data["parameters"].items():
            parameter = self.find(name)
            parameter.base, parameter.walk, parameter.swing = float(base), float(walk), float(swing)
            parameter.apply()


def _base(row: Mapping[str, str], nominal: float, chance: float) -> float:
    """A parameter's base from a chance that lies evenly between -1 and 1."""
    spread = float(row["spread"])
    if row["kind"] == "leak":
        return nominal + spread * math.exp(LEAKINESS * NORMAL.inv_cdf(max(0.5 + 0.5 * chance, 1e-12)))
    return nominal + (spread if row["kind"] == "absolute" else spread * nominal) * chance


def parameter_names(electrolysers: int) -> tuple[str, ...]:
    """Names of all hidden parameters of a plant."""
    return tuple(
        row["name"].replace("{A}", letter(k))
        for row in _table()
        for k in range(electrolysers if row["row"] == "{A}" else 1)
    )


def _table() -> list[dict[str, str]]:
    text = files("plc_bridge").joinpath("soft_plc", "hidden.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
