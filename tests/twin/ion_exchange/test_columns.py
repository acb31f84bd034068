"""Columns: nothing is lost, hardness out is never above hardness in, and breakthrough is Bohart and Adams'."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import book, disturbances, restored
from tests.twin.section_moments import keeps_all
from twin.ion_exchange.equations import half_breakthrough, passed
from twin.ion_exchange.equipment import (
    ELUTION,
    LEAK_CA,
    LEAK_MG,
    MAGNESIUM_RATE,
    Hardness,
    elute,
    polish,
    through_column,
)
from twin.line import rates
from twin.matter.components import CA, COUNT, MG, OH
from twin.matter.constants import M_CA

FLOW = 6.76 / 3600.0
"""Polished brine of the reference [m3/s]."""


def act(line):
    """The columns alone."""
    polish(line.ion_exchange, line.loops.signal, line.vessels, line.streams)


def column_holding(calcium: float, magnesium: float = 0.0, hydrogen: float = 0.0):
    """The section with every slice holding this much [mol]."""
    line = restored().line
    for resin in line.ion_exchange.resin:
        resin.calcium, resin.magnesium, resin.hydrogen = calcium, magnesium, hydrogen
    line.rate[:] = 0.0
    return line.ion_exchange


def slice_capacity(section) -> float:
    unit = section.units[0]
    return unit.capacity * unit.resin / unit.slices / M_CA


@settings(deadline=None, max_examples=80)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, leaving=(40,))


@settings(deadline=None, max_examples=40)
@given(calcium=st.floats(0.0, 1.0), magnesium=st.floats(0.0, 1.0), used=st.floats(0.0, 1.2))
def test_hardness_never_rises_through_a_column_and_stays_on_it(calcium, magnesium, used):
    section = column_holding(used)
    capacity = slice_capacity(section)
    for resin in section.resin:
        resin.calcium = used * capacity
    out = through_column(section, 0, 0, Hardness(calcium, magnesium), FLOW)
    assert 0.0 <= out.calcium <= calcium
    assert 0.0 <= out.magnesium <= magnesium
    slices = section.units[0].slices
    taken = sum(rate.calcium for rate in section.loading[:slices])
    assert taken == pytest.approx(FLOW * (calcium - out.calcium), abs=1e-15)


def test_two_fresh_columns_leave_only_their_leak_and_a_full_one_takes_nothing():
    fed = Hardness(0.24, 0.02)
    section = column_holding(0.0)
    unit = section.units[0]
    units = unit.conductance * unit.slices / FLOW
    lead = through_column(section, 0, 0, fed, FLOW)
    assert lead.calcium == pytest.approx(LEAK_CA + (fed.calcium - LEAK_CA) * math.exp(-units))
    lag = through_column(section, 0, 1, lead, FLOW)
    assert lag.calcium == pytest.approx(LEAK_CA, rel=0.05)
    assert lag.magnesium == pytest.approx(LEAK_MG, rel=0.1)
    full = through_column(column_holding(slice_capacity(section)), 0, 0, fed, FLOW)
    assert full == pytest.approx(fed)


def test_magnesium_is_taken_at_a_rate_of_its_own_slower_than_calcium():
    fed = Hardness(0.02 + LEAK_CA, 0.02 + LEAK_MG)  # as much of both above what passes fresh resin
    used = 0.9 * slice_capacity(column_holding(0.0))
    section = column_holding(used)
    out = through_column(section, 0, 0, fed, FLOW)
    calcium, magnesium = (out.calcium - LEAK_CA) / 0.02, (out.magnesium - LEAK_MG) / 0.02
    assert 0.0 < calcium < magnesium < 1.0
    assert math.log(magnesium) / math.log(calcium) == pytest.approx(MAGNESIUM_RATE)
    slices = section.units[0].slices
    taken = sum(rate.magnesium for rate in section.loading[:slices])
    assert taken == pytest.approx(FLOW * (fed.magnesium - out.magnesium))


def test_acid_strips_each_ion_by_what_the_resin_holds_of_it():
    section = column_holding(2.0, 0.5)
    elute(section, 0, 0)
    first = section.loading[0]
    assert (first.calcium, first.magnesium) == pytest.approx((-2.0 * ELUTION, -0.5 * ELUTION))
    assert first.hydrogen == pytest.approx(5.0 * ELUTION)


def test_a_missing_column_lets_brine_pass():
    fed = Hardness(0.24, 0.02)
    assert through_column(column_holding(0.0), 0, -1, fed, FLOW) == fed


def test_breakthrough_is_bohart_and_adams():
    section = column_holding(0.0)
    unit = section.units[0]
    fed = 10.0e-3 / M_CA
    total, conductance = unit.capacity * unit.resin / M_CA, unit.conductance * unit.slices
    constant, half = conductance / total, total / (fed * FLOW)
    step, seen = half / 400.0, []
    for n in range(800):
        out = through_column(section, 0, 0, Hardness(fed, 0.0), FLOW)
        time = n * step
        expected = 1.0 / (1.0 + (math.exp(conductance / FLOW) - 1.0) * math.exp(-constant * fed * time))
        seen.append((out.calcium / fed, expected))
        for resin, rate in zip(section.resin, section.loading, strict=True):
            resin.calcium += step * rate.calcium
            rate.calcium = 0.0
    found, expected = np.array(seen).T
    assert np.abs(found - expected).max() < 0.05  # slices and leak against the continuous column
    assert abs(int(np.argmax(found > 0.5)) - int(np.argmax(expected > 0.5))) <= 4
    assert np.all(np.diff(found) >= -1e-12)


def test_the_cycle_is_that_of_the_data_book():
    line = restored().line
    rates(line)
    assert line.ion_exchange.seen[0].cycle / 3600.0 == pytest.approx(book()["IX_cycle_h"], rel=0.02)
    half = half_breakthrough(capacity=6.7, volume=0.9, hardness=0.010, flow=FLOW) / 3600.0
    assert half == pytest.approx(book()["IX_t50_h"], rel=0.01)


def test_polished_brine_holds_parts_per_billion():
    line = restored().line
    rates(line)
    assert line.ion_exchange.seen[0].outlet / 1127.0 < 20e-9


@given(strength=st.floats(0.0, 10.0), free=st.floats(-0.5, 1.0), flow=st.floats(1e-4, 1.0))
def test_more_free_sites_never_pass_more(strength, free, flow):
    out = passed(strength=strength, conductance=0.01, free=free, flow=flow)
    assert 0.0 <= out <= strength
    assert passed(strength=strength, conductance=0.01, free=free + 0.1, flow=flow) <= out
    assert passed(strength=strength, conductance=0.01, free=free, flow=2.0 * flow) >= out


def test_acid_strips_the_resin_to_under_a_percent_in_an_hour():
    section = column_holding(2.0, 1.0)
    elute(section, 0, 0)
    slices = section.units[0].slices
    gained = section.holding[0]
    assert gained[CA] == pytest.approx(2.0 * slices * ELUTION)
    assert gained[MG] == pytest.approx(1.0 * slices * ELUTION)
    assert gained[OH] == pytest.approx(2.0 * (gained[CA] + gained[MG]))
    assert math.exp(-ELUTION * 3600.0) < 0.01


def test_without_flow_nothing_comes_out():
    line = restored().line
    line.ion_exchange.commands[0].open = line.ion_exchange.commands[0].averaged = 0.0
    rates(line)
    assert abs(line.streams.flow[[38, 39, 40]][:, :COUNT]).max() == 0.0
