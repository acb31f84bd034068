"""The steady state of a design: the rest of the same line that runs in time, all sequences averaged.

Lives here: which load belongs to a throughput, and the search for rest.
Lives elsewhere: how rest is found (twin.engine.rest); figures of merit (twin.kpi).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twin.design import Design
from twin.engine.rest import Rest, find_rest
from twin.errors import StuckError
from twin.kpi import Figure, kpis
from twin.ledger import closure, nothing, pace
from twin.matter.brine_tables import BrineTables
from twin.plant import Plant


@dataclass(frozen=True, slots=True)
class Steady:
    """A plant at rest, and how it was found."""

    plant: Plant
    rest: Rest

    def kpis(self) -> dict[str, Figure]:
        """Figures of merit."""
        return kpis(self.plant.design, nothing(), pace(self.plant.line))

    def closure(self) -> dict[str, float]:
        """Closure by element, charge and energy [-]."""
        return closure(nothing(), pace(self.plant.line))


def find_steady(design: Design, *, tables: BrineTables | None = None) -> Steady:
    """Bring a plant of this design to rest at its throughput, or at its current where the design gives one.

    Raises StuckError that names the balance which does not close.
    """
    plant = Plant(design, tables=tables)
    return Steady(plant, bring_to_rest(plant))


def bring_to_rest(plant: Plant) -> Rest:
    """Bring an averaged plant to rest in place."""
    design, banks = plant.design, plant.line.electrolysis.now
    load = np.array([1.0])
    full = np.array([bank.current for bank in banks])
    meter = plant.line.ledger.counting
    target = design.plant.capacity / design.plant.hours

    def rates() -> None:
        for k, bank in enumerate(banks):
            bank.current = load[0] * full[k]
        plant.refresh()

    def throughput() -> float:
        return float(meter[0].product / target - 1.0)

    names = [plant.memory.state_name(place) for place in range(plant.memory.used("state").size)]
    held = design.electrolysis.current is None
    try:
        rest = find_rest(
            rates, plant.memory, unknowns=[(load, 0)] if held else [], equations=[throughput] if held else [],
            fixed=plant.counting(), tolerance=1e-8, names=names,
            equation_names=["product at the weigh belt"] if held else [],
        )  # fmt: skip
    except StuckError as error:
        raise StuckError(f"{design.name}: no steady state. {error}") from None
    for k, command in enumerate(plant.line.electrolysis.commands):
        command.target = load[0] * full[k]
    rates()
    return rest
