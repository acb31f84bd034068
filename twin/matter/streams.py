"""Streams: what flows between vessels and over the plant's fence, numbered as in the process data book.

Lives here: the table of streams (components, enthalpy, temperature) and how one is drawn and delivered.
Lives elsewhere: how much flows (twin.control, the sections); which substances a stream is made of for
people (twin.stream_table).
"""

from __future__ import annotations

from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory
from twin.matter.components import CL, CL2, CO3, COUNT, H2, H2O, LIQUID, N2, O2, OH
from twin.matter.constants import M_H2O
from twin.matter.enthalpy import formation_part, heat_capacity
from twin.matter.gas import (
    CARBON_DIOXIDE,
    CHLORINE,
    HYDROGEN,
    HYDROGEN_CHLORIDE,
    NITROGEN,
    OXYGEN,
    WATER_VAPOUR,
    gas_enthalpy,
)
from twin.matter.vessels import ENTHALPY, REFERENCE_T, Vessels, mass_of

HEAT, TEMPERATURE = COUNT, COUNT + 1
"""Columns of a stream's enthalpy flow [W] and temperature [K]; those before are component flows [mol/s]."""
STREAMS = 76
"""Streams S01 to S57 of the data book; 0 is scratch, 58 surplus loop water, 59 air in-leak, 60 imported hydrogen,
61 overflow of the condensate tank, 72 what the side beds for boron and fluoride hold back, 74 LiCl concentrate, 75 acid
sold."""
SUCTION = 20.0
"""Content below which a pump loses suction [kg per m3 of capacity]: 2 % of water."""


class Streams(NamedTuple):
    """All streams, as compiled code sees them."""

    flow: Floats
    """[stream, component flow [mol/s] | HEAT [W] | TEMPERATURE [K]]"""


@compiled
def clear(streams: Streams, s: int) -> None:
    """Nothing flows in stream s."""
    for c in range(COUNT + 2):
        streams.flow[s, c] = 0.0


@compiled
def draw(streams: Streams, s: int, vessels: Vessels, source: int, mass_flow: float) -> None:
    """Take a mass flow [kg/s] of a vessel's liquid as stream s. Adds to what s already carries.

    Below the suction level pumps deliver less, in proportion to what is left: no tank is emptied below nothing.
    """
    share = mass_flow / max(vessels.seen[source].mass, SUCTION * vessels.plates[source].capacity)
    for c in range(LIQUID):
        amount = share * vessels.now[source, c]
        vessels.rate[source, c] -= amount
        streams.flow[s, c] += amount
    heat = share * vessels.seen[source].enthalpy
    vessels.rate[source, ENTHALPY] -= heat
    streams.flow[s, HEAT] += heat
    streams.flow[s, TEMPERATURE] = vessels.seen[source].temperature


@compiled
def deliver(streams: Streams, s: int, vessels: Vessels, target: int) -> None:
    """Put stream s into a vessel."""
    for c in range(LIQUID):
        vessels.rate[target, c] += streams.flow[s, c]
    vessels.rate[target, ENTHALPY] += streams.flow[s, HEAT]


@compiled
def add(streams: Streams, s: int, total: int) -> None:
    """Count stream s into a stream that sums several."""
    for c in range(COUNT + 1):
        streams.flow[total, c] += streams.flow[s, c]
    streams.flow[total, TEMPERATURE] = streams.flow[s, TEMPERATURE]


@compiled
def carry(streams: Streams, s: int, vessels: Vessels, source: int, target: int, mass_flow: float) -> None:
    """A plain pipe: stream s from one vessel to another [kg/s]; `clear`, `draw` and `deliver` in one go."""
    share = mass_flow / max(vessels.seen[source].mass, SUCTION * vessels.plates[source].capacity)
    for c in range(LIQUID):
        amount = share * vessels.now[source, c]
        streams.flow[s, c] = amount
        vessels.rate[source, c] -= amount
        vessels.rate[target, c] += amount
    for c in range(LIQUID, COUNT):
        streams.flow[s, c] = 0.0
    heat = share * vessels.seen[source].enthalpy
    streams.flow[s, HEAT], streams.flow[s, TEMPERATURE] = heat, vessels.seen[source].temperature
    vessels.rate[source, ENTHALPY] -= heat
    vessels.rate[target, ENTHALPY] += heat


@compiled
def set_liquid_heat(streams: Streams, s: int, temperature: float) -> None:
    """Enthalpy of a liquid stream whose components are set, at a temperature [K]."""
    sensible = heat_capacity(streams.flow, s) * (temperature - REFERENCE_T)
    streams.flow[s, HEAT] = formation_part(streams.flow, s) + sensible
    streams.flow[s, TEMPERATURE] = temperature


@compiled
def water_stream(streams: Streams, s: int, mass_flow: float, temperature: float) -> None:
    """Pure water [kg/s] from outside."""
    clear(streams, s)
    streams.flow[s, H2O] = mass_flow / M_H2O
    set_liquid_heat(streams, s, temperature)


@compiled
def send_acid(streams: Streams, s: int, vessels: Vessels, source: int, target: int, acid: float) -> float:
    """Stream s: as much of an acid tank's content as holds `acid` [mol/s] of HCl. Returns its flow [kg/s]."""
    flow = acid * vessels.seen[source].mass / max(-vessels.now[source, OH], 1.0)
    carry(streams, s, vessels, source, target, flow)
    return float(flow)


@compiled
def send_lye(streams: Streams, s: int, vessels: Vessels, source: int, target: int, base: float) -> float:
    """Stream s: as much of a lye tank's content as holds `base` [mol/s] of hydroxide. Returns its flow [kg/s]."""
    flow = base * vessels.seen[source].mass / max(vessels.now[source, OH], 1.0)
    carry(streams, s, vessels, source, target, flow)
    return float(flow)


@compiled
def set_gas_heat(streams: Streams, s: int, temperature: float) -> None:
    """Enthalpy of a gas stream whose components are set, at a temperature [K].

    In components HCl is Cl - OH + H2O and CO2 is CO3 - 2 OH + H2O, so their vapour water is counted back.
    """
    f = streams.flow
    vapour = f[s, H2O] - f[s, CL] - f[s, CO3]
    heat = vapour * gas_enthalpy(gas=WATER_VAPOUR, temperature=temperature)
    heat += f[s, CL] * gas_enthalpy(gas=HYDROGEN_CHLORIDE, temperature=temperature)
    heat += f[s, CO3] * gas_enthalpy(gas=CARBON_DIOXIDE, temperature=temperature)
    heat += f[s, CL2] * gas_enthalpy(gas=CHLORINE, temperature=temperature)
    heat += f[s, H2] * gas_enthalpy(gas=HYDROGEN, temperature=temperature)
    heat += f[s, O2] * gas_enthalpy(gas=OXYGEN, temperature=temperature)
    heat += f[s, N2] * gas_enthalpy(gas=NITROGEN, temperature=temperature)
    streams.flow[s, HEAT] = heat
    streams.flow[s, TEMPERATURE] = temperature


@compiled
def stream_mass(streams: Streams, s: int) -> float:
    """Mass flow of a stream [kg/s]."""
    return mass_of(streams.flow, s, COUNT)


def build_streams(memory: Memory) -> Streams:
    """Claim memory for the stream table."""
    return Streams(memory.signal_matrix("streams", STREAMS, COUNT + 2))
