"""What the plant may be fed: primary, recycled, a blend of both, LiCl concentrate; lots that differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.verbs.simulate import make_plant
from flowsheets.loader import read_design
from tests.twin.balance import at_rest, book_rows, figures
from twin.brine_analysis import polished_traces
from twin.dissolution.feed import displaced, traces
from twin.dissolution.lots import COMPOUNDS, ELEMENTS, analysis, blended, drawn
from twin.dissolution.nameplate import Recycled
from twin.feed_rows import fed_analysis
from twin.ledger import closure, totals
from twin.limits import exceeded
from twin.matter.components import BA, COUNT, MOLAR_MASS, OH, SO4
from twin.matter.streams import stream_mass
from twin.steady import Steady

HOUR = 3600.0


@pytest.mark.parametrize("vector", ["feed", "recycled"])
def test_the_parts_of_a_feed_add_up_to_one(vector):
    for flowsheet in ("reference", "battery-feed", "technical-feed"):
        parts = analysis(getattr(read_design(flowsheet), vector))
        assert sum(parts[name] for name in COMPOUNDS) == pytest.approx(1.0, abs=1e-9), flowsheet


@pytest.mark.parametrize("name", ["reference", "recycled-feed", "battery-feed", "technical-feed"])
def test_a_kilogram_of_feed_brings_a_kilogram_of_matter(name):
    line = at_rest(flowsheet=name).plant.line
    assert float(line.streams.flow[1, :COUNT] @ MOLAR_MASS) == pytest.approx(line.dissolution.seen[0].feed, rel=1e-5)


def test_what_traces_are_bound_to_is_not_lithium_carbonate():
    lot = at_rest().plant.line.dissolution.lots[0]
    assert 0.0 < traces(lot) < lot.ins
    assert 0.0 < displaced(lot) < 2.0 * traces(lot)


@settings(deadline=None, max_examples=10)
@given(share=st.floats(0.0, 1.0))
def test_a_blend_lies_between_its_feeds_in_proportion(share):
    design = read_design("reference", [f"feed.recycled_share={share!r}"])
    primary, recycled, fed = analysis(design.feed), analysis(design.recycled), fed_analysis(design)
    for name in (*COMPOUNDS, *ELEMENTS):
        assert fed[name] == pytest.approx(primary[name] + share * (recycled[name] - primary[name]), abs=1e-15)
    assert blended(primary, recycled, 0.0) == pytest.approx(primary)


@pytest.mark.parametrize("variation", [0.1, 0.2, 0.5])
def test_lots_vary_as_much_as_asked_and_are_right_on_average(variation):
    mean, random = {"li2co3": 0.98, "na2co3": 0.01, "f": 3e-4}, np.random.default_rng(1)
    mean |= dict.fromkeys(("h2o", "caco3", "mgco3", "li2so4", "ins"), 0.002)
    lots = [drawn(mean, variation, lambda: float(random.standard_normal())) for _ in range(2000)]
    for name in ("na2co3", "f"):
        amounts = np.array([lot[name] for lot in lots])
        assert amounts.mean() == pytest.approx(mean[name], rel=4.0 * variation / 2000**0.5)
        assert amounts.std() / amounts.mean() == pytest.approx(variation, rel=0.25)
        assert amounts.min() > 0.0
    assert all(sum(lot[n] for n in COMPOUNDS) == pytest.approx(sum(mean[n] for n in COMPOUNDS)) for lot in lots)


def test_recycled_feed_gathers_the_fluoride_of_the_data_book():
    assert polished_traces(at_rest(flowsheet="recycled-feed").plant)["F"] == pytest.approx(6.6, rel=0.1)


def test_an_adsorber_that_is_large_and_good_enough_holds_the_fluoride_of_recycled_carbonate_below_the_limit():
    sets = ("feed.recycled_share=1", "purification.F_bed=0.98", "purification.F_bed_charge=40 kg")
    assert polished_traces(at_rest(*sets).plant)["F"] == pytest.approx(1.0, rel=0.1)  # data book section 5


def test_without_an_adsorber_fluoride_gathers_until_lithium_fluoride_falls():
    assert polished_traces(at_rest("purification.F_bed=0").plant)["F"] == pytest.approx(6.3, rel=0.1)


def test_battery_grade_is_the_what_if_of_the_data_book():
    steady = at_rest(flowsheet="battery-feed")
    row = next(one for one in book_rows("sensitivity") if one["case"] == "battery-grade feed")
    traces_found, streams = polished_traces(steady.plant), steady.plant.line.streams
    assert traces_found["F"] == pytest.approx(float(row["tracer_F_polished_mg_L"]), rel=0.03)
    assert traces_found["P"] == pytest.approx(float(row["tracer_P_polished_mg_L"]), rel=0.03)
    assert stream_mass(streams, 30) * HOUR == pytest.approx(float(row["bleed_kg_h"]), rel=0.02)
    assert stream_mass(streams, 1) * HOUR == pytest.approx(float(row["feed_kg_h"]), rel=0.002)


def test_poorer_carbonate_needs_more_bleed_barium_and_filtering():
    found = []
    for name in ("battery-feed", "reference", "technical-feed"):
        line = at_rest(flowsheet=name).plant.line
        found.append((stream_mass(line.streams, 30), line.streams.flow[7, BA], line.purification.seen[0].solids))
    for figures_of_one in zip(*found, strict=True):
        assert list(figures_of_one) == sorted(figures_of_one)


def test_sulphate_leaves_by_the_purge_alone_at_the_price_that_the_data_book_names():
    steady = at_rest("purification.Ba_ratio=0", "loop.purge=195 kg/h")
    assert steady.plant.line.streams.flow[7, BA] == 0.0
    assert sulphate(steady) == pytest.approx(3.0, rel=0.07)
    assert figures(steady)["licl_recovery"] == pytest.approx(0.97, abs=0.002)


def test_barium_is_never_dosed_below_two_grams_of_sulphate():
    low = at_rest("purification.SO4_target=0.5 g/L")
    assert sulphate(low) == pytest.approx(2.0, rel=0.01)
    assert any("SO4_target" in sentence for sentence in exceeded(low.plant))


def sulphate(steady: Steady) -> float:
    """Of polished brine [g/L]."""
    tank = steady.plant.builder.at["T-203"]
    vessels = steady.plant.line.vessels
    return float(vessels.now[tank, SO4] * 0.096056 / vessels.seen[tank].volume)


def test_the_older_name_is_the_same_plant():
    assert read_design("recycled").hash == read_design("recycled-feed").hash


def test_half_a_blend_costs_about_half_of_what_recycled_feed_costs():
    names = ("li_yield", "energy_site_kWh_per_kg", "loop_water_kg_per_h")
    primary, half, whole = (figures(at_rest(flowsheet=name)) for name in ("reference", "blend", "recycled-feed"))
    for name in names:
        assert half[name] - primary[name] == pytest.approx(0.5 * (whole[name] - primary[name]), rel=0.05), name


def test_what_each_number_of_the_recycled_vector_brings_arrives():
    design = read_design("reference", ["feed.recycled_share=1"])
    for field, name in (COMPOUNDS | ELEMENTS).items():
        assert fed_analysis(design)[field] == getattr(design.recycled, name)
    assert set(COMPOUNDS.values()) | set(ELEMENTS.values()) == set(Recycled.__dataclass_fields__)


def test_lithium_that_comes_as_chloride_needs_no_acid_and_its_chlorine_is_sold():
    steady, before = at_rest(flowsheet="licl-concentrate"), at_rest()
    line, was = steady.plant.line, before.plant.line
    assert max(steady.closure().values()) <= 1e-9
    acid, acid_was = (-(p.streams.flow[3, OH] + p.streams.flow[36, OH]) for p in (line, was))
    recycled, recycled_was = (max(-p.streams.flow[4, OH], 0.0) for p in (line, was))
    assert acid + recycled == pytest.approx(0.7 * (acid_was + recycled_was), rel=0.03)
    assert stream_mass(line.streams, 26) == pytest.approx(0.0, abs=1e-9)
    sold = -line.streams.flow[75, OH] * 0.036458 * HOUR
    assert sold == pytest.approx(0.3 * (acid_was + recycled_was) * 0.036458 * HOUR - 52.5, rel=0.12)
    assert figures(steady)["throughput_t_per_d"] == pytest.approx(30.0)
    assert 0.97 < figures(steady)["li_yield"] < 1.0
    carbon = "co2_process_kg_per_kg"
    assert figures(steady)[carbon] == pytest.approx(0.7 * figures(before)[carbon], rel=0.03)


@pytest.mark.parametrize("name", ["recycled-feed", "blend", "licl-concentrate"])
def test_a_feed_runs_three_days_with_its_crew_and_every_atom_is_counted(name):
    plant = make_plant(read_design(name), seed=5, events=True)
    start = totals(plant.line)
    plant.run_hours(72.0)
    assert max(closure(start, totals(plant.line)).values()) <= 1e-8
    product = plant.line.ledger.meter[0].product / 3.0
    assert product > 0.6 * 30e3, name


def test_lots_with_too_much_fluoride_are_sent_back():
    design = read_design("recycled-feed", ["feed.F_most=300 mg/kg"])
    plant = make_plant(design, seed=2, events=True)
    procedure = plant.procedures["feed lots"]
    before = procedure.memory.get("refused", 0.0)
    assert max(procedure.next_analysis()["f"] for _ in range(20)) <= 300e-6
    assert procedure.memory["refused"] - before >= 5.0
