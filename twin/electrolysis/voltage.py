"""Voltage of an element, part by part, for the present state of its loops.

Lives here: the parts and their sum, from activities, temperatures, gas pressures and resistances.
Lives elsewhere: each equation (.equations); the electrolyser that carries the current (.cells).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from twin.electrolysis.equations import REFERENCE_TEMPERATURE, nernst, overpotential, warm_factor
from twin.electrolysis.equipment import Electrolyser
from twin.electrolysis.nameplate import FARADAIC, FULL
from twin.engine.compiled import compiled
from twin.matter.brine_tables import BrineTables, ln_activity_ratio, standard_potential
from twin.matter.constants import BAR

LEAST_MOLALITY = 1e-3
REFERENCE_LICL, REFERENCE_LYE = 5.96, 4.64
"""Molalities to which the typed reversible voltage belongs [mol/kg] (data book section 1)."""


class Breakdown(NamedTuple):
    """Parts of an element's voltage [V]."""

    reversible: float
    anode: float
    cathode: float
    membrane: float
    solution: float
    bubbles: float
    hardware: float


class Surroundings(NamedTuple):
    """What an element sits in: temperature [K], molalities [mol/kg water], partial pressures [Pa]."""

    temperature: float
    licl: float
    lioh: float
    chlorine: float
    hydrogen: float


@compiled
def voltage_parts(
    unit: Electrolyser, tables: BrineTables, around: Surroundings, density: float, aged: float
) -> Breakdown:
    """Voltage of an element at a current density [A/m2] with `aged` more resistance than new [ohm m2].

    FARADAIC takes reversible voltage and overpotentials as typed and resistances as at 85 degC; SEMI_EMPIRICAL
    knows temperature and strengths by slopes and the gases by their pressures; FULL takes activities from the loops.
    """
    if unit.fidelity == FARADAIC:
        return Breakdown(
            unit.typed_reversible, unit.typed_anode, unit.typed_cathode, density * unit.membrane,
            density * unit.solution, density * unit.bubbles, density * unit.hardware,
        )  # fmt: skip
    t = around.temperature
    warm = warm_factor(temperature=t, activation=unit.activation)
    return Breakdown(
        reversible(unit, tables, around),
        overpotential(
            density=density, offset=unit.anode_offset, alpha=unit.anode_alpha, reference=unit.reference, temperature=t
        ),
        overpotential(
            density=density, offset=unit.cathode_offset, alpha=unit.cathode_alpha, reference=unit.reference,
            temperature=t,
        ),
        density * (unit.membrane + aged) * warm,
        density * unit.solution * warm,
        density * unit.bubbles,
        density * unit.hardware,
    )  # fmt: skip


@compiled
def reversible(unit: Electrolyser, tables: BrineTables, around: Surroundings) -> float:
    """Reversible voltage [V], by slopes about the data book's reference point or from activities.

    Gases add (kT/2e) ln(p_Cl2 p_H2) either way, to a typed one from the pressures to which it belongs.
    """
    t = around.temperature
    gas = math.log(max(around.chlorine, 1.0) / BAR) + math.log(max(around.hydrogen, 1.0) / BAR)
    if unit.fidelity != FULL:
        warmer, stronger = t - REFERENCE_TEMPERATURE, around.licl - REFERENCE_LICL
        lye = around.lioh - REFERENCE_LYE
        slopes = unit.slope_temperature * warmer + unit.slope_licl * stronger + unit.slope_lioh * lye
        return nernst(
            standard=unit.typed_reversible + slopes, temperature=t, ln_activities=0.0, ln_gas=gas - unit.typed_gas
        )
    activities = ln_activity_ratio(
        tables, temperature=t, licl_molality=max(around.licl, LEAST_MOLALITY),
        lioh_molality=max(around.lioh, LEAST_MOLALITY),
    )  # fmt: skip
    return nernst(standard=standard_potential(temperature=t), temperature=t, ln_activities=activities, ln_gas=gas)


@compiled
def element_voltage(parts: Breakdown) -> float:
    """Sum of the parts [V]."""
    known = parts.reversible + parts.anode + parts.cathode
    return known + parts.membrane + parts.solution + parts.bubbles + parts.hardware
