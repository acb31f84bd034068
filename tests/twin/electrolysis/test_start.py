"""Shut off, an electrolyser cools; it is warmed slowly, energised in steps, watched, and tested at low load."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.twin.staffed import DAY, HOUR, reference, run_until, tables
from twin.design import Design
from twin.operations import crew
from twin.plant import Plant


def temperature(plant: Plant, letter: str) -> float:
    """Of an electrolyser's loops [degC]."""
    return float(plant.line.vessels.seen[plant.builder.at[f"E-301{letter}-anolyte"]].temperature) - 273.15


def plant_of(**electrolysis: object) -> Plant:
    """A staffed reference with some of its parameters changed [SI]."""
    base = reference()
    design: Design = replace(base, electrolysis=replace(base.electrolysis, **electrolysis))  # type: ignore[arg-type]
    plant = Plant(design, seed=4, staff=crew, tables=tables())
    plant.run(HOUR)
    return plant


def test_shut_off_for_works_an_electrolyser_cools_and_is_warmed_at_the_permitted_rate() -> None:
    plant = plant_of()
    assert temperature(plant, "B") == pytest.approx(85.0, abs=1.0)
    plant.procedures["electrolyser B"].memory["cause"] = 4.0
    plant.follow("electrolyser B", "drained", since=plant.time)
    plant.run_hours(24)
    after_a_day = temperature(plant, "B")
    assert 45.0 < after_a_day < 65.0  # 15 kW of wall loss at 85 degC on some 27 MJ/K: 30 h
    plant.run_hours(4 * 24)
    assert temperature(plant, "B") < 30.0
    plant.resume("electrolyser B")
    run_until(plant, "electrolyser B", "heat", hours=24 * 10, step=0.5)
    cold, begun = temperature(plant, "B"), plant.time
    run_until(plant, "electrolyser B", "polarise", hours=12)
    warm = temperature(plant, "B")
    assert warm == pytest.approx(65.0, abs=0.7)
    assert 5.0 < (warm - cold) / (plant.time - begun) * HOUR <= 15.0  # data book: at most 10-15 degC/h
    run_until(plant, "electrolyser B", "run", hours=36)
    plant.run_hours(24)
    assert temperature(plant, "B") == pytest.approx(85.0, abs=1.5)
    assert float(plant.line.electrolysis.seen[1].efficiency) == pytest.approx(0.90, abs=0.005)


def test_a_start_stops_at_its_first_step_without_acid_and_looks_at_every_element() -> None:
    plant = plant_of()
    plant.follow("electrolyser A", "await_load", since=plant.time)
    plant.resume()
    run_until(plant, "electrolyser A", "watch", hours=1, step=0.01)
    seen, command = plant.line.electrolysis.seen[0], plant.line.electrolysis.commands[0]
    assert seen.density == pytest.approx(1250.0, rel=0.05)
    assert command.acid_on == 0.0 and command.polarising == 0.0
    begun = plant.procedures["electrolyser A"].entered
    run_until(plant, "electrolyser A", "ramp_up", hours=1, step=0.01)
    assert plant.time - begun == pytest.approx(300.0, abs=60.0)
    run_until(plant, "electrolyser A", "run", hours=1, step=0.01)
    assert command.acid_on == 1.0


def test_an_element_far_off_the_others_ends_a_start() -> None:
    plant = plant_of()
    plant.line.electrolysis.spots[3].resistance = 0.5 / 1250.0
    plant.follow("electrolyser A", "await_load", since=plant.time)
    plant.resume()
    before = plant.procedures["electrolyser A"].memory.get("trip", 0.0)
    run_until(plant, "electrolyser A", "polarise", hours=1, step=0.01)
    memory = plant.procedures["electrolyser A"].memory
    assert (memory["cause"], memory["trip"]) == (3.0, before + 1.0)


def test_polarised_while_it_waits_and_not_while_it_is_shut_off() -> None:
    plant = plant_of()
    command = plant.line.electrolysis.commands[0]
    for phase, polarising in (("run", 0.0), ("tripped", 1.0), ("polarise", 1.0), ("isolated", 0.0)):
        plant.follow("electrolyser A", phase, since=plant.time)
        plant.refresh()
        assert command.polarising == polarising, phase


def test_others_carry_the_load_of_one_that_is_out_only_where_the_flowsheet_says_so() -> None:
    for policy, density in ((0, 3729.0), (1, 5500.0)):
        plant = plant_of(load_policy=policy)
        plant.follow("electrolyser C", "isolated", since=plant.time)
        plant.refresh()
        target = plant.line.electrolysis.commands[0].target / 2.7
        assert target == pytest.approx(density, rel=2e-3), policy
    permits = plant.procedures["electrolyser A"].unit.permits  # type: ignore[attr-defined]
    permits.act("burner", share=0.35)
    assert plant.line.electrolysis.commands[0].target == pytest.approx(0.35 * 1.5 * 3729.0 * 2.7, rel=2e-3)


def test_a_hole_is_found_by_the_next_shift_and_its_element_alone_gets_a_new_membrane() -> None:
    plant = plant_of()
    procedure, elements = plant.procedures["electrolyser A"], plant.line.electrolysis.elements
    elements.loss[:30] = 0.01
    procedure.memory["element"] = plant.time
    plant.follow("electrolyser A", "run", since=plant.time)
    plant.resume("electrolyser A")
    plant.run_hours(1)
    failed = int(procedure.memory["failed"])
    assert elements[failed].hole == pytest.approx(2e-6, rel=1e-3)
    assert float(plant.line.electrolysis.headers[0].hydrogen_in_chlorine) > 0.0012
    run_until(plant, "electrolyser A", "drained", hours=48, step=0.5)
    run_until(plant, "electrolyser A", "polarise", hours=48, step=0.5)
    assert elements[failed].hole == elements[failed].loss == 0.0
    assert elements[(failed + 1) % 30].loss > 0.01


def test_a_jumper_keeps_the_electrolyser_on_load_without_the_element() -> None:
    plant = plant_of(bypass=1)
    procedure = plant.procedures["electrolyser A"]
    procedure.memory["cause"], procedure.memory["failed"] = 2.0, 11.0
    plant.follow("electrolyser A", "jumper", since=plant.time)
    plant.resume("electrolyser A")
    begun = plant.time
    run_until(plant, "electrolyser A", "polarise", hours=6, step=0.05)
    assert 2.0 * HOUR <= plant.time - begun <= 5.0 * HOUR  # 3 to 4 h, eight times of ten
    run_until(plant, "electrolyser A", "run", hours=12)
    plant.run_hours(1)
    assert plant.line.electrolysis.element_seen[11].voltage == 0.0
    seen = plant.line.electrolysis.seen
    assert seen[0].charge_flow == pytest.approx(29.0 / 30.0 * seen[1].charge_flow, rel=1e-6)
    assert procedure.phase == "run" and seen[0].imbalance < 0.5  # I-30 counts the jumper out


def test_every_second_set_of_membranes_comes_with_new_coatings_and_given_ages_show_in_the_calendar() -> None:
    plant = plant_of(membrane_age=(0.0, 3.0 * 365.25 * DAY, 0.0), coating_age=(0.0, 7.0 * 365.25 * DAY, 0.0))
    procedure, elements = plant.procedures["electrolyser B"], plant.line.electrolysis.elements
    assert procedure.memory["renewed"] == pytest.approx(-3.0 * 365.25 * DAY)
    assert procedure.memory["membrane"] < 2.0 * 365.25 * DAY + HOUR
    assert elements[30].anode == pytest.approx(0.035, rel=1e-2)
    assert elements[30].loss == pytest.approx(0.015, rel=1e-2)
    procedure.renew()  # type: ignore[attr-defined]
    assert elements[30].anode == elements[30].loss == elements[30].anode_age == 0.0  # the second set
    elements.anode[30:60] = 0.01
    procedure.renew()  # type: ignore[attr-defined]
    assert elements[30].anode == 0.01  # the first of the next two


def test_the_low_load_test_finds_the_hole_and_leaves_sound_elements_alone() -> None:
    plant = plant_of()
    section, procedure = plant.line.electrolysis, plant.procedures["low-load test"]
    section.elements[7].hole = 2e-6
    for n in range(30):
        section.spots[n].resistance = 5e-6 * ((n % 7) - 3)
        section.elements[n].anode = 0.005 * (n % 4)
    procedure.memory["due"] = plant.time
    plant.follow("low-load test", "step_down", since=plant.time)
    plant.resume("low-load test")
    plant.run_hours(0.3)
    assert float(section.seen[0].density) == pytest.approx(0.05 * 3729.0, rel=0.01)
    assert float(section.seen[1].density) == pytest.approx(3729.0, rel=0.01)
    run_until(plant, "low-load test", "idle", hours=4)
    memory = procedure.memory
    assert (memory["A damaged"], memory["A worst"]) == (1.0, 8.0)
    assert memory["A deviation"] < -0.1
    assert memory["B damaged"] == memory["C damaged"] == 0.0
    assert abs(memory["B deviation"]) < 0.02
    assert float(section.seen[0].density) == pytest.approx(3729.0, rel=0.01)
    assert plant.procedures["electrolyser A"].memory.get("trip", 0.0) == 0.0
