"""Phases, turns at a resource, and following a real plant."""

import pytest

from tests.twin.engine.toy_decay import Seen, decay
from tests.twin.engine.toy_plant import toy_runner
from twin.engine.procedure import Phase, Procedure, Steps
from twin.engine.resources import Resource
from twin.engine.runner import Runner, equal
from twin.errors import DesignError


class Worker(Procedure):
    """Works with a shared tool, then pauses."""

    def __init__(self, env, tool, name, rank, log):
        super().__init__(env, name, seed=1, rank=rank)
        self.tool, self.log = tool, log

    def begin(self) -> Phase:
        return self.ask

    def ask(self) -> Steps:
        yield self.acquire(self.tool)
        return self.work

    def work(self) -> Steps:
        self.log.append((self.name, self.env.now))
        yield self.hold(minutes=10)
        self.release(self.tool)
        return self.pause

    def pause(self) -> Steps:
        yield self.hold(minutes=1)
        return self.ask

    def impatient(self) -> Steps:
        turn, late = self.acquire(self.tool), self.hold(minutes=2)
        first = yield self.first_of(turn, late)
        self.memory["gave_up"] = float(first is late)
        return self.pause

    def twice(self) -> Steps:
        yield self.hold(minutes=1)
        yield self.hold(minutes=1)
        return self.pause

    def never(self) -> Steps:
        return self.pause
        yield

    def lost(self) -> Steps:
        yield self.hold(minutes=1)
        return None


def _workers(count=3, snapshot=None):
    plant, memory, _ = decay()
    tool, log = Resource("tool"), []

    def make(env):
        return [Worker(env, tool, f"w{k}", 1 + k, log) for k in range(count)]

    return Runner(plant, memory, make, resources=[tool], snapshot=snapshot), log


def test_a_resource_serves_first_come_first_served():
    runner, log = _workers()
    runner.run(3600.0)
    assert log == [(f"w{k % 3}", 600.0 * k) for k in range(7)]


def test_a_restored_holder_holds_and_a_restored_waiter_keeps_its_place():
    runner, log = _workers()
    runner.run(900.0)
    taken = runner.snapshot()
    assert taken.resources == {"tool": {"holders": ["w1"], "queue": ["w2", "w0"]}}
    copy, relog = _workers(snapshot=taken)
    assert copy.resources["tool"].memo() == taken.resources["tool"]
    runner.run(9000.0)
    copy.run(9000.0)
    assert relog[1:] == log[2:]
    assert equal(copy.snapshot(), runner.snapshot())


def test_who_gives_up_leaves_the_queue():
    runner, _ = _workers(2)
    worker = runner.procedures["w1"]
    worker.stop()
    worker.enter(worker.impatient)
    worker.resume()
    runner.run(150.0)
    assert worker.memory["gave_up"] == 1.0
    assert runner.resources["tool"].memo() == {"holders": ["w0"], "queue": []}


def test_two_workers_share_a_tool_of_capacity_two():
    plant, memory, _ = decay()
    tool, log = Resource("tool", 2), []

    def make(env):
        return [Worker(env, tool, f"w{k}", 1 + k, log) for k in range(3)]

    Runner(plant, memory, make, resources=[tool]).run(600.0)
    assert log == [("w0", 0.0), ("w1", 0.0), ("w2", 600.0)]


def test_a_resource_that_a_copy_would_forget_is_refused():
    plant, memory, _ = decay()
    tool = Resource("tool")
    with pytest.raises(DesignError, match="not given the resource 'tool'"):
        Runner(plant, memory, lambda env: [Worker(env, tool, "w", 1, [])])


@pytest.mark.parametrize(
    ("phase", "words"), [("twice", "holds twice"), ("never", "waits for nothing"), ("lost", "is no phase of w0")]
)
def test_a_phase_that_breaks_the_rules_is_named(phase, words):
    runner, _ = _workers(1)
    worker = runner.procedures["w0"]
    worker.stop()
    with pytest.raises(DesignError, match=words):
        worker.enter(getattr(worker, phase))
        worker.resume()
        runner.run(3600.0)


def test_two_procedures_of_one_rank_or_name_are_refused():
    plant, memory, _ = decay()
    tool = Resource("tool")
    for name, rank, words in (("a", 2, "called 'a'"), ("b", 1, "same rank")):
        with pytest.raises(DesignError, match=words):
            Runner(
                plant, memory, lambda env, n=name, r=rank: [Worker(env, tool, "a", 1, []), Worker(env, tool, n, r, [])],
                resources=[tool],
            )  # fmt: skip


def test_a_followed_procedure_waits_for_nothing_and_then_counts_the_time_that_has_passed():
    runner, log = _workers(1)
    runner.run(600.0)
    runner.follow("w0", "work", since=500.0)
    runner.run(5000.0)
    worker = runner.procedures["w0"]
    assert (worker.phase, worker.entered, worker.deadline) == ("work", 500.0, 1100.0)
    assert log == [("w0", 0.0), ("w0", 600.0)]
    runner.follow("w0", "pause", since=4970.0)
    runner.resume()
    runner.run(5029.0)
    assert worker.phase == "pause"
    runner.run(5031.0)
    assert worker.phase == "work"


def test_a_followed_plant_is_copied_as_it_is():
    runner = toy_runner()
    runner.run(40_000.0)
    for k, phase in enumerate(["empty", "mend", "wait_pump"]):
        runner.follow(f"pot {k}", phase, since=39_000.0)
    assert runner.resources["pump"].memo() == {"holders": ["pot 0"], "queue": []}
    runner.run(41_000.0)
    copy = toy_runner(snapshot=runner.snapshot())
    for one in (runner, copy):
        one.run(60_000.0)
        one.resume()
        one.run(160_000.0)
    assert equal(runner.snapshot(), copy.snapshot())
    assert not any(procedure.following for procedure in copy.procedures.values())


def test_following_draws_durations_as_running_would():
    runner = toy_runner()
    runner.run(1000.0)
    pot = runner.procedures["pot 1"]
    drawn = pot.draws.count
    runner.follow("pot 1", "mend", since=900.0)
    assert pot.draws.count == drawn + 1
    assert pot.deadline > 960.0


def test_an_unknown_phase_or_procedure_is_named():
    runner = toy_runner()
    with pytest.raises(DesignError, match="no phase 'fil'"):
        runner.follow("pot 1", "fil", since=0.0)
    with pytest.raises(DesignError, match="Did you mean 'pot 1'"):
        runner.follow("pot1", "fill", since=0.0)


def test_signals_of_unknown_fields_are_refused_with_the_nearest():
    _, memory, _ = decay()
    with pytest.raises(DesignError, match="Did you mean 'broken'"):
        memory.signal("seen", Seen, 0, "brokn")
