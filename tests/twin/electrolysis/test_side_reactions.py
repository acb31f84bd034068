"""Oxygen and chlorate: linear in the loss at one pH, less of both with more acid; never beyond the loss."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import at_rest, restored
from tests.twin.electrolysis.test_charge import shares
from twin.electrolysis.equations import Layer, chlorate_drive, side_shares
from twin.line import Line, rates
from twin.matter.components import CLO3, O2, OH

LAYER = Layer(0.025, 0.0225, 0.6, 0.15)
ACTIVATION = 10_400.0
"""Of hypochlorite to chlorate, over R [K]."""
anolytes = st.tuples(st.floats(1e-3, 1e3), st.floats(0.1, 10.0), st.floats(333.15, 363.15))
"""Protons and chlorine over the reference's [-], temperature [K]."""


def made(anolyte: tuple[float, float, float], back: float = 0.1):
    """Shares in an anolyte; HOCl follows from chlorine and protons."""
    proton, chlorine, temperature = anolyte
    drive = chlorate_drive(
        hypochlorous=chlorine / proton, proton=proton, temperature=temperature, activation=ACTIVATION
    )
    return side_shares(LAYER, back=back, drive=drive, proton=proton)


def at_ph(ph: float) -> Line:
    """The plant at rest with this pH in its depleted anolyte."""
    return at_rest(f"electrolysis.anolyte_pH={ph}").plant.line


@given(anolyte=anolytes, back=st.floats(0.01, 0.6), less=st.floats(0.1, 1.0))
def test_both_are_linear_in_the_loss_and_never_more_than_it(anolyte, back, less):
    whole, part = made(anolyte, back), made(anolyte, less * back)
    assert part == pytest.approx((less * whole.oxygen, less * whole.chlorate))
    assert 0.0 < whole.oxygen + whole.chlorate < back


@given(anolyte=anolytes, more=st.floats(1.0, 100.0))
def test_more_acid_makes_less_of_both(anolyte, more):
    proton, chlorine, temperature = anolyte
    before, after = made(anolyte), made((more * proton, chlorine, temperature))
    assert after.oxygen <= before.oxygen * (1.0 + 1e-12)
    assert after.chlorate <= before.chlorate * (1.0 + 1e-12)


@given(anolyte=anolytes, more=st.floats(1.0, 10.0))
def test_more_dissolved_chlorine_makes_more_chlorate(anolyte, more):
    proton, chlorine, temperature = anolyte
    assert made((proton, more * chlorine, temperature)).chlorate >= made(anolyte).chlorate * (1.0 - 1e-12)


def test_the_rate_is_third_order_in_chlorine_and_fourth_in_base():
    ten = math.log(10.0)
    for proton, order in ((0.1, 4.0), (1.0, 3.0)):
        drive = chlorate_drive(hypochlorous=10.0, proton=proton, temperature=358.15, activation=ACTIVATION)
        assert drive == pytest.approx(order * ten)


def test_with_hydroxide_and_no_acid_all_of_the_loss_is_oxygen_and_chlorate():
    alkaline = made((1e-6, 1.0, 358.15))
    assert alkaline.oxygen + alkaline.chlorate == pytest.approx(0.1, rel=1e-3)


def test_a_plant_with_less_acid_anolyte_makes_more_chlorate_and_oxygen_and_takes_less_acid():
    found = [shares(at_ph(ph)) for ph in (2.0, 2.5, 3.0, 4.0)]
    for low, high in pairwise(found):
        assert high["chlorate"] > 1.1 * low["chlorate"]
        assert high["O2"] > 1.1 * low["O2"]
        assert high["HOCl"] > low["HOCl"]
        assert high["acid"] < low["acid"]
    for one in found:
        assert sum(one.values()) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("acid", [1.5, 0.5])
def test_at_the_instant_more_free_acid_makes_less_of_both(acid):
    line = restored().line
    rates(line)
    before = shares(line)
    for unit, seen in zip(line.electrolysis.units, line.electrolysis.seen, strict=True):
        line.vessels.now[int(unit.anolyte), OH] += (1.0 - acid) * float(
            seen.proton * line.vessels.seen[unit.anolyte].volume
        )
    rates(line)
    after = shares(line)
    assert (after["chlorate"] < before["chlorate"]) == (acid > 1.0)
    assert (after["O2"] < before["O2"]) == (acid > 1.0)
    assert sum(after.values()) == pytest.approx(1.0, abs=1e-9)


def test_cells_that_get_no_acid_stand_between_ph_4_and_5():
    """As chlor-alkali cells without acid do (practice, recalled): oxygen and chlorate take the loss."""
    found = at_rest("electrolysis.anolyte_pH=4.5")
    line = found.plant.line
    proton = float(line.electrolysis.seen[0].proton) * found.plant.design.electrolysis.proton_activity
    assert 4.0 < 3.0 - math.log10(proton) < 5.0
    assert abs(shares(line)["acid"]) < 0.01
    assert 4.0 * line.streams.flow[14, O2] > 0.0 < line.streams.flow[13, CLO3]
