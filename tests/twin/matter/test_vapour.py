"""What stands over acid and lye: against handbooks, and in its directions."""

import math
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.matter import cantera_door
from twin.matter.constants import GAS, M_HCL
from twin.matter.gas import water_vapour_pressure
from twin.matter.pitzer import medium
from twin.matter.pitzer_tables import CHLORIDE, HYDROXIDE, LITHIUM, SODIUM, SPECIES, pitzer_tables
from twin.matter.vapour import (
    acid_azeotrope,
    acid_boiling_point,
    acid_pressures,
    boiling_point_rise,
    ln_acid_constant,
)

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "hcl_vapour.toml").read_text())
TABLES = pitzer_tables()


def molality_of(fraction):
    """Molality of acid of a mass fraction [mol/kg water]."""
    return fraction / ((1.0 - fraction) * M_HCL)


def ln_water(temperature, ions):
    """ln of the activity of water in a solution of these ions [mol/kg]."""
    molality = np.zeros(SPECIES)
    for ion, amount in ions.items():
        molality[ion] = amount
    return medium(TABLES, temperature, molality).ln_water


def test_the_azeotrope_at_one_atmosphere_is_the_published_one():
    temperature, fraction = acid_azeotrope(TABLES, pressure=CASE["azeotrope"]["pressure"])
    assert temperature - 273.15 == pytest.approx(CASE["azeotrope"]["temperature"], abs=0.2)
    assert fraction == pytest.approx(CASE["azeotrope"]["fraction"], abs=0.001)


@pytest.mark.parametrize(("mmhg", "celsius", "expected"), CASE["azeotropes"]["found"])
def test_under_less_pressure_the_azeotrope_is_stronger(mmhg, celsius, expected):
    temperature, fraction = acid_azeotrope(TABLES, pressure=133.322 * mmhg)
    low = mmhg < 150
    kelvin, share = (CASE["azeotropes"][name] for name in ("temperature", "fraction"))
    assert temperature - 273.15 == pytest.approx(celsius, abs=kelvin if low else 0.5 * kelvin)
    assert fraction == pytest.approx(expected, abs=share if low else share / 6.0)


@pytest.mark.parametrize(("fraction", "celsius"), CASE["boiling"].items())
def test_acid_boils_where_the_handbook_says(fraction, celsius):
    hcl = molality_of(float(fraction))
    assert acid_boiling_point(TABLES, pressure=101_325.0, hcl=hcl) - 273.15 == pytest.approx(celsius, abs=3.0)


@pytest.mark.parametrize(("fraction", "kilopascal"), CASE["total"].items())
def test_the_pressure_over_cold_acid_is_that_of_the_handbook(fraction, kilopascal):
    found = acid_pressures(TABLES, temperature=293.15, hcl=molality_of(float(fraction)), licl=0.0)
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
    water = ln_water(temperature, {LITHIUM: lioh, SODIUM: naoh, HYDROXIDE: lioh + naoh})
    rise = boiling_point_rise(ln_water=water, temperature=temperature)
    over = math.exp(water) * water_vapour_pressure(temperature=temperature)
    assert water_vapour_pressure(temperature=temperature - rise) == pytest.approx(over, rel=1e-6)
    assert rise >= -1e-6


def test_lye_of_the_crystalliser_boils_three_to_four_kelvin_above_water():
    """Data book: 10 % LiOH boils 3 K above water; saturated mother liquor a little more."""
    feed = ln_water(348.15, {LITHIUM: 4.64, HYDROXIDE: 4.64})
    assert 2.5 < boiling_point_rise(ln_water=feed, temperature=348.15) < 3.6


@settings(deadline=None)
@given(temperature=st.floats(280.15, 370.15), licl=st.floats(0.5, 12.0), share=st.floats(0.0, 0.2))
def test_a_little_sodium_for_lithium_frees_water(temperature, licl, share):
    """Lithium binds water more strongly than sodium does."""
    pure = ln_water(temperature, {LITHIUM: licl, CHLORIDE: licl})
    mixed = ln_water(temperature, {LITHIUM: licl * (1 - share), SODIUM: licl * share, CHLORIDE: licl})
    assert mixed >= pure - 1e-9
