"""Burner, film absorber and tails tower: chlorine in hydrogen, acid from the gas, steam from the heat.

Lives here: who gets the chlorine (FFC-551, PIC-315), the flame, the acid and the tail gas.
Lives elsewhere: equations (.equations, .furnace, .absorption); coolers before it (.coolers), columns behind it
(.hypochlorite).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.hcl.absorption import Tower, film_temperature, lost, passed_film, passed_in_equilibrium
from twin.hcl.equations import absorption_water, burned_share, fan_speed, moving_excess, unmixed_chlorine
from twin.hcl.equipment import Synthesis
from twin.hcl.furnace import jacket_share
from twin.matter.components import CL, CL2, CO3, COUNT, H2, H2O, N2, O2, OH
from twin.matter.constants import ATMOSPHERE, M_CL2, M_H2O
from twin.matter.flame_table import FREE_CHLORINE, TEMPERATURE, flame_entry
from twin.matter.streams import HEAT, Streams, clear, deliver, draw, set_gas_heat, set_liquid_heat, stream_mass
from twin.matter.vessels import Vessels

BURNING = 92_310.0
"""Heat of 1/2 H2 + 1/2 Cl2 -> HCl [J/mol] (data book section 10.1)."""
UTILISED = 0.9375
"""Chlorine burned over hydrogen made by the cells, where the absorber's load is 1 [-] (data book: H2 utilisation)."""
TAIL_TEMPERATURE, FEED_WATER, STEAM_TEMPERATURE = 303.15, 378.15, 438.15
"""[K]"""
ACID_DENSITY = 1160.0
TAIL = 0.012
"""Tail gas at full load over hydrogen made [mol/mol]: 16 Nm3/h."""
MOST_HEAD = 2.78
"""Head of the fan at full speed over that at 60 % [-]: the speed squared."""


@compiled
def share_chlorine(section: Synthesis, k: int, change: float, streams: Streams) -> None:
    """FFC-551: hydrogen is the wild flow, chlorine follows, the surplus goes to hypochlorite (S21, S22).

    change  relative rate at which the cells' hydrogen changes [1/s]
    """
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    f, back = streams.flow, section.units[k].recycled
    clear(streams, 60)
    f[60, H2] = unit.imported * command.import_open * command.lit
    available = f[23, H2] * (1.0 - unit.vented) * command.lit
    hydrogen = available + f[60, H2]
    oxygen = f[22, O2]
    if command.assumed_oxygen > 0.0:
        oxygen = f[22, CL2] * command.assumed_oxygen / (1.0 - command.assumed_oxygen)
    excess = moving_excess(excess=unit.excess, change=change, lag=unit.lag, crossed=unit.crossed)
    share = command.lit * burned_share(
        hydrogen=hydrogen, chlorine=f[22, CL2], oxygen=oxygen, excess=excess, recycled=back
    )
    clear(streams, 21)
    for c in range(COUNT):
        f[21, c] = share * f[22, c]
        f[22, c] -= f[21, c]
    demand = f[21, CL2] + 2.0 * f[21, O2]
    used = min(hydrogen, (1.0 + excess * (1.0 - back)) * demand)
    if share < 1.0:
        used = hydrogen
    f[60, H2] = max(used - available, 0.0)
    seen.vented = f[23, H2] + f[60, H2] - used
    f[23, H2] = used
    seen.moisture = f[23, H2O] * (1.0 - command.lit)
    f[23, H2O] *= command.lit
    return_hydrogen(section, k, used, demand, streams)
    for s in (21, 22):
        set_gas_heat(streams, s, seen.chlorine_temperature)
    set_gas_heat(streams, 23, seen.hydrogen_temperature)
    set_gas_heat(streams, 60, seen.hydrogen_temperature)
    seen.chlorine = f[21, CL2]
    seen.oxygen = f[21, O2]
    seen.hydrogen = used + f[68, H2]
    seen.surplus = f[22, CL2]
    seen.ratio = seen.hydrogen / max(demand, 1e-9)


@compiled
def return_hydrogen(section: Synthesis, k: int, used: float, demand: float, streams: Streams) -> None:
    """Tail gas back to the burner, S68: a share of the hydrogen and nitrogen that go round with it."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    clear(streams, 68)
    if unit.recycled > 0.0:
        f[68, H2] = unit.recycled * max(used - demand, 0.0) / (1.0 - unit.recycled)
        f[68, N2] = unit.recycled * f[21, N2] / (1.0 - unit.recycled)
    set_gas_heat(streams, 68, TAIL_TEMPERATURE)
    seen.recycled = f[68, H2]


@compiled
def light_flame(section: Synthesis, k: int, streams: Streams) -> float:
    """Temperature of the flame, steam S70 from feed water S69. Returns the chlorine that stays unburnt [mol/s]."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    for s in (69, 70):
        clear(streams, s)
    seen.flame = 0.0
    seen.steam = 0.0
    seen.burned = 0.0
    chlorine = f[21, CL2]
    if chlorine <= 0.0:
        return 0.0
    excess, water = seen.ratio - 1.0, (f[21, H2O] - f[21, CO3] + f[23, H2O]) / chlorine
    oxygen, inert = f[21, O2] / (chlorine + f[21, O2]), (f[21, N2] + f[68, N2] + f[21, CO3]) / chlorine
    seen.flame = flame_entry(section.flame, excess=excess, water=water, oxygen=oxygen, inert=inert, entry=TEMPERATURE)
    free = flame_entry(section.flame, excess=excess, water=water, oxygen=oxygen, inert=inert, entry=FREE_CHLORINE)
    slip = chlorine * min(unmixed_chlorine(excess=excess, spread=unit.spread) + 2.0 * math.exp(free), 1.0)
    seen.burned = chlorine - slip
    load = chlorine / (UTILISED * unit.full)
    heat = 2.0 * BURNING * seen.burned * jacket_share(
        flame=seen.flame, wall=unit.jacket_wall, transfer=unit.jacket, load=load, growth=unit.jacket_growth
    )  # fmt: skip
    seen.steam = heat / unit.steam_enthalpy
    for s in (69, 70):
        f[s, H2O] = seen.steam / M_H2O
    set_liquid_heat(streams, 69, FEED_WATER)
    set_gas_heat(streams, 70, STEAM_TEMPERATURE)
    f[70, HEAT] = f[69, HEAT] + heat
    return float(slip)


@compiled
def make_acid(section: Synthesis, k: int, vessels: Vessels, streams: Streams) -> None:
    """Flame and absorber: S21, S23 and cooled water S24 to acid S25 and tail gas S27."""
    unit, seen = section.units[k], section.seen[k]
    f = streams.flow
    slip = light_flame(section, k, streams)
    made = 2.0 * seen.burned
    left = max(f[23, H2] + f[68, H2] - seen.burned - 2.0 * f[21, O2], 0.0)
    nitrogen = f[21, N2] + f[68, N2]
    absorbed = made * keep(section, k, made, left + f[21, CO3] + nitrogen)
    moisture = f[21, H2O] - f[21, CO3] + f[23, H2O] + 2.0 * f[21, O2]
    take_water(section, k, absorption_water(hcl=absorbed, strength=unit.strength) - moisture, vessels, streams)
    clear(streams, 25)
    f[25, CL] = absorbed
    f[25, OH] = -absorbed
    f[25, H2O] = absorbed + f[24, H2O] + moisture
    seen.acid = stream_mass(streams, 25)
    washed = unit.chlorine_in_acid * seen.acid / ACID_DENSITY * ATMOSPHERE
    dissolved = slip * washed / max(washed + left + f[21, CO3] + nitrogen, 1e-12)
    f[25, CL2] = dissolved
    set_liquid_heat(streams, 25, unit.acid_temperature)
    clear(streams, 27)
    lost_gas = made - absorbed
    f[27, CL] = lost_gas
    f[27, OH] = -lost_gas - 2.0 * f[21, CO3]
    f[27, H2O] = lost_gas + f[21, CO3]
    f[27, CO3] = f[21, CO3]
    f[27, N2] = nitrogen
    f[27, H2] = left
    f[27, CL2] = slip - dissolved
    set_gas_heat(streams, 27, TAIL_TEMPERATURE)
    deliver(streams, 25, vessels, unit.acid)
    seen.heat = f[21, HEAT] + f[23, HEAT] + f[68, HEAT] + f[24, HEAT] - f[25, HEAT] - f[27, HEAT]
    read_tail(section, k, dissolved, lost_gas + left + f[21, CO3] + nitrogen, streams)


@compiled
def keep(section: Synthesis, k: int, made: float, inert: float) -> float:
    """Share of the HCl that film and tower keep [-]; made, inert  HCl and the gas beside it [mol/s]."""
    unit, seen = section.units[k], section.seen[k]
    load = 0.5 * made / (UTILISED * unit.full)
    seen.absorber_temperature = film_temperature(water=unit.cooling_water, approach=unit.film_approach, load=load)
    pressure = math.exp(unit.vapour - unit.vapour_slope / seen.absorber_temperature)
    held = passed_in_equilibrium(pressure=pressure, inert=inert / max(made, 1e-9))
    seen.passed = passed_film(equilibrium=held, transfer=unit.film, load=load, growth=unit.film_growth)
    tower = Tower(1.0 - unit.absorption, unit.film_passes, unit.tower_growth, unit.tower_warmth)
    seen.kept = 1.0 - lost(tower, film=seen.passed, water=unit.water_temperature, load=load)
    return float(seen.kept)


@compiled
def take_water(section: Synthesis, k: int, wanted: float, vessels: Vessels, streams: Streams) -> None:
    """Absorption water S24 [mol/s] from the condensate tank, through its cooler."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    clear(streams, 24)
    draw(streams, 24, vessels, unit.water, max(wanted, 0.0) * M_H2O)
    before = f[24, HEAT]
    set_liquid_heat(streams, 24, min(unit.water_temperature, vessels.seen[unit.water].temperature))
    seen.water_cooling = before - f[24, HEAT]
    seen.cooling += seen.water_cooling
    seen.water = stream_mass(streams, 24)


@compiled
def read_tail(section: Synthesis, k: int, dissolved: float, gas: float, streams: Streams) -> None:
    """What analysers, fan and suction show; dissolved chlorine in the acid, dry tail gas [mol/s]."""
    unit, command, seen, f = section.units[k], section.commands[k], section.seen[k], streams.flow
    seen.hcl = f[25, CL]
    seen.dilution = 0.0
    seen.free_chlorine = 0.0
    if seen.acid > 0.0:
        seen.dilution = seen.water / seen.acid
        seen.free_chlorine = M_CL2 * dissolved / seen.acid
    seen.tail_chlorine = f[27, CL2] / max(gas, 1e-6)
    flow = (gas + unit.purge * command.purging + unit.tail_air) / (TAIL * unit.full + unit.tail_air)
    seen.fan = min(fan_speed(head=1.0, flow=flow), 1.0)
    beyond = max(0.5 + 0.5 * flow * flow - MOST_HEAD, 0.0)
    seen.pressure = unit.suction + 2.0 * beyond * (ATMOSPHERE - unit.suction)
