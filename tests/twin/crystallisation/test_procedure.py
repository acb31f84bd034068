"""Stops of the crystalliser, the centrifuge and the dryer, and what they do to the tanks around."""

from __future__ import annotations

import pytest

from tests.twin.staffed import DAY, HOUR, level, run_until, staffed
from twin.plant import Plant


@pytest.fixture
def plant() -> Plant:
    made = staffed(seed=4)
    made.run(2 * HOUR)
    return made


def test_a_stopped_compressor_fills_the_feed_tank_which_is_then_worked_off(plant: Plant) -> None:
    before = level(plant, "T-601")
    plant.follow("MVR", "tripped", since=plant.time)
    plant.run_hours(4)
    filled = level(plant, "T-601")
    assert filled - before == pytest.approx(4.0 / 8.0 * 0.45, rel=0.1)  # data book: 8 h of room from 40 to 85 %
    plant.resume()
    run_until(plant, "MVR", "run", hours=60)
    plant.run_hours(12)
    assert level(plant, "T-601") < filled


def test_a_stopped_centrifuge_thickens_the_slurry_until_the_feed_is_shut(plant: Plant) -> None:
    plant.follow("centrifuge", "stopped", since=plant.time)
    run_until(plant, "slurry", "thick", hours=6)
    plant.run_hours(1)
    assert plant.line.crystallisation.seen[0].feed == 0.0
    assert plant.line.crystallisation.seen[0].solids < 0.45
    plant.follow("centrifuge", "run", since=plant.time)
    plant.run_hours(6)
    assert plant.line.crystallisation.seen[0].feed > 1.0
    assert plant.line.crystallisation.seen[0].solids < 0.35


def test_a_stopped_dryer_fills_the_bin_and_stops_the_centrifuge(plant: Plant) -> None:
    plant.follow("dryer", "fault", since=plant.time)
    plant.run_hours(1.5)
    assert plant.procedures["I-108"].phase == "acting"
    assert plant.line.crystallisation.seen[0].crystals == 0.0
    plant.resume()
    plant.run_hours(8)
    assert plant.procedures["I-108"].phase == "armed"
    assert plant.line.crystallisation.seen[0].product > 0.3


def test_22_t_are_a_lot(plant: Plant) -> None:
    plant.run_hours(48)
    lots = plant.procedures["lots"].memory["lots"]
    assert lots == plant.line.crystallisation.now[0].packed // 22e3
    assert lots >= 2.0


def test_trucks_take_what_the_laboratory_has_released_and_no_more() -> None:
    plant = staffed(seed=6)
    plant.run(40 * DAY)
    lots = plant.procedures["lots"].memory["released"]
    trucks = plant.procedures["product trucks"].memory["delivery"]
    held = plant.procedures["product trucks"].store.held()  # type: ignore[attr-defined]
    assert 22e3 * lots == pytest.approx(24e3 * trucks + held)
    assert 0.0 <= held < 6 * 24e3
    assert 1.0 < trucks / 40.0 < 1.4  # 1.25 trucks a day


def test_chemicals_come_once_a_month_and_take_the_dock() -> None:
    plant = staffed(seed=6)
    run_until(plant, "chemical trucks", "unload", hours=24 * 45, step=0.25)
    assert "chemical trucks" in plant.resources["dock"].holders
    plant.run(95 * DAY)
    assert 2 <= plant.procedures["chemical trucks"].memory["delivery"] <= 4
