"""A forecast: every member runs ahead from where it stands, under the known plan and with chance.

Lives here: running ahead and back, targets over the shift that ends at each time, the document.
Lives elsewhere: members (twin.tracking), widening (.widening), scores (.score), chance (the sections' procedures).

Chance is trips by their times between failures, changes of load that nobody has announced, and a random walk of the
parameters that tracking moves each minute; each member draws its own, the same at every issue (common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from twin.engine.kernel_cache import source_mark
from twin.forecast.load import LoadHabit, Plan, covered, steps
from twin.forecast.widening import Widening
from twin.kpi import UNITS
from twin.plant import Plant
from twin.tracking.ensemble import Ensemble
from twin.tracking.filter import Floats
from twin.tracking.inputs import Electrolysers, Load, let_go, run_along
from twin.tracking.ledgers import History, LedgerReader, Moment, figures

TARGETS = ("throughput_t_per_d", "licl_recovery", "hcl_recovery")
HORIZON, RASTER, SHIFT = 24.0 * 3600.0, 1800.0, 8.0 * 3600.0
"""How far, how often and over which window [s]."""
DRIFT = 0.25
"""Parameters drift ahead by this share of the walk that lets tracking find a step [-]."""
DRIFT_EACH = 4
"""So many steps of the raster go by between two steps of the drift."""
LOADS = 1
"""Stream of random numbers that changes of load are drawn from."""
RAMPING = 900.0
"""Time in which a line without crew follows a planned load [s]."""
SAMPLED = (1, 2, 4, 8, 12, 16, 24)
"""Horizons whose members are kept for scoring [h]."""
MODEL = source_mark()
"""Fingerprint of all that moves the members."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where the members go."""

    issued: float
    """[s] of the twin's clock."""
    times: list[float]
    values: Mapping[str, Floats]
    """By target [time, member], NaN where there is no value."""
    open_loop: Mapping[str, Floats]
    """The same for the twin that no reading corrects [time]."""


def run_ahead(
    ensemble: Ensemble, history: History, reader: LedgerReader, *, plan: Plan = (), habit: LoadHabit | None = None,
    horizon: float = HORIZON, seed: int = 0,
) -> Ahead:  # fmt: skip
    """Run all members ahead and back again; nothing of it stays in them.

    plan   announced loads, by the twin's clock
    habit  where nothing is announced, members draw changes of load from it; without it the load stays as it is
    """
    now = ensemble.plants[0].time
    times = [now + RASTER * (n + 1) for n in range(round(horizon / RASTER))]
    members = []
    for k, plant in enumerate(ensemble.everyone):
        chance, random = None if plant is ensemble.open_loop else habit, np.random.default_rng((seed, k, LOADS))
        loads = steps(plan, chance, now=now, end=times[-1], share=ensemble.load.share, random=random)
        members.append(_run_one(plant, ensemble, times, loads, np.random.default_rng((seed, k))))
    states = np.array(members)
    moments = [reader.read(time, states[:, n]) for n, time in enumerate(times)]
    count = len(ensemble.everyone)
    values = np.full((len(TARGETS), len(times), count), np.nan)
    for n, end in enumerate(moments):
        start = _start(history, moments, end.time - SHIFT)
        if start is None:
            continue
        every = figures(ensemble.design, start, end, members=count)
        for row, name in enumerate(TARGETS):
            values[row, n] = [np.nan if one[name] is None else one[name] for one in every]
    return Ahead(
        now, times, {name: values[row, :, :-1] for row, name in enumerate(TARGETS)},
        {name: values[row, :, -1] for row, name in enumerate(TARGETS)},
    )  # fmt: skip


def _start(history: History, ahead: Sequence[Moment], time: float) -> Moment | None:
    """The moment a window begins with: of the past, or ahead."""
    if ahead and time >= ahead[0].time - 1.0:
        return ahead[round((time - ahead[0].time) / RASTER)]
    return history.at(time)


def _run_one(
    plant: Plant, ensemble: Ensemble, times: Sequence[float], loads: list[tuple[float, float]],
    random: np.random.Generator,
) -> list[Floats]:  # fmt: skip
    """States of one plant at times ahead; it stands where it stood when this returns."""
    snapshot, states = plant.snapshot(), []
    walkers = [one for one in ensemble.levers.parameters if not one.slow]
    kept = [(plates, field, at, value) for plates, field, at, value in _plates(plant, walkers)]
    load = ensemble.load
    let_go(plant, plant.time)
    try:
        for time in times:
            while loads and loads[0][0] <= time:
                _change_load(plant, load, *loads.pop(0))
            if plant.time < time:
                plant.run(time)
            states.append(plant.memory.used("state").copy())
            if len(states) % DRIFT_EACH == 0:
                for one in walkers:
                    _drift(plant, one, random)
    finally:
        plant.rewind(snapshot)
        for plates, field, at, value in kept:
            plates[field][at] = value
    return states


def _plates(plant: Plant, walkers: Sequence[Any]) -> list[tuple[Any, str, int, float]]:
    found = []
    for one in walkers:
        plates: Any = getattr(getattr(plant.line, one.section), one.rows)
        found += [(plates, one.field, at, float(plates[one.field][at])) for at in one.at]
    return found


def _drift(plant: Plant, one: Any, random: np.random.Generator) -> None:
    for plates, field, at, value in _plates(plant, [one]):
        walk = DRIFT * one.walk * np.sqrt(DRIFT_EACH * RASTER / 60.0)
        step = walk * one.bounds.slope(value) * random.standard_normal()
        plates[field][at] = one.bounds.outward(one.bounds.inward(np.array(value)) + step)


def _change_load(plant: Plant, load: Load, time: float, share: float) -> None:
    plant.run(max(time, plant.time))
    load.ask(plant, share)
    if not plant.procedures:
        run_along(Electrolysers(plant), plant.time + RAMPING, share * np.array(load.full))
    else:
        plant.refresh()


def document(
    ahead: Ahead, ensemble: Ensemble, widening: Widening, *, plan: Plan = (), habit: LoadHabit | None = None
) -> dict[str, Any]:
    """The forecast as it is archived, times in Unix seconds; plan (by the twin's clock) and habit as in `run_ahead`."""
    times = [time + ensemble.epoch for time in ahead.times]
    issued = ahead.issued + ensemble.epoch
    targets, sample = {}, {}
    for name, values in ahead.values.items():
        low, middle, high = widening.widened(name, ahead.times, ahead.issued, *_bands(values))
        targets[name] = {
            "unit": UNITS[name], "times": times, "p10": _listed(low), "p50": _listed(middle), "p90": _listed(high)
        }  # fmt: skip
        rows = [row for row in (round(3600 * h / RASTER) - 1 for h in SAMPLED) if row < len(times)]
        drawn = [_listed(np.sort(values[row])) for row in rows]
        sample[name] = {"times": [times[row] for row in rows], "members": drawn}
    return {
        "issued": issued, "issued_iso": datetime.fromtimestamp(issued, UTC).isoformat(),
        "horizon_h": round((ahead.times[-1] - ahead.issued) / 3600.0, 3), "window_h": SHIFT / 3600.0,
        "members": len(ensemble.plants), "targets": targets, "sample": sample,
        **_load_said(ahead, ensemble, plan, habit),
        "design_hash": ensemble.design.hash, "model_hash": MODEL, "widening": widening.said(),
    }  # fmt: skip


def _load_said(ahead: Ahead, ensemble: Ensemble, plan: Plan, habit: LoadHabit | None) -> dict[str, Any]:
    """What the forecast takes the load to be: for how much of it there is a plan, until when, what else may come."""
    now, end = ahead.issued, ahead.times[-1]
    known = covered(plan, now=now, end=end)
    said: dict[str, Any] = {"planned_share": round(known, 4), "planned_until": None, "unannounced": None}
    if known > 0.0:
        last = max(min(one.end, end) for one in plan if one.start < end)
        said["planned_until"] = datetime.fromtimestamp(last + ensemble.epoch, UTC).isoformat()
    if habit is not None:
        said["unannounced"] = habit.said()
    scenario = "load as planned" if known >= 1.0 else f"load planned for {known:.0%}" if known else "load not planned"
    return {"scenario": scenario, "load": said}


def _bands(values: Floats) -> tuple[Floats, Floats, Floats]:
    known = np.isfinite(values).mean(axis=1) > 0.5
    found = np.full((3, values.shape[0]), np.nan)
    if known.any():
        found[:, known] = np.nanpercentile(values[known], (10.0, 50.0, 90.0), axis=1)
    return found[0], found[1], found[2]


def _listed(values: Floats) -> list[float | None]:
    return [round(float(value), 6) if np.isfinite(value) else None for value in values]
