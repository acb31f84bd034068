"""What people should hear of: current efficiency that has stepped, sensors in conflict or frozen.

Lives here: rules with persistence (a rule without it false-alarms on good meters), one event each.
Lives elsewhere: estimates (.ensemble), the store that keeps events (the service).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from typing import Any

import numpy as np

from twin.tracking.ensemble import Ensemble
from twin.vessel_rows import letter

STEP = 0.010
"""Change of current efficiency that is told [-]."""
SURE = 2.5
"""And it is this many times the spread of both estimates."""
LASTING = 1800.0
"""For this long [s]."""
GAP, REFERENCE = 3.0 * 3600.0, 4.0 * 3600.0
"""The present is compared with a stretch of the past that ended `GAP` ago and is `REFERENCE` long [s]."""
SETTLING = 3600.0
"""After the start or a told step nothing is learnt for so long [s]."""
LEAST = 3600.0
"""Length that the reference must have [s]."""
GATED = 10
"""Minutes behind the gate after which a sensor is in conflict."""
LOADED = 0.2
"""Share of the full current below which efficiency says nothing."""


class Watch:
    """Looks at the ensemble each minute."""

    def __init__(self, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        units = len(ensemble.plants[0].line.electrolysis.units)
        self._past: list[deque[tuple[float, float, float]]] = [deque() for _ in range(units)]
        self._since = [math.inf] * units
        self._from = [ensemble.time + SETTLING] * units
        self._conflicts: set[str] = set()
        self.advisories: list[str] = []

    def look(self, at: float) -> list[dict[str, Any]]:
        """New events of this minute [Unix s]."""
        return [*self._efficiencies(at), *self._sensors(at)]

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        return {
            "past": [np.array(past) for past in self._past], "since": list(self._since), "from": list(self._from),
            "conflicts": sorted(self._conflicts), "advisories": list(self.advisories),
        }  # fmt: skip

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self._past = [deque(map(tuple, past.tolist())) for past in data["past"]]
        self._since, self._from = list(data["since"]), list(data["from"])
        self._conflicts, self.advisories = set(data["conflicts"]), list(data["advisories"])

    def _efficiencies(self, at: float) -> list[dict[str, Any]]:
        found, full = [], self.ensemble.load.full
        currents = self.ensemble.electrolysers[0].drawn
        for k, row in enumerate(self.ensemble.nominal_efficiencies()):
            if currents[k] < LOADED * full[k]:
                continue
            now, spread = float(np.median(row)), float(row.std(ddof=1))
            before = self._reference(k, at, now, spread)
            sure = before is not None and abs(now - before[0]) > max(STEP, SURE * math.hypot(spread, before[1]))
            self._since[k] = min(self._since[k], at) if sure else math.inf
            if before is not None and at - self._since[k] >= LASTING - 1.0:
                found.append(self._stepped(at, k, before[0], now))
                self._past[k].clear()
                self._since[k], self._from[k] = math.inf, at + SETTLING
        return found

    def _reference(self, k: int, at: float, now: float, spread: float) -> tuple[float, float] | None:
        """Median and spread of the past that the present is compared with, when it is long enough."""
        past = self._past[k]
        if at >= self._from[k]:
            past.append((at, now, spread))
        while past and past[0][0] < at - GAP - REFERENCE:
            past.popleft()
        older = [one for one in past if one[0] <= at - GAP]
        if not older or older[-1][0] - older[0][0] < LEAST - 1.0:
            return None
        return float(np.median([one[1] for one in older])), float(np.median([one[2] for one in older]))

    @staticmethod
    def _stepped(at: float, k: int, before: float, now: float) -> dict[str, Any]:
        way = "fell" if now < before else "rose"
        text = f"current efficiency of E-301{letter(k)} {way} from {before:.1%} to {now:.1%}"
        return {"at": at, "kind": "efficiency", "text": text, "unit": f"E-301{letter(k)}", "from": before, "to": now}

    def _sensors(self, at: float) -> list[dict[str, Any]]:
        names = self.ensemble.panel.names
        conflicts = {name for name, minutes in zip(names, self.ensemble.gated, strict=True) if minutes >= GATED}
        frozen = set(self.ensemble.panel.frozen)
        new = (conflicts | frozen) - self._conflicts
        self._conflicts = conflicts | frozen
        self.advisories = [f"{name} disagrees with the balance; left out" for name in sorted(conflicts - frozen)]
        self.advisories += [f"{name} stands still; left out" for name in sorted(frozen)]
        return [
            {"at": at, "kind": "sensor", "signal": name,
             "text": f"{name} {'stands still' if name in frozen else 'disagrees with the balance'}; left out"}
            for name in sorted(new)
        ]  # fmt: skip
