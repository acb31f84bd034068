"""Precipitators R-201/R-202 and filter press: magnesium, calcium and sulphate out of the brine.

Lives here: dosing of base, barium and carbonate; precipitation; the cake and what leaves with it.
Lives elsewhere: equations (.equations), traces (.traces), beds (.beds), candle filters (.candles); their cycles and
press drops (.procedure).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.matter.components import BA, CA, CL, CO3, H2O, INS, LIQUID, MG, OH, SO4, F
from twin.matter.constants import M_BACL2, M_H2O, M_LI2CO3
from twin.matter.ion_products import BARIUM_SULPHATE, CALCIUM_CARBONATE, MAGNESIUM_HYDROXIDE, ln_ion_product
from twin.matter.streams import (
    HEAT,
    TEMPERATURE,
    Streams,
    carry,
    clear,
    deliver,
    draw,
    send_lye,
    set_liquid_heat,
    water_stream,
)
from twin.matter.vessels import ENTHALPY, Vessels, mass_of
from twin.purification.beds import Beds, take_boron, take_fluoride
from twin.purification.candles import Cake, Candle, CandleCommand, CandleSignal, gather
from twin.purification.equations import LEAST_ONWARD, LEAST_RATIO
from twin.purification.traces import (
    RELAX,
    Settling,
    drop_with_calcium,
    drop_with_magnesium,
    onward_share,
    settle,
    to_cake,
    water_in,
)

PRESS_TIME = 36.0 * 3600.0
"""Mean time that cake stays before it is dropped, when drops are averaged [s] (des: one drop in 24-48 h)."""
LEAST_ANION = 1e-12
"""Precipitant, to its power, that keeps an equilibrium finite [(mol/kg)^n]."""


@dataclass
class Train:
    """One precipitation train with its filters."""

    source: int
    """Vessel T-201."""
    first: int
    second: int
    """Vessels R-201 and R-202."""
    target: int
    """Vessel T-202."""
    cake: int
    """Row of the cake held on filters and in the press (a vessel without liquid)."""
    lye: int
    """Vessel the base comes from."""
    water: int
    """Vessel of deionised water."""
    recovered: int
    """Vessel row of the recovered Li2CO3 cake."""
    feed_order: int
    first_order: int
    second_order: int
    """Places of the signals that order T-201 to R-201, R-201 to R-202, R-202 through the filters [kg/s]."""
    base_aim: float
    """LiOH left at pH 10.8 [mol/m3]."""
    carbonate_aim: float
    """[mol/m3]"""
    calcium_pace: float
    magnesium_pace: float
    barium_pace: float
    """Of their precipitation: first order in the distance to equilibrium [1/s]."""
    free_carbonate: float
    """Share of the carbonate that calcium meets: the rest is paired with lithium, which activities do not know [-]."""
    sulphate_aim: float
    """[mol/m3]"""
    sulphate_least: float
    """To which barium is dosed at most, whatever the aim: less lets free barium reach membranes (I-104) [mol/m3]."""
    barium_ratio: float
    barium_strength: float
    cake_liquid: float
    cake_brine: float
    cake_wash: float
    base_most: float
    """Largest base dosing [mol/s]."""


@dataclass
class TrainCommand:
    """What sequences and interlocks set."""

    averaged: float
    """1: cake leaves continuously, as in the steady balance; 0: by press drops."""
    barium_open: float
    """0: BaCl2 stopped (I-104)."""
    brine_on_duty: float
    """Share of the filters' capacity on line [-]; 0: both out."""


@dataclass
class TrainSignal:
    """What instruments of the train read."""

    feed: float
    """[kg/s]"""
    lye: float
    """Catholyte to R-201 [kg/s]."""
    barium: float
    """BaCl2 solution [kg/s]."""
    carbonate: float
    """Recovered cake to R-202, as Li2CO3 [kg/s]."""
    solids: float
    """Solids that go to the filters [kg/s]."""
    cake: float
    """Solids held on filters and press [kg]."""
    filtrate: float
    """[kg/s]"""
    onward: float
    """From R-201 to R-202 [kg/s]."""
    magnesium_approach: float
    calcium_approach: float
    """Share of the way from inlet to equilibrium that brine goes in R-201 and R-202 [-]."""
    fluoride: float
    """That the adsorber takes [mol/s]."""
    boron: float
    """That the boron resin takes [mol/s]."""


class Purification(NamedTuple):
    """The section, as compiled code sees it."""

    trains: Rows[Train]
    settling: Rows[Settling]
    beds: Rows[Beds]
    candles: Rows[Candle]
    cakes: Rows[Cake]
    gathering: Rows[Cake]
    commands: Rows[TrainCommand]
    candle_commands: Rows[CandleCommand]
    seen: Rows[TrainSignal]
    filters: Rows[CandleSignal]


@compiled
def purify(section: Purification, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All trains of the line; call it when base users and recovered cake are known."""
    for k in range(len(section.trains)):
        unit, seen, command = section.trains[k], section.seen[k], section.commands[k]
        seen.feed = signal[unit.feed_order] * command.brine_on_duty
        seen.onward = signal[unit.first_order] * command.brine_on_duty
        seen.filtrate = signal[unit.second_order] * command.brine_on_duty
        carry(streams, 0, vessels, unit.source, unit.first, seen.feed)
        seen.fluoride = take_fluoride(section.beds[k], vessels, streams, unit.first, streams.flow[0, F])
        carry(streams, 0, vessels, unit.first, unit.second, seen.onward)
        carry(streams, 0, vessels, unit.second, unit.target, seen.filtrate)
        seen.boron = take_boron(section.beds[k], vessels, streams, unit.target, streams.flow[0])
        seen.solids = drop_with_base(section, k, vessels, streams)
        seen.solids += drop_sulphate(section, k, vessels, streams)
        seen.solids += drop_with_carbonate(section, k, vessels, streams)
        seen.solids += hold_back_insolubles(unit, vessels)
        seen.cake = mass_of(vessels.now, unit.cake, LIQUID)
        discharge(section, k, vessels, streams)
        gather(section.candles[k], section.candle_commands[k], section.filters[k], section.cakes[k],
               section.gathering[k], filtrate=seen.filtrate, density=vessels.seen[unit.second].density,
               solids=seen.solids, averaged=command.averaged)  # fmt: skip


@compiled
def equilibrium(vessels: Vessels, v: int, solid: int, anions: float) -> float:
    """What the liquid of a vessel holds of a metal beside its solid [mol], at anions to their power [(mol/kg)^n]."""
    water = water_in(vessels, v)
    product = ln_ion_product(solid=solid, temperature=vessels.seen[v].temperature, chloride=vessels.now[v, CL] / water)
    return float(water * math.exp(product) / anions)


@compiled
def drop_with_base(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-201: base to its aim (AIC-201), Mg(OH)2 and with it the traces out. Returns the solids [kg/s]."""
    unit, seen, v = section.trains[k], section.seen[k], section.trains[k].first
    aim = unit.base_aim * vessels.seen[v].volume
    coming, onward = onward_share(vessels, unit.source, seen.feed), onward_share(vessels, v, seen.onward)
    free = max(vessels.now[v, OH], LEAST_RATIO * aim) / water_in(vessels, v)
    seen.magnesium_approach = unit.magnesium_pace / max(onward + unit.magnesium_pace, LEAST_ONWARD)
    solid = settle(
        vessels, v, MG, coming * vessels.now[unit.source, MG], onward, unit.magnesium_pace,
        equilibrium(vessels, v, MAGNESIUM_HYDROXIDE, max(free * free, LEAST_ANION)),
    )  # fmt: skip
    mass = to_cake(vessels, v, unit.cake, MG, solid) + to_cake(vessels, v, unit.cake, OH, 2.0 * solid)
    mass += drop_with_magnesium(
        section.settling[k], vessels, unit.source, v, unit.cake, coming, onward,
        vessels.now[v, OH] / max(aim, LEAST_RATIO), solid, seen.fluoride,
    )  # fmt: skip
    missing = (aim - vessels.now[v, OH]) / RELAX - vessels.rate[v, OH]
    seen.lye = send_lye(streams, 8, vessels, unit.lye, v, min(max(missing, 0.0), unit.base_most))
    return mass


@compiled
def drop_sulphate(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-202: barium on the sulphate above its aim (FFC-252), BaSO4 out. Returns the solids [kg/s]."""
    unit, command, v = section.trains[k], section.commands[k], section.trains[k].second
    leaving = section.seen[k].filtrate / vessels.seen[v].density
    kept = vessels.now[v, SO4] / vessels.seen[v].volume * leaving
    excess = vessels.rate[v, SO4] + kept - max(unit.sulphate_aim, unit.sulphate_least) * leaving
    barium = unit.barium_ratio * max(excess, 0.0) * command.barium_open
    clear(streams, 7)
    streams.flow[7, BA] = barium
    streams.flow[7, CL] = 2.0 * barium
    mass = barium * M_BACL2 / unit.barium_strength
    streams.flow[7, H2O] = mass * (1.0 - unit.barium_strength) / M_H2O
    set_liquid_heat(streams, 7, 298.15)
    deliver(streams, 7, vessels, v)
    section.seen[k].barium = mass
    sulphate = max(vessels.now[v, SO4], vessels.seen[v].volume) / water_in(vessels, v)
    coming = onward_share(vessels, unit.first, section.seen[k].onward) * vessels.now[unit.first, BA]
    fallen = settle(
        vessels, v, BA, barium + coming, onward_share(vessels, v, section.seen[k].filtrate), unit.barium_pace,
        equilibrium(vessels, v, BARIUM_SULPHATE, sulphate),
    )  # fmt: skip
    solids = to_cake(vessels, v, unit.cake, BA, fallen)
    return solids + to_cake(vessels, v, unit.cake, SO4, fallen)


@compiled
def drop_with_carbonate(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-202: recovered Li2CO3 to the carbonate aim, CaCO3 and with it strontium out, LiF. Returns the solids [kg/s]."""
    unit, seen, v = section.trains[k], section.seen[k], section.trains[k].second
    coming, onward = onward_share(vessels, unit.first, seen.onward), onward_share(vessels, v, seen.filtrate)
    carbonate = max(vessels.now[v, CO3], LEAST_RATIO * unit.carbonate_aim * vessels.seen[v].volume)
    free = unit.free_carbonate * carbonate / water_in(vessels, v)
    seen.calcium_approach = unit.calcium_pace / max(onward + unit.calcium_pace, LEAST_ONWARD)
    solid = settle(
        vessels, v, CA, coming * vessels.now[unit.first, CA], onward, unit.calcium_pace,
        equilibrium(vessels, v, CALCIUM_CARBONATE, max(free, LEAST_ANION)),
    )  # fmt: skip
    mass = to_cake(vessels, v, unit.cake, CA, solid) + to_cake(vessels, v, unit.cake, CO3, solid)
    mass += drop_with_calcium(section.settling[k], vessels, unit.first, v, unit.cake, coming, onward, solid)
    dose_carbonate(section, k, vessels, streams)
    return mass


@compiled
def dose_carbonate(section: Purification, k: int, vessels: Vessels, streams: Streams) -> None:
    """Stream S42: recovered Li2CO3 into R-202 up to the carbonate aim, as long as there is some."""
    unit, v = section.trains[k], section.trains[k].second
    missing = (unit.carbonate_aim * vessels.seen[v].volume - vessels.now[v, CO3]) / RELAX - vessels.rate[v, CO3]
    stock = max(vessels.now[unit.recovered, CO3], 0.0)
    dose = min(max(missing, 0.0), stock / RELAX)
    share = dose / max(stock, 1e-9)
    clear(streams, 42)
    for c in range(LIQUID):
        amount = share * vessels.now[unit.recovered, c]
        streams.flow[42, c] = amount
        vessels.rate[unit.recovered, c] -= amount
    streams.flow[42, HEAT] = share * vessels.now[unit.recovered, ENTHALPY]
    streams.flow[42, TEMPERATURE] = vessels.seen[v].temperature
    vessels.rate[unit.recovered, ENTHALPY] -= streams.flow[42, HEAT]
    deliver(streams, 42, vessels, v)
    section.seen[k].carbonate = dose * M_LI2CO3


@compiled
def hold_back_insolubles(unit: Train, vessels: Vessels) -> float:
    """The candles keep what does not dissolve. Returns it [kg/s]."""
    arriving = max(vessels.rate[unit.target, INS], 0.0)
    return to_cake(vessels, unit.target, unit.cake, INS, arriving)


@compiled
def discharge(section: Purification, k: int, vessels: Vessels, streams: Streams) -> None:
    """Cake S09 leaves, washed with S47; continuous only where press drops are averaged."""
    unit = section.trains[k]
    clear(streams, 9)
    solids = section.commands[k].averaged * section.seen[k].cake / PRESS_TIME
    for c in range(LIQUID):
        amount = section.commands[k].averaged * vessels.now[unit.cake, c] / PRESS_TIME
        streams.flow[9, c] = amount
        vessels.rate[unit.cake, c] -= amount
    streams.flow[9, HEAT] = section.commands[k].averaged * vessels.now[unit.cake, ENTHALPY] / PRESS_TIME
    vessels.rate[unit.cake, ENTHALPY] -= streams.flow[9, HEAT]
    liquid = solids * unit.cake_liquid / (1.0 - unit.cake_liquid)
    carry(streams, 47, vessels, unit.water, unit.target, unit.cake_wash * (solids + liquid))
    draw(streams, 9, vessels, unit.target, unit.cake_brine * liquid)
    water_stream(streams, 0, (1.0 - unit.cake_brine) * liquid, vessels.seen[unit.target].temperature)
    for c in range(LIQUID):
        streams.flow[9, c] += streams.flow[0, c]
        vessels.rate[unit.target, c] -= streams.flow[0, c]
    streams.flow[9, HEAT] += streams.flow[0, HEAT]
    vessels.rate[unit.target, ENTHALPY] -= streams.flow[0, HEAT]


def build_purification(
    memory: Memory, trains: list[Train], settling: list[Settling], beds: list[Beds], candles: list[Candle]
) -> Purification:
    """Claim memory for the section; the cake of every filter is the usual one."""
    count = len(trains)
    cakes, gathering = memory.states("candles", Cake, count)
    orders = memory.commands("candles", CandleCommand, count)
    for order in orders:
        order.cake_factor = 1.0
    return Purification(
        rows(Train, trains), rows(Settling, settling), rows(Beds, beds), rows(Candle, candles), cakes, gathering,
        memory.commands("trains", TrainCommand, count), orders, memory.signals("trains", TrainSignal, count),
        memory.signals("candles", CandleSignal, count),
    )  # fmt: skip
