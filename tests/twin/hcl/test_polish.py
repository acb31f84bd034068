"""Peroxide at the filters: nothing is lost, the dose follows the chlorine, what it leaves reaches the resin."""

import pytest
from hypothesis import given, settings

from tests.twin.balance import disturbances, restored
from tests.twin.section_moments import keeps_all
from twin.hcl.polish import polish_filtrate
from twin.line import rates
from twin.matter.components import CL2, O2


def act(line):
    """The doser alone."""
    polish_filtrate(line.polish, line.purification.seen[0].filtrate, line.vessels, line.streams)


@settings(deadline=None, max_examples=40)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, entering=(66,), leaving=(67,))


def dosed(chlorine, *, running=1.0, most=1.0):
    """Signals of the doser when R-202 holds so much active chlorine [mol/m3]."""
    builder = restored()
    line, source = builder.line, builder.at["R-202"]
    line.vessels.now[source, CL2] = chlorine * line.vessels.seen[source].volume
    line.polish.commands[0].running = running
    unit = line.polish.units[0]
    kept, unit.most = unit.most, most
    rates(line)
    found = line.polish.seen[0].copy()
    oxygen = float(line.streams.flow[67, O2])
    unit.most = kept
    return found, oxygen


def test_the_dose_follows_the_chlorine_and_leaves_none():
    little, _ = dosed(0.05)
    much, oxygen = dosed(0.5)
    assert much.solution == pytest.approx(10.0 * little.solution, rel=1e-3)
    assert much.residual < 1e-6 * much.arriving
    assert oxygen > 0.0


def test_without_peroxide_the_chlorine_goes_on_to_the_resin():
    seen, _ = dosed(0.5, running=0.0)
    assert seen.residual == pytest.approx(seen.arriving) == pytest.approx(0.0709 * 0.5, rel=1e-3)
    short, _ = dosed(0.5, most=1e-4)
    assert 0.0 < short.residual < short.arriving
