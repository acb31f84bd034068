"""Interlocks act after their delay, are armed again with hysteresis, and several causes do not undo each other."""

from __future__ import annotations

import pytest

from tests.twin.staffed import HOUR, staffed
from twin.plant import Plant


@pytest.fixture
def plant() -> Plant:
    made = staffed(seed=4)
    made.run(HOUR)
    return made


def fill(plant: Plant, tank: str, share: float) -> None:
    """More or less of what the tank holds."""
    plant.line.vessels.now[plant.builder.at[tank]] *= share
    plant.refresh()


def test_a_full_catholyte_tank_cuts_the_load_after_its_delay_until_it_is_well_below(plant: Plant) -> None:
    full = float(plant.line.electrolysis.now[0].current)
    fill(plant, "T-601", 0.93 / 0.4)
    plant.run(plant.time + 20.0)
    assert plant.procedures["I-69"].phase == "delayed"
    assert plant.line.electrolysis.commands[0].target == full
    plant.run(plant.time + 15.0)
    assert plant.procedures["I-69"].phase == "acting"
    assert plant.line.electrolysis.commands[0].target == pytest.approx(0.35 * full)
    plant.run_hours(0.5)
    assert plant.line.electrolysis.now[0].current == pytest.approx(0.35 * full, rel=1e-3)
    plant.run_hours(24)
    assert plant.procedures["I-69"].phase == "armed"
    assert plant.line.electrolysis.now[0].current == full


def test_a_cause_that_passes_within_the_delay_does_nothing(plant: Plant) -> None:
    fill(plant, "T-601", 0.93 / 0.4)
    plant.run(plant.time + 10.0)
    fill(plant, "T-601", 0.4 / 0.93)
    plant.run(plant.time + 60.0)
    assert plant.procedures["I-69"].phase == "armed"
    assert "interlock" not in plant.procedures["I-69"].memory


def test_a_hot_electrolyser_trips_alone(plant: Plant) -> None:
    anolyte = plant.builder.at["E-301B-anolyte"]
    plant.line.vessels.now[anolyte, -1] += 15.0 * float(plant.line.vessels.seen[anolyte].heat_capacity) * 2.5
    plant.run(plant.time + 30.0)
    assert plant.procedures["I-41"].memory["interlock"] == 1.0
    currents = [float(bank.current) for bank in plant.line.electrolysis.now]
    assert currents[1] == 0.0
    assert min(currents[0], currents[2]) > 0.0


def test_acid_stops_below_2_kiloampere_a_square_metre_and_comes_back(plant: Plant) -> None:
    plant.follow("burner", "tripped", since=plant.time)
    plant.run_hours(0.2)
    acid = plant.line.loops.commands[plant.builder.loop["FFIC-302A"]]
    assert acid.automatic == 0.0
    plant.follow("burner", "run", since=plant.time)
    plant.run_hours(0.5)
    assert acid.automatic == 1.0
