"""What the columns do now, for people: how they are loaded, how long the lead column will last, what a swap now costs.

Lives here: figures of a station in the units that their names say, among them the front that film transfer alone would
make. Lives elsewhere: the columns (.equipment, .station).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from twin.ion_exchange.equipment import AT_CA, AT_MG, NONE, IonExchange
from twin.ion_exchange.film import (
    bead_surface,
    film_coefficient,
    partition_ratio,
    pattern_breakthrough,
    pattern_time,
    sherwood,
    transfer_units,
)
from twin.ion_exchange.station import ACID_DENSITY, LYE_DENSITY
from twin.matter.constants import M_CA

if TYPE_CHECKING:
    from twin.line import Line

HOUR = 3600.0


def columns_now(line: Line) -> dict[str, Any] | None:
    """The first station of a line; None while no brine flows."""
    section = line.ion_exchange
    unit, command, seen = section.units[0], section.commands[0], section.seen[0]
    flow = float(seen.flow) / float(line.vessels.seen[unit.source].density)
    if flow <= 0.0 or seen.load <= 0.0:
        return None
    remaining, cycle = float(seen.remaining) / HOUR, float(seen.cycle) / HOUR
    wasted = remaining / cycle if cycle > 0.0 else 0.0
    acid = unit.hcl_bv * unit.resin * ACID_DENSITY * unit.hcl_strength
    lye = unit.lioh_bv * unit.resin * LYE_DENSITY * unit.lioh_strength
    averaged = command.averaged > 0.0 or command.lead == NONE
    return {
        "lead": None if averaged else chr(ord("A") + int(command.lead)),
        "hardness_feed_mg_per_L": 1e3 * float(seen.feed),
        "hardness_behind_lead_ug_per_L": 1e6 * float(seen.between), "hardness_out_ug_per_L": 1e6 * float(seen.outlet),
        "capacity_kg_per_m3": float(seen.capacity),
        "capacity_lost": [float(section.beds[unit.first_bed + n].lost) for n in range(unit.columns)],
        "bed_volumes_per_h": HOUR * flow / float(unit.resin), "cycle_h": cycle, "used_share": float(seen.share),
        "swap": {
            "loaded_share": float(seen.loaded), "remaining_h": remaining, "ready": bool(command.step == 0.0),
            "HCl_wasted_kg_if_now": float(acid * min(wasted, 1.0)),
            "LiOH_wasted_kg_if_now": float(lye * min(wasted, 1.0)),
        },
        "transfer": transfer(section, flow=flow),
    }  # fmt: skip


def transfer(section: IonExchange, *, flow: float) -> dict[str, float]:
    """Dimensionless numbers of a bed at a flow [m3/s], and when it would be spent if the film alone resisted."""
    unit, seen = section.units[0], section.seen[0]
    velocity = flow * float(unit.depth) / float(unit.resin)
    reynolds, schmidt = velocity * unit.bead / unit.viscosity, unit.viscosity / unit.diffusivity
    film = film_coefficient(
        velocity=velocity, bead=unit.bead, voidage=unit.voidage, viscosity=unit.viscosity, diffusivity=unit.diffusivity
    )
    by_film = transfer_units(
        conductance=film * bead_surface(bead=unit.bead, voidage=unit.voidage), depth=unit.depth, velocity=velocity
    )
    passing = M_CA * (section.leak[AT_CA] + section.leak[AT_MG])
    part = min(max((unit.swap_at - passing) / max(seen.feed - passing, 1e-12), 1e-6), 0.999)
    separation = 1.0 / (1.0 + seen.load / M_CA / section.half[AT_CA])
    throughput = pattern_time(passed=float(part), units=by_film, separation=float(separation))
    spent = pattern_breakthrough(
        throughput=max(throughput, 0.0), partition=partition_ratio(loading=seen.capacity, strength=seen.load),
        depth=unit.depth, velocity=velocity, voidage=unit.voidage,
    )  # fmt: skip
    return {
        "velocity_m_per_h": HOUR * velocity, "reynolds": float(reynolds), "schmidt": float(schmidt),
        "sherwood": sherwood(reynolds=reynolds, schmidt=schmidt, voidage=unit.voidage),
        "film_coefficient_m_per_s": film, "transfer_units_film": by_film, "transfer_units": float(seen.units),
        "unit_height_m": float(unit.depth / seen.units) if seen.units > 0.0 else math.inf,
        "film_limited_service_h": float(spent) / HOUR,
    }  # fmt: skip
