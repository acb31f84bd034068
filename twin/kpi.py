"""Figures of merit of the plant, from two moments of its ledger and from nothing else.

Lives here: the definitions of the process data book, section 9. Lives elsewhere: the ledger (twin.ledger), windows and
bands of a live plant (twin.tracking). A recovery never divides two raw readings.
"""

from __future__ import annotations

from dataclasses import dataclass

from twin.design import Design
from twin.ledger import FENCE, Totals
from twin.matter.components import H2O, LI
from twin.matter.constants import FARADAY, M_CO2, M_H2O, M_MONOHYDRATE

DAY, TONNE, KWH = 86_400.0, 1000.0, 3.6e6
LEAST_SHARE = 0.02
"""Share of full production below which a ratio has no denominator worth dividing by [-]."""
BRINE_LOST = (9, 20, 40, 72)
"""Streams with which lithium leaves the brine: cake, purge, effluent of columns and of side beds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of merit; no value means not available, with the reason."""

    value: float | None
    unit: str
    reason: str = ""


UNITS = {
    "throughput_t_per_d": "t/d", "licl_recovery": "-", "hcl_recovery": "-", "hcl_closure": "-", "li_yield": "-",
    "current_efficiency": "-", "cell_voltage_V": "V", "energy_dc_kWh_per_kg": "kWh/kg",
    "energy_site_kWh_per_kg": "kWh/kg", "co2_process_kg_per_kg": "kg/kg", "water_kg_per_kg": "kg/kg",
    "loop_water_kg_per_h": "kg/h",
}  # fmt: skip
"""Every figure of merit with its unit, in the order in which people read them."""
RATIOS = {
    "licl_recovery": "no lithium chloride formed", "hcl_recovery": "no chlorine made", "hcl_closure": "no acid used",
    "li_yield": "no lithium fed", "current_efficiency": "no current", "cell_voltage_V": "no current",
    "energy_dc_kWh_per_kg": "no product", "energy_site_kWh_per_kg": "no product", "co2_process_kg_per_kg": "no product",
    "water_kg_per_kg": "no product",
}  # fmt: skip
"""Ratios, and what it means when their denominator is missing."""


class Window:
    """What happened between two moments of the ledger."""

    def __init__(self, design: Design, start: Totals, end: Totals) -> None:
        self.design = design
        self.crossed = end.fence - start.fence
        self.gained = end.inside - start.inside
        self.meter = {name: end.meter[name] - start.meter[name] for name in end.meter}
        self.seconds = self.meter["time"]

    def over(self, stream: int, component: int) -> float:
        """Amount of a component in a stream over the fence [mol]."""
        return float(self.crossed[FENCE.index(stream), component])

    @property
    def lithium_fed(self) -> float:
        """With carbonate and with brine concentrate [mol]."""
        return self.over(1, LI) + self.over(74, LI)

    @property
    def full(self) -> float:
        """Product at the design's throughput [kg]."""
        return self.design.plant.capacity / self.design.plant.hours * self.seconds


def kpis(design: Design, start: Totals, end: Totals) -> dict[str, Figure]:
    """All figures of merit of a window. Data book section 9; each is n/a below 2 % of its full denominator."""
    w = Window(design, start, end)
    if w.seconds <= 0.0:
        return {name: Figure(None, unit, "the window is empty") for name, unit in UNITS.items()}
    numerators, denominators, least = _ratios(w)
    found = {}
    for name, unit in UNITS.items():
        if name == "throughput_t_per_d":
            found[name] = Figure(w.meter["product"] / TONNE * DAY / w.seconds, unit)
        elif name == "loop_water_kg_per_h":
            found[name] = Figure(w.meter["loop_water"] * 3600.0 / w.seconds, unit)
        elif denominators[name] < LEAST_SHARE * least[name]:
            found[name] = Figure(None, unit, f"{RATIOS[name]} in this window")
        else:
            found[name] = Figure(numerators[name] / denominators[name], unit)
    return found


def _ratios(w: Window) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Numerators, denominators, and what the denominators are at full production."""
    m, product = w.meter, w.meter["product"]
    formed, lost = m["lithium_formed"], sum(w.over(stream, LI) for stream in BRINE_LOST)
    fed, made = w.lithium_fed, w.over(31, LI)
    keeping = 1.0 - w.design.plant.handling_loss
    moles = w.full / M_MONOHYDRATE
    direct, site = m["voltage"], site_energy(w)
    numerators = {
        "licl_recovery": formed - lost, "hcl_recovery": m["hcl"], "hcl_closure": m["hcl"],
        "li_yield": (made + float(w.gained[LI])) * keeping, "current_efficiency": m["hydroxide"] * FARADAY,
        "cell_voltage_V": direct, "energy_dc_kWh_per_kg": direct / KWH, "energy_site_kWh_per_kg": site / KWH,
        "co2_process_kg_per_kg": m["carbon_dioxide"] * M_CO2,
        "water_kg_per_kg": w.over(49, H2O) * M_H2O + w.over(7, H2O) * M_H2O,
    }  # fmt: skip
    denominators = {
        "licl_recovery": formed, "hcl_recovery": 2.0 * m["chlorine"], "hcl_closure": m["acid_used"], "li_yield": fed,
        "current_efficiency": m["charge"], "cell_voltage_V": m["charge"], "energy_dc_kWh_per_kg": product,
        "energy_site_kWh_per_kg": product, "co2_process_kg_per_kg": product, "water_kg_per_kg": product,
    }  # fmt: skip
    least = dict.fromkeys(denominators, w.full)
    least |= {"licl_recovery": moles, "hcl_recovery": moles, "hcl_closure": moles, "li_yield": moles}
    least |= dict.fromkeys(("current_efficiency", "cell_voltage_V"), moles * FARADAY)
    return numerators, denominators, least


def site_energy(w: Window) -> float:
    """Alternating current of the site [J]: rectifiers, MVR, dryer and the rest (data book section 10.1, step 18).

    What others take to make what is bought is outside: imported hydrogen, acid, lye.
    """
    e = w.design.energy
    direct = w.meter["voltage"] / e.rectifier
    return direct + w.meter["recompression"] + w.meter["side_energy"] + e.dryer * w.meter["product"] + e.BOP * w.seconds
