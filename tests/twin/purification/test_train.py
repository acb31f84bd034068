"""Precipitators and filters: nothing is lost, residuals are what was aimed at, precipitants decide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.twin.balance import book_streams, disturbances, restored, streams_at_rest
from tests.twin.section_moments import keeps_all
from twin.line import rates
from twin.matter.components import BA, CA, CO3, INS, MG, OH, PO4, SO4, SR
from twin.purification.beds import SPENT
from twin.purification.equations import falling_out
from twin.purification.equipment import purify
from twin.purification.traces import RELAX

SOLIDS = (
    "CaCO3", "Mg(OH)2", "BaSO4", "INS", "SiO2", "Al(OH)3", "Fe(OH)3", "Ni(OH)2", "Ca3(PO4)2", "LiF", "SrCO3",
)  # fmt: skip


def act(line):
    """The train alone."""
    purify(line.purification, line.loops.signal, line.vessels, line.streams)


def with_barium(*, ratio: float, opened: float = 1.0):
    """The resting line with another barium ratio."""
    line = restored().line
    train = line.purification.trains[0]
    kept, train.barium_ratio = train.barium_ratio, ratio
    line.purification.commands[0].barium_open = opened
    rates(line)
    train.barium_ratio = kept
    return line


@settings(deadline=None, max_examples=60)
@given(how=disturbances)
def test_atoms_charge_and_heat_are_kept(how):
    keeps_all(how, act, entering=(7,), leaving=(9, SPENT))


def test_hardness_and_sulphate_that_stay_are_those_of_the_flowsheet():
    builder = restored()
    vessels, at = builder.line.vessels, builder.at
    rates(builder.line)
    for vessel, component, mass, aim in (
        ("R-202", CA, 0.040078, 9.5e-3), ("R-201", MG, 0.024305, 0.5e-3), ("T-203", SO4, 0.096056, 3.006),
    ):  # fmt: skip
        held = vessels.now[at[vessel], component] * mass / vessels.seen[at[vessel]].volume
        assert held == pytest.approx(aim, rel=0.03), vessel


def test_the_cake_holds_what_the_feed_brought():
    line = restored().line
    rates(line)
    flow = line.streams.flow
    assert flow[9, BA] == pytest.approx(flow[7, BA] + flow[1, BA], rel=1e-3)
    assert flow[9, INS] == pytest.approx(flow[1, INS], rel=1e-6)
    assert flow[9, CA] + flow[40, CA] == pytest.approx(flow[1, CA], rel=1e-3)
    assert flow[9, MG] + flow[40, MG] == pytest.approx(flow[1, MG], rel=1e-3)
    solids = sum(book_streams()["S09"][name] for name in ("CaCO3", "Mg(OH)2", "BaSO4", "INS"))
    ours = sum(kg for name, kg in streams_at_rest()["S09"].substances.items() if name in SOLIDS)
    assert ours == pytest.approx(solids, rel=0.06)  # what traces are bound to is beyond the book's INS
    carbonates = flow[9, CA] - 1.5 * flow[9, PO4] + flow[9, SR]  # phosphate falls with calcium
    assert flow[9, CO3] == pytest.approx(carbonates, rel=0.02)


def test_without_barium_no_sulphate_falls_out_and_more_never_takes_less():
    assert with_barium(ratio=1.0, opened=0.0).streams.flow[7, BA] == 0.0
    dosed = [with_barium(ratio=r).streams.flow[7, BA] for r in (0.0, 0.5, 0.9, 1.0)]
    assert dosed == sorted(dosed)
    assert dosed[0] == 0.0 < dosed[-1]


def test_with_both_filters_out_no_brine_passes():
    line = restored().line
    line.purification.commands[0].brine_on_duty = 0.0
    rates(line)
    seen = line.purification.seen[0]
    assert seen.feed == seen.filtrate == 0.0


@given(gained=st.floats(-10.0, 10.0), held=st.floats(0.0, 1e3), dissolved=st.floats(0.0, 1e3))
def test_solids_fall_out_and_never_come_back(gained, held, dissolved):
    out = falling_out(gained=gained, held=held, dissolved=dissolved, time=900.0)
    assert out >= 0.0
    assert falling_out(gained=gained, held=held + 1.0, dissolved=dissolved, time=900.0) >= out


def cake_grows(vessel: str, **more: float) -> tuple[float, float]:
    """By how much faster magnesium and calcium go to the cake [mol/s] when a vessel holds more of them [mol]."""
    line = restored().line
    train = line.purification.trains[0]
    rates(line)
    before = line.vessels.rate[train.cake].copy()
    for name, amount in more.items():
        line.vessels.now[getattr(train, vessel), {"MG": MG, "CA": CA}[name]] += amount
    rates(line)
    grown = line.vessels.rate[train.cake] - before
    return float(grown[MG]), float(grown[CA])


def test_magnesium_falls_out_in_the_first_vessel_and_calcium_in_the_second_each_by_what_there_is_of_it():
    line = restored().line
    train = line.purification.trains[0]
    first, second = line.vessels.seen[train.first].mass, line.vessels.seen[train.second].mass
    onward = line.loops.signal[train.first_order] / first  # share that flows on meanwhile [1/s]
    filtered = line.purification.seen[0].filtrate / second
    assert cake_grows("first", MG=9.0) == pytest.approx((9.0 * (1.0 / RELAX - onward), 0.0), rel=1e-2, abs=1e-5)
    stays = 1.0 / (filtered + train.calcium_pace)  # of what flows in more, that stays dissolved in the end [s]
    falls = 9.0 * onward * (1.0 - stays / RELAX)
    assert cake_grows("first", CA=9.0) == pytest.approx((0.0, falls), rel=1e-2, abs=1e-5)
    assert cake_grows("second", CA=9.0) == pytest.approx((0.0, 9.0 * (1.0 / RELAX - filtered)), rel=1e-2, abs=1e-5)


def test_magnesium_that_flows_in_falls_out_and_takes_no_calcium_along():
    line = restored().line
    train = line.purification.trains[0]
    volume = float(line.vessels.seen[train.source].volume)
    flows = float(line.purification.seen[0].feed / line.vessels.seen[train.source].density)
    magnesium, calcium = cake_grows("source", MG=volume)  # 1 mol/m3 more
    onward = line.loops.signal[train.first_order] / line.vessels.seen[train.first].mass
    assert magnesium == pytest.approx(flows * (1.0 - 1.0 / (onward + train.magnesium_pace) / RELAX), rel=0.01)
    assert calcium == pytest.approx(0.0, abs=0.01 * flows)


def test_base_follows_magnesium():
    line = restored().line
    rates(line)
    before = line.streams.flow[8, OH]
    line.vessels.now[line.purification.trains[0].source, MG] *= 2.0
    rates(line)
    assert line.streams.flow[8, OH] > before > 0.0
