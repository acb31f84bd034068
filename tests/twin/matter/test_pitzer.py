"""The sums over ions say what Cantera says, for any mixture; and they behave as activities must."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.matter import cantera_door, pitzer
from twin.matter.brine import with_warm_mixing
from twin.matter.electrostatic_mixing import canteras_mixing
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import CARBONATE, ION_NAMES, IONS, SPECIES, pitzer_tables

TABLES = pitzer_tables()
TABLE_ERROR = 3e-4

temperatures = st.floats(278.15, 373.15)


def solution(ions):
    molality = np.zeros(SPECIES)
    for name, value in ions.items():
        molality[ION_NAMES.index(name)] = value
    return molality


def agree(temperature, ions):
    """With what `--direct` says: Cantera, its mixing of single with double charges set right."""
    molality = solution(ions)
    state = medium(TABLES, temperature, molality)
    direct = with_warm_mixing(temperature, ions, cantera_door.activities(temperature=temperature, ions=ions))
    assert state.ln_water == pytest.approx(math.log(direct.water), abs=TABLE_ERROR)
    for k, name in enumerate(ION_NAMES):
        expected = math.log(direct.ions[name])
        assert ln_gamma(TABLES, state, molality, k) == pytest.approx(expected, abs=TABLE_ERROR), name


@settings(deadline=None, max_examples=40)
@given(
    temperature=temperatures, chloride=st.floats(0.01, 12.0), base=st.floats(0.0, 3.0), sodium=st.floats(0.0, 1.5),
    potassium=st.floats(0.0, 1.5),
)  # fmt: skip
def test_any_mixture_of_chlorides_and_hydroxides(temperature, chloride, base, sodium, potassium):
    """To 18 mol/kg: above 18.5 Cantera bends molalities themselves."""
    agree(
        temperature,
        {"Li+": chloride + base, "Na+": sodium, "K+": potassium, "Cl-": chloride + sodium + potassium, "OH-": base},
    )


@settings(deadline=None, max_examples=25)
@given(temperature=temperatures, licl=st.floats(0.0, 9.0), hcl=st.floats(0.01, 7.0), sodium=st.floats(0.0, 1.5))
def test_acid_brine_with_sodium(temperature, licl, hcl, sodium):
    agree(temperature, {"Li+": licl, "H+": hcl, "Na+": sodium, "Cl-": licl + hcl + sodium})


@settings(deadline=None, max_examples=25)
@given(temperature=temperatures, licl=st.floats(0.1, 5.0), share=st.floats(0.0, 1.0))
def test_brine_with_what_is_to_be_removed(temperature, licl, share):
    ions = {
        "Li+": licl,
        "Na+": 0.4,
        "Ca+2": 0.05 * share,
        "Mg+2": 0.03,
        "Ba+2": 1e-4,
        "HCO3-": 0.02,
        "CO2": 0.03 * share,
    }
    ions["SO4-2"] = 0.1
    ions["Cl-"] = licl + 0.4 + 2.0 * (0.05 * share + 0.03 + 1e-4 - 0.1) - 0.02
    agree(temperature, ions)


@pytest.mark.parametrize("celsius", [5.0, 60.0, 95.0])
def test_with_canteras_own_mixing_the_sums_are_canteras(monkeypatch, celsius):
    monkeypatch.setattr(pitzer, "uneven_mixing", lambda strength, debye: canteras_mixing(strength))
    temperature = celsius + 273.15
    ions = {"Li+": 4.0, "Na+": 0.3, "Ca+2": 0.05, "Mg+2": 0.03, "SO4-2": 0.1, "Cl-": 4.16, "HCO3-": 0.1}
    state = medium(TABLES, temperature, solution(ions))
    direct = cantera_door.activities(temperature=temperature, ions=ions)
    assert state.ln_water == pytest.approx(math.log(direct.water), abs=TABLE_ERROR)
    for k, name in enumerate(ION_NAMES):
        found = ln_gamma(TABLES, state, solution(ions), k)
        assert found == pytest.approx(math.log(direct.ions[name]), abs=TABLE_ERROR), name


@given(temperature=temperatures)
def test_a_solution_without_ions_is_water(temperature):
    empty = np.zeros(SPECIES)
    state = medium(TABLES, temperature, empty)
    assert state.ln_water == pytest.approx(0.0, abs=1e-9)
    for k in range(IONS):
        assert ln_gamma(TABLES, state, empty, k) == pytest.approx(0.0, abs=1e-4)


@given(
    temperature=temperatures, licl=st.floats(0.1, 15.0), lioh=st.floats(0.0, 3.0), nacl=st.floats(0.0, 3.0),
    sulphate=st.floats(0.0, 0.5),
)  # fmt: skip
def test_gibbs_and_duhem_agree_on_every_mixture(temperature, licl, lioh, nacl, sulphate):
    """What all ions gain by a little more of everything, water loses: the sums belong to one free energy."""
    ions = {
        "Li+": licl + lioh + 2.0 * sulphate, "Na+": nacl, "Cl-": licl + nacl, "OH-": lioh, "SO4-2": sulphate,
    }  # fmt: skip
    low, high = solution(ions), solution({name: 1.0002 * value for name, value in ions.items()})
    before, after = medium(TABLES, temperature, low), medium(TABLES, temperature, high)
    gained = sum(
        0.5 * (low[k] + high[k])
        * (ln_gamma(TABLES, after, high, k) - ln_gamma(TABLES, before, low, k) + math.log(1.0002))
        for k in range(CARBONATE) if low[k] > 0.0
    )  # fmt: skip
    assert after.ln_water - before.ln_water == pytest.approx(-0.018015 * gained, rel=1e-4)
