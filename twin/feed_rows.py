"""Makes the rows of the feed from a design: lot, concentrate, first particles, how well R-101B strips.

Lives here: feed and dissolving house as the builder needs them.
Lives elsewhere: the other sections' rows (twin.line_builder), analyses (twin.dissolution.lots).
"""

from __future__ import annotations

from collections.abc import Mapping

from twin.design import Design
from twin.dissolution.feed import Concentrate
from twin.dissolution.lots import analysis, blended
from twin.dissolution.particles import CLASSES, lot_share
from twin.line import Line
from twin.loop_table import scale_of
from twin.matter.constants import M_LI2CO3, M_LI2SO4, M_LICL, M_SO4

REFERENCE_FEED = 1117.14 / 3600.0
"""Carbonate of the reference [kg/s] (data book, stream S01)."""
STRIPPED = 0.0275
"""Carbon dioxide that R-101B of the reference has to strip [mol/s]: 10.5 mol/m3 of brine and 0.2 % of the carbonate."""


def fed_analysis(design: Design) -> dict[str, float]:
    """What is fed on average, by the fields of a lot [kg/kg]."""
    return blended(analysis(design.feed), analysis(design.recycled), design.feed.recycled_share)


def lithium_fed(design: Design) -> float:
    """Lithium in a kilogram of what is fed on average [mol/kg]."""
    return _lithium(fed_analysis(design))


def recycled_lithium(design: Design) -> float:
    """Share of the lithium fed as carbonate that comes with recycled carbonate [-]."""
    return design.feed.recycled_share * _lithium(analysis(design.recycled)) / lithium_fed(design)


def _lithium(analysed: Mapping[str, float]) -> float:
    return 2.0 * analysed["li2co3"] / M_LI2CO3 + 2.0 * analysed["li2so4"] / M_LI2SO4


def fed_concentrate(design: Design) -> Concentrate:
    """LiCl concentrate beside the carbonate."""
    c = design.concentrate
    lithium = c.LiCl / M_LICL + 2.0 * c.SO4 / M_SO4
    ratio = c.share / (1.0 - c.share) * lithium_fed(design) / lithium
    return Concentrate(ratio=ratio, licl=c.LiCl, nacl=c.NaCl, calcium=c.Ca, magnesium=c.Mg, sulphate=c.SO4, boron=c.B)


def strip_approach(design: Design) -> float:
    """Approach to equilibrium that leaves `dissolution.dissolved_CO2` in R-101B at the reference's load [-]."""
    d = design.dissolution
    thinned = d.strip_N2 / (d.strip_N2 + STRIPPED * scale_of(design).size) if d.strip_N2 > 0.0 else 1.0
    return min(max((1.0 - d.dissolved_CO2 / d.carbonate_A) / thinned, 0.0), 1.0)


def lay_in_feed(line: Line, design: Design) -> None:
    """The lot that is fed, the silo, particles in R-101A near rest."""
    lot, feed = line.dissolution.lots[0], fed_analysis(design)
    for field, amount in feed.items():
        setattr(lot, field, amount)
    lot.continuous = 1.0
    lot.d50, lot.acid_open, lot.trim_open = design.dissolution.d50, 1.0, 1.0
    stores = {plate.name: plate for plate in design.vessels}
    if "H-100" in stores:
        line.dissolution.stocks[0].silo = (stores["H-100"].mass or 0.0) * stores["H-100"].level
    d = design.dissolution
    held = REFERENCE_FEED * scale_of(design).size * feed["li2co3"] / M_LI2CO3 * d.solids_time
    for c in range(CLASSES):
        line.dissolution.particles[0, c] = held * lot_share(d.d50, d.size_spread, c)
