"""The purification section's rows from a design: how fast each solid forms, from what the laboratory finds.

Lives here: paces of precipitation from residuals and approaches at the reference's residence time.
Lives elsewhere: the rows themselves (twin.purification), the other sections' rows (twin.line_builder).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from twin.design import Design
from twin.engine.rows import Memory
from twin.loop_table import scale_of
from twin.matter.components import ATOMIC_MASS
from twin.matter.constants import M_CA, M_CO3, M_MG, M_SO4
from twin.matter.ion_products import CALCIUM_CARBONATE, MAGNESIUM_HYDROXIDE, ln_ion_product
from twin.purification.beds import Beds
from twin.purification.candles import Candle
from twin.purification.equipment import Purification, Train, build_purification
from twin.purification.traces import Settling

ONWARD = 4.627e-4
"""One over the residence time in R-201 or R-202 of the reference [1/s]: 7605 kg/h through 4.0 m3."""
WATER, CHLORIDE, WARM = 839.9, 8.211, 333.15
"""Brine there: water [kg/m3], chloride [mol/kg water], temperature [K]."""
BASE, CARBONATE = 10.0, 5.0
"""Hydroxide and carbonate there [mol/m3]: pH 10.8 and 0.3 g/L."""
MAGNESIUM, CALCIUM = 0.9914, 1.5891
"""What the brine would hold there if nothing fell out: into R-201 and R-202 over what leaves them [mol/m3]."""
QUICKEST, LEAST_SHARE, LEAST_LEFT = 1e4, 0.05, 1e-6
"""Pace over that at which brine flows on, at most [-]; equilibrium over what stays, at least [-], and it [mol/m3]."""


def purification_rows(
    memory: Memory, design: Design, at: Mapping[str, int], order: Callable[[str], int]
) -> Purification:
    """The section; `at` gives rows of vessels, `order` places of loops' outputs."""
    p = design.purification
    train = Train(
        source=at["T-201"], first=at["R-201"], second=at["R-202"], target=at["T-202"], cake=at["F-203"],
        lye=at["T-601"], water=at["T-901"], recovered=at["R-651"], feed_order=order("LIC-261"),
        first_order=order("LIC-255A"), second_order=order("LIC-255B"), base_aim=p.oh_excess,
        carbonate_aim=p.carbonate_in_brine / M_CO3,
        calcium_pace=pace_of(p.Ca_approach), free_carbonate=free_carbonate(p.Ca_to_IX / M_CA, p.Ca_approach),
        magnesium_pace=magnesium_pace(p.Mg_to_IX / M_MG),
        barium_pace=pace_of(p.Ba_approach), sulphate_aim=p.SO4_target / M_SO4,
        sulphate_least=design.interlock("I-104").value / M_SO4, barium_ratio=p.Ba_ratio,
        barium_strength=p.BaCl2_strength, cake_liquid=p.cake_liquid, cake_brine=p.cake_brine, cake_wash=p.cake_wash,
        base_most=0.464 * scale_of(design).size,
    )  # fmt: skip
    return build_purification(memory, [train], [settling_of(design)], [beds_of(design)], [candle_of(design)])


def dissolved(solid: int, anions: float) -> float:
    """Metal in equilibrium with its solid at the reference's conditions [mol/m3], at free anions [(mol/kg)^n]."""
    return WATER * math.exp(ln_ion_product(solid=solid, temperature=WARM, chloride=CHLORIDE)) / anions


def magnesium_pace(left: float) -> float:
    """Pace at which Mg(OH)2 falls [1/s], so that this much stays [mol/m3] at the reference's conditions."""
    limit = dissolved(MAGNESIUM_HYDROXIDE, (BASE / WATER) ** 2)
    if left - limit <= (MAGNESIUM - left) / QUICKEST:
        return ONWARD * QUICKEST
    return ONWARD * max(MAGNESIUM - left, 0.0) / (left - limit)


def free_carbonate(left: float, approach: float) -> float:
    """Share of the carbonate that calcium meets [-], so that this much stays [mol/m3] at the reference's conditions."""
    limit = (left - (1.0 - approach) * min(CALCIUM, left / LEAST_SHARE)) / max(approach, LEAST_SHARE)
    return dissolved(CALCIUM_CARBONATE, CARBONATE / WATER) / max(limit, LEAST_SHARE * left, LEAST_LEFT)


def pace_of(approach: float) -> float:
    """Pace of precipitation [1/s] with this approach to equilibrium in the reference's residence time."""
    return ONWARD * approach / (1.0 - approach)


def settling_of(design: Design) -> Settling:
    """Trace elements."""
    p, gram = design.purification, {name: 1e-3 * mass for name, mass in ATOMIC_MASS.items()}
    return Settling(
        iron=pace_of(p.Fe_approach), iron_left=p.Fe_left / gram["Fe"], iron_complexed=p.Fe_complexed,
        nickel=pace_of(p.Ni_approach), nickel_left=p.Ni_left / gram["Ni"], nickel_complexed=p.Ni_complexed,
        aluminium=pace_of(p.Al_approach), aluminium_left=p.Al_left / gram["Al"],
        aluminium_complexed=p.Al_complexed,
        phosphate=pace_of(p.P_approach), phosphate_left=p.P_left / gram["P"], silica=p.Si_per_Mg,
        silica_half=p.Si_half / gram["Si"], strontium=p.Sr_partition, fluoride=pace_of(p.F_approach),
        fluoride_factor=p.LiF_factor,
    )  # fmt: skip


def beds_of(design: Design) -> Beds:
    """Side beds."""
    p = design.purification
    return Beds(
        fluoride=p.F_bed, fluoride_charge=p.F_bed_charge / (1e-3 * ATOMIC_MASS["F"]), boron=p.B_bed,
        boron_charge=p.B_bed_charge / (1e-3 * ATOMIC_MASS["B"]), service=p.bed_service,
        potassium=design.tracer.K_removal,
    )  # fmt: skip


def candle_of(design: Design) -> Candle:
    """Candle filter."""
    p = design.purification
    return Candle(
        area=p.filter_area, medium=p.filter_medium, resistance=p.filter_cake,
        compression=p.filter_compression, end=p.filter_end, viscosity=design.ion_exchange.viscosity,
    )  # fmt: skip
