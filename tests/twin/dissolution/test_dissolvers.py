"""Dissolvers: nothing is lost, acid follows carbonate, gas leaves and is never taken up."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowsheets.loader import read_design
from tests.twin.balance import disturbances, disturbed, element_gaps, line_gain, restored, section_turnover
from tests.twin.section_moments import keeps_all
from twin.dissolution.equations import acid_demand, desorption
from twin.dissolution.equipment import dissolve
from twin.ledger import pace
from twin.line import rates
from twin.line_builder import Builder
from twin.matter.components import CO3, COUNT, OH


def act(line):
    """The dissolvers alone."""
    dissolve(line.dissolution, line.loops.signal, line.vessels, line.streams)


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, entering=(1, 2), leaving=(5, 58))


def test_stopped_by_an_interlock_neither_feed_nor_acid_flows():
    line = restored().line
    lot = line.dissolution.lots[0]
    lot.acid_open = lot.trim_open = lot.continuous = 0.0
    rates(line)
    assert abs(line.streams.flow[[1, 3, 4, 36]][:, :COUNT]).max() == 0.0


def test_at_rest_two_acids_go_for_each_carbonate():
    line = restored().line
    rates(line)
    flow = line.streams.flow
    carbonate = flow[1, CO3] + flow[2, CO3] + flow[10, CO3]
    acid = -(flow[3, OH] + flow[36, OH] + flow[4, OH])
    left = flow[37, OH] + 2.0 * flow[37, CO3]
    assert acid == pytest.approx(2.0 * carbonate + flow[1, OH] + flow[10, OH] - left, rel=1e-6)
    assert flow[5, CO3] == pytest.approx(carbonate - flow[37, CO3], rel=1e-6)
    assert line.dissolution.seen[0].acid_ratio == pytest.approx(2.0 * 0.998, rel=1e-3)


@settings(deadline=None, max_examples=40)
@given(feed=st.floats(0.0, 1.0), more=st.floats(0.0, 0.5))
def test_more_carbonate_never_asks_for_less_acid(feed, more):
    def acid(kg_per_s):
        builder = restored()
        line = builder.line
        command = line.loops.commands[builder.loop["WIC-102"]]
        command.automatic, command.manual = 0.0, kg_per_s
        rates(line)
        return line.dissolution.seen[0].acid

    assert acid(feed + more) >= acid(feed) >= 0.0


@given(carbonate=st.floats(0.0, 100.0), hydroxide=st.floats(0.0, 100.0))
def test_acid_demand_is_stoichiometric(carbonate, hydroxide):
    assert acid_demand(carbonate=carbonate, hydroxide=hydroxide) == 2.0 * carbonate + hydroxide


@given(inflow=st.floats(-10.0, 10.0), held=st.floats(0.0, 1e4), kept=st.floats(0.0, 1e4))
def test_gas_is_never_taken_up(inflow, held, kept):
    assert desorption(inflow=inflow, outflow=0.0, held=held, kept=kept, time=900.0) >= 0.0


@settings(deadline=None, max_examples=25)
@given(how=disturbances)
def test_off_gas_is_carbon_dioxide_and_vapour(how):
    flow = disturbed(how).line.streams.flow[5]
    assert flow[CO3] >= 0.0
    assert flow[OH] == -2.0 * flow[CO3]
    assert flow[0] >= flow[CO3]


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_batch_reactors_keep_atoms_charge_and_heat_too(seed):
    line, draw = batch_house().line, np.random.default_rng(seed)
    lot = line.dissolution.lots[0]
    lot.continuous, lot.by_silo = 0.0, float(draw.integers(2))
    line.batches.held[:] = draw.uniform(0.0, 2e4, line.batches.held.shape)
    for command in line.batches.commands:
        command.solid, command.brine, command.acid, command.drain = draw.uniform(0.0, 2.0, 4)
        command.finish = float(draw.integers(2))
    rates(line)
    gained, now = line_gain(line), pace(line)
    assert max(abs(gap) for gap in element_gaps(gained).values()) <= 1e-12 * section_turnover(line)
    assert abs(gained[COUNT] - now.meter["electricity"] + now.meter["heat"]) <= 1e-9 * np.abs(now.fence[:, COUNT]).max()


@cache
def batch_house() -> Builder:
    """The variant with batch dissolvers, at its first filling, warm liquid in every reactor."""
    builder = Builder(read_design("batch-dissolution"))
    vessels, source = builder.line.vessels, builder.at["T-201"]
    for unit in builder.line.batches.units:
        vessels.now[unit.vessel] = 0.2 * vessels.now[source]
    assert len(builder.line.batches.units) > 0
    return builder
