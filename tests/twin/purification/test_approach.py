"""What stays dissolved lies between what arrives and equilibrium, and moves as a process engineer expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import restored
from twin.line import rates
from twin.matter.components import AL, BA, CA, CL, CO3, FE, H2O, LI, MG, NI, OH, PO4, SI, SO4, SR, B, F
from twin.matter.vessels import ENTHALPY
from twin.purification.beds import SPENT
from twin.purification.equations import hydroxide_solubility, silica_stays, stays, taken_along
from twin.purification.equipment import PRESS_TIME

amounts = st.floats(0.0, 1e3)
paces = st.floats(1e-6, 1.0)


@given(arriving=amounts, equilibrium=amounts, onward=paces, pace=paces)
def test_the_residual_lies_between_inlet_and_equilibrium(arriving, equilibrium, onward, pace):
    left, inlet = stays(arriving=arriving, equilibrium=equilibrium, onward=onward, pace=pace), arriving / onward
    slack = 1e-9 * (inlet + equilibrium)
    assert min(inlet, equilibrium) - slack <= left <= max(inlet, equilibrium) + slack
    approach = pace / (onward + pace)
    assert inlet - left == pytest.approx(approach * (inlet - equilibrium), abs=10.0 * slack + 1e-12)


@given(arriving=amounts, equilibrium=amounts, onward=paces, pace=paces)
def test_brine_that_stays_longer_comes_nearer_to_equilibrium(arriving, equilibrium, onward, pace):
    here = abs(stays(arriving=arriving, equilibrium=equilibrium, onward=onward, pace=pace) - equilibrium)
    # half the flow of the same brine
    longer = stays(arriving=0.5 * arriving, equilibrium=equilibrium, onward=0.5 * onward, pace=pace)
    assert abs(longer - equilibrium) <= here + 1e-9 * (arriving / onward + equilibrium) + 1e-12


@given(arriving=st.floats(0.0, 10.0), onward=paces, room=st.floats(0.0, 10.0), half=st.floats(1e-3, 10.0))
def test_no_more_silica_falls_than_magnesium_carries(arriving, onward, room, half):
    left = silica_stays(arriving=arriving, onward=onward, room=room, half=half)
    falls = arriving - onward * left
    assert -1e-9 <= falls <= min(room, arriving) + 1e-9
    assert falls == pytest.approx(room * left / (left + half), rel=1e-6, abs=1e-9)
    assert silica_stays(arriving=arriving, onward=onward, room=room + 1.0, half=half) <= left + 1e-9


@given(ratio=st.floats(0.01, 0.99), complexed=st.floats(0.0, 0.99))
def test_amphoteric_hydroxides_dissolve_in_more_base_and_others_in_less(ratio, complexed):
    def left(r: float, x: float) -> float:
        return hydroxide_solubility(at_aim=1.0, ratio=r, complexed=x)

    assert left(1.0, complexed) == pytest.approx(1.0)
    assert left(ratio, 0.0) > 1.0 > left(1.0 / ratio, 0.0)
    assert left(ratio, 1.0) < 1.0 < left(1.0 / ratio, 1.0)


@given(arriving=amounts, onward=paces, host=amounts, held=amounts, partition=st.floats(0.0, 3.0))
def test_a_crystal_takes_no_more_of_a_stranger_than_comes(arriving, onward, host, held, partition):
    def taken(d: float) -> float:
        return taken_along(arriving=arriving, onward=onward, host=host, host_held=held, partition=d)

    assert 0.0 <= taken(partition) <= arriving * (1.0 + 1e-12)
    assert taken(partition + 0.1) >= taken(partition) * (1.0 - 1e-12)


def cake_of(vessel: str, *, share: dict[int, float] | None = None, warmer: float = 0.0, **command: float):
    """What falls a second [mol/s] when a vessel holds this share of a component, or is warmer [K]."""
    builder = restored()
    line = builder.line
    train = line.purification.trains[0]
    v = getattr(train, vessel)
    for component, factor in (share or {}).items():
        line.vessels.now[v, component] *= factor
    if warmer:
        line.vessels.now[v, ENTHALPY] += warmer * line.vessels.seen[v].heat_capacity
    rates(line)
    held, rate = line.vessels.now[train.cake], line.vessels.rate[train.cake]  # which leaves evenly, on average
    return {c: float(rate[c] + held[c] / PRESS_TIME) for c in range(LI, F + 1)}


@pytest.mark.parametrize(("vessel", "component", "change", "by"), [
    ("first", MG, {"share": {OH: 0.2}}, "less base"), ("second", CA, {"share": {CO3: 0.3}}, "less carbonate"),
    ("first", MG, {"warmer": 20.0}, "warmer brine"),
    ("second", CA, {"warmer": 20.0}, "warmer brine"), ("second", BA, {"warmer": 20.0}, "warmer brine"),
    ("first", AL, {"share": {OH: 5.0}}, "more base"), ("first", FE, {"share": {OH: 0.02}}, "less base"),
    ("first", NI, {"share": {OH: 0.1}}, "less base"), ("first", PO4, {"share": {OH: 0.05}}, "less base"),
])  # fmt: skip
def test_conditions_that_dissolve_more_let_less_fall(vessel, component, change, by):
    assert cake_of(vessel, **change)[component] < cake_of(vessel)[component], by


def test_without_base_nothing_falls_in_the_first_vessel():
    fallen = cake_of("first", share={OH: -0.3})
    assert all(fallen[c] == pytest.approx(0.0, abs=1e-9) for c in (MG, SI, PO4, NI))


def test_fluoride_falls_only_beyond_the_ion_product_of_lithium_fluoride():
    assert cake_of("source")[F] == pytest.approx(0.0, abs=1e-15)  # 0.45 mg/L of the reference
    builder = restored()
    line = builder.line
    train = line.purification.trains[0]
    line.vessels.now[train.first, F] *= 100.0
    rates(line)
    once = line.vessels.rate[train.cake, F]
    assert once > 0.0
    line.vessels.now[train.first, H2O] *= 2.0  # thinner brine: less lithium, lower activity
    rates(line)
    assert line.vessels.rate[train.cake, F] < once


def test_silica_follows_magnesium_and_strontium_calcium():
    few = cake_of("source", share={MG: 0.3})
    assert few[SI] < 0.4 * cake_of("source")[SI]
    assert few[SI] <= few[MG] * (1.0 + 1e-9)
    none = cake_of("second", share={CO3: 0.0})
    assert none[CA] == pytest.approx(1.5 * none[PO4], rel=1e-6)  # what phosphate took in the first vessel
    assert none[SR] == pytest.approx(0.0, abs=1e-12)
    assert cake_of("second")[SR] > 0.0


def test_less_sulphate_lets_more_barium_stay():
    builder = restored()
    line = builder.line
    train = line.purification.trains[0]
    line.purification.commands[0].barium_open = 0.0
    fallen = []
    line.vessels.now[train.second, BA] *= 3.0
    for _ in range(2):
        rates(line)
        fallen.append(float(line.vessels.rate[train.cake, BA]))
        line.vessels.now[train.second, SO4] *= 0.3
    assert fallen[1] < fallen[0]


@pytest.mark.parametrize(("component", "field"), [(F, "fluoride"), (B, "boron")])
def test_a_side_bed_takes_its_share_until_its_charge_is_spent(component, field):
    builder = restored()
    line = builder.line
    bed, train = line.purification.beds[0], line.purification.trains[0]
    v = train.source if field == "fluoride" else train.second
    rates(line)
    usual = float(line.streams.flow[SPENT, component])
    line.vessels.now[v, component] *= 2.0
    rates(line)
    assert line.streams.flow[SPENT, component] == pytest.approx(2.0 * usual, rel=1e-3)
    line.vessels.now[v, component] *= 50.0
    rates(line)
    most = float(getattr(bed, f"{field}_charge") / bed.service)
    assert line.streams.flow[SPENT, component] == pytest.approx(most, rel=1e-12)
    assert line.streams.flow[SPENT, CL] == 0.0  # boric acid and LiF carry none
