"""Hydrogen peroxide into filtered brine: what the stripper left of active chlorine, before it meets the resin.

Lives here: the dose, in ratio to the chlorine that comes (AIC-202), and what it leaves; at pH 10.8, where it is fast.
Lives elsewhere: the reaction (.stripping); the filters (twin.purification); what chlorine does to resin
(twin.ion_exchange).

The reaction takes seconds in a pipe of minutes, so it is reckoned on the filtrate as it flows into T-202.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Memory, Rows, rows
from twin.hcl.stripping import oxidised_residual, polished_redox
from twin.matter.components import CL, CL2, H2O, O2, OH
from twin.matter.constants import M_CL2, M_H2O, M_H2O2
from twin.matter.enthalpy import WATER
from twin.matter.gas import OXYGEN, gas_enthalpy
from twin.matter.streams import HEAT, SUCTION, TEMPERATURE, Streams, clear
from twin.matter.vessels import ENTHALPY, REFERENCE_T, Vessels

PEROXIDE = -191_170.0
"""Enthalpy of formation of dissolved H2O2 [J/mol] (NBS tables, as CODATA's water: recalled, high confidence)."""


@dataclass
class Doser:
    """The dosing pump and the pipe behind it."""

    source: int
    """Vessel R-202."""
    target: int
    """Vessel T-202."""
    ratio: float
    """Peroxide a mole of active chlorine; most of it decays unused [mol/mol]."""
    most: float
    """That the pump can [mol/s of H2O2]."""
    strength: float
    """H2O2 in the solution [kg/kg]."""
    time: float
    """From dosing to the tank [s]."""


@dataclass
class DoserCommand:
    """What sequences set."""

    running: float
    """1: the pump doses."""


@dataclass
class DoserSignal:
    """What instruments read."""

    solution: float
    """Peroxide solution [kg/s]."""
    arriving: float
    residual: float
    """Active chlorine before and behind it [kg/m3]."""
    redox: float
    """In T-202, AT-202 [V]."""


class Polish(NamedTuple):
    """The part of the section at the filters, as compiled code sees it."""

    units: Rows[Doser]
    commands: Rows[DoserCommand]
    seen: Rows[DoserSignal]


@compiled
def polish_filtrate(section: Polish, filtrate: float, vessels: Vessels, streams: Streams) -> None:
    """Dose S66 and take the chlorine that it destroys off what T-202 receives; oxygen S67 leaves.

    Cl2 + H2O2 -> 2 HCl + O2, whatever base is there; what is not used decays to water and half its oxygen.
    """
    clear(streams, 66)
    clear(streams, 67)
    for k in range(len(section.units)):
        unit, seen = section.units[k], section.seen[k]
        brine = vessels.seen[unit.source]
        sucked = min(brine.mass / (SUCTION * vessels.plates[unit.source].capacity), 1.0)
        flow = filtrate / brine.density * sucked
        chlorine = max(vessels.now[unit.source, CL2], 0.0) / brine.volume
        dose = min(unit.ratio * chlorine * flow, unit.most) * section.commands[k].running
        left = chlorine
        if flow > 0.0:
            left = oxidised_residual(chlorine=chlorine, peroxide=dose / flow, time=unit.time)
        seen.arriving, seen.residual = M_CL2 * chlorine, M_CL2 * left
        held = M_CL2 * max(vessels.now[unit.target, CL2], 0.0) / vessels.seen[unit.target].volume
        seen.redox = polished_redox(chlorine=held)
        oxidise(section, k, dose, (chlorine - left) * flow, vessels, streams)


@compiled
def oxidise(section: Polish, k: int, dose: float, destroyed: float, vessels: Vessels, streams: Streams) -> None:
    """Peroxide [mol/s] in, chlorine [mol/s] destroyed, oxygen out; H2O2 is water and half a mole of O2."""
    unit, f = section.units[k], streams.flow
    rate, warm = vessels.rate[unit.target], vessels.seen[unit.target].temperature
    water = dose * M_H2O2 * (1.0 / unit.strength - 1.0) / M_H2O
    f[66, H2O] += dose + water
    f[66, O2] += 0.5 * dose
    f[66, HEAT] += dose * PEROXIDE + water * WATER
    f[66, TEMPERATURE] = REFERENCE_T
    oxygen = 0.5 * (dose + destroyed)
    heat = oxygen * gas_enthalpy(gas=OXYGEN, temperature=warm)
    f[67, O2] += oxygen
    f[67, HEAT] += heat
    f[67, TEMPERATURE] = warm
    rate[CL2] -= destroyed
    rate[CL] += 2.0 * destroyed
    rate[OH] -= 2.0 * destroyed
    rate[H2O] += dose + water + destroyed
    rate[ENTHALPY] += dose * PEROXIDE + water * WATER - heat
    section.seen[k].solution = dose * M_H2O2 / unit.strength


def build_polish(memory: Memory, units: list[Doser]) -> Polish:
    """Claim memory for the dosers."""
    return Polish(
        rows(Doser, units), memory.commands("dosers", DoserCommand, len(units)),
        memory.signals("dosers", DoserSignal, len(units)),
    )  # fmt: skip
