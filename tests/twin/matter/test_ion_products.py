"""Ion products for the rates against the activities they were drawn from, and against what chemists expect of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.matter.ion_products import (
    BARIUM_SULPHATE,
    CALCIUM_CARBONATE,
    LITHIUM_PAIR,
    LN_LIF,
    MAGNESIUM_HYDROXIDE,
    fluoride_limit,
    ln_ion_product,
)
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import CARBONATE, CHLORIDE, HYDROXIDE, LITHIUM, SPECIES, SULPHATE, pitzer_tables
from twin.matter.saturation import BARITE, BRUCITE, CALCITE, precipitation_residual

HELD = {HYDROXIDE: 0.012, CARBONATE: 0.006, SULPHATE: 0.037}
"""Purified brine [mol/kg water]."""
SOLIDS = {
    MAGNESIUM_HYDROXIDE: (BRUCITE, HYDROXIDE, 2), CALCIUM_CARBONATE: (CALCITE, CARBONATE, 1),
    BARIUM_SULPHATE: (BARITE, SULPHATE, 1),
}  # fmt: skip


def brine(chloride: float, held: dict[int, float] = HELD) -> np.ndarray:
    """LiCl brine with some hydroxide, carbonate and sulphate [mol/kg water]."""
    ions = np.zeros(SPECIES)
    for ion, amount in held.items():
        ions[ion] = amount
    ions[CHLORIDE] = chloride
    ions[LITHIUM] = chloride + held[HYDROXIDE] + 2.0 * (held[CARBONATE] + held[SULPHATE])
    return ions


@pytest.mark.parametrize("solid", SOLIDS)
@pytest.mark.parametrize("celsius", [30.0, 47.0, 60.0, 71.0, 90.0])
def test_the_polynomial_is_the_activity_model(solid, celsius):
    named, anion, power = SOLIDS[solid]
    for chloride in (4.0, 6.3, 8.2, 11.0):
        left = precipitation_residual(pitzer_tables(), brine(chloride), solid=named, temperature=celsius + 273.15)
        ours = math.exp(ln_ion_product(solid=solid, temperature=celsius + 273.15, chloride=chloride))
        assert ours == pytest.approx(left * HELD[anion] ** power, rel=0.025)


def test_more_of_the_other_ions_moves_it_by_no_more_than_is_said():
    here = {solid: ln_ion_product(solid=solid, temperature=333.15, chloride=8.2) for solid in SOLIDS}
    for ion, usual in HELD.items():
        ions = brine(8.2, HELD | {ion: 3.0 * usual})
        for solid, (named, anion, power) in SOLIDS.items():
            left = precipitation_residual(pitzer_tables(), ions, solid=named, temperature=333.15)
            assert abs(math.log(left * ions[anion] ** power) - here[solid]) < 0.20


def test_activities_of_lithium_and_hydroxide_are_those_of_the_tables():
    ions = brine(8.2)
    state = medium(pitzer_tables(), 333.15, ions)
    pair = sum(ln_gamma(pitzer_tables(), state, ions, ion) for ion in (LITHIUM, HYDROXIDE))
    assert ln_ion_product(solid=LITHIUM_PAIR, temperature=333.15, chloride=8.2) == pytest.approx(-pair, abs=0.03)


def test_lithium_fluoride_in_water_dissolves_as_tables_say():
    # 0.13 g in 100 g of water at 25 degC (handbooks; recalled); its own activity coefficient there by Davies: 0.82
    assert math.exp(0.5 * LN_LIF) / 0.82 == pytest.approx(0.0501, rel=0.05)


def test_in_strong_brine_lithium_fluoride_is_a_hundred_times_less_soluble_than_in_water():
    in_brine = fluoride_limit(temperature=333.15, chloride=8.2, lithium=8.2)
    assert in_brine < 0.0501 / 80.0


@settings(deadline=None)
@given(celsius=st.floats(0.0, 110.0), chloride=st.floats(0.0, 25.0), warmer=st.floats(0.1, 30.0))
def test_hotter_brine_holds_more_magnesium_barium_and_fluoride(celsius, chloride, warmer):
    cold, hot = celsius + 273.15, celsius + warmer + 273.15
    for solid in (MAGNESIUM_HYDROXIDE, BARIUM_SULPHATE):
        less = ln_ion_product(solid=solid, temperature=cold, chloride=chloride)
        assert ln_ion_product(solid=solid, temperature=hot, chloride=chloride) >= less - 1e-12
    less = fluoride_limit(temperature=cold, chloride=chloride, lithium=8.0)
    assert fluoride_limit(temperature=hot, chloride=chloride, lithium=8.0) > less
    assert fluoride_limit(temperature=cold, chloride=chloride, lithium=9.0) < less
