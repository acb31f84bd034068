"""Elements: voltages add up, efficiencies average, a hole shows where it is, and a jumper takes an element out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import restored
from tests.twin.section_moments import keeps_all
from twin.electrolysis.cells import electrolyse
from twin.electrolysis.equations import jet_speed
from twin.line import Line, rates
from twin.matter.components import CL2, CO3, O2
from twin.matter.constants import FARADAY

NOW = {"seed": 0, "contents": 0.0, "flows": 0.0, "load": 1.0, "off": set(), "step": 0.0, "manual": False}
"""The resting line, undisturbed."""


def running(load: float = 1.0, **states: dict[int, float]) -> Line:
    """The resting line at a share of its current, with elements whose state is set by field and row."""
    line = restored().line
    for bank in line.electrolysis.now:
        bank.current *= load
    for field, rows in states.items():
        for row, value in rows.items():
            setattr(line.electrolysis.elements[row], field, value)
    rates(line)
    return line


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), load=st.floats(0.05, 1.4))
def test_the_electrolyser_is_the_sum_of_its_elements_and_its_efficiency_their_mean(seed, load):
    draw = np.random.default_rng(seed)
    line = running(
        load, membrane=dict(enumerate(draw.uniform(0, 5e-5, 90))), loss=dict(enumerate(draw.uniform(0, 0.05, 90))),
        anode=dict(enumerate(draw.uniform(0, 0.1, 90))), hole={int(draw.integers(90)): draw.uniform(0.0, 5e-6)},
    )  # fmt: skip
    shown = line.electrolysis.element_seen
    for k, seen in enumerate(line.electrolysis.seen):
        own = shown[30 * k : 30 * k + 30]
        assert seen.voltage == pytest.approx(own.voltage.sum())
        assert seen.efficiency == pytest.approx(own.efficiency.mean(), abs=1e-12)
        assert seen.hydroxide == pytest.approx(own.efficiency.sum() * seen.current / FARADAY)
        assert seen.highest == own.voltage.max() and seen.lowest == own.voltage.min()
        assert seen.imbalance == pytest.approx(abs(own.voltage[:15].sum() - own.voltage[15:].sum()), abs=1e-9)


def test_what_an_element_has_become_shows_in_its_own_voltage_only():
    new = running().electrolysis.element_seen.copy()
    line = running(membrane={7: 1e-5}, anode={8: 0.02}, cathode={9: 0.03}, loss={10: 0.02})
    aged, density = line.electrolysis.element_seen, line.electrolysis.seen[0].density
    risen = aged.voltage - new.voltage
    assert risen[7] == pytest.approx(1e-5 * density, rel=2e-3)  # 85 degC, where resistances are given
    assert risen[8:11] == pytest.approx([0.02, 0.03, 0.0], abs=1e-9)
    assert np.abs(np.delete(risen, [7, 8, 9])).max() == 0.0
    worse = new.efficiency - aged.efficiency
    assert worse[10] == pytest.approx(0.02, rel=2e-3)


def test_atoms_charge_and_heat_are_kept_with_holes_and_jumpers():
    def torn(line: Line) -> float:
        line.electrolysis.elements[3].hole, line.electrolysis.elements[40].hole = 2e-6, 20e-6
        line.electrolysis.jumpers[41].fitted = line.electrolysis.commands[1].bypassed = 1.0
        return electrolyse(line.electrolysis, line.loops.signal, line.vessels, line.streams)

    heating = []

    def run(line: Line) -> None:
        heating.append(torn(line))

    def removed(line: Line) -> float:
        return sum(c.cooling + c.wall_loss - c.voltage * c.current for c in line.electrolysis.seen) - heating[0]

    try:
        keeps_all(NOW, run, leaving=(14, 17), removed=removed)
    finally:
        line = restored().line
        for element in line.electrolysis.elements:
            element.hole = 0.0


def test_lye_leaks_through_a_square_millimetre_at_the_speed_of_a_jet():
    # 40 mbar over lye of 1070 kg/m3, sharp-edged orifice 0.6: 0.6 sqrt(2 x 4000 / 1070) = 1.64 m/s
    assert jet_speed(pressure=4000.0, density=1070.0) == pytest.approx(1.64, abs=0.005)
    line = running(hole={5: 1e-6})
    leak = line.electrolysis.seen[0].leak
    assert leak == pytest.approx(0.1e-6 * 1.64, rel=0.02)  # a tenth of the hole lies in the liquid
    assert line.electrolysis.seen[1].leak == 0.0


def test_a_hole_lets_hydrogen_into_the_chlorine_and_a_tear_trips_its_alarm():
    def share(area: float) -> float:
        return float(running(hole={5: area}).electrolysis.headers[0].hydrogen_in_chlorine)

    assert share(0.0) == pytest.approx(0.001, rel=0.05)  # normal of AT-318: 0.1 vol%
    assert 0.001 < share(2e-6) < 0.003
    assert share(20e-6) > 0.005  # alarm of I-16: 0.5 vol%


def test_gases_foul_each_other_more_at_low_load_and_not_at_all_without():
    shares = [float(running(load).electrolysis.headers[0].hydrogen_in_chlorine) for load in (1.0, 0.35, 0.0)]
    assert shares[1] == pytest.approx(shares[0] / 0.35, rel=0.15)  # the leak is the same, the chlorine a third
    assert shares[2] == 0.0
    header, flow = running().electrolysis.headers[0], restored().line.streams.flow[14]
    assert header.oxygen_in_chlorine == pytest.approx(0.0129, abs=5e-4)  # data book: 1.3 vol% dry
    assert flow[O2] / (flow[CL2] + flow[O2] + flow[CO3]) == pytest.approx(header.oxygen_in_chlorine, rel=1e-3)


def test_oxygen_permeates_into_the_hydrogen_as_its_pressure_has_it():
    """By hand: 0.07 mol/(m2 h bar), 243 m2, 1.29 vol% of 0.60 bar dry, in the data book's 16.9 kmol/h of hydrogen."""
    by_hand = 0.07 * 243.0 * 0.0129 * 0.60 / 16.9e3
    assert running().electrolysis.headers[0].oxygen_in_hydrogen == pytest.approx(by_hand, rel=0.1)


def test_a_bypassed_element_costs_its_product_and_no_voltage():
    seen = running().electrolysis.seen[0]
    voltage, made, efficiency = float(seen.voltage), float(seen.hydroxide), float(seen.efficiency)
    line = restored().line
    line.electrolysis.jumpers[3].fitted = line.electrolysis.commands[0].bypassed = 1.0
    rates(line)
    assert line.electrolysis.element_seen[3].voltage == 0.0
    assert seen.lowest > 3.0  # I-29 does not see the jumper
    assert seen.voltage == pytest.approx(29.0 / 30.0 * voltage)
    assert seen.hydroxide == pytest.approx(29.0 / 30.0 * made)
    assert seen.efficiency == pytest.approx(efficiency)
    restored()
