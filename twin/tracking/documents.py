"""What tracking tells the store: figures of merit, estimates, balances, as documents.

Lives here: their shape (the stable interfaces). Lives elsewhere: numbers (.ledgers, .ensemble), forecasts and scores
(twin.forecast), archiving (the service).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from twin.kpi import UNITS
from twin.ledger import ENTERING, FENCE, Totals, closure
from twin.matter.components import COUNT, ELEMENT_MATRIX, ELEMENTS
from twin.signals import SIGNALS
from twin.tracking.ensemble import Ensemble
from twin.tracking.filter import Floats
from twin.tracking.ledgers import Band, Moment
from twin.vessel_rows import letter

HOUR = 3600.0
NAMES = {
    1: "feed", 5: "carbon dioxide", 7: "barium", 9: "cake", 20: "purge", 26: "bought acid", 31: "product",
    32: "carbon dioxide for carbonation", 33: "filtrate", 40: "ion exchange", 45: "dryer vapour", 49: "water",
    52: "lye", 54: "hypochlorite", 55: "vent", 58: "surplus loop water", 59: "leaked air", 60: "imported hydrogen",
    61: "overflow of condensate", 66: "peroxide", 67: "oxygen of the peroxide", 69: "boiler feed water", 70: "steam",
    71: "nitrogen", 72: "side beds",
}  # fmt: skip
"""Streams over the fence, as people call them."""
LEAST_KMOL_PER_H = 5e-4


def kpi_document(at: float, window: float, found: Mapping[str, Band], *, doubt: str = "") -> dict[str, Any]:
    """Figures of merit over a window [s] that ends at a time [Unix s]; `doubt` says why they are uncertain."""
    values = {}
    for name, band in found.items():
        quality = "n/a" if band.p50 is None else "uncertain" if doubt else "good"
        values[name] = {
            "value": band.p50, "p10": band.p10, "p90": band.p90, "unit": band.unit, "quality": quality,
            "reason": band.reason or doubt,
        }  # fmt: skip
    return {"at": _iso(at), "window_h": round(window / HOUR, 3), "values": values}


def no_kpi_document(at: float, reason: str) -> dict[str, Any]:
    """No figure is available yet."""
    return kpi_document(at, 0.0, {name: Band(None, None, None, unit, reason) for name, unit in UNITS.items()})


def estimate_document(at: float, ensemble: Ensemble, advisories: Sequence[str]) -> dict[str, Any]:
    """What the members hold for true: signals, parameters, whether the spread is honest."""
    names = ensemble.panel.names
    signals = {
        name: _quantiles(row, SIGNALS[name].unit) for name, row in zip(names, ensemble.predicted(names), strict=True)
    }
    parameters = {}
    for k, row in enumerate(ensemble.efficiencies()):
        parameters[f"electrolysis.E-301{letter(k)}.current_efficiency"] = {**_quantiles(row, "-"), "observable": True}
    for one, row in zip(ensemble.levers.parameters, ensemble.levers.values(), strict=True):
        parameters[one.name] = {**_quantiles(row, one.unit), "observable": bool(one.observable)}
    scale = float(np.median(ensemble.consistency.scale))
    return {
        "at": at, "members": len(ensemble.plants), "signals": signals, "parameters": parameters,
        "spread_ok": bool(ensemble.spread_ok), "surprise": round(scale, 3), "advisories": list(advisories),
    }  # fmt: skip


def balance_document(at: float, start: Moment, end: Moment, *, members: int) -> dict[str, Any]:
    """Lithium and chlorine over the fence, mean of the members, streams in and out by name [kmol/h].

    What came in is what went out, what was gained inside (`change`) and what corrections account for (`unexplained`).
    """
    first, last = _mean(start, members), _mean(end, members)
    hours = max((end.time - start.time) / HOUR, 1e-9)
    crossed = (last.fence - first.fence)[:, :COUNT] / 1000.0 / hours
    gained = (last.inside - first.inside)[:COUNT] / 1000.0 / hours
    found: dict[str, Any] = {"at": at, "window_h": round(hours, 3), "change": {}, "unexplained": {}}
    for element in ("Li", "Cl"):
        weights = ELEMENT_MATRIX[ELEMENTS.index(element)]
        flows, change = crossed @ weights, float(gained @ weights)
        net = float(flows[: len(ENTERING)].sum() - flows[len(ENTERING) :].sum())
        found[element] = _entries(flows)
        found["change"][element], found["unexplained"][element] = change, net - change
    unexplained = closure(first, last)
    return {**found, "closure": {name: unexplained[name] for name in ("Li", "Cl")}}


def _mean(moment: Moment, members: int) -> Totals:
    """The ledger of the mean member. What corrections added or removed is all that does not close in it."""
    every = [moment.totals(k) for k in range(members)]
    meter = {name: float(np.mean([one.meter[name] for one in every])) for name in every[0].meter}
    return Totals(np.mean([one.inside for one in every], axis=0), np.mean([one.fence for one in every], axis=0), meter)


def _entries(flows: Floats) -> list[dict[str, Any]]:
    return [
        {"name": NAMES[stream], "kmol_per_h": flow, "way": "in" if stream in ENTERING else "out"}
        for stream, flow in zip(FENCE, flows.tolist(), strict=True)
        if abs(flow) >= LEAST_KMOL_PER_H
    ]


def _quantiles(row: Floats, unit: str) -> dict[str, Any]:
    low, middle, high = np.percentile(row, (10.0, 50.0, 90.0)).tolist()
    return {"p10": low, "p50": middle, "p90": high, "unit": unit}


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
