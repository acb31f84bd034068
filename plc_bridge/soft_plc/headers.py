"""Gas headers, tenth by tenth of a second: there is no gas buffer between cells and burner.

Lives here: pressures of the chlorine and hydrogen header, their controllers, and interlocks I-10 to I-15 on them.
Lives elsewhere: what flows (twin.hcl: quasi-steady); trip values and delays (the design's interlocks); the first-out
cause and what a trip does (.plant).

    dP/dt = K (inflow - outflow) / normal inflow,  outflow = inflow (1 + (P - set point) / band) while the valve is free

PIC-315 holds the chlorine, PDIC-317 the hydrogen above it. K is 23 mbar/s for chlorine (data book section 7: blocked
outlet at full load); the band follows from the controllers
closed-loop time of 2.5 s. While a flame goes out, the chlorine valve to hypochlorite needs STROKE to open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from twin.design import Design
from twin.plant import Plant

TICK = 0.1
STROKE = 0.7
"""Stroke of ZT-372 [s] (loop PIC-315: below 1 s)."""
CLOSED_LOOP = 2.5
BLOCKED = {"chlorine": 2300.0, "hydrogen": 3100.0}
"""Rise with a blocked outlet at full load [Pa/s]; hydrogen: 900 m3/h into 8 m3."""
RIPPLE = 12.0
"""Standard deviation that gas bubbles and water seals put on a pressure in a tick [Pa]."""
CHLORINE, HYDROGEN, DIFFERENCE = (
    "electrolysis.chlorine_header.pressure", "electrolysis.hydrogen_header.pressure",
    "electrolysis.headers.pressure_difference",
)  # fmt: skip
TAGS = {"PT-315": CHLORINE, "PT-316": HYDROGEN, "PDT-317": DIFFERENCE}


@dataclass(slots=True)
class Trip:
    """An interlock on a header."""

    name: str
    signal: str
    above: bool
    value: float
    delay: float
    since: float = field(default=0.0)
    """How long its cause has lasted [s]."""

    def look(self, pressures: Mapping[str, float], seconds: float) -> bool:
        """Whether it acts, after another tick."""
        value = pressures[self.signal]
        beyond = value > self.value if self.above else value < self.value
        self.since = self.since + seconds if beyond else 0.0
        return self.since >= self.delay > 0.0 or (beyond and self.delay == 0.0)


class Headers:
    """Both headers of one plant."""

    def __init__(self, plant: Plant, random: np.random.Generator) -> None:
        self.plant, self.random = plant, random
        design: Design = plant.design
        self.set_points = {
            "chlorine": design.control_loop("PIC-315").set_point,
            "hydrogen": design.control_loop("PIC-315").set_point + design.control_loop("PDIC-317").set_point,
        }
        self.pressure = dict(self.set_points)
        self.blocked = dict.fromkeys(self.pressure, 0.0)
        """Time for which an outlet stays shut [s]."""
        self.lit = float(plant.line.hcl.commands[0].lit)
        self.full = float(plant.line.seen[0].charge) or 1.0
        self.trips = [
            Trip(row.name, TAGS[row.tags[0]], row.comparator == ">", row.value, row.delay)
            for row in design.interlocks if row.tags and row.tags[0] in TAGS and row.level == "trip"
        ]  # fmt: skip

    def scan(self, seconds: float) -> str:
        """Let the headers move for a time [s]; the name of the first interlock that acts, or nothing."""
        lit = float(self.plant.line.hcl.commands[0].lit)
        if lit < self.lit:
            self.blocked = dict.fromkeys(self.blocked, STROKE)
        self.lit = lit
        load = float(self.plant.line.seen[0].charge) / self.full
        for _ in range(max(1, round(seconds / TICK))):
            self._tick(load)
            pressures = self.signals()
            for trip in self.trips:
                if trip.look(pressures, TICK) and load > 0.0:
                    return trip.name
        return ""

    def _tick(self, load: float) -> None:
        above_chlorine = self.set_points["hydrogen"] - self.set_points["chlorine"]
        wanted = {"chlorine": self.set_points["chlorine"], "hydrogen": self.pressure["chlorine"] + above_chlorine}
        for gas, pressure in self.pressure.items():
            rise = BLOCKED[gas]
            above = pressure - wanted[gas]
            if self.blocked[gas] > 0.0:
                self.blocked[gas] -= TICK
                change = rise * load * TICK
            else:
                change = -above * TICK / CLOSED_LOOP
            self.pressure[gas] = pressure + change + RIPPLE * float(self.random.standard_normal()) * load

    def block(self, gas: str, seconds: float) -> None:
        """An outlet sticks shut for a time [s]."""
        self.blocked[gas] = seconds

    def settle(self) -> None:
        """Where the controllers hold them: for time that is run without scans."""
        self.pressure = dict(self.set_points)
        for trip in self.trips:
            trip.since = 0.0

    def signals(self) -> dict[str, float]:
        """Pressures now [Pa]."""
        chlorine, hydrogen = self.pressure["chlorine"], self.pressure["hydrogen"]
        return {CHLORINE: chlorine, HYDROGEN: hydrogen, DIFFERENCE: hydrogen - chlorine}

    def as_data(self) -> dict[str, Any]:
        """For the state file."""
        return {"pressure": self.pressure, "blocked": self.blocked}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a state file."""
        self.pressure = {gas: float(data["pressure"][gas]) for gas in self.pressure}
        self.blocked = {gas: float(value) for gas, value in data["blocked"].items()}
        self.lit = float(self.plant.line.hcl.commands[0].lit)
