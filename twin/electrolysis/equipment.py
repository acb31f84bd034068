"""Electrolysers as steel: anolyte and catholyte loops, gases, voltage, heat; many are rows of the same.

Lives here: nameplates, states, commands and signals of electrolysers and of their elements.
Lives elsewhere: equations (.equations); parts of a voltage (.voltage), voltage and efficiency of each element
(.elements), how it ages (.ageing); what an electrolyser does to its loops and to the gas headers (.cells); depleted
brine (twin.hcl); start, ramp, trip (.procedure); who feeds whom (twin.line).
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
    first: int
    """Row of its first element."""
    fidelity: int
    """FARADAIC, SEMI_EMPIRICAL or FULL."""
    elements: float
    area: float
    """Membrane of an element [m2]."""
    efficiency: float
    oxygen: float
    chlorate: float
    oxygen_order: float
    chlorate_order: float
    """What answers back-migrated hydroxide, as in .equations.Layer."""
    chlorate_activation: float
    """Of hypochlorite to chlorate, over R [K]."""
    reference_proton: float
    reference_hypochlorous: float
    """Of the anolyte to which those shares belong [mol/m3]."""
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
    leak_strength: float
    leak_density: float
    leak_warmth: float
    leak_coolest: float
    leak_cold: float
    leak_cold_loss: float
    leak_weak: float
    leak_weak_loss: float
    """Surface of back-migration, as in .equations.Leakage."""
    typed_reversible: float
    typed_anode: float
    typed_cathode: float
    """What the faradaic fidelity takes as given: reversible voltage and overpotentials at full load [V]."""
    typed_gas: float
    """Logarithm of the product of both gas pressures to which that reversible voltage belongs [bar2]."""
    slope_temperature: float
    slope_licl: float
    slope_lioh: float
    """Of the semi-empirical fidelity's reversible voltage, about the reference point [V/K, V kg/mol, V kg/mol]."""
    hydrogen_crossover: float
    oxygen_crossover: float
    """Permeance of membranes on load [mol/(m2 s Pa)]."""
    hole_gas: float
    """Share of a hole's area that lies in the gas at the top of an element [-]."""
    hole_voltage: float
    """What an element loses whose anode makes oxygen of leaked lye instead of chlorine [V]."""


@dataclass
class Spot:
    """What is fixed about one element: where it sits, how it was built."""

    resistance: float
    """Above the nameplate's [ohm m2]."""
    wear: float
    """Ageing over that of the ordinary element [-]."""


@dataclass
class Element:
    """State of one element: what time, brine and trips have done to it since it was new."""

    membrane: float = quantity("ohm m2", scale=1e-7)
    """Resistance gained."""
    anode: float = quantity("V", scale=1e-4)
    cathode: float = quantity("V", scale=1e-4)
    """Overvoltage gained by the coatings."""
    loss: float = quantity("-", scale=1e-4)
    """Back-migration gained, at the reference point."""
    hole: float = quantity("m2", scale=1e-7)
    """Area of the holes in its membrane."""
    membrane_age: float = quantity("s", scale=1e4)
    anode_age: float = quantity("s", scale=1e4)
    cathode_age: float = quantity("s", scale=1e4)
    """Time on load."""


@dataclass
class Jumper:
    """Command: the copper that carries the current past an element."""

    fitted: float
    """1: the element is bypassed."""


@dataclass
class ElementSignal:
    """What is measured of one element."""

    voltage: float
    """[V]; 0 behind a jumper."""
    efficiency: float
    """[-]"""


@dataclass
class HeaderSignal:
    """What analysers of the gas headers see, dry [mol/mol]."""

    hydrogen_in_chlorine: float
    oxygen_in_chlorine: float
    oxygen_in_hydrogen: float


@dataclass
class Ageing:
    """How fast an element on load ages, and what makes it age faster."""

    loss: float
    """Back-migration [1/s]."""
    membrane: float
    """Resistance [ohm m2/s]."""
    anode: float
    cathode: float
    """Overvoltage [V/s]."""
    hottest: float
    """Temperature above which all ages faster [K]."""
    hot: float
    """By this share a kelvin [1/K]."""
    weak_brine: float
    weak_lye: float
    strong_lye: float
    """Strengths beyond which all ages faster [kg/kg]."""
    off_strength: float
    """By this share per mass fraction [-]."""
    sourest: float
    """Free acid at an electrolyser's inlet beyond which all ages faster [mol/m3]."""
    sour: float
    """By this share at twice that [-]."""
    anode_life: float
    cathode_life: float
    """Time on load after which a coating wears off [s]."""
    worn_out: float
    """By how much faster it then ages, per life beyond [-]."""
    hole_growth: float
    """Of a hole's area [1/s]."""


@dataclass
class Poison:
    """What a species in the brine does to elements on load, where there is more of it than they bear."""

    first: int
    second: int
    """Components that are counted together; the same one twice: that one alone."""
    first_mass: float
    second_mass: float
    """As what they are counted [kg/mol]; 0: not."""
    limit: float
    """[kg/m3]"""
    loss: float
    membrane: float
    anode: float
    cathode: float
    """Rates at twice the limit [1/s, ohm m2/s, V/s, V/s]."""


@dataclass
class Bank:
    """State of an electrolyser beyond its two vessels."""

    current: float = quantity("A", scale=1.0)
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
    polarising: float
    """1: the polarisation rectifier is on."""
    bypassed: float
    """Elements behind jumpers [-]."""
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
    loss: float
    """Back-migration that its elements gained on average, at the reference point [-]."""
    gained: float
    """Resistance that its membranes gained on average [ohm m2]."""
    leak: float
    """Lye through holes [m3/s]."""
    holes: float
    """In all its membranes [m2]."""
    crossover: float
    """Hydrogen through membranes and holes into the chlorine [mol/s]."""
    permeated: float
    """Oxygen through membranes into the hydrogen [mol/s]."""
    oddest: float
    """Voltage by which the oddest element is off the mean of its electrolyser [V]."""
    highest: float
    lowest: float
    """Voltages of the elements with the highest and the lowest [V]."""
    imbalance: float
    """Voltage of one half of the elements over the other, whichever is more, jumpers counted out [V]."""
    halves: float
    """The same with its sign: the first half over the second [V]."""
    feed_ratio: float
    """Acidified feed over charge [kg/C]; 0 without current."""
    recirculated: float
    """Anolyte pumped around [kg/s]."""
    inlet_acid: float
    """Free acid where fresh feed meets it [mol/m3]."""
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
    solubility: float
    """Of chlorine in the anolyte [mol/(m3 Pa)]."""
    hydrolysis: float
    """[HOCl][H+]/[Cl2] in it [mol/m3]."""
    wall_loss: float
    """[W]"""


class Electrolysis(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Electrolyser]
    spots: Rows[Spot]
    ageing: Rows[Ageing]
    poisons: Rows[Poison]
    commands: Rows[Rectifier]
    now: Rows[Bank]
    rate: Rows[Bank]
    elements: Rows[Element]
    element_rate: Rows[Element]
    jumpers: Rows[Jumper]
    seen: Rows[ElectrolyserSignal]
    element_seen: Rows[ElementSignal]
    headers: Rows[HeaderSignal]
    tables: BrineTables


def build_electrolysis(
    memory: Memory, units: list[Electrolyser], ageing: Ageing, poisons: list[Poison], tables: BrineTables
) -> Electrolysis:
    """Claim memory for the section."""
    count = int(sum(unit.elements for unit in units))
    now, rate = memory.states("banks", Bank, len(units))
    elements, element_rate = memory.states("elements", Element, count)
    return Electrolysis(
        rows(Electrolyser, units), rows(Spot, [Spot(0.0, 1.0)] * count), rows(Ageing, [ageing]), rows(Poison, poisons),
        memory.commands("rectifiers", Rectifier, len(units)), now, rate, elements, element_rate,
        memory.commands("jumpers", Jumper, count), memory.signals("electrolysers", ElectrolyserSignal, len(units)),
        memory.signals("elements", ElementSignal, count), memory.signals("headers", HeaderSignal, 1), tables,
    )  # fmt: skip
