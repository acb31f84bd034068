"""Readings of sections 600 and 700: crystalliser, centrifuge, dryer, silo.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: constants (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Gauge
from twin.instruments.sources import Sources
from twin.matter.components import CL

CENTRIFUGE = 1200.0 / 60.0
"""Speed of the centrifuge when it takes slurry [1/s] (tag ST-608)."""
COMPRESSOR = 0.88
"""Speed of the compressor when it runs, share of the highest [-] (tag SI-655)."""


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    c, seen = s.design.crystallisation, partial(s.signal, "crystallisers", 0)
    command = partial(s.command, "crystallisers", 0)
    found: dict[str, Gauge] = {
        "feed.flow": seen("feed"),
        "crystalliser.temperature": s.vessel("X-601", "temperature"),
        "crystalliser.pressure": s.constant(s.design.control_loop("PIC-603").set_point),
        "crystalliser.level": s.vessel("X-601", "level"),
        "MVR.power": seen("evaporation") * s.design.energy.MVR,
        "MVR.speed": command("evaporating") * COMPRESSOR,
        "slurry.solids": seen("solids"),
        "mother_liquor.density": s.vessel("T-602", "density"),
        "mother_liquor.return_flow": seen("returned"),
        "bleed.flow": seen("bleed"),
        "bleed_filtrate.flow": s.mass(33),
        "centrifuge.speed": command("centrifuging") * CENTRIFUGE,
        "centrifuge.wash_flow": seen("wash"),
        "condensate.flow": seen("evaporation"),
        "T-601.temperature": s.vessel("T-601", "temperature"),
        "wet_cake_bin.mass": s.vessel("H-604", "mass"),
        "product.flow": seen("product"),
    }
    for tank in ("T-601", "T-602", "T-603"):
        found[f"{tank}.level"] = s.vessel(tank, "level")
    return {f"crystallisation.{name}": gauge for name, gauge in found.items()} | {
        "packing.S-701.mass": s.state("silos", 0, "product"),
        "laboratory.mother_liquor.Na": seen("sodium"),
        "laboratory.mother_liquor.Cl": s.share("T-602", CL, 0.03545),
        "laboratory.mother_liquor.LiOH": s.vessel("T-602", "lioh"),
        "laboratory.product_lot.Na": seen("sodium") * (c.product_Na / c.ml_Na),
    }
