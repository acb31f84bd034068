"""What the command line prints of matter."""

import json

import pytest

from twin.matter.report import properties

KEYS = {
    "temperature_K", "gamma_pm", "osmotic_coefficient", "water_activity", "density_kg_per_m3",
    "heat_capacity_J_per_kgK", "conductivity_S_per_m", "pH", "in_range", "source",
}  # fmt: skip


@pytest.mark.parametrize("salts", [{"LiCl": 8.0}, {"LiCl": 8.0, "HCl": 0.2}, {"LiCl": 5.0, "HCl": 0.0}, {"LiOH": 4.64}])
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
    assert found["source"] == "cantera"


def test_beyond_the_range_it_says_so():
    found = properties(298.15, {"LiCl": 25.0})
    assert found["in_range"] is False
    assert any("known to 20" in sentence for sentence in found["outside"])
    assert properties(298.15, {"LiCl": 19.0})["in_range"] is True


def test_pure_water_is_water():
    found = properties(298.15, {})
    assert found["water_activity"] == pytest.approx(1.0)
    assert found["density_kg_per_m3"] == pytest.approx(997.05, abs=0.01)
    assert found["pH"] == pytest.approx(7.0, abs=0.01)
