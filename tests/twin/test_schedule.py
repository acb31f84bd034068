"""Draws of the schedule follow the data book's table, row by row; what fails does so as often as it says."""

from __future__ import annotations

import ast
import csv
import math
import statistics
from functools import cache
from pathlib import Path

import pytest

import twin
from tests.twin.staffed import reference
from twin.engine.draws import Draws
from twin.schedule import IDLE, LATEST, drawn, next_of_many, weibull_scale
from twin.units import to_si

YEAR = 365.25 * 86400.0
DRAWS = 4000
PUBLISHED = Path(__file__).parent.parent / "published" / "des_parameters.csv"
UNITS = {"h MTBF": "h", "h MTBF per electrolyser": "h", "y per element": "y", "per year": "1/y"}
"""Units of the table that have another name in a flowsheet."""
SPREAD = {"triangular", "lognormal", "calendar", "schedule+lognormal delay"}
"""Laws of the table with three deciles."""


@cache
def table() -> dict[str, dict[str, str]]:
    """Rows of the data book's table by item."""
    return {row["item"]: row for row in csv.DictReader(PUBLISHED.read_text().splitlines())}


def deciles(key: str) -> list[float]:
    """P10, median and P90 of what is drawn."""
    draws = Draws(1, 7)
    found = sorted(drawn(reference().duration(key), draws) for _ in range(DRAWS))
    return [found[DRAWS // 10], found[DRAWS // 2], found[9 * DRAWS // 10]]


def told(row: dict[str, str], word: str) -> float | None:
    """A number of the table in SI."""
    unit = UNITS.get(row["unit"], row["unit"])
    return to_si(f"{row[word]} {unit}", unit, what=row["item"]) if row[word] else None


def test_every_row_of_the_data_book_s_table_that_is_no_buffer_is_in_the_schedule() -> None:
    items = {plate.item for plate in reference().schedule}
    assert {
        item for item, row in table().items() if row["distribution"] != "capacity" and "buffer" not in item
    } <= items


@pytest.mark.parametrize("key", [plate.name for plate in reference().schedule if plate.item in table()])
def test_a_row_has_the_table_s_numbers(key: str) -> None:
    plate = reference().duration(key)
    row = table()[plate.item]
    expected = [told(row, word) for word in ("p10", "median", "p90")]
    if key == "pump_failure":
        scale = weibull_scale(plate)
        assert scale * math.gamma(1.0 + 1.0 / (plate.shape or 1.0)) == pytest.approx(expected[1], rel=1e-3)
        return
    for given, own in zip(expected, (plate.p10, plate.median, plate.p90), strict=True):
        assert own == (None if given is None else pytest.approx(given, rel=1e-9))


@pytest.mark.parametrize("key", [
    plate.name for plate in reference().schedule
    if plate.item in table() and table()[plate.item]["distribution"] in SPREAD
])  # fmt: skip
def test_what_is_drawn_has_the_deciles_of_the_table(key: str) -> None:
    row, found = table()[reference().duration(key).item], deciles(key)
    expected = [told(row, word) or 0.0 for word in ("p10", "median", "p90")]
    width = expected[2] - expected[0]
    assert found == [pytest.approx(value, abs=0.04 * width) for value in expected]


@pytest.mark.parametrize("key", [plate.name for plate in reference().schedule if plate.repair])
def test_a_repair_has_the_deciles_of_its_row(key: str) -> None:
    draws, repair = Draws(1, 9), reference().duration(key).repair or (0.0, 0.0, 0.0)
    found = sorted(draws.lognormal(p10=repair[0], median=repair[1], p90=repair[2]) for _ in range(DRAWS))
    width = repair[2] - repair[0]
    for place, value in zip((DRAWS // 10, DRAWS // 2, 9 * DRAWS // 10), repair, strict=True):
        assert found[place] == pytest.approx(value, abs=0.04 * width + 1e-9)


@pytest.mark.parametrize("key", [plate.name for plate in reference().schedule if plate.distribution == "exponential"])
def test_failures_without_memory_come_as_often_as_the_table_says(key: str) -> None:
    """A thousand plant-years of each, without the plant."""
    draws, plate, passed, count = Draws(1, 11), reference().duration(key), 0.0, 0
    while passed < 1000.0 * YEAR:
        passed, count = passed + drawn(plate, draws), count + 1
    expected = passed / (told(table()[plate.item], "median") or 1.0)
    assert abs(count - expected) < 3.5 * math.sqrt(expected)


def test_the_grid_dips_six_times_a_year() -> None:
    draws, plate = Draws(1, 11), reference().duration("grid_dip")
    assert YEAR / statistics.mean(drawn(plate, draws) for _ in range(DRAWS)) == pytest.approx(6.0, rel=0.06)


def test_in_a_day_something_trips_with_a_chance_of_a_tenth() -> None:
    """Data book section 7: at least one electrolyser, burner, grid or air trip in 24 h: about 10 %."""
    keys = ["electrolyser_trip"] * 3 + ["burner_trip", "grid_dip", "air_failure"]
    draws, day, days = Draws(1, 13), 86400.0, 20_000
    hit = sum(any(drawn(reference().duration(key), draws) < day for key in keys) for _ in range(days))
    assert hit / days == pytest.approx(0.10, abs=0.015)


def test_ninety_elements_replaced_every_four_years_fail_about_1_4_times_a_year() -> None:
    """Data book section 7 and the table's note."""
    plate, draws, faults = reference().duration("element_fault"), Draws(1, 7), 0
    for _ in range(600):
        age = 0.0
        while (age := age + next_of_many(plate, draws, age=age, number=90.0)) < 4.0 * YEAR:
            faults += 1
    assert faults / (600 * 4) == pytest.approx(1.4, rel=0.05)


def test_a_truck_is_rarely_early_mostly_on_time_and_never_lost() -> None:
    draws = Draws(1, 7)
    found = sorted(drawn(reference().duration("truck_acid"), draws) for _ in range(DRAWS))
    assert found[0] >= -5 * 3600
    assert found[-1] == LATEST * 24 * 3600


def test_one_of_thirty_old_elements_fails_sooner_than_one_new_one() -> None:
    plate, draws = reference().duration("element_fault"), Draws(1, 7)
    young = statistics.mean(next_of_many(plate, draws, age=0.0, number=30.0) for _ in range(DRAWS))
    old = statistics.mean(next_of_many(plate, draws, age=4 * YEAR, number=30.0) for _ in range(DRAWS))
    one = statistics.mean(next_of_many(plate, draws, age=0.0, number=1.0) for _ in range(DRAWS))
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
