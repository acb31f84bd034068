"""Joins the sections into one line from a design: the only file that knows them all.

Lives here: which vessel feeds which, the order in which the sections act on the rates, first filling and commands.
Lives elsewhere: procedures that run on the line (twin.plant), loops by name (twin.loop_table), counters (twin.ledger).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.control.loops import Loops, run_loops
from twin.crystallisation.equipment import Crystallisation, observe_slurry
from twin.crystallisation.works import crystallise
from twin.dissolution.batch import Batches, run_batches
from twin.dissolution.equipment import Dissolution, dissolve
from twin.electrolysis.cells import electrolyse, observe_banks
from twin.electrolysis.equipment import Electrolysis
from twin.engine.compiled import compiled
from twin.engine.integrator import rates_for
from twin.engine.rows import Floats, Rows
from twin.gdex.equipment import SideStream, recover
from twin.hcl.dechlorination import Dechlorination, dechlorinate
from twin.hcl.equipment import Synthesis
from twin.hcl.house import burn
from twin.hcl.polish import Polish, polish_filtrate
from twin.ion_exchange.equipment import IonExchange
from twin.ion_exchange.station import polish
from twin.ledger import Ledger, count_fence
from twin.matter.components import CL, CO3, H2, H2O, LI, NA, O2, OH, K
from twin.matter.constants import M_H2O, M_HCL, M_LICL
from twin.matter.streams import Streams, clear, deliver, draw, set_liquid_heat, stream_mass, water_stream
from twin.matter.vessels import Vessels, keep_temperatures, observe
from twin.purification.equipment import Purification, purify

SHORT, OVER, NO_ROOM, BAND = 0.3, 0.8, 0.85, 0.1
"""Levels: of T-201, below which the dissolvers make brine whatever the cells do; of T-402, above which they work it
off while T-201 is below NO_ROOM; and the band over which they do [-]. Else a standing line could not start again."""
SOLD, SOLD_TIME = 0.85, 3600.0
"""Level of the acid tanks above which acid is sold [-], and the time constant in which it is [s]."""
WEIR_LEVEL = 0.97
"""Of T-603, above which condensate runs over to the sewer [-]: after a stop, T-601 is worked off while the cells take
little water. Above the high alarm (90 %), below full."""
WEIR_TIME = 300.0
"""Time constant in which it runs over [s]: as fast as the integrator likes, slow beside a weir."""


@dataclass
class Plumbing:
    """Places that belong to no section."""

    acid: int
    """Vessel of acid."""
    condensate: int
    water: int
    """Vessels T-603 and T-901; what the DI plant delivers is as cold as T-901 is kept."""
    polished: int
    """Vessel T-203."""
    raw: int
    recycle: int
    """Vessels T-201 and T-402."""
    full_charge: float
    """Currents times elements at full load [A]."""
    cell_loops: int
    loops: int
    """Loops of the cells come first, then the others up to `loops`."""
    bought_order: int
    make_up_order: int
    supply_order: int
    """Places of the signals that order bought acid, water to T-603, water to T-901 [kg/s]."""
    bought_strength: float
    """Of the acid tanks and of deliveries [kg/kg]."""


@dataclass
class PlantCommand:
    """What people set for the whole plant."""

    averaged: float
    """1: deliveries come continuously, as in the steady balance; 0: by trucks."""
    delivery: float
    """Acid unloading now [kg/s], when by trucks."""
    water_on: float
    """1: the DI plant runs."""


@dataclass
class PlantSignal:
    """What concerns the whole plant."""

    charge: float
    """Currents times elements [A]."""
    call: float
    """What the dissolvers follow: that charge, or more while raw brine is short [A]."""
    feed: float
    """Brine that the anolyte loops ask for [kg/s]."""
    product: float
    """Catholyte that overflows [kg/s]."""
    feed_strength: float
    """LiCl of the acidified feed [kg/kg]."""
    duty: float
    """Heat taken out of the whole plant [W]."""
    power: float
    """Direct current [W]."""


class Line(NamedTuple):
    """The whole plant, as compiled code sees it."""

    vessels: Vessels
    streams: Streams
    loops: Loops
    dissolution: Dissolution
    batches: Batches
    purification: Purification
    ion_exchange: IonExchange
    electrolysis: Electrolysis
    dechlorination: Dechlorination
    hcl: Synthesis
    polish: Polish
    crystallisation: Crystallisation
    side_stream: SideStream
    ledger: Ledger
    plumbing: Rows[Plumbing]
    commands: Rows[PlantCommand]
    seen: Rows[PlantSignal]
    rate: Floats


@compiled
def rates(line: Line) -> None:
    """Rates and signals of the whole line, for the present state and commands."""
    line.rate[:] = 0.0
    seen, signal, plumbing = line.seen[0], line.loops.signal, line.plumbing[0]
    observe(line.vessels)
    observe_slurry(line.crystallisation, line.vessels)
    seen.charge = observe_banks(line.electrolysis, line.vessels)
    run_loops(line.loops, 0, plumbing.cell_loops)
    observe_feed(line)
    run_loops(line.loops, plumbing.cell_loops, plumbing.loops)
    heating = electrolyse(line.electrolysis, signal, line.vessels, line.streams)
    condensed = dechlorinate(line.dechlorination, signal, line.vessels, line.streams)
    burn(line.hcl, line.dechlorination.commands[0].to_header, load_change(line), line.vessels, line.streams)
    removed = crystallise(line.crystallisation, signal, line.vessels, line.streams, line.electrolysis.tables)
    removed += condensed
    polish(line.ion_exchange, signal, line.vessels, line.streams)
    purify(line.purification, signal, line.vessels, line.streams)
    polish_filtrate(line.polish, line.purification.seen[0].filtrate, line.vessels, line.streams)
    dissolve(line.dissolution, signal, line.vessels, line.streams)
    run_batches(line.batches, line.dissolution, line.vessels, line.streams)
    supply(line)
    recover(line.side_stream, line.streams)
    removed += line.hcl.seen[0].removed + keep_temperatures(line.vessels) - heating
    count(line, removed)


rates_for(Line, rates)


@compiled
def load_change(line: Line) -> float:
    """Relative rate at which all currents together change [1/s]."""
    moving = 0.0
    for k in range(len(line.electrolysis.units)):
        moving += line.electrolysis.rate[k].current * line.electrolysis.units[k].elements
    return moving / max(line.seen[0].charge, 1.0)


@compiled
def observe_feed(line: Line) -> None:
    """What the anolyte loops ask for, and how strong their acidified feed is."""
    seen, plumbing, signal = line.seen[0], line.plumbing[0], line.loops.signal
    raw, recycle = line.vessels.seen[plumbing.raw].level, line.vessels.seen[plumbing.recycle].level
    over = min((recycle - OVER) / BAND, (NO_ROOM - raw) / BAND)
    seen.call = max(seen.charge, plumbing.full_charge * min(max(1.0 - raw / SHORT, over), 1.0))
    seen.feed = 0.0
    seen.product = 0.0
    acid = 0.0
    for unit in line.electrolysis.units:
        seen.feed += signal[unit.feed_order]
        seen.product += signal[unit.catholyte_order]
        acid += signal[unit.acid_order]
    brine = line.vessels.seen[plumbing.polished]
    held = line.vessels.now[plumbing.polished]
    neutralised = max(held[OH], 0.0) + 2.0 * max(held[CO3], 0.0)
    acid_mass = acid * M_HCL / plumbing.bought_strength
    strength = (brine.licl + M_LICL * neutralised / brine.mass) * seen.feed
    seen.feed_strength = strength / max(seen.feed + acid_mass, 1e-9)
    if seen.feed <= 0.0:
        seen.feed_strength = brine.licl


@compiled
def supply(line: Line) -> None:
    """Bought acid S26 and sold acid S75, deionised water S49, water from T-901 to T-603, and what runs over there."""
    plumbing, command, signal = line.plumbing[0], line.commands[0], line.loops.signal
    streams, vessels = line.streams, line.vessels
    bought = command.delivery
    if command.averaged > 0.0:
        bought = signal[plumbing.bought_order]
    acid = bought * plumbing.bought_strength / M_HCL
    clear(streams, 26)
    f = streams.flow[26]
    f[CL] = acid
    f[OH] = -acid
    f[H2O] = acid + bought * (1.0 - plumbing.bought_strength) / M_H2O
    set_liquid_heat(streams, 26, 298.15)
    deliver(streams, 26, vessels, plumbing.acid)
    store = vessels.seen[plumbing.acid]
    clear(streams, 75)
    excess = max(store.level - SOLD, 0.0) / max(store.level, SOLD) * store.mass
    draw(streams, 75, vessels, plumbing.acid, excess / SOLD_TIME)
    clear(streams, 0)
    draw(streams, 0, vessels, plumbing.water, signal[plumbing.make_up_order])
    deliver(streams, 0, vessels, plumbing.condensate)
    tank = vessels.seen[plumbing.condensate]
    over = max(tank.level - WEIR_LEVEL, 0.0) / max(tank.level, WEIR_LEVEL) * tank.mass
    clear(streams, 61)
    draw(streams, 61, vessels, plumbing.condensate, over / WEIR_TIME)
    cold = vessels.plates[plumbing.water].temperature
    water_stream(streams, 49, signal[plumbing.supply_order] * command.water_on, cold)
    deliver(streams, 49, vessels, plumbing.water)


@compiled
def count(line: Line, removed: float) -> None:
    """Counters of the ledger."""
    count_fence(line.ledger, line.streams)
    seen, rate, flow = line.seen[0], line.ledger.counting[0], line.streams.flow
    power = 0.0
    for works in line.crystallisation.seen:
        power += works.power
    seen.duty = removed + power
    seen.power = 0.0
    for cell in line.electrolysis.seen:
        seen.power += cell.voltage * cell.current
        seen.duty += cell.cooling + cell.wall_loss
        rate.hydroxide += cell.hydroxide
        rate.chlorine += cell.chlorine
    rate.charge = seen.charge
    rate.sodium = alkali_made(line)
    rate.hcl = line.hcl.seen[0].hcl
    rate.acid_used = -flow[3, OH] - flow[36, OH] - flow[11, OH] - flow[18, OH] - flow[35, OH]
    rate.lithium_formed = flow[74, LI] + flow[1, LI] + flow[2, LI] + flow[8, LI] + flow[34, LI] + flow[42, LI]
    rate.voltage = seen.power
    rate.product = stream_mass(line.streams, 31)
    rate.hydrogen = flow[17, H2]
    rate.hydrogen_used = 2.0 * flow[21, O2] + line.hcl.seen[0].burned
    rate.heat = seen.duty
    rate.electricity = seen.power + power
    rate.recompression = power
    rate.loop_water = stream_mass(line.streams, 6) - stream_mass(line.streams, 58)
    rate.carbon_dioxide = flow[5, CO3] - flow[32, CO3] + flow[14, CO3]
    for side in line.side_stream.seen:
        rate.side_lithium += side.lithium
        rate.side_aluminium += side.aluminium
        rate.side_energy += side.power
    rate.time = 1.0


@compiled
def alkali_made(line: Line) -> float:
    """NaOH and KOH that come through the membranes [mol/s]."""
    total = 0.0
    for k in range(len(line.electrolysis.units)):
        unit, seen = line.electrolysis.units[k], line.electrolysis.seen[k]
        held = line.vessels.now[unit.anolyte]
        sodium = unit.sodium * max(held[NA], 0.0) + unit.potassium * max(held[K], 0.0)
        total += seen.hydroxide * sodium / max(held[LI] + sodium, 1.0)
    return total
