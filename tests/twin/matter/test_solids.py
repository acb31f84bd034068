"""Solubility: the tables, the constants calibrated to them, and the curves for compiled code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import RangeError
from twin.matter.solids import computed_solubility, li2co3_saturation, lioh_saturation, solubility

LIOH, LI2CO3 = 0.023947, 0.073889


@pytest.mark.parametrize("celsius", [10.0, 20.0, 40.0, 60.0, 80.0])
def test_lithium_hydroxide_dissolves_as_the_table_says(celsius):
    temperature = celsius + 273.15
    measured = solubility("LiOH.H2O", temperature=temperature)
    assert computed_solubility("LiOH.H2O", temperature=temperature) == pytest.approx(measured, rel=0.03)


@pytest.mark.parametrize("celsius", [10.0, 20.0, 40.0, 60.0, 80.0, 100.0])
def test_lithium_carbonate_dissolves_as_the_table_says(celsius):
    temperature = celsius + 273.15
    measured = solubility("Li2CO3", temperature=temperature)
    assert computed_solubility("Li2CO3", temperature=temperature) == pytest.approx(measured, rel=0.03)


@pytest.mark.parametrize("celsius", [0.0, 10.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0])
def test_the_curves_pass_the_points_of_the_tables(celsius):
    temperature = celsius + 273.15
    lye = solubility("LiOH.H2O", temperature=temperature) * LIOH
    assert lioh_saturation(temperature=temperature) == pytest.approx(lye / (1.0 + lye), rel=0.0045)
    carbonate = solubility("Li2CO3", temperature=temperature) * LI2CO3
    assert li2co3_saturation(temperature=temperature) == pytest.approx(carbonate / (1.0 + carbonate), rel=0.01)


@given(celsius=st.floats(10.0, 95.0))
def test_warm_lye_holds_more_and_warm_carbonate_less(celsius):
    colder, warmer = celsius + 273.15, celsius + 278.15
    assert lioh_saturation(temperature=warmer) > lioh_saturation(temperature=colder)
    assert li2co3_saturation(temperature=warmer) < li2co3_saturation(temperature=colder)


def test_what_was_not_measured_is_refused():
    with pytest.raises(RangeError, match="Known: Li2CO3"):
        solubility("LiF", temperature=298.15)
    with pytest.raises(RangeError, match="from 0 to 100 degC"):
        solubility("Li2CO3", temperature=400.0)
    with pytest.raises(RangeError, match="10 to 80 degC"):
        computed_solubility("LiOH.H2O", temperature=370.0)
    with pytest.raises(RangeError, match="no constant"):
        computed_solubility("LiCl.H2O", temperature=298.15)
