"""Rest: against closed formulas, with controllers, limits and a demand, and what is said when there is none."""

import numpy as np
import pytest

from tests.twin.engine.toy_chain import LEVEL, VOLUME, Chain, runs
from tests.twin.engine.toy_plant import toy_runner
from twin.engine.rest import find_rest
from twin.engine.rows import Memory
from twin.errors import StuckError


def test_a_chain_rests_where_the_formula_says():
    chain = Chain(5)
    found = find_rest(chain.rates, chain.memory, run=chain.run, fixed=chain.counters)
    residence = LEVEL * VOLUME / 2.0
    left = (1.0 + chain.slope * residence) ** -np.arange(1.0, 6.0)
    assert chain.now.sum(axis=1) == pytest.approx(LEVEL * VOLUME, rel=1e-9)
    assert chain.now[:, 0] / (LEVEL * VOLUME) == pytest.approx(left, rel=1e-9)
    assert chain.integral[:, 0] == pytest.approx(2.0, rel=1e-9)
    assert found.residual <= 1e-10
    assert chain.counter[0, 0] == 0.0


def test_a_reaction_at_its_limit_rests_too():
    chain = Chain(3, most_reaction=0.01)
    find_rest(chain.rates, chain.memory, run=chain.run, fixed=chain.counters)
    assert chain.now[:, 0] == pytest.approx(60.0 * (2.0 - 0.01 * np.arange(1, 4)) / 2.0, rel=1e-9)


def test_a_heater_at_its_limit_rests_below_its_set_point():
    memory = Memory()
    warm, warming = memory.state_matrix("pot", 1, ("temperature",), (1e-2,))
    wound, winding = memory.state_matrix("controller", 1, ("integral",), (1.0,))
    warm[0, 0] = 293.0

    def rates():
        beyond = 400.0 - warm[0, 0]
        wish = 50.0 * beyond + wound[0, 0]
        power = min(max(wish, 0.0), 5000.0)
        warming[0, 0] = (power + 100.0 * (293.0 - warm[0, 0])) / 4e5
        winding[0, 0] = 0.5 * beyond + (power - wish) / 100.0

    find_rest(rates, memory, run=runs(rates, memory))
    assert warm[0, 0] == pytest.approx(343.0, rel=1e-9)
    assert 50.0 * 57.0 + wound[0, 0] == pytest.approx(5000.0 + 0.5 * 57.0 * 100.0, rel=1e-8)


def test_a_closed_loop_keeps_what_it_holds():
    memory = Memory()
    now, change = memory.state_matrix("pots", 3, 1, (1e-3,))
    now[:, 0] = 100.0, 0.0, 20.0

    def rates():
        flow = 1e-2 * now[:, 0] * (1.0, 2.0, 4.0)
        change[:, 0] = np.roll(flow, 1) - flow

    find_rest(rates, memory, run=runs(rates, memory))
    assert now[:, 0] == pytest.approx(np.array([4.0, 2.0, 1.0]) * 120.0 / 7.0, rel=1e-6)


def test_an_inflow_that_cannot_leave_is_named_and_all_is_left_as_it_was():
    chain = Chain(3, most_flow=1.0)
    before = chain.memory.used("state").copy()
    names = [f"balance {k}" for k in range(before.size)]
    with pytest.raises(StuckError, match=r"tanks\[0\]\..*\(balance \d\).*controller at its limit"):
        find_rest(chain.rates, chain.memory, run=chain.run, fixed=chain.counters, names=names)
    assert np.array_equal(chain.memory.used("state"), before)


def test_a_plant_near_rest_is_found_in_few_evaluations():
    chain = Chain(120)
    chain.integral[:, 0] = 2.0
    chain.now[:] = (30.0, 20.0, 5.0)
    found = find_rest(chain.rates, chain.memory, run=chain.run, fixed=chain.counters)
    assert found.residual <= 1e-10
    assert found.evaluations < 20_000


def test_rest_is_found_with_the_machine_code_of_the_running_plant():
    runner = toy_runner()
    toy, memory = runner.plant, runner.memory
    for valve in toy.valves:
        valve.feed, valve.outlet = 0.5, 1.0
    names = memory.names["state"]["ageing"]
    find_rest(
        runner.refresh,
        memory,
        run=lambda _duration: None,
        fixed=np.arange(memory.used("state").size) < names.stop,
    )
    assert toy.now[0, 0] == pytest.approx(100.0, rel=1e-9)
    assert toy.now[3, 1] == pytest.approx(0.1 * 0.5 * (0.2 + 0.21 + 0.22) / 2e-5, rel=1e-9)
