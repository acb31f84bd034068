"""Tanks that do not mix ideally: beside the stirred part stands a dead zone that exchanges liquid with it slowly.

Lives here: the dead zones of T-203 and T-601, which the twin does not have.
Lives elsewhere: the stirred parts (twin.matter.vessels). What is exchanged has equal mass both ways: no level moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from twin.matter.components import LIQUID, MOLAR_MASS
from twin.plant import Plant

ZONES = {"T-203": 0.15, "T-601": 0.15}
"""Dead share of the normal content [-]; estimated (jet-mixed tanks without agitator: 10 to 25 %)."""
TURNOVER = 6.0 * 3600.0
"""Time in which a dead zone is replaced [s]; estimated."""
MASSES = np.append(MOLAR_MASS[:LIQUID], 0.0)


class DeadZones:
    """The dead zones of one plant, filled like their tanks at first."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        at = plant.builder.at
        self.held = {name: share * plant.line.vessels.now[at[name]].copy() for name, share in ZONES.items()}

    def step(self, seconds: float) -> None:
        """Exchange liquid for a time [s]."""
        for name, zone in self.held.items():
            tank = self.plant.line.vessels.now[self.plant.builder.at[name]]
            mass, inside = float(zone @ MASSES), float(tank @ MASSES)
            moved = min(mass * seconds / TURNOVER, 0.5 * inside, 0.5 * mass)
            if moved <= 0.0:
                continue
            gain = moved * (tank / inside - zone / mass)
            np.add(zone, gain, out=zone)
            np.subtract(tank, gain, out=tank)

    def as_data(self) -> dict[str, Any]:
        """For the state file."""
        return {name: zone.tolist() for name, zone in self.held.items()}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a state file."""
        self.held = {name: np.array(data[name], float).reshape(zone.shape) for name, zone in self.held.items()}
