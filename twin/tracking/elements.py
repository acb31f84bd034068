"""What the members hold for true of every element of the electrolysers, as a document.

Lives here: voltage, efficiency and age of elements as the members have them.
Lives elsewhere: the elements themselves (twin.electrolysis), what is estimated (.ensemble), low-load tests (.low_load).

Measured is the voltage of each element (ET-312) and the efficiency of an electrolyser (by its balance). No instrument
sees the efficiency or the age of one element: they are the model's.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from twin.hours import DAY
from twin.tracking.ensemble import Ensemble
from twin.tracking.filter import Floats
from twin.tracking.inputs import column
from twin.vessel_rows import letter

YEAR = 365.25 * DAY
VOLTS, SHARES, YEARS = 4, 5, 4
"""Decimals of what is told."""


def cells_document(at: float, ensemble: Ensemble) -> dict[str, Any]:
    """Each electrolyser with its elements in their order; voltage and efficiency are 0 behind a jumper."""
    lines = [plant.line.electrolysis for plant in ensemble.plants]
    voltage, share = (np.array([column(one.element_seen, name) for one in lines]) for name in ("voltage", "efficiency"))
    age = np.array([column(one.elements, "membrane_age") for one in lines])
    density = np.array([units.density for units in ensemble.electrolysers[:-1]])
    current = np.array([units.drawn for units in ensemble.electrolysers[:-1]])
    found = {}
    for k, unit in enumerate(lines[0].units):
        own = slice(int(unit.first), int(unit.first) + int(unit.elements))
        found[f"E-301{letter(k)}"] = {
            "current_A": round(float(np.median(current[:, k])), 1),
            "density_A_per_m2": round(float(np.median(density[:, k])), 2),
            "voltage_V": _middle(voltage[:, own], VOLTS),
            "efficiency": [_percentile(share[:, own], part) for part in (10.0, 50.0, 90.0)],
            "membrane_age_y": _middle(age[:, own] / YEAR, YEARS),
        }
    return {"at": at, "members": len(lines), "electrolysers": found}


def _middle(values: Floats, digits: int) -> list[float]:
    return [round(one, digits) for one in np.median(values, axis=0).tolist()]


def _percentile(values: Floats, part: float) -> list[float]:
    return [round(one, SHARES) for one in np.percentile(values, part, axis=0).tolist()]
