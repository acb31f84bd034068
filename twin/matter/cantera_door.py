"""The one door to Cantera: it defines the chemistry, from the parameter files in data/.

Lives here: the phases that Cantera builds, and the few questions that litwin asks them.
Lives elsewhere: ranges and salts (.brine), tables for compiled code (.brine_tables), gases (.gas).

Cantera is imported at the first question, and one thread at a time may ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import RLock
from typing import Any, Final

import numpy as np

from twin.matter.constants import ATMOSPHERE, BAR, M_H2O

DATA: Final = Path(__file__).with_name("data")
BRINE_FILE: Final = DATA / "brine_extended.yaml"
TRACE: Final = 1e-15
"""Molality of an ion that is absent [mol/kg]: an exact zero has no activity coefficient."""
GASES: Final = ("H2", "CL2", "O2", "N2", "CO2", "HCL", "H2O")
"""Names in Cantera's gas file, in the order of .gas."""
FLAME_SPECIES: Final = (*GASES, "H", "CL", "O", "OH", "CO", "CLO", "HOCL", "HO2")
FLAME_TRACE: Final = 1e-6
"""Least amount of each element in a flame: with an exact zero the equilibrium solver is 50 times slower."""

_lock: Final = RLock()


@dataclass(frozen=True, slots=True)
class Activities:
    """What Cantera says of one solution."""

    water: float
    """Activity of water [-]."""
    ions: Mapping[str, float]
    """Activity coefficient of each ion, molal scale [-]."""


@cache
def _cantera() -> Any:
    import cantera  # noqa: PLC0415  a third of a second: only who asks pays

    return cantera


@cache
def _brine() -> Any:
    return _cantera().Solution(str(BRINE_FILE), "brine")


@cache
def _gas(names: tuple[str, ...]) -> Any:
    cantera = _cantera()
    known = {species.name: species for species in cantera.Species.list_from_file("nasa_gas.yaml")}
    return cantera.Solution(thermo="ideal-gas", species=[known[name] for name in names])


def fingerprint() -> bytes:
    """What a table made through this door depends on: the parameter file and Cantera's version."""
    return BRINE_FILE.read_bytes() + version("cantera").encode()


def activities(*, temperature: float, ions: Mapping[str, float]) -> Activities:
    """Activities of a solution at a temperature [K] with these molalities of ions [mol/kg water].

    >>> round(activities(temperature=298.15, ions={"Li+": 1.0, "Cl-": 1.0}).water, 4)
    0.9644
    """
    with _lock:
        phase = _brine()
        names = phase.species_names
        molality = np.full(len(names), TRACE)
        for ion, value in ions.items():
            molality[names.index(ion)] = max(value, TRACE)
        amount = molality.copy()
        amount[0] = 1.0 / M_H2O
        phase.TPX = temperature, ATMOSPHERE, amount / amount.sum()
        found = phase.activities
        ratio = found[1:] / molality[1:]
        return Activities(float(found[0]), dict(zip(names[1:], map(float, ratio))))


def interactions() -> list[Mapping[str, Any]]:
    """The interactions of the brine phase as its file has them: species, names of parameters, their numbers."""
    with _lock:
        return list(_brine().input_data["activity-data"]["interactions"])


def standard_change(*, temperature: float, reaction: Mapping[str, float]) -> tuple[float, float]:
    """Standard Gibbs energy and enthalpy of a reaction [J/mol].

    `reaction` holds moles made of each species (used: negative). Solutes at 1 mol/kg (ideal), liquid water,
    gases (H2, CL2, O2) at 1 bar. Write it with what is neutral in sum, or the figure means little.
    """
    with _lock:
        phase, gas = _brine(), _gas(GASES)
        phase.TP = gas.TP = temperature, BAR
        scale = float(_cantera().gas_constant) * temperature * 1e-3
        gibbs = enthalpy = 0.0
        for name, made in reaction.items():
            home = phase if name in phase.species_names else gas
            place = home.species_index(name)
            gibbs += made * scale * float(home.standard_gibbs_RT[place])
            enthalpy += made * scale * float(home.standard_enthalpies_RT[place])
        return gibbs, enthalpy


def flame(*, temperature: float, feed: Mapping[str, float]) -> tuple[float, Mapping[str, float]]:
    """Adiabatic flame temperature [K] at 1 atm and what is left at equilibrium there [mol fraction].

    `feed` is in mol of GASES names; every one of them is held at a trace at least.
    """
    return _equilibrium("HP", temperature, feed)


def cooled(*, temperature: float, feed: Mapping[str, float]) -> Mapping[str, float]:
    """Equilibrium mol fractions of the same feed held at a temperature [K], 1 atm."""
    return _equilibrium("TP", temperature, feed)[1]


def _equilibrium(kept: str, temperature: float, feed: Mapping[str, float]) -> tuple[float, Mapping[str, float]]:
    with _lock:
        gas = _gas(FLAME_SPECIES)
        gas.TPX = temperature, ATMOSPHERE, {name: max(feed.get(name, 0.0), FLAME_TRACE) for name in GASES}
        gas.equilibrate(kept)
        return float(gas.T), dict(zip(gas.species_names, map(float, gas.X)))
