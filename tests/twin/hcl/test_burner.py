"""Burner house: nothing is lost, hydrogen bounds the acid, and the surplus turns into hypochlorite."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import disturbances, disturbed, restored
from tests.twin.section_moments import keeps_all
from twin.hcl.equations import absorption_water, burned_share, fresh_lye, lye_demand
from twin.hcl.house import burn
from twin.line import rates
from twin.matter.components import CL, CL2, H2, H2O, NA, O2, OH

shares = st.floats(0.0, 1.0)
excesses = st.floats(0.0, 0.3)


def burned(line, *, excess=0.04, imported=0.0, vented=0.0, absorption=0.9995, oxygen=0.025, recycled=0.0, lit=1.0):
    """The burner house alone, on the gas of the moment; returns its signals."""
    unit, command = line.hcl.units[0], line.hcl.commands[0]
    unit.excess, unit.imported, unit.vented, unit.absorption = excess, imported, vented, absorption
    unit.recycled, command.lit = recycled, lit
    flow = line.streams.flow
    electrons = 2.0 * flow[17, H2]
    flow[19, CL2] = 0.0
    flow[14, CL2], flow[14, O2] = 0.5 * (1.0 - oxygen) * electrons, 0.25 * oxygen * electrons
    flow[19, O2] = 0.0
    line.rate[:] = 0.0
    act(line)
    return line.hcl.seen[0]


def act(line):
    """The burner house alone, at a steady load."""
    burn(line.hcl, line.dechlorination.commands[0].to_header, 0.0, line.vessels, line.streams)


@pytest.fixture
def line():
    """The reference line at rest; the burner's nameplate is put back afterwards."""
    line = restored().line
    unit = line.hcl.units[0]
    kept = unit.excess, unit.imported, unit.vented, unit.absorption, unit.recycled
    rates(line)
    yield line
    unit.excess, unit.imported, unit.vented, unit.absorption, unit.recycled = kept


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(
        how, act, entering=(14, 17, 19, 52, 60, 69, 71), leaving=(54, 55, 70),
        removed=lambda line: line.hcl.seen[0].removed,
    )  # fmt: skip


def test_hydrogen_bounds_the_acid_whatever_excess_oxygen_import_and_vent(line):
    @settings(deadline=None, max_examples=200)
    @given(excess=excesses, oxygen=st.floats(0.0, 0.3), imported=st.floats(0.0, 2.0), vented=st.floats(0.0, 0.2),
           absorption=st.floats(0.9, 1.0))  # fmt: skip
    def bounded(excess, oxygen, imported, vented, absorption):
        seen = burned(line, excess=excess, oxygen=oxygen, imported=imported, vented=vented, absorption=absorption)
        made = line.streams.flow[17, H2]
        assert seen.hcl <= 2.0 * absorption * (made * (1.0 - vented) + imported) / (1.0 + excess) * (1.0 + 1e-12)
        assert seen.hcl <= 2.0 * absorption * line.streams.flow[14, CL2] * (1.0 + 1e-12)
        assert seen.ratio >= (1.0 + excess) * (1.0 - 1e-9) or seen.chlorine == 0.0

    bounded()


def test_with_tail_gas_recycle_only_what_is_not_returned_is_lost(line):
    @settings(deadline=None, max_examples=100)
    @given(excess=st.floats(0.04, 0.3), recycled=st.floats(0.0, 0.98), oxygen=st.floats(0.0, 0.3))
    def bounded(excess, recycled, oxygen):
        seen = burned(line, excess=excess, recycled=recycled, oxygen=oxygen)
        made, flow = line.streams.flow[17, H2], line.streams.flow
        assert seen.hcl <= 2.0 * 0.9995 * made / (1.0 + excess * (1.0 - recycled)) * (1.0 + 1e-12)
        assert flow[23, H2] + flow[68, H2] == pytest.approx((1.0 + excess) * (flow[21, CL2] + 2.0 * flow[21, O2]))
        assert flow[55, H2] == pytest.approx((1.0 - recycled) * flow[27, H2], abs=1e-5)

    bounded()


def test_less_mixing_and_less_excess_leave_chlorine_in_acid_and_tail_gas(line):
    unit = line.hcl.units[0]
    kept = float(unit.spread)
    nominal = float(burned(line).tail_chlorine)
    by_excess = [float(burned(line, excess=x).tail_chlorine) for x in (0.04, 0.025, 0.01, 0.0)]
    unit.spread = 0.02
    worse, free = (float(getattr(burned(line), name)) for name in ("tail_chlorine", "free_chlorine"))
    unit.spread = kept
    assert by_excess == sorted(by_excess)
    assert nominal < 1e-6 < by_excess[2]
    assert worse > 10.0 * nominal
    assert free > 1e-6


def test_thin_recovered_chlorine_goes_to_hypochlorite_and_not_to_the_header(line):
    command = line.dechlorination.commands[0]
    joined = float(burned(line).chlorine + line.hcl.seen[0].surplus)
    rates(line)
    command.to_header = 0.0
    act(line)
    seen, flow = line.hcl.seen[0], line.streams.flow
    apart = float(seen.chlorine + seen.surplus)
    command.to_header = 1.0
    assert apart == pytest.approx(flow[14, CL2])
    assert flow[22, CL2] == pytest.approx(seen.surplus + flow[19, CL2])
    assert joined > 0.0


@given(hydrogen=st.floats(0.0, 100.0), chlorine=st.floats(0.0, 100.0), oxygen=st.floats(0.0, 10.0), excess=excesses)
def test_no_more_is_burned_than_hydrogen_takes(hydrogen, chlorine, oxygen, excess):
    share = burned_share(hydrogen=hydrogen, chlorine=chlorine, oxygen=oxygen, excess=excess, recycled=0.0)
    assert 0.0 <= share <= 1.0
    assert share * (1.0 + excess) * (chlorine + 2.0 * oxygen) <= hydrogen * (1.0 + 1e-12) + 1e-300


@given(electrons=st.floats(0.01, 100.0), oxygen=shares, excess=excesses)
def test_what_the_cells_make_without_import_leaves_the_share_of_the_excess(electrons, oxygen, excess):
    share = burned_share(
        hydrogen=0.5 * electrons, chlorine=0.5 * (1.0 - oxygen) * electrons, oxygen=0.25 * oxygen * electrons,
        excess=excess, recycled=0.0,
    )  # fmt: skip
    assert share == pytest.approx(1.0 / (1.0 + excess), rel=1e-12)


def test_more_excess_never_gives_more_acid_more_import_never_less(line):
    by_excess = [burned(line, excess=x).hcl for x in (0.0, 0.01, 0.04, 0.1, 0.3)]
    assert by_excess == sorted(by_excess, reverse=True)
    by_import = [burned(line, imported=n).hcl for n in (0.0, 0.05, 0.2, 1.0)]
    assert by_import == sorted(by_import)
    by_absorption = [burned(line, absorption=a).hcl for a in (0.9, 0.99, 0.9995, 1.0)]
    assert by_absorption == sorted(by_absorption)
    by_vent = [burned(line, vented=v).hcl for v in (0.0, 0.01, 0.1, 1.0)]
    assert by_vent == sorted(by_vent, reverse=True)
    assert by_vent[-1] == 0.0


def test_with_the_burner_out_all_chlorine_goes_to_hypochlorite_and_all_hydrogen_to_the_stack(line):
    seen, flow = burned(line, lit=0.0), line.streams.flow
    assert seen.hcl == seen.acid == 0.0
    assert seen.surplus == pytest.approx(flow[14, CL2] + flow[19, CL2])
    assert flow[55, H2] == pytest.approx(flow[17, H2])
    assert flow[55, H2O] == pytest.approx(flow[17, H2O] - flow[50, H2O])
    assert flow[52, NA] >= 2.0 * seen.surplus


def test_enough_import_leaves_no_chlorine_for_hypochlorite_and_imports_no_more_than_it_needs(line):
    seen = burned(line, imported=5.0)
    assert seen.surplus == pytest.approx(0.0, abs=1e-12)
    assert seen.ratio == pytest.approx(1.04)
    assert line.streams.flow[60, H2] < 1.0


def test_product_acid_has_its_strength_and_bleach_its_own(line):
    burned(line)
    flow = line.streams.flow
    acid = flow[25, CL] * 0.036458
    water = (flow[25, H2O] - flow[25, CL]) * 0.018015
    assert acid / (acid + water) == pytest.approx(line.hcl.units[0].strength, rel=1e-4)
    mass = sum(m * n for m, n in zip((0.018015, 0.02299, 0.0709), flow[54, [H2O, NA, CL2]], strict=True))
    assert flow[54, CL2] > 0.0 < flow[54, OH]
    assert flow[54, CL2] * 0.074439 / line.hcl.units[0].bleach_strength == pytest.approx(mass, rel=0.1)


@given(hcl=st.floats(0.0, 50.0), strength=st.floats(0.05, 0.42))
def test_absorption_water_makes_the_strength(hcl, strength):
    water = absorption_water(hcl=hcl, strength=strength) * 0.018015
    assert hcl * 0.036458 == pytest.approx(strength * (hcl * 0.036458 + water), abs=1e-12)


@given(a=st.floats(0.0, 9.0), b=st.floats(0.0, 9.0), c=st.floats(0.0, 9.0))
def test_lye_is_asked_for_by_each_acid_gas(a, b, c):
    demand = lye_demand(chlorine=a, carbon_dioxide=b, hydrogen_chloride=c)
    assert demand == pytest.approx(2.0 * a + 2.0 * b + c)


@settings(deadline=None, max_examples=25)
@given(how=disturbances)
def test_gas_that_leaves_is_never_negative(how):
    flow = disturbed(how).line.streams.flow
    for s in (21, 22, 23, 27, 55):
        assert min(flow[s, [CL2, H2, O2]]) >= -1e-9, s


def test_fresh_lye_ends_as_hypochlorite_of_the_strength_that_was_asked_for():
    """A kilogram of lye and the chlorine, CO2 and HCl that it takes, weighed at the end."""
    dioxide, acid, product, left = 0.05, 0.05, 0.15, 0.03
    begun = fresh_lye(product=product, left=left, carbon_dioxide=dioxide, hydrogen_chloride=acid)
    chlorine = (begun - left) / (
        0.039997 * lye_demand(chlorine=1.0, carbon_dioxide=dioxide, hydrogen_chloride=acid)
        + left * (0.0709 + 0.044009 * dioxide + 0.036458 * acid)
    )
    mass = 1.0 + chlorine * (0.0709 + 0.044009 * dioxide + 0.036458 * acid)
    assert chlorine * 0.074439 / mass == pytest.approx(product, rel=1e-9)


def test_hypochlorite_that_leaves_at_rest_is_as_strong_as_the_design_asks(line):
    seen, unit = line.hcl.seen[0], line.hcl.units[0]
    assert seen.product == pytest.approx(unit.bleach_strength, rel=1e-6)
    assert seen.product_lye == pytest.approx(unit.lye_excess, rel=1e-6)
