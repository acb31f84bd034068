"""After a dip of the grid: who comes back in which order, and how the crew limits it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.twin.staffed import HOUR, reference, tables
from twin.operations import crew
from twin.plant import Plant

CELLS = ("electrolyser A", "electrolyser B", "electrolyser C")


class Restart:
    """What was seen from a dip on: first time of each phase of each procedure [h]."""

    def __init__(self, *, hour: float, **people: int) -> None:
        resources = dataclasses.replace(reference().resources, **people)
        design = dataclasses.replace(reference(), resources=resources)
        plant = Plant(design, seed=4, staff=crew, tables=tables())
        plant.run(hour * HOUR)
        plant.follow("grid", "away", since=plant.time)
        plant.run(plant.time + 2.0)
        plant.resume()
        self.begun, self.seen, self.most = plant.time, dict[tuple[str, str], float](), 0
        while not self.back(plant):
            plant.run(plant.time + 60.0)
            assert plant.time < self.begun + 24 * HOUR
            for name in (*CELLS, "burner"):
                self.seen.setdefault((name, plant.procedures[name].phase), (plant.time - self.begun) / HOUR)
            self.most = max(self.most, len(plant.resources["crew"].holders))
        self.plant = plant

    def back(self, plant: Plant) -> bool:
        return all(plant.procedures[name].phase == "run" for name in (*CELLS, "burner"))

    def first(self, name: str, phase: str) -> float:
        return self.seen[name, phase]


@pytest.fixture(scope="module")
def by_day() -> Restart:
    return Restart(hour=10.0, crew=2, crew_night=1)


@pytest.fixture(scope="module")
def at_night() -> Restart:
    return Restart(hour=25.0, crew=2, crew_night=1)


def test_a_dip_trips_everything_at_once(by_day: Restart) -> None:
    assert max(by_day.first(name, "tripped") for name in (CELLS[2], "burner")) < 0.1
    assert all(by_day.plant.procedures[name].memory["trip"] >= 1.0 for name in (*CELLS, "burner"))


def test_two_parties_restart_two_electrolysers_and_the_third_waits_for_one_of_them(by_day: Restart) -> None:
    first, second, third = (by_day.first(name, "polarise") for name in CELLS)
    assert first == second < 0.1
    after = ("await_permit", "await_load", "energise", "watch", "ramp_up")
    ready = min(by_day.first(name, phase) for name in CELLS[:2] for phase in after if (name, phase) in by_day.seen)
    assert third == pytest.approx(ready, abs=0.06)
    assert by_day.most == 2


def test_the_burner_is_lit_by_the_chlorine_of_the_first_two_and_the_third_follows(by_day: Restart) -> None:
    """One electrolyser of three is 33 % of the load, below the burner's turndown of 35 %."""
    assert by_day.first("burner", "purge") < by_day.first("burner", "ignition") < by_day.first("burner", "warm_up")
    _, second, third = sorted(by_day.first(name, "ramp_up") for name in CELLS)
    assert second - 0.02 <= by_day.first("burner", "ignition") <= third


def test_one_party_at_night_takes_longer_than_two_by_day(by_day: Restart, at_night: Restart) -> None:
    assert at_night.most == 1
    starts = sorted(at_night.first(name, "polarise") for name in CELLS)
    assert starts[0] < starts[1] < starts[2]
    assert whole(at_night) > whole(by_day)


def test_three_parties_restart_all_three_at_once() -> None:
    three: Any = Restart(hour=10.0, crew=3, crew_night=1)
    assert max(three.first(name, "polarise") for name in CELLS) < 0.1


def whole(one: Restart) -> float:
    """Time until all run again [h]."""
    return (one.plant.time - one.begun) / HOUR
