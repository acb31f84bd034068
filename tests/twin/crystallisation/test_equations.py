"""Boiling, compression, solubility, size and wash against tables, releases and analytic solutions."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.crystallisation.equations import carbonate_left, carbonate_solubility, crystals, lye_solubility
from twin.crystallisation.evaporation import boiling_temperature, compression_work, saturation_temperature
from twin.crystallisation.population import growth, nucleation, resting_growth, resting_moment
from twin.crystallisation.purity import cake_moisture, drying_inlet, drying_limit, liquor_after_wash
from twin.matter.brine_tables import brine_tables, lye_ln_water
from twin.matter.constants import M_LIOH
from twin.matter.gas import water_vapour_pressure
from twin.matter.vapour import boiling_point_rise

PUBLISHED = Path(__file__).parents[2] / "published"
LYE = tomllib.loads((PUBLISHED / "lye.toml").read_text())
BOILING = tomllib.loads((PUBLISHED / "water_boiling.toml").read_text())


@pytest.mark.parametrize(("celsius", "grams"), LYE["LiOH"].items())
def test_pure_water_dissolves_what_the_table_behind_the_curve_says(celsius, grams):
    found = lye_solubility(temperature=float(celsius) + 273.15, hydroxide=0.0, lithium=0.0)
    assert 100.0 * M_LIOH * found == pytest.approx(grams, rel=LYE["tolerance"])


def test_a_laboratory_quotes_the_same_solubility_in_the_cold():
    (celsius, grams), *_ = LYE["report"].items()
    found = lye_solubility(temperature=float(celsius) + 273.15, hydroxide=0.0, lithium=0.0)
    assert 100.0 * M_LIOH * found == pytest.approx(grams, rel=LYE["report"]["tolerance"])


@pytest.mark.parametrize(("celsius", "grams"), LYE["Li2CO3"].items())
def test_lithium_carbonate_is_less_soluble_in_warm_water(celsius, grams):
    found = carbonate_solubility(temperature=float(celsius) + 273.15)
    assert 100.0 * found == pytest.approx(grams, rel=LYE["tolerance"])


@given(t=st.floats(280.0, 370.0), b=st.floats(0.0, 2.0), c=st.floats(0.0, 2.0), more=st.floats(0.01, 1.0))
def test_other_hydroxides_and_lithium_salts_salt_lioh_out(t, b, c, more):
    here = lye_solubility(temperature=t, hydroxide=b, lithium=c)
    alone = lye_solubility(temperature=t, hydroxide=0.0, lithium=0.0)
    assert (here + b) * (here + c) == pytest.approx(alone**2, rel=1e-9)
    assert lye_solubility(temperature=t, hydroxide=b + more, lithium=c) < here
    assert lye_solubility(temperature=t, hydroxide=b, lithium=c + more) < here


amounts = st.floats(0.0, 1e5)


@given(lioh=amounts, water=amounts, molality=st.floats(2.0, 7.3))
def test_crystals_leave_a_liquor_of_the_given_strength(lioh, water, molality):
    solid = crystals(lioh=lioh, water=water, molality=molality)
    assert solid >= 0.0
    if 0.0 < solid <= min(lioh, water):
        assert lioh - solid == pytest.approx(molality * 0.018015 * (water - solid), abs=1e-6 * (lioh + water))


@given(lioh=amounts, water=amounts, more=st.floats(0.0, 1e4))
def test_more_water_never_leaves_more_crystals_and_more_lye_never_fewer(lioh, water, more):
    solid = crystals(lioh=lioh, water=water, molality=5.6)
    assert crystals(lioh=lioh, water=water + more, molality=5.6) <= solid
    assert crystals(lioh=lioh + more, water=water, molality=5.6) >= solid


@given(lithium=st.floats(0.0, 10.0), water=st.floats(0.0, 1.0), saturation=st.floats(0.0, 3.0))
def test_no_more_carbonate_stays_than_dissolves_or_is_there(lithium, water, saturation):
    left = carbonate_left(lithium=lithium, water=water, solubility=0.011, saturation=saturation)
    assert 0.0 <= left <= 0.5 * lithium
    assert left * 0.073888 <= 0.011 * saturation * water * (1.0 + 1e-12)


@pytest.mark.parametrize(("pascal", "kelvin"), BOILING["found"].items())
def test_water_boils_where_the_release_says(pascal, kelvin):
    assert saturation_temperature(pressure=float(pascal)) == pytest.approx(kelvin, rel=BOILING["tolerance"])


@given(t=st.floats(292.0, 420.0))
def test_boiling_undoes_the_vapour_pressure_of_another_equation(t):
    assert saturation_temperature(pressure=water_vapour_pressure(temperature=t)) == pytest.approx(t, abs=0.02)


def test_saturated_lye_boils_2_to_5_kelvin_over_water_and_at_75_degc_under_330_mbar():
    activity = math.exp(lye_ln_water(brine_tables(), temperature=348.15, molality=6.13))
    boils = boiling_temperature(pressure=33e3, water_activity=activity)
    assert 2.0 < boils - saturation_temperature(pressure=33e3) < 5.0
    assert boils - 273.15 == pytest.approx(75.0, abs=0.5)  # data book section 6


@given(p=st.floats(1e4, 2e5), m=st.floats(0.1, 7.0))
def test_a_liquor_at_its_boiling_point_has_the_vapour_pressure_of_the_vessel(p, m):
    activity = math.exp(lye_ln_water(brine_tables(), temperature=348.15, molality=m))
    boils = boiling_temperature(pressure=p, water_activity=activity)
    assert activity * water_vapour_pressure(temperature=boils) == pytest.approx(p, rel=1e-3)
    assert boils > saturation_temperature(pressure=p)


@given(p=st.floats(2e4, 1.2e5), activity=st.floats(0.75, 0.99))
def test_the_rise_at_a_pressure_is_that_of_the_properties_at_the_boiling_liquors_temperature(p, activity):
    boils = boiling_temperature(pressure=p, water_activity=activity)
    rise = boiling_point_rise(ln_water=math.log(activity), temperature=boils)
    assert boils - saturation_temperature(pressure=p) == pytest.approx(rise, abs=0.03)


@given(t=st.floats(320.0, 400.0), one=st.floats(1.0, 2.0), two=st.floats(1.0, 2.0))
def test_two_stages_without_cooling_cost_what_one_does(t, one, two):
    first = compression_work(temperature=t, ratio=one)
    warmed = t + first / 1876.0
    together = first + compression_work(temperature=warmed, ratio=two)
    assert compression_work(temperature=t, ratio=one * two) == pytest.approx(together, rel=1e-9, abs=1e-6)


def test_moments_of_a_mixed_crystalliser_are_those_of_its_exponential_distribution():
    density, length, step = 3.4e15, 1.25e-4, 2e-7
    sizes = [step * (n + 0.5) for n in range(20_000)]
    for j in range(5):
        summed = sum(density * math.exp(-size / length) * size**j * step for size in sizes)
        assert resting_moment(j, density=density, length=length) == pytest.approx(summed, rel=1e-3)


@given(order=st.floats(1.0, 2.5), residence=st.floats(3e3, 5e4), magma=st.floats(50.0, 500.0))
def test_at_rest_growth_takes_up_the_production_and_nuclei_replace_what_leaves(order, residence, magma):
    volume, rate, density_shape = 15.0, 2e6, 1510.0 * 0.6
    third = magma * volume / density_shape
    speed = resting_growth(
        third=third, volume=volume, residence=residence, rate=rate, magma=magma, order=order
    )  # fmt: skip
    nuclei = third / resting_moment(3, density=1.0, length=speed * residence)
    area = resting_moment(2, density=nuclei, length=speed * residence)
    found = growth(deposition=magma * volume / residence, second=area, shape=0.6)
    assert found == pytest.approx(min(speed, 2e-7), rel=1e-9)
    born = nucleation(rate=rate, growth_speed=speed, magma=magma, order=order) * volume
    assert born == pytest.approx(nuclei * speed, rel=1e-9)


@given(ratio=st.floats(0.0, 10.0), more=st.floats(0.0, 5.0), exponent=st.floats(0.5, 3.0))
def test_a_wash_only_ever_takes_liquor_away(ratio, more, exponent):
    left = liquor_after_wash(ratio=ratio, exponent=exponent)
    assert liquor_after_wash(ratio=ratio + more, exponent=exponent) <= left <= 1.0


@given(fine=st.floats(1e-4, 1e-3), coarser=st.floats(1.0, 4.0))
def test_finer_crystals_hold_more_moisture(fine, coarser):
    assert cake_moisture(nominal=0.04, size=fine) >= cake_moisture(nominal=0.04, size=fine * coarser)


@pytest.mark.parametrize("size", [1.25e-4, 2.5e-4, 5e-4])
def test_crystals_of_four_times_the_size_hold_half_the_moisture(size):
    """A drained film goes with 1/sqrt(L) (Wakeman and Tarleton, 2005, ch. 7)."""
    assert cake_moisture(nominal=0.04, size=4.0 * size) == pytest.approx(0.5 * cake_moisture(nominal=0.04, size=size))


@given(gas=st.floats(1.0, 100.0), product=st.floats(300.0, 330.0), hottest=st.floats(340.0, 400.0))
def test_the_most_heat_is_what_the_hottest_gas_brings(gas, product, hottest):
    most = drying_limit(gas=gas, product=product, hottest=hottest)
    assert drying_inlet(gas=gas, product=product, heat=most) == pytest.approx(hottest, rel=1e-9)
