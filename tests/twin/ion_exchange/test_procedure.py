"""The eight steps of a regeneration, what tells the end of a service, and what becomes of old resin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.twin.balance import at_rest
from tests.twin.staffed import HOUR, reference, run_until, staffed
from twin.engine.procedure import Procedure
from twin.ion_exchange.equipment import AT_CA, AT_MG, HYDROGEN, IONS
from twin.ion_exchange.procedure import HOURS
from twin.ledger import FENCE, closure, totals
from twin.matter.components import CL, LI
from twin.matter.constants import M_HCL, M_LICL
from twin.operations import Roster
from twin.plant import Plant


def only_columns(env, builder, seed):
    """A staff that changes columns; all else is averaged."""
    roster = Roster(env, builder, seed)
    roster.columns()
    return roster.procedures, list(roster.resources.values())


def station(plant: Plant):
    """Station, its commands and signals."""
    section = plant.line.ion_exchange
    return section.units[0], section.commands[0], section.seen[0]


def held(plant: Plant, column: int, what: int) -> float:
    """What a column's resin holds [mol]."""
    slices = int(plant.line.ion_exchange.units[0].slices)
    return float(plant.line.ion_exchange.resin[column * slices : (column + 1) * slices, what].sum())


def crossed(plant: Plant, stream: int, component: int) -> float:
    """Counted over the fence so far [mol]."""
    return float(plant.line.ledger.fence[FENCE.index(stream), component])


def test_a_spent_column_goes_through_its_steps_while_the_others_serve() -> None:
    plant = staffed(seed=4)
    _, command, _ = station(plant)
    assert (command.lead, command.lag, command.off, command.averaged) == (0.0, 1.0, 2.0, 0.0)
    spent = run_until(plant, "ion exchange", "displace", hours=90)
    assert (command.lead, command.lag, command.off, command.step) == (1.0, 2.0, 0.0, 3.0)
    loaded, begun = held(plant, 0, AT_CA), spent.entered
    assert plant.resources["skid"].holders == ["ion exchange"]
    run_until(plant, "ion exchange", "lye", hours=4)
    assert held(plant, 0, HYDROGEN) > 0.9 * reference().ion_exchange.sites * reference().ion_exchange.resin_volume
    run_until(plant, "ion exchange", "standby", hours=4)
    assert spent.entered - begun == pytest.approx(5.5 * 3600.0)
    assert plant.resources["skid"].holders == []
    assert held(plant, 0, AT_CA) < 0.02 * loaded
    assert held(plant, 0, HYDROGEN) < 0.02 * reference().ion_exchange.sites * reference().ion_exchange.resin_volume


def test_a_regeneration_uses_the_chemicals_and_water_of_the_data_book() -> None:
    """Section 5: each uses 139 kg HCl, 75 kg LiOH, 13.4 m3 of water."""
    plant = staffed(seed=4)
    run_until(plant, "ion exchange", "displace", hours=90)
    acid = lye = water = 0.0
    _, _, seen = station(plant)
    strength = reference().hcl.acid_strength
    while plant.procedures["ion exchange"].phase != "standby":
        vessels, at = plant.line.vessels, plant.builder.at
        lioh = float(vessels.seen[at["T-601"]].lioh)
        acid += 60.0 * float(seen.acid) * strength
        lye += 60.0 * float(seen.lye) * lioh
        water += 60.0 * float(seen.water)
        plant.run(plant.time + 60.0)
    assert acid == pytest.approx(139.0, rel=0.02)
    assert lye == pytest.approx(75.0, rel=0.02)
    assert water == pytest.approx(13.4e3, rel=0.02)
    assert sum(HOURS.values()) == 6.0
    assert list(HOURS.values()) == [0.5, 0.5, 1.0, 1.0, 1.0, 0.75, 0.75, 0.5]


def test_the_averaged_columns_agree_with_columns_that_take_turns() -> None:
    """Cycle length and chemicals of the steady balance are those of the merry-go-round, within 2 %."""
    rest = at_rest().plant
    averaged = rest.line.ion_exchange.seen[0]
    told, acid, lye = float(averaged.cycle), float(averaged.acid), float(averaged.lye)
    plant = Plant(reference(), seed=4, staff=only_columns, start=rest.as_start(), tables=rest.builder.tables)
    seen, swaps, used = plant.line.ion_exchange.seen[0], [], np.zeros(2)
    while len(swaps) < 5:
        swaps.append(run_until(plant, "ion exchange", "displace", hours=70).entered)
        while plant.procedures["ion exchange"].phase != "standby":
            plant.run(plant.time + 120.0)
            used += 120.0 * np.array([seen.acid, seen.lye]) * (len(swaps) < 5)
    assert np.diff(swaps)[1:].mean() == pytest.approx(told, rel=0.02)
    assert used / (swaps[4] - swaps[0]) == pytest.approx(np.array([acid, lye]), rel=0.02)


def fail_analyser(plant: Plant, *, hours: float) -> Procedure:
    """Let the hardness analyser fail now, for so long."""
    column = plant.procedures["ion exchange"]
    column.memory["analyser"] = plant.time
    plant.follow("ion exchange", "service", since=plant.time)
    plant.resume("ion exchange")
    plant.run_hours(0.01)
    assert column.phase == "blind"
    column.memory["mended"] = plant.time + hours * HOUR
    return column


def test_a_regeneration_takes_as_long_as_the_schedule_says() -> None:
    plant = staffed(seed=4)
    plate = reference().duration("ix_regeneration")
    plant.procedures["ion exchange"].schedule |= {"ix_regeneration": replace(plate, median=9.0 * HOUR)}  # type: ignore[attr-defined]
    begun = run_until(plant, "ion exchange", "displace", hours=90).entered
    ended = run_until(plant, "ion exchange", "service", hours=10).entered
    assert ended - begun == pytest.approx(9.0 * HOUR)


def test_the_analyser_tells_a_breakthrough_with_its_next_sample_and_after_its_dead_time() -> None:
    plant = staffed(seed=4)
    x = reference().ion_exchange
    waiting = run_until(plant, "ion exchange", "await_result", hours=90)
    through = waiting.entered
    swap = run_until(plant, "ion exchange", "displace", hours=1).entered
    assert x.analyser_dead <= swap - through <= x.analyser_cycle + x.analyser_dead
    assert (swap - x.analyser_dead) % x.analyser_cycle == pytest.approx(0.0, abs=1e-3)


def test_without_its_analyser_a_column_is_changed_by_a_grab_sample_and_later() -> None:
    seen, blind = staffed(seed=4), staffed(seed=4)
    for plant in (seen, blind):
        plant.run(30 * HOUR)
    column = fail_analyser(blind, hours=200.0)
    known = run_until(seen, "ion exchange", "displace", hours=90).entered
    told = run_until(blind, "ion exchange", "displace", hours=90).entered
    assert column.memory["grab"] > 2e-5
    assert 0.5 * HOUR < told - known < 20 * HOUR  # a sample each 4 h, the laboratory takes 1.5 to 8 h
    assert column.memory["outage"] == 1.0


def test_an_analyser_that_is_back_decides_again() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    column = fail_analyser(plant, hours=3.0)
    plant.run_hours(4)
    assert column.phase == "service"
    assert column.memory["analyser"] > plant.time


def test_a_bed_that_was_not_displaced_costs_its_brine() -> None:
    """Data book section 5: 152 kg of LiCl; chloride in the effluent shows it, beside that of the acid."""
    lost = []
    for mistake in (False, True):
        plant = staffed(seed=4)
        if mistake:
            plant.procedures["ion exchange"].memory["mistake"] = 0.0
        run_until(plant, "ion exchange", "standby", hours=90)
        lost.append(M_LICL * (crossed(plant, 40, CL) - 139.0 / M_HCL))
    assert lost[0] == pytest.approx(0.03 * 152.0, rel=0.3)
    assert lost[1] == pytest.approx(152.0, rel=0.05)


def test_worn_resin_is_changed_after_the_acid_and_nothing_is_lost() -> None:
    plant = staffed(seed=4)
    section = plant.line.ion_exchange
    section.beds[0].lost = 0.31
    start = totals(plant.line)
    run_until(plant, "ion exchange", "change_resin", hours=90)
    assert section.beds[0].lost >= 0.3
    run_until(plant, "ion exchange", "lye", hours=49)
    assert section.beds[0].lost == pytest.approx(0.0, abs=1e-5)
    assert plant.procedures["ion exchange"].memory["resin_change"] == 1.0
    assert crossed(plant, 78, IONS[AT_CA]) > 0.0  # what acid has left on it
    assert crossed(plant, 78, LI) > 0.0  # and sites that it has left in lithium form
    run_until(plant, "ion exchange", "standby", hours=8)
    assert max(closure(start, totals(plant.line)).values()) < 1e-6
    assert held(plant, 0, AT_MG) < 1.0


def test_a_regeneration_costs_a_little_capacity_and_a_year_too() -> None:
    plant = staffed(seed=4)
    x = reference().ion_exchange
    run_until(plant, "ion exchange", "standby", hours=90)
    beds = plant.line.ion_exchange.beds
    by_time = x.fade * plant.time
    assert beds[1].lost == pytest.approx(by_time, rel=0.01)
    assert beds[0].lost == pytest.approx(by_time + x.osmotic_fade, rel=0.01)
