"""Enthalpy: formation values, heats of the reactions that nobody wrote, and homogeneity."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter import enthalpy as own
from twin.matter.components import LIQUID, substance
from twin.matter.constants import FARADAY
from twin.matter.enthalpy import formation_part, heat_capacity, liquid_enthalpy, temperature_of
from twin.matter.gas import CARBON_DIOXIDE, CHLORINE, HYDROGEN, gas_enthalpy

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "formation.toml").read_text())
amounts = st.lists(st.floats(0.0, 1e5), min_size=LIQUID, max_size=LIQUID)


def mixture(**moles):
    """A row of liquids from substances; `_` stands for the dot of a name."""
    total = sum(amount * substance(name) for name, amount in moles.items())
    return np.asarray(total)[None, :LIQUID].copy()


def held_by(listed, hydroxide):
    held = np.array([listed])
    held[0, 0] += 1.0
    held[0, 8] = hydroxide
    return held


@pytest.mark.parametrize("salt", ["LiCl", "LiOH", "NaCl", "NaOH"])
def test_dissolved_salts_have_their_tabulated_enthalpy_of_formation(salt):
    apart = formation_part(mixture(**{salt: 1.0, "H2O": 1e6}), 0) - formation_part(mixture(H2O=1e6), 0)
    assert 1e-3 * apart == pytest.approx(CASE["infinitely_dilute"][salt], rel=CASE["tolerance"])


@pytest.mark.parametrize("water", ["10", "4.109"])
def test_strong_acid_has_its_tabulated_enthalpy(water):
    moles = float(water)
    apart = formation_part(mixture(HCl=1.0, H2O=moles), 0) - formation_part(mixture(H2O=moles), 0)
    assert 1e-3 * apart == pytest.approx(CASE["hcl_in_water"][water], abs=0.3)


@pytest.mark.parametrize("water", CASE["hcl_diluted"])
def test_diluting_acid_gives_its_tabulated_heat(water):
    """One term k n2/w for all strengths, within 0.8 kJ/mol of the table."""
    moles = float(water)
    apart = formation_part(mixture(HCl=1.0, H2O=moles), 0) - formation_part(mixture(H2O=moles), 0)
    assert 1e-3 * apart == pytest.approx(CASE["hcl_diluted"][water], abs=0.8)


def test_dilute_acid_has_its_tabulated_enthalpy():
    apart = formation_part(mixture(HCl=1.0, H2O=1e6), 0) - formation_part(mixture(H2O=1e6), 0)
    assert 1e-3 * apart == pytest.approx(CASE["infinitely_dilute"]["HCl"], rel=CASE["tolerance"])


def test_hypochlorous_acid_in_acid_brine_has_its_tabulated_enthalpy():
    acid = mixture(HCl=1.0, H2O=1e7)
    apart = formation_part(acid + mixture(HClO=0.1), 0) - formation_part(acid, 0)
    assert 1e-2 * apart == pytest.approx(CASE["infinitely_dilute"]["HClO"], rel=CASE["tolerance"])


def test_acid_and_base_give_their_heat_of_neutralisation_once():
    acid, base = mixture(HCl=1.0, H2O=1e6), mixture(LiOH=1.0, H2O=1e6)
    heat = formation_part(acid, 0) + formation_part(base, 0) - formation_part(acid + base, 0)
    assert heat == pytest.approx(55_840.0, rel=1e-3)


def test_the_cell_takes_the_thermoneutral_voltage():
    before, after = mixture(LiCl=1.0, H2O=1e5), mixture(LiOH=1.0, H2O=1e5 - 1.0)
    gases = 0.5 * (gas_enthalpy(gas=HYDROGEN, temperature=298.15) + gas_enthalpy(gas=CHLORINE, temperature=298.15))
    taken = formation_part(after, 0) + gases - formation_part(before, 0)
    assert taken / FARADAY == pytest.approx(2.311, abs=5e-4)


def test_the_dissolver_gives_the_heat_of_the_data_book():
    acid = mixture(HCl=2.0, H2O=1e6)
    after = mixture(LiCl=2.0, H2O=1e6 + 1.0)
    solid = own.SOLID_LI2CO3 + formation_part(mixture(Li2CO3=1.0), 0)
    gas = gas_enthalpy(gas=CARBON_DIOXIDE, temperature=298.15)
    assert 1e-3 * (formation_part(after, 0) + gas - formation_part(acid, 0) - solid) == pytest.approx(-20.0, abs=1.0)


def test_lithium_carbonate_dissolves_with_its_tabulated_heat():
    """Carbonate is set by CO2 gas and acid, which leaves 2.2 kJ/mol here."""
    heat = -1e-3 * own.SOLID_LI2CO3
    assert heat == pytest.approx(CASE["solids"]["Li2CO3"], abs=2.5)


def test_chlorine_in_caustic_gives_the_heat_of_bleach():
    caustic = mixture(NaOH=2.0, H2O=1e6)
    heat = formation_part(caustic, 0) - formation_part(caustic + mixture(Cl2=1.0), 0)
    assert 1e-3 * heat == pytest.approx(100.1, abs=0.3)  # NBS: Cl2 + 2 OH- -> ClO- + Cl- + H2O


@given(listed=amounts, hydroxide=st.floats(-1e4, 1e4), times=st.floats(1e-3, 1e3), temperature=st.floats(275.0, 380.0))
def test_twice_the_liquid_holds_twice_the_enthalpy(listed, hydroxide, times, temperature):
    held = held_by(listed, hydroxide)
    once, many = liquid_enthalpy(held, 0, temperature), liquid_enthalpy(held * times, 0, temperature)
    assert many == pytest.approx(times * once, rel=1e-9, abs=1e-6)


@given(listed=amounts, hydroxide=st.floats(-1e4, 1e4), temperature=st.floats(275.0, 380.0))
def test_the_temperature_comes_back_from_the_enthalpy(listed, hydroxide, temperature):
    held = held_by(listed, hydroxide)
    held[0, 0] += 2e4
    enthalpy = liquid_enthalpy(held, 0, temperature)
    slack = 1e-14 * abs(enthalpy) / heat_capacity(held, 0)
    assert temperature_of(held, 0, enthalpy) == pytest.approx(temperature, abs=1e-6 + 10.0 * slack)


@given(listed=amounts, step=st.floats(-1e-3, 1e-3))
def test_the_enthalpy_does_not_jump_where_acid_becomes_base(listed, step):
    held = held_by(listed, step)
    assert formation_part(held, 0) == pytest.approx(formation_part(held_by(listed, 0.0), 0), abs=1e3, rel=1e-9)


def test_a_vessel_without_water_has_a_temperature():
    assert temperature_of(np.zeros((1, LIQUID)), 0, 0.0) == 298.15
