"""What people may do to a batch reactor, and what they can wait for.

Lives here: verbs, signals, how much a batch takes. Lives elsewhere: phases (.batch_procedure), the reactor (.batch).
"""

from __future__ import annotations

from twin.dissolution.batch import Batches, ReactorSignal
from twin.dissolution.equipment import Dissolution
from twin.engine.rows import Floats, Memory
from twin.matter.constants import M_CACO3, M_HCL, M_LI2CO3, M_MGCO3, M_NA2CO3
from twin.matter.vessels import Condition, Vessels

ACID_STRENGTH = 0.33
"""Of the acid that is charged, for the room it takes [kg/kg]."""
LARGEST = 1.35
"""Largest batch over the nominal one [-]: 12 of 16 m3."""
MARGIN = 1.05
"""Of the heel, at which a transfer ends [-]."""
EMPTY_TANK, FULL_TANK = 0.2, 0.7
"""Levels that are taken for room and for stock enough, however large a batch is beside the tank [-]: guards against a
house that would wait for ever."""


class ReactorHandle:
    """One reactor of several that share the work.

    interval  time in which this reactor's batch must carry the plant's feed [s]
    heel      what stays in the reactor [kg]
    share     of the plant's feed that this reactor carries [-]
    low       of the tank of recycled brine, the level to which batches may draw it [-]
    high      of the tank of raw brine, the level to which batches may fill it [-]
    top       of the reactor itself, the level to which it is filled [-]
    """

    def __init__(
        self, section: Batches, house: Dissolution, memory: Memory, k: int, *, interval: float, heel: float,
        share: float, signal: Floats, vessels: Vessels, low: float, high: float, top: float,
    ) -> None:  # fmt: skip
        self._unit, self._command, self._house = section.units[k], section.commands[k], house
        self._signal, self._interval, self._share = signal, interval, share
        self.heel = MARGIN * heel
        self.mass = memory.signal("reactors", ReactorSignal, k, "mass")
        self._reading = section.seen[k]
        self._vessels, self._low, self._high, self._top = vessels, low, high, top
        self.brine = memory.signal("vessels", Condition, self._unit.recycle, "level")
        self.raw = memory.signal("vessels", Condition, self._unit.target, "level")

    def take_over(self) -> None:
        """Batches dissolve the feed from now on."""
        self._house.lots[0].continuous = 0.0

    def enough(self, brine: float) -> float:
        """Level of the tank of recycled brine from which so much of it [kg] can be charged [-]."""
        return min(self._low + self._depth(brine, self._unit.recycle), FULL_TANK)

    def room(self) -> float:
        """Level of the tank of raw brine below which it takes this batch [-]."""
        batch = max(float(self._reading.mass) - self.heel / MARGIN, 0.0)
        return max(self._high - self._depth(batch, self._unit.target), EMPTY_TANK)

    def _depth(self, mass: float, tank: int) -> float:
        """Share of a tank that a mass of its liquid [kg] takes [-]."""
        return mass / float(self._vessels.seen[tank].density * self._vessels.plates[tank].capacity)

    def recipe(self, since: float) -> dict[str, float]:
        """Solids and recycled brine of the next batch [kg]: this reactor's share of what the loops order.

        since  time since this reactor was charged last [s], so that a slow batch is made up for by a larger one, as
        far as the reactor holds it
        """
        unit = self._house.units[0]
        solid, brine = float(self._signal[unit.feed_order]), float(self._signal[unit.recycle_order])
        interval = min(max(since * self._share, 0.5 * self._interval), LARGEST * self._interval)
        flow = brine + solid * (1.0 + self._acid_per_solid() * M_HCL / ACID_STRENGTH)
        interval = min(interval, self._holds() / max(flow, 1e-9))
        return {"solid": solid * interval, "brine": brine * interval}

    def _holds(self) -> float:
        """Brine that the reactor takes beside its heel, up to its high alarm [kg]; CO2 that leaves is not deducted."""
        tank = self._unit.vessel
        capacity = self._top * float(self._vessels.plates[tank].capacity * self._vessels.seen[tank].density)
        return max(capacity - self.heel, 0.0)

    def _acid_per_solid(self) -> float:
        """HCl that carbonate feed takes [mol/kg]."""
        lot = self._house.lots[0]
        return float(2.0 * (lot.li2co3 / M_LI2CO3 + lot.na2co3 / M_NA2CO3 + lot.caco3 / M_CACO3 + lot.mgco3 / M_MGCO3))

    def stand(self) -> None:
        """Nothing flows."""
        self._set()

    def charge(self, brine: float) -> None:
        """Recycled brine in [kg/s]."""
        self._set(brine=brine)

    def feed(self, solid: float) -> None:
        """Solids in [kg/s], with the acid that they need; free acid of the recycled brine is used first."""
        self._set(solid=solid, acid=0.9 * self._acid_per_solid() * solid)

    def finish(self) -> None:
        """Acid to the end point; carbon dioxide strips."""
        self._set(finish=1.0)

    def transfer(self, seconds: float) -> None:
        """Finished brine to the raw brine tank, in about this time [s]."""
        self._set(drain=max(self._reading.mass - self.heel / MARGIN, 0.0) / seconds)

    def _set(
        self, *, solid: float = 0.0, brine: float = 0.0, acid: float = 0.0, finish: float = 0.0, drain: float = 0.0
    ) -> None:
        command = self._command
        command.solid, command.brine, command.acid = solid, brine, acid
        command.finish, command.drain = finish, drain
