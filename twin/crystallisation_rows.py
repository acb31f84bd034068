"""The crystallisation line's row, its first crystals and its scale, from a design.

Lives here: what the section is told of its neighbours, and what follows from several parameters together.
Lives elsewhere: the row itself (twin.crystallisation.equipment), the other sections' rows (twin.line_builder).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from twin.crystallisation.equations import carbonate_solubility
from twin.crystallisation.equipment import Crystallisation, Crystalliser
from twin.crystallisation.evaporation import compression_work
from twin.crystallisation.population import CRYSTAL_DENSITY, resting_growth, resting_moment
from twin.crystallisation.purity import AIR, SOLUBLE, liquor_after_wash
from twin.design import Design
from twin.loop_table import NOMINAL_EVAPORATION, scale_of
from twin.matter.components import LIQUID, NAMES
from twin.matter.constants import M_CO2
from twin.vessel_rows import kept_at

USUAL_WASH, USUAL_MOISTURE = 0.15, 0.04
"""Wash and moisture of the cake [kg/kg] at which the product has `crystallisation.product_Na` (data book section 6)."""
TABLE_TEMPERATURE = 333.15
"""Temperature to which `carbonation.Li2CO3_solubility` belongs [K]."""
SLURRY_DENSITY = 1200.0
"""[kg/m3]"""


def crystalliser_row(design: Design, at: Mapping[str, int], order: Callable[[str], int]) -> Crystalliser:
    """Row of the line; `at` gives rows of vessels, `order` places of loops' outputs."""
    c, r = design.crystallisation, design.carbonation
    warm = kept_at(design, design.vessel("R-651"))
    evaporated = NOMINAL_EVAPORATION * scale_of(design).size
    pressure = design.control_loop("PIC-603").set_point
    return Crystalliser(
        feed=at["T-601"], slurry=at["X-601"], liquor=at["T-602"], bin=at["H-604"], recovered=at["R-651"],
        water=at["T-603"], feed_order=order("LIC-650"), evaporation_order=order("LIC-653"),
        crystal_order=order("XIC-605"), return_order=order("LIC-659"), bleed_order=order("FIC-607"),
        dryer_order=order("WIC-665"), liquor_lioh=c.ml_LiOH, liquor_na=c.ml_Na, liquor_temperature=c.T,
        pressure=pressure, ratio_most=c.MVR_ratio_max, conductance=c.heater,
        scaling=c.scaling / evaporated, work_share=work_share(design),
        pumps=c.MVR_pumps * design.energy.MVR * evaporated, preheating=c.preheating, heat_loss=c.heat_loss,
        nucleation=c.nucleation, nucleation_order=c.nucleation_order, growth_at_percent=c.growth,
        crystal_shape=c.crystal_shape,
        inclusion=inclusion(design), wash=c.wash, wash_exponent=c.wash_exponent, moisture=c.cake_moisture,
        gas=c.dryer_gas * AIR, gas_carbon_dioxide=c.dryer_CO2, gas_hottest=c.dryer_gas_max,
        product_temperature=design.control_loop("TIC-667").set_point, breathing=c.breathing_CO2 / M_CO2,
        carbonate_solubility=r.Li2CO3_solubility * carbonate_solubility(temperature=warm)
        / carbonate_solubility(temperature=TABLE_TEMPERATURE),
        saturation=r.saturation, recovered_moisture=r.cake_moisture, recovered_time=r.wait,
        carbonation_temperature=warm, handling_loss=design.plant.handling_loss,
    )  # fmt: skip


def liquor_limits(design: Design) -> list[float]:
    """What mother liquor dissolves of each component [mol/kg water]; SOLUBLE: all. Insolubles do not at all."""
    known = asdict(design.liquor) | {"CO3": design.crystallisation.ml_CO3, "INS": 0.0}
    return [known.get(name, SOLUBLE) for name in NAMES[:LIQUID]]


def work_share(design: Design) -> float:
    """Electricity of the compressor over the least work [-]: one over its efficiency, motor and drive included."""
    c = design.crystallisation
    least = compression_work(temperature=c.T, ratio=c.MVR_ratio)
    return design.energy.MVR * (1.0 - c.MVR_pumps) / least


def inclusion(design: Design) -> float:
    """Liquor inside the crystals [kg/kg]: what of the product's sodium the usual wash does not explain."""
    c = design.crystallisation
    held = USUAL_MOISTURE / (1.0 - USUAL_MOISTURE)
    washed = held * liquor_after_wash(ratio=USUAL_WASH / held, exponent=c.wash_exponent)
    return max(c.product_Na / c.ml_Na - washed, 0.0)


def first_crystals(design: Design, section: Crystallisation) -> None:
    """Crystals as at rest at full production, scale as in the middle of a cycle between wash-outs."""
    c, plate = design.crystallisation, design.vessel("X-601")
    volume = (plate.volume or 1.0) * max(plate.level, 0.01)
    held = c.slurry * SLURRY_DENSITY * volume
    residence = held / (design.plant.capacity / design.plant.hours)
    third = held / CRYSTAL_DENSITY / c.crystal_shape
    growth = resting_growth(
        third=third, volume=volume, residence=residence, rate=c.nucleation, magma=held / volume,
        order=c.nucleation_order,
    )  # fmt: skip
    length = growth * residence
    density = third / resting_moment(3, density=1.0, length=length)
    for magma, scale in zip(section.magma, section.scale, strict=True):
        for j, name in enumerate(("number", "length", "area", "volume", "fourth")):
            setattr(magma, name, resting_moment(j, density=density, length=length))
        scale.resistance = 0.5 * c.scaling * (design.duration("wash_out").median or 0.0)
