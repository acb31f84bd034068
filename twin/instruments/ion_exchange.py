"""Readings of section 200, second half: ion-exchange columns and polished brine.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: what has no physics in the line (constant.csv), the columns' steps (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Computed, Gauge, Product
from twin.instruments.purification import brine_gauge
from twin.instruments.sources import Sources, total
from twin.ion_exchange.equipment import IONS, VALENCE
from twin.ion_exchange.station import ACID_DENSITY, LYE_DENSITY, WATER_DENSITY
from twin.matter.components import CA, CO3, MG, NAMES, SO4
from twin.matter.constants import M_CA, M_CO3, M_MG, M_SO4

NORMAL_DROP = 0.5e5
"""Pressure drop of a column at 6.76 m3/h [Pa] (tag PDT-208); proportional to the flow (laminar in the bed)."""
NORMAL_FLOW = 6.76 / 3600.0
TO_LOOP = (3, 8, 9)
"""Regeneration steps whose liquid returns to the brine loop."""


def column_drop(lead: float, lag: float, flow: float, *, column: int) -> float:
    """Pressure drop of a column [Pa]; 0 off line."""
    return NORMAL_DROP * flow / NORMAL_FLOW if column in (round(lead), round(lag)) else 0.0


def outlet_route(step: float) -> float:
    """Where a column's outlet goes: 0 effluent, 1 loop return, 2 T-203.

    >>> outlet_route(0.0), outlet_route(5.0), outlet_route(8.0)
    (2.0, 0.0, 1.0)
    """
    if round(step) == 0:
        return 2.0
    return 1.0 if round(step) in TO_LOOP else 0.0


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    x, strength = s.design.ion_exchange, s.design.hcl.acid_strength
    seen, command = partial(s.signal, "stations", 0), partial(s.command, "stations", 0)
    flow = s.volume(seen("flow"), "T-202")
    polished = s.vessel("T-203", "mass")
    hard = s.held("T-203", CA) * M_CA + s.held("T-203", MG) * M_MG
    limit = x.analyser_limit / 1000.0

    def shown(hardness: Product) -> Computed:
        """What an analyser shows of a hardness [kg/kg]: below its limit of detection, the limit."""
        return Computed(partial(max, limit), (hardness,))

    found: dict[str, Gauge] = {
        "lead.hardness": shown(seen("between").over(s.vessel("T-202", "density"))),
        "lag.hardness": shown(seen("outlet").over(s.vessel("T-202", "density"))),
        "feed.flow": flow, "feed.pH": brine_gauge(s, "T-202"),
        "feed.temperature": s.vessel("T-202", "temperature"),
        "order.mode": command("lead") + s.constant(1.0),
        "regenerant_acid.flow": seen("acid") * (strength / x.hcl_strength / ACID_DENSITY),
        "regenerant_lye.flow": seen("lye") * (s.design.electrolysis.catholyte / x.lioh_strength / LYE_DENSITY),
        "rinse_water.flow": seen("water") * (1.0 / WATER_DENSITY),
        "outlet_route.mode": Computed(outlet_route, (command("step"),)),
        "effluent.flow": s.mass(40) * (1.0 / WATER_DENSITY), "polished_brine.flow": s.volume(s.mass(39), "T-202"),
        "T-203.hardness": shown(hard.over(polished)), "T-203.level": s.vessel("T-203", "level"),
        "polished_brine.density": s.vessel("T-203", "density"),
        "polished_brine.sulphate": s.per_volume("T-203", SO4, M_SO4),
    }  # fmt: skip
    for k, name in enumerate(s.columns):
        slices = range(k * x.slices, (k + 1) * x.slices)
        held = [(n, NAMES[c], 0.5 * valence * M_CA) for n in slices for c, valence in zip(IONS, VALENCE, strict=True)]
        load = total(s.state("resin", n, ion) * weight for n, ion, weight in held)
        found[f"column-{name}.volume_treated"] = load.over(seen("load"))
        found[f"column-{name}.pressure_drop"] = Computed(
            partial(column_drop, column=k), (command("lead"), command("lag"), flow)
        )
    laboratory: dict[str, Gauge] = {
        "polished_brine.SO4": found["polished_brine.sulphate"], "polished_brine.Ca": s.share("T-203", CA, M_CA),
        "polished_brine.Mg": s.share("T-203", MG, M_MG), "polished_brine.CO3": s.per_volume("T-203", CO3, M_CO3),
    }  # fmt: skip
    return {f"ion_exchange.{name}": gauge for name, gauge in found.items()} | {
        f"laboratory.{name}": gauge for name, gauge in laboratory.items()
    }
