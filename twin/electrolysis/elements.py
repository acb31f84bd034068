"""Voltage and current efficiency of each element of a running electrolyser, from its state and the loops it sits in.

Elements in series share the current, and those of one electrolyser share both loops, so that activities,
overpotentials and the surface of back-migration are reckoned once; what differs is what each has become.
Lives here: elements, their sum and their mean; lye and gas through holes.
Lives elsewhere: equations (.equations); parts of a voltage (.voltage); what it does to the loops (.cells).
"""

from __future__ import annotations

import math

from twin.electrolysis.equations import (
    FADE,
    Leakage,
    back_migration,
    jet_speed,
    leak_beside,
    leak_factor,
    warm_factor,
)
from twin.electrolysis.equipment import Electrolyser, Electrolysis
from twin.electrolysis.nameplate import FARADAIC, FULL
from twin.electrolysis.voltage import Surroundings, element_voltage, voltage_parts
from twin.engine.compiled import compiled
from twin.matter.components import OH
from twin.matter.constants import FARADAY, GAS
from twin.matter.vessels import Vessels

ON_LOAD = 100.0
"""Current density above which membranes let gas through as on load [A/m2]."""
WET_HYDROGEN = 0.36
"""Density of hydrogen with its vapour at 85 degC over lye [kg/m3]."""


@compiled
def leakage(unit: Electrolyser) -> Leakage:
    """The surface of back-migration of an electrolyser's membranes."""
    return Leakage(
        1.0 - unit.efficiency, unit.leak_strength, unit.leak_density, unit.leak_warmth, unit.leak_coolest,
        unit.leak_cold, unit.leak_cold_loss, unit.leak_weak, unit.leak_weak_loss,
    )  # fmt: skip


@compiled
def run_elements(section: Electrolysis, k: int, vessels: Vessels, around: Surroundings) -> None:
    """Voltage and efficiency of every element of an electrolyser, and what they come to together."""
    unit, seen = section.units[k], section.seen[k]
    brine, lye = vessels.seen[unit.anolyte], vessels.seen[unit.catholyte]
    surface = leakage(unit)
    factor, beside, counted = 1.0, 0.0, 1.0 if unit.fidelity == FULL else 0.0
    if unit.fidelity != FARADAIC:
        factor = leak_factor(surface, lioh=lye.lioh, temperature=brine.temperature, density=seen.density)
        beside = leak_beside(surface, temperature=brine.temperature, licl=brine.licl)
    mean = element_voltage(voltage_parts(unit, section.tables, around, seen.density, 0.0))
    warm = warm_factor(temperature=around.temperature, activation=unit.activation)
    ohmic, fade = seen.density * warm, math.tanh(seen.density / FADE)
    electrons = seen.current / FARADAY
    jet = jet_speed(pressure=unit.cathode_pressure - unit.anode_pressure, density=lye.density)
    jet *= (1.0 - unit.hole_gas) * section.commands[k].circulating
    lye_strength = max(vessels.now[unit.catholyte, OH], 0.0) / lye.volume
    first, last = unit.first, unit.first + int(unit.elements)
    half = first + int(unit.elements) // 2
    total, back, lost, gained, holes, halves, more = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    seen.highest, seen.lowest, running = 0.0, 1e9, 0.0
    for e in range(first, last):
        one, shown = section.elements[e], section.element_seen[e]
        if section.jumpers[e].fitted > 0.0:
            shown.voltage = shown.efficiency = 0.0
            continue
        leak = back_migration(surface, lost=counted * one.loss, factor=factor, beside=beside)
        through = jet * one.hole * lye_strength
        voltage = mean
        if unit.fidelity == FULL:
            voltage += (one.membrane + section.spots[e].resistance) * ohmic + (one.anode + one.cathode) * fade
            voltage -= unit.hole_voltage * fade * min(through / max(electrons, 1e-9), 1.0)
        shown.voltage = voltage
        shown.efficiency = 1.0 - leak - through / max(electrons, 1e-9) if electrons > 0.0 else 0.0
        running += 1.0
        total += voltage
        back += leak
        lost += one.loss
        gained += one.membrane
        holes += one.hole
        side = 1.0 if e < half else -1.0 if e >= last - int(unit.elements) // 2 else 0.0
        halves += side * voltage
        more += side
        seen.highest, seen.lowest = max(seen.highest, voltage), min(seen.lowest, voltage)
    running = max(running, 1.0)
    seen.voltage, seen.back = total, back / running
    seen.loss, seen.gained = lost / running, gained / running
    seen.halves = halves - more * total / running
    seen.imbalance = abs(seen.halves)
    seen.lowest = min(seen.lowest, seen.highest)
    seen.oddest = max(seen.highest - total / running, total / running - seen.lowest)
    seen.holes = holes
    seen.leak = jet * holes


@compiled
def let_gas_through(section: Electrolysis, k: int, around: Surroundings) -> None:
    """Hydrogen into the chlorine through membranes and holes, oxygen into the hydrogen through membranes."""
    unit, seen = section.units[k], section.seen[k]
    area = unit.area * (unit.elements - section.commands[k].bypassed) * min(seen.density / ON_LOAD, 1.0)
    seen.crossover = unit.hydrogen_crossover * area * around.hydrogen
    oxygen = 0.5 * seen.oxygen_share * around.chlorine
    seen.permeated = unit.oxygen_crossover * area * oxygen
    jet = jet_speed(pressure=unit.cathode_pressure - unit.anode_pressure, density=WET_HYDROGEN)
    through = jet * unit.hole_gas * seen.holes * min(seen.density / ON_LOAD, 1.0)
    seen.crossover += through * around.hydrogen / (GAS * around.temperature)
    seen.crossover = min(seen.crossover, 0.25 * seen.charge_flow / FARADAY)


@compiled
def watch_headers(section: Electrolysis, chlorine: float, oxygen: float, other: float, hydrogen: float) -> None:
    """What the analysers of the headers see, from dry gases of the cells [mol/s]."""
    headers = section.headers[0]
    across, back = 0.0, 0.0
    for k in range(len(section.seen)):
        across += section.seen[k].crossover
        back += section.seen[k].permeated
    dry = chlorine + oxygen + other
    headers.hydrogen_in_chlorine = across / max(dry + across, 1e-9)
    headers.oxygen_in_chlorine = oxygen / max(dry, 1e-9)
    headers.oxygen_in_hydrogen = back / max(hydrogen + back, 1e-9)
