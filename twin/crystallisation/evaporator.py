"""X-601 and its vapour recompression: what boils off, what it costs, how the crystals grow.

Lives here: evaporation, compressor, heat of the slurry, moments of its crystals.
Lives elsewhere: rows (.equipment), equations (.evaporation, .population), what leaves with the crystals (.centrifuge).

The vessel boils at the pressure that PIC-603 holds: surplus heat leaves with vented vapour, steam helps out. Vapour
condenses in the heater at the compressor's discharge pressure; condensate warms feed and water before it leaves.
"""

from __future__ import annotations

import math

from twin.crystallisation.equipment import SCRATCH, Crystallisation
from twin.crystallisation.evaporation import (
    boiling_temperature,
    compression_work,
    saturation_temperature,
    scaled_conductance,
)
from twin.crystallisation.population import (
    CRYSTAL_DENSITY,
    growth,
    nucleation,
    supersaturation,
)
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.brine_tables import BrineTables, lye_ln_water
from twin.matter.components import CL, H2O, NA, OH, K
from twin.matter.constants import M_H2O, M_MONOHYDRATE
from twin.matter.enthalpy import WATER, WATER_HEAT_CAPACITY
from twin.matter.gas import WATER_VAPOUR, gas_enthalpy, water_vapour_pressure
from twin.matter.streams import HEAT, Streams, carry, deliver, stream_mass, water_stream
from twin.matter.vessels import ENTHALPY, REFERENCE_T, THERMOSTAT_TIME, Vessels, stored_heat

CONDENSATE = 333.15
"""Temperature at which condensate leaves the heat recovery [K] (data book stream S29)."""
CATCH_UP = 3600.0
"""Time in which the moments' crystal mass comes to that of the balance, should they part [s]."""


@compiled
def latent_heat(temperature: float) -> float:
    """Of water at a temperature [K], in the enthalpies of this plant [J/kg]; 0.5 % over the steam table at 75 degC."""
    liquid = WATER + WATER_HEAT_CAPACITY * M_H2O * (temperature - REFERENCE_T)
    return (gas_enthalpy(gas=WATER_VAPOUR, temperature=temperature) - liquid) / M_H2O


@compiled
def evaporate(
    section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams, tables: BrineTables
) -> float:
    """Feed S28 in, condensate S29 out, liquor back from T-602. Returns heat taken out less electricity put in [W]."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    seen.feed = signal[unit.feed_order]
    carry(streams, 28, vessels, unit.feed, unit.slurry, seen.feed)
    running = command.evaporating * command.evaporation_permit
    observe_boiling(section, k, vessels, tables)
    seen.evaporation = min(signal[unit.evaporation_order], seen.capacity) * running
    hot = compress(section, k, vessels, running)
    section.scaling[k].resistance = unit.scaling * seen.evaporation * command.fouling
    water_stream(streams, 29, seen.evaporation, CONDENSATE)
    deliver(streams, 29, vessels, unit.water)
    preheat = unit.preheating * min(seen.feed, seen.evaporation) * max(hot - vessels.seen[unit.feed].temperature, 0.0)
    cooled = WATER_HEAT_CAPACITY * (seen.evaporation * (hot - CONDENSATE) - preheat)
    removed = cooled + unit.heat_loss - seen.power
    vessels.rate[unit.slurry, H2O] -= streams.flow[29, H2O]
    vessels.rate[unit.slurry, ENTHALPY] -= streams.flow[29, HEAT] + removed
    carry(streams, SCRATCH, vessels, unit.liquor, unit.slurry, signal[unit.return_order])
    seen.returned = stream_mass(streams, SCRATCH)
    return float(removed)


@compiled
def observe_boiling(section: Crystallisation, k: int, vessels: Vessels, tables: BrineTables) -> None:
    """Where the liquor boils, and what heater and compressor can evaporate with the scale they have."""
    unit, seen, liquor = section.units[k], section.seen[k], section.parts[2 * k]
    temperature = vessels.seen[unit.slurry].temperature
    dissolved = max(liquor[OH] + liquor[CL], 0.0) / max(M_H2O * liquor[H2O], 1.0)
    activity = math.exp(lye_ln_water(tables, temperature=temperature, molality=dissolved))
    seen.suction = saturation_temperature(pressure=unit.pressure)
    seen.boiling = boiling_temperature(pressure=unit.pressure, water_activity=activity)
    seen.scale = section.scale[k].resistance
    conductance = scaled_conductance(clean=unit.conductance, scale=seen.scale)
    hottest = saturation_temperature(pressure=unit.ratio_most * unit.pressure)
    seen.capacity = conductance * max(hottest - seen.boiling, 0.0) / latent_heat(seen.boiling)


@compiled
def compress(section: Crystallisation, k: int, vessels: Vessels, running: float) -> float:
    """Pressure at which the vapour condenses, and the electricity that it takes. Returns that temperature [K]."""
    unit, seen = section.units[k], section.seen[k]
    conductance = scaled_conductance(clean=unit.conductance, scale=seen.scale)
    hot = seen.boiling + seen.evaporation * latent_heat(seen.boiling) / conductance
    seen.discharge = water_vapour_pressure(temperature=hot)
    work = compression_work(temperature=seen.boiling, ratio=seen.discharge / unit.pressure)
    seen.power = unit.work_share * work * seen.evaporation + unit.pumps * running
    return float(hot)


@compiled
def vent(section: Crystallisation, k: int, vessels: Vessels) -> float:
    """Vapour vented, or steam let in, so that the slurry boils at its pressure. Returns heat taken out [W].

    Called when all that flows into and out of X-601 is known.
    """
    unit, seen = section.units[k], section.seen[k]
    v = unit.slurry
    held = vessels.seen[v]
    wanted = held.heat_capacity * (seen.boiling - held.temperature) / THERMOSTAT_TIME
    seen.vent = vessels.rate[v, ENTHALPY] - stored_heat(vessels, v, held.temperature - REFERENCE_T) - wanted
    vessels.rate[v, ENTHALPY] -= seen.vent
    return float(seen.vent)


@compiled
def grow(section: Crystallisation, k: int, vessels: Vessels) -> None:
    """Moments of the crystals: what the balance makes crystal grows on those held, nuclei form, slurry is drawn."""
    unit, seen, now, rate = section.units[k], section.seen[k], section.magma[k], section.forming[k]
    held = M_MONOHYDRATE * section.parts[2 * k + 1, H2O]
    behind = held - CRYSTAL_DENSITY * unit.crystal_shape * now.volume
    deposition = forming(section, k, vessels) + seen.crystals + behind / CATCH_UP
    speed = growth(deposition=deposition, second=now.area, shape=unit.crystal_shape)
    volume = max(vessels.seen[unit.slurry].volume, 1e-3)
    nuclei = volume * nucleation(
        rate=unit.nucleation, growth_speed=speed, magma=held / volume, order=unit.nucleation_order
    )
    drawn = seen.crystals / max(held, 1.0)
    rate.number = nuclei - drawn * now.number
    rate.length = speed * now.number - drawn * now.length
    rate.area = 2.0 * speed * now.length - drawn * now.area
    rate.volume = 3.0 * speed * now.area - drawn * now.volume
    rate.fourth = 4.0 * speed * now.volume - drawn * now.fourth
    seen.growth = speed
    seen.supersaturation = supersaturation(growth_speed=speed, growth_at_percent=unit.growth_at_percent)


@compiled
def forming(section: Crystallisation, k: int, vessels: Vessels) -> float:
    """Crystals that X-601 gains [kg/s] by what it gains of LiOH and water, at the liquor's present strength."""
    unit, seen = section.units[k], section.seen[k]
    if section.parts[2 * k + 1, H2O] <= 0.0:
        return 0.0
    rate, share = vessels.rate[unit.slurry], seen.molality * M_H2O
    lioh = rate[OH] - rate[NA] - rate[K]
    return float(M_MONOHYDRATE * (lioh - share * rate[H2O]) / (1.0 - share))
