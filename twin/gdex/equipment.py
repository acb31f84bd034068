"""The side stream on the bleeds: purge S20, filtrate S33 and ion-exchange effluent S40, beyond the plant's fence.

Lives here: its row, signals and streams. Lives elsewhere: chemistry (.equations), what it adds to the yield
(twin.side_stream). Nothing of it returns to the brine: aluminium would poison the membranes.

S82 aluminium of the anodes, S83 oxygen of the air, S84 Li-Al hydroxide, S85 effluent. Two hours of residence are
averaged: it follows the bleeds at once. It has no heat balance of its own (its streams are at the bleeds' mean).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.compiled import compiled
from twin.engine.rows import Memory, Rows, rows
from twin.gdex.equations import ELECTRONS_PER_ALUMINIUM, electrons, precipitated
from twin.matter.components import AL, CL, COUNT, H2O, LI, O2, OH
from twin.matter.constants import FARADAY, M_H2O
from twin.matter.streams import TEMPERATURE, Streams, clear, stream_mass

BLEEDS = (20, 33, 40)
"""Brine purge, filtrate of the mother-liquor bleed, effluent of ion exchange."""
LEAST = 1e-9
"""Bleeds that are told apart from none [kg/s]: keeps their mean temperature finite."""
CRYSTAL_WATER = 2.0
"""LiAl2(OH)6Cl . 2 H2O [mol/mol]."""


@dataclass
class Reactor:
    """One unit, as its nameplate describes it."""

    recovery: float
    rate: float
    residence: float
    current_density: float
    voltage: float
    current_efficiency: float
    moisture: float


@dataclass
class ReactorSignal:
    """What it does."""

    lithium: float
    """Recovered [mol/s]."""
    aluminium: float
    """Dissolved [mol/s]."""
    current: float
    """[A]"""
    area: float
    """Of cathode that this takes [m2]."""
    power: float
    """[W]"""
    volume: float
    """Of reactor that the residence takes [m3]."""


class SideStream(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Reactor]
    seen: Rows[ReactorSignal]


@compiled
def recover(section: SideStream, streams: Streams) -> None:
    """Bleeds of this moment to Li-Al hydroxide and effluent."""
    for k in range(len(section.units)):
        unit, seen, f = section.units[k], section.seen[k], streams.flow
        lithium, chloride, mass, warm = 0.0, 0.0, 0.0, 0.0
        for s in BLEEDS:
            lithium += max(f[s, LI], 0.0)
            chloride += max(f[s, CL], 0.0)
            mass += stream_mass(streams, s)
            warm += stream_mass(streams, s) * f[s, TEMPERATURE]
        share = precipitated(recovery=unit.recovery, rate=unit.rate, residence=unit.residence)
        seen.lithium = min(share * lithium, chloride)
        charge = electrons(lithium=seen.lithium, current_efficiency=unit.current_efficiency)
        seen.aluminium = charge / ELECTRONS_PER_ALUMINIUM
        seen.current = charge * FARADAY
        seen.area = seen.current / unit.current_density
        seen.power = seen.current * unit.voltage
        seen.volume = mass / 1000.0 * unit.residence
        set_streams(section, k, warm / max(mass, LEAST), streams)


@compiled
def set_streams(section: SideStream, k: int, temperature: float, streams: Streams) -> None:
    """Aluminium and oxygen in, precipitate and effluent out; metal is Al(OH)3 less the water and oxygen it takes.

    temperature  of all of them: the bleeds' mean [K]
    """
    unit, seen, f = section.units[k], section.seen[k], streams.flow
    for s in (82, 83, 84, 85):
        clear(streams, s)
        f[s, TEMPERATURE] = temperature
    metal, lithium = seen.aluminium, seen.lithium
    f[82, AL], f[82, OH], f[82, H2O], f[82, O2] = metal, 3.0 * metal, -1.5 * metal, -0.75 * metal
    f[83, O2] = 0.75 * metal
    f[84, LI], f[84, CL], f[84, AL], f[84, OH] = lithium, lithium, metal, 3.0 * metal
    f[84, H2O] = CRYSTAL_WATER * lithium
    f[84, H2O] += stream_mass(streams, 84) * unit.moisture / (1.0 - unit.moisture) / M_H2O
    for c in range(COUNT):
        f[85, c] = f[20, c] + f[33, c] + f[40, c] + f[82, c] + f[83, c] - f[84, c]


def build_side_stream(memory: Memory, units: list[Reactor]) -> SideStream:
    """Claim memory for the section."""
    return SideStream(rows(Reactor, units), memory.signals("side reactors", ReactorSignal, len(units)))
