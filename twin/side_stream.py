"""What the optional side stream on the bleeds adds: lithium recovered, and what it costs.

Lives here: its figures from two moments of the ledger. Lives elsewhere: the unit (twin.gdex), the plant's own
figures of merit (twin.kpi), which it does not touch but for the site's electricity.
"""

from __future__ import annotations

from twin.design import Design
from twin.kpi import KWH, Window
from twin.ledger import Totals
from twin.matter.constants import M_AL, M_LI

BEYOND_FENCE = (
    "it stands beyond the fence: aluminium and the base that its acid effluent needs are not in the balance, "
    "so the gain in yield is an upper figure"
)
"""What its figures leave out."""
LEAST = 1e-9
"""Lithium below which nothing is divided by it [mol]."""


def side_stream(design: Design, start: Totals, end: Totals) -> dict[str, float] | None:
    """Figures of the side stream in a window; None where the flowsheet has none, or nothing has passed."""
    w = Window(design, start, end)
    recovered, hours = w.meter["side_lithium"], w.seconds / 3600.0
    if design.gdex.reactors == 0 or hours <= 0.0 or recovered < LEAST:
        return None
    kilograms, energy = recovered * M_LI, w.meter["side_energy"]
    aluminium = w.meter["side_aluminium"]
    current = energy / design.gdex.voltage / w.seconds
    return {
        "lithium_recovered_kg_per_h": kilograms / hours, "yield_gain_pp": 100.0 * recovered / max(w.lithium_fed, LEAST),
        "aluminium_kg_per_h": aluminium * M_AL / hours, "aluminium_mol_per_mol_Li": aluminium / recovered,
        "energy_kWh_per_kg_Li": energy / KWH / kilograms, "power_kW": energy / w.seconds / 1e3,
        "cathode_m2": current / design.gdex.current_density,
    }  # fmt: skip
