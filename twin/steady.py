"""The steady state of a design: the rest of the same line that runs in time, all sequences averaged.

Lives here: which load belongs to a throughput, and the search for rest.
Lives elsewhere: how rest is found (twin.engine.rest); figures of merit (twin.kpi).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.design import Design
from twin.engine.rest import Rest, find_rest
from twin.errors import StuckError
from twin.kpi import Figure, kpis
from twin.ledger import closure, nothing, pace
from twin.limits import exceeded
from twin.matter.brine_tables import BrineTables
from twin.plant import Plant

TOLERANCE = 1e-10
"""Largest change an hour at rest, as a share of what is held [-]."""
MET = 1e-9
"""Share by which the throughput may be missed [-]."""
MOST_LOADS = 25
LEAST_LOAD, MOST_LOAD = 0.01, 4.0
"""Loads over the nominal one between which a throughput is sought [-]."""


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
    """Bring an averaged plant to rest in place, at its throughput or its given current.

    Throughput is very nearly proportional to the load, so the load is scaled by what is missed and rest is sought
    again from where the plant is; each further rest takes a few steps.
    """
    design, banks = plant.design, plant.line.electrolysis.now
    full = [float(bank.current) for bank in banks]
    target = design.plant.capacity / design.plant.hours
    load, steps, evaluations = 1.0, 0, 0
    for _ in range(MOST_LOADS):
        for k, bank in enumerate(banks):
            bank.current = plant.line.electrolysis.commands[k].target = load * full[k]
        try:
            rest = find_rest(plant.refresh, plant.memory, fixed=plant.counting(), tolerance=TOLERANCE)
        except StuckError as error:
            raise StuckError(f"{design.name}: no steady state. {error} {_limits(plant)}") from None
        steps, evaluations = steps + rest.iterations, evaluations + rest.evaluations
        reached = float(plant.line.ledger.counting[0].product) / target
        if design.electrolysis.current is not None or abs(reached - 1.0) < MET:
            return Rest(steps, rest.residual, evaluations)
        load *= min(max(1.0 / max(reached, 1e-6), 0.5), 1.5)
        if not LEAST_LOAD < load < MOST_LOAD:
            break
    raise StuckError(
        f"{design.name}: no steady state makes {target * 86.4:.1f} t/d; at {load:.2f} times the nominal current it is "
        f"{reached * target * 86.4:.1f} t/d. {_limits(plant)} Ask for less, or change what limits."
    )


def _limits(plant: Plant) -> str:
    """What a plant that does not come to rest exceeds, or that it exceeds nothing."""
    return " ".join(exceeded(plant)) or "No limit of the equipment is exceeded."
