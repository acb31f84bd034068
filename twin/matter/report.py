"""What `litwin properties` and `litwin burner` print, as dictionaries.

Lives here: which source answers (tables or Cantera), the keys of the JSON, and what each figure is to be trusted for.
Lives elsewhere: the figures (.brine, .pitzer, .speciation, .saturation, .vapour, .density, .viscosity, .heat_capacity,
.conductivity, .gas); the verbs (dashboards).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from twin.errors import RangeError
from twin.matter import brine, heat_capacity, viscosity
from twin.matter.brine import CHLORINE_WORD
from twin.matter.brine_tables import osmotic_coefficient
from twin.matter.components import MOLAR_MASS, substance
from twin.matter.conductivity import conductivity
from twin.matter.density import MOST, density_of
from twin.matter.gas import flame
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import CHLORIDE, ION_NAMES, LITHIUM, PROTON, SPECIES, Floats, pitzer_tables
from twin.matter.saturation import SOLIDS, lithium_chloride_solubility, lye_solubility, saturation_index
from twin.matter.speciation import CHLORINE, HYPOCHLORITE, HYPOCHLOROUS, RESULTS, speciate, totals
from twin.matter.vapour import STRONGEST_ACID, acid_pressures, boiling_point_rise

Json = dict[str, object]
MOST_CHLORINE = 5.0
"""Active chlorine that may be given [mol/kg]; its ions' share in the activities of others is left out."""
MOST_SOLUTES = 0.45
"""Mass fraction of solutes to which the rule of heat capacity holds [-]."""
LEAST_SPECIES = 1e-14
"""Molality below which a species is not listed [mol/kg]."""


def properties(temperature: float, molalities: Mapping[str, float], direct: bool = False) -> Json:
    """Properties of a solution of salts [mol/kg water] at a temperature [K].

    Without `direct` the tables answer, for any mixture in their range; with it, and beyond, Cantera itself gives the
    activities. `in_range` is true when `outside` is empty: activities, density and vapour lie inside what they are
    known for. `stretched` says, a sentence each, which of heat capacity, viscosity and conductivity is carried on
    beyond its measurements, or null; `notes` what is known of errors.
    """
    salts = {salt: value for salt, value in molalities.items() if salt != CHLORINE_WORD}
    chlorine = molalities.get(CHLORINE_WORD, 0.0)
    if not 0.0 <= chlorine <= MOST_CHLORINE:
        raise RangeError(f"{CHLORINE_WORD}: got {chlorine:g} mol/kg; give 0 to {MOST_CHLORINE:g} mol per kg of water.")
    ions = brine.ions_of(salts)
    faults = brine.faults(temperature=temperature, molalities=salts)
    outside, stretched = [*faults], list[str]()
    direct = direct or bool(faults)  # beyond their range the sums run away, Cantera's are held
    if direct:
        found = brine.activities(temperature=temperature, molalities=salts)
        gamma, water, osmotic = dict(found.gamma), found.water, found.osmotic
    else:
        gamma, water, osmotic = _from_tables(temperature, ions)
    if water >= 1.0 + 1e-9:
        raise RangeError(f"so strong a solution has no activities here ({'; '.join(faults)}).")
    species = _speciation(temperature, ions, chlorine, gamma if direct else None)
    fractions = _mass_fractions(salts)
    weighed = _weighed(temperature, fractions, outside)
    moved = _moved(temperature, salts, fractions, stretched)
    vapour = _vapour(temperature, ions, water, outside)
    return {
        "temperature_K": temperature,
        "gamma_pm": brine.mean_coefficients(ions, gamma),
        "osmotic_coefficient": osmotic,
        "water_activity": water,
        "pH": species.pop("pH"),
        **weighed,
        **moved,
        "species_mol_per_kg": species,
        **_saturation(temperature, ions, species),
        **vapour,
        "in_range": not outside,
        "outside": outside,
        "stretched": stretched,
        "notes": _notes(ions, chlorine),
        "source": "cantera" if direct else "table",
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


def _molality(ions: Mapping[str, float]) -> Floats:
    molality = np.zeros(SPECIES)
    for name, value in ions.items():
        molality[ION_NAMES.index(name)] = value
    return molality


def _from_tables(temperature: float, ions: Mapping[str, float]) -> tuple[dict[str, float], float, float]:
    """Activity coefficient of each ion, activity of water, osmotic coefficient, by the tables."""
    if not brine.FREEZING <= temperature <= brine.BEYOND:
        raise RangeError(
            f"temperature: got {temperature - 273.15:.4g} degC; give {brine.FREEZING - 273.15:.2f} to "
            f"{brine.BEYOND - 273.15:.0f} degC."
        )
    tables, molality = pitzer_tables(), _molality(ions)
    state = medium(tables, temperature, molality)
    gamma = {name: math.exp(ln_gamma(tables, state, molality, k)) for k, name in enumerate(ION_NAMES)}
    total, water = sum(ions.values()), math.exp(state.ln_water)
    return gamma, water, osmotic_coefficient(water, ions=total) if total > 1e-9 else 1.0


def _speciation(
    temperature: float, ions: Mapping[str, float], chlorine: float, direct: Mapping[str, float] | None
) -> dict[str, float]:
    """Molality of every species at equilibrium [mol/kg], and the activity pH; with Cantera's gamma of H+ if given."""
    found = np.zeros(RESULTS)
    ph = speciate(pitzer_tables(), temperature, totals(dict(ions)), chlorine, found)
    if direct is not None:
        ph = -math.log10(found[PROTON] * direct["H+"])
    named = {name: float(found[k]) for k, name in enumerate(ION_NAMES) if found[k] > LEAST_SPECIES}
    if chlorine > 0.0:
        named |= {"Cl2": found[CHLORINE], "HOCl": found[HYPOCHLOROUS], "ClO-": found[HYPOCHLORITE]}
    return {name: float(value) for name, value in named.items()} | {"pH": float(ph)}


def _saturation(temperature: float, ions: Mapping[str, float], species: Mapping[str, float]) -> Json:
    """log10 of activity over solubility product of every solid that the ions form, and solubilities in water."""
    tables = pitzer_tables()
    molality = _molality({name: value for name, value in species.items() if name in ION_NAMES})
    chloride = molality[CHLORIDE]
    molality[CHLORIDE] += species.get("ClO-", 0.0)  # it acts on the others as chloride does, but makes no chloride salt
    state = medium(tables, temperature, molality)
    index = {}
    for solid, name in enumerate(SOLIDS):
        value = saturation_index(tables, state, molality, solid=solid, temperature=temperature)
        if name in ("NaCl", "KCl") and chloride < molality[CHLORIDE]:
            value += math.log10(max(chloride, LEAST_SPECIES) / molality[CHLORIDE])
        if math.isfinite(value) and _given(name, ions):
            index[name] = float(value)
    lithium_chloride = lithium_chloride_solubility(temperature=temperature)
    if molality[LITHIUM] > 0.0 and chloride > 0.0:
        strength = min(molality[LITHIUM], chloride)
        index["LiCl.H2O"] = 2.0 * math.log10(strength / lithium_chloride)
    solubility = {
        "LiCl": lithium_chloride,
        "LiOH": float(lye_solubility(tables, temperature=temperature, naoh=0.0, licl=0.0, na2co3=0.0)),
        "Li2CO3": _carbonate_solubility(temperature),
    }
    return {"saturation_index": index, "solubility_in_water_mol_per_kg": solubility}


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
    found = np.zeros(RESULTS)
    for _ in range(30):
        middle = 0.5 * (low + high)
        speciate(tables, temperature, totals({"Li+": 2.0 * middle, "CO3-2": middle}), 0.0, found)
        molality = found[:SPECIES].copy()
        state = medium(tables, temperature, molality)
        above = saturation_index(tables, state, molality, solid=SOLIDS.index("Li2CO3"), temperature=temperature) > 0.0
        low, high = (low, middle) if above else (middle, high)
    return 0.5 * (low + high)


def _vapour(temperature: float, ions: Mapping[str, float], water: float, outside: list[str]) -> Json:
    """Partial pressures over the solution, and by how much it boils above water."""
    molality = _molality(ions)
    acid, salt = float(molality[PROTON]), float(molality[CHLORIDE] - molality[PROTON])
    found = acid_pressures(pitzer_tables(), temperature=temperature, hcl=acid, licl=max(salt, 0.0))
    if acid > STRONGEST_ACID:
        outside.append(f"vapour: HCl {acid:g} mol/kg; pressures are known to {STRONGEST_ACID:g} mol/kg")
    rise = boiling_point_rise(ln_water=math.log(water), temperature=temperature)
    pure = acid_pressures(pitzer_tables(), temperature=temperature, hcl=0.0, licl=0.0)[1]
    return {"p_HCl_Pa": float(found[0]), "p_H2O_Pa": float(water * pure), "boiling_point_rise_K": float(rise)}


def _notes(ions: Mapping[str, float], chlorine: float) -> list[str]:
    """What is known of the errors of this answer, a sentence each."""
    given = {name for name, value in ions.items() if value > 0.0}
    found = []
    if {"Li+", "OH-"} <= given:
        found.append("LiOH: two published parameter sets differ by 9 % in gamma at 5 mol/kg")
        found.append("LiOH: published solubilities differ by 5 to 9 % from each other, the more the hotter")
        found.append("LiOH: conductivity reads 7 to 20 % above values recalled for 18 degC")
    if given & {"CO3-2", "HCO3-", "CO2"} and "Li+" in given:
        found.append(
            "carbonate: no Li-CO3 interaction is known; taken as of sodium it would halve the calcium left over"
        )
    if chlorine > 0.0:
        found.append(
            "chlorine: salting-out is calibrated to one figure of the data book; ClO- has chloride's gamma; "
            "gamma_pm and water activity are of the salts as given, before chlorine reacts"
        )
    return found


def _mass_fractions(molalities: Mapping[str, float]) -> dict[str, float]:
    masses = {salt: value * _molar_mass(salt) for salt, value in molalities.items()}
    return {salt: mass / (1.0 + sum(masses.values())) for salt, mass in masses.items()}


def _molar_mass(salt: str) -> float:
    """Of a salt of .brine [kg/mol], from its ions' components."""
    sums = {"NaHCO3": ("Na2CO3", "CO2", "H2O"), "LiHCO3": ("Li2CO3", "CO2", "H2O")}
    if salt in sums:
        return 0.5 * sum(float(substance(part) @ MOLAR_MASS) for part in sums[salt])
    if salt == "CaSO4":
        return float((substance("CaCl2") + substance("Li2SO4") - 2.0 * substance("LiCl")) @ MOLAR_MASS)
    if salt == "Na2SO4":
        return float((substance("Li2SO4") + 2.0 * substance("NaCl") - 2.0 * substance("LiCl")) @ MOLAR_MASS)
    return float(substance(salt) @ MOLAR_MASS)


def _weighed(temperature: float, fractions: Mapping[str, float], outside: list[str]) -> Json:
    """Density; null where unknown, with a sentence added to `outside`."""
    others = [salt for salt, value in fractions.items() if value > 0.0 and salt not in MOST]
    density = density_of(temperature=temperature, fractions=fractions)
    beyond = [salt for salt, value in fractions.items() if value > MOST.get(salt, 1.0)]
    if density is None or beyond or not 278.15 <= temperature <= 373.15:
        ranges = ", ".join(f"{salt} {100.0 * most:.1f}" for salt, most in MOST.items() if salt != "LiCl")
        without = f", not for {', '.join(others)}" if others else ""
        outside.append(f"density: known for LiCl to 45.4, {ranges} wt%, 5 to 100 degC{without}")
    return {"density_kg_per_m3": density}


def _moved(
    temperature: float, molalities: Mapping[str, float], fractions: Mapping[str, float], stretched: list[str]
) -> Json:
    """Heat capacity, viscosity, conductivity; null where unknown. What is not as measured adds to `stretched`."""
    solutes = sum(fractions.values())
    if solutes > MOST_SOLUTES:
        stretched.append(f"heat capacity: known to {MOST_SOLUTES:g} of solutes, not {solutes:.2f}")
    stretched.extend(heat_capacity.stretched(fractions=fractions))
    stretched.extend(viscosity.stretched(temperature=temperature, fractions=fractions))
    flowing = conductivity(temperature=temperature, molalities=molalities)
    if flowing is None and not any(molalities.values()):
        stretched.append("conductivity: that of water without salt is not in the fit; give a salt above 0 mol/kg")
    elif flowing is None:
        stretched.append("conductivity: known for LiCl to 12, HCl 16, LiOH 5.5, NaCl 6, NaOH 10 mol/kg, 5 to 100 degC")
    thick = viscosity.viscosity(temperature=temperature, fractions=fractions)
    if thick is None:
        stretched.append(f"viscosity: known for {', '.join(viscosity.VISCOSITY)}; others only as traces")
    return {
        "heat_capacity_J_per_kgK": heat_capacity.heat_capacity(temperature=temperature, fractions=fractions),
        "viscosity_Pa_s": thick,
        "conductivity_S_per_m": flowing,
    }
