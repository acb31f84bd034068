"""Cantera's own equilibrium of a brine with active chlorine, to hold ours against.

The brine's file has no chlorine species, so three are added at a temperature: Cl2(aq), HOCl and ClO-, with the standard
potentials that the published constants ask for. ClO- gets every interaction of Cl- (it has no published ones), Cl2 the
salting-out coefficient as lambda with each anion. From there on the solver, the activities and water are Cantera's.
"""

from __future__ import annotations

import io
import math
from functools import cache
from typing import Any

import cantera
import numpy as np
from ruamel.yaml import YAML

from twin.matter.cantera_door import BRINE_FILE
from twin.matter.chlorine import SALTING_OUT, ln_chlorine_hydrolysis, ln_hypochlorous_dissociation
from twin.matter.constants import ATMOSPHERE, M_H2O

ABSENT = 1e-12
"""Molality of what is not there [mol/kg]: the solver wants a little of everything."""


def equilibrium(*, temperature: float, ions: dict[str, float]) -> dict[str, float]:
    """Molality of every species [mol/kg water] at equilibrium, from these amounts; 20 to 60 ms, once built."""
    phase = brine_with_chlorine(temperature)
    amount = np.full(len(phase.species_names), ABSENT)
    amount[0] = 1.0 / M_H2O
    for ion, value in ions.items():
        amount[phase.species_index(ion)] = max(value, ABSENT)
    phase.TPX = temperature, ATMOSPHERE, amount / amount.sum()
    phase.equilibrate("TP", solver="vcs", rtol=1e-11, max_steps=20_000)
    molality = phase.X / (phase.X[0] * M_H2O)
    return dict(zip(phase.species_names[1:], map(float, molality[1:]), strict=True))


@cache
def brine_with_chlorine(temperature: float) -> Any:
    """Cantera's phase of the parameter file with the species of active chlorine, at a temperature [K]."""
    file = YAML(typ="safe").load(BRINE_FILE)
    phase = file["phases"][0]
    interactions = phase["activity-data"]["interactions"]
    interactions += [
        row | {"species": ["ClO-" if name == "Cl-" else name for name in row["species"]]}
        for row in interactions
        if "Cl-" in row["species"]
    ]
    each = SALTING_OUT * math.log(10.0) / 2.0
    interactions += [{"species": ["Cl2", anion], "lambda": [each, 0.0, 0.0, 0.0, 0.0]} for anion in SALTS]
    for name, potential in potentials(temperature).items():
        phase["species"].append(name)
        file["species"].append(at_one_temperature(name, potential, temperature))
    text = io.StringIO()
    YAML().dump(file, text)
    return cantera.Solution(yaml=text.getvalue(), name="brine")


SALTS = ("Cl-", "ClO-", "OH-")
"""Anions whose sum is the salt that drives chlorine out."""
COMPOSITION = {"Cl2": {"Cl": 2}, "HOCl": {"H": 1, "Cl": 1, "O": 1}, "ClO-": {"Cl": 1, "O": 1, "E": 1}}


def potentials(temperature: float) -> dict[str, float]:
    """Standard potentials [J/kmol] that give the published constants, beside Cantera's own of water and ions."""
    brine = cantera.Solution(str(BRINE_FILE), "brine")
    brine.TP = temperature, ATMOSPHERE
    scale = cantera.gas_constant * temperature
    own = dict(zip(brine.species_names, brine.standard_gibbs_RT * scale, strict=True))
    acid = own["H2O"] - own["H+"] - own["Cl-"] - scale * ln_chlorine_hydrolysis(temperature=temperature)
    base = acid - own["H+"] - scale * ln_hypochlorous_dissociation(temperature=temperature)
    return {"Cl2": 0.0, "HOCl": float(acid), "ClO-": float(base)}


def at_one_temperature(name: str, potential: float, temperature: float) -> dict[str, Any]:
    """A species as Cantera's file has them, of this potential at this temperature."""
    return {
        "name": name,
        "composition": COMPOSITION[name],
        "equation-of-state": {"model": "constant-volume", "molar-volume": 0.0},
        "thermo": {"model": "constant-cp", "h0": potential, "s0": 0.0, "cp0": 0.0, "T0": temperature},
    }
