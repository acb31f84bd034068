"""Mixing: residence times are those of the textbook, shares sum to 1, and no lithium changes its origin."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.genealogy.feed import LOAD, CarbonateLots
from twin.genealogy.mixing import OUTSIDE, Pipe, mix


def washed(vessels: int, *, step: float, end: float) -> list[tuple[float, float]]:
    """Time over the mean residence time of all vessels, and share of the old content in the last one's outflow."""
    held = np.full(vessels, 1.0 / vessels)
    pipes = [Pipe(k, k + 1 if k + 1 < vessels else OUTSIDE) for k in range(vessels)]
    shares, found = np.tile([1.0, 0.0], (vessels, 1)), []
    fed = np.zeros((vessels, 2))
    fed[0, 1] = step
    for n in range(round(end / step)):
        shares, _ = mix(shares, before=held, pipes=pipes, moved=np.full(vessels, step), fed=fed)
        found.append(((n + 1) * step, float(shares[-1, 0])))
    return found


def test_a_stirred_vessel_has_the_exponential_distribution_of_residence_times():
    """Data book T-203: 39 m3 at 6.76 m3/h, 5.8 h, reckoned every half hour."""
    for time, old in washed(1, step=0.5 / 5.77, end=3.0):
        assert old == pytest.approx(math.exp(-time), abs=1e-3)


@pytest.mark.parametrize("vessels", [2, 5])
def test_vessels_in_series_have_the_gamma_distribution(vessels):
    for time, old in washed(vessels, step=0.02, end=2.5):
        t = vessels * time
        expected = math.exp(-t) * sum(t**k / math.factorial(k) for k in range(vessels))
        assert old == pytest.approx(expected, abs=3e-3)


def test_very_many_vessels_in_series_are_plug_flow():
    found = {round(time, 3): old for time, old in washed(200, step=0.005, end=1.5)}
    assert found[0.8] > 0.99
    assert found[1.0] == pytest.approx(0.5, abs=0.05)
    assert found[1.2] < 0.01


sizes = st.integers(2, 6)


@settings(deadline=None, max_examples=150)
@given(size=sizes, seed=st.integers(0, 2**32 - 1), turnover=st.floats(0.0, 5.0))
def test_shares_sum_to_one_none_is_negative_and_every_origin_is_conserved(size, seed, turnover):
    draw = np.random.default_rng(seed)
    origins, held = 4, draw.uniform(0.0, 100.0, size)
    shares = draw.dirichlet(np.ones(origins), size)
    pipes = [Pipe(a, b) for a in range(size) for b in (*range(size), OUTSIDE) if a != b]
    moved = draw.uniform(0.0, 1.0, len(pipes)) * turnover * 10.0 / size
    out = np.bincount([pipe.source for pipe in pipes], moved, size)
    into = np.zeros(size)
    for pipe, amount in zip(pipes, moved, strict=True):
        if pipe.target != OUTSIDE:
            into[pipe.target] += amount
    lack = np.maximum(out - into - held + 1e-3, 0.0)  # no vessel is emptied below nothing
    fed = draw.dirichlet(np.ones(origins), size) * (lack + draw.uniform(0.0, 5.0, size))[:, None]
    found = mix(shares, before=held, pipes=pipes, moved=moved, fed=fed)
    after = held + into + fed.sum(axis=1) - out
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(size), abs=1e-9)
    assert found.shares.min() >= -1e-12
    leaving = found.carried[[pipe.target == OUTSIDE for pipe in pipes]].sum(axis=0)
    inside = after @ found.shares
    assert inside + leaving == pytest.approx(held @ shares + fed.sum(axis=0), rel=1e-9, abs=1e-9)
    assert found.carried.sum(axis=1) == pytest.approx(moved, rel=1e-9, abs=1e-9)


def test_an_empty_vessel_stays_what_it_was():
    shares = np.array([[0.25, 0.75]])
    found = mix(shares, before=np.zeros(1), pipes=[Pipe(0, OUTSIDE)], moved=np.zeros(1), fed=np.zeros((1, 2)))
    assert found.shares == pytest.approx(shares)


@settings(deadline=None, max_examples=60)
@given(takes=st.lists(st.floats(0.0, 30e3), min_size=1, max_size=30), held=st.floats(0.0, 30e3))
def test_what_leaves_the_silo_is_what_was_cut_into_it(takes, held):
    lots, cut, taken = CarbonateLots(held), 0.0, {}
    for mass in takes:
        lots.cut(mass)
        cut += mass
        for lot, part in lots.take(mass).items():
            assert part >= 0.0
            taken[lot] = taken.get(lot, 0.0) + part
    assert sum(taken.values()) == pytest.approx(sum(takes), abs=1e-3)
    assert sum(parcel[1] for parcel in lots.silo) == pytest.approx(held, abs=1e-3)
    assert all(part <= (LOAD if lot else held) + 1e-3 for lot, part in taken.items())


def test_lots_leave_the_silo_in_their_order_with_a_fifth_mixed():
    lots = CarbonateLots(18e3)
    lots.cut(12e3)
    first = lots.take(9e3)
    assert first[0] == pytest.approx(0.8 * 9e3 + 0.2 * 9e3 * 18.0 / 30.0)
    assert first[1] == pytest.approx(0.2 * 9e3 * 12.0 / 30.0)
    while lots.silo[0][0] == 0:
        lots.take(500.0)
    assert max(lots.take(1e3).items(), key=lambda pair: pair[1])[0] == 1
