"""A turnaround: everything goes down in order, stands, and comes back; what cannot be told meanwhile is not told."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.twin.staffed import DAY, HOUR, level, reference, run_until, staffed
from twin.control.turnaround import YEAR
from twin.engine.runner import equal
from twin.engine.snapshot import Snapshot
from twin.kpi import RATIOS, Figure, kpis
from twin.ledger import Totals, closure, totals
from twin.operations import events
from twin.plant import Plant

CELLS = ("electrolyser A", "electrolyser B", "electrolyser C")


def begin(plant: Plant) -> None:
    """Let the next turnaround begin in an hour."""
    procedure = plant.procedures["turnaround"]
    procedure.memory["due"] = plant.time + HOUR
    plant.follow("turnaround", "production", since=plant.time)
    plant.resume("turnaround")


def current(plant: Plant) -> float:
    return float(sum(bank.current for bank in plant.line.electrolysis.now))


class Passed(NamedTuple):
    """What a plant showed on its way through a turnaround."""

    plant: Plant
    full: float
    ends: dict[str, float]
    """Time at which each stage began [s]."""
    trips: tuple[int, int]
    standing: tuple[Totals, Totals]
    whole: tuple[Totals, Totals]
    midst: Snapshot
    stood: dict[str, float]
    """What still flowed in the midst of it [kg/s or A]."""


@pytest.fixture(scope="module")
def passed() -> Passed:
    plant = staffed(seed=5)
    plant.run(0.5 * DAY)
    full, first, trips, ends = current(plant), totals(plant.line), events(plant)["trip"], dict[str, float]()
    begin(plant)
    for stage in ("feed_off", "cells_off", "works"):
        ends[stage] = run_until(plant, "turnaround", stage, hours=30).entered
    before_works = events(plant)["trip"]
    plant.run_hours(24)
    begun = totals(plant.line)
    plant.run_hours(48)
    line = plant.line
    stood = {
        "current": current(plant), "feed": float(line.dissolution.seen[0].feed),
        "evaporation": float(line.crystallisation.seen[0].evaporation),
        "product": float(line.crystallisation.seen[0].product),
        "polished brine": float(line.ion_exchange.seen[0].flow), "chlorine": float(line.hcl.seen[0].chlorine),
    }  # fmt: skip
    midst, standing = plant.snapshot(), (begun, totals(plant.line))
    ends["start_up"] = run_until(plant, "turnaround", "start_up", hours=24 * 25, step=1.0).entered
    for cell in CELLS:
        ends[cell] = run_until(plant, cell, "polarise", hours=48).entered
    ends["production"] = run_until(plant, "turnaround", "production", hours=48).entered
    plant.run_hours(72)
    whole = (first, totals(plant.line))
    return Passed(plant, full, ends, (trips, before_works), standing, whole, midst, stood)


def test_nothing_trips_on_the_way_down(passed: Passed) -> None:
    assert passed.trips[0] == passed.trips[1]


def test_carbonate_goes_first_then_the_cells_and_the_crystalliser_works_off(passed: Passed) -> None:
    ends = passed.ends
    assert ends["cells_off"] - ends["feed_off"] == pytest.approx(1800.0)
    assert 1.0 * HOUR < ends["works"] - ends["cells_off"] <= 24.0 * HOUR


def test_nothing_runs_in_a_turnaround(passed: Passed) -> None:
    assert passed.stood == pytest.approx(dict.fromkeys(passed.stood, 0.0), abs=1e-6)


def test_it_takes_ten_to_twenty_one_days_and_a_cold_start(passed: Passed) -> None:
    ends = passed.ends
    assert 10.0 * DAY <= ends["start_up"] - ends["feed_off"] <= 21.0 * DAY
    for cell in CELLS:
        assert 8.0 * HOUR <= ends[cell] - ends["start_up"] <= 24.2 * HOUR


def test_afterwards_the_line_is_at_full_load_and_the_next_one_is_due_in_a_year(passed: Passed) -> None:
    plant = passed.plant
    assert current(plant) == passed.full
    assert plant.line.hcl.commands[0].lit == 1.0
    assert 0.3 < level(plant, "T-601") < 0.6
    assert events(plant)["turnaround"] == 1
    assert plant.procedures["turnaround"].memory["due"] == pytest.approx(passed.ends["feed_off"] + YEAR)


def test_the_first_one_comes_in_the_middle_of_the_first_year() -> None:
    assert staffed().procedures["turnaround"].memory["due"] == reference().procedures.turnaround_first > 150 * DAY


def test_ratios_of_a_standing_plant_are_not_available_with_a_reason(passed: Passed) -> None:
    found: dict[str, Figure] = kpis(reference(), *passed.standing)
    assert found["throughput_t_per_d"].value == pytest.approx(0.0, abs=1e-9)
    for name in RATIOS:
        assert found[name].value is None, name
        assert RATIOS[name] in found[name].reason


def test_every_element_closes_through_a_turnaround(passed: Passed) -> None:
    gaps = closure(*passed.whole)
    assert {name: gap for name, gap in gaps.items() if gap > 1e-10} == {}
    ratios = kpis(reference(), *passed.whole)
    assert all(ratios[name].value is not None for name in RATIOS)


def test_a_copy_taken_in_the_midst_of_it_goes_on_bit_for_bit(passed: Passed) -> None:
    copies = [staffed(seed=5, snapshot=passed.midst) for _ in range(2)]
    copies[0].run(passed.ends["production"] + HOUR)
    copies[1].run(passed.ends["start_up"] + 3600.5)
    again = staffed(seed=5, snapshot=copies[1].snapshot())
    for one in (copies[1], again):
        one.run(passed.ends["production"] + HOUR)
    assert equal(again.snapshot(), copies[1].snapshot())
    assert copies[0].procedures["turnaround"].phase == "production"
