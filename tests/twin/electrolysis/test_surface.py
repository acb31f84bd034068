"""The surface of back-migration: the data book's formula, every coefficient a parameter, and its directions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import resting_builder
from twin.electrolysis.elements import leakage
from twin.electrolysis.equations import MOST_LEAK, Leakage, back_migration, leak_beside, leak_factor
from twin.electrolysis.nameplate import Electrolysis
from twin.parameter import parameters

RULES = dict(parameters(Electrolysis))
REFERENCE = leakage(resting_builder().line.electrolysis.units[0])


def efficiency(surface: Leakage = REFERENCE, *, lost=0.0, lioh=0.10, celsius=85.0, density=3700.0, licl=0.20) -> float:
    """Current efficiency of a membrane."""
    temperature = celsius + 273.15
    factor = leak_factor(surface, lioh=lioh, temperature=temperature, density=density)
    beside = leak_beside(surface, temperature=temperature, licl=licl)
    return 1.0 - back_migration(surface, lost=lost, factor=factor, beside=beside)


@given(w=st.floats(5.0, 12.0), celsius=st.floats(80.0, 90.0), licl=st.floats(14.0, 24.0), foul=st.floats(0.0, 0.5),
       i=st.floats(1.0, 6.0), n=st.sampled_from((-0.3, 0.0, 0.3)))  # fmt: skip
def test_from_80_to_90_degrees_it_is_the_formula_of_the_data_book(w, celsius, licl, foul, i, n):
    leak = 0.10 * (w / 10.0) ** 1.3 * (i / 3.7) ** n * math.exp(0.008 * (celsius - 85.0)) * (1.0 + foul)
    book = 1.0 - leak - 0.02 * max(0.0, 17.0 - licl) / 3.0
    ours = efficiency(
        REFERENCE._replace(density=n), lost=0.10 * foul, lioh=w / 100.0, celsius=celsius, density=1e3 * i,
        licl=licl / 100.0,
    )  # fmt: skip
    assert ours == pytest.approx(book, abs=1e-12)


@given(weak=st.floats(0.03, 0.10), strong=st.floats(0.0, 0.05), lost=st.floats(0.0, 0.2))
def test_stronger_lye_and_older_membranes_never_leak_less(weak, strong, lost):
    assert efficiency(lioh=weak + strong) <= efficiency(lioh=weak)
    assert efficiency(lost=lost) <= efficiency()


def test_a_membrane_without_back_migration_is_taken_at_its_word():
    assert efficiency(REFERENCE._replace(new=0.0)) == 1.0
    assert efficiency(REFERENCE._replace(new=0.005)) == pytest.approx(0.995, abs=1e-4)
    assert RULES["current_efficiency"].low == pytest.approx(1.0 - MOST_LEAK)  # less is refused, not held at it


@pytest.mark.parametrize(("licl", "points"), [(0.2, 0.0), (0.17, 0.0), (0.155, 0.01), (0.14, 0.02), (0.11, 0.04)])
def test_below_17_percent_weak_anolyte_costs_two_points_of_efficiency_in_three_percent(licl, points):
    assert efficiency() - efficiency(licl=licl) == pytest.approx(points, abs=1e-12)


def test_the_current_density_does_not_count_unless_its_exponent_says_so():
    assert efficiency(density=1500.0) == efficiency(density=5500.0)
    diffusion, skolunov = REFERENCE._replace(density=-0.3), REFERENCE._replace(density=0.3)
    assert efficiency(diffusion, density=1500.0) < efficiency(diffusion, density=5500.0)
    assert efficiency(skolunov, density=1500.0) > efficiency(skolunov, density=5500.0)  # P13: falls with i


def test_the_optimum_is_at_80_to_88_degrees_and_a_cold_membrane_is_worse():
    best = max(range(55, 96), key=lambda celsius: efficiency(celsius=float(celsius)))
    assert 80 <= best <= 88
    by_tens = [efficiency(celsius=float(celsius)) for celsius in (60, 65, 70, 75, 80)]
    assert by_tens == sorted(by_tens)
    assert by_tens[-1] - by_tens[-2] >= 0.002
    assert efficiency(celsius=95.0) < efficiency(celsius=88.0) < efficiency(celsius=85.0)


@pytest.mark.parametrize(("field", "change"), [
    ("new", 0.01), ("strength", 0.1), ("density", 0.1), ("warmth", 0.001), ("coolest", 5.0), ("cold", 2.0),
    ("cold_loss", 1e-4), ("weak", 0.01), ("weak_loss", 0.1),
])  # fmt: skip
def test_every_coefficient_acts_somewhere(field, change):
    points = [
        {}, {"lioh": 0.08}, {"density": 2000.0}, {"celsius": 78.0}, {"celsius": 65.0}, {"licl": 0.15},
    ]  # fmt: skip
    other = REFERENCE._replace(**{field: getattr(REFERENCE, field) + change})
    assert any(abs(efficiency(other, **point) - efficiency(**point)) > 1e-6 for point in points)
