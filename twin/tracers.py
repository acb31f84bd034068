"""Trace elements of the feed in the brine loop, at steady state, beside the main balance.

Lives here: what F, Si, B, Al, P and K gather to. Lives elsewhere: the main balance (twin.line), parameters
(twin.purification.nameplate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin.matter.components import LI
from twin.matter.streams import stream_mass

if TYPE_CHECKING:
    from twin.plant import Plant

STILL = 1e-9
"""Flow of brine below which it counts as this much [m3/s]: what stands still gathers nothing more."""
LEAST_LOSS = 1e-9
"""Share that leaves in a pass, where nothing removes a tracer [-]: it gathers for ever."""
TRACED = ("K", "F", "Si", "B", "Al", "P")


def gathered(*, feed: float, removal: float, to_membrane: float, leaving: float, volume: float) -> float:
    r"""Concentration of a tracer in polished brine [kg/m3].

    .. math:: n = \frac{(1 - r) f}{1 - (1 - r)(1 - m - l)}, \quad c = n / V                         (1)

    feed         f  with the carbonate [kg/s]; removal  r  share taken out in a pass [-]
    to_membrane  m  share of what is in polished brine that goes to the catholyte [-]
    leaving      l  share that leaves with purge and undisplaced brine [-]
    volume       V  polished brine [m3/s]

    Source: (1) data book section 10.1, step 20: each pass removes r of feed and recycle.

    >>> round(gathered(feed=1.0, removal=0.5, to_membrane=0.0, leaving=0.0, volume=1.0), 6)
    1.0
    """
    kept = 1.0 - removal
    return kept * feed / max(1.0 - kept * (1.0 - to_membrane - leaving), LEAST_LOSS) / volume


def tracers(plant: Plant) -> dict[str, float]:
    """Trace elements in polished brine [mg/L] of a plant at rest."""
    design, line = plant.design, plant.line
    flow, vessels = line.streams.flow, line.vessels
    polished = stream_mass(line.streams, 39)
    volume = max(polished / vessels.seen[plant.builder.at["T-203"]].density, STILL)
    feed = stream_mass(line.streams, 1)
    purge = stream_mass(line.streams, 20) / max(stream_mass(line.streams, 4) + stream_mass(line.streams, 20), 1e-9)
    held = design.ion_exchange.liquid_fraction * design.ion_exchange.resin_volume
    cycle = max(line.ion_exchange.seen[0].cycle, 1.0)
    undisplaced = (1.0 - design.ion_exchange.displaced) * held / cycle / volume
    conversion = 1.0 - float(flow[13, LI]) / max(float(flow[12, LI]), 1e-12)
    found = {}
    for name in TRACED:
        passing = getattr(design.tracer, f"{name}_membrane") * (conversion if name == "K" else 1.0)
        leaving = purge * (1.0 - passing) + undisplaced
        found[name] = 1e3 * gathered(
            feed=feed * getattr(design.feed, name), removal=getattr(design.tracer, f"{name}_removal"),
            to_membrane=passing, leaving=leaving, volume=volume,
        )  # fmt: skip
    return found
