"""Gases: enthalpies, water vapour and the flame."""

import tomllib
from pathlib import Path

import cantera
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.errors import RangeError
from twin.matter import cantera_door
from twin.matter.gas import QUENCHED, flame, gas_enthalpy, water_vapour_pressure
from twin.matter.report import burner

PUBLISHED = Path(__file__).parents[2] / "published"
WORST = (8.0, 15.0, 8.0, 8.0, 45.0, 8.0, 8.0)


@given(temperature=st.floats(298.15, 393.15))
def test_gas_enthalpies_stand_for_canteras_own(temperature):
    known = {species.name: species for species in cantera.Species.list_from_file("nasa_gas.yaml")}
    phase = cantera.Solution(thermo="ideal-gas", species=[known[name] for name in cantera_door.GASES])
    phase.TP = temperature, 101_325.0
    direct = phase.standard_enthalpies_RT * cantera.gas_constant * temperature * 1e-3
    for gas, worst in enumerate(WORST):
        assert gas_enthalpy(gas=gas, temperature=temperature) == pytest.approx(direct[gas], abs=worst)


def test_water_vapour_agrees_with_the_steam_table():
    case = tomllib.loads((PUBLISHED / "water_vapour.toml").read_text())
    for celsius, pressure in case["found"].items():
        found = water_vapour_pressure(temperature=float(celsius) + 273.15)
        assert found == pytest.approx(pressure, rel=case["tolerance"]), celsius


def test_the_flame_is_as_hot_as_the_studies_say():
    assert flame(hydrogen_excess=0.0, temperature=298.15, oxygen_share=0.0).temperature == pytest.approx(2493, abs=3)
    assert flame(hydrogen_excess=0.05, temperature=298.15, oxygen_share=0.0).temperature == pytest.approx(2502, abs=3)


@settings(deadline=None, max_examples=20)
@given(excess=st.floats(0.005, 0.2), oxygen=st.floats(0.0, 0.05))
def test_hydrogen_in_excess_leaves_no_chlorine(excess, oxygen):
    assert flame(hydrogen_excess=excess, temperature=298.15, oxygen_share=oxygen).free_chlorine < 1e-7


@settings(deadline=None, max_examples=20)
@given(lack=st.floats(0.01, 0.5))
def test_missing_hydrogen_leaves_its_chlorine(lack):
    found = flame(hydrogen_excess=-lack, temperature=298.15, oxygen_share=0.0)
    assert found.free_chlorine == pytest.approx(lack / (2.0 - lack), rel=0.02)


def test_recovery_is_bounded_by_the_hydrogen_excess():
    found = burner(0.04, 298.15, 0.0, 0.9995)
    assert found["hcl_recovery_limit"] == pytest.approx(0.961, abs=5e-4)  # data book: 96.1 %


@settings(deadline=None, max_examples=20)
@given(lack=st.floats(0.01, 0.5), oxygen=st.floats(0.0, 0.02))
def test_missing_hydrogen_bounds_recovery_as_the_flame_has_it(lack, oxygen):
    """Chlorine is HCl or free in the gas; oxygen moves its share by what it takes or leaves, at most 2 O2 a Cl2."""
    found = burner(-lack, 298.15, oxygen, 1.0)
    limit, ratio = found["hcl_recovery_limit"], oxygen / (1.0 - oxygen)
    hydrogen = (1.0 - lack) * (1.0 + 2.0 * ratio)
    assert hydrogen - 2.0 * ratio - 1e-12 <= limit <= hydrogen + 1e-12  # all oxygen burns; none does
    gas = cantera_door.cooled(
        temperature=QUENCHED, feed={"H2": hydrogen, "CL2": 1.0, "O2": ratio, "H2O": 0.0, "N2": 0.0}
    )
    assert gas["HCL"] / (gas["HCL"] + 2.0 * gas["CL2"] + gas["CL"]) == pytest.approx(
        limit, abs=2.0 * ratio * lack + 1e-3
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [((-1.0, 298.15, 0.0, 1.0), "hydrogen excess"), ((0.04, 298.15, 1.0, 1.0), "oxygen share"),
     ((0.04, 20.0, 0.0, 1.0), "gas temperature"), ((0.04, 298.15, 0.0, 1.2), "absorption")],
)  # fmt: skip
def test_what_no_burner_does_is_refused(asked, said):
    with pytest.raises(RangeError, match=said):
        burner(*asked)
