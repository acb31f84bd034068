"""What `litwin properties` says of solids: which may fall out, what they leave in solution, what water dissolves.

Lives here: those keys of the JSON. Lives elsewhere: constants and activities (.saturation, .pitzer); the rest of the
answer (.report).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from twin.matter.pitzer import medium
from twin.matter.pitzer_tables import CHLORIDE, ION_NAMES, LITHIUM, SPECIES, Floats, pitzer_tables
from twin.matter.saturation import (
    BARITE,
    BRUCITE,
    CALCITE,
    GYPSUM,
    HALITE,
    LITHIUM_CARBONATE,
    SOLIDS,
    SYLVITE,
    lithium_chloride_solubility,
    lye_solubility,
    precipitation_residual,
    saturation_index,
)
from twin.matter.speciation import RESULTS, speciate, totals

PRECIPITATES: Final = (BRUCITE, CALCITE, GYPSUM, BARITE)
"""Solids by which a metal is taken out of brine."""
MOST_LEFT: Final = 1.0
"""Metal left beside its solid above which nothing precipitates to speak of [mol/kg]."""
LEAST: Final = 1e-14
"""Molality that stands for none [mol/kg]."""


def saturation(temperature: float, ions: Mapping[str, float], species: Mapping[str, float]) -> dict[str, object]:
    """Saturation indices, metals left beside their precipitates, and solubilities in water [mol/kg], at [K].

    ions  as given [mol/kg]; species  as they are at equilibrium [mol/kg]. Hypochlorite acts on the others as chloride
    does, but makes no chloride salt.
    """
    tables, molality = pitzer_tables(), np.zeros(SPECIES)
    for name in species.keys() & set(ION_NAMES):
        molality[ION_NAMES.index(name)] = species[name]
    chloride = float(molality[CHLORIDE])
    molality[CHLORIDE] += species.get("ClO-", 0.0)
    state = medium(tables, temperature, molality)
    index, left = dict[str, float](), dict[str, float]()
    for solid, name in enumerate(SOLIDS):
        value = saturation_index(tables, state, molality, solid=solid, temperature=temperature)
        if solid in (HALITE, SYLVITE) and chloride < molality[CHLORIDE]:
            value += math.log10(max(chloride, LEAST) / molality[CHLORIDE])
        if math.isfinite(value) and _given(name, ions):
            index[name] = float(value)
    for solid in PRECIPITATES:
        beside = float(precipitation_residual(tables, molality, solid=solid, temperature=temperature))
        if beside < MOST_LEFT:
            left[SOLIDS[solid]] = beside
    if molality[LITHIUM] > 0.0 and chloride > 0.0:
        most = lithium_chloride_solubility(temperature=temperature)
        index["LiCl.H2O"] = 2.0 * math.log10(min(float(molality[LITHIUM]), chloride) / most)
    return {
        "saturation_index": index,
        "left_beside_solid_mol_per_kg": left,
        "solubility_in_water_mol_per_kg": in_water(temperature),
    }


def in_water(temperature: float) -> dict[str, float]:
    """What pure water holds of each lithium salt [mol/kg], at [K]."""
    tables = pitzer_tables()
    return {
        "LiCl": float(lithium_chloride_solubility(temperature=temperature)),
        "LiOH": float(lye_solubility(tables, temperature=temperature, naoh=0.0, licl=0.0, na2co3=0.0)),
        "Li2CO3": _carbonate_solubility(temperature),
    }


def _given(solid: str, ions: Mapping[str, float]) -> bool:
    """Whether the solution was given what the solid is made of, and not only the traces that water makes."""
    needs = {
        "LiOH.H2O": ("Li+", "OH-"), "Mg(OH)2": ("Mg+2",), "Li2CO3": ("Li+",), "CaCO3": ("Ca+2",),
        "CaSO4.2H2O": ("Ca+2",), "CaSO4": ("Ca+2",), "BaSO4": ("Ba+2",), "NaCl": ("Na+",), "KCl": ("K+",),
    }  # fmt: skip
    return all(ions.get(name, 0.0) > 0.0 for name in needs[solid])


def _carbonate_solubility(temperature: float) -> float:
    """Li2CO3 that water holds [mol/kg], its hydrolysis counted: halving between 0.01 and 0.5."""
    tables, low, high = pitzer_tables(), 0.01, 0.5
    found: Floats = np.zeros(RESULTS)
    for _ in range(30):
        middle = 0.5 * (low + high)
        speciate(tables, temperature, totals({"Li+": 2.0 * middle, "CO3-2": middle}), 0.0, found)
        molality = found[:SPECIES].copy()
        state = medium(tables, temperature, molality)
        above = saturation_index(tables, state, molality, solid=LITHIUM_CARBONATE, temperature=temperature) > 0.0
        low, high = (low, middle) if above else (middle, high)
    return 0.5 * (low + high)
