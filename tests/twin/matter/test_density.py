"""Density and conductivity: against handbooks and in their limits."""

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.matter import density as own
from twin.matter.brine_tables import brine_tables
from twin.matter.cantera_door import DATA
from twin.matter.conductivity import brine_ph, conductivity, ln_ion_product
from twin.matter.density import MOST, density, density_of, density_out_of_range, water_density
from twin.matter.heat_capacity import heat_capacity
from twin.matter.viscosity import VISCOSITY, viscosity

PUBLISHED = Path(__file__).parents[2] / "published"
NONE = {"w_licl": 0.0, "w_lioh": 0.0, "w_hcl": 0.0, "w_nacl": 0.0, "w_naoh": 0.0}
HOT = tomllib.loads((PUBLISHED / "density_hot.toml").read_text())
FITTED_ANEW = {"LiCl", "LiOH"}
MOLAR_MASS = {"LiCl": 0.04239, "HCl": 0.036458}


def test_density_agrees_with_the_handbook():
    case = tomllib.loads((PUBLISHED / "density_handbook.toml").read_text())
    for salt, points in case["found"].items():
        for fraction, expected in points.items():
            found = density(temperature=293.15, **(NONE | {f"w_{salt}": float(fraction)}))
            assert found == pytest.approx(expected, rel=case["tolerance"]), (salt, fraction)


@pytest.mark.parametrize("salt", HOT["tolerance"])
def test_density_of_hot_brine_lye_and_acid_is_within_what_is_asked(salt):
    for molality, *row in HOT[salt]["found"]:
        mass = molality * HOT[salt]["molar_mass"]
        for celsius, expected in zip(HOT["celsius"], row, strict=True):
            found = density(temperature=celsius + 273.15, **(NONE | {f"w_{salt}": mass / (1.0 + mass)}))
            assert found == pytest.approx(expected, rel=HOT["tolerance"][salt]), (molality, celsius)


def of_conde(celsius, fraction):
    ratio = fraction / (1.0 - fraction)
    return water_density(temperature=celsius + 273.15) * sum(c * ratio**k for k, c in enumerate(HOT["conde"]["cubic"]))


@pytest.mark.parametrize("celsius", [5.0, 20.0, 40.0, 60.0, 80.0, 95.0])
@pytest.mark.parametrize("fraction", [0.05, 0.1, 0.2, 0.3, 0.35, 0.4])
def test_strong_lithium_chloride_agrees_with_a_second_source_while_sources_agree(celsius, fraction):
    """Hot, the two part: Conde lets salt and water swell alike, so his brine is lighter than that of the tables."""
    within = HOT["tolerance"]["licl"] if celsius <= HOT["conde"]["warmest"] else HOT["conde"]["apart"]
    found = density(temperature=celsius + 273.15, **(NONE | {"w_licl": fraction}))
    assert found == pytest.approx(of_conde(celsius, fraction), rel=within)


def test_the_sources_of_hot_lithium_chloride_part_by_more_than_is_asked():
    molality, *row = HOT["licl"]["found"][-1]
    mass = molality * HOT["licl"]["molar_mass"]
    apart = [
        value / of_conde(celsius, mass / (1.0 + mass)) - 1.0 for celsius, value in zip(HOT["celsius"], row, strict=True)
    ]
    assert max(map(abs, apart[:4])) < 0.002
    assert 2.0 * HOT["tolerance"]["licl"] < apart[-1] < HOT["conde"]["apart"]


def test_the_coefficients_in_the_code_are_those_of_the_file():
    lines = (DATA / "laliberte2009.csv").read_text().splitlines()[1:]
    for row in csv.DictReader(lines):
        if row["salt"] not in FITTED_ANEW:
            published = tuple(float(row[f"c{i}"]) for i in range(5))
            assert getattr(own, f"{row['salt'].upper()}_VOLUME") == published


@pytest.mark.parametrize(("salt", "most", "within"), [("LiCl", 0.45, 0.006), ("LiOH", 0.1, 0.006)])
def test_fitted_anew_they_stay_near_the_published_coefficients(salt, most, within):
    """Laliberte's own rest on some thousand measurements; a fit that left them would be a fit to one table."""
    lines = (DATA / "laliberte2009.csv").read_text().splitlines()[1:]
    row = next(row for row in csv.DictReader(lines) if row["salt"] == salt)
    theirs = tuple(float(row[f"c{i}"]) for i in range(5))
    for celsius in (20.0, 40.0, 60.0, 75.0, 95.0):
        for fraction in (0.25 * most, 0.5 * most, most):
            temperature, w = celsius + 273.15, fraction
            volume = (1.0 - w) / water_density(temperature=temperature)
            volume += w * own.apparent_volume(theirs, celsius=celsius, solutes=w)
            found = density(temperature=temperature, **(NONE | {f"w_{salt.lower()}": w}))
            assert found == pytest.approx(1.0 / volume, rel=within), (celsius, fraction)


@given(temperature=st.floats(278.15, 373.15))
def test_without_salt_brine_is_water(temperature):
    assert density(temperature=temperature, **NONE) == pytest.approx(water_density(temperature=temperature))


@given(temperature=st.floats(288.15, 363.15), fraction=st.floats(0.01, 0.40), more=st.floats(0.005, 0.05))
def test_more_lithium_chloride_is_denser(temperature, fraction, more):
    thin = density(temperature=temperature, **(NONE | {"w_licl": fraction}))
    assert density(temperature=temperature, **(NONE | {"w_licl": fraction + more})) > thin


@given(
    temperature=st.floats(288.15, 363.15),
    licl=st.floats(0.0, 0.3),
    hcl=st.floats(0.0, 0.3),
    lioh=st.floats(0.0, 0.1),
    nacl=st.floats(0.0, 0.2),
)
def test_density_of_any_mixture_is_finite_and_between_known_bounds(temperature, licl, hcl, lioh, nacl):
    found = density(temperature=temperature, w_licl=licl, w_lioh=lioh, w_hcl=hcl, w_nacl=nacl, w_naoh=0.0)
    assert 950.0 < found < 1900.0


def test_what_lies_beyond_the_measurements_is_flagged():
    assert density_out_of_range(temperature=293.15, **(NONE | {"w_lioh": 0.15}))
    assert density_out_of_range(temperature=400.0, **NONE)
    assert not density_out_of_range(temperature=358.15, **(NONE | {"w_licl": 0.25, "w_hcl": 0.01}))


def test_conductivity_agrees_with_the_handbook():
    case = tomllib.loads((PUBLISHED / "conductivity.toml").read_text())
    for salt, points in case["found"].items():
        for fraction, expected in points.items():
            w = float(fraction)
            molality = w / (1.0 - w) / MOLAR_MASS[salt]
            found = conductivity(temperature=293.15, molalities={salt: molality})
            assert found == pytest.approx(0.1 * expected, rel=case["tolerance"]), (salt, fraction)


def test_conductivity_is_not_guessed_where_it_is_unknown():
    assert conductivity(temperature=293.15, molalities={"LiCl": 15.0}) is None
    assert conductivity(temperature=293.15, molalities={"Li2SO4": 1.0}) is None


@given(temperature=st.floats(278.15, 373.15), molality=st.floats(0.1, 15.0), acid=st.floats(-0.02, 0.5))
def test_acid_lowers_the_ph_of_brine(temperature, molality, acid):
    tables = brine_tables()
    here = brine_ph(tables, temperature=temperature, molality=molality, free_acid=acid)
    assert brine_ph(tables, temperature=temperature, molality=molality, free_acid=acid + 0.05) < here


def test_the_ph_of_water_falls_as_it_warms():
    assert ln_ion_product(temperature=358.15) > ln_ion_product(temperature=298.15)


ACID = tomllib.loads((PUBLISHED / "hcl_liquid.toml").read_text())
DILUTE = tomllib.loads((PUBLISHED / "conductivity_dilute.toml").read_text())


@pytest.mark.parametrize("fraction", ACID["density"])
def test_hydrochloric_acid_is_that_of_the_handbook(fraction):
    place = {"temperature": 293.15, "fractions": {"HCl": float(fraction)}}
    assert density_of(**place) == pytest.approx(ACID["density"][fraction], rel=0.003)
    assert viscosity(**place) == pytest.approx(1e-3 * ACID["viscosity"][fraction], rel=ACID["tolerance"])
    assert heat_capacity(**place) == pytest.approx(1e3 * ACID["heat_capacity"][fraction], rel=0.005)


def test_the_viscosities_in_the_code_are_those_of_the_file():
    lines = (DATA / "laliberte2009.csv").read_text().splitlines()[1:]
    for row in csv.DictReader(lines):
        assert VISCOSITY[row["salt"]] == tuple(float(row[f"v{i}"]) for i in range(1, 7))


@given(temperature=st.floats(278.15, 373.15), licl=st.floats(0.0, 0.3), lioh=st.floats(0.0, 0.1))
def test_reports_and_plant_weigh_brine_alike(temperature, licl, lioh):
    plant = density(temperature=temperature, **(NONE | {"w_licl": licl, "w_lioh": lioh}))
    assert density_of(temperature=temperature, fractions={"LiCl": licl, "LiOH": lioh}) == pytest.approx(plant)


@given(temperature=st.floats(283.15, 363.15), salt=st.sampled_from(sorted(MOST)))
def test_every_salt_makes_water_heavier(temperature, salt):
    found = density_of(temperature=temperature, fractions={salt: 0.08})
    assert water_density(temperature=temperature) < found < 1.12 * water_density(temperature=temperature)


@given(temperature=st.floats(283.15, 373.15), licl=st.floats(0.01, 0.3))
def test_brine_is_thicker_than_water_and_thins_as_it_warms(temperature, licl):
    here = viscosity(temperature=temperature, fractions={"LiCl": licl})
    assert here > viscosity(temperature=temperature, fractions={})
    assert viscosity(temperature=temperature + 5.0, fractions={"LiCl": licl}) < here


def test_water_itself_has_its_viscosity_and_heat():
    assert viscosity(temperature=293.15, fractions={}) == pytest.approx(1.0016e-3, rel=0.005)
    assert heat_capacity(temperature=298.15, fractions={}) == pytest.approx(4180.0)
    assert viscosity(temperature=298.15, fractions={"MgCl2": 0.1}) is None


@pytest.mark.parametrize("salt", DILUTE["coefficients"])
@pytest.mark.parametrize("celsius", [18.0, 25.0, 60.0])
def test_conductivity_of_dilute_salts_is_the_published_correlation(salt, celsius):
    c1, c2, c3, d1, d2, d3, b = DILUTE["coefficients"][salt]
    for molality in (0.1, 0.5):
        root = molality**0.5
        expected = c1 * celsius**2 + c2 * celsius + c3 - (d1 * celsius**2 + d2 * celsius + d3) * root / (1.0 + b * root)
        concentration = molality * water_density(temperature=celsius + 273.15) * 1e-3
        found = conductivity(temperature=celsius + 273.15, molalities={salt: molality})
        assert found == pytest.approx(0.1 * expected * concentration, rel=DILUTE["tolerance"]), molality
