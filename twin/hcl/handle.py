"""What a sequence may do to the burner, the hypochlorite tanks and the vacuum pumps, and what it can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from typing import Protocol

from twin.control.permits import Permits
from twin.control.stores import Store
from twin.control.turnaround import CELLS_OFF
from twin.control.utilities import NITROGEN
from twin.engine.rows import Memory, Signal
from twin.hcl.dechlorination import Dechlorination
from twin.hcl.equipment import BurnerSignal, Synthesis
from twin.matter.components import CL2, LIQUID, OH
from twin.matter.constants import M_NACLO, M_NAOH
from twin.matter.density import density
from twin.matter.vessels import Vessels, mass_of

BURNER = "burner"
HYPOCHLORITE = "hypochlorite"
"""Names of the causes with which this section limits the load."""
MARGIN = 0.02
"""Load below the burner's turndown at which the flame goes out, and above which it can be lit less that [-]."""
COLD = 298.15
"""Temperature of fresh lye [K]."""


class AcidUnloading(Protocol):
    """The command row of the acid dock."""

    averaged: float
    delivery: float


class BurnerHandle:
    """The burner house.

    charge     signal of all currents times elements [A]
    elements   in series in an electrolyser [-]
    turndown   least load of the burner, share of nominal [-]
    cut        time in which the cells go down to it after a trip [s]
    """

    def __init__(
        self, section: Synthesis, memory: Memory, *, permits: Permits, charge: Signal, elements: float,
        turndown: float, cut: float,
    ) -> None:  # fmt: skip
        self._commands, self._permits = section.commands, permits
        self.charge, self.turndown, self.cut, self._elements = charge, turndown, cut, elements
        self.permit = memory.signal("burners", BurnerSignal, 0, "permit")
        self.start = memory.signal("burners", BurnerSignal, 0, "start")

    @property
    def out_below(self) -> float:
        """Charge at which the flame goes out [A]. Full load is a command, so that a copy has the same."""
        return (self.turndown - MARGIN) * self._permits.full() * self._elements

    @property
    def light_above(self) -> float:
        """Charge from which on it may be lit [A]."""
        return (self.turndown - 0.5 * MARGIN) * self._permits.full() * self._elements

    def stands(self) -> bool:
        """Whether it is shut down for works on the whole plant."""
        return self._permits.acts(CELLS_OFF)

    def can_purge(self) -> bool:
        """Whether there is nitrogen."""
        return not self._permits.acts(NITROGEN)

    def burn(self) -> None:
        """The flame burns and takes chlorine."""
        self._light(1.0)

    def full_load(self) -> None:
        """The flame burns; the cells may go to full load."""
        self._light(1.0)
        self._permits.clear(BURNER)

    def go_out(self) -> None:
        """Chlorine to hypochlorite, hydrogen to the stack, cells to the turndown in the time of a load cut."""
        self._light(0.0)
        fall = (1.0 - self.turndown) * self._permits.largest() / self.cut
        self._permits.act(BURNER, share=self.turndown, fall=fall)

    def shut(self) -> None:
        """Not relit in time: cells off."""
        self._light(0.0)
        self._permits.act(BURNER, share=0.0)

    def ask_chlorine(self) -> None:
        """Cells to the turndown, so that the burner can be lit."""
        self._light(0.0)
        self._permits.act(BURNER, share=self.turndown)

    def sweep(self) -> None:
        """Nitrogen through the furnace; cells at the turndown."""
        self.ask_chlorine()
        for command in self._commands:
            command.purging = 1.0

    def wait_at_turndown(self) -> None:
        """Lit, warming up; the cells stay at the turndown."""
        self._light(1.0)
        self._permits.act(BURNER, share=self.turndown)

    def assume_oxygen(self, share: float) -> None:
        """The hydrogen ratio runs on this oxygen in chlorine [mol/mol]; 0: on the measured one."""
        for command in self._commands:
            command.assumed_oxygen = share

    def _light(self, lit: float) -> None:
        for command in self._commands:
            command.lit, command.purging = lit, 0.0


class HypochloriteHandle:
    """The two absorber tanks and what lies behind them.

    lye, bleach    stores T-803 and T-804; full  level to which a fresh tank is filled [-]
    drain, refill  hypochlorite pumped off, bought lye pumped in, by the tank's volume [kg/s a m3]
    """

    def __init__(
        self, section: Synthesis, vessels: Vessels, memory: Memory, *, lye: Store, bleach: Store, full: float,
        drain: float, refill: float,
    ) -> None:  # fmt: skip
        self._command, self._unit, self._vessels = section.commands[0], section.units[0], vessels
        self._lye, self._bleach, self.full = lye, bleach, full
        volume = float(vessels.plates[self._unit.bleach].capacity)
        self._drain, self._refill = drain * volume, refill * volume
        self.strength = memory.signal("burners", BurnerSignal, 0, "strength")
        self.standby_level = memory.signal("burners", BurnerSignal, 0, "standby_level")

    def leave_average(self) -> None:
        """Gas gathers in the duty tank from now on."""
        self._command.averaged = 0.0

    def stand_by(self) -> None:
        """The other tank is full of fresh lye."""
        self._command.drain = self._command.refill = 0.0

    def swap(self) -> None:
        """The fresh tank takes the gas; the spent one is sampled and stands by."""
        held = self._vessels.now[self._unit.bleach + int(self._command.duty)]
        mass = mass_of(held.reshape(1, -1), 0, LIQUID)
        self._command.sampled = M_NACLO * held[CL2] / mass
        self._command.sampled_lye = M_NAOH * (held[OH] - 2.0 * held[CL2]) / mass
        self._command.duty = 1.0 - self._command.duty

    def can_drain(self) -> bool:
        """Whether the product tank has room for the spent one."""
        return self._bleach.room_for(self._standby_mass())

    def drain(self) -> None:
        """Spent tank to the product tank."""
        self._command.drain, self._command.refill = self._drain, 0.0

    def book_product(self, seconds: float) -> None:
        """What was drained in this time is product."""
        self._bleach.put(self._drain * seconds)

    def can_refill(self) -> bool:
        """Whether there is lye for a tank."""
        return self._lye.has(self._lye_for_a_tank())

    def refill(self) -> None:
        """Fresh lye, diluted, into the empty tank."""
        self._command.drain, self._command.refill = 0.0, self._refill

    def book_lye(self, seconds: float) -> None:
        """The lye that was used in this time."""
        self._lye.take(self._refill * seconds)

    def _standby_mass(self) -> float:
        v = self._unit.bleach + 1 - int(self._command.duty)
        return float(self._vessels.seen[v].mass)

    def _lye_for_a_tank(self) -> float:
        v = self._unit.bleach + 1 - int(self._command.duty)
        volume, fresh = self.full * float(self._vessels.plates[v].capacity), float(self._unit.fresh_lye)
        mass = volume * density(temperature=COLD, w_licl=0.0, w_lioh=0.0, w_hcl=0.0, w_nacl=0.0, w_naoh=fresh)
        return float(mass * fresh / self._unit.lye_strength)


class AcidDockHandle:
    """Unloading of bought acid into T-501/502.

    section  rows of the plant's commands; level  signal of the tanks; normal  level at which a truck is ordered [-]
    """

    def __init__(self, command: AcidUnloading, *, level: Signal, normal: float) -> None:
        self._command, self.level, self.normal = command, level, normal

    def leave_average(self) -> None:
        """Acid comes by trucks from now on."""
        self._command.averaged = self._command.delivery = 0.0

    def unload(self, *, mass: float, seconds: float) -> None:
        """Acid flows in [kg over s]."""
        self._command.delivery = mass / seconds

    def shut(self) -> None:
        """Nothing is unloaded."""
        self._command.delivery = 0.0


class VacuumPumpHandle:
    """The vacuum pumps of the stripper, duty and standby."""

    def __init__(self, section: Dechlorination) -> None:
        self._commands = section.commands

    def run(self) -> None:
        """One pump runs."""
        self._set(1.0)

    def stop(self) -> None:
        """No vacuum: nothing leaves T-401 for the stripper."""
        self._set(0.0)

    def _set(self, running: float) -> None:
        for command in self._commands:
            command.pump = running
