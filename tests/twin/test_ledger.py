"""The ledger: counters are integrals of the fence, closures see what is wrong, and only that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import at_rest, disturbances, disturbed
from twin.ion_exchange.equipment import VALENCE
from twin.ledger import CHECKED, ENTERING, FENCE, LEAVING, Totals, closure, nothing, pace, totals
from twin.matter.components import CHARGE, CL, COUNT, ELEMENT_MATRIX, ELEMENTS, LI
from twin.matter.streams import HEAT


def test_a_stream_crosses_the_fence_once():
    assert len(set(FENCE)) == len(FENCE) == len(ENTERING) + len(LEAVING)


def test_what_crosses_is_what_flows():
    line = at_rest().plant.line
    for row, stream in enumerate(FENCE):
        assert line.ledger.crossing[row] == pytest.approx(line.streams.flow[stream, : COUNT + 1])


def test_what_enters_leaves_at_rest_element_by_element():
    crossed = pace(at_rest().plant.line).fence
    entered = ELEMENT_MATRIX @ crossed[: len(ENTERING), :COUNT].sum(axis=0)
    left = ELEMENT_MATRIX @ crossed[len(ENTERING) :, :COUNT].sum(axis=0)
    assert left == pytest.approx(entered, rel=1e-6, abs=1e-9)


def test_nothing_closes():
    assert max(closure(nothing(), nothing()).values()) == 0.0


@pytest.mark.parametrize("component", [LI, CL])
def test_a_mole_gone_astray_is_seen_in_its_element_and_in_charge(component):
    now = pace(at_rest().plant.line)
    inside = now.inside.copy()
    inside[component] += 1e-3
    wrong = closure(nothing(), Totals(inside, now.fence, now.meter))
    element = {LI: "Li", CL: "Cl"}[component]
    assert wrong[element] > 1e-6 < wrong["charge"]
    assert max(wrong[name] for name in CHECKED if name != element) < 1e-9


def test_a_watt_gone_astray_is_seen_in_energy():
    now = pace(at_rest().plant.line)
    inside = now.inside.copy()
    inside[HEAT] += 1e3
    assert closure(nothing(), Totals(inside, now.fence, now.meter))["energy"] > 1e-6


@settings(deadline=None, max_examples=40)
@given(how=disturbances)
def test_every_stream_over_the_fence_is_neutral(how):
    line = disturbed(how | {"contents": 0.0}).line
    charge = np.array(CHARGE, float)
    for row, stream in enumerate(FENCE):
        crossing = line.ledger.crossing[row, :COUNT]
        assert abs(charge @ crossing) <= 1e-6 * np.abs(crossing).sum() + 1e-12, stream


@given(scale=st.floats(1e-3, 1e3))
def test_closure_does_not_depend_on_the_length_of_the_window(scale):
    now = pace(at_rest().plant.line)
    inside = now.inside.copy()
    inside[LI] += 1e-3
    one = closure(nothing(), Totals(inside, now.fence, now.meter))
    meter = {name: scale * value for name, value in now.meter.items()}
    other = closure(nothing(), Totals(scale * inside, scale * now.fence, meter))
    assert other["Li"] == pytest.approx(one["Li"])


def test_totals_of_the_line_count_every_place_where_matter_is():
    line = at_rest().plant.line
    held = totals(line).inside
    lithium = line.vessels.now[:, LI].sum() + line.ion_exchange.held[:, LI].sum()
    lithium += 2.0 * float(line.dissolution.particles.sum())
    lithium -= (line.ion_exchange.resin @ [*VALENCE, 1.0]).sum()
    assert held[LI] == pytest.approx(lithium)
    assert set(CHECKED) <= set(ELEMENTS)
