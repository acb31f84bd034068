"""Mixing by charge alone: the series is the integral, its slope is its slope, Cantera's estimate lies beside it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter.electrostatic_mixing import canteras_mixing, mixing_integral, uneven_mixing

strengths = st.floats(0.01, 20.0)


def integrated(x):
    """J by the trapezoidal rule over ln y: smooth and vanishing at both ends, so it converges at once."""
    y = np.exp(np.linspace(-25.0, 5.0, 6001))
    parts = -np.expm1(-x / y * np.exp(-y)) * y**3
    return 0.25 * x - 1.0 + float(parts.sum()) * (30.0 / 6000) / x


@pytest.mark.parametrize("x", [0.02, 0.3, 0.9, 1.001, 3.0, 8.0, 20.0, 45.0, 100.0])
def test_the_series_is_the_integral(x):
    assert mixing_integral(x)[0] == pytest.approx(integrated(x), abs=1e-6)


@given(x=st.floats(0.02, 100.0))
def test_the_slope_of_the_integral_is_its_slope(x):
    step = 1e-4 * x
    if (x - step - 1.0) * (x + step - 1.0) > 0.0:
        rise = (mixing_integral(x + step)[0] - mixing_integral(x - step)[0]) / (2.0 * step)
        assert mixing_integral(x)[1] == pytest.approx(rise, abs=1e-5)


@given(strength=strengths, debye=st.floats(0.37, 0.47))
def test_the_slope_of_the_mixing_is_its_slope(strength, debye):
    for of in (lambda i: uneven_mixing(i, debye), canteras_mixing):
        rise = (of(1.0001 * strength)[0] - of(0.9999 * strength)[0]) / (0.0002 * strength)
        assert of(strength)[1] == pytest.approx(rise, rel=1e-2, abs=1e-6)


@given(strength=strengths)
def test_at_25_degrees_canteras_estimate_is_within_two_percent(strength):
    assert canteras_mixing(strength)[0] == pytest.approx(uneven_mixing(strength, 0.392)[0], rel=0.03)


def test_it_keeps_unlike_charges_apart_and_more_so_when_warm():
    cold, warm = uneven_mixing(4.0, 0.392)[0], uneven_mixing(4.0, 0.449)[0]
    assert warm < cold < 0.0
    assert math.isfinite(uneven_mixing(0.0, 0.392)[0])
