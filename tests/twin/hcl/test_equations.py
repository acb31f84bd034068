"""Coolers, headers, hydrogen ratio, mixing, columns: as equations, against the data book's figures."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import at_rest
from twin.gas_headers import gas_in, headers_now
from twin.hcl.equations import (
    burned_share,
    column_uptake,
    cooled_to,
    fan_speed,
    fresh_lye,
    moving_excess,
    unmixed_chlorine,
)
from twin.hcl.sizing import cooler_units
from twin.matter.components import CL2
from twin.matter.density import density
from twin.matter.enthalpy import FORMATION, HYPOCHLORITE
from twin.matter.gas import CHLORINE, gas_enthalpy
from twin.plant import Plant

FULL_CHLORINE = 1168.0 / 3600.0 / 0.0709


def test_a_blocked_chlorine_header_trips_in_the_time_of_the_data_book():
    """23 mbar/s and 1.7 s from 20 to 60 mbar g: between a header that keeps its temperature and one that loses none."""
    header = headers_now(at_rest().plant)["chlorine"]
    slow, fast = header["rise_mbar_per_s"]
    late, soon = header["trips_after_s"]
    assert header["room_mbar"] == pytest.approx(40.0)
    assert slow < 23.0 < fast
    assert soon < 1.7 < late
    assert slow == pytest.approx(23.0, rel=0.15)


def test_a_header_twice_as_large_gives_twice_the_time_and_an_idle_one_never_trips():
    plant = at_rest().plant
    plates = [replace(one, volume=22.0) if one.name == "H-315" else one for one in plant.design.vessels]
    larger = Plant(replace(plant.design, vessels=tuple(plates)), tables=plant.builder.tables)
    larger.line.streams.flow[:] = plant.line.streams.flow
    times = [headers_now(one)["chlorine"]["trips_after_s"] for one in (plant, larger)]
    assert times[1] == pytest.approx([2.0 * time for time in times[0]])
    larger.line.streams.flow[:] = 0.0
    assert headers_now(larger) == {}


def test_wet_gases_have_the_heat_capacity_ratios_of_the_handbooks():
    """Chlorine 1.32 to 1.34, steam 1.32, hydrogen 1.40 (Perry): mixtures of about half vapour lie between."""
    plant = at_rest().plant
    assert 1.31 < gas_in(plant, 14).exponent < 1.34
    assert 1.32 < gas_in(plant, 17).exponent < 1.40


def test_a_cooler_reaches_its_design_and_comes_closer_at_part_load():
    units = cooler_units(313.15)
    at = [cooled_to(gas=358.15, water=298.15, transfer=units, load=load) for load in (0.35, 0.7, 1.0, 1.3)]
    assert at[2] == pytest.approx(313.15)
    assert at == sorted(at)
    assert all(298.15 < t < 358.15 for t in at)


@given(water=st.floats(275.0, 310.0), load=st.floats(0.0, 2.0))
def test_gas_leaves_between_cooling_water_and_its_inlet(water, load):
    assert water <= cooled_to(gas=358.15, water=water, transfer=1.4, load=load) <= 358.15


@given(hydrogen=st.floats(0.1, 50.0), chlorine=st.floats(0.1, 50.0), oxygen=st.floats(0.0, 5.0),
       excess=st.floats(0.0, 0.3), recycled=st.floats(0.0, 0.98))  # fmt: skip
def test_recycled_hydrogen_burns_more_chlorine_but_never_more_than_there_is(
    hydrogen, chlorine, oxygen, excess, recycled
):
    demand = chlorine + 2.0 * oxygen
    share = burned_share(hydrogen=hydrogen, chlorine=chlorine, oxygen=oxygen, excess=excess, recycled=recycled)
    without = burned_share(hydrogen=hydrogen, chlorine=chlorine, oxygen=oxygen, excess=excess, recycled=0.0)
    assert without <= share <= 1.0
    assert share * demand <= hydrogen * (1.0 + 1e-12)
    unburnt = excess * share * demand  # at the burner; what is not recycled must come from outside
    assert share * demand + (1.0 - recycled) * unburnt <= hydrogen * (1.0 + 1e-12)


@pytest.mark.parametrize(("recycled", "share"), [(0.0, 1.0 / 1.04), (0.5, 1.0 / 1.02), (0.95, 1.0 / 1.002)])
def test_where_hydrogen_limits_each_share_that_comes_back_burns_more_chlorine(recycled, share):
    """By hand: a mole of hydrogen for a demand of one mole; of the excess of 4 % what is not recycled is lost."""
    stoichiometric = {"hydrogen": 1.0, "chlorine": 0.96, "oxygen": 0.02, "excess": 0.04}
    found = burned_share(**stoichiometric, recycled=recycled)
    assert found == pytest.approx(share, rel=1e-12)
    assert burned_share(**stoichiometric, recycled=recycled + 0.01) > found


def test_cross_limits_keep_a_falling_load_from_the_trip():
    """100 to 35 % in 30 s: chlorine that follows 1.5 s late would trip FFC-551 (1.010); leading it never alarms."""
    change = -0.65 / 30.0
    late = 1.0 + moving_excess(excess=0.04, change=change, lag=1.5, crossed=0.0)
    crossed = 1.0 + moving_excess(excess=0.04, change=change, lag=1.5, crossed=1.0)
    assert late < 1.010
    assert crossed > 1.04
    assert 1.0 + moving_excess(excess=0.04, change=-0.65 / 120.0, lag=1.5, crossed=0.0) > 1.025
    assert moving_excess(excess=0.04, change=0.0, lag=1.5, crossed=1.0) == pytest.approx(0.04)


@given(excess=st.floats(-0.3, 0.3), spread=st.floats(1e-4, 0.1))
def test_bad_mixing_never_leaves_less_chlorine_than_no_hydrogen_does(excess, spread):
    left = unmixed_chlorine(excess=excess, spread=spread)
    assert left >= max(-excess, 0.0) - 1e-12
    assert unmixed_chlorine(excess=excess + 0.01, spread=spread) <= left + 1e-12
    assert unmixed_chlorine(excess=excess, spread=1.5 * spread) >= left - 1e-12


def test_chlorine_slips_first_below_the_alarm_of_the_ratio():
    """FFC-551: normal 1.040, alarm 1.025, trip 1.010; AT-509 trips at 50 ppm of the 16 Nm3/h of tail gas."""
    tail = 16.0 / 3600.0 / 0.022414

    def ppm(excess):
        return 1e6 * unmixed_chlorine(excess=excess, spread=0.008) * FULL_CHLORINE / tail

    assert ppm(0.040) < 1.0
    assert ppm(0.025) < 60.0
    assert ppm(0.010) > 1000.0


@given(lye=st.floats(0.0, 0.3), transfer=st.floats(1.0, 10.0))
def test_a_column_takes_less_when_its_lye_is_spent(lye, transfer):
    uptake = column_uptake(lye=lye, enough=0.01, transfer=transfer)
    assert 0.0 <= uptake < 1.0
    assert column_uptake(lye=0.5 * lye, enough=0.01, transfer=transfer) <= uptake
    assert column_uptake(lye=0.0, enough=0.01, transfer=transfer) == 0.0


def test_two_columns_in_series_meet_what_is_allowed_into_the_air():
    """BAT for chlorine to air 0.2-1 mg/Nm3 (hourly); full chlorine stays below the trip of 5 (I-20)."""
    gas = (5.0 + 0.2) * 0.022414

    def vented(chlorine):
        return 1e6 * 0.0709 * chlorine * (1.0 - column_uptake(lye=0.2, enough=0.01, transfer=7.0)) ** 2 / gas

    assert vented(44.8 / 3600.0 / 0.0709) < 0.3
    assert vented(FULL_CHLORINE) < 5.0


def test_the_fan_runs_faster_with_more_gas():
    assert fan_speed(head=1.0, flow=1.0) == pytest.approx(0.6)
    assert fan_speed(head=1.0, flow=0.5) < 0.6 < fan_speed(head=1.0, flow=1.5)


def test_full_chlorine_heats_the_lye_as_the_data_book_says():
    """470 kW; 5.6 m3 of lye without a cooler would pass 45 degC (I-76) in about a quarter of an hour."""
    each = gas_enthalpy(gas=CHLORINE, temperature=308.15) - FORMATION[CL2] - HYPOCHLORITE
    heat = FULL_CHLORINE * each
    assert heat == pytest.approx(470e3, rel=0.05)
    assert 8.0 < (45.0 - 32.0) * 5.6 * 1240.0 * 3300.0 / heat / 60.0 < 20.0


def test_a_tank_of_lye_lasts_an_hour_of_full_chlorine():
    """55 to 67 min (data book sections 3 and 7), from fresh lye to the swap at 3 % NaOH, at constant chlorine."""
    begun = fresh_lye(product=0.15, left=0.03, carbon_dioxide=0.05, hydrogen_chloride=0.05)
    mass = 5.6 * density(temperature=298.15, w_licl=0.0, w_lioh=0.0, w_hcl=0.0, w_nacl=0.0, w_naoh=begun)
    taken = (begun - 0.03) * mass / (2.0 * 0.039997 + 0.03 * 0.0709)
    assert 55.0 < taken / FULL_CHLORINE / 60.0 < 72.0
