"""Stripping, chlorate and peroxide as equations: limits, directions, and figures of practice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.hcl.stripping import (
    boiling_point,
    chlorine_solubility,
    destroyed_chlorate,
    dioxide_share,
    flash_residual,
    flashed,
    free_proton,
    oxidised_residual,
    polished_redox,
    stripped_redox,
)
from twin.matter.gas import water_vapour_pressure

amounts = st.floats(1e-6, 1e3)
HYDROLYSIS = 0.0548
"""[HOCl][H+]/[Cl2] of the reference's brine [mol/m3]."""


@given(chlorine=st.floats(0.0, 100.0), acid=st.floats(-50.0, 900.0), hydrolysis=st.floats(1e-6, 10.0))
def test_hydrolysis_keeps_its_equilibrium_and_its_charge(chlorine, acid, hydrolysis):
    proton = free_proton(chlorine=chlorine, acid=acid, hydrolysis=hydrolysis)
    assert proton >= 0.0
    if acid + chlorine > 1e-6:
        hypochlorous = chlorine * hydrolysis / (proton + hydrolysis)
        assert proton - hypochlorous == pytest.approx(acid, rel=1e-6, abs=1e-6 * (abs(acid) + chlorine + hydrolysis))


def test_acid_to_ph_1_7_brings_the_hypochlorous_acid_back_to_chlorine():
    """Data book section 3: acidify first; without acid a tenth of the chlorine is HOCl, which no vacuum takes."""

    def hypochlorous(acid):
        proton = free_proton(chlorine=6.3, acid=acid, hydrolysis=HYDROLYSIS)
        return HYDROLYSIS / (HYDROLYSIS + proton)

    assert hypochlorous(10.0) < 0.01
    assert hypochlorous(0.0) > 0.05


@pytest.mark.parametrize("celsius", [50.0, 75.0, 90.0, 100.0])
def test_brine_boils_where_its_water_has_the_pressure(celsius):
    kelvin = celsius + 273.15
    pressure = 0.71 * water_vapour_pressure(temperature=kelvin)
    assert boiling_point(pressure=pressure, activity=0.71) == pytest.approx(kelvin, abs=0.15)


def test_the_column_boils_between_70_and_80_degc_at_330_mbar():
    assert 343.15 < boiling_point(pressure=33_000.0, activity=0.71) < 353.65


@given(chlorine=amounts, flow=st.floats(1e-6, 1.0), carrier=st.floats(0.0, 1e2), saturated=amounts)
def test_a_stage_leaves_no_more_than_came_and_no_more_than_its_pressure_holds(chlorine, flow, carrier, saturated):
    left = flash_residual(chlorine=chlorine, flow=flow, carrier=carrier, saturated=saturated)
    assert 0.0 <= left <= min(chlorine, saturated) * (1.0 + 1e-9)
    gas = flow * (chlorine - left)
    assert left * (gas + carrier) == pytest.approx(saturated * gas, rel=1e-6, abs=1e-9 * saturated * flow * chlorine)
    more = flash_residual(chlorine=chlorine, flow=flow, carrier=2.0 * carrier + 1e-6, saturated=saturated)
    assert more <= left * (1.0 + 1e-9)


def test_the_flash_of_the_reference_alone_would_leave_a_few_milligrams():
    """1.36 m3/h of 82 degC with 0.45 g/L into 330 mbar: the ideal stage is well below the 10-30 mg/L of practice."""
    boiling = boiling_point(pressure=33_000.0, activity=0.71)
    vapour = flashed(heat_flow=1490.0 / 3600.0 * 3280.0, feed=355.15, boiling=boiling)
    held = chlorine_solubility(at_cells=1.05e-4, temperature=boiling) * 33_000.0
    left = flash_residual(chlorine=6.3, flow=1.36 / 3600.0, carrier=vapour, saturated=held)
    assert 0.5 < left * 70.9 < 15.0


def test_chlorine_dissolves_less_in_hotter_brine():
    colder, hotter = (chlorine_solubility(at_cells=1.05e-4, temperature=t) for t in (343.15, 363.15))
    assert colder > 1.05e-4 > hotter


def pass_of(acid, temperature):
    """Chlorate destroyed in a pass of the reference's reactor, 80 % at 90 degC and 30 g/L [-]."""
    rate = destroyed_chlorate(chlorate=1.0, constant=4.0, activation=10_200.0, acid=acid, temperature=temperature)
    return rate / (1.0 + rate)


def test_a_pass_destroys_what_practice_says():
    """Data book section 3: 80 % at 90 degC and 30 g/L, 60 to 90 % over the range of operation."""
    assert pass_of(822.9, 363.15) == pytest.approx(0.80)
    assert 0.60 < pass_of(822.9, 353.15) < pass_of(822.9, 368.15) < 0.90
    assert 0.60 < pass_of(548.6, 363.15) < pass_of(1097.0, 363.15) < 0.90
    assert pass_of(411.0, 348.15) < 0.35  # where the side stream stops, the reactor would hardly work


@given(acid=st.floats(1.0, 1500.0), temperature=st.floats(300.0, 370.0))
def test_chlorine_dioxide_comes_of_cold_and_of_little_acid(acid, temperature):
    share = dioxide_share(at_nominal=0.01, coldness=7200.0, acid=acid, temperature=temperature)
    assert 0.0 <= share <= 0.5
    assert dioxide_share(at_nominal=0.01, coldness=7200.0, acid=0.5 * acid, temperature=temperature) >= share
    assert dioxide_share(at_nominal=0.01, coldness=7200.0, acid=acid, temperature=temperature - 5.0) >= share


@given(chlorine=st.floats(1e-6, 10.0), peroxide=st.floats(0.0, 10.0), time=st.floats(0.1, 3600.0))
def test_peroxide_never_takes_more_chlorine_than_there_is_of_either(chlorine, peroxide, time):
    left = oxidised_residual(chlorine=chlorine, peroxide=peroxide, time=time)
    assert -1e-12 <= left <= chlorine * (1.0 + 1e-15)
    assert chlorine - left <= peroxide + 1e-9
    longer = oxidised_residual(chlorine=chlorine, peroxide=peroxide, time=2.0 * time)
    assert longer <= left + 1e-12


def test_peroxide_follows_the_law_it_names():
    """Against a plain integration of dc/dt = -k c p in small steps."""
    chlorine, peroxide, steps = 0.02, 0.03, 20_000
    c, p, dt = chlorine, peroxide, 10.0 / steps
    for _ in range(steps):
        reacted = 6.0 * c * p * dt
        c, p = c - reacted, p - reacted
    assert oxidised_residual(chlorine=chlorine, peroxide=peroxide, time=10.0) == pytest.approx(c, rel=1e-3)


def test_half_a_dose_leaves_half_the_chlorine():
    assert oxidised_residual(chlorine=0.1, peroxide=0.05, time=600.0) == pytest.approx(0.05, rel=1e-3)


def test_probes_show_the_pairs_of_the_tag_list():
    assert stripped_redox(chlorine=0.015) == pytest.approx(0.050)
    assert stripped_redox(chlorine=0.030) == pytest.approx(0.200)
    assert polished_redox(chlorine=1e-6) == pytest.approx(0.150)
    assert polished_redox(chlorine=1e-3) == pytest.approx(0.350)
    assert math.isfinite(stripped_redox(chlorine=0.0)) and math.isfinite(polished_redox(chlorine=1e9))
