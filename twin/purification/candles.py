"""Candle filters F-201A/B: the cake on the one in service, its pressure drop, and when it is full.

Lives here: the filter's nameplate, cake, readings.
Lives elsewhere: the law of the cake (.equations), taking turns (.procedure), the press (.equipment).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.engine.compiled import compiled
from twin.engine.rows import quantity
from twin.purification.equations import cake_at, cake_drop

MEAN = 3600.0
"""Time in which an averaged filter comes to the middle of its cycle [s]."""
LEAST_SOLIDS, LEAST_SPEED = 1e-9, 1e-5
"""That keep a cycle finite: solids [kg/s], filtrate per area [m/s] (a twelfth of the usual)."""


@dataclass
class Candle:
    """A candle filter; two take turns."""

    area: float
    """[m2]"""
    medium: float
    """Resistance of candles and precoat [1/m]."""
    resistance: float
    """Of the cake, specific, at 1 bar [m/kg]."""
    compression: float
    """Exponent of pressure in that resistance [-]."""
    end: float
    """Pressure drop at which a filter is taken off [Pa]."""
    viscosity: float
    """Kinematic, of the brine [m2/s]."""


@dataclass
class Cake:
    """What the filter in service has gathered."""

    mass: float = quantity("kg", scale=0.01)
    """Solids since it was cleaned."""


@dataclass
class CandleCommand:
    """What the sequence sets."""

    cake_factor: float
    """Resistance of this cycle's cake over the usual one [-]: no two cakes are alike."""


@dataclass
class CandleSignal:
    """What instruments read."""

    drop: float
    """Pressure drop of the filter in service [Pa]."""
    full: float
    """Solids at which it is taken off at the present flow [kg]."""
    cycle: float
    """Time from clean to full at the present solids [s]."""


@compiled
def gather(
    unit: Candle, command: CandleCommand, seen: CandleSignal, cake: Cake, gathering: Cake,
    *, filtrate: float, density: float, solids: float, averaged: float,
) -> None:  # fmt: skip
    """Solids come onto the filter with a filtrate [kg/s] of this density [kg/m3].

    averaged  1: the filter stays in the middle of its cycle, as in the steady balance
    """
    speed, viscosity = filtrate / density / unit.area, unit.viscosity * density
    resistance = unit.resistance * command.cake_factor
    clean = viscosity * speed * unit.medium
    load = cake_at(
        drop=max(unit.end - clean, 1.0), speed=max(speed, LEAST_SPEED), viscosity=viscosity, resistance=resistance,
        compression=unit.compression,
    )  # fmt: skip
    seen.full = load * unit.area
    seen.cycle = seen.full / max(solids, LEAST_SOLIDS)
    seen.drop = clean + cake_drop(
        speed=speed, viscosity=viscosity, load=max(cake.mass, 0.0) / unit.area, resistance=resistance,
        compression=unit.compression,
    )  # fmt: skip
    gathering.mass = solids
    if averaged > 0.0:
        gathering.mass = (0.5 * seen.full - cake.mass) / MEAN
