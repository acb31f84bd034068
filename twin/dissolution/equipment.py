"""The dissolvers R-101A and R-101B: acid, carbonate and recycled brine in, raw brine and carbon dioxide out.

Lives here: the feed system, both stirred vessels with their undissolved solids, the carbon dioxide vent.
Lives elsewhere: equations (.equations); batch reactors (.batch); trucks and bag cutting (.procedure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.dissolution.equations import acid_demand, desorption, gas_holdup, solubility, stripped_left
from twin.dissolution.feed import Concentrate, FeedLot, concentrate_stream, feed_solids
from twin.dissolution.particles import CLASSES, Solids, add_lot, dissolve_classes, held_in, shrinking
from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.matter.components import CO3, H2O, LI, LIQUID, OH
from twin.matter.enthalpy import FORMATION, SOLID_LI2CO3
from twin.matter.gas import CARBON_DIOXIDE, WATER_VAPOUR, gas_enthalpy, water_vapour_pressure
from twin.matter.streams import (
    HEAT,
    TEMPERATURE,
    Streams,
    carry,
    clear,
    deliver,
    send_acid,
    water_stream,
)
from twin.matter.vessels import ENTHALPY, Vessels

H_SOLID = 2.0 * FORMATION[LI] + FORMATION[CO3] + SOLID_LI2CO3
"""Enthalpy of solid Li2CO3 at 25 degC [J/mol]."""
RELAX = 900.0
"""Time in which ideal feed-forward control works off a deviation [s]."""
VENT_PRESSURE = 103e3
"""Pressure of the carbon dioxide vent [Pa] (data book section 10.1, step 13)."""
AIM_FIRST = 0.5
"""Alkalinity that AIC-105 keeps in R-101A: bicarbonate at pH 4.5 [mol/m3]."""
IDLE = 0.05
"""Recycled brine below which seals, flushes and washes use less water [kg/s]: so that water stops with the brine, and
smoothly, when a house is stopped; a running one has sixty times as much."""
TAKEN_OUT = 0.5
"""Most surplus water that is taken out, over the recycled brine that brings it [kg/kg]: guards a house that stands or
starts against being dried; at rest surplus is a few percent of it."""
STRONGEST_BRINE, STRONGEST_BAND = 0.40, 0.1
"""LiCl in R-101A at which no more water is taken out, and the band before it [kg/kg]: guards the little that it holds
where batch reactors do the work against crystallising (LiCl·H2O at 48 wt% and 60 degC)."""


@dataclass
class Dissolver:
    """The two-stage dissolving house."""

    first: int
    """Vessel R-101A."""
    second: int
    """Vessel R-101B."""
    acid: int
    """Vessel the acid comes from."""
    recycle: int
    """Vessel the recycled brine comes from."""
    water: int
    """Vessel of deionised water; negative loop water is what an evaporator would have to take (stream S58)."""
    target: int
    """Vessel of the raw brine, T-201."""
    feed_order: int
    recycle_order: int
    water_order: int
    """Places of the signals that order solid feed, recycle and loop water [kg/s]."""
    first_order: int
    second_order: int
    """Places of the signals that let brine overflow from each vessel [kg/s]."""
    acid_feed_forward: float
    free_acid: float
    """Aim in R-101B [mol/m3]."""
    carbonate_first: float
    """Dissolved carbonate that stays in R-101A [mol/m3]."""
    solids_time: float
    solids_square: float
    saturation: float
    blending: float
    wetting: float
    """How solids dissolve, in this house and its batch reactors, as in .particles.Solids."""
    spread: float
    """Of the logarithm of particle size [-]."""
    trim_time: float
    reset: float
    """Of AIC-105: in which it works off a deviation, and integral time [s]."""
    most_trim: float
    """What its integral may hold, as a share of the acid asked for [-]."""
    area: float
    """Cross section of R-101A [m2]."""
    rise: float
    """Of its bubbles [m/s]."""
    nitrogen: float
    """To R-101B [mol/s]."""
    stripping: float
    """Approach of R-101B to equilibrium with its gas [-]."""
    foam_factor: float
    """Foam over the gas that it holds [-]."""
    carryover: float
    """Undissolved solids in the overflow over those in the vessel [-]."""
    offgas_temperature: float
    """[K]"""
    parasitic_water: float
    """Seal, flush and wash water that the sump returns [kg/s]."""


@dataclass
class Probe:
    """Command: a pH probe and what its loop does meanwhile."""

    drift: float
    """What it reads above the truth [pH]."""
    held: float
    """1: the loop holds its output while the probe is out of the vessel."""
    output: float
    """Acid that AIC-155 then holds [mol/s]; AIC-105 holds its ratio."""


@dataclass
class DissolverSignal:
    """What instruments of the dissolving house read."""

    feed: float
    """[kg/s]"""
    acid: float
    """33 % acid to R-101A [kg/s]."""
    acid_trim: float
    """33 % acid to R-101B [kg/s]."""
    acid_ratio: float
    """HCl per carbonate, recycled free acid counted [mol/mol]."""
    carbon_dioxide: float
    """Off-gas, dry [mol/s]."""
    alkalinity_first: float
    alkalinity_second: float
    """[mol/m3], negative: free acid."""
    solids_first: float
    """Undissolved in R-101A [mol]."""
    foam: float
    """Foam in R-101A, share of its freeboard [-]; above 1 it is in the vent."""
    fed: float
    """Carbonate fed since the start [kg]."""
    silo: float
    """Carbonate in silo and hopper [kg]."""


@dataclass
class Stock:
    """What the dissolving house remembers."""

    silo: float = quantity("kg", scale=10.0)
    """Carbonate in the silo H-100 and its dosing hopper."""
    fed: float = quantity("kg", scale=10.0)
    """Since the start."""


@dataclass
class AcidTrim:
    """What AIC-105 has learnt."""

    trim: float = quantity("mol/s", scale=1e-3)
    """Acid beyond the feed-forward."""


class Dissolution(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Dissolver]
    lots: Rows[FeedLot]
    probes: Rows[Probe]
    """Of AIC-105 and AIC-155 of each dissolving house."""
    concentrates: Rows[Concentrate]
    particles: Floats
    """Undissolved carbonate [R-101A and R-101B of each house, size class] [mol]."""
    dissolving: Floats
    seen: Rows[DissolverSignal]
    stocks: Rows[Stock]
    stocking: Rows[Stock]
    trims: Rows[AcidTrim]
    trimming: Rows[AcidTrim]


@compiled
def alkalinity(vessels: Vessels, v: int) -> float:
    """Alkalinity of a brine [mol/m3]: net hydroxide with carbonate counted as carbon dioxide; negative: acid."""
    return float((vessels.now[v, OH] + 2.0 * vessels.now[v, CO3]) / vessels.seen[v].volume)


@compiled
def solids_of(unit: Dissolver) -> Solids:
    """How solids dissolve in a house."""
    return Solids(unit.solids_time, unit.solids_square, unit.saturation, unit.blending, unit.wetting)


@compiled
def dissolve(section: Dissolution, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All dissolving houses of the line; call it when recovered cake (S02) and rinses (S10) are known."""
    for k in range(len(section.units)):
        unit = section.units[k]
        feed_first(section, k, signal, vessels, streams)
        overflow(section, k, signal, vessels, streams)
        dissolve_solids(section, k, vessels)
        acidify_first(section, k, vessels, streams)
        acidify_second(section, k, vessels, streams)
        first = strip(vessels, unit.first, saturated_with(unit, vessels, unit.first))
        kept = stripped_left(
            saturated=saturated_with(unit, vessels, unit.second), carbonate=max(vessels.rate[unit.second, CO3], 0.0),
            nitrogen=unit.nitrogen, approach=unit.stripping,
        )  # fmt: skip
        second = strip(vessels, unit.second, kept)
        vent(unit, vessels, streams, first, second)
        section.seen[k].carbon_dioxide = first + second
        section.seen[k].foam = foam_level(unit, vessels, first)
        feed_concentrate(section, k, signal, vessels, streams)


@compiled
def saturated_with(unit: Dissolver, vessels: Vessels, v: int) -> float:
    """Dissolved carbon dioxide under the vent's gas [mol/m3]."""
    return solubility(at_reference=unit.carbonate_first, temperature=vessels.seen[v].temperature)


@compiled
def foam_level(unit: Dissolver, vessels: Vessels, gas: float) -> float:
    """Foam that the gas [mol/s] of R-101A lifts out of the liquid, over the room above the gassed liquid [-]."""
    seen = vessels.seen[unit.first]
    held = gas_holdup(
        gas=max(gas, 0.0), temperature=seen.temperature, pressure=VENT_PRESSURE, area=unit.area, rise=unit.rise
    )
    lifted = seen.level * held
    return lifted * (unit.foam_factor - 1.0) / max(1.0 - seen.level - lifted, 0.01)


@compiled
def feed_concentrate(section: Dissolution, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """LiCl concentrate S74 into the raw brine, in proportion to the carbonate that is asked for."""
    concentrate_stream(streams, section.concentrates[k], signal[section.units[k].feed_order])
    deliver(streams, 74, vessels, section.units[k].target)


@compiled
def feed_first(section: Dissolution, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """Solids, recovered cake, recycled brine and water into R-101A."""
    unit, lot, seen = section.units[k], section.lots[k], section.seen[k]
    a = unit.first
    seen.feed = signal[unit.feed_order] * lot.continuous
    seen.silo = section.stocks[k].silo
    seen.fed = section.stocks[k].fed
    section.stocking[k].silo = lot.cutting - lot.by_silo * seen.feed
    section.stocking[k].fed = seen.feed
    lithium = feed_solids(streams, 1, lot, seen.feed)
    deliver(streams, 1, vessels, a)
    deliver(streams, 2, vessels, a)
    recovered = streams.flow[2, CO3]
    solid = lithium + recovered
    vessels.rate[a, LI] -= 2.0 * solid
    vessels.rate[a, CO3] -= solid
    vessels.rate[a, ENTHALPY] -= solid * H_SOLID
    add_lot(section.dissolving, 2 * k, d50=lot.d50, spread=unit.spread, amount=solid)
    carry(streams, 4, vessels, unit.recycle, a, signal[unit.recycle_order] * lot.continuous)
    water = signal[unit.water_order]
    carry(streams, 6, vessels, unit.water, a, max(water, 0.0))
    working = min(signal[unit.recycle_order] / IDLE, 1.0)
    carry(streams, 48, vessels, unit.water, a, unit.parasitic_water * working)
    dilute = min(max((STRONGEST_BRINE - vessels.seen[a].licl) / STRONGEST_BAND, 0.0), 1.0)
    surplus = min(max(-water, 0.0), TAKEN_OUT * signal[unit.recycle_order]) * dilute
    water_stream(streams, 58, surplus, vessels.seen[a].temperature)
    for c in range(LIQUID):
        vessels.rate[a, c] -= streams.flow[58, c]
    vessels.rate[a, ENTHALPY] -= streams.flow[58, HEAT]


@compiled
def overflow(section: Dissolution, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """R-101A overflows into R-101B, R-101B into the raw brine tank; solids go along, held back by settling."""
    unit, solids, rate = section.units[k], section.particles, section.dissolving
    a, b = unit.first, unit.second
    flow = signal[unit.first_order]
    carry(streams, 0, vessels, a, b, flow)
    share = unit.carryover * flow / vessels.seen[a].mass
    for c in range(CLASSES):
        carried = share * max(solids[2 * k, c], 0.0)
        rate[2 * k, c] -= carried
        rate[2 * k + 1, c] += carried
    carry(streams, 37, vessels, b, unit.target, signal[unit.second_order])


@compiled
def dissolve_solids(section: Dissolution, k: int, vessels: Vessels) -> None:
    """Carbonate goes into solution in both vessels."""
    unit, seen, solids = section.units[k], section.seen[k], solids_of(section.units[k])
    seen.alkalinity_first = alkalinity(vessels, unit.first)
    seen.alkalinity_second = alkalinity(vessels, unit.second)
    seen.solids_first = held_in(section.particles, 2 * k)
    for stage in range(2):
        v, row, base = unit.first, 2 * k, seen.alkalinity_first
        if stage == 1:
            v, row, base = unit.second, 2 * k + 1, seen.alkalinity_second
        shrink = shrinking(section.particles, row, solids, base=base, volume=vessels.seen[v].volume)
        dissolved = dissolve_classes(section.particles, section.dissolving, row, shrink=shrink, wetting=unit.wetting)
        take_up(vessels, v, dissolved)


@compiled
def take_up(vessels: Vessels, v: int, dissolved: float) -> None:
    """Lithium carbonate [mol/s] into the liquid of a vessel."""
    vessels.rate[v, LI] += 2.0 * dissolved
    vessels.rate[v, CO3] += dissolved
    vessels.rate[v, ENTHALPY] += dissolved * H_SOLID


@compiled
def acidify_first(section: Dissolution, k: int, vessels: Vessels, streams: Streams) -> None:
    """Acid S03 by feed-forward on all carbonate fed, recycled free acid deducted, trimmed by AIC-105.

    AIC-105 works on the error of concentration, not of pH, whose gain changes a hundredfold between pH 4 and 7.
    """
    unit, seen = section.units[k], section.seen[k]
    flow = streams.flow
    base = flow[1, OH] + flow[10, OH]
    demand = acid_demand(carbonate=flow[1, CO3] + flow[2, CO3] + flow[10, CO3], hydroxide=base)
    recycled = max(-flow[4, OH], 0.0)
    probe = section.probes[2 * k]
    aim = AIM_FIRST * 10.0 ** (-probe.drift)  # bicarbonate at the pH that is there while the probe reads its set point
    trim = (1.0 - probe.held) * (seen.alkalinity_first - aim) * vessels.seen[unit.first].volume / unit.trim_time
    memory, learning = section.trims[k], section.trimming[k]
    learning.trim = trim / unit.reset
    if abs(memory.trim) > unit.most_trim * demand and memory.trim * trim > 0.0:
        learning.trim = 0.0
    wanted = unit.acid_feed_forward * demand - recycled + trim + memory.trim
    wanted = max(wanted, 0.0) * section.lots[k].acid_open
    seen.acid = send_acid(streams, 3, vessels, unit.acid, unit.first, wanted)
    seen.acid_ratio = (wanted + recycled) / max(0.5 * demand, 1e-6)


@compiled
def acidify_second(section: Dissolution, k: int, vessels: Vessels, streams: Streams) -> None:
    """Acid trim S36: what still dissolves in R-101B, what R-101A left, and the free acid of pH 3 (AIC-155)."""
    unit, seen = section.units[k], section.seen[k]
    b = unit.second
    volume = vessels.seen[b].volume
    missing = vessels.rate[b, OH] + 2.0 * vessels.rate[b, CO3]
    probe = section.probes[2 * k + 1]
    aim = unit.free_acid * 10.0**probe.drift
    wanted = missing + (seen.alkalinity_second + aim) * volume / RELAX
    if probe.held > 0.0:
        wanted = probe.output
    wanted = max(wanted, 0.0) * section.lots[k].trim_open
    seen.acid_trim = send_acid(streams, 36, vessels, unit.acid, b, wanted)


@compiled
def strip(vessels: Vessels, v: int, kept: float) -> float:
    """Carbon dioxide that leaves a vessel [mol/s], so that `kept` [mol/m3] of carbonate stays dissolved."""
    gas = desorption(
        inflow=vessels.rate[v, CO3], outflow=0.0, held=vessels.now[v, CO3], kept=kept * vessels.seen[v].volume,
        time=RELAX,
    )  # fmt: skip
    vessels.rate[v, CO3] -= gas
    vessels.rate[v, OH] += 2.0 * gas
    vessels.rate[v, H2O] -= gas
    vessels.rate[v, ENTHALPY] -= gas * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=vessels.seen[v].temperature)
    return gas


@compiled
def vent(unit: Dissolver, vessels: Vessels, streams: Streams, first: float, second: float) -> None:
    """Stream S05: carbon dioxide of both vessels, with the vapour of the share that is not used for carbonation."""
    clear(streams, 5)
    gas = first + second
    pressure = water_vapour_pressure(temperature=unit.offgas_temperature)
    net = max(gas - streams.flow[32, CO3], 0.0)
    vapour = net * pressure / (VENT_PRESSURE - pressure)
    streams.flow[5, CO3] = gas
    streams.flow[5, OH] = -2.0 * gas
    streams.flow[5, H2O] = gas + vapour
    streams.flow[5, TEMPERATURE] = unit.offgas_temperature
    here, there = vessels.seen[unit.first].temperature, vessels.seen[unit.second].temperature
    heat = first * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=here)
    heat += second * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=there)
    moist = vapour * gas_enthalpy(gas=WATER_VAPOUR, temperature=here)
    streams.flow[5, HEAT] = heat + moist
    vessels.rate[unit.first, H2O] -= vapour
    vessels.rate[unit.first, ENTHALPY] -= moist


@compiled
def add_off_gas(unit: Dissolver, vessels: Vessels, streams: Streams, v: int, gas: float) -> None:
    """Carbon dioxide [mol/s] of one more vessel, with its vapour, into stream S05."""
    pressure = water_vapour_pressure(temperature=unit.offgas_temperature)
    vapour = gas * pressure / (VENT_PRESSURE - pressure)
    here = vessels.seen[v].temperature
    moist = vapour * gas_enthalpy(gas=WATER_VAPOUR, temperature=here)
    streams.flow[5, CO3] += gas
    streams.flow[5, OH] -= 2.0 * gas
    streams.flow[5, H2O] += gas + vapour
    streams.flow[5, HEAT] += gas * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=here) + moist
    vessels.rate[v, H2O] -= vapour
    vessels.rate[v, ENTHALPY] -= moist


def build_dissolution(memory: Memory, units: list[Dissolver], concentrates: list[Concentrate]) -> Dissolution:
    """Claim memory for the section."""
    particles, dissolving = memory.state_matrix("particles", 2 * len(units), CLASSES, (1.0,) * CLASSES)
    return Dissolution(
        rows(Dissolver, units), memory.commands("lots", FeedLot, len(units)),
        memory.commands("probes", Probe, 2 * len(units)), rows(Concentrate, concentrates), particles, dissolving,
        memory.signals("dissolvers", DissolverSignal, len(units)),
        *memory.states("stocks", Stock, len(units)), *memory.states("acid trim", AcidTrim, len(units)),
    )  # fmt: skip
