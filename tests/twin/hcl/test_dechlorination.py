"""Stripper and chlorate reactor: nothing is lost, chlorine comes back, acid decides how much chlorate goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import disturbances, restored
from tests.twin.section_moments import keeps_all
from twin.hcl.dechlorination import dechlorinate
from twin.hcl.stripping import destroyed_chlorate
from twin.line import rates
from twin.matter.components import CL2, CLO3, N2, O2, OH
from twin.matter.vessels import ENTHALPY


def act(line):
    """Dechlorination alone."""
    return dechlorinate(line.dechlorination, line.loops.signal, line.vessels, line.streams)


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, entering=(59,), leaving=(19, 20))


def test_with_the_pump_off_nothing_is_stripped_and_no_air_leaks_in():
    line = restored().line
    line.dechlorination.commands[0].pump = 0.0
    line.dechlorination.units[0].air, kept = 1e-3, line.dechlorination.units[0].air
    rates(line)
    line.dechlorination.units[0].air = kept
    seen, flow = line.dechlorination.seen[0], line.streams.flow
    assert seen.flow == seen.side == 0.0
    assert flow[59, N2] == flow[19, N2] == 0.0


def test_recovered_chlorine_is_what_was_dissolved_and_what_chlorate_gave():
    line = restored().line
    rates(line)
    seen, flow = line.dechlorination.seen[0], line.streams.flow
    dissolved, left, dioxide = flow[13, CL2], flow[4, CL2] + flow[20, CL2], flow[19, O2]
    assert seen.recovered == pytest.approx(dissolved + 3.0 * seen.destroyed - 2.0 * dioxide - left, rel=1e-6)
    assert dioxide == pytest.approx(0.01 * seen.destroyed, rel=0.05)
    assert flow[13, CLO3] - flow[4, CLO3] - flow[20, CLO3] == pytest.approx(seen.destroyed, rel=1e-6)
    assert -flow[4, OH] > 0.0  # free acid goes back to the dissolvers


@given(chlorate=st.floats(0.0, 1e5), acid=st.floats(-100.0, 2e3), more=st.floats(0.0, 1e3))
def test_more_acid_never_destroys_less(chlorate, acid, more):
    def destroyed(strength):
        return destroyed_chlorate(chlorate=chlorate, constant=1e-3, activation=1e4, acid=strength, temperature=363.15)

    assert destroyed(acid + more) >= destroyed(acid) >= 0.0
    assert destroyed(-1.0) == 0.0
    assert destroyed_chlorate(chlorate=-1.0, constant=1e-3, activation=1e4, acid=800.0, temperature=363.15) == 0.0


def behind_the_column(**plate):
    """Signals of the train with some of its nameplate changed."""
    line = restored().line
    unit, kept = line.dechlorination.units[0], line.dechlorination.units[0].copy()
    for name, value in plate.items():
        setattr(unit, name, value)
    rates(line)
    found = line.dechlorination.seen[0].copy()
    line.dechlorination.units[0] = kept
    return found


def test_vacuum_acid_and_air_take_chlorine_off_the_brine():
    reference = behind_the_column()
    assert 0.010 < reference.residual < 0.030
    assert behind_the_column(pressure=6.0e4).residual > 2.0 * reference.residual
    assert behind_the_column(free_acid=0.0, efficiency=1.0).residual > behind_the_column(efficiency=1.0).residual
    blown = behind_the_column(air=100.0 / 3600.0)
    assert blown.residual < reference.residual
    assert blown.inerts > 0.2  # too thin for the burner: I-85


def test_brine_that_is_stripped_too_little_goes_back_where_it_came_from():
    builder = restored()
    line, rate = builder.line, builder.line.vessels.rate
    rates(line)
    onward = float(rate[builder.at["T-402"], OH])
    line.dechlorination.commands[0].onward = 0.0
    rates(line)
    back, flow = float(rate[builder.at["T-402"], OH]), line.streams.flow
    assert onward == pytest.approx(0.0, abs=1e-6)
    assert back > 1e-3  # acid is drawn from T-402 and none comes
    assert flow[19, CL2] > 0.0


def test_a_cold_reactor_destroys_less_chlorate_and_makes_more_chlorine_dioxide():
    builder = restored()
    line, row = builder.line, builder.at["R-402"]
    rates(line)
    warm = line.dechlorination.seen[0].copy()
    line.vessels.now[row, ENTHALPY] -= 15.0 * float(line.vessels.seen[row].heat_capacity)
    rates(line)
    cold = line.dechlorination.seen[0]
    assert cold.destroyed < 0.5 * warm.destroyed
    assert cold.dioxide > warm.dioxide
