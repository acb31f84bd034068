"""A burner outage costs what the data book says; hypochlorite tanks take turns."""

from __future__ import annotations

import pytest

from tests.twin.staffed import DAY, HOUR, run_until, staffed
from twin.instruments.instrumentation import Instrumentation
from twin.matter.components import N2
from twin.plant import Plant

COUNTED = ("hydroxide", "hcl", "chlorine")


def meters(plant: Plant) -> dict[str, float]:
    return {name: float(getattr(plant.line.ledger.meter[0], name)) for name in COUNTED}


def a_day(outage: float) -> dict[str, float]:
    """What a day makes in which the burner is out for so many hours, phases set as a real plant would show them."""
    plant = staffed(seed=4)
    plant.run(DAY)
    start, end = meters(plant), 2 * DAY
    plant.run_hours(6)
    if outage:
        for phase, hours in (("tripped", outage - 0.25), ("purge", 0.2), ("ignition", 0.05)):
            plant.follow("burner", phase, since=plant.time)
            plant.run_hours(hours)
        plant.follow("burner", "warm_up", since=plant.time)
        plant.resume()
    plant.run(end)
    assert plant.procedures["burner"].phase == "run"
    return {name: value - start[name] for name, value in meters(plant).items()}


@pytest.mark.parametrize(("hours", "lost", "recovery"), [(1.0, 0.037, 0.946), (3.0, 0.091, 0.914)])
def test_an_outage_costs_the_output_and_the_recovery_of_the_data_book(
    hours: float, lost: float, recovery: float
) -> None:
    """Data book section 7: 1 h of outage costs 3.7 % of a day and R_HCl 94.6 %, 3 h 9.1 % and 91.4 %."""
    with_outage, without = a_day(hours), a_day(0.0)
    assert 1.0 - with_outage["hydroxide"] / without["hydroxide"] == pytest.approx(lost, abs=0.002)
    assert with_outage["hcl"] / (2.0 * with_outage["chlorine"]) == pytest.approx(recovery, abs=0.002)


def test_a_trip_ramps_the_cells_to_the_turndown_within_a_minute_or_so() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    full = [float(bank.current) for bank in plant.line.electrolysis.now]
    plant.follow("burner", "tripped", since=plant.time)
    plant.run(plant.time + 61.0)
    now = [float(bank.current) for bank in plant.line.electrolysis.now]
    assert now == pytest.approx([0.35 * one for one in full], rel=1e-3)
    assert plant.line.hcl.seen[0].burned == 0.0
    assert plant.line.hcl.seen[0].surplus > 0.0


def test_a_burner_that_is_not_relit_in_an_hour_puts_the_cells_off() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    plant.follow("burner", "off", since=plant.time)
    plant.run_hours(0.2)
    assert [float(bank.current) for bank in plant.line.electrolysis.now] == [0.0, 0.0, 0.0]
    plant.resume()
    run_until(plant, "burner", "run", hours=8)


def test_a_spent_hypochlorite_tank_is_swapped_drained_and_filled_with_fresh_lye() -> None:
    plant = staffed(seed=4)
    run_until(plant, "hypochlorite", "drain", hours=30)
    seen, command = plant.line.hcl.seen[0], plant.line.hcl.commands[0]
    assert command.duty == 1.0
    assert seen.strength > 0.15
    run_until(plant, "hypochlorite", "serve", hours=4)
    assert seen.standby_level == pytest.approx(0.7, abs=0.005)
    assert plant.procedures["hypochlorite"].memory["tank_swap"] == 1.0


def test_the_laboratory_finds_hypochlorite_of_the_product_s_strength_in_a_spent_tank() -> None:
    """With the crew as at rest, to half a point: the gas of an outage holds less CO2 and HCl to a mole of chlorine."""
    plant = staffed(seed=4)
    instruments = Instrumentation(plant)
    for _ in range(3):  # both tanks were first filled as for chlorine alone
        run_until(plant, "hypochlorite", "drain", hours=40)
        run_until(plant, "hypochlorite", "serve", hours=6)
    found = instruments.read()
    assert found["laboratory.hypochlorite.NaOCl"] == pytest.approx(plant.design.hypochlorite.strength, abs=0.005)
    assert found["laboratory.hypochlorite.NaOH"] == pytest.approx(0.03, abs=1e-4)


def test_without_its_oxygen_analyser_the_ratio_burns_less_chlorine() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    seen = plant.line.hcl.seen[0]
    before, vented = float(seen.burned), float(seen.vented)
    oxygen = float(seen.oxygen / seen.chlorine)
    plant.follow("oxygen analyser", "out", since=plant.time)
    plant.refresh()
    expected = (1.0 + 2.0 * oxygen) / (1.0 + 2.0 * 0.03 / 0.97)  # H2/(Cl2 + 2 O2) stays as set, 3 % are assumed
    assert float(seen.burned) == pytest.approx(before * expected, rel=2e-3)
    assert float(seen.vented) == pytest.approx(vented, abs=1e-6)
    plant.follow("oxygen analyser", "there", since=plant.time)
    plant.refresh()
    assert float(seen.burned) == pytest.approx(before, rel=1e-6)


def test_nitrogen_sweeps_the_furnace_before_it_is_lit_and_never_after() -> None:
    """Twelve minutes of 100 Nm3/h through a train of some 3 m3: more than five volumes (data book: 10-15 min)."""
    plant = staffed(seed=4)
    plant.run(HOUR)
    flow = plant.line.streams.flow
    plant.follow("burner", "purge", since=plant.time)
    plant.refresh()
    assert flow[71, N2] * 0.022414 * 3600.0 == pytest.approx(100.0, rel=0.01)
    assert flow[55, N2] == pytest.approx(flow[71, N2], rel=1e-6)
    assert flow[71, N2] * 0.022414 * 720.0 > 5 * 3.0
    plant.resume("burner")
    plant.run(plant.time + 721.0)
    assert plant.procedures["burner"].phase != "purge"
    assert flow[71, N2] == 0.0


def test_a_burner_waits_for_nitrogen_to_purge_with_the_cells_off() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    plant.follow("nitrogen", "away", since=plant.time)
    assert plant.line.hcl.commands[0].lit == 1.0
    plant.follow("burner", "purge", since=plant.time)
    plant.resume("burner")
    run_until(plant, "burner", "await_nitrogen", hours=1)
    plant.run_hours(1)
    assert [float(bank.current) for bank in plant.line.electrolysis.now] == [0.0, 0.0, 0.0]
    plant.follow("nitrogen", "there", since=plant.time)
    run_until(plant, "burner", "run", hours=8)
