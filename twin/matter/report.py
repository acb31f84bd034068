"""What `litwin properties` and `litwin burner` print, as dictionaries.

Lives here: which source answers (table or Cantera), and the keys of the JSON.
Lives elsewhere: the figures (.brine, .brine_tables, .density, .conductivity, .enthalpy, .gas); the verbs (dashboards).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from twin.errors import RangeError
from twin.matter import brine
from twin.matter.brine_tables import (
    LYE_STRONGEST,
    BrineTables,
    acid_brine_ln_gamma_hcl,
    acid_brine_ln_gamma_licl,
    acid_brine_ln_water,
    acid_brine_out_of_range,
    brine_tables,
    lye_ln_gamma_lioh,
    lye_ln_water,
    osmotic_coefficient,
)
from twin.matter.components import MOLAR_MASS, substance
from twin.matter.conductivity import brine_ph, conductivity, ln_ion_product, lye_ph
from twin.matter.density import density, density_out_of_range
from twin.matter.enthalpy import WATER_HEAT_CAPACITY
from twin.matter.gas import flame

Json = dict[str, object]
WEIGHED = ("LiCl", "LiOH", "HCl", "NaCl", "NaOH")
"""Salts whose volume in solution is known; with another one present the density is null."""
DENSITY_RANGE = "LiCl to 45.4, LiOH 11.3, HCl 37.6, NaCl 26.6, NaOH 50.3 wt%, 5 to 100 degC"
MOST_SOLUTES = 0.45
"""Mass fraction of solutes to which the rule of heat capacity holds [-]."""


def properties(temperature: float, molalities: Mapping[str, float], direct: bool = False) -> Json:
    """Properties of a solution of salts [mol/kg water] at a temperature [K].

    Without `direct` the tables answer when they can: LiCl with HCl, or LiOH alone; any other mixture is
    asked of Cantera. `in_range` speaks of the activities; `outside` says, a sentence each, what of all the
    figures lies beyond its known range.
    """
    brine.ions_of(molalities)
    tables = None if direct or not _tabled(molalities) else brine_tables()
    known = None if tables is None else _from_table(tables, temperature, molalities)
    found = known if known is not None else _from_cantera(temperature, molalities)
    faults = brine.faults(temperature=temperature, molalities=molalities)
    outside = [*faults]
    fractions = _mass_fractions(molalities)
    physical = _physical(temperature, molalities, fractions, outside)
    source = "cantera" if known is None else "table"
    return {
        "temperature_K": temperature,
        **found,
        **physical,
        "in_range": not faults,
        "outside": outside,
        "source": source,
    }


def burner(
    hydrogen_excess: float, temperature: float, oxygen_share: float, absorption: float, moisture: float = 0.0,
    inert: float = 0.0, tail_recycle: float = 0.0,
) -> Json:  # fmt: skip
    """Flame of the burner, and the HCl recovery that its hydrogen excess allows in steady state.

    Without import or recycle recovery is at most absorption * min(1, 1/(1 + x)): the cells make H2 = Cl2 + 2 O2
    exactly, so an excess x of hydrogen leaves chlorine unburnt; where a share r of the tail gas returns, x (1 - r) is
    what is lost. [data book section 3]
    """
    if not 0.0 <= absorption <= 1.0:
        raise RangeError(f"absorption: got {absorption:g}; give a share from 0 to 1, such as 0.9995.")
    if not 0.0 <= tail_recycle < 1.0:
        raise RangeError(f"tail recycle: got {tail_recycle:g}; give a share from 0 to below 1, such as 0.9.")
    found = flame(
        hydrogen_excess=hydrogen_excess, temperature=temperature, oxygen_share=oxygen_share, moisture=moisture,
        inert=inert,
    )  # fmt: skip
    return {
        "adiabatic_flame_K": found.temperature,
        "cl2_slip_mol_frac": found.free_chlorine,
        "hcl_recovery_limit": absorption * min(1.0, 1.0 / (1.0 + hydrogen_excess * (1.0 - tail_recycle))),
    }


def _tabled(molalities: Mapping[str, float]) -> bool:
    salts = set(molalities)
    return bool(salts) and (salts <= {"LiCl", "HCl"} or salts == {"LiOH"}) and sum(molalities.values()) > 1e-6


def _from_table(tables: BrineTables, temperature: float, molalities: Mapping[str, float]) -> Json | None:
    """Activities by the tables; None where they would hold their edge."""
    total = sum(molalities.values())
    if "LiOH" in molalities:
        if brine.faults(temperature=temperature, molalities=molalities) or total > LYE_STRONGEST:
            return None
        gamma = {"LiOH": math.exp(lye_ln_gamma_lioh(tables, temperature=temperature, molality=total))}
        water = math.exp(lye_ln_water(tables, temperature=temperature, molality=total))
        ph = lye_ph(tables, temperature=temperature, molality=total)
        return _activity_part(gamma, water, total, ph)
    share = molalities.get("HCl", 0.0) / total
    if acid_brine_out_of_range(temperature=temperature, molality=total, acid_fraction=share):
        return None
    looked_up = {"LiCl": acid_brine_ln_gamma_licl, "HCl": acid_brine_ln_gamma_hcl}
    gamma = {
        salt: math.exp(looked_up[salt](tables, temperature=temperature, molality=total, acid_fraction=share))
        for salt in molalities
    }
    water = math.exp(acid_brine_ln_water(tables, temperature=temperature, molality=total, acid_fraction=share))
    ph = brine_ph(tables, temperature=temperature, molality=total, free_acid=molalities.get("HCl", 0.0))
    return _activity_part(gamma, water, total, ph)


def _activity_part(gamma: Mapping[str, float], water: float, salt: float, ph: float) -> Json:
    osmotic = osmotic_coefficient(water, ions=2.0 * salt)
    return {"gamma_pm": dict(gamma), "osmotic_coefficient": osmotic, "water_activity": water, "pH": ph}


def _from_cantera(temperature: float, molalities: Mapping[str, float]) -> Json:
    found = brine.activities(temperature=temperature, molalities=molalities)
    ions = brine.ions_of(molalities)
    return {
        "gamma_pm": dict(found.gamma_pm),
        "osmotic_coefficient": found.osmotic,
        "water_activity": found.water,
        "pH": _ph(temperature, found, ions.get("H+", 0.0) - ions.get("OH-", 0.0)),
    }


def _ph(temperature: float, found: brine.BrineActivities, free_acid: float) -> float:
    """Activity pH of a solution without carbonate or sulphate buffers."""
    ln_product = ln_ion_product(temperature=temperature) + math.log(found.water)
    product = math.exp(ln_product) / (found.gamma["H+"] * found.gamma["OH-"])
    root = math.sqrt(free_acid**2 + 4.0 * product)
    hydrogen = 0.5 * (free_acid + root) if free_acid >= 0.0 else 2.0 * product / (root - free_acid)
    return -math.log10(hydrogen * found.gamma["H+"])


def _mass_fractions(molalities: Mapping[str, float]) -> dict[str, float]:
    masses = {salt: value * float(substance(salt) @ MOLAR_MASS) for salt, value in molalities.items()}
    return {salt: mass / (1.0 + sum(masses.values())) for salt, mass in masses.items()}


def _physical(
    temperature: float, molalities: Mapping[str, float], fractions: Mapping[str, float], outside: list[str]
) -> Json:
    """Density, heat capacity and conductivity; null where unknown, with a sentence added to `outside`."""
    weights = {f"w_{salt.lower()}": fractions.get(salt, 0.0) for salt in WEIGHED}
    solutes = sum(fractions.values())
    weighed = all(value == 0.0 or salt in WEIGHED for salt, value in molalities.items())
    if not weighed or density_out_of_range(temperature=temperature, **weights):
        others = [salt for salt, value in molalities.items() if value > 0.0 and salt not in WEIGHED]
        without = f", not for {', '.join(others)}" if others else ""
        outside.append(f"density: known for {DENSITY_RANGE}{without}")
    if solutes > MOST_SOLUTES:
        outside.append(f"heat capacity: 4.18 (1 - w) holds to {MOST_SOLUTES:g} of solutes, not {solutes:.2f}")
    flowing = conductivity(temperature=temperature, molalities=molalities)
    if flowing is None and not any(molalities.values()):
        outside.append("conductivity: that of water without salt is not in the fit; give a salt above 0 mol/kg")
    elif flowing is None:
        outside.append("conductivity: known for LiCl to 12, HCl 16, LiOH 5.5, NaCl 6, NaOH 10 mol/kg, 5 to 100 degC")
    return {
        "density_kg_per_m3": density(temperature=temperature, **weights) if weighed else None,
        "heat_capacity_J_per_kgK": WATER_HEAT_CAPACITY * (1.0 - solutes),
        "conductivity_S_per_m": flowing,
    }
