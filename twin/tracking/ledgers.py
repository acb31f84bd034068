"""Ledgers of all members at once, and what they were before: the source of every live figure of merit.

Lives here: totals of the members as arrays, a ring of past moments, windows, figures of merit with their bands.
Lives elsewhere: what the ledger counts (twin.ledger), definitions of the figures (twin.kpi).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from twin.design import Design
from twin.kpi import UNITS, kpis
from twin.ledger import Meter, Totals, totals
from twin.matter.components import COUNT
from twin.plant import Plant
from twin.tracking.filter import Floats

HELD = ("vessels", "columns", "resin", "solids")
"""Blocks of the state that an inventory is made of."""
METERS = tuple(Meter.__dataclass_fields__)


class Moment(NamedTuple):
    """The ledgers of all members at one time."""

    time: float
    """[s] of the twin's clock."""
    inside: Floats
    """[member, component or enthalpy]"""
    fence: Floats
    """[member, stream x component]"""
    meter: Floats
    """[member, meter]"""

    def totals(self, member: int) -> Totals:
        """The ledger of one member."""
        meter = dict(zip(METERS, self.meter[member].tolist(), strict=True))
        return Totals(self.inside[member], self.fence[member].reshape(-1, COUNT + 1), meter)


class LedgerReader:
    """Reads the ledgers of many plants of one design, quickly: inventories are linear in the state."""

    def __init__(self, plant: Plant) -> None:
        self._places = {name: block.place for name, block in plant.memory.blocks["state"].items()}
        self._weights = _inventory_weights(plant)

    def read(self, time: float, states: Floats) -> Moment:
        """The ledgers now, from the states of the members [member, state]."""
        fence, meter = states[:, self._places["fence"]], states[:, self._places["meter"]]
        return Moment(time, states @ self._weights, fence.copy(), meter.copy())


def states_of(plants: Sequence[Plant]) -> Floats:
    """States of the members [member, state]."""
    return np.array([plant.memory.used("state") for plant in plants])


def _inventory_weights(plant: Plant) -> Floats:
    """What each state adds to the inventory, found by asking the ledger itself."""
    state = plant.memory.used("state")
    kept = state.copy()
    weights = np.zeros((state.size, COUNT + 1))
    state[:] = 0.0
    for name in HELD:
        block = plant.memory.blocks["state"].get(name)
        for place in range(block.place.start, block.place.stop) if block else ():
            state[place] = 1.0
            weights[place] = totals(plant.line).inside
            state[place] = 0.0
    state[:] = kept
    return weights


class History:
    """Past moments of the ledgers, one each `step` seconds, as long as the longest window."""

    def __init__(self, *, step: float = 600.0, length: float = 25.0 * 3600.0) -> None:
        self.step = step
        self.moments: deque[Moment] = deque(maxlen=int(length / step) + 1)

    def keep(self, moment: Moment) -> None:
        """Keep a moment if its time has come."""
        if not self.moments or moment.time >= self.moments[-1].time + self.step - 1.0:
            self.moments.append(moment)

    def at(self, time: float) -> Moment | None:
        """The newest moment not after a time [s]; the oldest when all are after it."""
        if not self.moments:
            return None
        best = self.moments[0]
        for moment in self.moments:
            if moment.time > time + 1.0:
                break
            best = moment
        return best

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file: each part of the moments as one array, the moment first."""
        return {name: np.array([getattr(one, name) for one in self.moments]) for name in Moment._fields}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self.moments.clear()
        parts = [data[name] for name in Moment._fields]
        self.moments.extend(Moment(float(time), *rest) for time, *rest in zip(*parts, strict=True))

    @property
    def since(self) -> float:
        """Time of the oldest moment [s]."""
        return self.moments[0].time if self.moments else float("inf")


class Band(NamedTuple):
    """A figure over the members; None: not available, with the reason."""

    p10: float | None
    p50: float | None
    p90: float | None
    unit: str
    reason: str


def figures(design: Design, start: Moment, end: Moment, *, members: int) -> list[dict[str, float | None]]:
    """Figures of merit of the first members between two moments."""
    found = []
    for member in range(members):
        all_of = kpis(design, start.totals(member), end.totals(member))
        found.append({name: figure.value for name, figure in all_of.items()})
    return found


def bands(design: Design, start: Moment, end: Moment, *, members: int) -> Mapping[str, Band]:
    """Figures of merit over a window, as P10, P50 and P90 of the first members."""
    every = figures(design, start, end, members=members)
    reasons = kpis(design, start.totals(0), end.totals(0))
    found = {}
    for name, unit in UNITS.items():
        values = [one[name] for one in every]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            reason = reasons[name].reason or "some members have no denominator in this window"
            found[name] = Band(None, None, None, unit, reason)
        else:
            low, middle, high = np.percentile(known, (10.0, 50.0, 90.0)).tolist()
            found[name] = Band(low, middle, high, unit, "")
    return found
