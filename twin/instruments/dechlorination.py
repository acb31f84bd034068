"""Readings of section 400: depleted brine, stripper, chlorate reactor; and of the peroxide that finishes its work.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: constants (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Computed, Gauge
from twin.instruments.purification import lime_ph
from twin.instruments.sources import Sources
from twin.matter.components import CL2, H2O, N2, O2, OH
from twin.matter.constants import M_H2O, M_HCL, M_LICL


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    seen, brine = partial(s.signal, "strippers", 0), "T-401"
    free = s.design.dechlorination.free_acid
    licl = s.vessel(brine, "licl").times(s.vessel(brine, "mass")) * (1.0 / M_LICL)
    acidified = Computed(
        partial(lime_ph, tables=s.builder.tables),
        (s.vessel(brine, "temperature"), licl, s.vessel(brine, "volume") * -free, s.constant(0.0),
         s.held(brine, H2O) * M_H2O),
    )  # fmt: skip
    found: dict[str, Gauge] = {
        "stripper.pressure": s.constant(s.design.control_loop("PIC-403").set_point),
        "purge.flow": s.mass(20),
        "T-401.level": s.vessel(brine, "level"),
        "stripper.feed_flow": s.volume(seen("flow"), brine),
        "dechlorination.acid_flow": seen("acid"),
        "acidified_brine.pH": acidified,
        "stripper.feed_temperature": s.vessel(brine, "temperature"),
        "stripper.chlorine_flow": s.mass(19),
        "stripper.inerts_share": s.flows(19, {O2: 1.0, N2: 1.0}).over(s.flows(19, {O2: 1.0, N2: 1.0, CL2: 1.0})),
        "stripper.free_chlorine": seen("residual"),
        "dechlorinated_brine.redox": seen("redox"),
        "R-402.feed_flow": s.volume(seen("side"), brine),
        "R-402.temperature": s.vessel("R-402", "temperature"),
        "R-402.level": s.vessel("R-402", "level"),
        "T-402.level": s.vessel("T-402", "level"),
    }
    return {f"electrolysis.{name}": gauge for name, gauge in found.items()} | {
        "laboratory.chlorate_reactor.HCl": s.per_volume("R-402", OH, -M_HCL),
        "purification.polish.H2O2_flow": s.signal("dosers", 0, "solution"),
        "purification.brine_to_ion_exchange.redox": s.signal("dosers", 0, "redox"),
    }
