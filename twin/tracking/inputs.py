"""What the twin does not estimate but takes as it is: modes of sequences, currents, set points.

Lives here: mode tags to phases at their source times, bank currents along the minute, set points of operators.
Lives elsewhere: which tag shows which procedure (twin.instruments), phases (the sections' procedures).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from twin.engine.procedure import Procedure
from twin.instruments.instrumentation import modes
from twin.plant import Plant
from twin.signals import Reading
from twin.tracking.measurements import value_of
from twin.vessel_rows import letter


class Change(NamedTuple):
    """A sequence of the plant that entered another phase."""

    time: float
    """[s] of the twin's clock."""
    procedure: str
    phase: str


class Modes:
    """Turns mode tags into changes of phase."""

    def __init__(self, plant: Plant) -> None:
        self.signals = {
            signal: mode.procedure for signal, mode in modes().items() if mode.procedure in plant.procedures
        }
        self._phases = {name: dict(plant.procedures[name].modes) for name in self.signals.values()}
        self._shown: dict[str, int] = {}

    def changes(self, readings: Mapping[str, Reading], *, epoch: float, before: float, now: float) -> list[Change]:
        """Changes since the last call, in order of time, none before `before` nor after `now` once a mode is known.

        A mode seen for the first time keeps its own time: the phase has lasted since then.
        """
        found = []
        for signal, procedure in self.signals.items():
            value = value_of(readings.get(signal))
            if math.isnan(value) or round(value) == self._shown.get(signal):
                continue
            phase = self._phases[procedure].get(round(value))
            if phase is None:
                continue
            first = signal not in self._shown
            self._shown[signal] = round(value)
            since = min(readings[signal].time - epoch, now)
            found.append(Change(since if first else max(since, before), procedure, phase))
        return sorted(found)


def follow(plants: Sequence[Plant], change: Change) -> None:
    """Let a procedure of all members do as the plant does."""
    for plant in plants:
        plant.follow(change.procedure, change.phase, since=change.time)


def let_go(plant: Plant, now: float) -> None:
    """Let a member go on by itself: an overdue random end of a phase is drawn anew, as it has not come yet."""
    for procedure in plant.procedures.values():
        if procedure.following:
            _renew(procedure, now)
    plant.resume()


RENEWALS = 30


def _renew(procedure: Procedure, now: float) -> None:
    for _ in range(RENEWALS):
        overdue = procedure.deadline
        if overdue > now or overdue <= procedure.entered:
            return
        procedure.follow(procedure.phase, since=procedure.entered)
        if procedure.deadline == overdue:
            return


class Currents:
    """Bank currents as measured."""

    def __init__(self, plant: Plant) -> None:
        self.names = [f"electrolysis.E-301{letter(k)}.current" for k in range(len(plant.line.electrolysis.units))]

    def take(self, readings: Mapping[str, Reading]) -> list[float]:
        """Currents [A]; NaN where there is none to use."""
        return [value_of(readings.get(name)) for name in self.names]


def run_along(plant: Plant, until: float, currents: Sequence[float]) -> None:
    """Run a member to a time [s], its currents moving evenly to what is measured then."""
    section, passed = plant.line.electrolysis, until - plant.time
    if passed <= 0.0:
        return
    ordered = [float(command.ramp) for command in section.commands]
    for k, current in enumerate(currents):
        if not math.isnan(current):
            section.commands["ramp"][k] = (current - section.now["current"][k]) / passed
    plant.run(until)
    for k, ramp in enumerate(ordered):
        section.commands["ramp"][k] = ramp
SET = {
    "electrolysis.catholyte.strength.set_point": "FFIC-307",
    "electrolysis.outlet.temperature.set_point": "TIC-303",
}
"""Set points that operators move, and the loops of each electrolyser that take them."""


def set_points(plants: Sequence[Plant], readings: Mapping[str, Reading]) -> None:
    """Give the members the set points of the plant."""
    for signal, loop in SET.items():
        value = value_of(readings.get(signal))
        if math.isnan(value):
            continue
        for plant in plants:
            rows = [row for tag, row in plant.builder.loop.items() if tag.startswith(loop)]
            plant.line.loops.commands["set_point"][rows] = value
