"""Forecasts: where they start, what they know, how they are widened and scored."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from flowsheets.loader import read_design
from twin.engine.runner import equal
from twin.forecast.issue import Ahead, run_ahead
from twin.forecast.load import Planned
from twin.forecast.score import Scorer, fair_crps, stretched
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
