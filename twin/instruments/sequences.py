"""Readings that sequences make: steps of columns, filters and crystalliser, filter cakes, lots and bags.

Lives here: which phase of which procedure a mode tag shows where one number of modes.csv does not say it all.
Lives elsewhere: plain modes (modes.csv); the procedures themselves (each section).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from twin.engine.procedure import Procedure
from twin.plant import Plant

Number = Callable[[], float]
STANDS_BY = 0.1e5
"""Reading of a candle filter's pressure drop while no brine passes it [Pa] (normal of PDT-258B)."""
BAG = 1000.0
"""[kg]"""


def number_of(procedure: Procedure, normal: float) -> Number:
    """Number of the present phase; `normal` for a phase without one."""
    shows: Mapping[str, int] = getattr(procedure, "shows", {}) or {name: n for n, name in procedure.modes.items()}
    return lambda: float(shows.get(procedure.phase, normal))


def readings(plant: Plant) -> dict[str, Number]:
    """What these procedures of a plant show; empty for those that nobody runs."""
    found: dict[str, Number] = {}
    if station := plant.procedures.get("ion exchange"):
        for k in range(plant.design.ion_exchange.columns):
            found[f"ion_exchange.column-{chr(65 + k)}.mode"] = column(plant, station, k)
    if filters := plant.procedures.get("candle filters"):
        for k, letter in enumerate("AB"):
            found[f"purification.F-201{letter}.mode"] = candle(filters, k)
            found[f"purification.F-201{letter}.pressure_drop"] = drop(plant, filters, k)
    compressor, wash = plant.procedures.get("MVR"), plant.procedures.get("wash-out")
    if compressor and wash:
        found["crystallisation.crystalliser.mode"] = crystalliser(compressor, wash)
    if lots := plant.procedures.get("lots"):
        found["packing.line.lot"] = lambda: lots.memory.get("lots", 0.0) + 1.0
        found["packing.line.bags"] = bags(plant, lots)
    return found


def column(plant: Plant, station: Procedure, k: int) -> Number:
    """A column on line shows lead or lag, the one off line the station's step."""
    command, step = plant.line.ion_exchange.commands[0], number_of(station, 10.0)

    def shown() -> float:
        return 1.0 if k == round(command.lead) else 2.0 if k == round(command.lag) else step()

    return shown


def candle(filters: Procedure, k: int) -> Number:
    """The filter on duty shows service, the other its step."""
    step = number_of(filters, 6.0)
    return lambda: 2.0 if k == round(filters.memory.get("duty", 0.0)) else step()


def drop(plant: Plant, filters: Procedure, k: int) -> Number:
    """Pressure drop of a filter [Pa]: that of its cake while it is in service."""
    seen = plant.line.purification.filters[0]
    return lambda: float(seen.drop) if k == round(filters.memory.get("duty", 0.0)) else STANDS_BY


def crystalliser(compressor: Procedure, wash: Procedure) -> Number:
    """A wash-out shows its step, else the compressor's."""
    of_compressor, of_wash = number_of(compressor, 4.0), number_of(wash, 4.0)
    return lambda: of_compressor() if wash.phase == "run" else of_wash()


def bags(plant: Plant, lots: Procedure) -> Number:
    """Bags packed of the present lot."""
    size = next((row.median for row in plant.design.schedule if row.name == "product_lot"), None) or 22e3

    def shown() -> float:
        packed = float(plant.line.crystallisation.now[0].packed) - size * lots.memory.get("lots", 0.0)
        return float(max(packed, 0.0) // BAG)

    return shown
