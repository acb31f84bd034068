"""Which signals correct the ensemble, how far each is trusted, and what it may move.

Lives here: the table (measurements.csv beside this file) for a design; readings as a vector; sensors that stand still.
Lives elsewhere: levers (.levers), the filter (.filter), the signals' meaning (twin.signals).

A deviation is more than an instrument's noise: it holds what the model does not resolve in a minute (lags, mixing).
`{k}` in a row stands for the letter of each electrolyser, `*` for all of them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any

import numpy as np

from twin.errors import DesignError
from twin.signals import SIGNALS, Quality, Reading
from twin.tracking.filter import HUGE, Floats

USABLE = (Quality.GOOD, Quality.UNCERTAIN)
UNCERTAIN = 3.0
"""Factor on the deviation of a reading of uncertain quality [-]."""
STILL = 15
"""Minutes without a change after which a sensor with noise is taken to be frozen; a flow of nothing is not."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One signal that corrects levers."""

    signal: str
    deviation: float
    """[SI unit of the signal]"""
    slow: bool
    """Averaged over an hour."""
    moves: tuple[str, ...]
    """Names of levers, as patterns."""


def measurements(letters: Sequence[str]) -> tuple[Measurement, ...]:
    """The table, for electrolysers of these letters. DesignError when an electrolyser has no signals."""
    text = files("twin.tracking").joinpath("measurements.csv").read_text(encoding="utf-8")
    found = []
    for row in csv.DictReader(text.splitlines()):
        for k in letters if "{k}" in row["signal"] else ("",):
            name = row["signal"].replace("{k}", k)
            if name not in SIGNALS:
                raise DesignError(
                    f"electrolyser {k or '-'}: '{name}' is no signal of twin/signals.csv, so this flowsheet of "
                    f"{len(letters)} electrolysers cannot be tracked live; `litwin steady` and `simulate` take it, "
                    "`--no-tracking` bridges it."
                )
            moves = tuple(row["moves"].replace("{k}", k).split())
            found.append(Measurement(name, float(row["deviation"]), row["every"] == "hour", moves))
    return tuple(found)


def nearness(table: Sequence[Measurement], levers: Sequence[str]) -> Floats:
    """1 where a measurement may move a lever [lever, measurement]."""
    near = np.zeros((len(levers), len(table)))
    for column, measurement in enumerate(table):
        hits = [row for row, name in enumerate(levers) if _moves(measurement, name)]
        if not hits:
            raise DesignError(f"measurements.csv: '{measurement.signal}' moves {measurement.moves}: no such lever.")
        near[hits, column] = 1.0
    return near


def _moves(measurement: Measurement, lever: str) -> bool:
    return any(fnmatchcase(lever, pattern) for pattern in measurement.moves)


def value_of(reading: Reading | None) -> float:
    """The number of a reading that may be used; NaN when there is none."""
    if reading is None or reading.quality not in USABLE or not math.isfinite(reading.value):
        return math.nan
    return reading.value if abs(reading.value) < HUGE else math.nan


class Panel:
    """Readings of some signals as vectors; knows which sensors stand still."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._last = np.full(len(self.names), math.nan)
        self._same = np.zeros(len(self.names), int)

    def take(self, readings: Mapping[str, Reading]) -> tuple[Floats, Floats]:
        """Values (NaN where there is none to use) and factors on their deviations."""
        found = [readings.get(name) for name in self.names]
        values = np.array([value_of(reading) for reading in found])
        self._same = np.where((values == self._last) & (values != 0.0), self._same + 1, 0)
        self._last = values.copy()
        values[self._same >= STILL] = math.nan
        factors = [UNCERTAIN if reading and reading.quality is Quality.UNCERTAIN else 1.0 for reading in found]
        return values, np.array(factors)

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        return {"last": self._last.copy(), "same": self._same.copy()}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self._last, self._same = data["last"], data["same"]

    @property
    def frozen(self) -> list[str]:
        """Sensors that stand still."""
        return [name for name, same in zip(self.names, self._same, strict=True) if same >= STILL]
