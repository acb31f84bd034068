"""What people and sequences may do to crystalliser, centrifuge, dryer and packing, and what they can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from twin.control.permits import Permits
from twin.control.turnaround import WORKS
from twin.crystallisation.equipment import Crystallisation, CrystalliserSignal
from twin.engine.rows import Memory, Signal
from twin.matter.components import NAMES

MVR, WASH_OUT, THICK = "MVR", "wash-out", "slurry"
"""Names of the causes with which this section stops its feed."""


class CrystalliserHandle:
    """One crystallisation line.

    tank       signal of the level of the feed tank T-601
    controller   row with the set point of that level; normal  its normal value
    evaporation  nominal [kg/s]
    """

    def __init__(
        self, section: Crystallisation, memory: Memory, k: int, *, permits: Permits, tank: Signal, controller: object,
        normal: float, evaporation: float,
    ) -> None:  # fmt: skip
        self._command, self._permits, self._controller, self._normal = section.commands[k], permits, controller, normal
        self._bags = section.stores[2 * k + 1]
        self._scale, self._rate = section.scale[k], float(section.units[k].scaling) * evaporation
        self.tank = tank
        signals = {name: memory.signal("crystallisers", CrystalliserSignal, k, name)
                   for name in ("solids", "silo", "packed", "spinning", "scale")}  # fmt: skip
        self.solids, self.silo = signals["solids"], signals["silo"]
        self.packed, self.spinning, self.scale = signals["packed"], signals["spinning"], signals["scale"]

    def evaporate(self) -> None:
        """The MVR runs and the feed is open."""
        self._command.evaporating = 1.0
        self._permits.clear(MVR)

    def stop_evaporating(self) -> None:
        """MVR off, feed shut."""
        self._command.evaporating = 0.0
        self._permits.act(MVR)

    def draw_tank_down(self, level: float) -> None:
        """Make room in the feed tank before a stop [level]."""
        setattr(self._controller, "set_point", level)  # noqa: B010

    def fill_tank(self) -> None:
        """Feed tank at its normal level."""
        self.draw_tank_down(self._normal)

    def stands(self) -> bool:
        """Whether it stands for works on the whole plant: then it does not fail."""
        return self._permits.acts(WORKS)

    def produce(self) -> None:
        """No wash-out: feed open, feed tank at its normal level, scale grows."""
        self._command.fouling = 1.0
        self.fill_tank()
        self._permits.clear(WASH_OUT)

    def wash(self) -> None:
        """Out of production, to dissolve scale."""
        self.fill_tank()
        self._permits.act(WASH_OUT)

    def scale_after(self, seconds: float) -> float:
        """Scale that a time of nominal evaporation leaves on a clean heater [-]."""
        return self._rate * seconds

    def dissolve_scale(self) -> None:
        """The heater is clean."""
        self._scale.resistance = 0.0

    def thin(self) -> None:
        """The slurry is as it should be."""
        self._permits.clear(THICK)

    def thick(self) -> None:
        """The slurry gets too thick: feed shut, MVR idles."""
        self._permits.act(THICK)

    def centrifuge(self, *, running: bool) -> None:
        """Centrifuge on or off."""
        self._command.centrifuging = float(running)

    def dry(self, *, running: bool) -> None:
        """Dryer on or off."""
        self._command.drying = float(running)

    def bagged(self) -> dict[str, float]:
        """Components filled into bags since the start, by name [mol]."""
        return {name: float(amount) for name, amount in zip(NAMES, self._bags) if amount > 0.0}

    def pack(self, rate: float) -> None:
        """From the silo into bags [kg/s]."""
        self._command.packing = rate
