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
from twin.matter.components import CL, CL2, CLO3, COUNT, LI
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
    """Lithium and chlorine over the fence, mean of the members, streams in and out by name."""
    first, last = _mean(start, members), _mean(end, members)
    hours = max((end.time - start.time) / HOUR, 1e-9)
    crossed = (last.fence - first.fence)[:, :COUNT]
    chlorine = crossed[:, CL] + crossed[:, CLO3] + 2.0 * crossed[:, CL2]
    unexplained = closure(first, last)
    return {
        "at": at, "window_h": round(hours, 3), "Li": _entries(crossed[:, LI], hours), "Cl": _entries(chlorine, hours),
        "closure": {name: unexplained[name] for name in ("Li", "Cl")},
    }  # fmt: skip


def _mean(moment: Moment, members: int) -> Totals:
    """The ledger of the mean member. What corrections added or removed is all that does not close in it."""
    every = [moment.totals(k) for k in range(members)]
    meter = {name: float(np.mean([one.meter[name] for one in every])) for name in every[0].meter}
    return Totals(np.mean([one.inside for one in every], axis=0), np.mean([one.fence for one in every], axis=0), meter)


def _entries(amounts: Floats, hours: float) -> list[dict[str, Any]]:
    found = []
    for stream, amount in zip(FENCE, amounts.tolist(), strict=True):
        flow = amount / 1000.0 / hours
        if abs(flow) >= LEAST_KMOL_PER_H:
            found.append({"name": NAMES[stream], "kmol_per_h": flow, "way": "in" if stream in ENTERING else "out"})
    return found


def _quantiles(row: Floats, unit: str) -> dict[str, Any]:
    low, middle, high = np.percentile(row, (10.0, 50.0, 90.0)).tolist()
    return {"p10": low, "p50": middle, "p90": high, "unit": unit}


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()
