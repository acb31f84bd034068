"""The true value of every signal from a running plant.

Lives here: `Instrumentation`, which joins the section files, the constants and the modes, and reads them.
Lives elsewhere: what a signal is (twin.signals); lag, noise and range of real instruments (the soft plant, plc_bridge).

Every signal has exactly one source: a gauge of a section file, a row of constant.csv (no physics in the line: constant
in the twin), or a row of modes.csv (the phase of a procedure; its normal value where nobody works on the line).
Where people work on the line, what their sequences make (.sequences) and their stores replace constants.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from twin.engine.rows import Floats
from twin.errors import DesignError
from twin.instruments import (
    crystallisation,
    dechlorination,
    dissolution,
    electrolysis,
    gases,
    ion_exchange,
    purification,
    utilities,
)
from twin.instruments.algebra import Gauge, Panel
from twin.instruments.sequences import Number, number_of, readings
from twin.instruments.sources import Sources
from twin.plant import Plant
from twin.signals import SIGNALS

SECTIONS = (
    dissolution.gauges, purification.gauges, ion_exchange.gauges, dechlorination.gauges, gases.gauges,
    crystallisation.gauges, utilities.gauges, electrolysis.gauges,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mode:
    """A signal that shows what a procedure does."""

    procedure: str
    """Name of the procedure; empty: none, the value is always the normal one."""
    normal: float
    """Value where nobody works on the line."""


@cache
def constants() -> Mapping[str, float]:
    """Signals that the line has no physics for [SI]."""
    return MappingProxyType({row["signal"]: float(row["value"]) for row in _rows("constant.csv")})


@cache
def modes() -> Mapping[str, Mode]:
    """Signals that show a procedure's phase."""
    return MappingProxyType({row["signal"]: Mode(row["procedure"], float(row["normal"])) for row in _rows("modes.csv")})


def _rows(name: str) -> list[dict[str, str]]:
    text = files("twin").joinpath("instruments", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def sequences(plant: Plant) -> dict[str, Number]:
    """What the procedures of a plant show."""
    running = {name: plant.procedures.get(mode.procedure) for name, mode in modes().items()}
    simple = {name: number_of(one, modes()[name].normal) for name, one in running.items() if one is not None}
    return {**simple, **readings(plant)}


class Instrumentation:
    """Reads a running plant; one for each plant, made once.

    plant  what is read
    """

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        sources = Sources(plant.builder)
        self.gauges: dict[str, Gauge] = {}
        for section in SECTIONS:
            self.gauges |= section(sources)
        self.names = tuple(name for name in SIGNALS if self._source(name))
        self._panels: dict[tuple[str, ...], Reader] = {}
        self._all = self._reader(self.names)

    def _source(self, name: str) -> bool:
        return name in self.gauges or name in constants() or name in modes()

    def read(self) -> dict[str, float]:
        """The true value [SI] of every signal that this line has, now."""
        return dict(zip(self.names, self._all().tolist(), strict=True))

    def array(self, names: Sequence[str]) -> Floats:
        """The true values [SI] of some signals, in their order; give the same tuple again and it is fast."""
        key = names if isinstance(names, tuple) else tuple(names)
        reader = self._panels.get(key)
        if reader is None:
            reader = self._panels[key] = self._reader(key)
        return reader().copy()

    def _reader(self, names: Sequence[str]) -> Reader:
        unknown = [name for name in names if not self._source(name)]
        if unknown:
            raise DesignError(f"this line has no signal '{unknown[0]}'; names are in twin/signals.csv.")
        return Reader(self.plant, names, self.gauges)


class Reader:
    """Some signals of one plant."""

    def __init__(self, plant: Plant, names: Sequence[str], gauges: Mapping[str, Gauge]) -> None:
        measured = [k for k, name in enumerate(names) if name in gauges]
        self._measured = np.array(measured, np.intp)
        self._panel = Panel(plant.memory, [gauges[names[k]] for k in measured])
        normal = {**constants(), **{name: mode.normal for name, mode in modes().items()}}
        self._values = np.array([normal.get(name, 0.0) for name in names])
        told = sequences(plant)
        self._sequences = [(k, told[name]) for k, name in enumerate(names) if name in told]

    def __call__(self) -> Floats:
        self._values[self._measured] = self._panel.read()
        for k, number in self._sequences:
            self._values[k] = number()
        return self._values
