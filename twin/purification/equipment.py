"""Precipitators R-201/R-202, candle filters, filter press: magnesium, calcium and sulphate out of the brine.

Lives here: dosing of base, barium and carbonate; precipitation; the cake and what leaves with it.
Lives elsewhere: equations (.equations); filter cycles and press drops (.procedure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, rows
from twin.matter.components import BA, CA, CL, CO3, H2O, INS, LIQUID, MG, OH, SO4
from twin.matter.constants import M_BACL2, M_H2O, M_LI2CO3
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
from twin.purification.equations import falling_out, residual
from twin.purification.traces import Removal, drop_with_calcium, drop_with_magnesium, pass_beds, to_cake

RELAX = 900.0
"""Time in which ideal dosing works off a deviation [s]."""
PRESS_TIME = 36.0 * 3600.0
"""Mean time that cake stays before it is dropped, when drops are averaged [s] (des: one drop in 24-48 h)."""
BARIUM_SULPHATE = 1e-3
"""Ion product of barium and sulphate in the brine [(mol/m3)2]; estimated: ten times that of pure water (1.1e-10)."""


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
    calcium_left: float
    magnesium_left: float
    """Residuals at these aims [mol/m3]."""
    sulphate_aim: float
    """[mol/m3]"""
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


class Purification(NamedTuple):
    """The section, as compiled code sees it."""

    trains: Rows[Train]
    removals: Rows[Removal]
    commands: Rows[TrainCommand]
    seen: Rows[TrainSignal]


@compiled
def purify(section: Purification, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """All trains of the line; call it when base users and recovered cake are known."""
    for k in range(len(section.trains)):
        unit, seen, duty = section.trains[k], section.seen[k], section.commands[k].brine_on_duty
        seen.feed = signal[unit.feed_order] * duty
        share = section.removals[k]
        carry(streams, 0, vessels, unit.source, unit.first, seen.feed)
        seen.solids = drop_with_magnesium(share, vessels, unit.first, unit.cake, streams.flow[0])
        carry(streams, 0, vessels, unit.first, unit.second, signal[unit.first_order] * duty)
        seen.solids += drop_with_calcium(share, vessels, unit.second, unit.cake, streams.flow[0])
        seen.filtrate = signal[unit.second_order] * duty
        carry(streams, 0, vessels, unit.second, unit.target, seen.filtrate)
        pass_beds(share, vessels, streams, unit.target, streams.flow[0])
        seen.solids += drop_magnesium(section, k, vessels, streams)
        seen.solids += drop_sulphate(section, k, vessels, streams)
        seen.solids += drop_calcium(section, k, vessels, streams)
        seen.solids += hold_back_insolubles(unit, vessels)
        seen.cake = mass_of(vessels.now, unit.cake, LIQUID)
        discharge(section, k, vessels, streams)


@compiled
def drop_magnesium(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-201: base to its aim (AIC-201), Mg(OH)2 out. Returns the solids [kg/s]."""
    unit, v = section.trains[k], section.trains[k].first
    volume = vessels.seen[v].volume
    left = residual(at_aim=unit.magnesium_left, aim=unit.base_aim, precipitant=vessels.now[v, OH] / volume, order=2.0)
    solid = falling_out(gained=vessels.rate[v, MG], held=vessels.now[v, MG], dissolved=left * volume, time=RELAX)
    missing = 2.0 * solid - vessels.rate[v, OH] + (unit.base_aim * volume - vessels.now[v, OH]) / RELAX
    base = min(max(missing, 0.0), unit.base_most)
    section.seen[k].lye = send_lye(streams, 8, vessels, unit.lye, v, base)
    mass = to_cake(vessels, v, unit.cake, MG, solid)
    return mass + to_cake(vessels, v, unit.cake, OH, 2.0 * solid)


@compiled
def drop_sulphate(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-202: barium on the sulphate above its aim (FFC-252), BaSO4 out. Returns the solids [kg/s]."""
    unit, command, v = section.trains[k], section.commands[k], section.trains[k].second
    leaving = section.seen[k].filtrate / vessels.seen[v].density
    kept = vessels.now[v, SO4] / vessels.seen[v].volume * leaving
    excess = vessels.rate[v, SO4] + kept - unit.sulphate_aim * leaving
    barium = unit.barium_ratio * max(excess, 0.0) * command.barium_open
    clear(streams, 7)
    streams.flow[7, BA] = barium
    streams.flow[7, CL] = 2.0 * barium
    mass = barium * M_BACL2 / unit.barium_strength
    streams.flow[7, H2O] = mass * (1.0 - unit.barium_strength) / M_H2O
    set_liquid_heat(streams, 7, 298.15)
    deliver(streams, 7, vessels, v)
    section.seen[k].barium = mass
    left = BARIUM_SULPHATE / max(vessels.now[v, SO4] / vessels.seen[v].volume, 1.0)
    fallen = falling_out(
        gained=vessels.rate[v, BA], held=vessels.now[v, BA], dissolved=left * vessels.seen[v].volume, time=RELAX
    )
    solids = to_cake(vessels, v, unit.cake, BA, fallen)
    return solids + to_cake(vessels, v, unit.cake, SO4, fallen)


@compiled
def drop_calcium(section: Purification, k: int, vessels: Vessels, streams: Streams) -> float:
    """R-202: recovered Li2CO3 to the carbonate aim, CaCO3 out. Returns the solids [kg/s]."""
    unit, v = section.trains[k], section.trains[k].second
    volume = vessels.seen[v].volume
    left = residual(
        at_aim=unit.calcium_left, aim=unit.carbonate_aim, precipitant=vessels.now[v, CO3] / volume, order=1.0
    )
    solid = falling_out(gained=vessels.rate[v, CA], held=vessels.now[v, CA], dissolved=left * volume, time=RELAX)
    missing = solid - vessels.rate[v, CO3] + (unit.carbonate_aim * volume - vessels.now[v, CO3]) / RELAX
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
    mass = to_cake(vessels, v, unit.cake, CA, solid)
    return mass + to_cake(vessels, v, unit.cake, CO3, solid)


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


def build_purification(memory: Memory, trains: list[Train], removals: list[Removal]) -> Purification:
    """Claim memory for the section."""
    return Purification(
        rows(Train, trains), rows(Removal, removals), memory.commands("trains", TrainCommand, len(trains)),
        memory.signals("trains", TrainSignal, len(trains)),
    )  # fmt: skip
