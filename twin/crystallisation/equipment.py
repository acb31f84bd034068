"""Crystalliser, centrifuge, dryer and bleed carbonation: catholyte in, LiOH.H2O and condensate out.

Lives here: evaporation, crystals, wash, cake, product at the weigh belt, mother-liquor bleed, recovered carbonate.
Lives elsewhere: equations (.equations); wash-outs, faults, packing and lots (.procedure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.crystallisation.equations import carbonate_left, crystals
from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.matter.components import CO3, H2O, LI, LIQUID, NA, OH, K
from twin.matter.constants import M_H2O, M_LI2CO3, M_LIOH, M_MONOHYDRATE, M_NA
from twin.matter.enthalpy import SOLID_LI2CO3, SOLID_LIOH_H2O
from twin.matter.streams import (
    HEAT,
    TEMPERATURE,
    Streams,
    carry,
    clear,
    deliver,
    draw,
    set_gas_heat,
    set_liquid_heat,
    stream_mass,
    water_stream,
)
from twin.matter.vessels import ENTHALPY, Vessels, mass_of

RECOVERED_TIME = 12.0 * 3600.0
"""Mean time that recovered carbonate waits before it is fed to the dissolvers [s]."""
NEARLY_EMPTY = 20.0
"""Cake in the bin below which its screw delivers less [kg]."""
CONDENSATE = 333.15
"""Temperature at which condensate leaves the heat recovery [K] (data book stream S29)."""
SCRATCH = 0


@dataclass
class Crystalliser:
    """One crystallisation line."""

    feed: int
    """Vessel T-601."""
    slurry: int
    """Vessel X-601."""
    liquor: int
    """Vessel T-602."""
    bin: int
    """Row of the wet cake in H-604."""
    recovered: int
    """Row of the recovered Li2CO3 cake."""
    water: int
    """Vessel T-603."""
    feed_order: int
    evaporation_order: int
    crystal_order: int
    return_order: int
    bleed_order: int
    dryer_order: int
    """Places of the signals that order feed, evaporation, crystals drawn, liquor return, bleed, cake dried [kg/s]."""
    liquor_lioh: float
    liquor_na: float
    product_na: float
    wash: float
    moisture: float
    slurry_solids: float
    """[kg/kg]"""
    carbonate_solubility: float
    saturation: float
    recovered_moisture: float
    handling_loss: float


@dataclass
class CrystalliserCommand:
    """What sequences set."""

    evaporating: float
    """1: the MVR runs."""
    centrifuging: float
    """1: the centrifuge takes slurry."""
    drying: float
    """1: the dryer takes cake."""
    packing: float
    """Rate from the silo to bags [kg/s]; negative: packed as produced."""
    evaporation_permit: float
    centrifuge_permit: float
    drying_permit: float
    """1: no interlock stops it."""


@dataclass
class Silo:
    """What is produced and not yet packed."""

    product: float = quantity("kg", scale=10.0)
    packed: float = quantity("kg", scale=10.0)


@dataclass
class CrystalliserSignal:
    """What instruments read."""

    feed: float
    evaporation: float
    crystals: float
    """Drawn as crystals [kg/s]."""
    solids: float
    """Crystals in the slurry [kg/kg]."""
    sodium: float
    """Of the mother liquor [kg/kg]."""
    bleed: float
    product: float
    """Weigh belt [kg/s]."""
    silo: float
    """Product not yet packed [kg]."""
    packed: float
    """Since the start [kg]."""
    spinning: float
    """1: the centrifuge may take slurry."""
    wash: float
    returned: float
    """[kg/s]"""


class Crystallisation(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Crystalliser]
    commands: Rows[CrystalliserCommand]
    now: Rows[Silo]
    rate: Rows[Silo]
    seen: Rows[CrystalliserSignal]


@compiled
def observe_slurry(section: Crystallisation, vessels: Vessels) -> None:
    """Solids of the slurry and sodium of the liquor: what loops need before anything flows."""
    for k in range(len(section.units)):
        unit, seen = section.units[k], section.seen[k]
        held = vessels.now[unit.slurry]
        alkali = held[NA] + held[K]
        lioh = max(held[OH] - alkali, 0.0)
        mass = vessels.seen[unit.slurry].mass
        other = max(mass - M_LIOH * lioh - M_H2O * held[H2O], 0.0)
        solid = crystals(lioh=lioh, water=held[H2O], other=other, solubility=unit.liquor_lioh)
        seen.solids = M_MONOHYDRATE * solid / mass
        seen.sodium = M_NA * vessels.now[unit.liquor, NA] / vessels.seen[unit.liquor].mass


@compiled
def crystallise(section: Crystallisation, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """All lines of the plant. Returns the heat that dryer and carbonation take out [W]."""
    removed = 0.0
    for k in range(len(section.units)):
        evaporate(section, k, signal, vessels, streams)
        centrifuge(section, k, signal, vessels, streams)
        removed += dry(section, k, signal, vessels, streams)
        removed += carbonate_bleed(section, k, signal, vessels, streams)
    return removed


@compiled
def evaporate(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """Feed S28 in, condensate S29 out, liquor back from T-602."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    seen.feed = signal[unit.feed_order]
    carry(streams, 28, vessels, unit.feed, unit.slurry, seen.feed)
    seen.evaporation = signal[unit.evaporation_order] * command.evaporating * command.evaporation_permit
    water_stream(streams, 29, seen.evaporation, CONDENSATE)
    deliver(streams, 29, vessels, unit.water)
    vessels.rate[unit.slurry, H2O] -= streams.flow[29, H2O]
    vessels.rate[unit.slurry, ENTHALPY] -= streams.flow[29, HEAT]
    carry(streams, SCRATCH, vessels, unit.liquor, unit.slurry, signal[unit.return_order])
    seen.returned = stream_mass(streams, SCRATCH)


@compiled
def centrifuge(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """Slurry to cake S44 and liquor; wash water S43 displaces the liquor of the cake but for an inclusion."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    seen.spinning = command.centrifuging * command.centrifuge_permit
    drawn = signal[unit.crystal_order] * seen.spinning
    seen.crystals = drawn
    v = unit.slurry
    solid = max(seen.solids, 0.02)
    liquor = drawn * (1.0 - solid) / solid
    moles = drawn / M_MONOHYDRATE
    draw_liquor(section, k, vessels, streams, liquor)
    clear(streams, 44)
    f = streams.flow[44]
    inclusion = unit.product_na * seen.sodium / unit.liquor_na * drawn / M_NA
    f[LI] = moles
    f[NA] = inclusion
    f[OH] = moles + inclusion
    f[H2O] = moles
    set_liquid_heat(streams, 44, vessels.seen[v].temperature)
    f[HEAT] += moles * SOLID_LIOH_H2O
    for c in range(LIQUID):
        vessels.rate[v, c] -= f[c]
    vessels.rate[v, ENTHALPY] -= f[HEAT]
    seen.wash = unit.wash * drawn
    carry(streams, 43, vessels, unit.water, unit.liquor, seen.wash)
    moisture = drawn * unit.moisture / (1.0 - unit.moisture)
    water_stream(streams, SCRATCH, moisture, vessels.seen[unit.liquor].temperature)
    for c in range(LIQUID):
        f[c] += streams.flow[SCRATCH, c]
        vessels.rate[unit.liquor, c] -= streams.flow[SCRATCH, c]
    f[HEAT] += streams.flow[SCRATCH, HEAT]
    vessels.rate[unit.liquor, ENTHALPY] -= streams.flow[SCRATCH, HEAT]
    for c in range(LIQUID):
        vessels.rate[unit.bin, c] += f[c]
    vessels.rate[unit.bin, ENTHALPY] += f[HEAT]


@compiled
def draw_liquor(section: Crystallisation, k: int, vessels: Vessels, streams: Streams, liquor: float) -> None:
    """Mother liquor [kg/s] from the slurry to T-602: the slurry's contents less its crystals."""
    unit, seen, v = section.units[k], section.seen[k], section.units[k].slurry
    mass = vessels.seen[v].mass
    solid = seen.solids * mass / M_MONOHYDRATE
    share = liquor / max(mass - seen.solids * mass, 1.0)
    clear(streams, SCRATCH)
    for c in range(LIQUID):
        streams.flow[SCRATCH, c] = share * vessels.now[v, c]
    streams.flow[SCRATCH, LI] -= share * solid
    streams.flow[SCRATCH, OH] -= share * solid
    streams.flow[SCRATCH, H2O] -= share * solid
    set_liquid_heat(streams, SCRATCH, vessels.seen[v].temperature)
    for c in range(LIQUID):
        vessels.rate[v, c] -= streams.flow[SCRATCH, c]
    vessels.rate[v, ENTHALPY] -= streams.flow[SCRATCH, HEAT]
    deliver(streams, SCRATCH, vessels, unit.liquor)


@compiled
def dry(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """Cake to vapour S45 and product S31 on the weigh belt, into the silo and bags S56. Returns heat taken out [W]."""
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
    crystal = f[31, LI]
    clear(streams, 45)
    f[45, H2O] = f[31, H2O] - crystal
    f[31, H2O] = crystal
    set_gas_heat(streams, 45, 333.15)
    set_liquid_heat(streams, 31, 308.15)
    f[31, HEAT] += crystal * SOLID_LIOH_H2O
    seen.product = stream_mass(streams, 31)
    packed = command.packing
    if packed < 0.0:
        packed = seen.product
    for s in (56, 57):
        clear(streams, s)
    for c in range(LIQUID):
        f[57, c] = unit.handling_loss * f[31, c]
        f[56, c] = f[31, c] - f[57, c]
    f[56, TEMPERATURE] = 303.15
    f[57, TEMPERATURE] = 303.15
    section.rate[k].product = seen.product - packed
    section.rate[k].packed = packed
    seen.silo, seen.packed = section.now[k].product, section.now[k].packed
    return float(heat - f[31, HEAT] - f[45, HEAT])


@compiled
def carbonate_bleed(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> float:
    """Bleed S30 with carbon dioxide S32 to recovered Li2CO3 and filtrate S33; cake S02. Returns heat taken out [W]."""
    unit, seen = section.units[k], section.seen[k]
    f = streams.flow
    clear(streams, 30)
    draw(streams, 30, vessels, unit.liquor, signal[unit.bleed_order])
    seen.bleed = stream_mass(streams, 30)
    gas = 0.5 * max(f[30, OH], 0.0)
    clear(streams, 32)
    f[32, CO3] = gas
    f[32, OH] = -2.0 * gas
    f[32, H2O] = gas
    set_gas_heat(streams, 32, 313.15)
    clear(streams, 33)
    for c in range(LIQUID):
        f[33, c] = f[30, c] + f[32, c]
    water = M_H2O * f[33, H2O]
    left = carbonate_left(
        lithium=f[33, LI], water=water, solubility=unit.carbonate_solubility, saturation=unit.saturation
    )
    cake = max(0.5 * f[33, LI] - left, 0.0)
    moisture = cake * M_LI2CO3 * unit.recovered_moisture / (1.0 - unit.recovered_moisture) / M_H2O
    f[33, LI] -= 2.0 * cake
    f[33, CO3] -= cake
    f[33, H2O] -= moisture
    set_liquid_heat(streams, 33, 333.15)
    v = unit.recovered
    clear(streams, 2)
    f[2, LI], f[2, CO3], f[2, H2O] = 2.0 * cake, cake, moisture
    set_liquid_heat(streams, 2, 333.15)
    f[2, HEAT] += cake * SOLID_LI2CO3
    deliver(streams, 2, vessels, v)
    removed = f[30, HEAT] + f[32, HEAT] - f[33, HEAT] - f[2, HEAT]
    share = 1.0 / RECOVERED_TIME
    for c in range(LIQUID):
        f[2, c] = share * vessels.now[v, c]
        vessels.rate[v, c] -= f[2, c]
    f[2, HEAT] = share * vessels.now[v, ENTHALPY]
    f[2, TEMPERATURE] = 333.15
    vessels.rate[v, ENTHALPY] -= f[2, HEAT]
    return float(removed)


def build_crystallisation(memory: Memory, units: list[Crystalliser]) -> Crystallisation:
    """Claim memory for the section."""
    now, rate = memory.states("silos", Silo, len(units))
    return Crystallisation(
        rows(Crystalliser, units), memory.commands("crystallisers", CrystalliserCommand, len(units)), now, rate,
        memory.signals("crystallisers", CrystalliserSignal, len(units)),
    )  # fmt: skip
