"""Rows of a crystallisation line, and what its slurry is made of at this moment.

Lives here: nameplate, commands, states and signals; liquor and solids of X-601.
Lives elsewhere: boiling and the crystals' size (.evaporator), cake (.centrifuge), product (.dryer), bleed (.bleed);
all in turn (.works); equations (.equations, .evaporation, .population, .purity); what people do (.procedure).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from twin.crystallisation.equations import crystals, lye_solubility
from twin.crystallisation.population import mean_size
from twin.crystallisation.purity import CHARGES
from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.matter.components import H2O, LI, LIQUID, NA, NAMES, OH, K
from twin.matter.constants import M_H2O, M_LICL, M_LIOH, M_MONOHYDRATE, M_NA, M_NAOH
from twin.matter.vessels import SCALES, Vessels, mass_of

SCRATCH = 0
USUAL_CHLORIDE = 0.0028
"""LiCl of the liquor to which the flowsheet's strength belongs [kg/kg] (data book stream S30)."""
MOST_CRYSTALS = 0.98
"""Of LiOH and of water, share that can be crystal [-]."""


@dataclass
class Crystalliser:
    """One crystallisation line."""

    feed: int
    """Vessel T-601."""
    slurry: int
    """Vessel X-601."""
    liquor: int
    """Vessel T-602."""
    bin: int
    """Row of the wet cake in H-604."""
    recovered: int
    """Row of the recovered Li2CO3 cake."""
    water: int
    """Vessel T-603."""
    feed_order: int
    evaporation_order: int
    crystal_order: int
    return_order: int
    bleed_order: int
    dryer_order: int
    """Places of the signals that order feed, evaporation, crystals drawn, liquor return, bleed, cake dried [kg/s]."""
    liquor_lioh: float
    liquor_na: float
    """LiOH of the liquor [kg/kg] at this sodium and at `liquor_temperature`."""
    liquor_temperature: float
    """[K]"""
    pressure: float
    """Of the vapour over X-601 [Pa]."""
    ratio_most: float
    """Highest pressure ratio of the compressor [-]."""
    conductance: float
    """Of the clean heater [W/K]."""
    scaling: float
    """Growth of the scale's resistance over that of the clean heater [1/kg evaporated]."""
    work_share: float
    """Electricity of the compressor over its least work [-]."""
    pumps: float
    """Circulation pump and fans while the MVR runs [W]."""
    preheating: float
    """Effectiveness of the feed preheater on condensate [-]."""
    heat_loss: float
    """Of X-601 to its surroundings [W]."""
    nucleation: float
    nucleation_order: float
    growth_at_percent: float
    """Kinetics (.population)."""
    crystal_shape: float
    """Volume of a crystal over the cube of its size [-]."""
    inclusion: float
    """Liquor inside the crystals [kg/kg]."""
    wash: float
    wash_exponent: float
    moisture: float
    """[kg/kg]; at the reference size."""
    gas: float
    """Drying gas [mol/s]."""
    gas_carbon_dioxide: float
    """[mol/mol]"""
    gas_hottest: float
    product_temperature: float
    """[K]"""
    breathing: float
    """Carbon dioxide that T-601 breathes in [mol/s]."""
    carbonate_solubility: float
    saturation: float
    recovered_moisture: float
    recovered_time: float
    """Mean time that recovered carbonate waits before it is fed to the dissolvers [s]."""
    carbonation_temperature: float
    """[K]"""
    handling_loss: float


@dataclass
class CrystalliserCommand:
    """What sequences set."""

    evaporating: float
    """1: the MVR runs."""
    centrifuging: float
    """1: the centrifuge takes slurry."""
    drying: float
    """1: the dryer takes cake."""
    packing: float
    """Rate from the silo to bags [kg/s]; negative: packed as produced."""
    fouling: float
    """1: scale grows until a wash-out; 0: it stays, as in the middle of a cycle."""
    evaporation_permit: float
    centrifuge_permit: float
    drying_permit: float
    """1: no interlock stops it."""


@dataclass
class Silo:
    """What is produced and not yet packed."""

    product: float = quantity("kg", scale=10.0)
    packed: float = quantity("kg", scale=10.0)


@dataclass
class Magma:
    """Moments of the crystals in X-601: sums over all of them of their size to the power 0 to 4."""

    number: float = quantity("-", scale=1e8)
    length: float = quantity("m", scale=1e4)
    area: float = quantity("m2", scale=3.0)
    volume: float = quantity("m3", scale=1e-3)
    fourth: float = quantity("m4", scale=5e-7)


@dataclass
class Scale:
    """Scale in the heater."""

    resistance: float = quantity("-", scale=1e-3)
    """Over that of the clean heater."""


@dataclass
class CrystalliserSignal:
    """What instruments read."""

    feed: float
    evaporation: float
    capacity: float
    """Most that heater and compressor evaporate now [kg/s]."""
    boiling: float
    """Temperature at which the liquor boils [K]."""
    suction: float
    """Temperature at which pure water boils at that pressure [K]."""
    discharge: float
    """Pressure behind the compressor [Pa]."""
    power: float
    """Compressor, circulation pump and fans [W]."""
    vent: float
    """Heat of surplus vapour, negative: of steam that helps out [W]."""
    scale: float
    """Resistance of the scale over that of the clean heater [-]."""
    crystals: float
    """Drawn as crystals [kg/s]."""
    solids: float
    """Crystals in the slurry [kg/kg]."""
    molality: float
    """LiOH in the liquor [mol/kg water]."""
    liquor: float
    """Liquor in X-601 [kg]."""
    crystal_size: float
    """Mean size of the crystals, L43 [m]."""
    growth: float
    """[m/s]"""
    supersaturation: float
    """[-]"""
    sodium: float
    """Of the mother liquor [kg/kg]."""
    bleed: float
    product: float
    """Weigh belt [kg/s]."""
    moisture: float
    """Water of the product beside that of the crystals [kg/kg]."""
    gas_inlet: float
    """[K]"""
    silo: float
    """Product not yet packed [kg]."""
    packed: float
    """Since the start [kg]."""
    spinning: float
    """1: the centrifuge may take slurry."""
    wash: float
    returned: float
    """[kg/s]"""


class Crystallisation(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Crystalliser]
    commands: Rows[CrystalliserCommand]
    now: Rows[Silo]
    rate: Rows[Silo]
    magma: Rows[Magma]
    forming: Rows[Magma]
    scale: Rows[Scale]
    scaling: Rows[Scale]
    stores: Floats
    """Components of silo (row 2 k) and bags filled since the start (2 k + 1) [mol]."""
    storing: Floats
    parts: Floats
    """Components of X-601's liquor (row 2 k) and solids (2 k + 1) [mol]."""
    analysis: Floats
    """Components of the product [kg/kg]."""
    seen: Rows[CrystalliserSignal]
    limits: Floats
    """What the liquor dissolves of each component [mol/kg water], negative: all; more leaves with the crystals."""


@compiled
def observe_slurry(section: Crystallisation, vessels: Vessels) -> None:
    """Liquor and solids of the slurry, sodium of the liquor: what loops need before anything flows."""
    for k in range(len(section.units)):
        unit, seen = section.units[k], section.seen[k]
        part_slurry(section, k, vessels)
        seen.solids = M_MONOHYDRATE * section.parts[2 * k + 1, H2O] / vessels.seen[unit.slurry].mass
        seen.liquor = max(mass_of(section.parts, 2 * k, LIQUID), 1.0)
        seen.crystal_size = mean_size(fourth=section.magma[k].fourth, third=section.magma[k].volume)
        seen.sodium = M_NA * section.parts[2 * k, NA] / seen.liquor


@compiled
def part_slurry(section: Crystallisation, k: int, vessels: Vessels) -> None:
    """Crystals by solubility at the slurry's temperature, with what is dissolved beside; then what the liquor does
    not dissolve of the impurities: hydroxides of metals, lithium salts of anions."""
    unit, parts = section.units[k], section.parts
    held = vessels.now[unit.slurry]
    solid = crystals_held(section, k, vessels)
    for c in range(LIQUID):
        parts[2 * k, c], parts[2 * k + 1, c] = held[c], 0.0
    parts[2 * k + 1, LI] = parts[2 * k + 1, OH] = parts[2 * k + 1, H2O] = solid
    water = M_H2O * max(held[H2O] - solid, 0.0)
    for c in range(LIQUID):
        limit = section.limits[c]
        excess = held[c] - limit * water
        if excess > 0.0 and limit >= 0.0:
            parts[2 * k + 1, c] += excess
            charge = CHARGES[c]
            if charge > 0.0:
                parts[2 * k + 1, OH] += charge * excess
            else:
                parts[2 * k + 1, LI] -= charge * excess
    for c in range(LIQUID):
        parts[2 * k, c] -= parts[2 * k + 1, c]


@compiled
def crystals_held(section: Crystallisation, k: int, vessels: Vessels) -> float:
    """LiOH.H2O in X-601 [mol]; the liquor's strength is the flowsheet's, moved by temperature and other salts.

    Two passes: what else is dissolved is first counted per water without crystals.
    """
    unit, seen = section.units[k], section.seen[k]
    held, temperature = vessels.now[unit.slurry], vessels.seen[unit.slurry].temperature
    dry = 1.0 - unit.liquor_lioh - unit.liquor_na * M_NAOH / M_NA - USUAL_CHLORIDE
    usual = lye_solubility(
        temperature=unit.liquor_temperature,
        hydroxide=unit.liquor_na / M_NA / dry,
        lithium=USUAL_CHLORIDE / M_LICL / dry,
    )
    strength = unit.liquor_lioh / M_LIOH / dry
    alkali = max(held[NA] + held[K], 0.0)
    lioh = max(held[OH] - alkali, 0.0)
    salts = max(held[LI] - lioh, 0.0)
    most = MOST_CRYSTALS * max(min(lioh, held[H2O]), 0.0)
    solid = min(crystals(lioh=lioh, water=held[H2O], molality=strength), most)
    water = max(M_H2O * (held[H2O] - solid), 1.0)
    seen.molality = (
        strength
        / usual
        * lye_solubility(temperature=temperature, hydroxide=min(alkali / water, 5.0), lithium=min(salts / water, 5.0))
    )
    return float(min(crystals(lioh=lioh, water=held[H2O], molality=seen.molality), most))


def build_crystallisation(memory: Memory, units: list[Crystalliser], limits: Sequence[float]) -> Crystallisation:
    """Claim memory for the section; limits  of what the liquor dissolves [mol/kg water]."""
    count, names = len(units), NAMES[:LIQUID]
    return Crystallisation(
        rows(Crystalliser, units), memory.commands("crystallisers", CrystalliserCommand, count),
        *memory.states("silos", Silo, count), *memory.states("magma", Magma, count),
        *memory.states("scales", Scale, count),
        *memory.state_matrix("packing", 2 * count, names, SCALES[:LIQUID]),
        memory.signal_matrix("slurry", 2 * count, names), memory.signal_matrix("product", count, names),
        memory.signals("crystallisers", CrystalliserSignal, count), np.array(limits, float),
    )  # fmt: skip
