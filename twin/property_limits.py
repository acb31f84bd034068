"""Properties that a vessel's content takes out of their range: which property, which vessel, which figure.

Lives here: density, activities and solubility, vessel by vessel, as sentences.
Lives elsewhere: the properties (twin.matter); ranges of cells, columns and loops (twin.limits).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from twin.matter.brine_tables import (
    ACID_STRONGEST,
    HCL_STRONGEST,
    LYE_STRONGEST,
    acid_brine_out_of_range,
    lye_out_of_range,
)
from twin.matter.components import CL, H2O, OH
from twin.matter.constants import M_H2O, M_LIOH
from twin.matter.density import density_out_of_range
from twin.matter.saturation import lithium_chloride_solubility
from twin.matter.solids import lioh_saturation
from twin.vessel_rows import SOLIDS

if TYPE_CHECKING:
    from twin.plant import Plant

SLURRIES = ("X-601",)
"""Vessels that hold crystals beside their liquor: not all their LiOH is dissolved. Their density is a slurry's, which
the correlation of a solution meets within 1.5 %."""
LEAST = 0.02
"""Share of a vessel's capacity below which its content is a rest and not judged [-]."""
SUPERSATURATION = 1.05
"""Lye over its saturation from which it is told [-]: what the measurements of solubility differ by."""


def vessel_properties(plant: Plant) -> Iterator[str]:
    """A sentence for every property of every vessel that is outside its range now."""
    vessels = plant.line.vessels
    for name, row in plant.builder.at.items():
        seen, capacity = vessels.seen[row], vessels.plates[row].capacity
        if name not in SOLIDS and seen.volume > LEAST * capacity:
            yield from (f"{name}: {text}" for text in outside(name, seen, vessels.now[row]))


def outside(name: str, seen: Any, held: Any) -> Iterator[str]:
    """What of one vessel's content is outside: its condition, and its components [mol]."""
    lye = _dissolved(name, seen)
    if name not in SLURRIES and density_out_of_range(
        temperature=seen.temperature, w_licl=seen.licl, w_lioh=lye, w_hcl=seen.hcl, w_nacl=0.0, w_naoh=0.0
    ):
        yield (
            f"density of {_strengths(seen)} at {_celsius(seen)} leaves its measurements (5-100 degC; LiCl 45.4, LiOH "
            "11.3, HCl 37.6 wt%); the correlation is taken on."
        )
    water = max(M_H2O * (float(held[H2O]) + min(float(held[OH]), 0.0)), 1e-6)
    if float(held[OH]) > float(held[CL]):
        yield from _lye(name, seen, lye * float(seen.mass) / M_LIOH / water)
    else:
        chloride = max(float(held[CL]), 0.0)
        share = min(max(-float(held[OH]), 0.0) / max(chloride, 1e-9), 1.0)
        yield from _brine(seen, chloride / water, share)


def _lye(name: str, seen: Any, molality: float) -> Iterator[str]:
    """Activities and solubility of lye, its liquor this strong [mol/kg water]."""
    if lye_out_of_range(temperature=seen.temperature, molality=molality):
        yield (
            f"activities of {molality:.1f} mol/kg LiOH at {_celsius(seen)} leave their table (5-100 degC, up to "
            f"{LYE_STRONGEST:g} mol/kg); its edge is used."
        )
    saturated = lioh_saturation(temperature=seen.temperature)
    if name not in SLURRIES and seen.lioh > SUPERSATURATION * saturated:
        yield (
            f"solubility: {100.0 * seen.lioh:.1f} wt% LiOH at {_celsius(seen)} is above saturation, "
            f"{100.0 * saturated:.1f} wt%; it would crystallise."
        )


def _brine(seen: Any, molality: float, acid_share: float) -> Iterator[str]:
    """Activities and solubility of brine or acid with this much chloride [mol/kg water]."""
    if acid_brine_out_of_range(temperature=seen.temperature, molality=molality, acid_fraction=acid_share):
        yield (
            f"activities of {molality:.1f} mol/kg chloride, {100.0 * acid_share:.0f} % of it acid, at {_celsius(seen)} "
            f"leave their table (5-100 degC, {ACID_STRONGEST:g} mol/kg, HCl {HCL_STRONGEST:g}); its edge is used."
        )
    soluble = lithium_chloride_solubility(temperature=min(max(float(seen.temperature), 273.15), 373.15))
    if molality * (1.0 - acid_share) > soluble:
        yield (
            f"solubility: {molality:.1f} mol/kg LiCl at {_celsius(seen)} is above saturation, {soluble:.1f} mol/kg; "
            "it would crystallise."
        )


def _celsius(seen: Any) -> str:
    return f"{seen.temperature - 273.15:.0f} degC"


def _dissolved(name: str, seen: Any) -> float:
    """Mass fraction of LiOH in the liquor [-]: in a slurry no more than saturation."""
    if name in SLURRIES:
        return min(float(seen.lioh), lioh_saturation(temperature=float(seen.temperature)))
    return float(seen.lioh)


def _strengths(seen: Any) -> str:
    parts = {"LiCl": seen.licl, "LiOH": seen.lioh, "HCl": seen.hcl}
    return ", ".join(f"{100.0 * share:.1f} wt% {salt}" for salt, share in parts.items() if share > 1e-3) or "water"
