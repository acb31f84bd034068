"""Three fidelities behind one cell: what each takes as typed, and where they meet."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.twin.balance import at_rest, book, figures
from twin.electrolysis.equipment import Electrolyser
from twin.electrolysis.report import FIDELITIES, cell_report
from twin.electrolysis.voltage import Surroundings, element_voltage, voltage_parts
from twin.line_builder import Builder

POINT = Surroundings(358.15, 6.0153, 4.6413, 0.60e5, 0.50e5)
"""The data book's plant point (plant.csv, section 1)."""
LOWER, MIDDLE, FULL = range(3)


@cache
def builder(fidelity: int) -> Builder:
    """The reference line at a fidelity."""
    plant = at_rest().plant
    design = plant.design
    return Builder(replace(design, electrolysis=replace(design.electrolysis, fidelity=fidelity)), plant.builder.tables)


def unit(fidelity: int) -> Electrolyser:
    return builder(fidelity).line.electrolysis.units[0]


def voltage(fidelity: int, density: float, around: Surroundings = POINT) -> float:
    return element_voltage(voltage_parts(unit(fidelity), builder(fidelity).tables, around, density, 0.0))


@pytest.mark.parametrize("density", ["1.5", "2", "3", "3.73", "4.5", "5", "5.5"])
def test_the_semi_empirical_curve_is_the_data_book_s_own(density):
    assert voltage(MIDDLE, 1e3 * float(density)) == pytest.approx(
        book()[f"V_at_{density}_kA_m2"], abs=0.006
    )  # asinh for ln below 3 kA/m2


def test_the_semi_empirical_cell_follows_temperature_and_strength_by_slopes():
    assert voltage(MIDDLE, 0.0, POINT._replace(temperature=359.15)) - voltage(MIDDLE, 0.0) == pytest.approx(-0.44e-3)
    assert voltage(MIDDLE, 0.0, POINT._replace(licl=7.0153)) - voltage(MIDDLE, 0.0) == pytest.approx(-0.026)
    assert voltage(MIDDLE, 0.0, POINT._replace(lioh=5.6413)) - voltage(MIDDLE, 0.0) == pytest.approx(0.014)
    at_a_bar = POINT._replace(
        chlorine=1e5, hydrogen=1e5
    )  # data book section 1: 2.044 V, against 2.025 at 0.60 and 0.50
    assert voltage(MIDDLE, 0.0, at_a_bar) - voltage(MIDDLE, 0.0) == pytest.approx(2.044 - 2.025, abs=0.6e-3)
    slope = 1e3 * (voltage(MIDDLE, 4500.0, POINT._replace(temperature=359.15)) - voltage(MIDDLE, 4500.0))
    assert -15.0 < slope < -9.0  # its gas pressures stand still, so it is 1.3 mV/K flatter than the full one


def test_the_faradaic_cell_knows_nothing_but_its_current():
    elsewhere = POINT._replace(temperature=333.15, licl=4.0, lioh=3.0, chlorine=1e5)
    assert voltage(LOWER, 3000.0, elsewhere) == voltage(LOWER, 3000.0)
    rise = voltage(LOWER, 4000.0) - voltage(LOWER, 3000.0)
    assert rise == pytest.approx(voltage(LOWER, 3000.0) - voltage(LOWER, 2000.0)) == pytest.approx(0.285)


def test_they_meet_at_the_reference_point():
    at = [voltage(one, 3728.95) for one in (LOWER, MIDDLE, FULL)]
    assert at == pytest.approx([book()["V_cell"]] * 3, abs=0.01)


@pytest.mark.parametrize("fidelity", [LOWER, MIDDLE])
def test_a_plant_comes_to_rest_at_every_fidelity_and_at_the_same_figures(fidelity):
    steady = at_rest(f"electrolysis.fidelity={fidelity}")
    assert max(steady.closure().values()) <= 1e-9
    ours, full = figures(steady), figures(at_rest())
    for name in ("throughput_t_per_d", "licl_recovery", "hcl_recovery", "energy_dc_kWh_per_kg", "current_efficiency"):
        assert ours[name] == pytest.approx(full[name], rel=6e-3), name


def test_only_the_full_one_knows_what_an_element_has_become():
    old = at_rest("electrolysis.fidelity=1", "electrolysis.membrane_age=[3 y, 3 y, 3 y]")
    assert old.plant.line.electrolysis.seen[0].efficiency == pytest.approx(0.90, abs=1e-6)
    assert old.plant.line.electrolysis.seen[0].loss == pytest.approx(0.015, abs=1e-6)


def test_the_faradaic_plant_keeps_its_typed_efficiency_in_strong_lye():
    typed = at_rest("electrolysis.fidelity=0", "electrolysis.catholyte=0.08")
    assert typed.plant.line.electrolysis.seen[0].efficiency == pytest.approx(0.90, abs=1e-9)


@pytest.mark.parametrize("fidelity", [LOWER, MIDDLE, FULL])
def test_the_bench_cell_names_its_fidelity(fidelity):
    where = builder(fidelity)
    found = cell_report(
        where.tables, unit(fidelity), density=3730.0, temperature=353.15, licl=0.2, lioh=0.09, most=5500.0
    )
    assert found["fidelity"] == FIDELITIES[fidelity]
    assert (found["current_efficiency"] == pytest.approx(0.9)) == (fidelity == LOWER)
