"""Where the plant's numbers are, as the section files ask for them: by vessel, stream, loop, block and field.

Lives here: names to places, masses and volumes of streams.
Lives elsewhere: what is made of the numbers (the section files); how they are read (.algebra).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from twin.design import Design
from twin.instruments.algebra import ARRAYS, Product, Sum
from twin.line_builder import Builder
from twin.matter.components import COUNT
from twin.matter.streams import TEMPERATURE
from twin.matter.vessels import COMPONENT_MASS
from twin.vessel_rows import letter


class Sources:
    """The numbers of one line."""

    def __init__(self, builder: Builder) -> None:
        self.builder, self.memory, self.design = builder, builder.memory, builder.design
        ends = list(accumulate(self.memory.used(what).size for what in ARRAYS))
        self._first = dict(zip(ARRAYS, [0, *ends], strict=False))
        self._one = ends[-1]
        design: Design = self.design
        self.letters: Sequence[str] = [letter(k) for k in range(design.electrolysis.electrolysers)]
        self.columns: Sequence[str] = [letter(k) for k in range(design.ion_exchange.columns)]

    def constant(self, value: float) -> Sum:
        """A number that does not change."""
        return Sum(((self._one, value),))

    def signal(self, block: str, row: int, field: int | str) -> Sum:
        """One number that the rates write."""
        return Sum(((self.memory.place("signal", block, row, field), 1.0),))

    def state(self, block: str, row: int, field: int | str) -> Sum:
        """One state."""
        return Sum(((self._first["state"] + self.memory.place("state", block, row, field), 1.0),))

    def command(self, block: str, row: int, field: int | str) -> Sum:
        """One command."""
        return Sum(((self._first["command"] + self.memory.place("command", block, row, field), 1.0),))

    def order(self, tag: str) -> Sum:
        """Output of a loop."""
        return self.signal("loops", self.builder.loop[tag], "output")

    def set_point(self, tag: str) -> Sum:
        """Set point in force of a loop."""
        return self.signal("loops", self.builder.loop[tag], "set_point")

    def vessel(self, name: str, field: str) -> Sum:
        """What is seen of a vessel (twin.matter.vessels.Condition)."""
        return self.signal("vessels", self.builder.at[name], field)

    def held(self, name: str, component: int) -> Sum:
        """A component in a vessel [mol]."""
        return self.state("vessels", self.builder.at[name], component)

    def flow(self, stream: int, component: int) -> Sum:
        """A component in a stream [mol/s]."""
        return self.signal("streams", stream, component)

    def flows(self, stream: int, weights: dict[int, float]) -> Sum:
        """Components of a stream, weighted."""
        return total(self.flow(stream, component) * weight for component, weight in weights.items())

    def mass(self, *streams: int) -> Sum:
        """Mass flow of streams together [kg/s]."""
        return total(self.flow(s, c) * COMPONENT_MASS[c] for s in streams for c in range(COUNT))

    def temperature(self, stream: int) -> Sum:
        """Temperature of a stream [K]."""
        return self.signal("streams", stream, TEMPERATURE)

    def volume(self, mass_flow: Sum, vessel: str) -> Product:
        """Volume flow [m3/s] of a mass flow of a vessel's liquid."""
        return mass_flow.over(self.vessel(vessel, "density"))

    def share(self, vessel: str, component: int, molar_mass: float) -> Product:
        """Mass fraction of a component in a vessel, counted with a molar mass [kg/mol]."""
        return (self.held(vessel, component) * molar_mass).over(self.vessel(vessel, "mass"))

    def per_volume(self, vessel: str, component: int, molar_mass: float) -> Product:
        """Concentration of a component in a vessel [kg/m3], counted with a molar mass [kg/mol]."""
        return (self.held(vessel, component) * molar_mass).over(self.vessel(vessel, "volume"))


def total(parts: Iterable[Sum]) -> Sum:
    """Sum of sums."""
    return Sum(tuple(term for part in parts for term in part.terms))
