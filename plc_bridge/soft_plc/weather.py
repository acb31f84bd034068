"""Day and night: air, cooling water and wet bulb over the hours, and what they do to the plant.

Lives here: the daily cycle as signals and as swings of hidden parameters.
Lives elsewhere: the parameters (.hidden). The twin has a constant day.
"""

from __future__ import annotations

import math

from plc_bridge.soft_plc.hidden import Hidden

DAY = 86_400.0
WARMEST = 15.0 * 3600.0
"""Time of day of the warmest air [s UTC]."""
AIR, AIR_SWING = 289.15, 6.0
WET_BULB, WET_BULB_SWING = 289.15, 3.0
WATER, WATER_SWING = 297.15, 1.5
"""Mean and half the daily span [K] (tags TT-952, TT-953; mild coast)."""
TWIN_AIR, CELLS = 298.15, 358.15
"""Surroundings that the line's wall loss counts from, and the electrolysers' temperature [K]."""


def phase(time: float) -> float:
    """Cosine of the day: 1 at the warmest hour, -1 at the coldest. `time` in Unix s.

    >>> round(phase(15 * 3600.0), 6), round(phase(3 * 3600.0), 6)
    (1.0, -1.0)
    """
    return math.cos(2.0 * math.pi * (time - WARMEST) / DAY)


def signals(time: float) -> dict[str, float]:
    """Surroundings now [K]."""
    warm = phase(time)
    return {
        "utilities.cooling_water.temperature": WATER + WATER_SWING * warm,
        "utilities.ambient.wet_bulb_temperature": WET_BULB + WET_BULB_SWING * warm,
    }


def swing(hidden: Hidden, time: float) -> None:
    """Wall losses and cooling water follow the day."""
    warm = phase(time)
    air = AIR + AIR_SWING * warm
    share = (CELLS - air) / (CELLS - TWIN_AIR) - 1.0
    for name, parameter in hidden.parameters.items():
        if name.endswith("wall loss"):
            parameter.swing = parameter.base * share
        elif name == "cooling water":
            parameter.swing = WATER_SWING * warm
