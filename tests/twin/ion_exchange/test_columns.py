"""Columns: nothing is lost, firmly held ions push weaker ones off, and a cycle is as long as the data book says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import book, disturbances, restored
from tests.twin.ion_exchange.beds import FLOW, columns, feed, pass_brine, run_column, spent_after
from tests.twin.section_moments import keeps_all
from twin.ion_exchange.equations import covered
from twin.ion_exchange.equipment import AT_CA, AT_MG, HYDROGEN, IONS, VALENCE, taken_sites
from twin.ion_exchange.station import condition, elute, polish
from twin.line import rates
from twin.matter.components import BA, CA, CL2, COUNT, LI, MG, OH
from twin.matter.constants import M_CA

EQUIVALENTS = 0.5 * np.array(VALENCE)
ions = st.lists(st.floats(0.0, 1.0), min_size=len(IONS), max_size=len(IONS)).map(np.array)


def act(line):
    """The columns alone."""
    polish(line.ion_exchange, line.loops.signal, line.vessels, line.streams)


def sites(section) -> float:
    """Divalent ions that a slice can take [mol]."""
    unit = section.units[0]
    return section.seen[0].capacity * unit.resin / unit.slices / M_CA


@settings(deadline=None, max_examples=80)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, leaving=(40,))


@settings(deadline=None, max_examples=60)
@given(fed=ions, on_resin=ions, share=st.floats(0.0, 1.2))
def test_every_ion_that_leaves_the_brine_is_on_the_resin(fed, on_resin, share):
    section = columns()
    held = share * sites(section) * on_resin / max(on_resin.sum(), 1e-9)
    section.resin[:, : len(IONS)] = held / EQUIVALENTS
    out = pass_brine(section, 0, fed)
    taken = section.loading[: int(section.units[0].slices), : len(IONS)].sum(axis=0)
    assert FLOW * (fed - out) == pytest.approx(taken * EQUIVALENTS, rel=1e-9, abs=1e-15)
    assert np.all(out >= 0.0)
    assert not section.loading[int(section.units[0].slices) :].any()


@settings(deadline=None, max_examples=40)
@given(fed=ions)
def test_fresh_resin_takes_everything_but_its_leak(fed):
    section = columns()
    out = pass_brine(section, 0, fed)
    assert out == pytest.approx(np.minimum(fed, section.leak), abs=1e-8)


@settings(deadline=None, max_examples=30)
@given(fed=st.lists(st.floats(0.01, 1.0), min_size=len(IONS), max_size=len(IONS)).map(np.array))
def test_resin_in_equilibrium_with_its_feed_takes_and_gives_nothing(fed):
    section = columns()
    section.leak[:] = 0.0
    bound = fed / section.half
    section.resin[:, : len(IONS)] = sites(section) * covered(bound=float(bound.sum())) * bound / bound.sum()
    section.resin[:, : len(IONS)] /= EQUIVALENTS
    assert pass_brine(section, 0, fed) == pytest.approx(fed, rel=1e-9)


def test_a_missing_column_lets_brine_pass():
    section, fed = columns(), feed(calcium=10e-3)
    assert pass_brine(section, -1, fed) == pytest.approx(fed)


@pytest.mark.parametrize(("hardness", "low", "high"), [(16e-3, 36.0, 40.0), (10e-3, 60.0, 64.0), (3e-3, 200.0, 240.0)])
def test_a_lead_column_lasts_as_long_as_the_data_book_says(hardness, low, high):
    """Section 5: 62 h at 10 mg/L, 38 h at 16, more than 200 h at 3; `particle` is calibrated on the first."""
    fed = feed(calcium=0.95 * hardness, magnesium=0.05 * hardness)
    assert low <= spent_after(run_column(columns(), fed, hours=high, step=600.0)) <= high


def test_barium_breaks_through_first_and_comes_out_stronger_than_it_went_in():
    """Chromatographic overshoot: calcium pushes barium before it; what comes out in the end is what goes in."""
    fed = feed(calcium=10e-3)
    at = IONS.index(BA)
    fed[at] = 0.02
    found = run_column(columns(), fed, hours=130.0, step=600.0)
    barium, calcium = found.strength[:, at] / 0.02, found.strength[:, AT_CA] / fed[AT_CA]
    assert np.argmax(barium > 0.5) < np.argmax(calcium > 0.5)
    assert barium.max() > 1.5
    assert found.strength[-1] == pytest.approx(fed, rel=0.05, abs=1e-6)
    fed_in_all = FLOW * fed * 130.0 * 3600.0
    left = FLOW * found.strength.sum(axis=0) * 600.0
    assert found.taken == pytest.approx(fed_in_all - left, rel=1e-9, abs=1e-9)
    shares = found.taken / found.taken.sum()
    bound = fed / columns().half
    assert shares == pytest.approx(bound / bound.sum(), abs=0.02)


def test_magnesium_pushes_calcium_off():
    section = columns()
    section.resin[:10, AT_CA] = sites(section)
    section.half[:] *= 1e-6  # so that nothing leaves by the isotherm alone
    out = pass_brine(section, 0, feed(magnesium=2e-3))
    fed = feed(magnesium=2e-3)[AT_MG]
    assert out[AT_MG] < 0.1 * fed
    assert out[AT_CA] == pytest.approx(fed - out[AT_MG], rel=1e-3)  # site for site


def test_resin_in_hydrogen_form_takes_no_hardness():
    section = columns()
    section.resin[:10, HYDROGEN] = section.units[0].sites * section.units[0].resin / 10.0
    assert pass_brine(section, 0, feed(calcium=10e-3))[AT_CA] == pytest.approx(10e-3 / M_CA, rel=0.05)


def test_a_cycle_is_that_of_the_data_book():
    line = restored().line
    rates(line)
    seen = line.ion_exchange.seen[0]
    assert seen.cycle / 3600.0 == pytest.approx(book()["IX_cycle_h"], rel=0.02)
    assert seen.conductance * seen.capacity**-1 * 3600.0 / 1e3**1 == pytest.approx(0.023, rel=0.2)  # k [m3/(g h)]


def test_polished_brine_holds_parts_per_billion():
    line = restored().line
    rates(line)
    assert line.ion_exchange.seen[0].outlet / 1127.0 < 20e-9


@pytest.mark.parametrize("hours", [0.0, 20.0, 40.0])
def test_the_service_that_is_left_is_told_from_what_the_lead_column_holds(hours):
    """Swap now, or run to 20 ppb? What is told after some hours of service comes true within an hour and a half."""
    line = restored().line
    section = line.ion_exchange
    section.commands[0].averaged = 0.0
    rates(line)
    fed = np.array([line.streams.flow[38, c] for c in IONS]) * EQUIVALENTS
    flow = section.seen[0].flow / line.vessels.seen[section.units[0].source].density
    column = columns()
    column.seen[0].capacity, column.seen[0].conductance = section.seen[0].capacity, section.seen[0].conductance
    end = spent_after(run_column(column, fed / flow, hours=80.0, step=600.0, flow=flow))
    fresh = columns()
    fresh.seen[0].capacity, fresh.seen[0].conductance = section.seen[0].capacity, section.seen[0].conductance
    run_column(fresh, fed / flow, hours=hours, step=600.0, flow=flow)
    section.resin[:10] = fresh.resin[:10]
    rates(line)
    assert section.seen[0].remaining / 3600.0 == pytest.approx(end - hours, abs=1.5)
    assert section.seen[0].loaded == pytest.approx(hours / 86.0, abs=0.02)


def test_acid_strips_all_sites_and_lye_brings_lithium_back():
    section = columns()
    unit, column = section.units[0], 0
    elution = unit.elution
    section.resin[:10, AT_CA] = 10.0
    section.held[column, OH] = -1e9  # acid without end
    elute(section, 0, column)
    assert section.loading[0, AT_CA] == pytest.approx(-10.0 * elution, rel=1e-3)
    left = unit.sites * unit.resin / unit.slices - 20.0
    assert section.loading[0, HYDROGEN] == pytest.approx(elution * (left + 20.0), rel=1e-3)
    assert section.holding[column, LI] == pytest.approx(10.0 * elution * left, rel=1e-3)
    section.loading[:], section.holding[:] = 0.0, 0.0
    section.resin[:10] = 0.0
    section.resin[:10, HYDROGEN] = 5.0
    section.held[column, OH] = 1e9
    condition(section, 0, column)
    assert section.loading[0, HYDROGEN] == pytest.approx(-5.0 * elution, rel=1e-3)
    assert section.holding[column, LI] == pytest.approx(-50.0 * elution, rel=1e-3)


def test_without_acid_nothing_is_stripped():
    section = columns()
    section.resin[:10, AT_CA] = 10.0
    elute(section, 0, 0)
    assert not section.loading.any()


def test_free_chlorine_and_years_cost_capacity():
    """1 % an upset: 30 mg/L of chlorine for an hour; 3 to 8 % a year."""
    line = restored().line
    section, unit = line.ion_exchange, line.ion_exchange.units[0]
    section.commands[0].averaged = 0.0
    rates(line)
    year = 8000.0 * 3600.0
    cycles = year / section.seen[0].cycle / unit.columns
    assert 0.03 < unit.fade * year + unit.osmotic_fade * cycles < 0.08
    before = section.fading[0].lost
    volume = line.vessels.seen[unit.source].volume
    line.vessels.now[unit.source, CL2] = 0.030 / 0.0709 * volume
    line.rate[:] = 0.0
    rates(line)
    assert 3600.0 * (section.fading[0].lost - before) == pytest.approx(0.01, rel=0.15)
    assert section.fading[1].lost == pytest.approx(before)
    section.beds[0].lost = 0.3
    rates(line)
    assert section.seen[0].remaining < 0.75 * section.seen[0].cycle * 1.2


def test_brine_of_ph_7_leaves_a_third_of_the_capacity():
    line = restored().line
    section, source = line.ion_exchange, line.ion_exchange.units[0].source
    rates(line)
    usual = section.seen[0].capacity
    carbonate = line.vessels.now[source, 10]
    line.vessels.now[source, OH] = -0.995 * carbonate  # nearly all carbonate is bicarbonate
    rates(line)
    assert 0.2 < section.seen[0].capacity / usual < 0.85
    line.vessels.now[source, OH] = -2.0 * carbonate
    rates(line)
    assert section.seen[0].capacity < 0.02 * usual


def test_without_flow_nothing_comes_out():
    line = restored().line
    line.ion_exchange.commands[0].open = line.ion_exchange.commands[0].averaged = 0.0
    rates(line)
    assert abs(line.streams.flow[[38, 39, 40]][:, :COUNT]).max() == 0.0


def test_what_columns_hold_is_counted_in_divalent_ions():
    section = columns()
    section.resin[:10, : len(IONS)] = 1.0
    assert taken_sites(section, 0, 0) == pytest.approx(10.0 * EQUIVALENTS.sum())
    assert {IONS[AT_CA], IONS[AT_MG]} == {CA, MG}
