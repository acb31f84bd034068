"""Three batch reactors carry the plant: they share their pumps, wait for brine and for room, and no tank runs over."""

from __future__ import annotations

from collections import Counter

import pytest

from flowsheets.loader import read_design
from tests.twin.staffed import HOUR, product, tables
from twin.operations import crew, events
from twin.plant import Plant

DAYS = 15


@pytest.fixture(scope="module")
def fortnight() -> tuple[Plant, list[tuple[float, float, list[str]]]]:
    """A batch plant after some days; levels of T-201 and T-402 with the reactors' phases each quarter of an hour."""
    plant = Plant(read_design("batch-dissolution"), seed=1, staff=crew, tables=tables())
    seen, at = [], plant.builder.at
    for _ in range(DAYS * 96):
        plant.run(plant.time + HOUR / 4)
        levels = [float(plant.line.vessels.seen[at[name]].level) for name in ("T-201", "T-402")]
        seen.append((*levels, [plant.procedures[f"dissolver batch {k}"].phase for k in (1, 2, 3)]))
    return plant, seen


def test_batches_carry_the_plant(fortnight) -> None:
    plant, _ = fortnight
    assert 0.95 < product(plant) < 1.0
    assert 12.0 < events(plant)["batch"] / DAYS < 21.0  # 4 h a batch and three reactors are 18 a day at the most


def test_no_tank_runs_over(fortnight) -> None:
    _, seen = fortnight
    raw, recycled = [one[0] for one in seen], [one[1] for one in seen]
    assert max(raw) <= 0.9  # high alarm 85 %
    assert max(recycled) <= 1.0
    assert sum(level < 0.02 for level in raw) < 0.1 * len(raw)  # slow batches: the house has no slack


def test_one_reactor_at_a_time_has_a_pump(fortnight) -> None:
    _, seen = fortnight
    most = Counter[str]()
    for *_, phases in seen:
        for phase, number in Counter(phases).items():
            most[phase] = max(most[phase], number)
    assert most["charge"] == most["transfer"] == 1
    assert most["react"] > 1
