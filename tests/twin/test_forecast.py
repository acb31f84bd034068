"""Forecasts: where they start, what they know, how they are widened and scored."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from flowsheets.loader import read_design
from plc_bridge.following import plain
from twin.engine.runner import equal
from twin.forecast.issue import TARGETS, Ahead, run_ahead
from twin.forecast.load import DAY, LoadHabit, Planned, steps
from twin.forecast.score import Scorer, fair_crps, outcomes_document, outcomes_of, stretched
from twin.forecast.widening import FEWEST, Widening
from twin.signals import Quality, Reading
from twin.tracker import Tracker

EPOCH = 1_800_000_000.0
NAME = "throughput_t_per_d"


@pytest.fixture(scope="module")
def tracker() -> Tracker:
    """An hour with a plant like member 0."""
    found = Tracker(read_design("reference"), members=6, seed=3)

    def readings(time: float) -> dict[str, Reading]:
        true = found.ensemble.instruments[0].read()
        return {name: Reading(name, value, time, Quality.GOOD) for name, value in true.items()}

    found.start(readings(EPOCH), EPOCH)
    for minute in range(1, 61):
        found.step(readings(EPOCH + 60.0 * minute), EPOCH + 60.0 * minute)
    return found


def test_documents_have_the_keys_of_the_interfaces(tracker: Tracker) -> None:
    documents = tracker.documents()
    assert set(documents) >= {"kpi", "estimate", "balance", "forecast"}
    kpi, forecast, estimate = documents["kpi"], documents["forecast"], documents["estimate"]
    assert kpi["window_h"] == pytest.approx(1.0)
    assert kpi["values"][NAME].keys() >= {"value", "unit", "p10", "p90", "quality", "reason"}
    assert kpi["values"][NAME]["value"] == pytest.approx(30.0, rel=0.05)
    assert "1.0 h" in kpi["values"][NAME]["reason"]
    assert forecast.keys() >= {"issued", "issued_iso", "horizon_h", "window_h", "members", "targets", "scenario",
                               "design_hash", "model_hash"}  # fmt: skip
    assert set(forecast["targets"]) == {NAME, "licl_recovery", "hcl_recovery"}
    for target in forecast["targets"].values():
        assert len(target["times"]) == len(target["p10"]) == len(target["p50"]) == len(target["p90"]) == 48
        assert all(a <= b <= c for a, b, c in zip(target["p10"], target["p50"], target["p90"], strict=True))
    assert forecast["targets"][NAME]["times"][-1] == pytest.approx(forecast["issued"] + 86400.0)
    assert estimate["parameters"]["electrolysis.E-301A.current_efficiency"]["observable"] is True
    assert estimate["parameters"]["hcl.absorption"]["observable"] is False
    assert {one["name"] for one in documents["balance"]["Li"]} >= {"feed", "product"}
    json.dumps(documents, allow_nan=False)


def test_members_stand_where_they_stood_after_a_forecast_and_say_the_same_again(tracker: Tracker) -> None:
    ensemble = tracker.ensemble
    before = [plant.snapshot() for plant in ensemble.everyone]
    values = ensemble.levers.values()
    first = run_ahead(ensemble, tracker.history, tracker.reader, horizon=4 * 3600.0)
    assert all(equal(plant.snapshot(), one) for plant, one in zip(ensemble.everyone, before, strict=True))
    assert np.array_equal(ensemble.levers.values(), values)
    again = run_ahead(ensemble, tracker.history, tracker.reader, horizon=4 * 3600.0)
    assert np.array_equal(first.values[NAME], again.values[NAME], equal_nan=True)


def test_a_known_load_is_in_the_forecast(tracker: Tracker) -> None:
    now = tracker.ensemble.plants[0].time
    as_it_is = run_ahead(tracker.ensemble, tracker.history, tracker.reader)
    plan = [Planned(now + 1800.0, now + 90000.0, 0.7)]
    reduced = run_ahead(tracker.ensemble, tracker.history, tracker.reader, plan=plan)
    assert np.median(reduced.values[NAME][-1]) < 0.8 * np.median(as_it_is.values[NAME][-1])


def test_widening_learns_how_far_observations_fall_outside() -> None:
    widening, one = Widening(), np.array([1.0])
    for hour in range(FEWEST):
        widening.learn(NAME, 8.0, issued=3600.0 * hour, low=0.9, high=1.1, observed=1.3)
    low, middle, high = widening.widened(NAME, [8 * 3600.0], 0.0, 0.9 * one, one, 1.1 * one)
    assert high[0] == pytest.approx(1.3)
    assert middle[0] == 1.0 and 0.9 <= low[0] <= 1.0
    fresh = Widening().widened(NAME, [8 * 3600.0], 0.0, 0.9 * one, one, 1.1 * one)
    assert [float(part[0]) for part in fresh] == pytest.approx([0.9, 1.0, 1.1])


def test_a_widened_side_holds_nine_of_ten_observations() -> None:
    widening, one, random = Widening(), np.array([1.0]), np.random.default_rng(5)
    outside = random.permutation((np.arange(300) + 0.5) / 300.0)  # above P90 by 0 to 1, evenly
    for hour, amount in enumerate(outside):
        widening.learn(NAME, 8.0, issued=3600.0 * hour, low=0.9, high=1.1, observed=1.1 + amount)
    high = widening.widened(NAME, [8 * 3600.0], 0.0, 0.9 * one, one, 1.1 * one)[2][0]
    assert high == pytest.approx(1.1 + 0.9, abs=0.01)
    assert np.mean(1.1 + outside <= high) == pytest.approx(0.9, abs=0.01)


def test_members_are_stretched_so_that_they_match_the_widened_band() -> None:
    members = np.linspace(0.0, 10.0, 41)
    found = stretched(members, (np.array([-3.0]), np.array([5.0]), np.array([9.5])))
    assert np.percentile(found, (10, 50, 90)) == pytest.approx([-3.0, 5.0, 9.5])


def test_fair_crps_is_that_of_its_definition() -> None:
    members, observed = np.array([1.0, 2.0, 4.0]), 2.5
    spread = np.abs(members[:, None] - members).sum() / (2 * 3 * 2)
    assert fair_crps(members, observed) == pytest.approx(np.abs(members - observed).mean() - spread)


def test_a_sharp_right_forecast_beats_persistence_when_something_changes() -> None:
    scorer = Scorer(Widening())
    times = [1800.0 * (n + 1) for n in range(48)]
    values = {name: np.tile(np.linspace(0.9, 1.1, 21), (48, 1)) for name in (NAME, "licl_recovery", "hcl_recovery")}
    ahead = Ahead(0.0, times, values, {name: np.full(48, 1.5) for name in values})
    scorer.expect(ahead, lambda _: dict.fromkeys(values, 2.0))
    assert not scorer.observe(600.0, lambda _: dict.fromkeys(values, 1.0))
    assert scorer.observe(8 * 3600.0, lambda _: dict.fromkeys(values, 1.0))
    entry = scorer.document(0.0)["targets"][NAME]["8"]
    assert entry["n"] == 1 and entry["coverage_p10_p90"] == 1.0
    assert entry["skill_persistence"] > 0.9 and entry["skill_open_loop"] > 0.8
    assert entry["skill_yesterday"] is None or math.isfinite(entry["skill_yesterday"])


def habit_of(loads: list[float], *, hours_each: float) -> LoadHabit:
    """What is known after a plant has held these loads for so many hours each."""
    habit = LoadHabit(0.35)
    for share in loads:
        for _ in range(round(hours_each * 60)):
            habit.notice(share, 60.0)
    return habit


def test_a_plant_whose_load_never_changes_is_expected_to_change_it_less_and_less() -> None:
    fresh, quiet = LoadHabit(0.35), habit_of([1.0], hours_each=72.0)
    assert fresh.rate * DAY == pytest.approx(1.0)
    assert quiet.rate * DAY == pytest.approx(0.25, rel=0.01)
    busy = habit_of([1.0, 0.8] * 12, hours_each=6.0)
    assert busy.changes == 23
    assert busy.rate * DAY == pytest.approx(24.0 / 7.0, rel=0.02)


def test_unannounced_loads_come_at_the_learnt_rate_and_mostly_to_levels_that_were_seen() -> None:
    habit, random = habit_of([1.0, 0.8] * 12, hours_each=6.0), np.random.default_rng(1)
    draws = [habit.draw(0.0, DAY, 1.0, random) for _ in range(400)]
    assert np.mean([len(one) for one in draws]) == pytest.approx(24.0 / 7.0, rel=0.1)
    shares = np.array([share for one in draws for _, share in one])
    assert shares.min() >= 0.35 and shares.max() <= 1.0
    assert np.mean(np.isin(shares, (0.8, 1.0))) > 0.75
    assert all(0.0 < time < DAY for one in draws for time, _ in one)


def test_where_a_load_is_planned_no_member_meets_another() -> None:
    habit, random = habit_of([1.0, 0.8] * 50, hours_each=1.0), np.random.default_rng(2)
    plan = [Planned(6 * 3600.0, 18 * 3600.0, 0.7)]
    for _ in range(50):
        found = steps(plan, habit, now=0.0, end=DAY, share=1.0, random=random)
        within = [share for time, share in found if 6 * 3600.0 <= time < 18 * 3600.0]
        assert within == [0.7]
        assert [time for time, _ in found] == sorted(time for time, _ in found)
    assert steps(plan, None, now=7 * 3600.0, end=DAY, share=1.0, random=random) == [(7 * 3600.0, 0.7)]
    assert steps([Planned(-9.0, 0.0, 0.5)], None, now=0.0, end=DAY, share=1.0, random=random) == []


def test_chance_begins_at_the_load_that_stands_before_a_plan_and_at_the_planned_one_after_it() -> None:
    """From part load half of what nobody has seen goes to full load; from full load nothing does."""
    habit, random = LoadHabit(0.35), np.random.default_rng(4)

    def to_full(share: float, planned: float) -> tuple[float, float]:
        plan, first = [Planned(4 * DAY, 5 * DAY, planned)], list[tuple[list[float], list[float]]]()
        for _ in range(400):
            found = steps(plan, habit, now=0.0, end=9 * DAY, share=share, random=random)
            first.append(([load for time, load in found if time < 4 * DAY][:1],
                          [load for time, load in found if time > 5 * DAY][:1]))  # fmt: skip
        before, after = ([load for one in first for load in one[side]] for side in (0, 1))
        return float(np.mean(np.equal(before, 1.0))), float(np.mean(np.equal(after, 1.0)))

    assert to_full(0.6, 1.0) == (pytest.approx(0.5, abs=0.1), 0.0)
    assert to_full(1.0, 0.6) == (0.0, pytest.approx(0.5, abs=0.1))


def test_the_document_says_how_much_of_the_load_was_planned(tracker: Tracker) -> None:
    at = tracker.ensemble.time
    unplanned = tracker._forecast()
    assert unplanned["scenario"] == "load not planned" and unplanned["load"]["planned_until"] is None
    assert unplanned["load"]["unannounced"]["changes_seen"] == 0
    tracker.plan = [Planned(at - 60.0, at + 12 * 3600.0, 0.9)]
    half = tracker._forecast()
    assert half["scenario"] == "load planned for 50%" and half["load"]["planned_share"] == pytest.approx(0.5)
    tracker.plan = [Planned(at - 60.0, at + 48 * 3600.0, 0.9)]
    assert tracker._forecast()["scenario"] == "load as planned"
    tracker.plan = ()


def test_what_was_scored_is_learnt_again_from_the_documents_in_the_store() -> None:
    first = Scorer(Widening(), epoch=EPOCH)
    times = [1800.0 * (n + 1) for n in range(48)]
    for hour in range(FEWEST + 4):
        values = {name: np.tile(np.linspace(0.9, 1.1, 21), (48, 1)) for name in TARGETS}
        start = 3600.0 * hour
        ahead = Ahead(start, [start + time for time in times], values, {name: np.full(48, 1.5) for name in values})
        first.expect(ahead, lambda _: dict.fromkeys(TARGETS, 1.0))
        first.observe(start, lambda _: dict.fromkeys(TARGETS, 1.3))
    document = json.loads(json.dumps(plain(outcomes_document(0.0, first.taken()))))
    second = Scorer(Widening(), epoch=EPOCH + 5.0)
    second.recall(outcomes_of([document]))
    assert second.document(0.0) == first.document(0.0)
    one = np.array([1.0])
    high = [each.widening.widened(NAME, [3600.0], 0.0, 0.9 * one, one, 1.1 * one)[2][0] for each in (first, second)]
    assert high[0] == high[1] > 1.29
    assert second.widening.said() == first.widening.said()


def test_forecasts_issued_minutes_apart_count_once() -> None:
    widening = Widening()
    for minute in range(0, 600, 5):
        widening.learn(NAME, 8.0, issued=60.0 * minute, low=0.9, high=1.1, observed=1.3)
    assert widening.said() == {"observations": {NAME: 10}}
