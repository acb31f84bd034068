"""What the filter may move in a line: contents of vessels, memories of controllers, parameters.

Lives here: names of levers, their image in the filter's space, their random walks; reading and setting them in all
members at once.
Lives elsewhere: vessel arithmetic (.contents), bounds (.bounds), measurements that move them (.measurements).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin.matter.vessels import WIDTH
from twin.plant import Plant
from twin.tracking.bounded import Bounds
from twin.tracking.contents import Floats, changed, masses, strengths, temperatures
from twin.vessel_rows import letter

MASS, STRENGTH, TEMPERATURE, LOOP = "mass", "strength", "temperature", "loop"
WALKS = {MASS: 4e-4, STRENGTH: 2e-4, TEMPERATURE: 0.01, LOOP: 1e-3}
"""Random walk of each kind in a minute, as a standard deviation: what the model does not know of a minute
[share of mass, share of solutes over water, K, share of the controller's bias]."""
LOOSE = {f"{LOOP}:LIC-461": 0.05, f"{LOOP}:LIC-512": 0.01}
"""Controllers whose bias is far smaller than what they move: their walk, as a share of the bias."""
FIRST = {MASS: 0.05, STRENGTH: 0.02, TEMPERATURE: 1.0, LOOP: 0.02}
"""Spread at the start, same units."""
TANKS = ("R-101A", "R-101B", "T-201", "R-201", "R-202", "T-202", "T-203", "T-401", "R-402", "T-402", "T-501", "T-601",
         "X-601", "T-602", "T-603", "T-901", "H-604")  # fmt: skip
BRINES = ("R-101A", "R-101B", "T-201", "R-201", "R-202", "T-202", "T-203", "T-401", "R-402", "T-402", "T-501", "T-601",
          "X-601", "T-602")  # fmt: skip
"""Vessels whose strength may move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of a nameplate that members disagree about."""

    name: str
    """As documents call it."""
    section: str
    rows: str
    field: str
    at: tuple[int, ...]
    """Where it is: rows of a section of the line; several rows share one value."""
    unit: str
    bounds: Bounds
    spread: float
    """Standard deviation between members at the start [unit]."""
    walk: float
    """Random walk in a minute, as a standard deviation [unit]."""
    slow: bool
    """Moved hourly by averaged surprises, damped; else each minute."""
    observable: bool
    """Whether any measurement says something about it. If not, members only keep disagreeing."""
    typical: float = 0.0
    """Where members begin if the design has none of it: no plant is without leaks [unit]."""


class Levers:
    """All levers of a design, in the order of the filter's rows."""

    def __init__(self, plants: Sequence[Plant], parameters: tuple[Parameter, ...]) -> None:
        self.plants, self.parameters = plants, parameters
        plant, builder = plants[0], plants[0].builder
        self._columns = [[_plates(one, parameter) for one in plants] for parameter in parameters]
        nominal = zip(parameters, self.values(), strict=True)
        self.put(np.array([np.where(row > 0.0, row, one.typical or row) for one, row in nominal]))
        self._vessels = plant.memory.blocks["state"]["vessels"].place
        self._loops = plant.memory.blocks["state"]["loops"].place
        cells = [name for name in builder.at if name.startswith("E-301")]
        self._mass = [builder.at[name] for name in (*TANKS, *cells) if name in builder.at]
        self._strong = [builder.at[name] for name in (*BRINES, *cells) if name in builder.at]
        self._warm = [builder.at[name] for name in cells if name.endswith("anolyte")]
        self._partner = np.array([row.plate.partner for row in builder.vessels])
        vessel = {row: name for name, row in builder.at.items()}
        self.names = [f"{MASS}:{vessel[v]}" for v in self._mass] + [f"{STRENGTH}:{vessel[v]}" for v in self._strong]
        self.names += [f"{TEMPERATURE}:{vessel[v]}" for v in self._warm] + [f"{LOOP}:{tag}" for tag in builder.loop]
        self.names += [parameter.name for parameter in self.parameters]

    def walks(self) -> Floats:
        """Random walk of each lever in a minute, in the filter's space."""
        found = self._column(WALKS, "walk")
        for name, walk in LOOSE.items():
            found[self.names.index(name)] = walk
        return found

    def firsts(self) -> Floats:
        """Spread of each lever at the start, in the filter's space."""
        return self._column(FIRST, "spread")

    def slow(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which levers only move hourly."""
        return np.array([False] * (len(self.names) - len(self.parameters)) + [p.slow for p in self.parameters])

    def read(self) -> Floats:
        """Present levers of all members [lever, member]."""
        states = self._states()
        held = self._held(states)
        warm = temperatures(held, self._partner)
        parts = [np.log(np.maximum(masses(held), 1e-6))[:, self._mass], strengths(held)[:, self._strong]]
        parts += [warm[:, self._warm], states[:, self._loops]]
        found: Floats = np.vstack([np.hstack(parts).T, self._parameters()])
        return found

    def move(self, before: Floats, after: Floats) -> None:
        """Bring the levers of all members from `before`, as read, to `after`."""
        states, steps = self._states(), np.nan_to_num((after - before).T)
        held = self._held(states)
        ends = np.cumsum([len(self._mass), len(self._strong), len(self._warm)])
        members, vessels = held.shape[:2]
        more, stronger, warmer = (np.zeros((members, vessels)) for _ in range(3))
        more[:, self._mass] = np.clip(steps[:, : ends[0]], -1.0, 1.0)
        stronger[:, self._strong] = np.clip(steps[:, ends[0] : ends[1]], -0.5, 0.5)
        for place, v in enumerate(self._warm):
            warmer[:, [v, self._partner[v]]] = np.clip(steps[:, [ends[1] + place]], -20.0, 20.0)
        states[:, self._vessels] = changed(held, self._partner, more=more, stronger=stronger, warmer=warmer).reshape(
            members, -1
        )
        loops = self._loops.stop - self._loops.start
        states[:, self._loops] += steps[:, ends[2] : ends[2] + loops]
        for plant, state in zip(self.plants, states, strict=True):
            plant.memory.used("state")[:] = state
        self.set_parameters(after[len(self.names) - len(self.parameters) :])

    def set_parameters(self, images: Floats) -> None:
        """Set the parameters of all members from their images [parameter, member]."""
        rows = [parameter.bounds.outward(row) for parameter, row in zip(self.parameters, images, strict=True)]
        self.put(np.array(rows).reshape(len(rows), len(self.plants)))

    def put(self, values: Floats) -> None:
        """Set the parameters of all members, in their own units [parameter, member]."""
        for parameter, row, columns in zip(self.parameters, values, self._columns, strict=True):
            for column, value in zip(columns, row.tolist(), strict=True):
                for k in parameter.at:
                    column[k] = value

    def values(self) -> Floats:
        """Parameters of all members in their own units [parameter, member]."""
        return np.array([
            [column[parameter.at[0]] for column in columns]
            for parameter, columns in zip(self.parameters, self._columns, strict=True)
        ])  # fmt: skip

    def _parameters(self) -> Floats:
        rows = [p.bounds.inward(value) for p, value in zip(self.parameters, self.values(), strict=True)]
        return np.array(rows).reshape(len(self.parameters), len(self.plants))

    def _column(self, kinds: dict[str, float], name: str) -> Floats:
        found = [kinds[lever.partition(":")[0]] for lever in self.names if ":" in lever]
        for parameter, value in zip(self.parameters, self.values(), strict=True):
            found.append(getattr(parameter, name) * parameter.bounds.slope(float(value.mean())))
        return np.array(found)

    def _states(self) -> Floats:
        return np.array([plant.memory.used("state") for plant in self.plants])

    def _held(self, states: Floats) -> Floats:
        return states[:, self._vessels].reshape(states.shape[0], -1, WIDTH)


def _plates(plant: Plant, parameter: Parameter) -> Floats:
    """The column of a nameplate that a parameter is a number of, as a view that can be written."""
    rows: Any = getattr(getattr(plant.line, parameter.section), parameter.rows)
    found: Floats = rows[parameter.field]
    return found


def parameters_of(plant: Plant) -> tuple[Parameter, ...]:
    """Parameters of a line that members disagree about. Spreads and typical leaks are judgement."""
    units = plant.line.electrolysis.units
    everywhere = tuple(range(len(units)))
    found: list[Parameter] = []
    for k in everywhere:
        name, e = f"electrolysis.E-301{letter(k)}", units[k]
        found += [
            Parameter(name=f"{name}.current_efficiency_new", section="electrolysis", rows="units", field="efficiency",
                      at=(k,), unit="-", bounds=Bounds(0.5, 0.99), spread=0.01, walk=4e-4, slow=False, observable=True),
            Parameter(name=f"{name}.membrane_resistance", section="electrolysis", rows="units", field="membrane",
                      at=(k,), unit="ohm m2", bounds=Bounds(), spread=0.05 * e.membrane, walk=1e-4 * e.membrane,
                      slow=True, observable=True),
            Parameter(name=f"{name}.water_drag", section="electrolysis", rows="units", field="water_drag", at=(k,),
                      unit="mol/mol", bounds=Bounds(), spread=0.03 * e.water_drag, walk=1e-4 * e.water_drag, slow=True,
                      observable=True),
        ]  # fmt: skip
    burner = plant.line.hcl.units[0]
    alone = bool(burner.imported <= 0.0)
    found += [
        Parameter(name="electrolysis.oxygen_share", section="electrolysis", rows="units", field="oxygen", at=everywhere,
                  unit="-", bounds=Bounds(0.0, 0.2), spread=0.1 * units[0].oxygen, walk=1e-3 * units[0].oxygen,
                  slow=True, observable=True),
        Parameter(name="hcl.H2_excess", section="hcl", rows="units", field="excess", at=(0,), unit="-",
                  bounds=Bounds(-0.5, 1.0), spread=0.002, walk=2e-5, slow=True, observable=alone),
        Parameter(name="hcl.absorption", section="hcl", rows="units", field="absorption", at=(0,), unit="-",
                  bounds=Bounds(0.9, 1.0), spread=0.0003, walk=0.0, slow=True, observable=False),
        Parameter(name="hcl.hydrogen_lost", section="hcl", rows="units", field="vented", at=(0,), unit="-",
                  bounds=Bounds(), spread=1.5e-4, walk=0.0, slow=True, observable=False, typical=1.5e-4),
        Parameter(name="dechlorination.leaked_air", section="dechlorination", rows="units", field="air", at=(0,),
                  unit="kg/s", bounds=Bounds(), spread=1e-4, walk=0.0, slow=True, observable=False, typical=1e-4),
        Parameter(name="electrolysis.anolyte_water_activity", section="electrolysis", rows="units",
                  field="anolyte_water", at=everywhere, unit="-", bounds=Bounds(), spread=0.01, walk=0.0, slow=True,
                  observable=False),
        Parameter(name="electrolysis.catholyte_water_activity", section="electrolysis", rows="units",
                  field="catholyte_water", at=everywhere, unit="-", bounds=Bounds(), spread=0.01, walk=0.0, slow=True,
                  observable=False),
        Parameter(name="ion_exchange.capacity", section="ion_exchange", rows="units", field="capacity", at=(0,),
                  unit="mol/m3", bounds=Bounds(), spread=0.05 * plant.design.ion_exchange.capacity, walk=0.0, slow=True,
                  observable=False),
    ]  # fmt: skip
    return tuple(found)
