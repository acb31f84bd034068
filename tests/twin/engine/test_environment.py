"""Order of events, and what is left behind of those that were called off."""

import pytest

from tests.twin.engine.toy_decay import Seen, decay
from tests.twin.engine.toy_plant import toy_runner
from twin.errors import DesignError, StuckError

YEAR = 365.0 * 86400.0


def test_equal_times_go_by_rank_and_not_by_who_asked_first():
    _, _, env = decay()
    order = []
    for rank in (3, 1, 2):
        env.at(50.0, rank=rank).callbacks.append(lambda event: order.append(event.rank))
    env.run(50.0)
    assert order == [1, 2, 3]


def test_conditions_of_one_instant_go_by_rank():
    _, memory, env = decay()
    order = []
    for rank in (3, 1, 2):
        wait = env.when(memory.signal("seen", Seen, 0, "x"), below=0.8, rank=rank)
        wait.callbacks.append(lambda event: order.append(event.rank))
    env.run(50.0)
    assert order == [1, 2, 3]


def test_a_wait_that_is_called_off_never_happens():
    _, memory, env = decay()
    waits = [env.at(5.0), env.when(memory.signal("seen", Seen, 0, "x"), below=0.9)]
    for wait in waits:
        env.call_off(wait)
    env.run(100.0)
    assert not any(wait.processed for wait in waits)
    assert len(env.solver.conditions) == 0


def test_when_wants_one_threshold():
    _, memory, env = decay()
    with pytest.raises(DesignError, match="either above or below"):
        env.when(memory.signal("seen", Seen, 0, "x"))


def test_an_alarm_in_the_past_is_refused():
    _, _, env = decay()
    env.run(10.0)
    with pytest.raises(DesignError, match="past"):
        env.at(9.0)


def test_a_year_leaves_no_events_behind():
    runner = toy_runner()
    sizes = []
    for month in range(1, 13):
        runner.run(YEAR * month / 12)
        sizes.append((len(runner.env._queue), len(runner.env.solver.conditions)))
    assert max(queue for queue, _ in sizes) < 70
    assert max(conditions for _, conditions in sizes) <= 5
    assert runner.env.statistics["events"] > 100_000


def test_time_that_stands_still_is_noticed():
    _, _, env = decay()

    def restless():
        while True:
            yield env.at(env.now)

    env.process(restless())
    with pytest.raises(StuckError, match="without any time passing"):
        env.run(10.0)
