"""Figures of merit by their definitions, on ledgers written by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from flowsheets.loader import read_design
from tests.twin.balance import disturbances, disturbed
from twin.kpi import RATIOS, UNITS, kpis
from twin.ledger import FENCE, Totals, nothing, pace
from twin.matter.components import COUNT, H2O, LI
from twin.matter.constants import FARADAY

DESIGN = read_design("reference")
DAY = 86_400.0
PRODUCT = 30_000.0


def ledger(*, crossed: dict[tuple[int, int], float] | None = None, gained: float = 0.0, **meter: float) -> Totals:
    """A day's ledger: streams over the fence [mol], lithium gained [mol], meters."""
    empty = nothing()
    fence = empty.fence.copy()
    for (stream, component), amount in (crossed or {}).items():
        fence[FENCE.index(stream), component] = amount
    inside = np.zeros(COUNT + 1)
    inside[LI] = gained
    return Totals(inside, fence, empty.meter | {"time": DAY} | meter)


def figure(end: Totals, name: str):
    return kpis(DESIGN, nothing(), end)[name]


FULL = PRODUCT / 0.041962
"""Lithium of a full day's product [mol]."""


def test_throughput_is_tonnes_a_day_at_the_weigh_belt():
    assert figure(ledger(product=PRODUCT), "throughput_t_per_d").value == pytest.approx(30.0)
    assert figure(ledger(product=0.0), "throughput_t_per_d").value == 0.0


def test_licl_recovery_counts_what_leaves_by_purge_cake_and_ion_exchange():
    lost = {(20, LI): 0.002 * FULL, (9, LI): 0.001 * FULL, (40, LI): 0.003 * FULL, (33, LI): 0.5 * FULL}
    found = figure(ledger(crossed=lost, lithium_formed=FULL), "licl_recovery")
    assert found.value == pytest.approx(1.0 - 0.006)


def test_hcl_recovery_is_hcl_to_the_tank_over_twice_the_chlorine_of_the_anodes():
    found = figure(ledger(hcl=0.96 * FULL, chlorine=0.5 * FULL), "hcl_recovery")
    assert found.value == pytest.approx(0.96)


def test_hcl_closure_is_hcl_made_over_hcl_asked_for():
    assert figure(ledger(hcl=0.9 * FULL, acid_used=FULL), "hcl_closure").value == pytest.approx(0.9)


def test_yield_counts_what_is_still_inside_and_what_handling_loses():
    end = ledger(crossed={(1, LI): FULL, (31, LI): 0.9 * FULL}, gained=0.1 * FULL)
    assert figure(end, "li_yield").value == pytest.approx(1.0 - DESIGN.plant.handling_loss)


def test_efficiency_and_voltage_are_means_over_the_charge():
    end = ledger(charge=FULL * FARADAY, hydroxide=0.88 * FULL, voltage=3.4 * FULL * FARADAY)
    assert figure(end, "current_efficiency").value == pytest.approx(0.88)
    assert figure(end, "cell_voltage_V").value == pytest.approx(3.4)


def test_energies_are_per_kilogram_of_product():
    end = ledger(product=PRODUCT, voltage=2.4 * 3.6e6 * PRODUCT, recompression=0.18 * 3.6e6 * PRODUCT)
    assert figure(end, "energy_dc_kWh_per_kg").value == pytest.approx(2.4)
    e = DESIGN.energy
    site = 2.4 / e.rectifier + 0.18 + e.dryer / 3.6e6 + e.BOP * DAY / PRODUCT / 3.6e6
    assert figure(end, "energy_site_kWh_per_kg").value == pytest.approx(site)


def test_water_carbon_dioxide_and_loop_water():
    end = ledger(product=PRODUCT, carbon_dioxide=PRODUCT / 0.044009, loop_water=-2400.0,
                 crossed={(49, H2O): PRODUCT / 0.018015})  # fmt: skip
    assert figure(end, "water_kg_per_kg").value == pytest.approx(1.0)
    assert figure(end, "co2_process_kg_per_kg").value == pytest.approx(1.0)
    assert figure(end, "loop_water_kg_per_h").value == pytest.approx(-100.0)  # surplus is negative


def test_below_a_fiftieth_of_full_production_a_ratio_is_not_available_and_says_why():
    found = kpis(DESIGN, nothing(), ledger())
    assert found.keys() == UNITS.keys()
    for name, why in RATIOS.items():
        assert found[name].value is None
        assert why in found[name].reason, name
    almost = figure(ledger(hcl=FULL, chlorine=0.5 * 0.019 * FULL), "hcl_recovery")
    enough = figure(ledger(hcl=FULL, chlorine=0.5 * 0.021 * FULL), "hcl_recovery")
    assert almost.value is None
    assert enough.value is not None


def test_an_empty_window_has_no_figures():
    assert all(one.value is None and one.reason for one in kpis(DESIGN, nothing(), nothing()).values())


def test_a_window_is_the_difference_of_two_moments():
    start = ledger(product=1e6, hcl=1e6, chlorine=1e6)
    end = replace_meter(start, product=1e6 + PRODUCT, hcl=1e6 + 0.96 * FULL, chlorine=1e6 + 0.5 * FULL, time=2.0 * DAY)
    found = kpis(DESIGN, start, end)
    assert found["throughput_t_per_d"].value == pytest.approx(30.0)
    assert found["hcl_recovery"].value == pytest.approx(0.96)


def replace_meter(totals: Totals, **meter: float) -> Totals:
    return totals._replace(meter=totals.meter | meter)


def test_two_half_windows_weighed_give_the_whole():
    first = ledger(hcl=0.95 * FULL, chlorine=0.5 * FULL)
    whole = replace_meter(first, hcl=1.92 * FULL, chlorine=FULL, time=2.0 * DAY)
    one, other = (kpis(DESIGN, a, b)["hcl_recovery"].value for a, b in ((nothing(), first), (first, whole)))
    assert kpis(DESIGN, nothing(), whole)["hcl_recovery"].value == pytest.approx(0.5 * (one + other))


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_recoveries_of_any_moment_are_bounded(how):
    line = disturbed(how | {"manual": False}).line
    found = kpis(DESIGN, nothing(), pace(line))
    efficiency, recovery = found["current_efficiency"].value, found["hcl_recovery"].value
    assert efficiency is None or 0.39 <= efficiency <= 1.0
    assert found["licl_recovery"].value is None or found["licl_recovery"].value <= 1.0
    assert recovery is None or recovery >= 0.0


def test_handling_loss_alone_lowers_the_yield():
    richer = replace(DESIGN, plant=replace(DESIGN.plant, handling_loss=0.0))
    end = ledger(crossed={(1, LI): FULL, (31, LI): FULL})
    assert kpis(richer, nothing(), end)["li_yield"].value == pytest.approx(1.0)
