"""Voltage of an element against the data book's own breakdown, curve and slope; smooth down to no current."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import at_rest, book, resting_builder
from twin.electrolysis.equations import overpotential
from twin.electrolysis.report import cell_report
from twin.electrolysis.voltage import Surroundings, element_voltage, voltage_parts

BOOK_POINT = Surroundings(358.15, 6.0153, 4.6413, 0.60e5, 0.50e5)
"""Molalities of anolyte and catholyte and partial pressures of the data book (plant.csv, section 1)."""
PARTS = {
    "reversible": "U_E_rev", "anode": "U_eta_anode", "cathode": "U_eta_cathode", "membrane": "U_membrane",
    "solution": "U_solution", "bubbles": "U_bubbles", "hardware": "U_hardware",
}  # fmt: skip


def parts(density: float, around: Surroundings = BOOK_POINT, aged: float = 0.0):
    builder = resting_builder()
    return voltage_parts(builder.line.electrolysis.units[0], builder.tables, around, density, aged)


def voltage(density: float, around: Surroundings = BOOK_POINT) -> float:
    return element_voltage(parts(density, around))


@pytest.mark.parametrize(("part", "name"), PARTS.items())
def test_each_part_is_that_of_the_data_book(part, name):
    within = 0.006 if part == "reversible" else 0.005  # two published LiOH sets differ by 6 mV
    assert getattr(parts(3728.95), part) == pytest.approx(book()[name], abs=within)


@pytest.mark.parametrize("density", ["1.5", "2", "3", "3.73", "4.5", "5", "5.5"])
def test_the_curve_is_that_of_the_data_book(density):
    assert voltage(1e3 * float(density)) == pytest.approx(book()[f"V_at_{density}_kA_m2"], abs=0.015)


def slope(density: float, celsius: float) -> float:
    """What a whole cell's voltage gains a kelvin, the gas pressures over its loops going with it [mV/K]."""
    builder = resting_builder()
    colder, warmer = (
        cell_report(
            builder.tables, builder.line.electrolysis.units[0], density=density, temperature=celsius + 273.15 + off,
            licl=0.2, lioh=0.1, most=5500.0,
        )["voltage_V"]
        for off in (-0.5, 0.5)
    )  # fmt: skip
    return 1e3 * (warmer - colder)


@pytest.mark.parametrize("celsius", [80.0, 85.0, 90.0])
@pytest.mark.parametrize("density", [4000.0, 4500.0, 5000.0])
def test_a_warmer_cell_needs_less_by_nine_to_fifteen_millivolt_a_kelvin(density, celsius):
    assert -15.0 < slope(density, celsius) < -9.0


@pytest.mark.parametrize(("density", "name"), [(3728.95, "dV_dT_mV_K_nominal"), (4500.0, "dV_dT_mV_K_at_4p5")])
def test_its_slope_at_85_degrees_is_the_data_book_s(density, name):
    assert slope(density, 85.0) == pytest.approx(book()[name], abs=0.3)


def test_cells_of_a_plant_at_rest_have_that_slope_too():
    current = f"electrolysis.current={4.5 * 2.7} kA"
    at = [at_rest(current, f"electrolysis.T={celsius} degC").plant.line.electrolysis.seen[0] for celsius in (84, 86)]
    per_element = [1e3 * float(one.voltage) / 30.0 for one in at]
    assert 0.5 * (per_element[1] - per_element[0]) == pytest.approx(book()["dV_dT_mV_K_at_4p5"], abs=0.5)


def test_the_reversible_part_moves_with_strength_as_the_data_book_says():
    base = parts(0.0).reversible
    assert (parts(0.0, BOOK_POINT._replace(licl=7.0153)).reversible - base) * 1e3 == pytest.approx(-26, abs=3)
    stronger_lye = (parts(0.0, BOOK_POINT._replace(lioh=5.6413)).reversible - base) * 1e3
    assert 6.0 < stronger_lye < 14.0  # book: 14 about 3.5 mol/kg, where ln m is steeper


@pytest.mark.parametrize("gas", ["chlorine", "hydrogen"])
@pytest.mark.parametrize("temperature", [338.15, 358.15])
def test_a_gas_of_twice_the_pressure_costs_half_of_the_nernst_slope(gas, temperature):
    around = BOOK_POINT._replace(temperature=temperature)
    twice = around._replace(**{gas: 2.0 * getattr(around, gas)})
    slope = 8.314462618 * temperature / (2.0 * 96_485.33212)  # two electrons a molecule of either gas
    assert parts(0.0, twice).reversible - parts(0.0, around).reversible == pytest.approx(
        slope * math.log(2.0), rel=1e-9
    )


def test_the_reversible_voltage_at_one_bar_of_each_gas_is_that_of_the_data_book():
    at_one_bar = BOOK_POINT._replace(chlorine=1e5, hydrogen=1e5)
    assert parts(0.0, at_one_bar).reversible == pytest.approx(2.044, abs=0.006)  # two published LiOH sets


def test_at_no_current_only_the_reversible_part_is_left():
    found = parts(0.0)
    assert element_voltage(found) == found.reversible


@settings(max_examples=60)
@given(density=st.floats(0.0, 6000.0), step=st.floats(0.01, 10.0))
def test_voltage_rises_smoothly_from_no_current(density, step):
    low, high = voltage(density), voltage(density + step)
    assert 0.0 < high - low < 4e-3 * step + 1e-9


@given(density=st.floats(3000.0, 8000.0), offset=st.floats(0.0, 0.3), alpha=st.floats(0.5, 1.0))
def test_above_three_kiloampere_the_smooth_curve_is_the_logarithm(density, offset, alpha):
    smooth = overpotential(density=density, offset=offset, alpha=alpha, reference=500.0, temperature=358.15)
    plain = offset + 8.314462618 * 358.15 / alpha / 96_485.33212 * math.log(density / 500.0)
    assert smooth == pytest.approx(plain, abs=2e-3)


@settings(max_examples=40)
@given(aged=st.floats(0.0, 1e-4), density=st.floats(0.0, 6000.0))
def test_an_aged_element_never_needs_less(aged, density):
    assert element_voltage(parts(density, aged=aged)) >= voltage(density)
