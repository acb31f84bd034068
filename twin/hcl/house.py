"""The burner house as a whole: coolers, burner and hypochlorite unit in the order in which the gas meets them.

Lives here: that order and the heat that leaves. Lives elsewhere: each of them (.coolers, .burner, .hypochlorite).
"""

from __future__ import annotations

from twin.engine.compiled import compiled
from twin.hcl.burner import make_acid, share_chlorine
from twin.hcl.coolers import cool_gases
from twin.hcl.equipment import Synthesis
from twin.hcl.hypochlorite import make_bleach
from twin.matter.components import COUNT
from twin.matter.streams import HEAT, Streams
from twin.matter.vessels import Vessels


@compiled
def burn(section: Synthesis, to_header: float, change: float, vessels: Vessels, streams: Streams) -> None:
    """All gas of the line; one burner house takes it (several share it evenly by being one row).

    to_header  1: recovered chlorine joins the header; 0: it goes straight to hypochlorite
    change     relative rate at which the cells' gas changes [1/s]
    """
    f = streams.flow
    for k in range(len(section.units)):
        seen = section.seen[k]
        cool_gases(section, k, to_header, vessels, streams)
        share_chlorine(section, k, change, streams)
        make_acid(section, k, vessels, streams)
        if to_header == 0.0:
            for c in range(COUNT + 1):
                f[22, c] += f[19, c]
        make_bleach(section, k, vessels, streams)
        entered = f[14, HEAT] + f[17, HEAT] + f[19, HEAT] + f[60, HEAT] + f[69, HEAT] + f[71, HEAT]
        left = f[50, HEAT] + f[51, HEAT] + f[25, HEAT] + f[55, HEAT] + f[70, HEAT]
        water = f[24, HEAT] + seen.water_cooling
        if section.commands[k].averaged > 0.0:
            entered += f[52, HEAT] + f[53, HEAT]
            left += f[54, HEAT]
        else:
            left += f[0, HEAT]
        seen.removed = entered + water - left
