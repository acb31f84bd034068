"""Electrolysers trip, are repaired, ramp; the load is shared by those that run."""

from __future__ import annotations

import pytest

from tests.twin.staffed import DAY, HOUR, run_until, staffed
from twin.electrolysis.procedure import TRIP
from twin.plant import Plant

YEAR = 365.25 * DAY


@pytest.fixture
def plant() -> Plant:
    made = staffed(seed=4)
    made.run(HOUR)
    return made


def currents(plant: Plant) -> list[float]:
    return [float(bank.current) for bank in plant.line.electrolysis.now]


def test_a_trip_takes_the_current_to_nothing_at_once_and_costs_the_membranes(plant: Plant) -> None:
    before = plant.snapshot()
    loss = float(plant.line.electrolysis.elements[35].loss)
    plant.follow("electrolyser B", "tripped", since=plant.time)
    plant.refresh()
    bank, command = plant.line.electrolysis.now[1], plant.line.electrolysis.commands[1]
    assert bank.current == 0.0
    assert command.acid_on == 0.0
    element = plant.line.electrolysis.elements[35]
    assert element.loss - loss == pytest.approx(0.0005)
    assert element.cathode == pytest.approx(0.001, rel=1e-2)
    assert plant.line.electrolysis.elements[0].cathode < 1e-5
    plant.rewind(before)
    assert plant.line.electrolysis.now[1].current > 0.0


def test_after_a_trip_an_electrolyser_is_back_at_exactly_full_load(plant: Plant) -> None:
    full = currents(plant)
    plant.procedures["electrolyser A"].memory["cause"] = TRIP
    plant.follow("electrolyser A", "tripped", since=plant.time)
    plant.resume()
    run_until(plant, "electrolyser A", "polarise", hours=1)
    run_until(plant, "electrolyser A", "run", hours=6)
    assert currents(plant) == full
    assert plant.procedures["electrolyser A"].memory["repair"] == 1.0


def test_a_ramp_takes_the_time_that_the_rectifier_s_rate_gives(plant: Plant) -> None:
    plant.follow("electrolyser A", "await_load", since=plant.time)
    plant.resume()
    run_until(plant, "electrolyser A", "ramp_up", hours=1, step=0.01)
    begun = plant.procedures["electrolyser A"].entered
    run_until(plant, "electrolyser A", "run", hours=1, step=0.01)
    minutes = (plant.procedures["electrolyser A"].entered - begun) / 60.0
    rise = currents(plant)[0] / plant.line.electrolysis.units[0].area - 1250.0  # from where it was energised
    assert minutes == pytest.approx(rise / 500.0, rel=2e-3)  # 0.5 kA/m2/min


def test_two_electrolysers_carry_a_limited_load_for_three(plant: Plant) -> None:
    full = currents(plant)[0]
    plant.follow("electrolyser C", "isolated", since=plant.time)
    permits = plant.procedures["electrolyser A"].unit.permits  # type: ignore[attr-defined]
    permits.act("burner", share=0.4)
    targets = [float(command.target) for command in plant.line.electrolysis.commands]
    assert targets[0] == pytest.approx(0.6 * full)
    permits.act("burner", share=0.9)
    assert plant.line.electrolysis.commands[0].target == pytest.approx(full)


def test_the_lowest_of_several_limits_wins_and_leaves_with_its_cause(plant: Plant) -> None:
    full = currents(plant)[0]
    permits = plant.procedures["burner"].burner._permits  # type: ignore[attr-defined]
    permits.act("I-69", share=0.35)
    permits.act("I-72", share=0.0)
    assert plant.line.electrolysis.commands[0].target == 0.0
    permits.clear("I-72")
    assert plant.line.electrolysis.commands[0].target == pytest.approx(0.35 * full)
    permits.clear("I-69")
    assert plant.line.electrolysis.commands[0].target == full


def renew(plant: Plant, letter: str) -> None:
    """Let the membranes of an electrolyser fall due now."""
    name = f"electrolyser {letter}"
    plant.procedures[name].memory["membrane"] = plant.time
    plant.follow(name, "run", since=plant.time)
    plant.resume(name)


def test_new_membranes_take_days_the_others_go_on_and_what_ageing_took_is_back(plant: Plant) -> None:
    full, trips = currents(plant), plant.procedures["electrolyser B"].memory.get("trip", 0.0)
    plant.line.electrolysis.elements.loss[30:60] = 0.02
    renew(plant, "B")
    begun = run_until(plant, "electrolyser B", "flush", hours=2).entered
    assert currents(plant)[1] == 0.0
    assert currents(plant)[0] == full[0]
    renew(plant, "C")  # two at a time is one too many: put off
    plant.run_hours(1)
    assert plant.procedures["electrolyser C"].phase == "run"
    assert plant.procedures["electrolyser C"].memory["membrane"] > plant.time + 6 * DAY
    filled = run_until(plant, "electrolyser B", "fill", hours=24 * 15, step=1.0).entered
    assert 2.5 * DAY < filled - begun < 12 * DAY  # 4 to 7 d, nine times of ten
    heated = run_until(plant, "electrolyser B", "polarise", hours=30).entered
    assert 8 * HOUR <= heated - filled <= 24 * HOUR
    assert not plant.line.electrolysis.elements.loss[30:60].any()
    run_until(plant, "electrolyser B", "run", hours=6)
    memory = plant.procedures["electrolyser B"].memory
    assert memory["re_membrane"] == 1.0
    assert memory.get("trip", 0.0) == trips
    assert 3 * YEAR <= memory["membrane"] - memory["renewed"] <= 5 * YEAR
    assert currents(plant)[1] == pytest.approx(full[1])


def test_membranes_are_new_when_a_run_of_the_reference_starts() -> None:
    memories = [staffed(seed=k).procedures[f"electrolyser {one}"].memory for k in range(4) for one in "ABC"]
    assert {memory["renewed"] for memory in memories} == {0.0}
    assert all(2 * YEAR <= memory["membrane"] <= 6 * YEAR for memory in memories)  # deciles of 3, 4 and 5 years
    assert not staffed().line.electrolysis.elements.loss.any()


def test_without_nitrogen_nothing_starts_and_what_runs_goes_on(plant: Plant) -> None:
    full = currents(plant)
    plant.follow("nitrogen", "away", since=plant.time)
    plant.run_hours(0.5)
    assert currents(plant) == full
    plant.follow("electrolyser A", "await_load", since=plant.time)
    plant.refresh()
    plant.line.electrolysis.now[0].current = 0.0
    plant.resume("electrolyser A")
    plant.run_hours(2)
    assert plant.procedures["electrolyser A"].phase in ("await_nitrogen", "await_load")
    assert currents(plant)[0] == 0.0
    plant.follow("nitrogen", "there", since=plant.time)
    run_until(plant, "electrolyser A", "run", hours=1)
    assert currents(plant)[0] == pytest.approx(full[0])
