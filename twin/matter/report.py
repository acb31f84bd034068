"""What `litwin properties` and `litwin burner` print, as dictionaries.

Lives here: which source answers (tables or Cantera), the keys of the JSON, and what each figure is to be trusted for.
Lives elsewhere: the figures (.brine, .pitzer, .speciation, .vapour, .density, .viscosity, .heat_capacity,
.conductivity, .gas), those of solids (.saturation_report); the verbs (dashboards).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from twin.errors import RangeError
from twin.matter import brine, heat_capacity, viscosity
from twin.matter.brine import CHLORINE_WORD
from twin.matter.brine_tables import osmotic_coefficient
from twin.matter.components import MOLAR_MASS, substance
from twin.matter.conductivity import conductivity
from twin.matter.constants import ATMOSPHERE
from twin.matter.density import MOST, density_of
from twin.matter.gas import flame
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import CHLORIDE, ION_NAMES, PROTON, SPECIES, Floats, pitzer_tables
from twin.matter.saturation_report import saturation
from twin.matter.speciation import CHLORINE, HYPOCHLORITE, HYPOCHLOROUS, RESULTS, speciate, totals
from twin.matter.vapour import (
    COLDEST,
    HOTTEST,
    STRONGEST_ACID,
    acid_azeotrope,
    acid_boiling_point,
    acid_pressures,
    boiling_point_rise,
)

Json = dict[str, object]
MOST_CHLORINE = 5.0
"""Active chlorine that may be given [mol/kg]; its ions' share in the activities of others is left out."""
MOST_SOLUTES = 0.45
"""Mass fraction of solutes to which the rule of heat capacity holds [-]."""
LEAST_PRESSURE, MOST_PRESSURE = 2e3, 1.3e5
"""Between which the azeotrope of hydrochloric acid boils at 5 to 117 degC [Pa]."""
LEAST_ION = 1e-9
"""Molality below which an ion makes no salt and no osmotic pressure [mol/kg]."""
LEAST_SPECIES = 1e-14
"""Molality below which a species is not listed [mol/kg]."""


def properties(
    temperature: float, molalities: Mapping[str, float], direct: bool = False, pressure: float = ATMOSPHERE
) -> Json:
    """Properties of a solution of salts [mol/kg water] at a temperature [K].

    Without `direct` the tables answer, for any mixture in their range; with it, and beyond, Cantera itself gives the
    activities. `in_range` is true when `outside` is empty: activities, density and vapour lie inside what they are
    known for. `stretched` says, a sentence each, which of heat capacity, viscosity and conductivity is carried on
    beyond its measurements, or null; `notes` what is known of errors. Hydrochloric acid with nothing else in it also
    says where it and its azeotrope boil under a pressure [Pa].
    """
    brine.refuse_temperature(temperature)
    salts = {salt: value for salt, value in molalities.items() if salt != CHLORINE_WORD}
    chlorine = _active_chlorine(molalities)
    ions = brine.ions_of(salts)
    faults = brine.faults(temperature=temperature, molalities=salts)
    outside, stretched = [*faults], list[str]()
    direct = direct or bool(faults)  # beyond their range the sums run away, Cantera's are held
    species, ph, proton = _speciation(temperature, ions, chlorine)
    present = _reacted(species) if chlorine > 0.0 else ions
    found = _from_cantera(temperature, present, faults) if direct else _from_tables(temperature, present)
    gamma, water, osmotic = found
    if direct:
        ph = -math.log10(proton * gamma["H+"])
    fractions = _mass_fractions(salts)
    weighed = _weighed(temperature, fractions, outside)
    moved = _moved(temperature, salts, fractions, stretched)
    vapour = _vapour(temperature, present, water, outside)
    return {
        "temperature_K": temperature,
        "gamma_pm": brine.mean_coefficients(present, gamma),
        "osmotic_coefficient": osmotic,
        "water_activity": water,
        "pH": ph,
        **weighed,
        **moved,
        "species_mol_per_kg": species,
        **saturation(temperature, ions, species),
        **vapour,
        "boiling_acid": _boiling_acid(pressure, salts),
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

    Without import or recycle recovery is at most absorption * min(1, 1 + x, 1/(1 + x)): the cells make H2 = Cl2 + 2 O2
    exactly, so an excess x of hydrogen leaves chlorine unburnt; where a share r of the tail gas returns, x (1 - r) is
    what is lost. Where hydrogen lacks, x < 0, no more HCl forms than there is hydrogen, of which oxygen takes a share
    as chlorine does. [data book section 3; hydrogen balance]
    """
    if not 0.0 <= absorption <= 1.0:
        raise RangeError(f"absorption: got {absorption:g}; give a share from 0 to 1, such as 0.9995.")
    if not 0.0 <= tail_recycle < 1.0:
        raise RangeError(f"tail recycle: got {tail_recycle:g}; give a share from 0 to below 1, such as 0.9.")
    found = flame(
        hydrogen_excess=hydrogen_excess, temperature=temperature, oxygen_share=oxygen_share, moisture=moisture,
        inert=inert,
    )  # fmt: skip
    least = min(1.0, 1.0 + hydrogen_excess, 1.0 / (1.0 + hydrogen_excess * (1.0 - tail_recycle)))
    return {
        "adiabatic_flame_K": found.temperature,
        "cl2_slip_mol_frac": found.free_chlorine,
        "hcl_recovery_limit": absorption * least,
    }


def _molality(ions: Mapping[str, float]) -> Floats:
    molality = np.zeros(SPECIES)
    for name, value in ions.items():
        molality[ION_NAMES.index(name)] = value
    return molality


def _active_chlorine(molalities: Mapping[str, float]) -> float:
    chlorine = molalities.get(CHLORINE_WORD, 0.0)
    if not 0.0 <= chlorine <= MOST_CHLORINE:
        raise RangeError(f"{CHLORINE_WORD}: got {chlorine:g} mol/kg; give 0 to {MOST_CHLORINE:g} mol per kg of water.")
    return chlorine


def _reacted(species: Mapping[str, float]) -> dict[str, float]:
    """Ions of a solution after chlorine has reacted [mol/kg]; hypochlorite acts on the others as chloride does."""
    ions = {name: value for name, value in species.items() if name in ION_NAMES and value > LEAST_ION}
    return ions | {"Cl-": ions.get("Cl-", 0.0) + species["ClO-"]}


def _from_cantera(
    temperature: float, ions: Mapping[str, float], faults: Sequence[str]
) -> tuple[dict[str, float], float, float]:
    """The same as by the tables, by Cantera; refused where its water would gain activity with salt."""
    found = brine.activities_of_ions(temperature=temperature, ions=ions)
    if found.water >= 1.0 + 1e-9:
        raise RangeError(f"so strong a solution has no activities here ({'; '.join(faults)}).")
    return dict(found.ions), found.water, _osmotic(found.water, ions)


def _osmotic(water: float, ions: Mapping[str, float]) -> float:
    total = sum(ions.values())
    return osmotic_coefficient(water, ions=total) if total > LEAST_ION else 1.0


def _from_tables(temperature: float, ions: Mapping[str, float]) -> tuple[dict[str, float], float, float]:
    """Activity coefficient of each ion, activity of water, osmotic coefficient, by the tables."""
    tables, molality = pitzer_tables(), _molality(ions)
    state = medium(tables, temperature, molality)
    gamma = {name: math.exp(ln_gamma(tables, state, molality, k)) for k, name in enumerate(ION_NAMES)}
    water = math.exp(state.ln_water)
    return gamma, water, _osmotic(water, ions)


def _speciation(
    temperature: float, ions: Mapping[str, float], chlorine: float
) -> tuple[dict[str, float], float, float]:
    """Molality of every species at equilibrium [mol/kg], the activity pH, and the molality of H+ however small."""
    found = np.zeros(RESULTS)
    ph = speciate(pitzer_tables(), temperature, totals(dict(ions)), chlorine, found)
    named = {name: float(found[k]) for k, name in enumerate(ION_NAMES) if found[k] > LEAST_SPECIES}
    if chlorine > 0.0:
        places = {"Cl2": CHLORINE, "HOCl": HYPOCHLOROUS, "ClO-": HYPOCHLORITE}
        named |= {name: float(found[place]) for name, place in places.items()}
    return named, float(ph), float(found[PROTON])


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


def _boiling_acid(pressure: float, salts: Mapping[str, float]) -> Json | None:
    """Where hydrochloric acid boils, and its azeotrope; none for other solutions. None beyond 5 to 117 degC."""
    if not LEAST_PRESSURE <= pressure <= MOST_PRESSURE:
        raise RangeError(
            f"pressure: got {1e-3 * pressure:.4g} kPa; give {1e-3 * LEAST_PRESSURE:g} to {1e-3 * MOST_PRESSURE:g} kPa, "
            "where the azeotrope of hydrochloric acid is known."
        )
    hcl = salts.get("HCl", 0.0)
    if not 0.0 < hcl <= STRONGEST_ACID or any(value > 0.0 for salt, value in salts.items() if salt != "HCl"):
        return None
    boils = float(acid_boiling_point(pitzer_tables(), pressure=pressure, hcl=hcl))
    temperature, fraction = acid_azeotrope(pitzer_tables(), pressure=pressure)
    return {
        "pressure_Pa": pressure, "boiling_point_K": boils if COLDEST < boils < HOTTEST else None,
        "azeotrope_boiling_point_K": temperature, "azeotrope_HCl_mass_fraction": fraction,
    }  # fmt: skip


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
            "chlorine: salting-out is calibrated to one figure of the data book; ClO- has chloride's gamma, and counts "
            "as chloride in gamma_pm and water activity"
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
