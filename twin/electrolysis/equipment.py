"""Electrolysers as steel: anolyte and catholyte loops, gases, voltage, heat; many are rows of the same.

Lives here: nameplate, state, commands and signals of an electrolyser.
Lives elsewhere: equations (.equations); what it does to its loops and to the gas headers (.cells); voltage of the
present state (.voltage); depleted brine (twin.hcl); start, ramp, trip (.procedure); who feeds whom (twin.line).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.rows import Memory, Rows, quantity, rows
from twin.matter.brine_tables import BrineTables


@dataclass
class Electrolyser:
    """One electrolyser: bipolar elements in series between two loops."""

    anolyte: int
    catholyte: int
    brine: int
    acid: int
    water: int
    depleted: int
    product: int
    """Vessels: own loops, polished brine, acid, condensate; depleted brine and catholyte product go to the last two."""
    feed_order: int
    acid_order: int
    water_order: int
    anolyte_order: int
    catholyte_order: int
    cooling_order: int
    """Places of the signals that order brine [kg/s], acid [mol/s], water [kg/s], overflows [kg/s], cooling [W]."""
    elements: float
    area: float
    """Membrane of an element [m2]."""
    efficiency: float
    oxygen: float
    chlorate: float
    water_drag: float
    sodium: float
    potassium: float
    """Selectivities of the membrane against lithium [-]."""
    silica: float
    boron: float
    aluminium: float
    phosphate: float
    fluoride: float
    """Of what dragged water would carry, the share that the membrane lets through [-]."""
    chloride_leak: float
    """Chloride in the catholyte product [kg/kg]."""
    lioh_nominal: float
    """Catholyte strength to which that leak belongs [kg/kg]."""
    chlorine_solubility: float
    """[mol/(m3 Pa)]"""
    hydrolysis: float
    """K over chloride activity and the proton's activity ratio [mol/m3]."""
    anode_pressure: float
    cathode_pressure: float
    """[Pa]"""
    anolyte_water: float
    catholyte_water: float
    """Water activity over that of the tables, calibrated at the reference [-]."""
    feed_temperature: float
    """[K]"""
    wall_loss: float
    """Heat loss per kelvin above ambient [W/K]."""
    reference: float
    anode_offset: float
    anode_alpha: float
    cathode_offset: float
    cathode_alpha: float
    membrane: float
    solution: float
    bubbles: float
    hardware: float
    """Voltage model: A/m2, V, -, V, -, then ohm m2."""
    activation: float
    """[K]"""
    recirculation: float
    """Anolyte that is pumped around, over the fresh feed [-]."""
    worst: float = 0.0
    best: float = 0.0
    halves: float = 0.0
    """Resistance of the element with the highest and of that with the lowest above the mean, and of all elements of one
    half above those of the other [ohm m2]: what the twin takes as 0, since it knows the mean only."""


@dataclass
class Bank:
    """State of an electrolyser beyond its two vessels."""

    current: float = quantity("A", scale=1.0)
    loss: float = quantity("-", scale=1e-6)
    resistance: float = quantity("ohm m2", scale=1e-9)
    charge: float = quantity("C", scale=1e9)


@dataclass
class Rectifier:
    """Command: what sequences set."""

    ramp: float
    """Rate of the current [A/s]."""
    acid_on: float
    """1: acid may be dosed."""
    circulating: float
    """1: loops circulate and are fed; 0: isolated."""
    target: float
    """Current that the load asks for [A]."""
    wears: float
    """1: membranes and coatings age; 0: they stand still, as in the averaged plant."""
    permit: float
    """1: nothing trips the rectifier; 0: tripped by an interlock or a dip of the grid."""
    start_permit: float
    """1: nothing keeps an electrolyser that is off from being loaded."""


@dataclass
class ElectrolyserSignal:
    """What instruments of an electrolyser read."""

    current: float
    voltage: float
    """Of the whole bank [V]."""
    density: float
    """[A/m2]"""
    efficiency: float
    proton: float
    """Hydrogen ions in the depleted anolyte [mol/m3]."""
    back: float
    """Hydroxide that leaks back, per electron [-]."""
    oxygen_share: float
    feed: float
    """Acidified anolyte feed [kg/s]."""
    depleted: float
    water: float
    product: float
    """[kg/s]"""
    charge_flow: float
    """Current times elements: what ratios follow [A]."""
    mismatch: float
    """Distance of the current from its target [A]."""
    excess: float
    """Current less its target [A]."""
    permit: float
    """As commanded, so that a procedure can wait for it [-]."""
    start: float
    """1: nothing trips it and nothing keeps it from being loaded [-]."""
    highest: float
    lowest: float
    """Voltages of the elements with the highest and the lowest [V]."""
    imbalance: float
    """Voltage of one half of the elements over the other, whichever is more [V]."""
    feed_ratio: float
    """Acidified feed over charge [kg/C]; 0 without current."""
    recirculated: float
    """Anolyte pumped around [kg/s]."""
    hardness: float
    """Of the brine that it is fed, in ppb as the analysers show it (micrograms a litre)."""
    sulphate: float
    """Of that brine [kg/m3]."""
    cooling: float
    """[W]"""
    hydroxide: float
    """LiOH and NaOH made [mol/s]."""
    chlorine: float
    """At the anode [mol/s]."""
    chlorine_pressure: float
    """Partial pressure over the anolyte [Pa]."""
    wall_loss: float
    """[W]"""


class Electrolysis(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Electrolyser]
    commands: Rows[Rectifier]
    now: Rows[Bank]
    rate: Rows[Bank]
    seen: Rows[ElectrolyserSignal]
    tables: BrineTables


def build_electrolysis(memory: Memory, units: list[Electrolyser], tables: BrineTables) -> Electrolysis:
    """Claim memory for the section."""
    now, rate = memory.states("banks", Bank, len(units))
    return Electrolysis(
        rows(Electrolyser, units), memory.commands("rectifiers", Rectifier, len(units)), now, rate,
        memory.signals("electrolysers", ElectrolyserSignal, len(units)), tables,
    )  # fmt: skip
