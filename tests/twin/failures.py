"""What fails how often in a run, against the schedule: a spy on phases, and the bounds of chance."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from twin.electrolysis.procedure import RECTIFIER, TRIP
from twin.engine.procedure import Phase, Procedure
from twin.plant import Plant


class Failing(NamedTuple):
    """Where a row of the schedule shows in a run."""

    procedures: tuple[str, ...]
    runs: str
    """Phase in which it can fail, for as long as that lasts."""
    fails: tuple[str, ...]
    """Phases that it then enters."""
    cause: float | None = None


CELLS = ("electrolyser A", "electrolyser B", "electrolyser C")
ROWS = {
    "electrolyser_trip": Failing(CELLS, "run", ("tripped",), TRIP),
    "rectifier_failure": Failing(CELLS, "run", ("tripped",), RECTIFIER),
    "burner_trip": Failing(("burner",), "run", ("tripped",)),
    "mvr_trip": Failing(("MVR",), "run", ("tripped",)),
    "centrifuge_fault": Failing(("centrifuge",), "run", ("stopped",)),
    "dryer_fault": Failing(("dryer",), "run", ("fault",)),
    "vacuum_pump": Failing(("vacuum pump",), "run", ("changeover", "both_out")),
    "oxygen_analyser": Failing(("oxygen analyser",), "there", ("out",)),
    "grid_dip": Failing(("grid",), "there", ("away",)),
    "air_failure": Failing(("instrument air",), "there", ("away",)),
    "cooling_water_failure": Failing(("cooling water",), "there", ("away",)),
    "di_failure": Failing(("DI plant",), "there", ("away",)),
    "nitrogen_failure": Failing(("nitrogen",), "there", ("away",)),
    "tail_fan": Failing(("tail fan",), "there", ("away",)),
    "hardness_analyser": Failing(("ion exchange",), "service", ("blind",)),
}


class Spy:
    """Time in phases, and failures that came by themselves: a phase that ended when its time was up."""

    def __init__(self) -> None:
        self.lasted: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.failed: Counter[tuple[str, str, str, float]] = Counter()

    def see(self, one: Procedure, after: str) -> None:
        """A procedure goes from its phase to another."""
        self.lasted[one.name, one.phase] += one.env.now - one.entered
        if abs(one.env.now - one.deadline) < 1e-6:
            self.failed[one.name, one.phase, after, one.memory.get("cause", math.nan)] += 1

    def found(self, row: Failing) -> int:
        """How often it has failed."""
        return sum(
            number
            for (name, before, after, cause), number in self.failed.items()
            if name in row.procedures
            and (before, after in row.fails) == (row.runs, True)
            and row.cause in (None, cause)
        )

    def expected(self, key: str, plant: Plant) -> float:
        """How often it should have failed in the time in which it could, until now."""
        row, plate = ROWS[key], plant.design.duration(key)
        exposed = sum(self.lasted[name, row.runs] for name in row.procedures)
        for one in (plant.procedures[name] for name in row.procedures):
            exposed += plant.time - one.entered if one.phase == row.runs else 0.0
        rate = plate.median or 0.0
        return exposed * rate if plate.distribution == "poisson" else exposed / rate


@contextmanager
def spying() -> Iterator[Spy]:
    """Watch every procedure of every plant that is run meanwhile."""
    spy, enter = Spy(), Procedure.enter

    def seen(one: Procedure, phase: Phase) -> None:
        spy.see(one, getattr(phase, "__name__", ""))
        enter(one, phase)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Procedure, "enter", seen)
        yield spy


def least_chance(number: int, expected: float) -> float:
    """Chance of so few, or of so many, whichever is smaller [-] (Poisson)."""
    terms = [math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(number + 1)]
    return min(sum(terms), 1.0 - sum(terms[:-1]))
