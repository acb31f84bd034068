"""One interlock on a signal that is moved by hand: its delay, its reset and its gate, each alone."""

from __future__ import annotations

import pytest

from tests.twin.engine.toy_decay import Decay, Seen, decay
from tests.twin.staffed import reference
from twin.control.cause_effect import Limit
from twin.control.interlocks import SHUT, GatedInterlock, Interlock
from twin.engine.environment import HybridEnvironment

TRIP, BACK, DELAY, OPEN = 2.0, 1.5, 30.0, 0.5
LOW, BETWEEN, HIGH = 1.0, 1.7, 2.5


class Board:
    """What would stop the plant: it remembers which causes act, and what load they leave."""

    def __init__(self) -> None:
        self.acting: dict[str, float] = {}

    def act(self, name: str, *, share: float) -> None:
        self.acting[name] = share

    def clear(self, name: str) -> None:
        self.acting.pop(name, None)


class Bench:
    """An interlock that trips above TRIP for DELAY, and is armed again below BACK; with a gate, above OPEN."""

    def __init__(self, *, gated: bool = False, above: bool = True) -> None:
        plant, memory, env = decay(rate=0.0, omega=0.0)
        self.plant: Decay = plant
        self.env: HybridEnvironment = env
        self.board = Board()
        signal = memory.signal("seen", Seen, 0, "x")
        limit = Limit(TRIP, BACK, True, DELAY) if above else Limit(BACK, TRIP, False, DELAY)
        design = reference()
        staffed = {"schedule": {}, "calendar": design.calendar, "practice": design.procedures}
        parts = {"seed": 1, "rank": 1, **staffed, "permits": self.board, "signal": signal, "limit": limit}
        if gated:
            parts |= {"gate": memory.signal("seen", Seen, 0, "p"), "above": OPEN}
        made = GatedInterlock if gated else Interlock
        self.row = made(env, "I-1", share=0.35, **parts)
        self.row.start()

    def move(self, value: float, *, gate: float | None = None) -> None:
        """The signal, and the gate, stand at a value from now on."""
        self.plant.now[0].x = value
        if gate is not None:
            self.plant.now[0].p = gate
        self.env.refresh()

    def wait(self, seconds: float) -> bool:
        """Whether it acts after so long."""
        self.env.run(self.env.now + seconds)
        return "I-1" in self.board.acting


def test_it_acts_when_its_cause_has_lasted_for_its_delay_and_not_before():
    bench = Bench()
    bench.move(HIGH)
    assert not bench.wait(DELAY - 1.0)
    assert bench.wait(2.0)
    assert bench.board.acting == {"I-1": 0.35}
    assert bench.row.memory["interlock"] == 1.0


def test_a_cause_that_ends_within_the_delay_starts_the_delay_anew():
    bench = Bench()
    for _ in range(3):
        bench.move(HIGH)
        assert not bench.wait(DELAY - 1.0)
        bench.move(LOW)
        assert not bench.wait(1.0)
    assert "interlock" not in bench.row.memory


def test_it_acts_until_its_cause_is_well_gone_and_is_armed_again():
    bench = Bench()
    bench.move(HIGH)
    assert bench.wait(DELAY + 1.0)
    bench.move(BETWEEN)
    assert bench.wait(3600.0)
    bench.move(LOW)
    assert not bench.wait(1.0)
    bench.move(HIGH)
    assert not bench.wait(DELAY - 1.0)
    assert bench.wait(2.0)
    assert bench.row.memory["interlock"] == 2.0


def test_a_row_that_trips_below_its_value_is_armed_again_above():
    bench = Bench(above=False)
    bench.move(HIGH)
    assert not bench.wait(3600.0)
    bench.move(LOW)
    assert bench.wait(DELAY + 1.0)
    bench.move(BETWEEN)
    assert bench.wait(3600.0)
    bench.move(HIGH)
    assert not bench.wait(1.0)


def test_behind_a_shut_gate_a_cause_means_nothing_and_the_delay_begins_when_it_opens():
    bench = Bench(gated=True)
    bench.move(HIGH, gate=0.9 * OPEN)
    assert not bench.wait(3600.0)
    assert bench.row.phase == "quiet"
    bench.move(HIGH, gate=1.1 * OPEN)
    assert not bench.wait(DELAY - 1.0)
    assert bench.wait(2.0)


@pytest.mark.parametrize("wait", [DELAY / 2, 2.0 * DELAY])
def test_a_gate_that_shuts_ends_the_delay_and_the_action(wait: float):
    bench = Bench(gated=True)
    bench.move(HIGH, gate=1.1 * OPEN)
    assert bench.wait(wait) == (wait > DELAY)
    bench.move(HIGH, gate=0.5 * (1.0 + SHUT) * OPEN)  # not yet shut
    assert bench.wait(2.0 * DELAY)
    bench.move(HIGH, gate=0.9 * OPEN)
    assert not bench.wait(2.0 * DELAY)
    assert bench.row.phase == "quiet"
