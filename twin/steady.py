"""The steady state of a design: the rest of the same line that runs in time, all sequences averaged.

Lives here: which load belongs to a throughput, and the search for rest.
Lives elsewhere: how rest is found (twin.engine.rest); figures of merit (twin.kpi).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from twin.design import Design
from twin.engine.rest import Rest, find_rest
from twin.errors import StuckError
from twin.kpi import Figure, kpis
from twin.ledger import closure, nothing, pace
from twin.limits import equipment_exceeded
from twin.matter.brine_tables import BrineTables
from twin.plant import Plant

TOLERANCE = 1e-10
"""Largest change an hour at rest, as a share of what is held [-]."""
HOUR, STRETCH, MOST_LOOKS = 3600.0, 600.0, 500_000
"""[s]; stretch of a run [s], usually of 20 evaluations of the rates; the most of them in a search, ten times the usual
number."""
FOLLOWED = 6.0 * HOUR
"""Time in which the load follows a throughput that is missed [s]: slower than the plant answers, so that it does not
swing."""
LEAST_LOAD, MOST_LOAD = 0.1, 1.25
"""Load over the nominal one that a throughput may ask for while the plant runs [-]."""


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
    """Bring an averaged plant to rest in place, at its throughput or its given current; its clock begins anew.

    A controller of its own moves the load until the throughput is met, so the load comes to rest with all else.
    """
    try:
        return _seek_rest(plant)
    finally:
        plant.env.reset(0.0)


def _seek_rest(plant: Plant) -> Rest:
    asked, load = plant.design.electrolysis.current is None, Load(plant)
    moved = plant.counting()
    moved[load.place] = not asked

    def seek(*, explain: bool) -> Rest:
        return find_rest(load.evaluate, plant.memory, run=load.run, fixed=moved, tolerance=TOLERANCE, explain=explain)

    if asked:
        with suppress(StuckError):
            return seek(explain=False)
        load.set_full()  # what stands in the way shows best at the nominal load
    try:
        rest = rest_at_its_load(plant)
    except StuckError as error:
        raise StuckError(f"{plant.design.name}: no steady state. {error}") from None
    if asked:
        try:
            return seek(explain=True)  # from rest the way may be shorter
        except StuckError as error:
            raise StuckError(
                f"{plant.design.name}: no steady state makes {load.target * 86.4:.1f} t/d; at nominal current it "
                f"is {load.product() * 86.4:.1f} t/d. {_limits(plant)} Ask for less, or change what limits. "
                f"On the way to more, {error}"
            ) from None
    return rest


def rest_at_its_load(plant: Plant) -> Rest:
    """Bring an averaged plant to rest in place at the load that its electrolysers have; StuckError says why not."""

    run = Follower(plant).run
    return find_rest(
        plant.refresh, plant.memory, run=run, fixed=plant.counting(), tolerance=TOLERANCE, tell=lambda: _limits(plant)
    )


class Load:
    """The load of all electrolysers as one number that follows the throughput."""

    def __init__(self, plant: Plant) -> None:
        self._plant, self._follower, section = plant, Follower(plant), plant.line.electrolysis
        self._banks, self._rectifiers = list(section.now), list(section.commands)
        self._rate = section.rate[0]
        self._shares = [float(bank.current) / float(self._banks[0].current) for bank in self._banks]
        self._full = float(self._banks[0].current)
        self.target = plant.design.plant.capacity / plant.design.plant.hours
        self.place = plant.memory.place("state", "banks", 0, "current")

    def evaluate(self) -> None:
        """Rates of the plant at the present load, and of the load."""
        self._set(float(self._banks[0].current))
        self._plant.refresh()
        self._rate.current = self._full * (1.0 - self.product() / self.target) / FOLLOWED

    def run(self, duration: float) -> None:
        """Let the plant run [s] while the load follows the throughput from hour to hour."""
        end = self._plant.time + duration
        self._set(float(self._banks[0].current))
        while self._plant.time < end:
            self._follower.run(min(HOUR, end - self._plant.time))
            missed = 1.0 - self.product() / self.target
            load = float(self._banks[0].current) / self._full + missed * HOUR / FOLLOWED
            self._set(self._full * min(max(load, LEAST_LOAD), MOST_LOAD))

    def set_full(self) -> None:
        """Nominal load, held."""
        self._set(self._full)
        self._plant.refresh()

    def product(self) -> float:
        """At the weigh belt [kg/s]."""
        return float(self._plant.line.ledger.counting[0].product)

    def _set(self, current: float) -> None:
        for bank, rectifier, share in zip(self._banks, self._rectifiers, self._shares, strict=True):
            bank.current = rectifier.target = share * current


class Follower:
    """Lets a plant run, as long as it can be followed with a reasonable number of evaluations in all."""

    def __init__(self, plant: Plant) -> None:
        self._plant, self._most = plant, plant.env.statistics["evaluations"] + MOST_LOOKS

    def run(self, duration: float) -> None:
        """Let it run [s]; StuckError names what changes too fast for it to be followed for days."""
        plant, end = self._plant, self._plant.time + duration
        while plant.time < end:
            plant.run(min(plant.time + STRETCH, end))
            if plant.env.statistics["evaluations"] > self._most:
                worst = int(np.argmax(np.abs(plant.memory.used("rate")) / plant.memory.scale))
                raise StuckError(
                    f"{plant.memory.state_name(worst)} changes too fast for the plant to be followed for days."
                )


def _limits(plant: Plant) -> str:
    """What a plant that does not come to rest exceeds, or that it exceeds nothing."""
    return " ".join(equipment_exceeded(plant)) or "No limit of the equipment is exceeded."
