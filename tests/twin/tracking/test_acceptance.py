"""The twin follows the plant, not itself: soft plants with hidden parameters and crews against the twin, at speed.

The long version, days with forecasts each hour, is tests/benchmarks/bench_tracking.py.
"""

from __future__ import annotations

import pytest

from flowsheets.loader import read_design
from plc_bridge.soft_plc.scenario import Event
from tests.twin.tracking.hidden_plant import EPOCH, HOUR, loss_of_efficiency
from tests.twin.tracking.match import Match

DESIGN = read_design("reference")
LOST_AT = 6.0


@pytest.mark.parametrize(("seed", "letter"), [(1, "B"), (2, "C"), (3, "A")])
def test_a_hidden_loss_of_two_points_is_found_within_four_hours_and_in_no_other(seed: int, letter: str) -> None:
    match = Match(DESIGN, seed, events=[loss_of_efficiency(letter, 0.02, at_hours=LOST_AT)], raster=120.0, members=30)
    match.play(LOST_AT + 4.0)
    told = match.efficiency_events()
    assert [event["unit"] for event in told] == [f"E-301{letter}"]
    assert LOST_AT < (told[0]["at"] - EPOCH) / HOUR <= LOST_AT + 4.0
    assert told[0]["to"] < told[0]["from"]
    assert 0.60 <= match.coverage() <= 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_eight_hour_forecast_beats_persistence_through_an_unannounced_load_change_and_a_trip(seed: int) -> None:
    trip = Event(at=4.5 * HOUR, kind="trip", target="burner", lasts=1800.0)
    loads = [(11.0, 0.8)]
    match = Match(DESIGN, seed, events=[trip], loads=loads, raster=600.0, forecast_each=2.0, members=30, horizon=8.0)
    match.play(22.0)
    for name in ("throughput_t_per_d", "hcl_recovery"):
        entry = match.scorer.document(0.0)["targets"][name]["8"]
        assert entry["n"] >= 6
        assert entry["crps"] < entry["crps_persistence"]
