"""`litwin properties`: activities and physical properties of a brine.

Lives here: reading molalities, words. Lives elsewhere: the figures (twin.matter.report).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dashboards.answer import Answer, table
from twin.errors import DesignError
from twin.matter.report import properties
from twin.units import to_si


def run(*, temperature: str, molality: Sequence[str], direct: bool) -> Answer:
    """Ask the tables, or Cantera itself."""
    kelvin = to_si(temperature, "degC", what="--temperature")
    given = dict(_molality(text) for text in molality)
    data: dict[str, Any] = properties(kelvin, given, direct=direct)
    return Answer(_words(data), data)


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


def _words(data: dict[str, Any]) -> str:
    rows = [[f"gamma {salt}", f"{value:.4g}"] for salt, value in data["gamma_pm"].items()]
    names = {
        "osmotic_coefficient": "-", "water_activity": "-", "density_kg_per_m3": "kg/m3",
        "heat_capacity_J_per_kgK": "J/kg/K", "viscosity_Pa_s": "Pa s", "conductivity_S_per_m": "S/m", "pH": "-",
        "p_H2O_Pa": "Pa", "p_HCl_Pa": "Pa", "boiling_point_rise_K": "K",
    }  # fmt: skip
    for name, unit in names.items():
        value = data[name]
        words = name if name.startswith("p_") else name.split("_")[0]
        rows.append([words.removesuffix("_Pa"), "n/a, see below" if value is None else f"{value:.5g} {unit}"])
    rows += [[f"{name} in solution", f"{value:.4g} mol/kg"] for name, value in data["species_mol_per_kg"].items()]
    rows += [[f"saturation index {name}", f"{value:+.2f}"] for name, value in data["saturation_index"].items()]
    dissolved = data["solubility_in_water_mol_per_kg"]
    rows += [[f"{name} that water dissolves", f"{value:.4g} mol/kg"] for name, value in dissolved.items()]
    text = table(rows, head=[f"at {data['temperature_K'] - 273.15:.1f} degC", ""])
    faults, notes = (f"outside: {fault}" for fault in data["outside"]), (f"note: {note}" for note in data["notes"])
    return "\n".join([text, f"source: {data['source']}", *faults, *notes])
