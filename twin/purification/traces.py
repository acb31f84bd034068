"""Trace elements in the precipitators: how much of each falls out, and as which neutral solid.

Lives here: which solid carries which element into the cake, what it leaves in solution.
Lives elsewhere: the laws (.equations), magnesium, calcium and sulphate (.equipment), side beds (.beds).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.engine.compiled import compiled
from twin.matter.components import AL, CA, CL, CO3, FE, H2O, LI, NI, OH, PO4, SI, SR, F
from twin.matter.constants import M_H2O
from twin.matter.enthalpy import FORMATION, NEUTRALISATION
from twin.matter.ion_products import fluoride_limit
from twin.matter.streams import SUCTION
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, Vessels
from twin.purification.equations import falling_out, hydroxide_solubility, silica_stays, stays, taken_along

RELAX = 900.0
"""Time in which what is held beyond its residual falls out, and ideal dosing works off a deviation [s]."""
LEAST_WATER = 1e-3
"""That keeps a division finite [kg]."""


@dataclass
class Settling:
    """How each trace element settles: pace of precipitation [1/s], what equilibrium leaves at the aims [mol/m3]."""

    iron: float
    iron_left: float
    iron_complexed: float
    nickel: float
    nickel_left: float
    nickel_complexed: float
    aluminium: float
    aluminium_left: float
    aluminium_complexed: float
    """Of the metals also the share of that which is hydroxo complex [-]."""
    phosphate: float
    phosphate_left: float
    silica: float
    """That magnesium can carry at most [mol/mol]."""
    silica_half: float
    """In solution where it carries half of that [mol/m3]."""
    strontium: float
    """Strontium over calcium in the carbonate, over the same in the brine [-]."""
    fluoride: float
    """[1/s]"""
    fluoride_factor: float
    """Solubility of LiF over that reckoned with the activity coefficient of hydroxide [-]."""


@compiled
def to_cake(vessels: Vessels, source: int, cake: int, component: int, amount: float) -> float:
    """Move a component [mol/s] from a liquid to the cake, with its formation enthalpy. Returns its mass [kg/s].

    The heat of precipitation is left out: 4 kg/h of solids, under 0.5 kW.
    """
    heat = amount * FORMATION[component]
    if component == OH:
        heat += amount * NEUTRALISATION
    vessels.rate[source, component] -= amount
    vessels.rate[cake, component] += amount
    vessels.rate[source, ENTHALPY] -= heat
    vessels.rate[cake, ENTHALPY] += heat
    return amount * COMPONENT_MASS[component]


@compiled
def water_in(vessels: Vessels, v: int) -> float:
    """Water of a vessel [kg], at least a little."""
    return float(max(M_H2O * vessels.now[v, H2O], LEAST_WATER))


@compiled
def onward_share(vessels: Vessels, v: int, flow: float) -> float:
    """Share of a vessel's content that flows on [1/s], at a flow [kg/s] and by the rule of `carry`."""
    return float(flow / max(vessels.seen[v].mass, SUCTION * vessels.plates[v].capacity))


@compiled
def settle(
    vessels: Vessels, v: int, component: int, arriving: float, onward: float, pace: float, equilibrium: float
) -> float:
    """What falls out of a component [mol/s]: first order towards its equilibrium [mol], quasi-steady.

    arriving  into the vessel [mol/s]; onward  share of its content that flows on [1/s]; pace  of precipitation [1/s]
    """
    left = stays(arriving=max(arriving, 0.0), equilibrium=equilibrium, onward=onward, pace=pace)
    held, gained = vessels.now[v, component], vessels.rate[v, component]
    return float(falling_out(gained=gained, held=held, dissolved=left, time=RELAX))


@compiled
def drop_with_magnesium(
    unit: Settling, vessels: Vessels, source: int, v: int, cake: int, coming: float, onward: float, ratio: float,
    magnesium: float, adsorbed: float,
) -> float:  # fmt: skip
    """R-201: iron, nickel and aluminium as hydroxides, silica on magnesium's, phosphate with calcium, while that lasts,
    else with lithium; fluoride beyond LiF's limit. Returns the solids [kg/s].

    coming     share of the source's content that flows in [1/s]; onward  share of the vessel's that flows on [1/s]
    ratio      hydroxide over its aim [-]; magnesium  that falls as hydroxide [mol/s]
    adsorbed   fluoride that a bed took on the way [mol/s]
    """
    held, volume = vessels.now[source], vessels.seen[v].volume
    limit = volume * hydroxide_solubility(at_aim=unit.iron_left, ratio=ratio, complexed=unit.iron_complexed)
    iron = settle(vessels, v, FE, coming * held[FE], onward, unit.iron, limit)
    limit = volume * hydroxide_solubility(at_aim=unit.nickel_left, ratio=ratio, complexed=unit.nickel_complexed)
    nickel = settle(vessels, v, NI, coming * held[NI], onward, unit.nickel, limit)
    limit = volume * hydroxide_solubility(at_aim=unit.aluminium_left, ratio=ratio, complexed=unit.aluminium_complexed)
    aluminium = settle(vessels, v, AL, coming * held[AL], onward, unit.aluminium, limit)
    limit = volume * hydroxide_solubility(at_aim=unit.phosphate_left, ratio=ratio, complexed=0.0)
    phosphate = settle(vessels, v, PO4, coming * held[PO4], onward, unit.phosphate, limit)
    calcium = min(1.5 * phosphate, coming * max(held[CA], 0.0))
    mass = to_cake(vessels, v, cake, FE, iron) + to_cake(vessels, v, cake, NI, nickel)
    mass += to_cake(vessels, v, cake, AL, aluminium)
    mass += to_cake(vessels, v, cake, OH, 3.0 * (iron + aluminium) + 2.0 * nickel)
    mass += to_cake(vessels, v, cake, SI, settle_silica(unit, vessels, v, coming * held[SI], onward, magnesium))
    mass += to_cake(vessels, v, cake, PO4, phosphate) + to_cake(vessels, v, cake, CA, calcium)
    mass += to_cake(vessels, v, cake, LI, 3.0 * phosphate - 2.0 * calcium)
    return mass + drop_fluoride(unit, vessels, v, cake, coming * held[F] - adsorbed, onward)


@compiled
def settle_silica(unit: Settling, vessels: Vessels, v: int, arriving: float, onward: float, magnesium: float) -> float:
    """Silica that the falling magnesium hydroxide takes [mol/s], never more than it can carry."""
    room, half = unit.silica * magnesium, unit.silica_half * vessels.seen[v].volume
    left = silica_stays(arriving=max(arriving, 0.0), onward=onward, room=room, half=half)
    gained, held = vessels.rate[v, SI], vessels.now[v, SI]
    return float(min(falling_out(gained=gained, held=held, dissolved=left, time=RELAX), room))


@compiled
def drop_fluoride(unit: Settling, vessels: Vessels, v: int, cake: int, arriving: float, onward: float) -> float:
    """LiF beyond its limit. Returns its mass [kg/s]."""
    water, temperature = water_in(vessels, v), vessels.seen[v].temperature
    chloride, lithium = vessels.now[v, CL] / water, vessels.now[v, LI] / water
    limit = water * unit.fluoride_factor * fluoride_limit(temperature=temperature, chloride=chloride, lithium=lithium)
    fluoride = settle(vessels, v, F, arriving, onward, unit.fluoride, limit)
    return to_cake(vessels, v, cake, F, fluoride) + to_cake(vessels, v, cake, LI, fluoride)


@compiled
def drop_with_calcium(
    unit: Settling, vessels: Vessels, source: int, v: int, cake: int, coming: float, onward: float, calcium: float
) -> float:
    """R-202: strontium in the calcium carbonate that falls [mol/s]. Returns its mass [kg/s]; arguments as above."""
    strontium = taken_along(
        arriving=coming * max(vessels.now[source, SR], 0.0), onward=onward, host=calcium,
        host_held=vessels.now[v, CA], partition=unit.strontium,
    )  # fmt: skip
    return to_cake(vessels, v, cake, SR, strontium) + to_cake(vessels, v, cake, CO3, strontium)
