"""What people should hear of: current efficiency that has stepped, sensors in conflict or frozen.

Lives here: rules with persistence (a rule without it false-alarms on good meters), one event each.
Lives elsewhere: estimates (.ensemble), the store that keeps events (the service).
"""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from twin.tracking.ensemble import Ensemble
from twin.tracking.inputs import column
from twin.vessel_rows import letter

STEP = 0.010
"""Change of current efficiency that is told [-]."""
SURE = 2.5
"""And it is this many times the spread of both estimates."""
LASTING = 30
"""For this many minutes."""
REFERENCE = 240
"""Minutes of the past that the present is compared with; they end `GAP` minutes ago."""
GAP = 180
LEARNING = 60
"""Minutes that the reference needs."""
GATED = 10
"""Minutes behind the gate after which a sensor is in conflict."""
LOADED = 0.2
"""Share of the full current below which efficiency says nothing."""


class Watch:
    """Looks at the ensemble each minute."""

    def __init__(self, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        units = len(ensemble.plants[0].line.electrolysis.units)
        self._past: list[deque[tuple[float, float]]] = [deque(maxlen=REFERENCE + GAP) for _ in range(units)]
        self._lasting = [0] * units
        self._conflicts: set[str] = set()
        self.advisories: list[str] = []

    def look(self, at: float) -> list[dict[str, Any]]:
        """New events of this minute [Unix s]."""
        return [*self._efficiencies(at), *self._sensors(at)]

    def _efficiencies(self, at: float) -> list[dict[str, Any]]:
        found = []
        full = self.ensemble.load.full
        currents = column(self.ensemble.plants[0].line.electrolysis.seen, "current")
        for k, row in enumerate(self.ensemble.nominal_efficiencies()):
            now = (float(np.median(row)), float(row.std(ddof=1)))
            if currents[k] < LOADED * full[k]:
                continue
            past = self._past[k]
            past.append(now)
            reference = list(past)[: max(0, len(past) - GAP)]
            if len(reference) < LEARNING:
                continue
            before, spread = np.median([one[0] for one in reference]), np.median([one[1] for one in reference])
            gap = now[0] - float(before)
            sure = abs(gap) > max(STEP, SURE * float(np.hypot(now[1], spread)))
            self._lasting[k] = self._lasting[k] + 1 if sure else 0
            if self._lasting[k] == LASTING:
                found.append(self._stepped(at, k, float(before), now[0]))
                past.clear()
                self._lasting[k] = 0
        return found

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
