"""Predicted certificate of analysis of a lot, and what specifications say of it.

Lives here: a lot's components as a laboratory reports them, limits of named specifications, pass and margin.
Lives elsewhere: the limits with their sources (data/product_specs.csv), how lots are filled and released (.procedure).

"56.5 %" is LiOH content (pure LiOH.H2O holds 57.07 %): free alkali by titration, what carbonate and other alkalis hold
left out. What a lot picks up outside the line's streams is added (section `product` of the flowsheet).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Final

from twin.crystallisation.nameplate import Product
from twin.matter.components import ATOMIC_MASS, LIQUID, MOLAR_MASS, NAMES
from twin.matter.constants import M_CO2, M_LIOH

UNITS: Final = {"wt%": 0.01, "mg/kg": 1e-6}
"""Units of the limits, in kg/kg."""
RELEASED_BY: Final = "GB/T 26008-2020 D1"
"""Specification that a lot must meet to be released."""
ELEMENTS: Final = {"Na": "Na", "K": "K", "Cl": "Cl", "SO4": "SO4", "Ca": "Ca", "Fe": "Fe", "Ni": "Ni", "Al": "Al"}
"""Item of a certificate that is a component of the line."""
ATOMS: Final = {"Si": 1e-3 * ATOMIC_MASS["Si"], "B": 1e-3 * ATOMIC_MASS["B"]}
"""Items reported as element of a component that is an oxide or acid [kg/mol]."""
INSOLUBLE: Final = ("INS", "Mg", "Ba", "Fe", "Ni", "Al")
"""Components that stay on the filter when a lot is dissolved: hydroxides of metals are counted as the metal."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a specification asks of an item."""

    least: bool
    """True: at least this much; False: at most."""
    value: float
    """[kg/kg]"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An item of a lot under a specification."""

    item: str
    found: float | None
    """[kg/kg]; None: the line does not predict it."""
    limit: float
    """[kg/kg]"""
    margin: float | None
    """What is left to the limit, as a share of it [-]; negative: failed."""


@cache
def specifications() -> dict[str, dict[str, Limit]]:
    """Limits by specification and item, as in the data file."""
    text = files("twin.crystallisation").joinpath("data", "product_specs.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, Limit]] = {}
    for row in csv.DictReader(text.splitlines()):
        limit = Limit(row["kind"] == "min", float(row["limit"]) * UNITS[row["unit"]])
        found.setdefault(row["specification"], {})[row["item"]] = limit
    return found


def analysis(moles: Mapping[str, float], picked_up: Product) -> dict[str, float]:
    """Items of a lot [kg/kg] from its components [mol] and what it picks up.

    >>> nothing = Product(pickup_CO2=0, pickup_Cl=0, pickup_SO4=0, pickup_Ca=0, pickup_Fe=0, pickup_Si=0,
    ...                   pickup_magnetic=0)
    >>> round(100 * analysis({"Li": 1.0, "OH": 1.0, "H2O": 1.0}, nothing)["LiOH"], 2)
    57.07
    """
    mass = sum(moles.get(name, 0.0) * float(MOLAR_MASS[k]) for k, name in enumerate(NAMES[:LIQUID]))
    per_kg = {name: amount / mass for name, amount in moles.items()}

    def share(name: str) -> float:
        return float(per_kg.get(name, 0.0) * MOLAR_MASS[NAMES.index(name)])

    found = {item: share(name) for item, name in ELEMENTS.items()}
    found |= {item: per_kg.get(item, 0.0) * atom for item, atom in ATOMS.items()}
    for item in ("Cl", "SO4", "Ca", "Fe", "Si"):
        found[item] += getattr(picked_up, f"pickup_{item}")
    found["CO2"] = per_kg.get("CO3", 0.0) * M_CO2 + picked_up.pickup_CO2
    found["insoluble"] = sum(share(name) for name in INSOLUBLE)
    found["magnetic"] = picked_up.pickup_magnetic
    alkali = per_kg.get("OH", 0.0) - per_kg.get("Na", 0.0) - per_kg.get("K", 0.0)
    found["LiOH"] = M_LIOH * (alkali - 2.0 * picked_up.pickup_CO2 / M_CO2)
    return found


def assumed(picked_up: Product) -> dict[str, float]:
    """Part of each item that a lot is taken to pick up in handling, which the line does not predict [kg/kg]."""
    parts = {one.name.removeprefix("pickup_"): getattr(picked_up, one.name) for one in fields(picked_up)}
    return {item: part for item, part in parts.items() if part > 0.0}


def judge(found: Mapping[str, float], specification: str) -> list[Verdict]:
    """Every item that a specification names."""
    verdicts = []
    for item, limit in specifications()[specification].items():
        value = found.get(item)
        margin = None
        if value is not None:
            margin = (value - limit.value if limit.least else limit.value - value) / limit.value
        verdicts.append(Verdict(item, value, limit.value, margin))
    return verdicts


def passes(found: Mapping[str, float], specification: str) -> bool:
    """Whether all items that the line predicts are within the specification."""
    return all(one.margin is None or one.margin >= 0.0 for one in judge(found, specification))
