"""Standard voltage of the cell reaction, against formation values that Cantera does not know of."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter.brine_tables import standard_potential
from twin.matter.cantera_door import standard_change
from twin.matter.constants import FARADAY

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "cell_reaction.toml").read_text())
REACTION = {"H2O": -1.0, "Cl-": -1.0, "OH-": 1.0, "H2": 0.5, "CL2": 0.5}


def test_the_standard_potential_is_that_of_the_tabulated_gibbs_energies():
    gibbs = CASE["gibbs"]
    expected = 1e3 * (gibbs["OH-"] - gibbs["Cl-"] - gibbs["H2O"]) / FARADAY
    assert standard_potential(temperature=298.15) == pytest.approx(expected, rel=CASE["tolerance"])


def test_its_slope_is_that_of_the_tabulated_entropies():
    s = CASE["entropy"]
    expected = -(s["OH-"] - s["Cl-"] - s["H2O"] + 0.5 * (s["H2"] + s["Cl2"])) / FARADAY
    slope = 0.5 * (standard_potential(temperature=299.15) - standard_potential(temperature=297.15))
    assert slope == pytest.approx(expected, rel=0.01)
    mean = (standard_potential(temperature=358.15) - standard_potential(temperature=298.15)) / 60.0
    assert 1e3 * mean == pytest.approx(-0.37, abs=0.01)  # data book


def test_the_thermoneutral_voltage_is_that_of_the_tabulated_enthalpies():
    h = CASE["enthalpy"]
    expected = 1e3 * (h["LiOH"] - h["LiCl"] - h["H2O"]) / FARADAY
    assert expected == pytest.approx(2.311, abs=5e-4)
    _, enthalpy = standard_change(temperature=298.15, reaction=REACTION)
    assert enthalpy / FARADAY == pytest.approx(expected, rel=CASE["tolerance"])


@given(temperature=st.floats(278.15, 383.15))
def test_the_cubic_stands_for_cantera(temperature):
    gibbs, _ = standard_change(temperature=temperature, reaction=REACTION)
    assert standard_potential(temperature=temperature) == pytest.approx(gibbs / FARADAY, abs=6e-5)


@given(temperature=st.floats(283.15, 368.15))
def test_voltage_slope_and_heat_obey_gibbs_and_helmholtz(temperature):
    """E - T dE/dT is the enthalpy of the reaction over F: what Cantera says of both is one thermodynamics."""
    high, low = standard_potential(temperature=temperature + 1.0), standard_potential(temperature=temperature - 1.0)
    _, enthalpy = standard_change(temperature=temperature, reaction=REACTION)
    neutral = standard_potential(temperature=temperature) - temperature * 0.5 * (high - low)
    assert neutral == pytest.approx(enthalpy / FARADAY, abs=2e-3)
