"""What the twin does not estimate but takes as it is: modes of sequences, currents, set points.

Lives here: mode tags to phases at their source times, bank currents along the minute, set points of operators.
Lives elsewhere: which tag shows which procedure (twin.instruments), phases (the sections' procedures).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from twin.engine.procedure import Procedure
from twin.engine.rows import Floats
from twin.instruments.instrumentation import modes
from twin.plant import Plant
from twin.signals import Reading
from twin.tracking.measurements import value_of
from twin.vessel_rows import letter


def column(rows: Any, field: str) -> Floats:
    """A field of all rows, as a view that can be written."""
    found: Floats = rows[field]
    return found


class Electrolysers:
    """What tracking reads and writes each minute of one line's electrolysers, as views that are taken once: a record
    array makes a new view at every access, which cost more than the integrator."""

    def __init__(self, plant: Plant) -> None:
        section = plant.line.electrolysis
        self.plant = plant
        self.current, self.loss = column(section.now, "current"), column(section.seen, "loss")
        self.efficiency, self.density = column(section.seen, "efficiency"), column(section.seen, "density")
        self.drawn = column(section.seen, "current")
        self.new, self.ramp = column(section.units, "efficiency"), column(section.commands, "ramp")


class Change(NamedTuple):
    """A sequence of the plant that entered another phase."""

    time: float
    """[s] of the twin's clock."""
    procedure: str
    phase: str


CRYSTALLISER = "crystallisation.crystalliser.mode"
CRYSTALLISER_PROCEDURES = ("MVR", "wash-out")
"""One tag shows the steps of both; 4, in operation, is a step of each."""
FLOWS = {
    "crystallisation.product.flow": ("dryer", 0.02, "run", "fault"),
    "hcl.bought_acid.flow": ("acid trucks", 0.2, "unload", ""),
}  # fmt: skip
"""Procedures that no mode tag shows, but a flow does: flow, procedure, limit [kg/s], phase above it, phase below it; an
empty one is whatever the procedure's first phase is."""
CHANCE = ("grid", "instrument air", "cooling water", "DI plant", "tail fan", "nitrogen", "oxygen analyser")
"""Failures that no tag shows and that members must not invent: held while the plant is followed."""
PLANNED = ("turnaround",)
"""Works that people plan: members do not know when, so that none of them begins one by itself, even ahead. What stands
in a turnaround of the plant is shown by its tags and by its load."""


class Modes:
    """Turns mode tags, and the flows that serve as such, into changes of phase."""

    def __init__(self, plant: Plant) -> None:
        present = plant.procedures
        self.signals = {signal: mode.procedure for signal, mode in modes().items() if mode.procedure in present}
        self.flows = {signal: row for signal, row in FLOWS.items() if row[0] in present}
        self._first = {name: one.phase for name, one in present.items()}
        self._phases = {name: dict(one.modes) for name, one in present.items()}
        self._crystalliser = all(name in present for name in CRYSTALLISER_PROCEDURES)
        self._in: dict[str, str] = {}
        self.held = {*self.signals.values(), *(row[0] for row in self.flows.values())}
        self.held |= {*CHANCE, *PLANNED} & set(present)
        if self._crystalliser:
            self.held |= set(CRYSTALLISER_PROCEDURES)
        if Columns.PROCEDURE in present:
            self.held.add(Columns.PROCEDURE)

    def as_data(self) -> dict[str, str]:
        """Phases as last shown, by procedure."""
        return dict(self._in)

    def restore(self, data: Mapping[str, str]) -> None:
        """Go on from a tracker's file."""
        self._in = dict(data)

    def changes(self, readings: Mapping[str, Reading], *, epoch: float, before: float, now: float) -> list[Change]:
        """Changes since the last call, in order of time, none before `before` nor after `now` once a mode is known.

        A mode seen for the first time keeps its own time: the phase has lasted since then.
        """
        found = []
        for signal, procedure, phase in self._shown(readings):
            if phase == self._in.get(procedure):
                continue
            first = procedure not in self._in
            self._in[procedure] = phase
            since = min(readings[signal].time - epoch, now)
            found.append(Change(since if first else max(since, before), procedure, phase))
        return sorted(found)

    def _shown(self, readings: Mapping[str, Reading]) -> Iterator[tuple[str, str, str]]:
        """Signal, procedure and the phase that it shows now."""
        for signal, procedure in self.signals.items():
            phase = self._phase(readings, signal, procedure)
            if phase is not None:
                yield signal, procedure, phase
        for name in CRYSTALLISER_PROCEDURES if self._crystalliser else ():
            known = not math.isnan(value_of(readings.get(CRYSTALLISER)))
            if known:
                yield CRYSTALLISER, name, self._phase(readings, CRYSTALLISER, name) or self._first[name]
        for signal, (procedure, limit, above, below) in self.flows.items():
            value = value_of(readings.get(signal))
            if not math.isnan(value):
                yield signal, procedure, above if value > limit else below or self._first[procedure]

    def _phase(self, readings: Mapping[str, Reading], signal: str, procedure: str) -> str | None:
        value = value_of(readings.get(signal))
        return None if math.isnan(value) else self._phases[procedure].get(round(value))


def hold_held(plant: Plant, held: Iterable[str]) -> None:
    """Let the procedures that the plant decides wait for it; all others go on by themselves."""
    for name in held:
        procedure = plant.procedures[name]
        if not procedure.following:
            plant.follow(name, procedure.phase, since=procedure.entered)


def follow(plants: Sequence[Plant], change: Change) -> None:
    """Let a procedure of all members do as the plant does."""
    for plant in plants:
        plant.follow(change.procedure, change.phase, since=change.time)


RENEWALS = 30
"""Draws until a random end of a phase lies ahead."""


def let_go(plant: Plant, now: float) -> None:
    """Let a member go on by itself: a random end that is overdue has not come, so it is drawn anew."""
    for name, procedure in plant.procedures.items():
        if procedure.following and name not in PLANNED:
            _renew(procedure, now)
            plant.resume(name)


def _renew(procedure: Procedure, now: float) -> None:
    late = [key for key, time in procedure.memory.items() if time <= now and hasattr(procedure, f"expect_{key}")]
    for key in late:
        getattr(procedure, f"expect_{key}")()
    if not late and not procedure.entered < procedure.deadline <= now:
        return
    for _ in range(RENEWALS):
        overdue = procedure.deadline
        procedure.follow(procedure.phase, since=procedure.entered)
        if procedure.deadline > now or (procedure.deadline == overdue and not late):
            return
    procedure.follow(procedure.phase, since=now)


class Columns:
    """The ion-exchange station: one procedure, shown by an order and by a step of each column."""

    ORDER = "ion_exchange.order.mode"
    PROCEDURE = "ion exchange"

    def __init__(self, plant: Plant) -> None:
        self.known = self.PROCEDURE in plant.procedures
        self.count = plant.design.ion_exchange.columns
        self._phases = dict(plant.procedures[self.PROCEDURE].modes) if self.known else {}
        self._shown = (-1, -1)

    def as_data(self) -> list[int]:
        """Column in front and step of the column that is off, as last shown."""
        return list(self._shown)

    def restore(self, data: Sequence[int]) -> None:
        """Go on from a tracker's file."""
        self._shown = (data[0], data[1])

    def change(
        self, plants: Sequence[Plant], readings: Mapping[str, Reading], *, epoch: float, before: float, now: float
    ) -> Change | None:
        """The station's new phase, if it has one; sets at once which columns are on line."""
        order = value_of(readings.get(self.ORDER))
        if not self.known or math.isnan(order) or not 1 <= round(order) <= self.count:
            return None
        lead = round(order) - 1
        off = (lead + 2) % self.count
        step = readings.get(f"ion_exchange.column-{letter(off)}.mode")
        number = value_of(step)
        if step is None or math.isnan(number) or (lead, round(number)) == self._shown:
            return None
        phase = self._phases.get(round(number))
        if phase is None:
            return None
        first, self._shown = self._shown == (-1, -1), (lead, round(number))
        for plant in plants:
            command = plant.line.ion_exchange.commands[0]
            command.lead, command.lag, command.off = float(lead), float((lead + 1) % self.count), float(off)
        since = min(step.time - epoch, now)
        return Change(since if first else max(since, before), self.PROCEDURE, phase)


class Load:
    """The plant load that people ask for (HS-350)."""

    SIGNAL = "plant.load.set_point"

    def __init__(self, plant: Plant) -> None:
        self.full = [float(command.target) for command in plant.line.electrolysis.commands]
        self.share = 1.0

    def take(self, plants: Sequence[Plant], readings: Mapping[str, Reading]) -> None:
        """Give the members the plant's load, when it has changed."""
        share = value_of(readings.get(self.SIGNAL))
        if not math.isnan(share) and share != self.share:
            for plant in plants:
                self.ask(plant, share)
            self.share = share

    def ask(self, plant: Plant, share: float) -> None:
        """Ask one member for a share of the full load [-]."""
        rectifiers = plant.line.electrolysis.commands
        block = plant.memory.blocks["command"].get("demands")
        if block is not None:
            demands = plant.memory.matrix("command", "demands", len(block.columns))
            before = demands[:, 0].copy()
            demands[:, 0] = share * np.array(self.full)
            targets = column(rectifiers, "target")
            targets[:] = np.where(before > 0.0, targets * demands[:, 0] / np.maximum(before, 1.0), demands[:, 0])
        else:
            column(rectifiers, "target")[:] = share * np.array(self.full)


class Currents:
    """Bank currents as measured."""

    def __init__(self, plant: Plant) -> None:
        self.names = [f"electrolysis.E-301{letter(k)}.current" for k in range(len(plant.line.electrolysis.units))]

    def take(self, readings: Mapping[str, Reading]) -> Floats:
        """Currents [A]; NaN where there is none to use."""
        return np.array([value_of(readings.get(name)) for name in self.names])


def run_along(units: Electrolysers, until: float, currents: Floats) -> None:
    """Run a member to a time [s], its currents moving evenly to what is measured then; NaN: as its own ramp says."""
    passed = until - units.plant.time
    if passed <= 0.0:
        return
    ordered = units.ramp.copy()
    units.ramp[:] = np.where(np.isnan(currents), ordered, (currents - units.current) / passed)
    units.plant.run(until)
    units.ramp[:] = ordered


SET = {
    "electrolysis.catholyte.strength.set_point": "FFIC-307",
    "electrolysis.outlet.temperature.set_point": "TIC-303",
}
"""Set points that operators move, and the loops of each electrolyser that take them."""


class SetPoints:
    """The set points of SET in all members."""

    def __init__(self, plants: Sequence[Plant]) -> None:
        self._columns = [column(plant.line.loops.commands, "set_point") for plant in plants]
        loops = plants[0].builder.loop
        self._rows = {signal: [row for tag, row in loops.items() if tag.startswith(loop)]
                      for signal, loop in SET.items()}  # fmt: skip

    def take(self, readings: Mapping[str, Reading]) -> None:
        """Give the members the set points of the plant."""
        for signal, rows in self._rows.items():
            value = value_of(readings.get(signal))
            if not math.isnan(value):
                for values in self._columns:
                    values[rows] = value
