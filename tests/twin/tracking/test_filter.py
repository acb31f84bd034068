"""The filter against an independent Kalman filter, and against readings that are none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.signals import Quality, Reading
from twin.tracking.bounded import Bounds
from twin.tracking.filter import Consistency, analyse, relaxed
from twin.tracking.measurements import STILL, Panel

MEMBERS = 60


def kalman(mean, covariance, operator, measured, noise):  # type: ignore[no-untyped-def]
    """Textbook update (Kalman 1960), all measurements at once, by matrix inversion."""
    innovation = operator @ covariance @ operator.T + np.diag(np.square(noise))
    gain = covariance @ operator.T @ np.linalg.inv(innovation)
    return mean + gain @ (measured - operator @ mean), (np.eye(len(mean)) - gain @ operator) @ covariance


def test_a_linear_gaussian_update_is_that_of_the_kalman_filter() -> None:
    random = np.random.default_rng(3)
    states = random.standard_normal((5, 5)) @ random.standard_normal((5, MEMBERS)) + 2.0
    operator = random.standard_normal((3, 5))
    noise = np.array([0.5, 1.0, 2.0])
    measured = operator @ states.mean(axis=1) + noise
    found = analyse(states, operator @ states, measured, noise, near=np.ones((5, 3))).states
    mean, covariance = kalman(states.mean(axis=1), np.cov(states), operator, measured, noise)
    assert np.allclose(found.mean(axis=1), mean, rtol=1e-10)
    assert np.allclose(np.cov(found), covariance, rtol=1e-8, atol=1e-10)


def test_a_sequence_of_updates_and_steps_stays_with_the_kalman_filter() -> None:
    random = np.random.default_rng(4)
    states = random.standard_normal((3, MEMBERS))
    step = np.array([[1.0, 0.1, 0.0], [0.0, 0.9, 0.2], [0.0, 0.0, 0.95]])
    operator, noise = np.eye(3)[:2], np.array([0.3, 0.4])
    mean, covariance = states.mean(axis=1), np.cov(states)
    for _ in range(10):
        states, mean, covariance = step @ states, step @ mean, step @ covariance @ step.T
        measured = operator @ mean + 0.3
        states = analyse(states, operator @ states, measured, noise, near=np.ones((3, 2))).states
        mean, covariance = kalman(mean, covariance, operator, measured, noise)
    assert np.allclose(states.mean(axis=1), mean, rtol=1e-7)
    assert np.allclose(np.cov(states), covariance, rtol=1e-6)


def test_a_measurement_moves_only_states_that_are_near_it() -> None:
    states = np.random.default_rng(5).standard_normal((2, MEMBERS))
    near = np.array([[1.0], [0.0]])
    found = analyse(states, states[:1], np.array([1.0]), np.array([0.1]), near=near).states
    assert not np.allclose(found[0], states[0])
    assert np.array_equal(found[1], states[1])


@given(wrong=st.sampled_from([math.nan, math.inf, -math.inf, 1e308, -1e308, 1e150]))
def test_what_is_no_measurement_is_left_out_and_leaves_states_finite(wrong: float) -> None:
    states = np.random.default_rng(6).standard_normal((2, MEMBERS))
    both = analyse(states, states, np.array([wrong, 0.5]), np.array([0.1, 0.1]), near=np.eye(2))
    assert both.used.tolist() == [False, True]
    assert np.array_equal(both.states[0], states[0])
    assert np.isfinite(both.states).all()


def test_beyond_five_deviations_a_measurement_is_gated_and_near_the_gate_it_weighs_less() -> None:
    states = np.random.default_rng(7).standard_normal((1, MEMBERS))
    far = analyse(states, states, np.array([50.0]), np.array([1.0]), near=np.ones((1, 1)))
    assert not far.used[0]
    doubtful = analyse(states, states, np.array([6.0]), np.array([1.0]), near=np.ones((1, 1)))
    likely = analyse(states, states, np.array([2.0]), np.array([1.0]), near=np.ones((1, 1)))
    assert doubtful.used[0]
    share = (doubtful.states.mean() - states.mean()) / (6.0 - states.mean())
    assert share < (likely.states.mean() - states.mean()) / (2.0 - states.mean())


def test_a_members_prediction_that_is_no_number_disables_only_its_measurement() -> None:
    states = np.random.default_rng(8).standard_normal((2, MEMBERS))
    predicted = states.copy()
    predicted[0, 3] = math.nan
    found = analyse(states, predicted, np.zeros(2), np.ones(2), near=np.eye(2))
    assert found.used.tolist() == [False, True]


def test_relaxation_gives_back_its_share_of_the_spread() -> None:
    before = np.random.default_rng(9).standard_normal((1, MEMBERS))
    after = 0.2 * before
    found = relaxed(before, after, 0.5)
    assert found.std(ddof=1) == pytest.approx(0.6 * before.std(ddof=1))


def test_surprises_widen_and_agreement_narrows() -> None:
    surprised, calm = Consistency(np.eye(1), memory=10.0), Consistency(np.eye(1), memory=10.0)
    for _ in range(100):
        surprised.learn(np.array([3.0]))
        calm.learn(np.array([0.1]))
    assert surprised.factors()[0] == Consistency.MOST
    assert calm.factors()[0] == Consistency.LEAST


@given(value=st.floats(0.501, 0.989), step=st.floats(-1e6, 1e6))
def test_a_bounded_parameter_stays_within_its_bounds_whatever_the_filter_does(value: float, step: float) -> None:
    bounds = Bounds(0.5, 0.99)
    image = bounds.inward(np.array([value]))
    assert bounds.outward(image)[0] == pytest.approx(value)
    assert 0.5 <= bounds.outward(image + step)[0] <= 0.99
    assert Bounds().outward(Bounds().inward(np.array([value])) + step)[0] >= 0.0


def test_a_sensor_that_stands_still_is_left_out_until_it_moves() -> None:
    panel = Panel(["hcl.T-501.level"])

    def read(value: float, quality: Quality = Quality.GOOD) -> float:
        return float(panel.take({"hcl.T-501.level": Reading("hcl.T-501.level", value, 0.0, quality)})[0][0])

    assert [math.isnan(read(0.5)) for _ in range(STILL + 1)] == [False] * STILL + [True]
    assert panel.frozen == ["hcl.T-501.level"]
    assert read(0.51) == 0.51
    assert math.isnan(read(0.52, Quality.STALE)) and math.isnan(read(0.52, Quality.BAD))
    assert read(0.53, Quality.UNCERTAIN) == 0.53
