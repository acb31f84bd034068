"""The whole crystallisation line at one instant: evaporator, centrifuge, dryer and bleed in turn.

Lives here: their order. Lives elsewhere: what each of them does.
"""

from __future__ import annotations

from twin.crystallisation.bleed import breathe, carbonate_bleed
from twin.crystallisation.centrifuge import centrifuge
from twin.crystallisation.dryer import dry
from twin.crystallisation.equipment import Crystallisation
from twin.crystallisation.evaporator import evaporate, grow, vent
from twin.engine.compiled import compiled
from twin.engine.rows import Floats
from twin.matter.brine_tables import BrineTables
from twin.matter.streams import Streams
from twin.matter.vessels import Vessels


@compiled
def crystallise(
    section: Crystallisation, signal: Floats, vessels: Vessels, streams: Streams, tables: BrineTables
) -> float:
    """All lines of the plant. Returns the heat that they take out, less the electricity that they put in [W]."""
    removed = 0.0
    for k in range(len(section.units)):
        breathe(section, k, vessels, streams)
        removed += evaporate(section, k, signal, vessels, streams, tables)
        centrifuge(section, k, signal, vessels, streams)
        removed += vent(section, k, vessels)
        grow(section, k, vessels)
        removed += dry(section, k, signal, vessels, streams)
        removed += carbonate_bleed(section, k, vessels, streams)
    return removed
