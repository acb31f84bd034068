"""What the command line prints of matter."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.errors import RangeError
from twin.matter.report import properties

KEYS = {
    "temperature_K", "gamma_pm", "osmotic_coefficient", "water_activity", "density_kg_per_m3",
    "heat_capacity_J_per_kgK", "conductivity_S_per_m", "pH", "in_range", "source",
}  # fmt: skip


MIXTURES = (
    {"LiCl": 8.0}, {"LiCl": 8.0, "HCl": 0.2}, {"LiCl": 5.0, "HCl": 0.0}, {"LiOH": 4.64}, {"HCl": 13.5},
    {"LiCl": 5.0, "NaCl": 0.5, "KCl": 0.1, "LiOH": 0.3}, {"LiOH": 5.0, "NaOH": 0.8},
    {"LiCl": 1.5, "NaHCO3": 0.02, "Li2SO4": 0.05, "CaCl2": 0.001, "MgCl2": 0.001},
    {"NaOH": 4.1, "Cl2": 2.0}, {"LiCl": 4.0, "HCl": 0.05, "Cl2": 0.01},
)  # fmt: skip


@pytest.mark.parametrize("salts", MIXTURES)
def test_the_table_and_cantera_print_the_same(salts):
    table, direct = properties(358.15, salts), properties(358.15, salts, direct=True)
    assert table.keys() == direct.keys() >= KEYS
    assert (table["source"], direct["source"]) == ("table", "cantera")
    for name in ("osmotic_coefficient", "water_activity"):
        assert table[name] == pytest.approx(direct[name], rel=1e-3)
    assert table["pH"] == pytest.approx(direct["pH"], abs=0.01)
    assert table["gamma_pm"] == pytest.approx(direct["gamma_pm"], rel=1e-3)
    assert json.dumps(table)


def test_every_salt_that_the_ions_form_has_its_entry():
    assert properties(298.15, {"LiCl": 5.0, "HCl": 0.0})["gamma_pm"].keys() == {"LiCl", "HCl"}
    found = properties(298.15, {"LiCl": 5.0, "NaOH": 0.5})
    assert found["gamma_pm"].keys() == {"LiCl", "LiOH", "NaCl", "NaOH"}
    assert found["source"] == "table"


def test_beyond_the_range_it_says_so():
    found = properties(298.15, {"LiCl": 25.0})
    assert found["in_range"] is False
    assert any("known to 20" in sentence for sentence in found["outside"])
    assert properties(298.15, {"LiCl": 19.0})["in_range"] is True


@settings(deadline=None, max_examples=12)
@given(
    celsius=st.floats(1.0, 120.0), salt=st.sampled_from(["LiCl", "HCl"]),
    molality=st.floats(0.0, 20.0),
)  # fmt: skip
def test_in_range_means_that_nothing_is_outside(celsius, salt, molality):
    found = properties(celsius + 273.15, {salt: molality})
    assert found["in_range"] is not bool(found["outside"])
    assert all(sentence.startswith(("heat", "viscosity", "conductivity")) for sentence in found["stretched"])


@pytest.mark.parametrize(
    ("temperature", "salts", "what"),
    [(298.15, {"BaCl2": 1.0}, "density"), (298.15, {"HCl": 15.9}, ""), (298.15, {"LiOH": 6.0}, "density")],
)
def test_whatever_is_outside_takes_the_question_out_of_range(temperature, salts, what):
    found = properties(temperature, salts)
    assert found["in_range"] is (what == "")
    assert [sentence for sentence in found["outside"] if sentence.startswith(what or "-")] == found["outside"]


def test_pure_water_is_water():
    found = properties(298.15, {})
    assert found["water_activity"] == pytest.approx(1.0)
    assert found["density_kg_per_m3"] == pytest.approx(997.05, abs=0.01)
    assert found["pH"] == pytest.approx(7.0, abs=0.01)


def test_a_brine_says_what_is_in_it_and_what_may_fall_out():
    salts = {"LiCl": 4.0, "LiOH": 0.02, "Na2CO3": 0.002, "CaCl2": 0.002, "MgCl2": 0.001, "Li2SO4": 0.05, "BaCl2": 1e-5}
    found = properties(333.15, salts)
    index = found["saturation_index"]
    assert index["Mg(OH)2"] > 0.0 > index["LiCl.H2O"]
    assert index["BaSO4"] > index["CaSO4.2H2O"]
    assert found["species_mol_per_kg"]["Mg+2"] == pytest.approx(0.001, rel=1e-3)
    assert found["boiling_point_rise_K"] > 3.0
    assert found["p_HCl_Pa"] == 0.0


def test_chlorine_is_split_as_the_acidity_has_it():
    found = properties(298.15, {"LiCl": 4.0, "HCl": 0.02, "Cl2": 0.01})["species_mol_per_kg"]
    assert found["Cl2"] + found["HOCl"] + found["ClO-"] == pytest.approx(0.01)
    assert found["Cl2"] > 100.0 * found["HOCl"]


def test_what_is_known_of_the_error_is_told():
    assert any("9 %" in note for note in properties(358.15, {"LiOH": 4.64})["notes"])
    assert any("Li-CO3" in note for note in properties(298.15, {"LiCl": 2.0, "Na2CO3": 0.01})["notes"])
    assert any("viscosity" in why for why in properties(358.15, {"LiOH": 4.64})["stretched"])
    assert any("16 wt%" in why for why in properties(358.15, {"LiCl": 6.0})["stretched"])


def test_far_beyond_the_range_figures_stay_physical_and_flagged():
    for temperature, salts in ((298.15, {"LiCl": 25.0}), (298.15, {"HCl": 39.0}), (410.0, {"LiCl": 5.0})):
        found = properties(temperature, salts)
        assert 0.0 < found["water_activity"] < 1.0
        assert not found["in_range"]
        assert found["outside"]
        assert found["source"] == "cantera"


def test_a_solution_whose_water_would_gain_activity_is_refused():
    with pytest.raises(RangeError, match="known to 20 mol/kg"):
        properties(298.15, {"LiCl": 39.0})


def test_so_much_chlorine_is_refused():
    with pytest.raises(RangeError, match="Cl2: got 30 mol/kg; give 0 to 5"):
        properties(298.15, {"LiCl": 1.0, "Cl2": 30.0})


def test_a_trace_does_not_take_the_density_away():
    assert properties(298.15, {"CO2": 0.03})["density_kg_per_m3"] == pytest.approx(997.0, abs=2.0)
    assert properties(298.15, {"BaCl2": 1.0})["density_kg_per_m3"] is None


def test_bleach_holds_less_salt_than_its_sodium_and_all_its_anions_would_make():
    """2 mol of chlorine in lye make as much chloride as hypochlorite: only the former falls out as salt."""
    bleach = properties(298.15, {"NaOH": 4.1, "Cl2": 2.0})
    brine = properties(298.15, {"NaCl": 4.0, "NaOH": 0.1})
    assert bleach["species_mol_per_kg"]["ClO-"] == pytest.approx(2.0, rel=1e-3)
    difference = brine["saturation_index"]["NaCl"] - bleach["saturation_index"]["NaCl"]
    assert difference == pytest.approx(0.301, abs=2e-3)
    assert bleach["pH"] == pytest.approx(brine["pH"], abs=0.01)
    assert bleach["water_activity"] == pytest.approx(brine["water_activity"], abs=1e-4)
    assert bleach["boiling_point_rise_K"] == pytest.approx(brine["boiling_point_rise_K"], abs=0.01)


def test_acid_boils_and_its_azeotrope_is_told_and_only_of_acid():
    azeotrope = properties(298.15, {"HCl": 6.96})["boiling_acid"]
    assert azeotrope["boiling_point_K"] == pytest.approx(azeotrope["azeotrope_boiling_point_K"], abs=0.01)
    assert azeotrope["azeotrope_HCl_mass_fraction"] == pytest.approx(0.2024, abs=1e-3)
    vacuum = properties(298.15, {"HCl": 6.96, "LiCl": 0.0}, pressure=2e4)["boiling_acid"]
    assert vacuum["azeotrope_boiling_point_K"] < azeotrope["azeotrope_boiling_point_K"] - 30.0
    assert properties(298.15, {"HCl": 15.9}, pressure=2e3)["boiling_acid"]["boiling_point_K"] is None
    assert properties(298.15, {"HCl": 6.96, "LiCl": 1.0})["boiling_acid"] is None
    assert properties(298.15, {"LiCl": 1.0})["boiling_acid"] is None


@pytest.mark.parametrize("pressure", [1e3, 2e5])
def test_a_pressure_at_which_no_azeotrope_is_known_is_refused(pressure):
    with pytest.raises(RangeError, match="give 2 to 130 kPa"):
        properties(298.15, {"HCl": 7.0}, pressure=pressure)


def test_what_precipitation_leaves_is_saturated_and_told_where_its_precipitant_was_given():
    """Purified brine of the reference: 0.2 mg/kg of magnesium, 7 of calcium; none where nothing precipitates."""
    brine = {"LiCl": 5.0, "LiOH": 0.012, "Na2CO3": 0.006}
    left = properties(333.15, brine)["left_beside_solid_mol_per_kg"]
    assert left.keys() == {"Mg(OH)2", "CaCO3"}
    assert 24.3e3 * left["Mg(OH)2"] == pytest.approx(0.2, rel=0.15)
    assert 40.1e3 * left["CaCO3"] == pytest.approx(6.5, rel=0.15)
    full = properties(333.15, brine | {"MgCl2": left["Mg(OH)2"], "CaCl2": left["CaCO3"]})["saturation_index"]
    assert full["Mg(OH)2"] == pytest.approx(0.0, abs=0.02)
    assert full["CaCO3"] == pytest.approx(0.0, abs=0.02)
    assert properties(333.15, {"LiCl": 5.0, "HCl": 0.1})["left_beside_solid_mol_per_kg"] == {}
