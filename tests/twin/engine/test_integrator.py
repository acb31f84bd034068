"""The integrator against problems whose solution is known."""

import math
from itertools import pairwise

import numpy as np
import pytest

from tests.twin.engine.toy_decay import Seen, decay
from tests.twin.engine.toy_plant import build, toy_rates, toy_runner
from twin.engine.rows import Memory
from twin.errors import DesignError, StuckError


def _error_after(step: float) -> float:
    plant, _, env = decay(fixed_step=step)
    env.run(400.0)
    return abs(plant.now[0].p - math.sin(20.0)) + abs(plant.now[0].x - math.exp(-4.0))


def test_halving_the_step_makes_the_error_eight_times_smaller():
    errors = [_error_after(step) for step in (4.0, 2.0, 1.0)]
    orders = [math.log2(a / b) for a, b in pairwise(errors)]
    assert orders == pytest.approx([3.0, 3.0], abs=0.15)


def test_fixed_steps_are_all_of_that_length():
    _, _, env = decay(fixed_step=2.0)
    env.run(400.0)
    assert env.statistics["steps"] == 200
    assert env.statistics["refused"] == 0


@pytest.mark.parametrize("tolerance", [1e-3, 1e-5, 1e-7])
def test_the_error_follows_the_tolerance(tolerance):
    plant, _, env = decay(tolerance=tolerance)
    env.run(200.0)
    assert abs(plant.now[0].x - math.exp(-2.0)) < 10 * tolerance
    assert abs(plant.now[0].p - math.sin(10.0)) < 40 * tolerance


def test_a_condition_is_located_far_more_finely_than_the_step():
    _, memory, env = decay(fixed_step=1.0)
    below = memory.signal("seen", Seen, 0, "x")
    env.when(below, below=0.5)
    env.at(1000.0)
    env.step()
    assert env.now == pytest.approx(math.log(2.0) / 0.01, abs=1e-5)  # the steps before it err by 3e-6 s
    assert memory.used("signal")[below.place] == pytest.approx(0.5, abs=0.005 * 1e-6)
    assert memory.used("signal")[below.place] <= 0.5


def test_the_earlier_of_two_conditions_in_one_step_comes_first():
    _, memory, env = decay(fixed_step=20.0)
    x = memory.signal("seen", Seen, 0, "x")
    env.at(1000.0)
    late, early = env.when(x, below=0.90), env.when(x, below=0.95)
    env.step()
    assert early.processed and not late.processed
    env.step()
    assert late.processed
    assert env.now == pytest.approx(-math.log(0.90) / 0.01, rel=2e-3)


def test_a_condition_that_holds_already_fires_at_once():
    _, memory, env = decay()
    wait = env.when(memory.signal("seen", Seen, 0, "x"), above=0.2)
    env.run(10.0)
    assert wait.processed
    assert env.statistics["events"] == 2


def test_a_rate_that_is_not_a_number_names_the_state():
    _, _, env = decay(omega=-0.05)
    with pytest.raises(StuckError, match=r"swing\[S-1\]\.x"):
        env.run(1000.0)


def test_a_signal_that_is_not_a_number_is_named_by_who_waits_for_it():
    _, memory, env = decay()
    env.when(memory.signal("seen", Seen, 0, "broken"), above=2.0)
    with pytest.raises(StuckError, match=r"seen\[0\]\.broken"):
        env.run(1000.0)


def test_a_run_into_the_past_is_refused():
    _, _, env = decay()
    env.run(10.0)
    with pytest.raises(DesignError, match="from 10"):
        env.run(5.0)


def test_python_and_machine_code_give_the_same_rates():
    runner = toy_runner()
    runner.run(40_000.0)
    runner.refresh()
    machine, signals = runner.memory.used("rate").copy(), runner.memory.used("signal").copy()
    toy_rates(runner.plant)
    assert np.allclose(machine, runner.memory.used("rate"), rtol=1e-13, atol=1e-15)
    assert np.allclose(signals, runner.memory.used("signal"), rtol=1e-13, atol=1e-15)


def test_rates_need_no_machine_code():
    memory = Memory()
    toy = build(memory)
    toy.valves[0].feed = 1.0
    toy_rates(toy)
    assert toy.change[0, 0] == pytest.approx(0.2)
