"""Stops of the crystalliser, the centrifuge and the dryer, and what they do to the tanks around."""

from __future__ import annotations

import pytest

from tests.twin.staffed import DAY, HOUR, level, run_until, staffed
from twin.lot_book import LotBook
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


def test_a_lot_is_certified_by_what_was_filled_into_it(plant: Plant) -> None:
    book = LotBook(plant)
    for _ in range(60):
        plant.run_hours(1)
        book.note()
    found = book.data()
    assert [lot["lot"] for lot in found["lots"]] == list(range(1, len(found["lots"]) + 1))
    for lot in found["lots"]:
        assert lot["mass_t"] == 22.0
        assert lot["mg_per_kg"]["Na"] == pytest.approx(30.0, rel=0.2)
        assert lot["certified_d"] is None or lot["certified_d"] > lot["packed_d"]
    assert found["off_spec_fraction"]["GB/T 26008-2020 D1"] == 0.0
    packing = plant.procedures["lots"]
    filled = sum(packing.memory[f"lot {n} Li"] for n in range(1, int(packing.memory["lots"]) + 1))
    assert filled == pytest.approx(packing.memory["bagged Li"], rel=1e-9)


def test_lots_are_the_same_after_a_snapshot(plant: Plant) -> None:
    plant.run_hours(20)
    copy = staffed(seed=4, snapshot=plant.snapshot())
    for one in (plant, copy):
        one.run_hours(20)
    assert plant.procedures["lots"].memory == copy.procedures["lots"].memory


def test_a_lot_off_its_specification_is_not_released(plant: Plant) -> None:
    plant.line.crystallisation.units[0].gas_carbon_dioxide = 0.01
    plant.run_hours(120)
    memory = plant.procedures["lots"].memory
    assert memory["off_spec"] >= 1.0
    assert memory["released"] <= 1.0


def test_a_wash_out_comes_with_the_scale_and_dissolves_it() -> None:
    plant = staffed(seed=4)
    before = float(plant.line.crystallisation.scale[0].resistance)
    plant.run(2 * DAY)
    grown = float(plant.line.crystallisation.scale[0].resistance)
    assert grown - before == pytest.approx(2 * 0.012, rel=0.15)  # 0.012 a day at nominal evaporation
    plant.line.crystallisation.scale[0].resistance = 0.5  # more than 35 days leave
    run_until(plant, "wash-out", "wash", hours=40)
    assert plant.line.crystallisation.scale[0].resistance == 0.0


def test_crystals_grow_coarser_while_less_is_drawn(plant: Plant) -> None:
    seen = plant.line.crystallisation.seen[0]
    before = float(seen.crystal_size)
    for rectifier in plant.line.electrolysis.commands:
        rectifier.target *= 0.5
    plant.run_hours(48)
    assert plant.line.crystallisation.seen[0].crystal_size > before


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
