"""`litwin burner`: the flame, the chlorine that slips, and the limit that hydrogen sets on HCl recovery.

Lives here: reading the temperature, words. Lives elsewhere: the figures (twin.matter.report).
"""

from __future__ import annotations

from typing import Any

from dashboards.answer import Answer, table
from twin.matter.report import burner
from twin.units import to_si


def run(
    *, hydrogen_excess: float, temperature: str, oxygen_share: float, absorption: float, moisture: float = 0.0,
    inert_share: float = 0.0, tail_recycle: float = 0.0,
) -> Answer:  # fmt: skip
    """Ask Cantera's equilibrium."""
    kelvin = to_si(temperature, "degC", what="--temperature")
    data: dict[str, Any] = burner(
        hydrogen_excess, kelvin, oxygen_share, absorption, moisture, inert_share, tail_recycle
    )
    rows = [
        ["adiabatic flame", f"{data['adiabatic_flame_K']:.0f} K"],
        ["free chlorine in the quenched gas", f"{data['cl2_slip_mol_frac']:.2e} mol/mol"],
        ["limit of HCl recovery", f"{100.0 * data['hcl_recovery_limit']:.2f} %"],
    ]
    return Answer(table(rows, head=[f"x = {hydrogen_excess:g}", ""]), data)
