"""Failures, repairs and shifts over hundreds of years, without the plant: as often and as long as the table says."""

from __future__ import annotations

import math

import pytest

from tests.twin.control.bench import DAY, YEAR, empty_plant, hire
from tests.twin.staffed import HOUR, reference
from twin.causes import UTILITIES
from twin.control.pumps import RunPumps
from twin.control.shifts import RunShifts
from twin.control.spares import Part, Shelf
from twin.control.utilities import RunUtility
from twin.engine.resources import Resource

YEARS = 300


@pytest.mark.parametrize("name", UTILITIES)
def test_a_utility_fails_as_often_and_is_away_as_long_as_its_row_says(name: str) -> None:
    key, _ = UTILITIES[name]
    env, board = empty_plant()
    utility = hire(RunUtility, env, name, permits=board, key=key)
    env.run(YEARS * YEAR)
    plate, outages = reference().duration(key), sorted(board.lasted[name])
    mean = 1.0 / plate.median if plate.distribution == "poisson" else plate.median  # type: ignore[operator]
    expected = YEARS * YEAR / (mean or 1.0)
    assert abs(utility.memory["outage"] - expected) < 3.5 * math.sqrt(expected)
    if plate.repair is None:
        assert outages == pytest.approx([reference().procedures.dip] * len(outages), rel=1e-3)
        return
    number = len(outages)
    for share, told in zip((0.1, 0.5, 0.9), plate.repair, strict=True):
        shorter = sum(outage < told for outage in outages)
        assert abs(shorter - share * number) < 3.5 * math.sqrt(share * (1.0 - share) * number)


def test_duty_pumps_fail_every_9000_hours_and_the_flow_stands_for_minutes_or_rarely_for_a_repair() -> None:
    env, board = empty_plant()
    shelf = Shelf(reference().spare("pump"), [Part(there=0.0), Part(there=0.0)])
    pumps = hire(RunPumps, env, "pumps x", permits=board, installed=2, spares=shelf)
    env.run(YEARS * YEAR)
    stops = sorted(board.lasted["pumps x"])
    expected = YEARS * YEAR / (9000 * HOUR)
    assert pumps.memory["outage"] == pytest.approx(expected, rel=0.1)  # Weibull of shape 1.3: less scatter than chance
    assert stops[len(stops) // 2] == pytest.approx(4 * 60, rel=0.15)
    out = [stop for stop in stops if stop > HOUR]
    fails = reference().procedures.standby_fails
    assert len(out) == pytest.approx(fails * len(stops), abs=3.5 * math.sqrt(fails * len(stops)))
    assert pumps.memory["repair"] >= pumps.memory["outage"] - 2


@pytest.mark.parametrize(("length", "by_night"), [(12.0, 12.0), (8.0, 8.0)])
def test_the_crew_is_the_shift_s_and_nobody_begins_a_repair_in_a_handover(length: float, by_night: float) -> None:
    env, _ = empty_plant()
    crew = Resource("crew", 9)
    shifts = hire(RunShifts, env, "shifts", crew=crew, by_day=2, at_night=1)
    shifts.stop()
    shifts.length = length * HOUR  # type: ignore[attr-defined]
    shifts.start()
    seen = []
    for minute in range(5, 3 * 24 * 60, 5):
        env.run(60.0 * minute + 30.0)
        seen.append(crew.capacity)
    day = seen[288:576]
    assert day.count(0) == round(24 / length) * 3  # a quarter of an hour each
    assert day.count(1) == pytest.approx(by_night * 12 - 3, abs=1)
    assert day[3 * 12 - 1], day[12 * 12 - 1] == (1, 2)
    assert env.now < 3 * DAY
