"""One element on the bench: voltage, efficiency and rates for given strengths, without a plant around it.

Lives here: the reports behind `litwin cell`. Lives elsewhere: the equations (.equations, .voltage, .faradaic).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from twin.electrolysis.cells import observe_banks, surroundings
from twin.electrolysis.elements import leakage, run_elements
from twin.electrolysis.equations import (
    Layer,
    back_migration,
    electron_rate,
    leak_beside,
    leak_factor,
    side_shares,
)
from twin.electrolysis.equipment import Electrolyser, Electrolysis
from twin.electrolysis.low_load import Look, judge
from twin.electrolysis.nameplate import FARADAIC, REFERENCE_LOSS
from twin.electrolysis.ranges import outside_densities, outside_surroundings
from twin.electrolysis.voltage import Surroundings, element_voltage, voltage_parts
from twin.matter.brine_tables import BrineTables, acid_brine_ln_water, lye_ln_water
from twin.matter.constants import M_LICL, M_LIOH
from twin.matter.gas import water_vapour_pressure
from twin.matter.vessels import Vessels, observe

FIDELITIES: Final = ("faradaic", "semi-empirical", "full")
ENERGY_BASIS = "kg LiOH.H2O made in the cells, before what the plant itself uses of it"
KWH_PER_KG = 0.638694
"""Ampere-hours of a mole of electrons over the mass of a mole of LiOH.H2O [kAh/kg]."""


def leak_of_new(unit: Electrolyser, *, density: float, temperature: float, licl: float, lioh: float) -> float:
    """Back-migration of a new membrane [-]."""
    surface = leakage(unit)
    if unit.fidelity == FARADAIC:
        return surface.new
    factor = leak_factor(surface, lioh=lioh, temperature=temperature, density=density)
    return back_migration(
        surface, lost=0.0, factor=factor, beside=leak_beside(surface, temperature=temperature, licl=licl)
    )


def cell_report(
    tables: BrineTables, unit: Electrolyser, *, density: float, temperature: float, licl: float,
    lioh: float, most: float, efficiency: float | None = None,
) -> dict[str, Any]:  # fmt: skip
    """An element at a current density [A/m2] and temperature [K] between LiCl and LiOH of given strength [kg/kg].

    `most` is the highest current density of the design [A/m2]; `efficiency` overrides the current efficiency [-]. The
    JSON of `litwin cell`; what has no basis, such as the energy of a product that is not made, is None and `reason`
    says why; `outside` says, a sentence each, which ranges of its surfaces the question leaves. Oxygen and chlorate are
    those of an anolyte as acid as the data book's, pH 2.5.
    """
    brine, lye = licl / M_LICL / (1.0 - licl), lioh / M_LIOH / (1.0 - lioh)
    saturation = water_vapour_pressure(temperature=temperature)
    anode = unit.anolyte_water * math.exp(
        acid_brine_ln_water(tables, temperature=temperature, molality=brine, acid_fraction=0.0)
    )
    cathode = unit.catholyte_water * math.exp(lye_ln_water(tables, temperature=temperature, molality=lye))
    dry = (1.0 - unit.oxygen) / (1.0 - 0.5 * unit.oxygen)
    around = Surroundings(
        temperature, brine, lye, dry * (unit.anode_pressure - anode * saturation),
        unit.cathode_pressure - cathode * saturation,
    )  # fmt: skip
    parts = voltage_parts(unit, tables, around, density, 0.0)
    back = leak_of_new(unit, density=density, temperature=temperature, licl=licl, lioh=lioh)
    if efficiency is not None:
        back = 1.0 - efficiency
    side = REFERENCE_LOSS if unit.fidelity == FARADAIC else back
    electrons = electron_rate(current=density * unit.area, elements=1.0)
    layer = Layer(unit.oxygen, unit.chlorate, unit.oxygen_order, unit.chlorate_order)
    oxygen, chlorate = side_shares(layer, back=side, drive=0.0, proton=1.0)
    voltage = element_voltage(parts)
    outside = [*outside_surroundings(temperature=temperature, licl=licl, lioh=lioh)]
    outside += outside_densities(density, most=most)
    return {
        "voltage_V": voltage, "breakdown_V": parts._asdict(),
        "current_efficiency": 1.0 - back if electrons > 0.0 else None,
        "energy_dc_kWh_per_kg": KWH_PER_KG * voltage / (1.0 - back) if electrons > 0.0 and back < 1.0 else None,
        "energy_basis": ENERGY_BASIS, "in_range": not outside, "outside": outside,
        "reason": "no current flows" if electrons <= 0.0 else "no LiOH is made" if back >= 1.0 else "",
        "rates_mol_per_s": {
            "LiOH": (1.0 - back) * electrons, "Cl2": 0.5 * (1.0 - oxygen - chlorate) * electrons,
            "H2": 0.5 * electrons, "O2": 0.25 * oxygen * electrons,
        },
        "fidelity": FIDELITIES[unit.fidelity], "area_m2": unit.area, "current_A": density * unit.area,
        "licl_mol_per_kg": brine, "lioh_mol_per_kg": lye,
    }  # fmt: skip


def low_load_report(
    section: Electrolysis, vessels: Vessels, *, k: int, share: float, holes: Mapping[int, float]
) -> dict[str, Any]:
    """The low-load test of electrolyser `k` of a filled line: elements by voltage on load and at a share of it.

    holes  area of holes by element, from 1 on [m2]
    """
    unit, bank = section.units[k], section.now[k]
    for element, area in holes.items():
        section.elements[unit.first + element - 1].hole = area
    full = float(bank.current)
    looks = [_look(section, vessels, k, current) for current in (full, share * full)]
    found = judge(*looks)
    return {
        "low_load": share, "current_A": share * full, "density_A_per_m2": looks[1].density,
        "damaged": [one.element for one in found if one.damaged],
        "elements": [
            {"element": one.element, "on_load_V": looks[0].voltages[one.element - 1], "low_load_V": one.voltage,
             "deviation_V": one.deviation, "damaged": one.damaged}
            for one in found
        ],
    }  # fmt: skip


def _look(section: Electrolysis, vessels: Vessels, k: int, current: float) -> Look:
    """Element voltages at a current [A], the loops as they are."""
    unit = section.units[k]
    section.now[k].current = current
    observe(vessels)
    observe_banks(section, vessels)
    run_elements(section, k, vessels, surroundings(section, k, vessels))
    own = section.element_seen[unit.first : unit.first + int(unit.elements)]
    return Look(float(section.seen[k].density), tuple(float(one.voltage) for one in own))
