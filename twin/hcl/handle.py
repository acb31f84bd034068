"""What a sequence may do to the burner, the hypochlorite tanks and the tail fan, and what it can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from twin.control.permits import Permits
from twin.engine.rows import Memory, Signal
from twin.hcl.equipment import BurnerSignal, Synthesis

BURNER = "burner"
HYPOCHLORITE = "hypochlorite"
"""Names of the causes with which this section limits the load."""
MARGIN = 0.02
"""Load below the burner's turndown at which the flame goes out, and above which it can be lit less that [-]."""


class BurnerHandle:
    """The burner house.

    charge     signal of all currents times elements [A]; full  that at full load
    turndown   least load of the burner, share of nominal [-]
    cut        time in which the cells go down to it after a trip [s]
    """

    def __init__(
        self, section: Synthesis, memory: Memory, *, permits: Permits, charge: Signal, full: float, elements: float,
        turndown: float, cut: float,
    ) -> None:  # fmt: skip
        self._commands, self._permits = section.commands, permits
        self.charge, self.turndown, self.cut, self._elements = charge, turndown, cut, elements
        self.out_below, self.light_above = (turndown - MARGIN) * full, (turndown - 0.5 * MARGIN) * full
        self.permit = memory.signal("burners", BurnerSignal, 0, "permit")

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

    def wait_at_turndown(self) -> None:
        """Lit, warming up; the cells stay at the turndown."""
        self._light(1.0)
        self._permits.act(BURNER, share=self.turndown)

    def _light(self, lit: float) -> None:
        for command in self._commands:
            command.lit = lit
