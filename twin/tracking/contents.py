"""What an analysis may do to the contents of vessels: more or less of them, stronger or weaker, warmer or colder.

Positive and electrically neutral by construction: solutes are scaled together, water for itself (water has no charge).
Lives here: vectorised over members. Lives elsewhere: the same enthalpy for one vessel in machine code
(twin.matter.enthalpy; a test compares both), which vessels may move (.levers).
Arrays are [member, vessel, component or enthalpy], as in twin.matter.vessels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twin.matter.components import CL2, CO3, H2O, LIQUID, MOLAR_MASS, OH
from twin.matter.enthalpy import (
    DILUTION,
    FORMATION,
    HYPOCHLORITE,
    NEUTRALISATION,
    REFERENCE,
    STRONGEST,
    WATER_HEAT_CAPACITY,
    WATER_MASS,
)
from twin.matter.vessels import ENTHALPY

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
MASSES = MOLAR_MASS[:LIQUID]
FORMED = np.array(FORMATION)


def masses(held: Floats) -> Floats:
    """Mass of the contents [kg]."""
    found: Floats = held[..., :LIQUID] @ MASSES
    return found


def strengths(held: Floats) -> Floats:
    """Logarithm of solutes over water by mass: what `changed` shifts."""
    water = np.maximum(held[..., H2O] * MASSES[H2O], 1e-9)
    found: Floats = np.log(np.maximum(masses(held) - water, 1e-9) / water)
    return found


def temperatures(held: Floats, partner: Integers) -> Floats:
    """Temperatures [K]; vessels with a partner share one."""
    sensible, capacity = held[..., ENTHALPY] - formation(held), heat_capacities(held)
    paired = partner != np.arange(partner.size)
    sensible = sensible + np.where(paired, sensible[:, partner], 0.0)
    capacity = capacity + np.where(paired, capacity[:, partner], 0.0)
    found: Floats = REFERENCE + sensible / np.maximum(capacity, 1.0)
    return found


def changed(held: Floats, partner: Integers, *, more: Floats, stronger: Floats, warmer: Floats) -> Floats:
    """Contents with their mass times exp(more), solutes over water times exp(stronger), and warmer by [K].

    All three are [member, vessel]; a vessel with none of them stays bit for bit what it was.
    """
    before = temperatures(held, partner)
    after = held.copy()
    water = held[..., H2O] * MASSES[H2O]
    whole = np.maximum(masses(held), 1e-9)
    thinned = np.exp(-stronger)
    share = np.exp(more) * whole / np.maximum(whole + water * (thinned - 1.0), 1e-9 * whole)
    after[..., :LIQUID] *= share[..., None]
    after[..., H2O] *= thinned
    warm = before + warmer
    after[..., ENTHALPY] = formation(after) + heat_capacities(after) * (warm - REFERENCE)
    touched = (more != 0.0) | (stronger != 0.0) | (warmer != 0.0)
    found: Floats = np.where((touched | touched[:, partner])[..., None], after, held)
    return found


def formation(held: Floats) -> Floats:
    """Enthalpy at 25 degC [J], as twin.matter.enthalpy.formation_part."""
    total = held[..., :LIQUID] @ FORMED
    hydroxide, water = held[..., OH], held[..., H2O] + held[..., OH]
    bleached = np.minimum(np.maximum(held[..., CL2], 0.0), 0.5 * hydroxide)
    basic = total + hydroxide * NEUTRALISATION + bleached * HYPOCHLORITE
    acid = -hydroxide - 2.0 * np.maximum(held[..., CO3], 0.0)
    ionised = (acid > 0.0) & (water > 0.0)
    strength = np.minimum(np.where(ionised, acid, 0.0) / np.where(ionised, water, 1.0), STRONGEST)
    found: Floats = np.where(hydroxide > 0.0, basic, total + np.where(ionised, DILUTION * acid * strength, 0.0))
    return found


def heat_capacities(held: Floats) -> Floats:
    """Heat capacity of the contents [J/K], as twin.matter.enthalpy.heat_capacity."""
    water = held[..., H2O] + np.minimum(held[..., OH], 0.0)
    found: Floats = WATER_HEAT_CAPACITY * WATER_MASS * np.maximum(water, 0.0)
    return found
