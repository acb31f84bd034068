"""What a sequence may do to an electrolyser, and what it can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from twin.control.permits import Permits
from twin.control.turnaround import CELLS_OFF
from twin.control.utilities import NITROGEN
from twin.electrolysis.equipment import ElectrolyserSignal, Electrolysis
from twin.engine.rows import Memory

NEAR = 0.5
"""Distance from the target at which a ramp has arrived [A]."""
MOVED = 1.0
"""Distance from the target at which a new ramp begins [A]."""
TRIP_LOSS = 0.0005
TRIP_VOLTAGE = 0.001
"""What a trip costs: current efficiency [-], and voltage at the reference's density [V] (data book section 5, R-lo)."""
REFERENCE_DENSITY = 3729.0
"""[A/m2]"""
RENEWAL = "membranes"
"""`membranes A`: the cause that takes the load off an electrolyser whose membranes are renewed."""


class ElectrolyserHandle:
    """One electrolyser with its rectifier.

    rise, fall  usual rates of the current density [A/(m2 s)]
    """

    def __init__(
        self, section: Electrolysis, memory: Memory, k: int, *, letter: str, permits: Permits, rise: float, fall: float
    ) -> None:
        self.letter, self.permits, self.elements = letter, permits, float(section.units[k].elements)
        self._renewals = [f"{RENEWAL} {other}" for other in permits.letters]
        self.renewal = f"{RENEWAL} {letter}"
        self._command, self._now, self._area = section.commands[k], section.now[k], float(section.units[k].area)
        self._rise, self._fall = rise * self._area, fall * self._area
        self.excess = memory.signal("electrolysers", ElectrolyserSignal, k, "excess")
        self.permit = memory.signal("electrolysers", ElectrolyserSignal, k, "permit")
        self.start = memory.signal("electrolysers", ElectrolyserSignal, k, "start")
        self.current = memory.signal("electrolysers", ElectrolyserSignal, k, "current")

    def ramp_up(self) -> None:
        """Raise the current towards its target; loops circulate, acid may be dosed."""
        self.circulate()
        self._command.acid_on = 1.0
        self._command.ramp = self._rise

    def ramp_down(self) -> None:
        """Lower the current towards its target, at the rate that the most urgent cause asks for."""
        self._command.ramp = -max(self._fall, self.permits.fall(self.letter))

    def hold_load(self) -> None:
        """Stay at the target, if that is where the current is."""
        self.circulate()
        self._command.acid_on = 1.0
        self._command.ramp = 0.0
        if abs(self._now.current - self._command.target) <= MOVED:
            self._now.current = self._command.target

    def trip(self) -> None:
        """Rectifier off at once, acid off; what a trip costs the membranes."""
        if self._now.current > 0.0:
            self._now.loss += TRIP_LOSS
            self._now.resistance += TRIP_VOLTAGE / REFERENCE_DENSITY
        self.rest()
        self.permits.take_out(self.letter)

    def rest(self) -> None:
        """No current, no acid; loops circulate, polarisation on."""
        self._now.current = 0.0
        self._command.ramp = self._command.acid_on = 0.0
        self.circulate()

    def isolate(self) -> None:
        """No current, loops shut off."""
        self.rest()
        self._command.circulating = 0.0
        self.permits.take_out(self.letter)

    def circulate(self) -> None:
        """Loops run and are fed."""
        self._command.circulating = 1.0

    def stands(self) -> bool:
        """Whether it goes down for works on the whole plant."""
        return self.permits.acts(CELLS_OFF)

    def can_start(self) -> bool:
        """Whether there is nitrogen to start with."""
        return not self.permits.acts(NITROGEN)

    def may_renew(self) -> bool:
        """Whether no other electrolyser gets membranes: they have them one by one."""
        return not any(self.permits.acts(name) for name in self._renewals)

    def take_load_off(self) -> None:
        """The others carry its load as far as they can, its current goes down as usual."""
        self.permits.act(self.renewal, share=0.0)

    def renews(self) -> bool:
        """Whether its load is off for new membranes."""
        return self.permits.acts(self.renewal)

    def renew_membranes(self) -> None:
        """All elements get new membranes: what ageing and trips took is back."""
        self._now.loss = self._now.resistance = 0.0

    def give_load_back(self) -> None:
        """It may be loaded again."""
        self.permits.clear(self.renewal)

    def report_ready(self) -> None:
        """It can take load."""
        self.permits.put_in(self.letter)
