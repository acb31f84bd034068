"""Candle filters: the cake makes the pressure drop, the pressure drop ends the cycle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import at_rest, restored
from tests.twin.staffed import HOUR, staffed
from twin.line import rates
from twin.purification.equations import cake_at, cake_drop

cakes = st.fixed_dictionaries({
    "speed": st.floats(1e-6, 1e-3), "viscosity": st.floats(5e-4, 5e-3), "resistance": st.floats(1e10, 1e13),
    "compression": st.floats(0.0, 0.9),
})  # fmt: skip


@given(cake=cakes, drop=st.floats(1e2, 5e5))
def test_the_load_of_a_pressure_drop_makes_that_pressure_drop(cake, drop):
    assert cake_drop(load=cake_at(drop=drop, **cake), **cake) == pytest.approx(drop, rel=1e-9)


@given(cake=cakes, load=st.floats(0.01, 10.0))
def test_a_cake_that_does_not_give_obeys_darcy_and_one_that_gives_rises_faster(cake, load):
    firm = cake | {"compression": 0.0}
    assert cake_drop(load=2.0 * load, **firm) == pytest.approx(2.0 * cake_drop(load=load, **firm))
    assert cake_drop(load=2.0 * load, **cake) >= 2.0 * cake_drop(load=load, **cake) * (1.0 - 1e-12)
    assert cake_drop(load=0.0, **cake) == 0.0


def test_a_cycle_of_the_reference_takes_ten_hours_and_reads_what_the_tag_list_says():
    seen = at_rest().plant.line.purification.filters[0]
    assert 6.0 < seen.cycle / HOUR < 18.0
    assert seen.cycle / HOUR == pytest.approx(10.0, rel=0.05)
    assert seen.drop == pytest.approx(0.8e5, rel=0.1)  # normal of PDT-204
    builder = restored()
    builder.line.purification.cakes[0].mass = 0.0
    rates(builder.line)
    assert 5e3 < builder.line.purification.filters[0].drop < 10e3  # clean, data book section 5


def test_twice_the_solids_halve_the_cycle_and_less_brine_makes_it_longer():
    builder = restored()
    line = builder.line
    rates(line)
    full, cycle, drop = (float(getattr(line.purification.filters[0], name)) for name in ("full", "cycle", "drop"))
    line.vessels.now[line.purification.trains[0].source, 13] *= 30.0  # insolubles
    line.vessels.now[line.purification.trains[0].second, 13] *= 30.0
    rates(line)
    solids = line.purification.seen[0].solids
    assert line.purification.filters[0].full == pytest.approx(full, rel=1e-2)
    assert line.purification.filters[0].cycle == pytest.approx(full / solids, rel=1e-2)
    assert line.purification.filters[0].cycle < 0.8 * cycle
    line.purification.commands[0].brine_on_duty = 0.7
    rates(line)
    assert line.purification.filters[0].full > full
    assert line.purification.filters[0].drop < drop


def test_filters_take_turns_at_their_pressure_drop_after_six_to_eighteen_hours():
    plant = staffed(seed=4)
    filters, seen = plant.procedures["candle filters"], plant.line.purification.filters[0]
    lasted: list[float] = []
    highest = 0.0
    for _ in range(24 * 8):
        plant.run_hours(0.5)
        highest = max(highest, float(seen.drop))
        if (last := filters.memory.get("lasted", 0.0)) not in lasted:
            lasted.append(last)
    hours = sorted(one / HOUR for one in lasted if one)
    assert len(hours) >= 5
    assert 3.0 < hours[0] <= hours[-1] <= 24.0 + 1e-6
    assert 5.0 < hours[len(hours) // 2] < 18.0
    assert highest <= 2.2e5 * 1.001
