"""The ensemble: members that disagree, moved along with the plant and corrected by its measurements.

Lives here: first scatter, start from readings, a minute's step, hourly correction of slow parameters.
Lives elsewhere: the filter (.filter), what may move (.levers), what moves it (.measurements), what is taken as it is
(.inputs), figures of merit (.ledgers), the service's face (twin.tracker).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from twin.design import Design
from twin.instruments.instrumentation import Instrumentation
from twin.matter.brine_tables import brine_tables
from twin.plant import Plant, Staff, nobody
from twin.signals import Reading
from twin.tracking.copies import plants_as_data, rewind_all
from twin.tracking.filter import Analysis, Consistency, Floats, analyse, relaxed
from twin.tracking.inputs import (
    Change,
    Columns,
    Currents,
    Electrolysers,
    Load,
    Modes,
    SetPoints,
    follow,
    hold_held,
    run_along,
)
from twin.tracking.levers import Levers, parameters_of
from twin.tracking.measurements import Measurement, Panel, measurements, nearness
from twin.vessel_rows import letter

SETTLING = 20.0 * 86400.0
"""Time in which a new line comes to rest [s]."""
MINUTE, HOUR = 60.0, 3600.0
FIRST_LOOKS = 3
"""Corrections at the start, each with what the last one left of the first spread."""
RELAX = 0.5
"""Share of the lost spread that is given back each minute."""
DAMPING = 0.5
"""Share of an hourly correction that is made; the first one, after a quarter of an hour, is made whole."""
MEMORY = 60.0
"""Minutes over which surprise is judged."""
FEWEST = 3
"""Readings that an hourly mean needs."""
LONGEST_GAP = 120.0
"""Minutes without readings after which doubt grows no more."""
AT_LOAD = 0.2
"""Share of the design current below which an electrolyser says nothing about its slow parameters."""


class Ensemble:
    """Members of one design.

    members  at least 3; 30 or more for figures that mean something
    staff    who works on the line; the phases of their procedures are taken from mode tags
    """

    def __init__(self, design: Design, *, members: int, seed: int, staff: Staff = nobody) -> None:
        self.design, self.random = design, np.random.default_rng(seed)
        tables = brine_tables()
        self.plants = [Plant(design, seed=1000 * seed + k, staff=staff, tables=tables) for k in range(members)]
        self.open_loop = Plant(design, seed=seed, staff=staff, tables=tables)
        self.everyone = [*self.plants, self.open_loop]
        _settle(design, self.everyone)
        self.electrolysers = [Electrolysers(plant) for plant in self.everyone]
        """Of all members, and of the open loop."""
        self.levers = Levers(self.plants, parameters_of(self.plants[0]))
        table = measurements([letter(k) for k in range(design.electrolysis.electrolysers)])
        self.fast = [one for one in table if not one.slow]
        self.slow = SlowMeasurements([one for one in table if one.slow], self.levers)
        self.panel, self.near = Panel(one.signal for one in self.fast), nearness(self.fast, self.levers.names)
        self.deviation = np.array([one.deviation for one in self.fast])
        self.consistency = Consistency(self.near, memory=MEMORY)
        self.instruments = [Instrumentation(plant) for plant in self.plants]
        self.modes, self.columns = Modes(self.plants[0]), Columns(self.plants[0])
        self.currents, self.load = Currents(self.plants[0]), Load(self.plants[0])
        self.set_points = SetPoints(self.everyone)
        self._walks, self._held_back = self.levers.walks(), self.levers.slow()
        self.gated = np.zeros(len(self.fast), int)
        self.epoch = 0.0

    @property
    def time(self) -> float:
        """The members' time [Unix s]."""
        return self.plants[0].time + self.epoch

    def start(self, readings: Mapping[str, Reading], time: float) -> None:
        """Stand where readings show the plant: modes with their time spent, currents, contents."""
        self.epoch = time - self.plants[0].time
        now = self.plants[0].time
        for change in self._changes(readings, now, now):
            follow(self.everyone, change)
        for plant in self.everyone:
            hold_held(plant, self.modes.held)
        self._set_currents(readings)
        self._operators(readings)
        image = self.levers.read()
        self.levers.move(image, image + self._noise(self.levers.firsts()))
        self._refresh()
        for look in range(FIRST_LOOKS):
            self._correct(readings, gate=False, loosened=4.0 / 2.0**look)

    def step(self, readings: Mapping[str, Reading], time: float) -> Analysis:
        """A minute: run to a time [Unix s] with the plant's modes and currents, then be corrected by readings."""
        self._operators(readings)
        minutes = (time - self.time) / MINUTE
        self._run(readings, time - self.epoch)
        analysis = self._correct(readings, minutes=minutes)
        self.gated = np.where(np.isnan(analysis.distance) | analysis.used, 0, self.gated + 1)
        self.consistency.learn(analysis.distance)
        self._notice_slow(readings)
        return analysis

    def predicted(self, names: tuple[str, ...]) -> Floats:
        """What the members' instruments would read [signal, member]."""
        return np.array([one.array(names) for one in self.instruments]).T

    def efficiencies(self) -> Floats:
        """Present current efficiency [electrolyser, member]."""
        return np.array([units.efficiency for units in self.electrolysers[:-1]]).T

    def nominal_efficiencies(self) -> Floats:
        """Efficiency of each electrolyser at the reference strength and temperature, ageing taken off
        [electrolyser, member]: it does not move with the load."""
        found: Floats = np.array([units.new - units.loss for units in self.electrolysers[:-1]]).T
        return found

    @property
    def spread_ok(self) -> bool:
        """Whether surprises are as large as the spread promises: no more than a tenth of the measurements beyond it."""
        return bool(np.mean(self.consistency.scale >= 0.9 * Consistency.MOST) < 0.1)

    def as_data(self) -> dict[str, Any]:
        """All that a copy needs to go on, bit for bit, as arrays and plain values."""
        return {
            "epoch": self.epoch, "random": self.random.bit_generator.state, "plants": plants_as_data(self.everyone),
            "parameters": self.levers.values(), "panel": self.panel.as_data(), "slow": self.slow.as_data(),
            "scale": self.consistency.scale.copy(), "modes": self.modes.as_data(), "columns": self.columns.as_data(),
            "load": self.load.share, "gated": self.gated.copy(),
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from what `as_data` gave, of an ensemble of the same design, members and staff."""
        self.epoch, self.load.share, self.gated = data["epoch"], data["load"], data["gated"]
        self.random.bit_generator.state = data["random"]
        rewind_all(self.everyone, data["plants"])
        self.levers.put(data["parameters"])
        self.panel.restore(data["panel"])
        self.slow.restore(data["slow"])
        self.consistency.scale = data["scale"]
        self.modes.restore(data["modes"])
        self.columns.restore(data["columns"])

    def _run(self, readings: Mapping[str, Reading], until: float) -> None:
        before = self.plants[0].time
        changes = self._changes(readings, before, until)
        currents = self.currents.take(readings)
        hold = np.full(currents.size, np.nan)
        for change in changes:
            for units in self.electrolysers:
                run_along(units, change.time, hold)
            follow(self.everyone, change)
        for units in self.electrolysers:
            run_along(units, until, currents)

    def _changes(self, readings: Mapping[str, Reading], before: float, now: float) -> list[Change]:
        found = self.modes.changes(readings, epoch=self.epoch, before=before, now=now)
        column = self.columns.change(self.everyone, readings, epoch=self.epoch, before=before, now=now)
        return sorted([*found, column]) if column else found

    def _operators(self, readings: Mapping[str, Reading]) -> None:
        self.load.take(self.everyone, readings)
        self.set_points.take(readings)

    def _correct(
        self, readings: Mapping[str, Reading], *, gate: bool = True, loosened: float = 1.0, minutes: float = 1.0
    ) -> Analysis:
        values, factors = self.panel.take(readings)
        before, predicted = self.levers.read(), self.predicted(self.panel.names)
        deviation = self.deviation * factors * self.consistency.scale * loosened
        if not gate:
            gap = np.abs(np.nan_to_num(values - predicted.mean(axis=1)))
            deviation = np.maximum(deviation, gap / 4.0)
        analysis = analyse(before, predicted, values, deviation, near=self.near)
        after = relaxed(before, analysis.states, RELAX if gate else 0.0)
        if gate:
            walk = np.where(self._held_back, 0.0, self._walks) * np.sqrt(min(minutes, LONGEST_GAP))
            after += self._noise(walk * self.consistency.factors())
        self.levers.move(before, after)
        self._refresh()
        return analysis

    def _notice_slow(self, readings: Mapping[str, Reading]) -> None:
        predicted = self.predicted(self.slow.panel.names)
        if not self.slow.notice(readings, predicted, self._loaded(), at=self.plants[0].time):
            return
        before = self.levers.read()
        after = self.slow.correct(before)
        noise = self._noise(np.where(self._held_back, self._walks * np.sqrt(MINUTE), 0.0))
        self.levers.move(before, np.where(self._held_back[:, None], after + noise, before))
        self._refresh()

    def _loaded(self) -> bool:
        mean = np.mean([units.density for units in self.electrolysers[:-1]])
        return bool(mean * self.design.electrolysis.area > AT_LOAD * self._full_current())

    def _full_current(self) -> float:
        return float(np.mean([command.target for command in self.plants[0].line.electrolysis.commands])) or 1.0

    def _noise(self, deviations: Floats) -> Floats:
        noise = self.random.standard_normal((deviations.size, len(self.plants)))
        noise -= noise.mean(axis=1, keepdims=True)
        found: Floats = deviations[:, None] * noise
        return found

    def _set_currents(self, readings: Mapping[str, Reading]) -> None:
        measured = self.currents.take(readings)
        for units in self.electrolysers:
            units.current[:] = np.where(np.isnan(measured), units.current, measured)
        self._refresh()

    def _refresh(self) -> None:
        for plant in self.plants:
            plant.refresh()


class SlowMeasurements:
    """Hourly means of surprises, and the damped correction they make of slow parameters."""

    def __init__(self, table: Sequence[Measurement], levers: Levers) -> None:
        self.panel, self.near = Panel(dict.fromkeys(one.signal for one in table)), nearness(table, levers.names)
        self._rows = [self.panel.names.index(one.signal) for one in table]
        self._deviation = np.array([one.deviation for one in table])
        self._share, self._length = 1.0, 0.25 * HOUR
        self._forget()

    def _forget(self) -> None:
        self._began: float | None = None
        self._gaps: list[Floats] = []
        self._expected: list[Floats] = []

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        return {
            "panel": self.panel.as_data(), "share": self._share, "length": self._length, "began": self._began,
            "gaps": list(self._gaps), "expected": list(self._expected),
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self.panel.restore(data["panel"])
        self._share, self._length, self._began = data["share"], data["length"], data["began"]
        self._gaps, self._expected = list(data["gaps"]), list(data["expected"])

    def notice(self, readings: Mapping[str, Reading], predicted: Floats, loaded: bool, *, at: float) -> bool:
        """Take a minute; says whether an hour is full."""
        values, _ = self.panel.take(readings)
        self._began = at if self._began is None else self._began
        if loaded:
            self._gaps.append(values)
            self._expected.append(predicted)
        return at - self._began >= self._length - MINUTE

    def correct(self, states: Floats) -> Floats:
        """States after an hour's means; unchanged when too little was measured."""
        gaps, expected = self._gaps, self._expected
        self._forget()
        if len(gaps) < FEWEST:
            return states
        share, self._share, self._length = self._share, DAMPING, HOUR
        measured, mean = np.array(gaps), np.array(expected)
        valid = np.isfinite(measured)
        count = valid.sum(axis=0)
        values = np.where(count >= FEWEST, np.where(valid, measured, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan)
        seen = np.where(valid[:, :, None], mean, 0.0).sum(axis=0) / np.maximum(count, 1)[:, None]
        found = analyse(states, seen[self._rows], values[self._rows], self._deviation, near=self.near).states
        damped: Floats = states + share * (found - states)
        return damped


def _settle(design: Design, plants: Sequence[Plant]) -> None:
    """Let all members begin with what a line of this design holds at rest."""
    line = Plant(design, tables=plants[0].builder.tables)
    line.run(SETTLING)
    rest = line.memory.used("state")
    for plant in plants:
        plant.memory.used("state")[:] = rest
        plant.refresh()
