"""Vessels and streams: what is drawn is delivered, heat follows matter, thermostats do what they are asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import disturbances, disturbed, restored
from twin.line import rates
from twin.matter.components import LIQUID
from twin.matter.enthalpy import liquid_enthalpy
from twin.matter.streams import HEAT, TEMPERATURE, carry, clear, draw, send_acid, send_lye, stream_mass
from twin.matter.vessels import ENTHALPY, keep_temperatures, observe


def seen_line():
    """The resting line, observed, with nothing flowing."""
    builder = restored()
    rates(builder.line)
    builder.line.rate[:] = 0.0
    return builder


@settings(deadline=None, max_examples=40)
@given(flow=st.floats(0.0, 10.0), source=st.sampled_from(["T-401", "T-501", "T-601", "T-603", "T-202"]))
def test_a_pipe_takes_what_it_brings(flow, source):
    builder = seen_line()
    line, at = builder.line, builder.at
    carry(line.streams, 0, line.vessels, at[source], at["T-201"], flow)
    gone, come = line.vessels.rate[at[source]], line.vessels.rate[at["T-201"]]
    assert (gone == -come).all()
    assert stream_mass(line.streams, 0) == pytest.approx(flow, rel=1e-9, abs=1e-12)
    drawn = line.streams.flow[0]
    if flow > 1e-6:
        kept = line.vessels.now[at[source]] / line.vessels.seen[at[source]].mass
        assert drawn[:LIQUID] == pytest.approx(flow * kept[:LIQUID])
        assert drawn[TEMPERATURE] == pytest.approx(line.vessels.seen[at[source]].temperature)


@given(share=st.floats(0.0, 1.0))
def test_two_draws_into_one_stream_add(share):
    builder = seen_line()
    line, v = builder.line, builder.at["T-401"]
    clear(line.streams, 0)
    draw(line.streams, 0, line.vessels, v, share)
    draw(line.streams, 0, line.vessels, v, 1.0 - share)
    assert stream_mass(line.streams, 0) == pytest.approx(1.0)


@given(amount=st.floats(0.0, 20.0))
def test_acid_and_lye_are_sent_by_what_they_hold(amount):
    builder = seen_line()
    line, at = builder.line, builder.at
    acid = send_acid(line.streams, 0, line.vessels, at["T-501"], at["R-101A"], amount)
    assert -line.streams.flow[0, 8] == pytest.approx(amount)
    assert acid == pytest.approx(amount * 0.036458 / 0.33, rel=1e-3)
    lye = send_lye(line.streams, 0, line.vessels, at["T-601"], at["R-201"], amount)
    assert line.streams.flow[0, 8] == pytest.approx(amount)
    assert lye == pytest.approx(amount * 0.023947 / 0.10, rel=0.01)


@settings(deadline=None, max_examples=40)
@given(warmer=st.floats(-40.0, 30.0), vessel=st.sampled_from(["T-401", "T-501", "T-603", "T-201"]))
def test_a_vessels_temperature_is_that_of_its_heat(warmer, vessel):
    builder = seen_line()
    vessels, v = builder.line.vessels, builder.at[vessel]
    aim = vessels.seen[v].temperature + warmer
    vessels.now[v, ENTHALPY] = liquid_enthalpy(vessels.now, v, aim)
    observe(vessels)
    assert vessels.seen[v].temperature == pytest.approx(aim)


@settings(deadline=None, max_examples=30)
@given(how=disturbances)
def test_two_halves_of_an_electrolyser_share_one_temperature(how):
    line = disturbed(how).line
    for unit in line.electrolysis.units:
        one, other = line.vessels.seen[unit.anolyte].temperature, line.vessels.seen[unit.catholyte].temperature
        assert one == pytest.approx(other, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(how=disturbances)
def test_thermostats_take_out_what_they_take_from_vessels(how):
    line = disturbed(how).line
    before = line.vessels.rate[:, ENTHALPY].sum()
    removed = keep_temperatures(line.vessels)
    after = line.vessels.rate[:, ENTHALPY].sum()
    assert before - after == pytest.approx(removed, rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("off", [-20.0, 15.0])
def test_a_vessel_off_its_set_point_goes_back_to_it(off):
    builder = restored()
    vessels, v = builder.line.vessels, builder.at["R-101A"]
    vessels.now[v, ENTHALPY] = liquid_enthalpy(vessels.now, v, vessels.plates[v].temperature + off)
    rates(builder.line)
    before = vessels.seen[v].temperature
    builder.memory.used("state")[:] += 10.0 * builder.memory.used("rate")
    rates(builder.line)
    change = (vessels.seen[v].temperature - before) / 10.0
    assert change == pytest.approx(-off / 1800.0, rel=0.02)


@settings(deadline=None, max_examples=25)
@given(how=disturbances)
def test_strengths_are_shares(how):
    for seen in disturbed(how | {"contents": min(how["contents"], 0.3)}).line.vessels.seen:
        assert 0.0 <= seen.licl <= 1.0
        assert 0.0 <= seen.lioh <= 1.0
        assert 0.0 <= seen.hcl <= 1.0
        assert seen.density > 0.0 < seen.volume


def test_stream_heat_is_counted_with_its_matter():
    builder = seen_line()
    line = builder.line
    clear(line.streams, 0)
    draw(line.streams, 0, line.vessels, builder.at["T-401"], 2.0)
    expected = line.vessels.now[builder.at["T-401"], ENTHALPY] * 2.0 / line.vessels.seen[builder.at["T-401"]].mass
    assert line.streams.flow[0, HEAT] == pytest.approx(expected, rel=1e-9)
