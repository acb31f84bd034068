"""What the sequence may do to an ion-exchange station, and what it can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from twin.engine.rows import Floats, Memory
from twin.ion_exchange.equipment import HYDROGEN, NONE, IonExchange, StationSignal, on_resin
from twin.matter.components import COUNT


class StationHandle:
    """One station of columns that take turns: lead, lag = next, third = regeneration or standby (XS-265).

    spent    counter of what leaves with changed resin
    worn_at  share of its capacity that resin has lost when it is changed
    """

    def __init__(self, section: IonExchange, memory: Memory, k: int, *, spent: Floats, worn_at: float) -> None:
        self._command, self._columns = section.commands[k], int(section.units[k].columns)
        self._section, self._unit, self._seen = section, section.units[k], section.seen[k]
        self._spent, self._worn_at = spent, worn_at
        self.swap_at = float(self._unit.swap_at)
        self.between = memory.signal("stations", StationSignal, k, "between")
        self.outlet = memory.signal("stations", StationSignal, k, "outlet")

    def leave_average(self) -> None:
        """Columns load and are regenerated one by one from now on."""
        self._command.averaged = 0.0

    def order(self, lead: int) -> None:
        """Which column leads [number from 0]; the next one follows, the one before is off line."""
        self._command.lead = float(lead)
        self._command.off = float((lead - 1) % self._columns)

    def swap(self) -> None:
        """The spent lead column goes off line, the next one leads."""
        self.order((int(self._command.lead) + 1) % self._columns)

    def hardness(self) -> float:
        """The larger of both hardnesses that the analyser sees, behind the lead and behind the lag column [kg/m3]."""
        return max(float(self._seen.between), float(self._seen.outlet))

    def serve(self) -> None:
        """All columns in service or standing by."""
        self._run(step=0, hours=1.0, alone=False)

    def regenerate(self, step: int, *, hours: float) -> None:
        """A step of the regeneration of the column that is off line."""
        self._run(step=step, hours=hours, alone=self._columns < 3)

    def wait_off_line(self) -> None:
        """The spent column is off line, nothing flows through it."""
        self._run(step=0, hours=1.0, alone=self._columns < 3)

    def tire(self) -> None:
        """A regeneration has made the beads of the column that is off line swell and shrink."""
        bed = self._bed()
        bed.lost += float(self._unit.osmotic_fade) * (1.0 - bed.lost)

    def is_worn(self) -> bool:
        """Whether the resin of the column that is off line is to be changed."""
        return bool(self._bed().lost >= self._worn_at)

    def change_resin(self) -> None:
        """Resin of the column that is off line out, with what acid has left on it; new resin in hydrogen form in."""
        unit, off = self._unit, int(self._command.off)
        start = int(unit.first + off * unit.slices)
        resin = self._section.resin[start : start + int(unit.slices)]
        new = np.zeros_like(resin)
        new[:, HYDROGEN] = unit.sites * unit.resin / unit.slices
        self._spent[:COUNT] += on_resin((resin - new).sum(axis=0))
        resin[:] = new
        self._bed().lost = 0.0

    def _bed(self) -> Any:
        return self._section.beds[int(self._unit.first_bed + self._command.off)]

    def _run(self, *, step: int, hours: float, alone: bool) -> None:
        command = self._command
        following = (command.lead + 1.0) % self._columns
        command.lag = float(NONE) if alone or self._columns == 1 else following
        command.step, command.hours, command.open = float(step), hours, 1.0
