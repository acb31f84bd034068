"""What stands over acid and lye: against handbooks, and in its directions."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.matter import cantera_door
from twin.matter.constants import GAS, M_HCL
from twin.matter.gas import water_vapour_pressure
from twin.matter.pitzer_tables import pitzer_tables
from twin.matter.vapour import (
    acid_azeotrope,
    acid_boiling_point,
    acid_pressures,
    boiling_point_rise,
    ln_acid_constant,
    ln_water_over_brine,
    ln_water_over_lye,
    molality_of,
)

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "hcl_vapour.toml").read_text())
TABLES = pitzer_tables()


def test_the_azeotrope_at_one_atmosphere_is_the_published_one():
    temperature, fraction = acid_azeotrope(TABLES, pressure=CASE["azeotrope"]["pressure"])
    assert temperature - 273.15 == pytest.approx(CASE["azeotrope"]["temperature"], abs=0.2)
    assert fraction == pytest.approx(CASE["azeotrope"]["fraction"], abs=0.001)


@pytest.mark.parametrize("pressure", [2e4, 5e4])
def test_under_less_pressure_the_azeotrope_is_stronger(pressure):
    assert acid_azeotrope(TABLES, pressure=pressure)[1] > CASE["azeotrope"]["fraction"]


@pytest.mark.parametrize(("fraction", "celsius"), CASE["boiling"].items())
def test_acid_boils_where_the_handbook_says(fraction, celsius):
    hcl = molality_of(float(fraction), M_HCL)
    assert acid_boiling_point(TABLES, pressure=101_325.0, hcl=hcl) - 273.15 == pytest.approx(celsius, abs=3.0)


@pytest.mark.parametrize(("fraction", "kilopascal"), CASE["total"].items())
def test_the_pressure_over_cold_acid_is_that_of_the_handbook(fraction, kilopascal):
    found = acid_pressures(TABLES, temperature=293.15, hcl=molality_of(float(fraction), M_HCL), licl=0.0)
    assert sum(found) == pytest.approx(1e3 * kilopascal, rel=CASE["tolerance"])


@pytest.mark.parametrize("temperature", [278.15, 298.15, 333.15, 373.15, 385.15])
def test_the_constant_of_hydrogen_chloride_is_canteras(temperature):
    gibbs, _ = cantera_door.standard_change(temperature=temperature, reaction={"HCL": -1, "H+": 1, "Cl-": 1})
    assert ln_acid_constant(temperature=temperature) == pytest.approx(-gibbs / (GAS * temperature), abs=0.004)


@given(temperature=st.floats(288.15, 373.15), hcl=st.floats(1.0, 14.0), licl=st.floats(0.0, 3.0))
def test_stronger_and_saltier_acid_drives_hydrogen_chloride_out(temperature, hcl, licl):
    here = acid_pressures(TABLES, temperature=temperature, hcl=hcl, licl=licl)
    stronger = acid_pressures(TABLES, temperature=temperature, hcl=1.05 * hcl, licl=licl)
    saltier = acid_pressures(TABLES, temperature=temperature, hcl=hcl, licl=licl + 0.3)
    assert stronger[0] > here[0] < saltier[0]
    assert stronger[1] < here[1] > saltier[1]


@given(temperature=st.floats(300.15, 373.15), lioh=st.floats(0.0, 7.0), naoh=st.floats(0.0, 2.0))
def test_a_liquor_that_is_raised_so_much_boils_with_the_same_pressure(temperature, lioh, naoh):
    water = ln_water_over_lye(TABLES, temperature=temperature, lioh=lioh, naoh=naoh)
    rise = boiling_point_rise(ln_water=water, temperature=temperature)
    over = math.exp(water) * water_vapour_pressure(temperature=temperature)
    assert water_vapour_pressure(temperature=temperature - rise) == pytest.approx(over, rel=1e-6)
    assert rise >= -1e-6


def test_lye_of_the_crystalliser_boils_three_to_four_kelvin_above_water():
    """Data book: 10 % LiOH boils 3 K above water; saturated mother liquor a little more."""
    feed = ln_water_over_lye(TABLES, temperature=348.15, lioh=4.64, naoh=0.0)
    assert 2.5 < boiling_point_rise(ln_water=feed, temperature=348.15) < 3.6


@settings(deadline=None)
@given(temperature=st.floats(280.15, 370.15), licl=st.floats(0.5, 12.0), share=st.floats(0.0, 0.2))
def test_a_little_sodium_for_lithium_frees_water(temperature, licl, share):
    """Lithium binds water more strongly than sodium does."""
    pure = ln_water_over_brine(TABLES, temperature=temperature, licl=licl, nacl=0.0, hcl=0.0)
    mixed = ln_water_over_brine(TABLES, temperature=temperature, licl=licl * (1 - share), nacl=licl * share, hcl=0.0)
    assert mixed >= pure - 1e-9
