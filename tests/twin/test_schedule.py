"""Draws of the schedule follow what its rows say."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

import twin
from tests.twin.staffed import reference
from twin.engine.draws import Draws
from twin.schedule import IDLE, LATEST, drawn, next_of_many, weibull_scale

YEAR = 365.25 * 86400.0


def sample(key: str, n: int = 4000) -> list[float]:
    draws = Draws(1, 7)
    return sorted(drawn(reference().duration(key), draws) for _ in range(n))


@pytest.mark.parametrize("key", ["filter_cycle", "lab_product"])
def test_a_lognormal_item_has_its_median_and_its_ninth_decile(key: str) -> None:
    found, plate = sample(key), reference().duration(key)
    assert found[2000] == pytest.approx(plate.median, rel=0.05)
    assert found[3600] == pytest.approx(plate.p90, rel=0.08)


def test_a_triangular_item_stays_between_its_ends() -> None:
    found = sample("hot_restart")
    assert found[0] >= 0.75 * 3600
    assert found[-1] <= 3 * 3600


def test_failures_come_as_often_as_the_schedule_says() -> None:
    assert statistics.mean(sample("burner_trip")) == pytest.approx(700 * 3600, rel=0.06)
    assert statistics.mean(sample("grid_dip")) == pytest.approx(YEAR / 6.0, rel=0.06)


def test_a_truck_is_hardly_ever_early_mostly_on_time_and_never_lost() -> None:
    found = sample("truck_acid")
    assert found[0] >= -4 * 3600
    assert abs(found[2000]) < 0.3 * 3600
    assert found[3600] == pytest.approx(24 * 3600, rel=0.15)
    assert found[-1] == LATEST * 24 * 3600


def test_one_of_thirty_old_elements_fails_sooner_than_one_new_one() -> None:
    plate, draws = reference().duration("element_fault"), Draws(1, 7)
    young = statistics.mean(next_of_many(plate, draws, age=0.0, number=30.0) for _ in range(4000))
    old = statistics.mean(next_of_many(plate, draws, age=4 * YEAR, number=30.0) for _ in range(4000))
    one = statistics.mean(next_of_many(plate, draws, age=0.0, number=1.0) for _ in range(4000))
    assert old < young < one
    assert one == pytest.approx(0.9027 * weibull_scale(plate), rel=0.05)  # mean of a Weibull of shape 1.5


def words_of(package: Path) -> set[str]:
    """Every text constant in the code of a package."""
    files = [file for file in package.rglob("*.py") if file.name != "schedule.py"]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text())))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_row_of_the_schedule_acts_or_says_why_it_does_not() -> None:
    rows, asked = {plate.name for plate in reference().schedule}, words_of(Path(twin.__file__).parent)
    assert rows - asked - IDLE.keys() == set()
    assert IDLE.keys() & asked == set()
    assert IDLE.keys() <= rows
