"""Readings of section 100: feed, dissolvers, raw brine, vent.

Lives here: which number of the line each instrument of the section sees.
Lives elsewhere: what has no physics in the line (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial
from math import log10, sqrt

from twin.dissolution.equipment import AIM_FIRST
from twin.instruments.algebra import Computed, Gauge
from twin.instruments.sources import Sources
from twin.matter.components import CO3

PH_FIRST, PH_SECOND = 4.5, 3.0
"""pH at which AIC-105 and AIC-155 hold the dissolvers: there the alkalinities of the line are anchored."""


def dissolver_ph(alkalinity: float, carbonate: float, volume: float, *, product: float, activity: float) -> float:
    r"""Activity pH of a brine under carbon dioxide [-].

    .. math:: A = K c / a - a / f                                                                  (1)

    alkalinity  A   bicarbonate less free acid [mol/m3]; carbonate, volume: dissolved CO2, c = carbonate/volume
    product     K   a A / c at the pH of AIC-105 [-]; activity f: proton activity [mol/L] over free acid [mol/m3]

    Source: (1) charge balance with the first dissociation of carbonic acid, both constants from the two pH aims of the
    data book (section 4): bicarbonate 0.5 mol/m3 at pH 4.5, free acid 0.1 mol/m3 at pH 3.0.
    """
    strength = product * max(carbonate / max(volume, 1e-9), 0.0)
    proton = 0.5 * activity * (sqrt(alkalinity * alkalinity + 4.0 * strength / activity) - alkalinity)
    return -log10(max(proton, 1e-14))


def probe_reading(
    alkalinity: float, carbonate: float, volume: float, drift: float, *, product: float, activity: float
) -> float:
    """What a probe reads in such a brine [-]: its pH, and how far the probe has drifted [pH]."""
    return dissolver_ph(alkalinity, carbonate, volume, product=product, activity=activity) + drift


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    d = s.design.dissolution
    ph = partial(
        probe_reading, product=AIM_FIRST * 10.0**-PH_FIRST / d.carbonate_A, activity=10.0**-PH_SECOND / d.free_acid
    )
    seen = partial(s.signal, "dissolvers", 0)

    def ph_of(vessel: str, alkalinity: str) -> Computed:
        """What the probe reads: the brine's pH and its drift."""
        drift = s.command("probes", ("R-101A", "R-101B").index(vessel), "drift")
        return Computed(ph, (seen(alkalinity), s.held(vessel, CO3), s.vessel(vessel, "volume"), drift))

    found: dict[str, Gauge] = {
        "feed.flow": seen("feed"), "feed.flow.set_point": s.order("WIC-102"), "feed.acid_ratio": seen("acid_ratio"),
        "R-101A.acid_flow": seen("acid"), "R-101A.brine_flow": s.volume(s.order("FIC-104"), "T-402"),
        "R-101A.pH": ph_of("R-101A", "alkalinity_first"), "R-101B.pH": ph_of("R-101B", "alkalinity_second"),
        "R-101B.acid_flow": seen("acid_trim"), "vent.CO2_flow": seen("carbon_dioxide"),
        "raw_brine.density": s.vessel("R-101B", "density"), "recovered_cake.flow": s.mass(2),
        "raw_brine.flow": s.volume(s.order("LIC-157"), "R-101B"), "loop_water.flow": s.mass(6) - s.mass(58),
        "vent.temperature": s.temperature(5), "bleed_carbonation.CO2_flow": s.mass(32),
        "sump_return.flow": s.volume(s.mass(48), "T-901"),
    }  # fmt: skip
    for vessel in ("R-101A", "R-101B"):
        found[f"{vessel}.temperature"] = s.vessel(vessel, "temperature")
        found[f"{vessel}.level"] = s.vessel(vessel, "level")
    found["T-201.level"] = s.vessel("T-201", "level")
    return {f"dissolution.{name}": gauge for name, gauge in found.items()}
