"""`litwin properties`: activities and physical properties of a brine.

Lives here: reading molalities, words. Lives elsewhere: the figures (twin.matter.report).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dashboards.answer import Answer, table
from twin.errors import DesignError
from twin.matter.constants import M_BA, M_CA, M_MG
from twin.matter.report import properties
from twin.units import to_si

NAMES = {
    "osmotic_coefficient": ("osmotic coefficient", "-"), "water_activity": ("water activity", "-"),
    "density_kg_per_m3": ("density", "kg/m3"), "heat_capacity_J_per_kgK": ("heat capacity", "J/kg/K"),
    "viscosity_Pa_s": ("viscosity", "Pa s"), "conductivity_S_per_m": ("conductivity", "S/m"), "pH": ("pH", "-"),
    "p_H2O_Pa": ("p_H2O", "Pa"), "p_HCl_Pa": ("p_HCl", "Pa"), "boiling_point_rise_K": ("boiling-point rise", "K"),
}  # fmt: skip
"""Keys of the answer: what people call them, and their unit."""
METALS = {"Mg(OH)2": ("Mg", M_MG), "CaCO3": ("Ca", M_CA), "CaSO4.2H2O": ("Ca", M_CA), "BaSO4": ("Ba", M_BA)}
"""The metal that each precipitate takes out, and its molar mass [kg/mol]."""


def run(*, temperature: str, molality: Sequence[str], direct: bool, pressure: str) -> Answer:
    """Ask the tables, or Cantera itself."""
    kelvin = to_si(temperature, "degC", what="--temperature")
    given = _molalities(molality)
    pascal = to_si(pressure, "Pa", what="--pressure")
    data: dict[str, Any] = properties(kelvin, given, direct=direct, pressure=pascal)
    return Answer(_words(data), data)


def _molalities(texts: Sequence[str]) -> dict[str, float]:
    given: dict[str, float] = {}
    for salt, value in map(_molality, texts):
        if salt in given:
            raise DesignError(f"--molality {salt}: given more than once; write each salt once, with its sum.")
        given[salt] = value
    return given


def _molality(text: str) -> tuple[str, float]:
    salt, equals, amount = text.partition("=")
    number = amount.strip().removesuffix("mol/kg").strip()
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not equals or not math.isfinite(value) or value < 0.0:
        raise DesignError(f"--molality: got '{text}'; write salt and mol per kg of water, such as LiCl=8.")
    return salt.strip(), value


def _acid(data: dict[str, float] | None) -> list[list[str]]:
    """Where hydrochloric acid boils; nothing for other solutions."""
    if data is None:
        return []
    boils, under = data["boiling_point_K"], f"under {1e-3 * data['pressure_Pa']:.4g} kPa"
    share = 100.0 * data["azeotrope_HCl_mass_fraction"]
    return [
        [f"boils {under} at", "n/a, not between 5 and 117 degC" if boils is None else f"{boils - 273.15:.2f} degC"],
        [f"azeotrope {under}", f"{data['azeotrope_boiling_point_K'] - 273.15:.2f} degC, {share:.2f} wt% HCl"],
    ]


def _words(data: dict[str, Any]) -> str:
    rows = [[f"gamma {salt}", f"{value:.4g}"] for salt, value in data["gamma_pm"].items()]
    for name, (words, unit) in NAMES.items():
        value = data[name]
        rows.append([words, "n/a, see below" if value is None else f"{value:.5g} {unit}".removesuffix(" -")])
    rows += [[f"{name} in solution", f"{value:.4g} mol/kg"] for name, value in data["species_mol_per_kg"].items()]
    rows += [[f"saturation index {name}", f"{value:+.2f}"] for name, value in data["saturation_index"].items()]
    rows += [
        [f"left beside {name}", f"{value:.4g} mol/kg, {1e6 * value * METALS[name][1]:.3g} mg/kg {METALS[name][0]}"]
        for name, value in data["left_beside_solid_mol_per_kg"].items()
    ]
    rows += _acid(data["boiling_acid"])
    dissolved = data["solubility_in_water_mol_per_kg"]
    rows += [[f"{name} that water dissolves", f"{value:.4g} mol/kg"] for name, value in dissolved.items()]
    text = table(rows, head=[f"at {data['temperature_K'] - 273.15:.1f} degC", ""])
    said = (("outside", "outside"), ("stretched", "stretched"), ("note", "notes"))
    told = (f"{word}: {sentence}" for word, key in said for sentence in data[key])
    return "\n".join([text, f"source: {data['source']}", *told])
