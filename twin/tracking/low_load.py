"""Low-load tests that the plant has made, as its tags show them.

Lives here: when an electrolyser stood at low load after it was on load, and the voltages of both moments.
Lives elsewhere: what they say of its elements (twin.electrolysis.low_load), the procedure of the test
(twin.electrolysis.procedure).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from twin.electrolysis.low_load import DAMAGED, HIGHEST_SHARE, Look, judge
from twin.signals import Reading
from twin.tracking.ensemble import Ensemble
from twin.tracking.measurements import value_of
from twin.vessel_rows import letter

LOWEST_SHARE: Final = 0.02
"""Load below which it is no test [-] (data book P23: 2 to 10 %)."""
ON_LOAD: Final = 0.5
"""Load above which voltages are those on load [-]."""
STEADY: Final = 0.2
"""Change of the low load that begins it anew, over itself [-]: a ramp is no test."""
LEAST: Final = 5
"""Minutes at low load that make a test."""


class Bank(NamedTuple):
    """What the test needs to know of an electrolyser."""

    name: str
    elements: int
    area: float
    """[m2]"""
    full: float
    """Current at full load [A]."""


class LowLoadTests:
    """Looks at the readings of each minute."""

    def __init__(self, ensemble: Ensemble) -> None:
        units, full = ensemble.plants[0].line.electrolysis.units, ensemble.load.full
        self.banks = [
            Bank(f"E-301{letter(k)}", int(unit.elements), float(unit.area), float(full[k]))
            for k, unit in enumerate(units)
        ]
        self.minutes = [0] * len(self.banks)
        self.loaded: list[Look | None] = [None] * len(self.banks)
        self.low: list[Look | None] = [None] * len(self.banks)

    def look(self, readings: Mapping[str, Reading], at: float) -> list[dict[str, Any]]:
        """Tests that ended in this minute [Unix s]."""
        found = []
        for k, bank in enumerate(self.banks):
            current = value_of(readings.get(f"electrolysis.{bank.name}.current"))
            if math.isnan(current):
                continue
            share = current / bank.full
            if LOWEST_SHARE <= share <= HIGHEST_SHARE:
                self._stay(k, _look(bank, readings, current))
                continue
            loaded, low = self.loaded[k], self.low[k]
            if loaded is not None and low is not None and self.minutes[k] >= LEAST:
                found.append(_document(bank, loaded, low, at))
            self.minutes[k], self.low[k] = 0, None
            if share >= ON_LOAD:
                self.loaded[k] = _look(bank, readings, current)
        return found

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        looks = {name: [one and [one.density, list(one.voltages)] for one in getattr(self, name)]
                 for name in ("loaded", "low")}  # fmt: skip
        return {"minutes": list(self.minutes), **looks}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self.minutes = [int(one) for one in data["minutes"]]
        self.loaded, self.low = ([one and Look(float(one[0]), tuple(one[1])) for one in data[name]]
                                 for name in ("loaded", "low"))  # fmt: skip

    def _stay(self, k: int, look: Look) -> None:
        """Another minute at low load."""
        before = self.low[k]
        same = before is not None and abs(look.density - before.density) <= STEADY * before.density
        self.minutes[k], self.low[k] = self.minutes[k] + 1 if same else 1, look


def _look(bank: Bank, readings: Mapping[str, Reading], current: float) -> Look:
    names = (f"electrolysis.{bank.name}.element-{n:02d}.voltage" for n in range(1, bank.elements + 1))
    voltages = (value_of(readings.get(name)) for name in names)
    return Look(current / bank.area, tuple(0.0 if math.isnan(one) else one for one in voltages))


def _document(bank: Bank, loaded: Look, low: Look, at: float) -> dict[str, Any]:
    found = judge(loaded, low)
    return {
        "at": at, "unit": bank.name, "share": low.density * bank.area / bank.full, "limit_V": -DAMAGED,
        "elements": [one.element for one in found], "deviation_V": [round(one.deviation, 4) for one in found],
        "damaged": [one.element for one in found if one.damaged],
    }  # fmt: skip
