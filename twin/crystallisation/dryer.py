"""Dryer D-605, silo S-701 and bags: wet cake to product.

Lives here: moisture that the gas takes, carbon dioxide that the product takes, what is in the silo and in bags.
Lives elsewhere: rows (.equipment), equations (.purity), lots and their certificates (.procedure, .certificate).

The drying gas is heated so that it leaves as warm as the product shall be (TIC-667); at the heater's limit moisture
stays in the product. All carbon dioxide that the scrubber leaves in the gas goes into the product.
"""

from __future__ import annotations

from twin.crystallisation.equipment import Crystallisation
from twin.crystallisation.evaporator import latent_heat
from twin.crystallisation.purity import drying_inlet, drying_limit
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.components import CO3, H2O, LIQUID, NA, OH, K
from twin.matter.constants import M_H2O, M_MONOHYDRATE
from twin.matter.enthalpy import SOLID_LIOH_H2O
from twin.matter.streams import (
    HEAT,
    TEMPERATURE,
    Streams,
    clear,
    set_gas_heat,
    set_liquid_heat,
    stream_mass,
)
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, Vessels, mass_of

NEARLY_EMPTY = 20.0
"""Cake in the bin below which its screw delivers less [kg]."""
VAPOUR, PRODUCT, PACKED = 333.15, 308.15, 303.15
"""Temperatures at which vapour, product and bags leave [K] (data book streams S45, S31, S56)."""


@compiled
def dry(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """Cake to vapour S45 and product S31 on the weigh belt, with carbon dioxide S80. Returns heat taken out [W]."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    flow = signal[unit.dryer_order] * command.drying * command.drying_permit
    clear(streams, 31)
    f, wet = streams.flow, vessels.now[unit.bin]
    share = flow / max(mass_of(vessels.now, unit.bin, LIQUID), NEARLY_EMPTY)
    for c in range(LIQUID):
        f[31, c] = share * wet[c]
        vessels.rate[unit.bin, c] -= f[31, c]
    heat = share * wet[ENTHALPY]
    vessels.rate[unit.bin, ENTHALPY] -= heat
    hydrate = max(f[31, OH] - f[31, NA] - f[31, K], 0.0)
    evaporate_moisture(section, k, streams, hydrate)
    take_carbon_dioxide(section, k, streams, hydrate)
    set_liquid_heat(streams, 31, PRODUCT)
    f[31, HEAT] += hydrate * SOLID_LIOH_H2O
    seen.product = stream_mass(streams, 31)
    analyse(section, k, vessels, streams)
    pack(section, k, streams)
    return float(heat + f[80, HEAT] - f[31, HEAT] - f[45, HEAT])


@compiled
def evaporate_moisture(section: Crystallisation, k: int, streams: Streams, hydrate: float) -> None:
    """Water that is neither crystal water nor in inclusions leaves, as far as the gas can be heated."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    liquor = M_H2O * section.parts[2 * k, H2O] / seen.liquor
    included = unit.inclusion * liquor * M_MONOHYDRATE * hydrate / M_H2O
    free = max(f[31, H2O] - hydrate - included, 0.0)
    latent = latent_heat(unit.product_temperature) * M_H2O
    most = drying_limit(gas=unit.gas, product=unit.product_temperature, hottest=unit.gas_hottest) / latent
    clear(streams, 45)
    f[45, H2O] = min(free, most)
    f[31, H2O] -= f[45, H2O]
    set_gas_heat(streams, 45, VAPOUR)
    seen.gas_inlet = drying_inlet(gas=unit.gas, product=unit.product_temperature, heat=f[45, H2O] * latent)
    seen.moisture = unit.inclusion * liquor
    if hydrate > 0.0:
        seen.moisture = (f[31, H2O] - hydrate) * M_H2O / (hydrate * M_MONOHYDRATE)


@compiled
def take_carbon_dioxide(section: Crystallisation, k: int, streams: Streams, hydrate: float) -> None:
    """2 LiOH + CO2 to Li2CO3: stream S80 into the product."""
    unit, f = section.units[k], streams.flow
    taken = min(unit.gas * unit.gas_carbon_dioxide, 0.5 * hydrate)
    clear(streams, 80)
    f[80, CO3], f[80, OH], f[80, H2O] = taken, -2.0 * taken, taken
    set_gas_heat(streams, 80, PRODUCT)
    for c in range(LIQUID):
        f[31, c] += f[80, c]


@compiled
def analyse(section: Crystallisation, k: int, vessels: Vessels, streams: Streams) -> None:
    """What the product is made of [kg/kg]; while none is made, what the cake would make."""
    seen, f, wet = section.seen[k], streams.flow[31], vessels.now[section.units[k].bin]
    hydrate = max(M_MONOHYDRATE * (wet[OH] - wet[NA] - wet[K]), 1.0)
    for c in range(LIQUID):
        section.analysis[k, c] = COMPONENT_MASS[c] * wet[c] / hydrate
        if seen.product > 1e-6:
            section.analysis[k, c] = COMPONENT_MASS[c] * f[c] / seen.product


@compiled
def pack(section: Crystallisation, k: int, streams: Streams) -> None:
    """Product into the silo, from there into bags; S56 and S57 are what bags and losses get of the present product."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    f = streams.flow
    for s in (56, 57):
        clear(streams, s)
        f[s, TEMPERATURE] = PACKED
    packed, share = command.packing, command.packing / max(section.now[k].product, NEARLY_EMPTY)
    if packed < 0.0:
        packed = seen.product
    for c in range(LIQUID):
        f[57, c] = unit.handling_loss * f[31, c]
        f[56, c] = f[31, c] - f[57, c]
        bagged = f[31, c]
        if command.packing >= 0.0:
            bagged = share * section.stores[2 * k, c]
        section.storing[2 * k, c] = f[31, c] - bagged
        section.storing[2 * k + 1, c] = bagged
    section.rate[k].product = seen.product - packed
    section.rate[k].packed = packed
    seen.silo, seen.packed = section.now[k].product, section.now[k].packed
