"""Readings of section 900 and of the feed's laboratory: power, water, effluent, lots.

Lives here: which number of the line each instrument sees.
Lives elsewhere: constants (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Gauge
from twin.instruments.sources import Sources
from twin.matter.constants import M_CA, M_CACO3, M_LI2SO4, M_MG, M_MGCO3, M_NA, M_NA2CO3, M_SO4

WATER = 998.2
"""Density of water at 20 degC [kg/m3]."""
NA_SHARE, SO4_SHARE, CA_SHARE, MG_SHARE = (
    2.0 * M_NA / M_NA2CO3, M_SO4 / M_LI2SO4, M_CA / M_CACO3, M_MG / M_MGCO3,
)  # fmt: skip
"""Of Na2CO3, Li2SO4, CaCO3 and MgCO3 [kg/kg]."""


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    e = s.design.energy
    site = s.signal("plant", 0, "power") * (1.0 / e.rectifier) + s.constant(e.BOP)
    site += s.signal("crystallisers", 0, "power") + s.signal("crystallisers", 0, "product") * e.dryer
    return (
        stores(s)
        | {
            "dissolution.H-100.mass": s.state("stocks", 0, "silo"),
            "utilities.site.power": site,
            "utilities.grid.power": site,
            "utilities.DI_plant.flow": s.mass(49) * (1.0 / WATER),
            "utilities.T-901.level": s.vessel("T-901", "level"),
            "utilities.effluent.flow": s.mass(20, 33, 40) * (1.0 / WATER),
        }
        | {f"laboratory.{name}": gauge for name, gauge in laboratory(s).items()}
    )


def laboratory(s: Sources) -> dict[str, Gauge]:
    """The lot that is fed, and the filter cake."""
    p, lot = s.design.purification, partial(s.command, "lots", 0)
    brine = s.vessel("T-202", "licl") * (p.cake_liquid * p.cake_brine)
    found: dict[str, Gauge] = {
        "feed_lot.Li2CO3": lot("li2co3"), "feed_lot.moisture": lot("h2o"), "feed_lot.Na": lot("na2co3") * NA_SHARE,
        "feed_lot.SO4": lot("li2so4") * SO4_SHARE, "feed_lot.Ca": lot("caco3") * CA_SHARE,
        "feed_lot.Mg": lot("mgco3") * MG_SHARE, "feed_lot.insolubles": lot("ins"), "feed_lot.particle_size": lot("d50"),
        "filter_cake.LiCl": brine, "filter_cake.moisture": s.constant(p.cake_liquid) - brine,
    }  # fmt: skip
    for tracer in ("K", "F", "Si", "B", "Al", "P"):
        found[f"feed_lot.{tracer}"] = lot(tracer.lower())
    return found


def stores(s: Sources) -> dict[str, Gauge]:
    """Tanks that trucks fill and empty, where people work on the line."""
    block = s.memory.blocks["command"].get("stores")
    if block is None:
        return {}
    rows = {name: block.labels.index(name) for name in ("lye", "bleach")}
    held = {name: s.command("stores", k, "held").over(s.command("stores", k, "capacity")) for name, k in rows.items()}
    return {"hcl.lye_storage.level": held["lye"], "hcl.T-804.level": held["bleach"]}
