"""Places off the reference near rest where a parameter acts that has nothing to do there.

Lives here: flowsheet and state of each place. Lives elsewhere: which parameter acts where (.inert), that it does
(test_parameters).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from twin.matter.components import AL, BA, CA, CL2, CO3, FE, H2O, MG, NI, OH, PO4, SI, SO4, SR, B, F
from twin.matter.constants import M_H2O, M_NAOH
from twin.matter.vessels import ENTHALPY
from twin.plant import Plant


class Place(NamedTuple):
    """A plant at rest and what is done to it."""

    flowsheet: str = "reference"
    sets: tuple[str, ...] = ()
    disturb: Callable[[Plant], None] = lambda plant: None


def cool_cells(plant: Plant) -> None:
    """Anolyte some 40 K colder: below what membranes are made for."""
    for unit in plant.line.electrolysis.units:
        plant.line.vessels.now[unit.anolyte, ENTHALPY] *= 1.01


def thin_anolyte(plant: Plant) -> None:
    """Half as much water again."""
    for unit in plant.line.electrolysis.units:
        plant.line.vessels.now[unit.anolyte, H2O] *= 1.5
        plant.line.vessels.now[unit.anolyte, ENTHALPY] *= 1.5


def elute_column(plant: Plant) -> None:
    """Acid stands in a column that holds some of every ion."""
    section = plant.line.ion_exchange
    command = section.commands[0]
    command.averaged, command.step, command.off, command.hours = 0.0, 5.0, 0.0, 1.0
    section.resin[:] = 1.0
    section.held[0, OH] = -1000.0


def purge_burner(plant: Plant) -> None:
    """Nitrogen through the furnace."""
    plant.line.hcl.commands[0].purging = 1.0


def warm_absorption_water(plant: Plant) -> None:
    """Its cooler is out: some 15 K warmer."""
    plant.line.hcl.units[0].water_temperature += 15.0


def spend_lye(plant: Plant) -> None:
    """Half a percent of free NaOH is left in the duty tank of the hypochlorite unit."""
    house = plant.line.hcl
    house.commands[0].averaged = 0.0
    tank = house.units[0].bleach
    held = plant.line.vessels.now[tank]
    held[OH] = 2.0 * held[CL2] + 0.005 * plant.line.vessels.seen[tank].mass / M_NAOH


def wind_up_acid(plant: Plant) -> None:
    """R-101A is alkaline and the integral of AIC-105 has learnt as much as it may hold."""
    section, f = plant.line.dissolution, plant.line.streams.flow
    first = section.units[0].first
    plant.line.vessels.now[first, OH] += 2.0 * plant.line.vessels.seen[first].volume
    section.trims[0].trim = 0.05 * (2.0 * (f[1, CO3] + f[2, CO3] + f[10, CO3]) + f[1, OH] + f[10, OH])


def soil_liquor(plant: Plant) -> None:
    """The slurry of X-601 holds a mole of every sparing impurity a kilogram of water."""
    held = plant.line.vessels.now[plant.line.crystallisation.units[0].slurry]
    held[list(SPARING)] = M_H2O * held[H2O]


def fill_with(*components: int, times: float = 1000.0) -> Callable[[Plant], None]:
    """So many times as much of some components in every vessel."""

    def fill(plant: Plant) -> None:
        for component in components:
            plant.line.vessels.now[:, component] *= times

    return fill


SPARING = (CA, MG, SR, BA, FE, NI, AL, SI, SO4, PO4, F)
"""What mother liquor hardly dissolves."""
NEAR_REST = "near rest"
PLACES = {
    NEAR_REST: Place(), "concentrate is fed": Place("licl-concentrate"), "a blend is fed": Place("blend"),
    "the bleeds are worked up": Place("gdex-bleed"), "cells are cold": Place(disturb=cool_cells),
    "the anolyte is weak": Place(disturb=thin_anolyte), "a column is eluted": Place(disturb=elute_column),
    "the burner is purged": Place(disturb=purge_burner),
    "more acid is asked for than is weighed": Place(disturb=wind_up_acid),
    "mother liquor is full of traces": Place(disturb=soil_liquor),
    "lye is spent": Place(disturb=spend_lye), "cells are semi-empirical": Place(sets=("electrolysis.fidelity=1",)),
    "absorption water is warm": Place(disturb=warm_absorption_water),
    "filtrate is full of chlorine": Place(disturb=fill_with(CL2)),
    "filtrate has next to no chlorine": Place(disturb=fill_with(CL2, times=0.001)),
    "brine is full of traces": Place(disturb=fill_with(F, B)),
}  # fmt: skip
"""Every place, by what happens there."""
