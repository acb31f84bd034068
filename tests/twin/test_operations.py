"""A year with its crew: nothing gets stuck, nothing is lost, everything happens; a copy goes on bit for bit.

The long runs of the twin are here, 1 to 10 CPU-s each.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.twin.failures import ROWS, Spy, least_chance, spying
from tests.twin.staffed import DAY, product, reference, staffed, tables
from twin.engine.runner import equal
from twin.engine.snapshot import Snapshot
from twin.ledger import CHECKED, closure, totals
from twin.operations import crew, events
from twin.plant import Plant
from twin.schedule import KINDS

RESTORED = """
from pathlib import Path
import sys
from tests.twin.staffed import DAY, staffed
from twin.engine.snapshot import Snapshot
plant = staffed(seed=3, snapshot=Snapshot.load(Path(sys.argv[1])))
plant.run(12 * DAY)
plant.snapshot().save(Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def month() -> tuple[Plant, dict[str, float]]:
    plant = staffed(seed=1)
    start = totals(plant.line)
    plant.run(30 * DAY)
    return plant, closure(start, totals(plant.line))


def test_a_month_closes_every_element_charge_and_energy(month: tuple[Plant, dict[str, float]]) -> None:
    _, gaps = month
    assert {name: gap for name, gap in gaps.items() if name != "energy" and gap > 1e-10} == {}
    assert set(CHECKED) <= set(gaps)
    assert gaps["energy"] <= 1e-6


def test_a_month_has_events_of_every_kind(month: tuple[Plant, dict[str, float]]) -> None:
    found = events(month[0])
    assert set(KINDS) <= set(found)
    assert [kind for kind, number in found.items() if number == 0] == []
    assert found["total"] >= 250
    assert 8 <= found["regeneration"] <= 14


class Year(NamedTuple):
    """A plant-year, and what was seen of it."""

    plant: Plant
    shares: list[float]
    """Product of each quarter, over that at the design's rate [-]."""
    gaps: dict[str, float]
    spy: Spy


@pytest.fixture(scope="module", params=[1, 3])
def year(request: pytest.FixtureRequest) -> Year:
    with spying() as spy:
        plant = staffed(seed=request.param)
        start, shares, before = totals(plant.line), list[float](), 0.0
        for _ in range(4):
            plant.run(plant.time + 91.25 * DAY)
            after = product(plant) * plant.time
            shares.append((after - before) / (91.25 * DAY))
            before = after
    return Year(plant, shares, closure(start, totals(plant.line)), spy)


def test_a_year_passes_without_getting_stuck(year: Year) -> None:
    plant = year.plant
    temperatures = [float(seen.temperature) for k, seen in enumerate(plant.line.vessels.seen) if k < 18]
    assert min(temperatures) > 280.0
    assert max(temperatures) < 375.0
    assert float(plant.line.vessels.now[:, 0].min()) > -1.0


def test_a_year_makes_what_planned_works_and_failures_leave_of_it(year: Year) -> None:
    turned, *others = sorted(year.shares)
    assert 0.70 < turned < 0.90  # the quarter with the turnaround
    assert min(others) > 0.90
    assert max(others) < 1.0
    assert 0.92 < product(year.plant) < 0.96
    assert events(year.plant)["turnaround"] == 1


def test_a_year_closes_every_element_charge_and_energy(year: Year) -> None:
    assert {name: gap for name, gap in year.gaps.items() if gap > 1e-10} == {}


def test_failures_of_a_year_are_as_many_as_the_schedule_lets_expect(year: Year) -> None:
    """Each row between the half-percent tails of chance: 99 % of all years."""
    chances = {}
    for key, row in ROWS.items():
        expected = year.spy.expected(key, year.plant)
        chances[key] = (year.spy.found(row), expected, least_chance(year.spy.found(row), expected))
    assert {key: chance for key, chance in chances.items() if chance[2] < 0.005} == {}


def test_the_same_seed_gives_the_same_state_and_another_seed_another() -> None:
    hashes = []
    for seed in (5, 5, 6):
        plant = staffed(seed=seed)
        plant.run(3 * DAY)
        hashes.append(plant.snapshot().state_sha256)
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


@pytest.mark.parametrize("how", [{"tolerance": 1e-7}, {"fixed_step": 60.0}, {"fixed_step": 30.0}])
def test_the_product_of_a_run_with_events_hardly_depends_on_the_integrator(how: dict[str, float]) -> None:
    made = []
    for settings in ({}, how):
        plant = Plant(reference(), seed=2, staff=crew, tables=tables(), **settings)  # type: ignore[arg-type]
        plant.run(5 * DAY)
        made.append(product(plant))
    assert made[0] == pytest.approx(made[1], rel=1e-4)


def test_a_plant_restored_in_a_new_process_goes_on_bit_for_bit(tmp_path: Path) -> None:
    plant, taken, ended = staffed(seed=3), tmp_path / "day10.npz", tmp_path / "day12.npz"
    plant.run(10 * DAY)
    plant.snapshot().save(taken)
    plant.run(12 * DAY)
    subprocess.run([sys.executable, "-c", RESTORED, str(taken), str(ended)], check=True, timeout=300)
    assert equal(Snapshot.load(ended), plant.snapshot())


def test_after_every_stop_the_plant_returns_to_full_load() -> None:
    plant = staffed(seed=4)
    plant.run(DAY)
    full = [float(bank.current) for bank in plant.line.electrolysis.now]
    for name, phase in (
        ("electrolyser B", "tripped"), ("electrolyser C", "isolated"), ("burner", "tripped"), ("burner", "off"),
        ("grid", "away"), ("instrument air", "away"), ("cooling water", "away"), ("tail fan", "away"),
        ("MVR", "tripped"), ("wash-out", "wash"), ("DI plant", "away"), ("vacuum pump", "changeover"),
    ):  # fmt: skip
        plant.follow(name, phase, since=plant.time)
        plant.run_hours(0.1)
        plant.resume()
        for _ in range(60):
            plant.run_hours(2)
            if [float(bank.current) for bank in plant.line.electrolysis.now] == full:
                break
        assert [float(bank.current) for bank in plant.line.electrolysis.now] == full, (name, phase)
        assert plant.line.hcl.commands[0].lit == 1.0


def test_a_restored_plant_waits_for_the_same_things_whatever_load_it_began_with() -> None:
    rest = Plant(reference())
    for k, bank in enumerate(rest.line.electrolysis.now):
        bank.current *= 0.97
        rest.line.electrolysis.commands[k].target = bank.current
    plant = Plant(reference(), seed=1, staff=crew, start=rest.as_start())
    plant.run(DAY)
    copy = Plant(reference(), seed=1, staff=crew, snapshot=plant.snapshot())
    for hour in range(25, 60):
        plant.run(3600.0 * hour)
        copy.run(3600.0 * hour)
    assert waits(copy) == waits(plant)
    assert equal(copy.snapshot(), plant.snapshot())


def waits(plant: Plant) -> set[tuple[str, str, float, float]]:
    """Who waits for which signal to pass what."""
    found = [wait for wait in plant.env._watched if wait is not None]
    return {(wait.owner, wait.signal.name, wait.threshold, wait.sense) for wait in found}
