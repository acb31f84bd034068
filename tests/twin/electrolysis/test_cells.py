"""Electrolysers: atoms, charge and heat; no current, no product; more current, never less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import disturbances, disturbed, restored
from tests.twin.section_moments import keeps_all
from twin.electrolysis.cells import electrolyse
from twin.electrolysis.equations import electron_rate, free_proton, vapour_ratio
from twin.line import rates
from twin.matter.components import CL2, H2, LI, O2, OH
from twin.matter.constants import FARADAY


def act(line):
    """The electrolysers alone."""
    return electrolyse(line.electrolysis, line.loops.signal, line.vessels, line.streams)


def at_load(load: float):
    """The resting line with this share of its current, at the same contents."""
    builder = restored()
    for bank in builder.line.electrolysis.now:
        bank.current *= load
    rates(builder.line)
    return builder.line


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    heating = []

    def run(line):
        heating.append(act(line))

    def removed(line):
        cells = line.electrolysis.seen
        return sum(c.cooling + c.wall_loss - c.voltage * c.current for c in cells) - heating[0]

    keeps_all(how, run, leaving=(14, 17), removed=removed)


def test_without_current_no_product_and_no_gas():
    line = at_load(0.0)
    flow = line.streams.flow
    assert flow[17, H2] == flow[14, O2] == 0.0
    for cell in line.electrolysis.seen:
        assert cell.hydroxide == cell.chlorine == 0.0
        assert cell.voltage * cell.current == 0.0
    assert 0.0 <= flow[14, CL2] < 1e-2  # what acid still drives out of the brine


@settings(deadline=None, max_examples=40)
@given(one=st.floats(0.0, 1.6), more=st.floats(0.0, 0.5))
def test_more_current_never_makes_less(one, more):
    before = [(c.hydroxide, c.chlorine, c.voltage) for c in at_load(one).electrolysis.seen]
    after = [(c.hydroxide, c.chlorine, c.voltage) for c in at_load(one + more).electrolysis.seen]
    for low, high in zip(before, after, strict=True):
        assert all(b >= a * (1.0 - 1e-12) for a, b in zip(low, high, strict=True))


@settings(deadline=None, max_examples=30)
@given(how=disturbances)
def test_electrons_make_hydrogen_and_chlorine_with_oxygen(how):
    line = disturbed(how).line
    electrons = sum(c.charge_flow for c in line.electrolysis.seen) / FARADAY
    assert 2.0 * line.streams.flow[17, H2] == pytest.approx(electrons)
    anode = sum(2.0 * c.chlorine for c in line.electrolysis.seen) + 4.0 * line.streams.flow[14, O2]
    assert anode == pytest.approx(electrons)
    made = sum(c.hydroxide for c in line.electrolysis.seen)
    assert made == pytest.approx(sum(c.efficiency * c.charge_flow for c in line.electrolysis.seen) / FARADAY)


def test_lithium_and_sodium_carry_the_charge_that_is_hydroxide():
    line = restored().line
    rates(line)
    line.rate[:] = 0.0
    act(line)
    unit, cell = line.electrolysis.units[0], line.electrolysis.seen[0]
    lye = line.vessels.rate[unit.catholyte]
    leaving = cell.product / line.vessels.seen[unit.catholyte].mass * line.vessels.now[unit.catholyte]
    assert lye[OH] + leaving[OH] == pytest.approx(cell.hydroxide)
    assert lye[LI] + leaving[LI] == pytest.approx(cell.hydroxide, rel=5e-3)  # the rest is sodium


@given(current=st.floats(0.0, 2e4), elements=st.floats(0.0, 400.0))
def test_faradays_law(current, elements):
    assert electron_rate(current=current, elements=elements) * 96_485.33212 == pytest.approx(current * elements)


@given(base=st.floats(-500.0, 500.0), product=st.floats(1e-6, 1e3))
def test_the_proton_solves_hydrolysis_and_falls_with_base(base, product):
    proton = free_proton(base=base, hypochlorous=product)
    assert proton > 0.0
    assert product / proton - proton == pytest.approx(base, abs=1e-6 * (abs(base) + product**0.5))
    assert free_proton(base=base + 1.0, hypochlorous=product) < proton


@given(activity=st.floats(0.0, 1.0), pressure=st.floats(1e3, 2e5))
def test_gas_over_a_solution_is_never_all_vapour(activity, pressure):
    assert 0.0 <= vapour_ratio(activity=activity, saturation=1e5, pressure=pressure) <= 19.0 + 1e-9
