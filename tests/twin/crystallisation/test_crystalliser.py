"""Crystalliser to dryer and bleed: nothing is lost, what stands makes nothing, water never adds crystals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import disturbances, disturbed, restored
from tests.twin.section_moments import keeps_all
from twin.crystallisation.equations import carbonate_left, crystals
from twin.crystallisation.equipment import crystallise
from twin.line import rates
from twin.matter.components import CO3, LI, NA, OH
from twin.matter.streams import stream_mass


def act(line):
    """The crystalliser alone."""
    return crystallise(line.crystallisation, line.loops.signal, line.vessels, line.streams)


def without(machine: str):
    """The resting line with one machine standing."""
    line = restored().line
    setattr(line.crystallisation.commands[0], machine, 0.0)
    rates(line)
    return line


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, entering=(32,), leaving=(2, 31, 33, 45))


@pytest.mark.parametrize(("machine", "stream"), [("evaporating", 29), ("centrifuging", 44), ("drying", 31)])
def test_a_machine_that_stands_makes_nothing(machine, stream):
    assert stream_mass(without(machine).streams, stream) == 0.0


def test_a_standing_dryer_lets_cake_pile_up():
    builder = restored()
    builder.line.crystallisation.commands[0].drying = 0.0
    rates(builder.line)
    assert builder.line.vessels.rate[builder.at["H-604"], LI] > 1.0


def test_product_is_monohydrate_with_the_sodium_of_the_flowsheet():
    line = restored().line
    rates(line)
    flow = line.streams.flow[31]
    assert flow[LI] == pytest.approx(flow[0], rel=1e-9)
    assert flow[OH] == pytest.approx(flow[LI] + flow[NA], rel=1e-9)
    assert flow[NA] * 0.02299 / stream_mass(line.streams, 31) == pytest.approx(30e-6, rel=0.02)


def test_all_hydroxide_of_the_bleed_is_carbonated():
    line = restored().line
    rates(line)
    flow = line.streams.flow
    assert 2.0 * flow[32, CO3] == pytest.approx(flow[30, OH])
    assert abs(flow[33, OH]) < 1e-9
    assert flow[2, CO3] + flow[42, CO3] == pytest.approx(flow[32, CO3] - flow[33, CO3], rel=1e-6)


amounts = st.floats(0.0, 1e5)


@given(lioh=amounts, water=amounts, other=st.floats(0.0, 1e3), solubility=st.floats(0.05, 0.14))
def test_crystals_leave_a_liquor_of_the_given_strength(lioh, water, other, solubility):
    solid = crystals(lioh=lioh, water=water, other=other, solubility=solubility)
    assert solid >= 0.0
    if 0.0 < solid <= min(lioh, water):
        dissolved = (lioh - solid) * 0.023947
        assert dissolved == pytest.approx(
            solubility * (dissolved + (water - solid) * 0.018015 + other), abs=1e-6 * (lioh + water + other)
        )


@given(lioh=amounts, water=amounts, more=st.floats(0.0, 1e4))
def test_more_water_never_leaves_more_crystals_and_more_lye_never_fewer(lioh, water, more):
    solid = crystals(lioh=lioh, water=water, other=0.0, solubility=0.115)
    assert crystals(lioh=lioh, water=water + more, other=0.0, solubility=0.115) <= solid
    assert crystals(lioh=lioh + more, water=water, other=0.0, solubility=0.115) >= solid


@given(lithium=st.floats(0.0, 10.0), water=st.floats(0.0, 1.0), saturation=st.floats(0.0, 3.0))
def test_no_more_carbonate_stays_than_dissolves_or_is_there(lithium, water, saturation):
    left = carbonate_left(lithium=lithium, water=water, solubility=0.011, saturation=saturation)
    assert 0.0 <= left <= 0.5 * lithium
    assert left * 0.073888 <= 0.011 * saturation * water * (1.0 + 1e-12)


@settings(deadline=None, max_examples=30)
@given(how=disturbances)
def test_packed_and_lost_product_are_the_product(how):
    line = disturbed(how).line
    whole, parts = line.streams.flow[31, :14], line.streams.flow[56, :14] + line.streams.flow[57, :14]
    assert parts == pytest.approx(whole, rel=1e-12)
