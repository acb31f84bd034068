"""Makes the rows of the electrolysers from a design: nameplates, ageing laws, poisons, and what elements begin with.

Lives here: parameters of `electrolysis`, `ageing` and `poisons` as rows; age of membranes and coatings at the start.
Lives elsewhere: the rest of the line (twin.line_builder), what the rows are (twin.electrolysis.equipment).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from twin.design import Design
from twin.electrolysis.equations import free_proton, overpotential
from twin.electrolysis.equipment import Ageing, Electrolyser, Electrolysis, Poison, build_electrolysis
from twin.electrolysis.nameplate import SPECIES
from twin.electrolysis.nameplate import Poison as PoisonPlate
from twin.engine.rows import Memory
from twin.loop_table import hydrolysis_constant, scale_of
from twin.matter import components
from twin.matter.brine_tables import BrineTables, acid_brine_ln_water, lye_ln_water
from twin.matter.vessels import COMPONENT_MASS
from twin.vessel_rows import letter

CELL_LOOPS = ("FIC-301", "FFIC-302", "FFIC-307", "LIC-355", "LIC-365", "TIC-303")
REFERENCE_LICL, REFERENCE_LIOH = 6.0153, 4.6413
"""Molalities to which the water activities of the flowsheet belong [mol/kg] (data book, plant.csv)."""
REFERENCE_PH, REFERENCE_CHLORINE = 2.5, 61_136.0
"""Anolyte to which shares of oxygen and chlorate belong: pH (data book section 1), chlorine over it: 103 kPa less
vapour of a water activity of 0.71 at 85 degC, less 1.3 % oxygen [Pa]."""
DRAGGED = 144.3 / 167.4
"""Water that leaves the anolyte with the brine over water dragged through the membrane, in the data book's balance [-]:
turns its shares of a pass (`tracer.X_membrane`) into shares of what dragged water would carry."""
REFERENCE_DENSITY = 3729.0
"""Current density at which voltages gained by membranes are given [A/m2]: the reference's (data book section 10)."""


def electrolysis_rows(
    memory: Memory, design: Design, tables: BrineTables, *, at: Mapping[str, int], orders: Mapping[str, Sequence[int]]
) -> Electrolysis:
    """The section, from vessels by name and places of loop outputs by tag and electrolyser."""
    n = design.electrolysis.electrolysers
    units = [electrolyser(design, tables, k, at=at, orders=orders) for k in range(n)]
    return build_electrolysis(memory, units, ageing(design), [poison(plate) for plate in design.poisons], tables)


def electrolyser(
    design: Design, tables: BrineTables, k: int, *, at: Mapping[str, int], orders: Mapping[str, Sequence[int]]
) -> Electrolyser:
    """One electrolyser's nameplate."""
    e, t, name = design.electrolysis, design.tracer, letter(k)
    brine = math.exp(acid_brine_ln_water(tables, temperature=358.15, molality=REFERENCE_LICL, acid_fraction=0.0))
    lye = math.exp(lye_ln_water(tables, temperature=358.15, molality=REFERENCE_LIOH))
    proton, product = reference_acidity(design)
    full = scale_of(design).charge / e.electrolysers / e.elements / e.area
    return Electrolyser(
        anolyte=at[f"E-301{name}-anolyte"], catholyte=at[f"E-301{name}-catholyte"], brine=at["T-203"],
        acid=at["T-501"], water=at["T-603"], depleted=at["T-401"], product=at["T-601"],
        feed_order=orders["FIC-301"][k], acid_order=orders["FFIC-302"][k], water_order=orders["FFIC-307"][k],
        anolyte_order=orders["LIC-355"][k], catholyte_order=orders["LIC-365"][k], cooling_order=orders["TIC-303"][k],
        first=k * e.elements, fidelity=e.fidelity, elements=float(e.elements), area=e.area,
        efficiency=e.current_efficiency, oxygen=e.O2_charge, chlorate=e.chlorate_charge,
        oxygen_order=e.O2_order, chlorate_order=e.chlorate_order,
        chlorate_activation=e.chlorate_activation_T, reference_proton=proton,
        reference_hypochlorous=product / proton, water_drag=e.water_drag,
        sodium=t.Na_membrane, potassium=t.K_membrane,
        silica=DRAGGED * t.Si_membrane, boron=DRAGGED * t.B_membrane, aluminium=DRAGGED * t.Al_membrane,
        phosphate=DRAGGED * t.P_membrane, fluoride=DRAGGED * t.F_membrane,
        chloride_leak=e.Cl_leak, lioh_nominal=e.catholyte,
        chlorine_solubility=e.Cl2_solubility, hydrolysis=hydrolysis_constant(design), anode_pressure=e.P_anode,
        cathode_pressure=e.P_cathode, anolyte_water=e.aw_anolyte / brine, catholyte_water=e.aw_catholyte / lye,
        feed_temperature=e.T_feed, wall_loss=e.wall_loss / 60.0, recirculation=e.recirculation, reference=e.i0,
        anode_offset=e.anode_offset, anode_alpha=e.anode_alpha, cathode_offset=e.cathode_offset,
        cathode_alpha=e.cathode_alpha, membrane=e.R_membrane, solution=e.R_solution, bubbles=e.R_bubbles,
        hardware=e.R_hardware, activation=e.R_activation_T, leak_strength=e.back_strength,
        leak_density=e.back_density, leak_warmth=e.back_warmth, leak_coolest=e.back_coolest, leak_cold=e.cold_T,
        leak_cold_loss=e.cold_loss, leak_weak=e.weak_anolyte, leak_weak_loss=e.weak_loss, typed_reversible=e.E_rev,
        typed_anode=overpotential(
            density=full, offset=e.anode_offset, alpha=e.anode_alpha, reference=e.i0, temperature=358.15
        ),
        typed_cathode=overpotential(
            density=full, offset=e.cathode_offset, alpha=e.cathode_alpha, reference=e.i0, temperature=358.15
        ),
        typed_gas=math.log(e.p_Cl2 / 1e5) + math.log(e.p_H2 / 1e5),
        slope_temperature=e.E_rev_dT, slope_licl=e.E_rev_dLiCl, slope_lioh=e.E_rev_dLiOH,
        hydrogen_crossover=e.H2_crossover, oxygen_crossover=e.O2_crossover, hole_gas=e.pinhole_gas,
        hole_voltage=e.pinhole_voltage,
    )  # fmt: skip


def reference_acidity(design: Design) -> tuple[float, float]:
    """Protons [mol/m3] and their product with HOCl [mol2/m6] in the data book's anolyte, by the flowsheet's constants.

    That of pH 2.5 under 0.60 bar of chlorine, put under the pressure of the balance: there the shares of oxygen and
    chlorate are those of the flowsheet, whatever the constants of hydrolysis are.
    """
    e = design.electrolysis
    product = hydrolysis_constant(design) * e.Cl2_solubility
    proton = 10.0 ** (3.0 - REFERENCE_PH) / e.proton_activity
    base = product * 0.60e5 / proton - proton
    return free_proton(base=base, hypochlorous=product * REFERENCE_CHLORINE), product * REFERENCE_CHLORINE


def ageing(design: Design) -> Ageing:
    """The ageing laws."""
    a = design.ageing
    return Ageing(
        loss=a.efficiency, membrane=a.membrane / REFERENCE_DENSITY, anode=a.anode, cathode=a.cathode, hottest=a.hot_T,
        hot=a.hot, weak_brine=a.weak_anolyte, weak_lye=a.weak_catholyte, strong_lye=a.strong_catholyte,
        off_strength=a.off_strength, sourest=a.inlet_acid, sour=a.sour,
        anode_life=a.anode_life, cathode_life=a.cathode_life, worn_out=a.worn_out,
        hole_growth=a.pinhole_growth,
    )  # fmt: skip


def poison(plate: PoisonPlate) -> Poison:
    """A species as a row; what is named after an element is counted as the element, boron in boric acid too."""
    found = [getattr(components, name) for name in SPECIES[plate.name]]
    first, second = found[0], found[-1]
    element = components.ATOMIC_MASS.get(plate.name)
    return Poison(
        first=first, second=second, first_mass=1e-3 * element if element else float(COMPONENT_MASS[first]),
        second_mass=float(COMPONENT_MASS[second]) if second != first else 0.0, limit=plate.limit,
        loss=plate.efficiency, membrane=plate.membrane / REFERENCE_DENSITY, anode=plate.anode, cathode=plate.cathode,
    )  # fmt: skip


def fill_elements(section: Electrolysis, design: Design) -> None:
    """Elements as the flowsheet says they are: as old as `membrane_age` and `coating_age`, as worn as `wear`."""
    e, law = design.electrolysis, section.ageing[0]
    for k, unit in enumerate(section.units):
        membrane = e.membrane_age[k] if e.membrane_age else 0.0
        coating = e.coating_age[k] if e.coating_age else 0.0
        for n in range(unit.first, unit.first + int(unit.elements)):
            one = section.elements[n]
            one.membrane_age, one.anode_age, one.cathode_age = membrane, coating, coating
            one.loss, one.membrane = law.loss * membrane, law.membrane * membrane
            one.anode, one.cathode = law.anode * coating, law.cathode * coating
            if e.wear:
                one.membrane += e.wear[n] * unit.membrane
