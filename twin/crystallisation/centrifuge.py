"""Centrifuge S-603: slurry to washed cake, mother liquor and bleed.

Lives here: what the cake carries along, where liquor and wash filtrate go.
Lives elsewhere: rows and parts of the slurry (.equipment), the wash curve (.purity), cycles and faults (.procedure).

The filtrate is split, as peelers are built: mother liquor of the feeding step gives the bleed S30 undiluted and fills
T-602; the filtrate of the washing step goes to T-602 behind the bleed. A cycle of 20 min is averaged.
"""

from __future__ import annotations

from twin.crystallisation.equipment import SCRATCH, Crystallisation
from twin.crystallisation.purity import cake_moisture, liquor_after_wash
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.components import H2O, LIQUID
from twin.matter.constants import M_MONOHYDRATE
from twin.matter.enthalpy import SOLID_LIOH_H2O
from twin.matter.streams import HEAT, Streams, carry, clear, deliver, set_liquid_heat, stream_mass, water_stream
from twin.matter.vessels import ENTHALPY, Vessels

THIN = 0.02
"""Crystals in the slurry below which a centrifuge takes less of them [kg/kg]."""


@compiled
def centrifuge(section: Crystallisation, k: int, signal: Floats, vessels: Vessels, streams: Streams) -> None:
    """Slurry to cake S44, bleed S30 and liquor, with wash water S43."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    seen.spinning = command.centrifuging * command.centrifuge_permit
    solid = max(seen.solids, THIN)
    drawn = signal[unit.crystal_order] * seen.spinning * min(seen.solids / THIN, 1.0)
    seen.crystals, seen.wash = drawn, unit.wash * drawn
    wet = cake_moisture(nominal=unit.moisture, size=seen.crystal_size)
    moisture = drawn * wet / (1.0 - wet)
    left = liquor_after_wash(ratio=unit.wash * (1.0 - wet) / wet, exponent=unit.wash_exponent)
    carried = unit.inclusion * drawn + left * moisture
    drop_cake(section, k, vessels, streams, carried)
    liquor = max(drawn * (1.0 - solid) / solid - carried, 0.0)
    bleed = min(signal[unit.bleed_order], liquor)
    draw_liquor(section, k, vessels, streams, 30, bleed)
    seen.bleed = stream_mass(streams, 30)
    draw_liquor(section, k, vessels, streams, SCRATCH, liquor - bleed)
    deliver(streams, SCRATCH, vessels, unit.liquor)
    carry(streams, 43, vessels, unit.water, unit.liquor, seen.wash)
    water_stream(streams, SCRATCH, (1.0 - left) * moisture, vessels.seen[unit.liquor].temperature)
    move(streams, SCRATCH, vessels, unit.liquor, unit.bin)
    for c in range(LIQUID):
        streams.flow[44, c] += streams.flow[SCRATCH, c]
    streams.flow[44, HEAT] += streams.flow[SCRATCH, HEAT]


@compiled
def drop_cake(section: Crystallisation, k: int, vessels: Vessels, streams: Streams, carried: float) -> None:
    """Crystals with their share of other solids, and the liquor [kg/s] that inclusions and the wash leave with them."""
    unit, seen, f = section.units[k], section.seen[k], streams.flow[44]
    clear(streams, 44)
    held = section.parts[2 * k + 1, H2O]
    share = seen.crystals / M_MONOHYDRATE / max(held, 1.0)
    liquor = carried / seen.liquor
    for c in range(LIQUID):
        f[c] = share * section.parts[2 * k + 1, c] + liquor * section.parts[2 * k, c]
    set_liquid_heat(streams, 44, vessels.seen[unit.slurry].temperature)
    f[HEAT] += share * held * SOLID_LIOH_H2O
    move(streams, 44, vessels, unit.slurry, unit.bin)


@compiled
def draw_liquor(section: Crystallisation, k: int, vessels: Vessels, streams: Streams, s: int, flow: float) -> None:
    """Stream s: mother liquor [kg/s] from the slurry, without its solids."""
    unit, share = section.units[k], flow / section.seen[k].liquor
    clear(streams, s)
    for c in range(LIQUID):
        streams.flow[s, c] = share * section.parts[2 * k, c]
    set_liquid_heat(streams, s, vessels.seen[unit.slurry].temperature)
    take(streams, s, vessels, unit.slurry)


@compiled
def take(streams: Streams, s: int, vessels: Vessels, source: int) -> None:
    """Stream s, as it is, leaves a vessel."""
    for c in range(LIQUID):
        vessels.rate[source, c] -= streams.flow[s, c]
    vessels.rate[source, ENTHALPY] -= streams.flow[s, HEAT]


@compiled
def move(streams: Streams, s: int, vessels: Vessels, source: int, target: int) -> None:
    """Stream s, as it is, from one vessel to another."""
    take(streams, s, vessels, source)
    deliver(streams, s, vessels, target)
