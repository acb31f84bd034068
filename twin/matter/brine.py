"""Brine as Cantera itself sees it: activities of any mixture of salts, and how far to trust them.

Lives here: salts and their ions, ranges, and direct evaluation (10 ms a temperature).
Lives elsewhere: tables for compiled code (.brine_tables); Cantera's phases (.cantera_door).

Parameters: data/brine_extended.yaml (Pitzer; LiCl and HCl extended to 20 and 16 mol/kg). See data/SOURCES.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from twin.errors import RangeError
from twin.matter import cantera_door
from twin.matter.brine_tables import osmotic_coefficient
from twin.matter.constants import M_H2O
from twin.matter.electrostatic_mixing import canteras_mixing, uneven_mixing
from twin.matter.pitzer import at, node_at
from twin.matter.pitzer_tables import CATION_NAMES, CHARGE, DEBYE, ION_NAMES, pitzer_tables

SALTS: Final[Mapping[str, Mapping[str, int]]] = {
    "LiCl": {"Li+": 1, "Cl-": 1}, "LiOH": {"Li+": 1, "OH-": 1}, "HCl": {"H+": 1, "Cl-": 1},
    "NaCl": {"Na+": 1, "Cl-": 1}, "NaOH": {"Na+": 1, "OH-": 1}, "KCl": {"K+": 1, "Cl-": 1},
    "KOH": {"K+": 1, "OH-": 1}, "Li2SO4": {"Li+": 2, "SO4-2": 1}, "Na2SO4": {"Na+": 2, "SO4-2": 1},
    "CaCl2": {"Ca+2": 1, "Cl-": 2}, "MgCl2": {"Mg+2": 1, "Cl-": 2}, "Li2CO3": {"Li+": 2, "CO3-2": 1},
    "Na2CO3": {"Na+": 2, "CO3-2": 1}, "NaHCO3": {"Na+": 1, "HCO3-": 1}, "LiHCO3": {"Li+": 1, "HCO3-": 1},
    "BaCl2": {"Ba+2": 1, "Cl-": 2}, "CaSO4": {"Ca+2": 1, "SO4-2": 1}, "CO2": {"CO2": 1},
}  # fmt: skip
"""Salts by the ions of a mole of each."""
CHLORINE_WORD: Final = "Cl2"
"""Name under which `litwin properties` takes active chlorine, which is no salt: Cl2, HOCl and ClO- together."""
STRONGEST: Final[Mapping[str, float]] = {
    "LiCl": 20.0, "LiOH": 7.5, "HCl": 16.0, "NaCl": 6.0, "NaOH": 6.0, "KCl": 4.8, "KOH": 6.0, "Li2SO4": 3.0,
    "Na2SO4": 3.0, "CaCl2": 4.0, "MgCl2": 4.0, "Li2CO3": 0.2, "Na2CO3": 2.0,
    "NaHCO3": 1.2, "LiHCO3": 0.5, "BaCl2": 1.5, "CaSO4": 0.1, "CO2": 0.1,
}  # fmt: skip
"""Molality to which the parameters of each salt are known [mol/kg water]."""
COLDEST: Final = 278.15
HOTTEST: Final = 373.15
FREEZING: Final = 273.16
BEYOND: Final = 423.15
"""Cantera's own water answers from FREEZING; nothing above BEYOND is asked [K]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrineActivities:
    """Activities of one solution."""

    gamma_pm: Mapping[str, float]
    """Mean activity coefficient of every salt that the ions present form, molal scale [-]."""
    water: float
    """Activity of water [-]."""
    osmotic: float
    """Osmotic coefficient [-]."""
    gamma: Mapping[str, float]
    """Activity coefficient of each ion (Pitzer's scale) [-]."""
    faults: tuple[str, ...]
    """What lies outside the range for which the figures are known, a sentence each."""


def ions_of(molalities: Mapping[str, float]) -> dict[str, float]:
    """Molality of each ion [mol/kg water] of a mixture of salts; a salt at zero leaves its ions, at zero.

    >>> ions_of({"LiCl": 2.0, "HCl": 0.5})
    {'Li+': 2.0, 'Cl-': 2.5, 'H+': 0.5}
    """
    ions: dict[str, float] = {}
    for salt, molality in molalities.items():
        if salt not in SALTS:
            raise RangeError(f"salt '{salt}': not known. Known: {', '.join((*SALTS, CHLORINE_WORD))}.")
        if not 0.0 <= molality <= 40.0:
            raise RangeError(f"{salt}: got {molality:g} mol/kg; give 0 to 40 mol per kg of water.")
        for ion, count in SALTS[salt].items():
            ions[ion] = ions.get(ion, 0.0) + count * molality
    if ions.get("H+", 0.0) > 0.0 and ions.get("OH-", 0.0) > 0.0:
        raise RangeError("acid and base together neutralise each other: give only what is left of the stronger one.")
    return ions


def faults(*, temperature: float, molalities: Mapping[str, float]) -> tuple[str, ...]:
    """What of a solution lies outside the known range, a sentence each; empty when all is known."""
    found = []
    if not COLDEST <= temperature <= HOTTEST:
        found.append(f"{temperature - 273.15:.1f} degC: activities are known from 5 to 100 degC")
    for salt, molality in molalities.items():
        if molality > STRONGEST[salt]:
            found.append(f"{salt} {molality:g} mol/kg: known to {STRONGEST[salt]:g} mol/kg")
    chloride = sum(molalities.get(salt, 0.0) for salt in ("LiCl", "HCl", "NaCl", "KCl"))
    if chloride > STRONGEST["LiCl"]:
        found.append(f"chlorides {chloride:g} mol/kg together: known to {STRONGEST['LiCl']:g} mol/kg")
    return tuple(found)


def activities(*, temperature: float, molalities: Mapping[str, float]) -> BrineActivities:
    """Activities of a mixture of salts [mol/kg water] at a temperature [K], straight from Cantera.

    Cantera's mixing of single with double charges is set right (`with_warm_mixing`). Known to 2 % in gamma for LiCl
    (20 mol/kg) and HCl (16), 25 degC; two published LiOH sets differ by 9 % at 5 mol/kg.
    Checked: tests/published/activity_*.toml.

    >>> round(activities(temperature=298.15, molalities={"LiCl": 5.0}).gamma_pm["LiCl"], 2)
    2.03
    """
    ions = ions_of(molalities)
    found = activities_of_ions(temperature=temperature, ions=ions)
    total = sum(ions.values())
    return BrineActivities(
        gamma_pm=mean_coefficients(ions, found.ions),
        water=found.water,
        osmotic=osmotic_coefficient(found.water, ions=total) if total > 1e-9 else 1.0,
        gamma=found.ions,
        faults=faults(temperature=temperature, molalities=molalities),
    )


def refuse_temperature(temperature: float) -> None:
    """Raise where nothing is known of any solution [K]."""
    if not FREEZING <= temperature <= BEYOND:
        raise RangeError(
            f"temperature: got {temperature - 273.15:.4g} degC; give {FREEZING - 273.15:.2f} to "
            f"{BEYOND - 273.15:.0f} degC."
        )


def activities_of_ions(*, temperature: float, ions: Mapping[str, float]) -> cantera_door.Activities:
    """The same of ions [mol/kg water] in place of salts: each ion and water."""
    refuse_temperature(temperature)
    return with_warm_mixing(temperature, ions, cantera_door.activities(temperature=temperature, ions=ions))


def with_warm_mixing(
    temperature: float, ions: Mapping[str, float], found: cantera_door.Activities
) -> cantera_door.Activities:
    """Cantera's answer with E-theta at the temperature instead of 25 degC, and its integral exact.

    It moves sulphate by 9 % at 90 degC and ions with one charge not at all while there is none with two.
    """
    charge = dict(zip(ION_NAMES, CHARGE, strict=True))
    strength = 0.5 * sum(value * charge[ion] ** 2 for ion, value in ions.items())
    tables, (node, share) = pitzer_tables(), node_at(temperature)
    right, held = uneven_mixing(strength, at(tables, node, share, DEBYE)), canteras_mixing(strength)
    value, slope = right[0] - held[0], right[1] - held[1]
    amount = {
        (cation, carried): sum(m for ion, m in ions.items() if _kind(ion, charge) == (cation, carried))
        for cation in (True, False)
        for carried in (1.0, 2.0)
    }
    crossed = sum(amount[cation, 1.0] * amount[cation, 2.0] for cation in (True, False))
    gamma = {}
    for ion, coefficient in found.ions.items():
        cation, carried = _kind(ion, charge)
        other = 2.0 * value * amount[cation, 3.0 - carried] if carried > 0.0 else 0.0
        gamma[ion] = coefficient * math.exp(carried**2 * crossed * slope + other)
    water = found.water * math.exp(-2.0 * M_H2O * crossed * (value + strength * slope))
    return cantera_door.Activities(water, gamma)


def _kind(ion: str, charge: Mapping[str, float]) -> tuple[bool, float]:
    """Whether it is a cation, and how many charges it carries."""
    return ion in CATION_NAMES, charge[ion]


def mean_coefficients(ions: Mapping[str, float], gamma: Mapping[str, float]) -> dict[str, float]:
    """Mean activity coefficient of every salt that the ions named form [-], from those of the ions."""
    found = {}
    for salt, parts in SALTS.items():
        if parts.keys() <= ions.keys() and salt != "CO2":
            logarithm = sum(count * math.log(gamma[ion]) for ion, count in parts.items())
            found[salt] = math.exp(logarithm / sum(parts.values()))
    return found
