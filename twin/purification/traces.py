"""Trace elements in the precipitators: each falls out as a neutral solid, or is taken by a bed, or stays.

Lives here: which solid carries which element into the cake, the side beds for boron and fluoride (stream S72).
Lives elsewhere: how much of each falls out (.equations), magnesium, calcium and sulphate (.equipment).
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.components import AL, CA, CL, CO3, FE, LI, NI, OH, PO4, SI, SR, B, F, K
from twin.matter.enthalpy import FORMATION, NEUTRALISATION
from twin.matter.streams import HEAT, TEMPERATURE, Streams, clear
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, Vessels

BEDS = 72
"""Stream of what the side beds hold back: boron and fluoride."""


@dataclass
class Removal:
    """Share of each trace element that a pass takes out of the brine [-]."""

    iron: float
    nickel: float
    aluminium: float
    silica: float
    phosphate: float
    strontium: float
    fluoride: float
    boron: float
    potassium: float


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
def drop_with_magnesium(share: Removal, vessels: Vessels, v: int, cake: int, arriving: Floats) -> float:
    """R-201: iron, nickel and aluminium as hydroxides, silica on them, phosphate with calcium, while that lasts, else
    with lithium. Returns the solids [kg/s].

    arriving  flow of each component into the vessel [mol/s]
    """
    iron, nickel = share.iron * max(arriving[FE], 0.0), share.nickel * max(arriving[NI], 0.0)
    aluminium, phosphate = share.aluminium * max(arriving[AL], 0.0), share.phosphate * max(arriving[PO4], 0.0)
    calcium = min(1.5 * phosphate, max(arriving[CA], 0.0))
    mass = to_cake(vessels, v, cake, FE, iron) + to_cake(vessels, v, cake, NI, nickel)
    mass += to_cake(vessels, v, cake, AL, aluminium)
    mass += to_cake(vessels, v, cake, OH, 3.0 * (iron + aluminium) + 2.0 * nickel)
    mass += to_cake(vessels, v, cake, SI, share.silica * max(arriving[SI], 0.0))
    mass += to_cake(vessels, v, cake, PO4, phosphate) + to_cake(vessels, v, cake, CA, calcium)
    return mass + to_cake(vessels, v, cake, LI, 3.0 * phosphate - 2.0 * calcium)


@compiled
def drop_with_calcium(share: Removal, vessels: Vessels, v: int, cake: int, arriving: Floats) -> float:
    """R-202: strontium in the calcium carbonate, fluoride as LiF. Returns the solids [kg/s]."""
    strontium, fluoride = share.strontium * max(arriving[SR], 0.0), share.fluoride * max(arriving[F], 0.0)
    mass = to_cake(vessels, v, cake, SR, strontium) + to_cake(vessels, v, cake, CO3, strontium)
    return mass + to_cake(vessels, v, cake, F, fluoride) + to_cake(vessels, v, cake, LI, fluoride)


@compiled
def pass_beds(share: Removal, vessels: Vessels, streams: Streams, v: int, arriving: Floats) -> None:
    """What beds between filters and T-202 hold back leaves with their regenerant, S72: boric acid on N-methylglucamine,
    potassium as chloride."""
    clear(streams, BEDS)
    boron = share.boron * max(arriving[B], 0.0)
    potassium = share.potassium * max(arriving[K], 0.0)
    f, rate = streams.flow[BEDS], vessels.rate[v]
    f[B], f[K], f[CL] = boron, potassium, potassium
    f[HEAT] = boron * FORMATION[B] + potassium * (FORMATION[K] + FORMATION[CL])
    f[TEMPERATURE] = vessels.seen[v].temperature
    rate[B] -= boron
    rate[K] -= potassium
    rate[CL] -= potassium
    rate[ENTHALPY] -= f[HEAT]
