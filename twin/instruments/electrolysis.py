"""Readings of section 300: electrolysers, their elements and loops.

Lives here: which number of the line each instrument of an electrolyser sees.
Lives elsewhere: gas headers (.gases), dechlorination (.dechlorination); constants (constant.csv), modes (.modes).
"""

from __future__ import annotations

from functools import partial
from math import log10

from twin.instruments.algebra import Computed, Gauge, Sum
from twin.instruments.purification import lime_ph
from twin.instruments.sources import Sources, total
from twin.loop_table import scale_of
from twin.matter.components import CL, CLO3, CO3, H2O, LI, OH
from twin.matter.constants import M_CL, M_CLO3, M_H2O, M_LIOH

POLARISATION = 20.0
"""Current density of the polarisation rectifier, 10-30 A/m2 [A/m2] (data book section 1)."""
RECIRCULATION = 18.0 / 3600.0
"""Catholyte recirculation of an electrolyser [m3/s] (loop FIC-306)."""


def gauges(s: Sources) -> dict[str, Gauge]:
    """Readings by signal name."""
    found = common(s)
    for k, name in enumerate(s.letters):
        here = electrolyser(s, k, name) | rectifier(s, k) | elements(s, k)
        found |= {f"E-301{name}.{what}": gauge for what, gauge in here.items()}
        found[f"V-301{name}.level"] = s.vessel(f"E-301{name}-anolyte", "level")
    return (
        {f"electrolysis.{name}": gauge for name, gauge in found.items()}
        | laboratory(s)
        | {"plant.load.set_point": load(s)}
    )


def load(s: Sources) -> Sum:
    """Asked currents over those of full load [-]."""
    n, e = len(s.letters), s.design.electrolysis
    full = scale_of(s.design).charge / e.elements
    return total(s.command("rectifiers", k, "target") * (1.0 / full) for k in range(n))


def electrolyser(s: Sources, k: int, name: str) -> dict[str, Gauge]:
    """Liquids of one electrolyser."""
    anolyte, catholyte, e = f"E-301{name}-anolyte", f"E-301{name}-catholyte", s.design.electrolysis
    seen = partial(s.signal, "electrolysers", k)
    circulating = s.command("rectifiers", k, "circulating")
    fresh = s.volume(seen("feed"), "T-203")
    return {
        "anolyte_feed_flow": fresh,
        "anolyte_recirculation_flow": fresh * e.recirculation,
        "depleted_anolyte_flow": s.volume(seen("depleted"), anolyte),
        "anolyte_outlet_temperature": s.vessel(anolyte, "temperature"),
        "depleted_anolyte_density": s.vessel(anolyte, "density"),
        "depleted_anolyte_pH": Computed(proton_ph, (seen("proton") * (e.proton_activity / 1000.0),)),
        "anolyte_feed_temperature": s.constant(e.T_feed),
        "catholyte_recirculation_flow": circulating * RECIRCULATION,
        "catholyte_outlet_temperature": s.vessel(catholyte, "temperature"),
        "catholyte_inlet_temperature": Computed(
            inlet_temperature,
            (s.vessel(catholyte, "temperature"), seen("cooling"), s.vessel(catholyte, "density"),
             s.vessel(catholyte, "heat_capacity").over(s.vessel(catholyte, "mass")), circulating),
        ),
        "catholyte_water_flow": seen("water"), "catholyte_product_flow": seen("product"),
        "catholyte_density": s.vessel(catholyte, "density"),
    }  # fmt: skip


def rectifier(s: Sources, k: int) -> dict[str, Gauge]:
    """What the rectifier of one electrolyser shows."""
    seen = partial(s.signal, "electrolysers", k)
    return {
        "current.set_point": s.command("rectifiers", k, "target"),
        "current": seen("current"),
        "voltage": seen("voltage"),
        "rectifier_power": seen("voltage").times(seen("current")) * (1.0 / s.design.energy.rectifier),
        "charge_since_membrane_change": s.state("banks", k, "charge"),
        "polarisation_mode": s.command("rectifiers", k, "polarising"),
        "polarisation_current": s.command("rectifiers", k, "polarising") * (POLARISATION * s.design.electrolysis.area),
    }


def elements(s: Sources, k: int) -> dict[str, Gauge]:
    """Voltage of each element; imbalance of the halves."""
    count = s.design.electrolysis.elements
    own: dict[str, Gauge] = {
        f"element-{n + 1:02d}.voltage": s.signal("elements", k * count + n, "voltage") for n in range(count)
    }
    return own | {"voltage_imbalance": s.signal("electrolysers", k, "halves")}


def common(s: Sources) -> dict[str, Gauge]:
    """What all electrolysers share."""
    letters, e, seen = s.letters, s.design.electrolysis, partial(s.signal, "electrolysers")
    rows = range(len(letters))
    charge = s.signal("plant", 0, "charge")
    catholytes = [f"E-301{name}-catholyte" for name in letters]
    feed = total(s.order(f"FIC-301{name}") for name in letters) + s.mass(11)
    return {
        "anolyte_feed.ratio.set_point": feed.over(s.vessel("T-203", "density")).over(charge),
        "anolyte_feed.acid_ratio.set_point": total(s.order(f"FFIC-302{name}") for name in letters).over(charge),
        "anolyte_feed.acid_flow": s.mass(11),
        "anolyte_feed.pH": Computed(
            partial(lime_ph, tables=s.builder.tables),
            (s.constant(e.T_feed), s.flow(12, CL), s.flow(12, OH) + s.flow(12, CO3) * 2.0, s.flow(12, CO3),
             s.flow(12, H2O) * M_H2O),
        ),
        "outlet.temperature.set_point": s.set_point("TIC-303A"),
        "catholyte.strength.set_point": s.set_point("FFIC-307A"),
        "catholyte_water.flow": total(seen(k, "water") for k in rows),
        "catholyte_water.temperature": s.constant(e.T_feed),
        "catholyte.density": total(s.vessel(c, "mass") for c in catholytes).over(
            total(s.vessel(c, "volume") for c in catholytes)
        ),
        "V-302.level": total(s.vessel(c, "level") for c in catholytes) * (1.0 / len(letters)),
        "depleted_brine.chlorate": chlorate(s),
    }  # fmt: skip


def chlorate(s: Sources) -> Gauge:
    """Chlorate in the depleted anolyte of all electrolysers [kg/m3]."""
    anolytes = [f"E-301{name}-anolyte" for name in s.letters]
    held = total(s.held(a, CLO3) for a in anolytes) * M_CLO3
    return held.over(total(s.vessel(a, "volume") for a in anolytes))


def laboratory(s: Sources) -> dict[str, Gauge]:
    """Samples of anolyte and catholyte, averaged over the electrolysers."""
    anolytes = [f"E-301{name}-anolyte" for name in s.letters]
    catholytes = [f"E-301{name}-catholyte" for name in s.letters]
    fresh = total(s.signal("electrolysers", k, "feed") for k in range(len(s.letters)))
    inlet = fresh * (1.0 + s.design.electrolysis.recirculation)
    acid = (s.flow(12, OH) + s.flow(12, CO3) * 2.0) * -1.0
    licl = [product for a in anolytes for product in (s.vessel(a, "licl"), s.vessel(a, "density"))]
    mass = total(s.vessel(c, "mass") for c in catholytes)
    alkali = total(s.held(c, LI) - s.held(c, CL) for c in catholytes)
    return {
        "laboratory.anolyte_feed.chlorate": s.per_volume("T-203", CLO3, M_CLO3),
        "laboratory.anolyte.LiCl": Computed(mean_strength, tuple(licl)),
        "laboratory.anolyte_feed.acid": acid.times(s.vessel("T-203", "density")).over(inlet),
        "laboratory.catholyte.LiOH": (alkali * M_LIOH).over(mass),
        "laboratory.catholyte_elements.LiOH": (alkali * M_LIOH).over(mass),
        "laboratory.catholyte.Cl": (total(s.held(c, CL) for c in catholytes) * M_CL).over(mass),
    }


def proton_ph(activity: float) -> float:
    """pH of a proton activity [mol/L].

    >>> proton_ph(1e-3)
    3.0
    """
    return -log10(max(activity, 1e-14))


def inlet_temperature(outlet: float, cooling: float, density: float, heat_capacity: float, circulating: float) -> float:
    """Temperature of the catholyte that comes back from the cooler [K]; heat capacity [J/(kg K)]."""
    if circulating <= 0.0:
        return outlet
    return outlet - cooling / (RECIRCULATION * density * heat_capacity)


def mean_strength(*pairs: float) -> float:
    """Mean of mass fraction times density over several liquids [kg/m3].

    >>> mean_strength(0.2, 1100.0, 0.1, 1000.0)
    160.0
    """
    strengths = [share * density for share, density in zip(pairs[::2], pairs[1::2], strict=True)]
    return sum(strengths) / len(strengths)
