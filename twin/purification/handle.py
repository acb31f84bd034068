"""What people may do to candle filters and filter press.

Lives here: verbs, with the jumps of a cake drop and of a dumped heel.
Lives elsewhere: when they are used (.procedure); the same cake averaged over time (.equipment).
"""

from __future__ import annotations

from twin.control.permits import Permits
from twin.control.turnaround import WORKS
from twin.engine.rows import Floats, Signal
from twin.matter.components import COUNT, H2O, LIQUID
from twin.matter.constants import M_LICL
from twin.matter.enthalpy import FORMATION, WATER_HEAT_CAPACITY
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY, REFERENCE_T, Vessels, lithium_chloride, mass_of
from twin.purification.equipment import Purification

HEEL = 140.0
"""LiCl in the 0.5 m3 that a candle filter holds [kg] (vessel list, schedule heel_dumped)."""


class FilterHandle:
    """Filters of a train.

    lost  row of the ledger's fence for stream S09: what leaves is counted at once
    drop  signal: pressure drop of the filter in service [Pa]
    """

    def __init__(
        self, section: Purification, vessels: Vessels, k: int, *, lost: Floats, permits: Permits, drop: Signal
    ) -> None:
        self._unit, self._command, self._vessels, self._lost = section.trains[k], section.commands[k], vessels, lost
        self._permits, self.drop = permits, drop
        self._cake, self._order = section.cakes[k], section.candle_commands[k]
        self.full = float(section.candles[k].end)
        """Pressure drop at which a filter is taken off [Pa]."""

    def stands(self) -> bool:
        """Whether no brine comes, for works on the whole plant."""
        return self._permits.acts(WORKS)

    def leave_average(self) -> None:
        """Cake gathers until it is dropped, from now on."""
        self._command.averaged = 0.0

    def filter_brine(self) -> None:
        """One filter is on duty and takes all brine."""
        self._command.brine_on_duty = 1.0

    def take_over(self, *, cake_factor: float) -> None:
        """The clean filter takes over; this is the resistance of the cake that it will gather, over the usual one.

        What the other has gathered lies in the press already: cake is counted from the precipitators on.
        """
        self._cake.mass = 0.0
        self._order.cake_factor = cake_factor

    def dump_heel(self) -> None:
        """The heel of a filter goes to the drain instead of back."""
        v = self._unit.target
        held = M_LICL * lithium_chloride(self._vessels.now, v)
        self._give_away(v, min(HEEL / max(held, HEEL), 1.0))

    def drop_cake(self) -> None:
        """All cake leaves with the liquid that it holds; it is washed with deionised water."""
        unit, now = self._unit, self._vessels.now
        solids = mass_of(now, unit.cake, LIQUID)
        liquid = solids * unit.cake_liquid / (1.0 - unit.cake_liquid)
        self._give_away(unit.cake, 1.0)
        wash = unit.cake_wash * (solids + liquid) / mass_of(now, unit.water, LIQUID)
        now[unit.target] += wash * now[unit.water]
        now[unit.water] -= wash * now[unit.water]
        self._give_away(unit.target, unit.cake_brine * liquid / mass_of(now, unit.target, LIQUID))
        moles = (1.0 - unit.cake_brine) * liquid / COMPONENT_MASS[H2O]
        above = self._vessels.seen[unit.target].temperature - REFERENCE_T
        heat = moles * (FORMATION[H2O] + WATER_HEAT_CAPACITY * COMPONENT_MASS[H2O] * above)
        for row, column in ((self._lost, COUNT), (now[unit.target], ENTHALPY)):
            sign = 1.0 if row is self._lost else -1.0
            row[H2O] += sign * moles
            row[column] += sign * heat

    def _give_away(self, v: int, share: float) -> None:
        """A share of a vessel's content over the fence."""
        held = self._vessels.now[v]
        self._lost[:LIQUID] += share * held[:LIQUID]
        self._lost[COUNT] += share * held[ENTHALPY]
        held -= share * held
