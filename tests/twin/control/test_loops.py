"""Controllers: within their limits, the right way round, no wind-up, standing still in manual."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import at_rest, disturbances, disturbed, restored
from twin.control.loops import integral_rate, limited, run_loop
from twin.line import rates

values = st.floats(-1e6, 1e6)


@settings(deadline=None, max_examples=40)
@given(how=disturbances)
def test_outputs_stay_within_their_limits(how):
    line = disturbed(how | {"manual": False}).line
    for loop, seen in zip(line.loops.loops, line.loops.seen, strict=True):
        assert loop.low <= seen.output <= loop.high


def test_at_rest_no_loop_stands_at_a_limit_and_every_integral_has_done_its_work():
    line = at_rest().plant.line
    for loop, seen, rate in zip(line.loops.loops, line.loops.seen, line.loops.rate, strict=True):
        assert loop.low < seen.output < loop.high
        assert rate.integral == pytest.approx(0.0, abs=1e-12)
        if loop.integral_time > 0.0:
            assert seen.error == pytest.approx(0.0, abs=1e-7)


@given(value=values, low=values, span=st.floats(0.0, 1e6))
def test_a_limited_value_is_within_and_only_moved_if_it_was_not(value, low, span):
    out = limited(value=value, low=low, high=low + span)
    assert low <= out <= low + span
    assert out == value or not low <= value <= low + span


@given(error=st.floats(-10.0, 10.0), gain=st.floats(-10.0, 10.0), time=st.floats(1.0, 1e6), wanted=st.floats(-2.0, 3.0))
def test_an_integral_never_runs_further_into_a_limit(error, gain, time, wanted):
    rate = integral_rate(error=error, gain=gain, integral_time=time, wanted=wanted, low=0.0, high=1.0)
    if wanted >= 1.0:
        assert rate <= 0.0
    if wanted <= 0.0:
        assert rate >= 0.0
    assert integral_rate(error=error, gain=gain, integral_time=0.0, wanted=wanted, low=0.0, high=1.0) == 0.0


def test_in_manual_the_output_stands_and_the_integral_waits():
    builder = restored()
    line, k = builder.line, builder.loop["FIC-301A"]
    line.loops.commands[k].automatic, line.loops.commands[k].manual = 0.0, 0.123
    line.loops.commands[k].set_point += 0.05
    rates(line)
    assert line.loops.seen[k].output == 0.123
    assert line.loops.rate[k].integral == 0.0


@pytest.mark.parametrize("tag", ["FIC-301A", "LIC-355A", "LIC-276", "LIC-650", "WIC-102", "LIC-675", "FIC-607"])
def test_a_higher_set_point_moves_the_output_by_the_sign_of_the_gain(tag):
    builder = restored()
    line, k = builder.line, builder.loop[tag]
    rates(line)
    before = line.loops.seen[k].output
    line.loops.commands[k].set_point += 1e-3
    run_loop(line.loops, k)
    assert (line.loops.seen[k].output - before) * line.loops.loops[k].gain > 0.0


def test_a_ratio_loop_without_its_wild_flow_asks_for_nothing():
    builder = restored()
    for bank in builder.line.electrolysis.now:
        bank.current = 0.0
    rates(builder.line)
    for tag in ("FIC-301A", "FFIC-302B", "FFIC-307C"):
        k = builder.loop[tag]
        assert builder.line.loops.seen[k].output == 0.0
        assert builder.line.loops.rate[k].integral == 0.0


def test_density_trim_sets_the_recycle_of_brine():
    builder = restored()
    line = builder.line
    rates(line)
    master, slave = builder.loop["DIC-277"], builder.loop["FIC-104"]
    assert line.loops.seen[slave].set_point == line.loops.seen[master].output
