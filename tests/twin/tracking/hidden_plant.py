"""A plant with hidden parameters behind noisy instruments: what tracking is tried on.

Lives here, in the tests, because the twin itself knows no instruments of a PLC.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.points import read_points
from plc_bridge.tag_map import reference_tag_map
from twin.design import Design
from twin.instruments.instrumentation import Instrumentation
from twin.plant import Plant, Staff, nobody
from twin.signals import Reading
from twin.tracking.inputs import Load, column, run_along

EPOCH = 1_800_000_000.0


@dataclass(frozen=True)
class Scatter:
    """How far a plant is from its design, as standard deviations."""

    efficiency: float = 0.008
    relative: float = 0.03
    water: float = 0.01
    oxygen: float = 0.1
    bias: float = 0.002
    """Share of the value by which each flow meter lies."""


class HiddenPlant:
    """Runs, is read, can be hurt; the twin never sees its parameters."""

    def __init__(self, design: Design, seed: int, *, staff: Staff = nobody, scatter: Scatter | None = None) -> None:
        self.random, scatter = np.random.default_rng((77, seed)), scatter or Scatter()
        settled = Plant(design)
        self._hide(settled, scatter)
        settled.run_hours(24 * 20)
        self.plant = Plant(design, seed=10_000 + seed, staff=staff)
        self.plant.memory.used("state")[:] = settled.memory.used("state")
        for rows in ("units",):
            getattr(self.plant.line.electrolysis, rows)[:] = getattr(settled.line.electrolysis, rows)
        self.plant.refresh()
        tag_map = reference_tag_map()
        self._rows = {row.tag: row for row in tag_map.rows}
        self.instruments, self.truth = Instruments(read_points(tag_map), seed), Instrumentation(self.plant)
        flows = [row.feeds for row in tag_map.rows if row.feeds.endswith("flow")]
        self._bias = dict(zip(flows, 1.0 + scatter.bias * self.random.standard_normal(len(flows)), strict=True))
        self.load, self.share = Load(self.plant), 1.0

    def _hide(self, plant: Plant, scatter: Scatter) -> None:
        units, draw = plant.line.electrolysis.units, self.random.standard_normal
        count = len(units)
        column(units, "efficiency")[:] += scatter.efficiency * draw(count)
        for name in ("membrane", "water_drag"):
            column(units, name)[:] *= 1.0 + scatter.relative * draw(count)
        for name in ("anolyte_water", "catholyte_water"):
            column(units, name)[:] *= 1.0 + scatter.water * draw()
        column(units, "oxygen")[:] *= 1.0 + scatter.oxygen * draw()

    @property
    def time(self) -> float:
        """Unix s."""
        return EPOCH + self.plant.time

    def run(self, seconds: float = 60.0) -> None:
        """Let the plant run [s]."""
        self.plant.run(self.plant.time + seconds)

    def ask_load(self, share: float) -> None:
        """Another load; without a crew the currents ramp in a quarter of an hour."""
        self.share = share
        self.load.ask(self.plant, share)
        if not self.plant.procedures:
            for _ in range(15):
                step = [share * full for full in self.load.full]
                run_along(self.plant, self.plant.time + 60.0, step)
        else:
            self.plant.refresh()

    def hurt(self, k: int, points: float) -> None:
        """An electrolyser loses current efficiency [-]."""
        column(self.plant.line.electrolysis.units, "efficiency")[k] -= points

    def readings(self) -> dict[str, Reading]:
        """What the PLC shows now, in SI, by signal."""
        true = self.truth.read()
        true["plant.load.set_point"] = self.share
        for name, factor in self._bias.items():
            if name in true:
                true[name] *= factor
        found = {}
        for tag, shown in self.instruments.read(true, self.time).items():
            row = self._rows[tag]
            time = self.time if shown.time is None else shown.time
            found[row.feeds] = Reading(row.feeds, row.to_si(shown.value), time, shown.quality)
        return found
