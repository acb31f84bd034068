"""A repair that needs a spare waits for it when none is on the shelf; what is taken is ordered again."""

from __future__ import annotations

import dataclasses

import pytest

from tests.twin.staffed import DAY, HOUR, reference, run_until, staffed, tables
from twin.control.spares import Part, Shelf
from twin.electrolysis.procedure import RECTIFIER
from twin.engine.draws import Draws
from twin.engine.runner import equal
from twin.operations import crew, events
from twin.plant import Plant
from twin.staff_nameplate import SparePlate

LEAD = (10 * DAY, 20 * DAY, 40 * DAY)
SURE = SparePlate(name="part", part="for a test", held=2, share=1.0, lead=LEAD)


def shelf(held: int, share: float = 1.0) -> Shelf:
    return Shelf(dataclasses.replace(SURE, held=held, share=share), [Part(there=0.0) for _ in range(held)])


def test_two_parts_serve_two_repairs_and_the_third_waits_for_the_first_delivery() -> None:
    two, draws = shelf(2), Draws(1, 5)
    assert [two.wait(draws, 100.0), two.on_hand(100.0)] == [0.0, 1]
    assert [two.wait(draws, 200.0), two.on_hand(200.0)] == [0.0, 0]
    third = two.wait(draws, 300.0)
    assert LEAD[0] / 4 < third < 4 * LEAD[2]
    assert two.on_hand(300.0 + 8 * LEAD[2]) == 2  # whatever was ordered has come


def test_without_a_shelf_every_repair_waits_for_its_own_order() -> None:
    none, draws = shelf(0), Draws(1, 5)
    waits = sorted(none.wait(draws, 0.0) for _ in range(2000))
    assert [waits[200], waits[1000], waits[1800]] == pytest.approx(LEAD, rel=0.08)


def test_a_repair_that_needs_no_part_takes_none() -> None:
    one, draws = shelf(1, share=0.0), Draws(1, 5)
    assert [one.wait(draws, 0.0) for _ in range(5)] == [0.0] * 5
    assert one.on_hand(0.0) == 1


def test_few_parts_are_missing_when_many_lie_there_and_many_when_few_do() -> None:
    """Poisson demand and one-for-one orders: chance of an empty shelf by Palm's theorem."""
    short = []
    for held in (0, 1, 3):
        parts, draws, now, waited = shelf(held), Draws(2, 6), 0.0, 0
        for _ in range(3000):
            now += draws.exponential(30 * DAY)
            waited += parts.wait(draws, now) > 0.0
        short.append(waited / 3000)
    mean_lead = 23.15 * DAY  # of a lognormal through these deciles
    load = mean_lead / (30 * DAY)
    poisson = [1.0, 1.0 - 2.718281828**-load, 1.0 - 2.718281828**-load * (1 + load + load**2 / 2)]
    assert short == [pytest.approx(chance, abs=0.04) for chance in poisson]


def fail_rectifier(plant: Plant) -> None:
    """The rectifier of A fails in a minute."""
    one = plant.procedures["electrolyser A"]
    one.memory["rectifier"] = plant.time + 60.0
    plant.follow("electrolyser A", "run", since=plant.time)
    plant.resume("electrolyser A")


def with_thyristors(held: int) -> Plant:
    spares = tuple(
        dataclasses.replace(one, held=held, share=1.0) if one.name == "thyristors" else one
        for one in reference().spares
    )
    return Plant(dataclasses.replace(reference(), spares=spares), seed=1, staff=crew, tables=tables())


def test_a_rectifier_without_its_stack_stands_until_it_comes_and_the_crew_does_other_things() -> None:
    plant = with_thyristors(0)
    plant.run(8 * HOUR)
    fail_rectifier(plant)
    waiting = run_until(plant, "electrolyser A", "await_part", hours=12)
    assert waiting.memory["cause"] == RECTIFIER
    assert waiting.memory["part"] - plant.time > 5 * DAY
    assert "electrolyser A" not in plant.resources["crew"].holders
    assert events(plant)["spare_awaited"] == 1
    copy = with_thyristors(0)
    copy.rewind(plant.snapshot())
    for one in (plant, copy):
        one.run(one.time + DAY)
    assert equal(copy.snapshot(), plant.snapshot())
    waiting.memory["part"] = plant.time + HOUR
    plant.follow("electrolyser A", "await_part", since=plant.time)
    plant.resume("electrolyser A")
    run_until(plant, "electrolyser A", "isolated", hours=12)
    assert "electrolyser A" in plant.resources["crew"].holders


def test_a_rectifier_whose_stack_lies_there_is_mended_at_once_and_another_is_on_order() -> None:
    plant = with_thyristors(1)
    plant.run(8 * HOUR)
    fail_rectifier(plant)
    run_until(plant, "electrolyser A", "isolated", hours=12)
    parts = plant.procedures["electrolyser A"].parts[RECTIFIER]  # type: ignore[attr-defined]
    assert parts.on_hand(plant.time) == 0
    assert parts.on_hand(plant.time + 400 * DAY) == 1
    assert "spare_awaited" not in events(plant)
    assert isinstance(staffed().procedures["burner"].graphite, Shelf)  # type: ignore[attr-defined]
