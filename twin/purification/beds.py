"""Beds beside the precipitators: adsorber for fluoride before R-201, boron resin before T-202.

Lives here: what they hold back of a pass, up to what they can take between two regenerations; stream S72.
Lives elsewhere: precipitation (.traces, .equipment); ion exchange proper (twin.ion_exchange).

Fluoride is taken from raw brine at pH 3: at pH 10.8 base would strip alumina or lanthanum resin, and dissolve the
former. A bed takes its share of what comes until that is more than its charge can take in the shortest service.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.components import CL, LI, B, F, K
from twin.matter.enthalpy import FORMATION
from twin.matter.streams import HEAT, TEMPERATURE, Streams, clear
from twin.matter.vessels import ENTHALPY, Vessels

SPENT = 72
"""Stream of what the beds hold back; it leaves with their regenerants."""


@dataclass
class Beds:
    """The side beds of a train."""

    fluoride: float
    """Share of a pass that the adsorber takes [-]; 0: there is none."""
    fluoride_charge: float
    """What it takes between two regenerations [mol]."""
    boron: float
    """Share of a pass that the resin takes [-]; 0: there is none."""
    boron_charge: float
    """[mol]"""
    service: float
    """Shortest time between two regenerations of a bed [s]."""
    potassium: float
    """Share of a pass that both take along [-]."""


@compiled
def take_fluoride(unit: Beds, vessels: Vessels, streams: Streams, v: int, arriving: float) -> float:
    """Adsorber before R-201: fluoride with lithium leaves as S72. Returns the fluoride [mol/s].

    arriving  fluoride into vessel v [mol/s]
    """
    clear(streams, SPENT)
    taken = min(unit.fluoride * max(arriving, 0.0), unit.fluoride_charge / unit.service)
    f, rate = streams.flow[SPENT], vessels.rate[v]
    heat = taken * (FORMATION[F] + FORMATION[LI])
    f[F], f[LI], f[HEAT] = taken, taken, heat
    f[TEMPERATURE] = vessels.seen[v].temperature
    rate[F] -= taken
    rate[LI] -= taken
    rate[ENTHALPY] -= heat
    return taken


@compiled
def take_boron(unit: Beds, vessels: Vessels, streams: Streams, v: int, arriving: Floats) -> float:
    """Resin between filters and T-202: boric acid, and potassium as chloride, leave as S72 too. Returns the boron."""
    boron: float = min(unit.boron * max(arriving[B], 0.0), unit.boron_charge / unit.service)
    potassium = unit.potassium * max(arriving[K], 0.0)
    f, rate = streams.flow[SPENT], vessels.rate[v]
    heat = boron * FORMATION[B] + potassium * (FORMATION[K] + FORMATION[CL])
    f[B], f[K], f[CL] = boron, potassium, potassium
    f[HEAT] += heat
    rate[B] -= boron
    rate[K] -= potassium
    rate[CL] -= potassium
    rate[ENTHALPY] -= heat
    return boron
