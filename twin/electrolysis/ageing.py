"""How elements age: with time on load, with what the brine brings, faster when hot or weak; rates, never steps.

Lives here: the laws, and the rates of every element's state.
Lives elsewhere: coefficients (flowsheet: `ageing`, `poisons`), what a trip does (.handle), what age means for
voltage and efficiency (.elements).
"""

from __future__ import annotations

from typing import NamedTuple

from twin.electrolysis.equipment import Ageing, Electrolysis, Poison
from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Rows
from twin.matter.vessels import Vessels

ON_LOAD = 100.0
"""Current density above which an element counts as on load; below, in proportion [A/m2]."""


class Damage(NamedTuple):
    """Rates of what an element gains."""

    loss: float
    """[1/s]"""
    membrane: float
    """[ohm m2/s]"""
    anode: float
    cathode: float
    """[V/s]"""


@compiled
def excess(*, concentration: float, limit: float) -> float:
    r"""Concentration of a poison beyond its limit, in limits [-].

    .. math:: x = (c / c_1 - 1)^+                                                                     (1)

    concentration c, limit c_1, in the same unit. Damage is proportional to it: at twice the limit the tabled rate.
    Source: (1) the data book's law k (C - 20 ppb)+ of Ca + Mg (section 5), taken over for the other species; estimated.

    >>> excess(concentration=100.0, limit=20.0)
    4.0
    """
    return max(concentration / limit - 1.0, 0.0)


@compiled
def strain(ageing: Ageing, *, temperature: float, licl: float, lioh: float, acid: float) -> float:
    r"""How much faster than ordinary an element ages where it sits now [-].

    .. math:: s = 1 + a (T - T_1)^+ + b \left[(w_1 - w_a)^+ + (w_2 - w_c)^+ + (w_c - w_3)^+\right]
              + c (h / h_1 - 1)^+                                                                     (1)

    temperature T [K], licl w_a, lioh w_c [kg/kg] of the loops, acid h at the inlet [mol/m3]. Estimated: hot membranes
    blister and creep, weak anolyte swells them, strong lye dries the carboxylate layer, and free acid takes its sites
    (data book section 1, no figure published for LiCl).
    """
    off = max(ageing.weak_brine - licl, 0.0) + max(ageing.weak_lye - lioh, 0.0) + max(lioh - ageing.strong_lye, 0.0)
    sour = ageing.sour * excess(concentration=acid, limit=ageing.sourest)
    return 1.0 + ageing.hot * max(temperature - ageing.hottest, 0.0) + ageing.off_strength * off + sour


@compiled
def wearing_off(*, age: float, life: float, faster: float) -> float:
    """How much faster a coating goes that is older than its life [-]: evenly more, `faster` per life beyond.

    >>> wearing_off(age=3.0, life=2.0, faster=20.0)
    11.0
    """
    return 1.0 + faster * max(age / life - 1.0, 0.0)


@compiled
def poisoned(poisons: Rows[Poison], held: Floats, volume: float) -> Damage:
    """What a brine does to elements on load: all species that it holds too much of, added."""
    loss, membrane, anode, cathode = 0.0, 0.0, 0.0, 0.0
    for p in range(len(poisons)):
        one = poisons[p]
        mass = one.first_mass * max(held[one.first], 0.0) + one.second_mass * max(held[one.second], 0.0)
        beyond = excess(concentration=mass / volume, limit=one.limit)
        loss += one.loss * beyond
        membrane += one.membrane * beyond
        anode += one.anode * beyond
        cathode += one.cathode * beyond
    return Damage(loss, membrane, anode, cathode)


@compiled
def age_elements(section: Electrolysis, k: int, vessels: Vessels) -> None:
    """Rates of the elements of one electrolyser; without load nothing ages."""
    unit, seen, law = section.units[k], section.seen[k], section.ageing[0]
    brine = vessels.now[unit.brine]
    damage = poisoned(section.poisons, brine, max(vessels.seen[unit.brine].volume, 1e-6))
    anolyte, catholyte = vessels.seen[unit.anolyte], vessels.seen[unit.catholyte]
    strained = strain(
        law, temperature=anolyte.temperature, licl=anolyte.licl, lioh=catholyte.lioh, acid=seen.inlet_acid
    )
    load = section.commands[k].wears * min(seen.density / ON_LOAD, 1.0)
    for e in range(unit.first, unit.first + int(unit.elements)):
        one, rate = section.elements[e], section.element_rate[e]
        on = load * (1.0 - section.jumpers[e].fitted)
        pace = on * section.spots[e].wear
        anode = wearing_off(age=one.anode_age, life=law.anode_life, faster=law.worn_out)
        cathode = wearing_off(age=one.cathode_age, life=law.cathode_life, faster=law.worn_out)
        rate.loss = pace * (law.loss * strained + damage.loss)
        rate.membrane = pace * (law.membrane * strained + damage.membrane)
        rate.anode = pace * (law.anode * strained * anode + damage.anode)
        rate.cathode = pace * (law.cathode * strained * cathode + damage.cathode)
        rate.hole = on * law.hole_growth * one.hole
        rate.membrane_age = rate.anode_age = rate.cathode_age = on
