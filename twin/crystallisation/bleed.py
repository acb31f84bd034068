"""Bleed R-651: mother liquor and carbon dioxide to recovered Li2CO3 and filtrate.

Lives here: carbonation of the bleed S30, cake S02 and its buffer, what T-601 breathes in.
Lives elsewhere: where the bleed is taken (.centrifuge), solubility (.equations).
"""

from __future__ import annotations

from twin.crystallisation.equations import carbonate_left
from twin.crystallisation.equipment import Crystallisation, Crystalliser
from twin.engine.compiled import compiled
from twin.matter.components import CO3, H2O, LI, LIQUID, OH
from twin.matter.constants import M_H2O, M_LI2CO3
from twin.matter.enthalpy import SOLID_LI2CO3
from twin.matter.streams import HEAT, TEMPERATURE, Streams, clear, deliver, set_gas_heat, set_liquid_heat
from twin.matter.vessels import ENTHALPY, Vessels

OFF_GAS, AIR = 313.15, 298.15
"""Temperatures of the dissolver's off-gas and of air [K]."""


@compiled
def breathe(section: Crystallisation, k: int, vessels: Vessels, streams: Streams) -> None:
    """Carbon dioxide S81 that T-601 takes out of its blanket."""
    unit, f = section.units[k], streams.flow
    clear(streams, 81)
    f[81, CO3], f[81, OH], f[81, H2O] = unit.breathing, -2.0 * unit.breathing, unit.breathing
    set_gas_heat(streams, 81, AIR)
    deliver(streams, 81, vessels, unit.feed)


@compiled
def carbonate_bleed(section: Crystallisation, k: int, vessels: Vessels, streams: Streams) -> float:
    """Bleed S30 with carbon dioxide S32 to recovered Li2CO3 and filtrate S33; cake S02. Returns heat taken out [W]."""
    unit, f = section.units[k], streams.flow
    warm = unit.carbonation_temperature
    gas = 0.5 * max(f[30, OH], 0.0)
    clear(streams, 32)
    f[32, CO3], f[32, OH], f[32, H2O] = gas, -2.0 * gas, gas
    set_gas_heat(streams, 32, OFF_GAS)
    clear(streams, 33)
    for c in range(LIQUID):
        f[33, c] = f[30, c] + f[32, c]
    left = carbonate_left(
        lithium=f[33, LI], water=M_H2O * f[33, H2O], solubility=unit.carbonate_solubility, saturation=unit.saturation
    )
    cake = max(min(0.5 * f[33, LI] - left, f[33, CO3]), 0.0)
    moisture = cake * M_LI2CO3 * unit.recovered_moisture / (1.0 - unit.recovered_moisture) / M_H2O
    f[33, LI] -= 2.0 * cake
    f[33, CO3] -= cake
    f[33, H2O] -= moisture
    set_liquid_heat(streams, 33, warm)
    clear(streams, 2)
    f[2, LI], f[2, CO3], f[2, H2O] = 2.0 * cake, cake, moisture
    set_liquid_heat(streams, 2, warm)
    f[2, HEAT] += cake * SOLID_LI2CO3
    deliver(streams, 2, vessels, unit.recovered)
    removed = f[30, HEAT] + f[32, HEAT] - f[33, HEAT] - f[2, HEAT]
    feed_recovered(unit, vessels, streams)
    return float(removed)


@compiled
def feed_recovered(unit: Crystalliser, vessels: Vessels, streams: Streams) -> None:
    """Recovered cake S02 from its buffer to the dissolvers."""
    f, v, share = streams.flow, unit.recovered, 1.0 / unit.recovered_time
    for c in range(LIQUID):
        f[2, c] = share * vessels.now[v, c]
        vessels.rate[v, c] -= f[2, c]
    f[2, HEAT] = share * vessels.now[v, ENTHALPY]
    f[2, TEMPERATURE] = unit.carbonation_temperature
    vessels.rate[v, ENTHALPY] -= f[2, HEAT]
