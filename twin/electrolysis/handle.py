"""What a sequence may do to an electrolyser, and what it can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from twin.control.loops import LoopCommand
from twin.control.permits import Permits
from twin.control.turnaround import CELLS_OFF
from twin.control.utilities import NITROGEN
from twin.electrolysis.equipment import ElectrolyserSignal, Electrolysis
from twin.electrolysis.low_load import Look
from twin.electrolysis.nameplate import Ageing
from twin.electrolysis.nameplate import Electrolysis as Cells
from twin.engine.rows import Memory, Signal

NEAR = 0.5
"""Distance from the target at which a ramp has arrived [A]."""
MOVED = 1.0
"""Distance from the target at which a new ramp begins [A]."""
RENEWAL = "membranes"
"""`membranes A`: the cause that takes the load off an electrolyser whose membranes are renewed."""
LOW_LOAD = "low-load test"
"""`low-load test A`: the cause that lowers the load of an electrolyser while its elements are compared."""


class ElectrolyserHandle:
    """One electrolyser with its rectifier.

    heater      row of its temperature controller
    rise, fall  usual rates of the current density [A/(m2 s)]
    """

    def __init__(
        self, section: Electrolysis, memory: Memory, k: int, *, letter: str, permits: Permits, heater: LoopCommand,
        rise: float, fall: float, cells: Cells, law: Ageing,
    ) -> None:  # fmt: skip
        self.letter, self.permits = letter, permits
        self._renewals = [f"{RENEWAL} {other}" for other in permits.letters]
        self.renewal, self.test = f"{RENEWAL} {letter}", f"{LOW_LOAD} {letter}"
        unit = section.units[k]
        self.count, self.elements, self._heater = int(unit.elements), float(unit.elements), heater
        place = slice(int(unit.first), int(unit.first) + self.count)
        self._states, self._jumpers = section.elements[place], section.jumpers[place]
        self._shown, self._seen, self._law = section.element_seen[place], section.seen[k], law
        self._command, self._now, self._area = section.commands[k], section.now[k], float(unit.area)
        self._rise, self._fall = rise * self._area, fall * self._area
        self.warm, self.bypasses = cells.start_T, cells.bypass > 0
        self._first_step = cells.start_density * self._area
        self.membrane_age = cells.membrane_age[k] if cells.membrane_age else 0.0
        self.coating_age = cells.coating_age[k] if cells.coating_age else 0.0
        self.temperature = memory.signal_place("vessels", int(unit.anolyte), "temperature")
        for name in ("excess", "permit", "start", "current", "oddest"):
            setattr(self, name, memory.signal("electrolysers", ElectrolyserSignal, k, name))

    excess: Signal
    permit: Signal
    start: Signal
    current: Signal
    oddest: Signal

    def wear(self) -> None:
        """Time counts from now on."""
        self._command.wears = 1.0

    def ramp_up(self) -> None:
        """Raise the current towards its target; loops circulate, acid may be dosed."""
        self.circulate()
        self._command.acid_on, self._command.polarising = 1.0, 0.0
        self._command.ramp = self._rise

    def energise(self) -> float:
        """Raise the current to the first step, without acid. Returns that step [A]."""
        self.circulate()
        self._command.acid_on = self._command.polarising = 0.0
        self._command.ramp = self._rise
        return min(self._first_step, float(self._command.target))

    def stay(self) -> None:
        """Leave the current where it is, while people look at the elements."""
        self.circulate()
        self._command.acid_on = self._command.polarising = self._command.ramp = 0.0

    def ramp_down(self) -> None:
        """Lower the current towards its target, at the rate that the most urgent cause asks for."""
        self._command.ramp = -max(self._fall, self.permits.fall(self.letter))

    def hold_load(self) -> None:
        """Stay at the target, if that is where the current is."""
        self.circulate()
        self._command.acid_on, self._command.polarising = 1.0, 0.0
        self._command.ramp = 0.0
        if abs(self._now.current - self._command.target) <= MOVED:
            self._now.current = self._command.target

    def trip(self) -> None:
        """Rectifier off at once, acid off, polarisation on; what a trip costs membranes and cathodes."""
        if self._now.current > 0.0:
            for one in self._states:
                one.loss += self._law.trip_efficiency
                one.cathode += self._law.trip_voltage
        self.rest()
        self.permits.take_out(self.letter)

    def rest(self) -> None:
        """No current, no acid; loops circulate at their temperature, polarisation on."""
        self._now.current = 0.0
        self._command.ramp = self._command.acid_on = 0.0
        self._command.polarising = 1.0
        self.circulate()

    def isolate(self) -> None:
        """No current, loops shut off, neither heated nor cooled."""
        self.rest()
        self._command.circulating = self._command.polarising = 0.0
        self._heater.automatic = self._heater.manual = 0.0
        self.permits.take_out(self.letter)

    def circulate(self) -> None:
        """Loops run and are fed; TIC-303 keeps them warm, or warms them at the permitted rate."""
        self._command.circulating = self._heater.automatic = 1.0

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

    def tear(self, element: int) -> None:
        """A membrane wears through."""
        self._states[element].hole += self._law.pinhole

    def change(self, element: int) -> None:
        """One element gets a new membrane."""
        one = self._states[element]
        one.loss = one.membrane = one.hole = one.membrane_age = 0.0
        self._unbypass(element)

    def fit_jumper(self, element: int) -> None:
        """Copper carries the current past an element until the next works."""
        self._jumpers[element].fitted = 1.0
        self._command.bypassed = float(sum(jumper.fitted for jumper in self._jumpers))

    def change_bypassed(self) -> None:
        """Elements behind jumpers get new membranes, and their current back."""
        for element in range(self.count):
            if self._jumpers[element].fitted > 0.0:
                self.change(element)

    def _unbypass(self, element: int) -> None:
        self._jumpers[element].fitted = 0.0
        self._command.bypassed = float(sum(jumper.fitted for jumper in self._jumpers))

    def renew_membranes(self) -> None:
        """All elements get new membranes: what ageing, trips and holes took is back."""
        for element in range(self.count):
            self.change(element)
        self._now.charge = 0.0

    def recoat(self) -> None:
        """Anodes and cathodes get new coatings."""
        for one in self._states:
            one.anode = one.cathode = one.anode_age = one.cathode_age = 0.0

    def give_load_back(self) -> None:
        """It may be loaded again."""
        self.permits.clear(self.renewal)

    def report_ready(self) -> None:
        """It can take load."""
        self.permits.put_in(self.letter)

    def lower(self, share: float) -> None:
        """Load for the low-load test; the others carry on."""
        self.permits.act(self.test, share=share)

    def end_test(self) -> None:
        """Back to the load that the plant asks for."""
        self.permits.clear(self.test)

    def look(self) -> Look:
        """Current density and voltage of each element, now; those behind jumpers read 0."""
        return Look(float(self._seen.density), tuple(float(one.voltage) for one in self._shown))
