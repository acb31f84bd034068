"""Readings of section 200, first half: precipitators, filters, filtered brine.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: ion exchange (.ion_exchange); what has no physics in the line (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial

from twin.instruments.algebra import Computed, Gauge
from twin.instruments.sources import Sources
from twin.matter.brine_tables import BrineTables
from twin.matter.components import CO3, H2O, OH
from twin.matter.conductivity import brine_ph
from twin.matter.constants import M_H2O, M_LICL


def lime_ph(
    temperature: float, chloride: float, base: float, carbonate: float, water: float, *, tables: BrineTables
) -> float:
    """Activity pH of a brine with free base [-]: chloride, net hydroxide, carbonate [mol] and water [kg] of a vessel.

    Carbonate takes no base above pH 9; below, it holds the pH as bicarbonate does, which is left out here.
    """
    kilograms = max(water, 1.0)
    free = -base / kilograms
    return float(brine_ph(tables, temperature=temperature, molality=chloride / kilograms, free_acid=free))


def brine_gauge(s: Sources, vessel: str) -> Computed:
    """pH of the brine in a vessel."""
    licl = s.vessel(vessel, "licl").times(s.vessel(vessel, "mass")) * (1.0 / M_LICL)
    formula = partial(lime_ph, tables=s.builder.tables)
    return Computed(
        formula,
        (s.vessel(vessel, "temperature"), licl, s.held(vessel, OH), s.held(vessel, CO3), s.held(vessel, H2O) * M_H2O),
    )


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    seen = partial(s.signal, "trains", 0)
    return {
        "purification.R-201.pH": brine_gauge(s, "R-201"),
        "purification.R-202.pH": brine_gauge(s, "R-202"),
        "purification.R-201.temperature": s.vessel("R-201", "temperature"),
        "purification.R-201.level": s.vessel("R-201", "level"),
        "purification.R-201.lye_flow": seen("lye"),
        "purification.R-201.BaCl2_flow": seen("barium"),
        "purification.R-202.Li2CO3_flow": seen("carbonate"),
        "purification.F-201A.pressure_drop": s.signal("candles", 0, "drop"),
        "purification.T-202.level": s.vessel("T-202", "level"),
    }
