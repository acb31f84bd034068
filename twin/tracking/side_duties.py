"""What the members hold for true of residual chlorine, of the ion-exchange columns and of steam, as a document.

Lives here: active chlorine before and behind the peroxide, how long the lead column lasts and what a swap now would
cost, steam raised and what heaters draw.
Lives elsewhere: dechlorination, peroxide and burner (twin.hcl), columns (twin.ion_exchange), thermostats
(twin.matter.vessels).

The line has no steam header: what a heater needs is told as the steam that would give it. Feed heaters of the cells
are left out, since they take their heat from what leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from twin.ion_exchange.report import columns_now
from twin.plant import Plant
from twin.tracking.filter import Floats
from twin.tracking.inputs import column

HOT = 323.15
"""Vessels that are kept warmer than this are heated with steam [K]; cooler ones with what is at hand."""
LEAST = 1e3
"""Heat that is told [W]."""
HOUR = 3600.0
SWAP = ("loaded_share", "remaining_h", "HCl_wasted_kg_if_now", "LiOH_wasted_kg_if_now")
"""Figures of a swap that are told as bands."""


def chlorine_and_steam_document(at: float, plants: Sequence[Plant]) -> dict[str, Any]:
    """Chlorine in kg/m3, steam in kg/h; each as the band of the members, heaters by the mean of them."""
    stripped = [float(one.line.dechlorination.seen[0].residual) for one in plants]
    polished = [float(one.line.polish.seen[0].residual) for one in plants]
    raised = [HOUR * float(one.line.hcl.seen[0].steam) for one in plants]
    enthalpy = float(plants[0].line.hcl.units[0].steam_enthalpy)
    heaters = [{name: HOUR * watts / enthalpy for name, watts in heaters_of(one).items()} for one in plants]
    names = sorted({name for each in heaters for name in each})
    drawn = np.array([sum(each.values()) for each in heaters])
    return {
        "at": at, "stripped_kg_per_m3": _band(stripped), "polished_kg_per_m3": _band(polished),
        "steam_raised_kg_per_h": _band(raised), "steam_drawn_kg_per_h": _band(drawn),
        "heaters_kg_per_h": {name: float(np.mean([each.get(name, 0.0) for each in heaters])) for name in names},
        "columns": columns_of(plants),
    }  # fmt: skip


def columns_of(plants: Sequence[Plant]) -> dict[str, Any]:
    """The lead column and the swap, as bands; nothing while no brine flows through a member's columns."""
    told = [one for one in (columns_now(plant.line) for plant in plants) if one is not None]
    if not told:
        return {}
    found = {name: _band([one["swap"][name] for one in told]) for name in SWAP}
    lost = np.mean([one["capacity_lost"] for one in told], axis=0)
    return {**found, "lead": told[0]["lead"], "ready": all(one["swap"]["ready"] for one in told),
            "capacity_lost": lost.tolist()}  # fmt: skip


def heaters_of(plant: Plant) -> dict[str, float]:
    """Heat that heaters put in now [W], by vessel."""
    line, found = plant.line, dict[str, float]()
    duty, kept = column(line.vessels.seen, "duty"), column(line.vessels.plates, "temperature")
    for name, row in plant.builder.at.items():
        if kept[row] > HOT and duty[row] < -LEAST:
            found[name] = -float(duty[row])
    cells = float(np.maximum(-column(line.electrolysis.seen, "cooling"), 0.0).sum())
    boiler = float(np.maximum(-column(line.crystallisation.seen, "vent"), 0.0).sum())
    return found | {name: heat for name, heat in (("cells", cells), ("X-601", boiler)) if heat > LEAST}


def _band(values: Sequence[float] | Floats) -> dict[str, float]:
    low, middle, high = np.percentile(values, (10.0, 50.0, 90.0)).tolist()
    return {"p10": low, "p50": middle, "p90": high}
