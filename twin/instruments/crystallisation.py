"""Readings of sections 600 and 700: crystalliser, centrifuge, dryer, silo, the laboratory's analyses of lots.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: constants (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.crystallisation.purity import AIR
from twin.instruments.algebra import Gauge, Sum
from twin.instruments.sources import Sources
from twin.matter.components import CA, CL, CO3, FE, NA, OH, SI, SO4, K
from twin.matter.constants import M_CO2, M_CO3, M_LIOH, M_SI
from twin.matter.vessels import COMPONENT_MASS

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
        "MVR.power": seen("power"),
        "MVR.speed": command("evaporating") * COMPRESSOR,
        "MVR.discharge_pressure": seen("discharge"),
        "MVR.saturation_temperature": seen("suction"),
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
        "product.moisture": seen("moisture"),
        "product.temperature": s.constant(s.design.control_loop("TIC-667").set_point),
        "dryer.gas_inlet_temperature": seen("gas_inlet"),
        "dryer.gas_flow": s.constant(c.dryer_gas * AIR),
        "dryer.gas_CO2": s.constant(c.dryer_CO2),
    }
    for tank in ("T-601", "T-602", "T-603"):
        found[f"{tank}.level"] = s.vessel(tank, "level")
    named = {f"crystallisation.{name}": gauge for name, gauge in found.items()}
    return named | {"packing.S-701.mass": s.state("silos", 0, "product")} | laboratory(s)


def laboratory(s: Sources) -> dict[str, Gauge]:
    """Mother liquor, and the product as it is made, with what a lot picks up."""
    seen, liquor, p = partial(s.signal, "crystallisers", 0), partial(s.signal, "slurry", 0), s.design.product
    part = partial(s.signal, "product", 0)

    def made(component: int, picked_up: float = 0.0) -> Sum:
        return part(component) + s.constant(picked_up)

    carbonate = M_CO2 / M_CO3
    alkali = part(OH) * (1.0 / COMPONENT_MASS[OH]) - part(NA) * (1.0 / COMPONENT_MASS[NA])
    alkali = alkali - part(K) * (1.0 / COMPONENT_MASS[K]) - s.constant(2.0 * p.pickup_CO2 / M_CO2)
    free = liquor(OH) - liquor(NA) - liquor(K)
    return {
        "laboratory.mother_liquor.Na": seen("sodium"),
        "laboratory.mother_liquor.K": (liquor(K) * COMPONENT_MASS[K]).over(seen("liquor")),
        "laboratory.mother_liquor.Cl": (liquor(CL) * COMPONENT_MASS[CL]).over(seen("liquor")),
        "laboratory.mother_liquor.LiOH": (free * M_LIOH).over(seen("liquor")),
        "laboratory.product_lot.LiOH": alkali * M_LIOH,
        "laboratory.product_lot.CO2": part(CO3) * carbonate + s.constant(p.pickup_CO2),
        "laboratory.product_lot.Na": made(NA),
        "laboratory.product_lot.Ca": made(CA, p.pickup_Ca),
        "laboratory.product_lot.Cl": made(CL, p.pickup_Cl),
        "laboratory.product_lot.SO4": made(SO4, p.pickup_SO4),
        "laboratory.product_lot.Fe": made(FE, p.pickup_Fe),
        "laboratory.product_lot.Si": part(SI) * (M_SI / COMPONENT_MASS[SI]) + s.constant(p.pickup_Si),
        "laboratory.product_lot.K": made(K),
        "laboratory.product_lot.magnetic_matter": s.constant(p.pickup_magnetic),
    }
