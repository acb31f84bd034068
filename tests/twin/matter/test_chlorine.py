"""Chlorine in water: against published constants, and in its directions."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter.chlorine import (
    chlorine_henry,
    chlorine_solubility,
    hypochlorite_over_acid,
    hypochlorous_over_chlorine,
    ln_chlorine_hydrolysis,
    ln_hypochlorous_dissociation,
)

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "chlorine_water.toml").read_text())


def test_constants_in_water_are_the_published_ones():
    for celsius, expected in CASE["hydrolysis"].items():
        found = math.exp(ln_chlorine_hydrolysis(temperature=float(celsius) + 273.15))
        assert found == pytest.approx(expected, rel=CASE["tolerance"])
    for celsius, expected in CASE["henry"].items():
        assert chlorine_henry(temperature=float(celsius) + 273.15) == pytest.approx(expected, rel=CASE["tolerance"])
    for celsius, expected in CASE["hypochlorous"].items():
        found = math.exp(ln_hypochlorous_dissociation(temperature=float(celsius) + 273.15))
        assert found == pytest.approx(expected, rel=CASE["tolerance"])


def test_brine_of_the_cells_dissolves_what_the_data_book_says():
    """0.0105 kmol/m3/bar at 85 degC: per kg of water in 17 wt% brine, which holds 880 kg of water a cubic metre."""
    found = chlorine_solubility(temperature=358.15, salt=4.83) * 880.0 / 1000.0
    assert found == pytest.approx(0.0105, rel=0.01)


@given(temperature=st.floats(278.15, 363.15), salt=st.floats(0.0, 8.0))
def test_warmth_and_salt_drive_chlorine_out(temperature, salt):
    here = chlorine_solubility(temperature=temperature, salt=salt)
    assert chlorine_solubility(temperature=temperature + 5.0, salt=salt) < here
    assert chlorine_solubility(temperature=temperature, salt=salt + 0.5) < here


@given(temperature=st.floats(278.15, 373.15), ph=st.floats(0.0, 12.0), salt=st.floats(0.1, 8.0))
def test_ten_times_the_acid_leaves_a_tenth_of_each_ratio(temperature, ph, salt):
    def ratios(at):
        ln_proton = -at * math.log(10.0)
        first = hypochlorous_over_chlorine(
            temperature=temperature, salt=salt, ln_water=-0.2, ln_proton=ln_proton, ln_chloride=1.0
        )
        return first, hypochlorite_over_acid(temperature=temperature, salt=salt, ln_proton=ln_proton, ln_gamma=0.0)

    weak, strong = ratios(ph + 1.0), ratios(ph)
    assert weak == pytest.approx((10.0 * strong[0], 10.0 * strong[1]))
