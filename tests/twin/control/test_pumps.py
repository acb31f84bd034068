"""Pumps of a service: a changeover of minutes, repairs of hours, and rarely no pump at all."""

from __future__ import annotations

import dataclasses

import pytest

from tests.twin.staffed import HOUR, level, reference, run_until, staffed, tables
from twin.errors import DesignError
from twin.operations import crew
from twin.plant import Plant
from twin.staff_nameplate import PumpPlate

SERVICES = [plate.name for plate in reference().pumps]


def fail(plant: Plant, service: str) -> None:
    """The running pump of a service fails in a minute."""
    name = f"pumps {service}"
    plant.procedures[name].memory["failure"] = plant.time + 60.0
    plant.follow(name, "run", since=plant.time)
    plant.resume(name)


@pytest.mark.parametrize("service", SERVICES)
def test_a_changeover_stands_the_flow_for_minutes_and_the_pump_goes_to_the_fitters(service: str) -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    fail(plant, service)
    pumps = run_until(plant, f"pumps {service}", "changeover", hours=1, step=0.01)
    places = [plant.builder.loop[tag] for tag in plant.builder.loop if stops(plant, service, tag)]
    assert places
    plant.refresh()
    assert [float(plant.line.loops.seen[place].output) for place in places] == [0.0] * len(places)
    began = plant.time
    run_until(plant, f"pumps {service}", "run", hours=1, step=0.01)
    assert 60.0 < plant.time - began < 40 * 60.0
    assert [float(plant.line.loops.commands[place].automatic) for place in places] == [1.0] * len(places)
    mended = [time for key, time in pumps.memory.items() if key.startswith("mended")]
    assert len(mended) == 1
    assert mended[0] - plant.time > 2 * HOUR


def stops(plant: Plant, service: str, tag: str) -> bool:
    listed = next(plate.stops for plate in plant.design.pumps if plate.name == service)
    return any(tag == one or (tag[:-1] == one and tag[-1].isalpha()) for one in listed)


def test_without_a_standby_the_cells_go_down_as_the_polished_brine_runs_out() -> None:
    """Data book: T-203 lasts 4.4 h from its normal level to its low alarm; then I-71 cuts the load."""
    pumps = tuple(
        dataclasses.replace(one, installed=1) if one.name == "filtered-brine" else one for one in reference().pumps
    )
    plant = Plant(dataclasses.replace(reference(), pumps=pumps), seed=4, staff=crew, tables=tables())
    plant.run(HOUR)
    full, begun = level(plant, "T-203"), plant.time
    current = sum(float(bank.current) for bank in plant.line.electrolysis.now)
    fail(plant, "filtered-brine")
    procedure = run_until(plant, "pumps filtered-brine", "all_out", hours=1)
    while level(plant, "T-203") > 0.15 and plant.time < begun + 8 * HOUR:
        plant.run_hours(0.1)
    assert full == pytest.approx(0.65, abs=0.03)
    assert (plant.time - begun) / HOUR == pytest.approx(4.4, abs=0.4)
    assert procedure.phase == "all_out"
    plant.run_hours(2)
    assert sum(float(bank.current) for bank in plant.line.electrolysis.now) < 0.4 * current


def test_a_loop_that_the_line_does_not_have_is_told_with_the_nearest() -> None:
    wrong = (PumpPlate(name="x", service="nothing", stops=("LIC-267",), installed=2),)
    with pytest.raises(DesignError, match=r"pumps\.x: the line has no loop 'LIC-267'\. Did you mean 'LIC-"):
        Plant(dataclasses.replace(reference(), pumps=wrong), seed=1, staff=crew, tables=tables())
