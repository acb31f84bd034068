"""The whole line, thrown far off its rest state: it makes and loses no atom, no charge and no heat."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.twin.balance import (
    disturbances,
    disturbed,
    element_gaps,
    line_gain,
    restored,
    section_turnover,
)
from twin.ledger import pace
from twin.line import rates
from twin.matter.components import COUNT
from twin.matter.streams import stream_mass
from twin.matter.vessels import COMPONENT_MASS, ENTHALPY


@settings(deadline=None, max_examples=120)
@given(how=disturbances)
def test_no_atom_and_no_charge_is_made_or_lost_wherever_the_line_is(how):
    line = disturbed(how).line
    assert np.isfinite(line.rate).all()
    gaps, turnover = element_gaps(line_gain(line)), section_turnover(line)
    assert max(abs(gap) for gap in gaps.values()) <= 1e-12 * turnover, gaps


@settings(deadline=None, max_examples=80)
@given(how=disturbances)
def test_heat_that_enters_leaves_or_warms_something(how):
    line = disturbed(how).line
    now = pace(line)
    gap = line_gain(line)[COUNT] - now.meter["electricity"] + now.meter["heat"]
    assert abs(gap) <= 1e-9 * np.abs(now.fence[:, COUNT]).max()


@settings(deadline=None, max_examples=40)
@given(how=disturbances)
def test_what_is_seen_of_the_line_does_not_depend_on_how_often_it_is_looked_at(how):
    builder = disturbed(how)
    once = builder.memory.used("rate").copy()
    rates(builder.line)
    assert (builder.memory.used("rate") == once).all()


def test_the_resting_line_stands_still():
    builder = restored()
    rates(builder.line)
    held = np.abs(builder.line.vessels.now) + 1e3
    moving = builder.line.vessels.rate * 3600.0 / held
    assert np.abs(moving[:, :ENTHALPY]).max() < 1e-8
    assert moving[:, ENTHALPY] == pytest.approx(0.0, abs=1e-8)


def test_mass_over_the_fence_is_mass_gained():
    how = {"seed": 5, "contents": 0.5, "flows": 0.5, "load": 0.7, "off": set(), "step": 5.0, "manual": True}
    line = disturbed(how).line
    assert abs(np.array(COMPONENT_MASS) @ line_gain(line)[:COUNT]) < 1e-9


def test_condensate_runs_over_at_the_weir_and_not_below():
    builder = restored()
    tank, line = builder.at["T-603"], builder.line
    assert stream_mass(line.streams, 61) == 0.0
    line.vessels.now[tank] *= 1.05 / float(line.vessels.seen[tank].level)
    rates(line)
    held = float(line.vessels.seen[tank].mass)
    assert stream_mass(line.streams, 61) == pytest.approx((1.05 - 0.97) / 1.05 * held / 300.0, rel=1e-6)
    assert max(abs(gap) for gap in element_gaps(line_gain(line)).values()) <= 1e-12 * section_turnover(line)
