"""Flowsheets beside the reference: what each is for comes out of it at rest."""

import pytest

from tests.twin.balance import at_rest, book, book_rows, figures
from twin.ledger import closure, totals
from twin.limits import exceeded
from twin.operations import crew
from twin.plant import Plant

SENSITIVITY = {row["case"]: row for row in book_rows("sensitivity")}
SCALED = (
    "licl_recovery",
    "hcl_recovery",
    "li_yield",
    "energy_dc_kWh_per_kg",
    "energy_site_kWh_per_kg",
    "cell_voltage_V",
)


@pytest.mark.parametrize("name", ["two-electrolysers", "torrelavega-28kt", "gdex-bleed"])
def test_a_variant_rests_and_balances_within_its_limits(name):
    steady = at_rest(flowsheet=name)
    assert max(steady.closure().values()) <= 1e-9
    assert exceeded(steady.plant) == []


@pytest.mark.parametrize("name", ["two-electrolysers", "torrelavega-28kt", "gdex-bleed"])
def test_a_variant_runs_three_days_with_its_crew(name):
    rest = at_rest(flowsheet=name).plant
    plant = Plant(rest.design, seed=2, staff=crew, tables=rest.builder.tables, start=rest.as_start())
    first = totals(plant.line)
    plant.run_hours(72)
    assert max(closure(first, totals(plant.line)).values()) < 1e-9
    nominal = rest.design.plant.capacity / rest.design.plant.hours * plant.time
    assert float(plant.line.ledger.meter[0].product) > 0.8 * nominal
    assert plant.procedures["lots"].memory["lots"] >= 2.0


def test_two_electrolysers_carry_98_percent_at_more_voltage():
    found, expected = (
        figures(at_rest(flowsheet="two-electrolysers")),
        SENSITIVITY["N-1: two electrolysers at 5.5 kA/m2"],
    )
    assert found["throughput_t_per_d"] / 30.0 == pytest.approx(0.983, abs=0.005)  # data book section 10
    assert found["cell_voltage_V"] == pytest.approx(float(expected["V_cell"]), abs=0.02)
    assert found["energy_site_kWh_per_kg"] == pytest.approx(float(expected["SEC_site_product"]), rel=0.01)


def test_28_000_tonnes_are_the_reference_2_8_times():
    large, usual = at_rest(flowsheet="torrelavega-28kt"), at_rest()
    found, reference = figures(large), figures(usual)
    assert found["throughput_t_per_d"] == pytest.approx(84.0, rel=1e-6)
    for name in SCALED:
        assert found[name] == pytest.approx(reference[name], rel=2e-3), name
    assert found["loop_water_kg_per_h"] == pytest.approx(2.8 * reference["loop_water_kg_per_h"], rel=0.02)
    assert large.plant.line.seen[0].power / 1e6 == pytest.approx(2.8 * book()["P_DC_kW"] / 1e3, rel=0.01)  # 8.5 MW
    for seen in large.plant.line.electrolysis.seen:
        assert seen.density == pytest.approx(usual.plant.line.electrolysis.seen[0].density, rel=1e-3)
