"""Particles shrink: mass is kept, fine goes first, times are the data book's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowsheets.quantity import bounds
from twin.dissolution.nameplate import Dissolution
from twin.dissolution.particles import (
    CLASSES,
    DIFFUSION,
    PIVOT,
    REFERENCE_D50,
    Solids,
    add_lot,
    dissolve_classes,
    held_in,
    lot_share,
    shrinking,
    waiting_square,
)
from twin.parameter import parameters
from twin.staff_nameplate import Practice

amounts = st.lists(st.floats(0.0, 1e5), min_size=CLASSES, max_size=CLASSES)
SPREAD, WETTING = 0.45, 60.0
REFERENCE_SQUARE = waiting_square(REFERENCE_D50, SPREAD)
SOLIDS = Solids(time=600.0, square=REFERENCE_SQUARE, saturation=300.0, blending=120.0, wetting=WETTING)
bases = st.floats(-500.0, 400.0, allow_subnormal=False)


def speed(particles, base):
    """K of the particles of one vessel of 8 m3 [m2/s]."""
    return shrinking(particles, 0, SOLIDS, base=base, volume=8.0)


@given(amounts=amounts, base=bases)
def test_what_dissolves_is_what_particles_lose(amounts, base):
    particles, rate = np.array([amounts]), np.zeros((1, CLASSES))
    dissolved = dissolve_classes(particles, rate, 0, shrink=speed(particles, base), wetting=WETTING)
    assert dissolved == pytest.approx(-rate.sum(), rel=1e-9, abs=1e-9)
    assert dissolved >= 0.0
    assert dissolved <= 1.0 / WETTING * held_in(particles, 0) * (1.0 + 1e-12)


@given(amounts=amounts, base=bases)
def test_more_acid_never_dissolves_less_and_saturation_stops_it(amounts, base):
    particles = np.array([amounts])
    assert speed(particles, base - 10.0) >= speed(particles, base) >= 0.0
    assert speed(particles, 300.0) == 0.0


@given(d50=st.floats(5e-6, 500e-6))
def test_all_of_a_lot_is_in_some_class(d50):
    rate = np.zeros((1, CLASSES))
    add_lot(rate, 0, d50=d50, spread=SPREAD, amount=2.0)
    assert rate.sum() == pytest.approx(2.0)
    assert (rate >= 0.0).all()


def test_no_lot_may_be_coarser_than_the_largest_class():
    """Above it a lot would dissolve as fast as the largest class, without a word."""
    for plate, name in ((Dissolution, "d50"), (Practice, "coarsest_lot")):
        assert bounds(dict(parameters(plate))[name])[1] == pytest.approx(PIVOT[-1])


def test_a_lot_of_50_um_takes_10_min_and_one_of_100_um_40_min_near_neutral():
    wait = {d50: waiting_square(d50, SPREAD) / (REFERENCE_SQUARE / 600.0) / 60.0 for d50 in (50e-6, 100e-6)}
    assert wait[50e-6] == pytest.approx(10.0)
    assert wait[100e-6] == pytest.approx(40.0, rel=0.1)  # the book's "about"


def test_the_classes_hold_at_rest_what_a_feed_brings_in_its_waiting_time():
    """Matter fed at a constant rate: its mean time undissolved, of a march through time, is the sum over classes."""
    particles, shrink = np.zeros((1, CLASSES)), REFERENCE_SQUARE / 600.0
    for _ in range(4000):
        rate = np.zeros((1, CLASSES))
        add_lot(rate, 0, d50=50e-6, spread=SPREAD, amount=4.0)
        dissolve_classes(particles, rate, 0, shrink=shrink, wetting=WETTING)
        particles += 10.0 * rate
    assert held_in(particles, 0) == pytest.approx(4.0 * 600.0, rel=5e-3)  # fines are wetted first


def test_acid_of_a_tenth_molar_takes_140_s_for_a_sphere_of_100_um():
    assert pytest.approx(140.0, rel=0.03) == (100e-6) ** 2 / (100.0 * DIFFUSION)


def test_a_shrinking_sphere_of_classes_follows_the_exact_law_in_time():
    """Half the mass of equal spheres is gone at t = (1 - 0.5^(2/3)) d^2/K; classes smear it, by a factor under 1.6."""
    particles, k = np.zeros((1, CLASSES)), 1e-11
    particles[0, 4] = 1.0
    time, exact = 0.0, (1.0 - 0.5 ** (2.0 / 3.0)) * PIVOT[4] ** 2 / k
    while held_in(particles, 0) > 0.5:
        rate = np.zeros((1, CLASSES))
        dissolve_classes(particles, rate, 0, shrink=k, wetting=WETTING)
        particles += 5.0 * rate
        time += 5.0
    assert exact < time < 1.6 * exact


def test_attack_is_no_faster_than_acid_is_blended_in():
    """100 mol/m3 of acid in 8 m3, two a carbonate, blended within 120 s (estimated of AIC-105's lags): 3.33 mol/s."""
    particles = np.array([[0.0, 0.0, 1e9, 0.0, 0.0]])
    rate = np.zeros((1, CLASSES))
    acid = speed(particles, -100.0) - REFERENCE_SQUARE / 600.0
    dissolved = dissolve_classes(particles, rate, 0, shrink=acid, wetting=WETTING)
    assert dissolved == pytest.approx(3.333, rel=0.02)


def test_finer_lots_have_more_in_small_classes():
    below = [sum(lot_share(d50, SPREAD, c) for c in range(2)) for d50 in (30e-6, 50e-6, 100e-6)]
    assert below == sorted(below, reverse=True)


def test_a_wider_lot_of_the_same_median_has_more_coarse_particles_and_waits_longer():
    assert lot_share(50e-6, 0.7, 4) > lot_share(50e-6, 0.45, 4) > lot_share(50e-6, 0.25, 4)
    assert waiting_square(50e-6, 0.7) > waiting_square(50e-6, 0.45) > waiting_square(50e-6, 0.25)
