"""Cake drops and dumped heels leave over the fence, counted to round-off."""

from __future__ import annotations

import pytest

from tests.twin.staffed import HOUR, staffed
from twin.ledger import FENCE, closure, totals
from twin.matter.components import CL, LI, LIQUID
from twin.matter.vessels import mass_of
from twin.plant import Plant


@pytest.fixture
def plant() -> Plant:
    made = staffed(seed=4)
    made.run(10 * HOUR)
    return made


def test_a_cake_drop_empties_the_press_and_closes_all_balances(plant: Plant) -> None:
    before = totals(plant.line)
    cake = plant.builder.at["F-203"]
    assert mass_of(plant.line.vessels.now, cake, LIQUID) > 20.0
    plant.procedures["filter press"].filters.drop_cake()  # type: ignore[attr-defined]
    after = totals(plant.line)
    assert mass_of(plant.line.vessels.now, cake, LIQUID) == 0.0
    lost = after.fence - before.fence
    assert max(abs(float(v)) for v in (before.inside[:-1] - after.inside[:-1] - lost[:, :-1].sum(axis=0))) < 1e-8
    assert closure(before, after)["energy"] < 1e-9


def test_a_dumped_heel_loses_140_kg_of_lithium_chloride(plant: Plant) -> None:
    row, before = FENCE.index(9), totals(plant.line).fence
    plant.procedures["candle filters"].filters.dump_heel()  # type: ignore[attr-defined]
    lost = totals(plant.line).fence[row] - before[row]
    assert 0.04239 * float(lost[CL]) == pytest.approx(140.0, rel=0.02)
    assert float(lost[LI]) >= float(lost[CL])
