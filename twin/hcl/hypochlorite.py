"""Hypochlorite unit T-801/802: surplus chlorine and tail gas through two lye columns in series.

Lives here: what the columns take, what is pumped to and from their tanks, what goes up the stack.
Lives elsewhere: equations (.equations); who swaps the tanks (.procedure).
"""

from __future__ import annotations

from twin.engine.compiled import compiled
from twin.hcl.equations import column_uptake, lye_demand
from twin.hcl.equipment import Synthesis
from twin.matter.components import CL, CL2, CO3, H2, H2O, LIQUID, N2, NA, O2, OH
from twin.matter.constants import M_CL2, M_H2O, M_NACLO, M_NAOH
from twin.matter.gas import CHLORINE, gas_enthalpy
from twin.matter.streams import (
    HEAT,
    Streams,
    clear,
    deliver,
    draw,
    set_gas_heat,
    set_liquid_heat,
    stream_mass,
)
from twin.matter.vessels import ENTHALPY, Vessels

NORMAL_VOLUME = 0.022414
"""Of a mole of gas at 0 degC and 1 atm [m3/mol]."""
VENT_TEMPERATURE, LYE_TEMPERATURE = 308.15, 298.15
"""[K]"""


@compiled
def make_bleach(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Surplus chlorine S22 and tail gas S27 into lye: hypochlorite S54, vent S55.

    Averaged, lye S52 and water S53 follow the gas and product leaves at its strength; otherwise the gas goes
    into the duty tank as it comes, and what passes its column into the standby tank.
    """
    unit, command = section.units[k], section.commands[k]
    duty = unit.bleach + int(command.duty)
    standby = 2 * unit.bleach + 1 - duty
    watch_tanks(section, k, duty, standby, vessels)
    second = scrub(section, k, duty, standby, vessels, streams)
    if command.averaged > 0.0:
        follow_gas(section, k, vessels, streams)
        return
    deliver(streams, 0, vessels, duty)
    vessels.rate[standby, CL2] += second
    heat = second * gas_enthalpy(gas=CHLORINE, temperature=VENT_TEMPERATURE)
    vessels.rate[standby, ENTHALPY] += heat
    streams.flow[0, HEAT] += heat
    tend_standby(section, k, standby, vessels, streams)


@compiled
def watch_tanks(section: Synthesis, k: int, duty: int, standby: int, vessels: Vessels) -> None:
    """Levels, strength and permits as procedures wait for them."""
    command, seen, held = section.commands[k], section.seen[k], vessels.now[duty]
    seen.strength = M_NAOH * (held[OH] - 2.0 * held[CL2]) / vessels.seen[duty].mass
    seen.duty_level, seen.standby_level = vessels.seen[duty].level, vessels.seen[standby].level
    seen.permit = command.permit
    seen.product, seen.product_lye = command.sampled, command.sampled_lye
    seen.start = min(command.permit, command.start_permit)


@compiled
def scrub(section: Synthesis, k: int, duty: int, standby: int, vessels: Vessels, streams: Streams) -> float:
    """All that lye takes as the scratch stream, what it does not as vent S55. Returns chlorine for the second tank.

    The nitrogen and hydrogen of the tail gas that return to the burner do not leave.
    """
    unit, command, seen, f = section.units[k], section.commands[k], section.seen[k], streams.flow
    clear(streams, 71)
    f[71, N2] = unit.purge * command.purging
    set_gas_heat(streams, 71, LYE_TEMPERATURE)
    clear(streams, 0)
    for c in range(LIQUID):
        f[0, c] = f[22, c] + f[27, c]
    f[0, HEAT] = f[22, HEAT] + f[27, HEAT]
    chlorine = f[0, CL2]
    lye, spare = seen.strength, vessels.now[standby]
    spare_lye = M_NAOH * (spare[OH] - 2.0 * spare[CL2]) / vessels.seen[standby].mass
    if command.averaged > 0.0:
        lye = spare_lye = unit.fresh_lye
    passed = chlorine * (1.0 - column_uptake(lye=lye, enough=unit.lye_enough, transfer=unit.scrubber))
    vented = passed * (1.0 - column_uptake(lye=spare_lye, enough=unit.lye_enough, transfer=unit.scrubber))
    second = (passed - vented) * (1.0 - command.averaged)
    f[0, CL2] = chlorine - vented - second
    clear(streams, 55)
    f[55, H2] = f[27, H2] - f[68, H2] + seen.vented
    f[55, H2O] = seen.moisture
    f[55, O2] = f[22, O2]
    f[55, N2] = f[22, N2] + f[27, N2] - f[68, N2] + f[71, N2]
    f[55, CL2] = vented
    set_gas_heat(streams, 55, VENT_TEMPERATURE)
    gas = f[55, H2] + f[55, O2] + f[55, N2] + unit.tail_air
    seen.vent_chlorine = M_CL2 * vented / (gas * NORMAL_VOLUME)
    seen.lye = lye_demand(chlorine=f[0, CL2], carbon_dioxide=f[0, CO3], hydrogen_chloride=f[27, CL])
    return float(second)


@compiled
def follow_gas(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Averaged: lye and water in ratio to the gas, product out at its strength."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    for s in (52, 53, 54):
        clear(streams, s)
    product = f[0, CL2] * M_NACLO / unit.bleach_strength
    f[52, NA] = seen.lye + product * unit.lye_excess / M_NAOH
    f[52, OH] = f[52, NA]
    f[52, H2O] = f[52, NA] * M_NAOH * (1.0 / unit.lye_strength - 1.0) / M_H2O
    set_liquid_heat(streams, 52, LYE_TEMPERATURE)
    added = max(product - stream_mass(streams, 52) - stream_mass(streams, 0), 0.0)
    draw(streams, 53, vessels, unit.dilution, added)
    for c in range(LIQUID):
        f[54, c] = f[0, c] + f[52, c] + f[53, c]
    set_liquid_heat(streams, 54, VENT_TEMPERATURE)
    if f[0, CL2] > 0.0:
        mass = stream_mass(streams, 54)
        seen.product = M_NACLO * f[54, CL2] / mass
        seen.product_lye = M_NAOH * (f[54, OH] - 2.0 * f[54, CL2]) / mass


@compiled
def tend_standby(section: Synthesis, k: int, v: int, vessels: Vessels, streams: Streams) -> None:
    """The tank that stands by: hypochlorite S54 off, lye S52 and water S53 in."""
    unit, command = section.units[k], section.commands[k]
    for s in (52, 53, 54):
        clear(streams, s)
    draw(streams, 54, vessels, v, command.drain)
    f = streams.flow
    f[52, NA] = command.refill * unit.lye_strength / M_NAOH
    f[52, OH] = f[52, NA]
    f[52, H2O] = command.refill * (1.0 - unit.lye_strength) / M_H2O
    set_liquid_heat(streams, 52, LYE_TEMPERATURE)
    deliver(streams, 52, vessels, v)
    draw(streams, 53, vessels, unit.dilution, command.refill * (unit.lye_strength / unit.fresh_lye - 1.0))
    deliver(streams, 53, vessels, v)
