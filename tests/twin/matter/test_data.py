"""The files of data/ agree with each other and with the code that quotes them."""

import csv
import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from twin.matter import brine
from twin.matter import enthalpy as own
from twin.matter.cantera_door import BRINE_FILE, DATA
from twin.matter.components import CO3
from twin.matter.enthalpy import BASE, FORMATION, WATER

LITHIUM = FORMATION[1]
SOLIDS = {
    "LiOH_H2O": own.SOLID_LIOH_H2O + LITHIUM + BASE + WATER,
    "Li2CO3": own.SOLID_LI2CO3 + 2 * LITHIUM + FORMATION[CO3],
}


def read(path: Path):
    return YAML(typ="safe").load(path)


@pytest.mark.parametrize(("salt", "ions"), [("LiCl", {"Li+", "Cl-"}), ("HCl", {"H+", "Cl-"})])
def test_the_extended_parameters_in_canteras_file_are_the_fitted_ones(salt, ions):
    fitted = json.loads((DATA / f"ext_{salt}.json").read_text())
    phase = read(BRINE_FILE)["phases"][0]["activity-data"]
    (entry,) = [row for row in phase["interactions"] if set(row["species"]) == ions and "beta0" in row]
    for name in ("beta0", "beta1", "beta2", "Cphi"):
        assert entry[name][:3] == pytest.approx(fitted[name])
    assert (entry["alpha1"], entry["alpha2"]) == (fitted["alpha1"], fitted["alpha2"])
    assert phase["A_Debye"] == "variable"


def test_solids_have_the_enthalpy_of_the_file():
    species = {row["name"]: row["thermo"]["h0"] for row in read(DATA / "solids.yaml")["species"]}
    for name, enthalpy in SOLIDS.items():
        assert enthalpy == pytest.approx(float(species[name].split()[0])), name


def test_every_file_has_its_source():
    sources = (DATA / "SOURCES.md").read_text()
    for path in DATA.iterdir():
        assert path.name == "SOURCES.md" or path.name in sources or f"ext_{path.stem[4:]}" in sources, path.name


@pytest.mark.parametrize("salt", ["LiCl", "NaCl"])
def test_activities_keep_the_quality_of_their_fit_to_the_end_of_the_table(salt):
    """LiCl to 20, NaCl to 6 mol/kg. Robinson and Stokes, recalled; LiCl was fitted to them: this shows the fit."""
    lines = (DATA / f"gamma_phi_25C_{salt}.csv").read_text().splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        found = brine.activities(temperature=298.15, molalities={salt: float(row["molality_mol_kg"])})
        assert found.gamma_pm[salt] == pytest.approx(float(row["gamma_pm"]), rel=0.025)
        if row["osmotic_coeff"]:
            assert found.osmotic == pytest.approx(float(row["osmotic_coeff"]), rel=0.02)
