"""pH probes drift and are calibrated; lots of carbonate differ in size and are fed one after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.twin.staffed import DAY, HOUR, reference, run_until, staffed
from twin.instruments.instrumentation import Instrumentation


def test_a_probe_that_reads_high_makes_the_brine_sourer_while_it_shows_its_set_point() -> None:
    plant = staffed(seed=4)
    plant.run(3 * HOUR)
    second = plant.line.dissolution.probes[1]
    acid = []
    for second.drift in (0.0, 0.1):
        plant.run_hours(3)
        acid.append(-float(plant.line.dissolution.seen[0].alkalinity_second))
    assert acid[1] / acid[0] == pytest.approx(10.0**0.1, rel=0.02)
    assert Instrumentation(plant).read()["dissolution.R-101B.pH"] == pytest.approx(3.0, abs=0.03)


def test_every_week_a_probe_is_calibrated_by_day_and_its_loop_holds_its_output_for_half_an_hour() -> None:
    plant = staffed(seed=4)
    name, dissolution = "pH probe AIC-155", plant.line.dissolution
    probe = run_until(plant, name, "calibrate", hours=24 * 8)
    calendar = reference().calendar
    assert calendar.lab_from <= probe.entered % DAY < calendar.lab_to or probe.memory.get("outage")
    plant.refresh()
    flow = float(dissolution.seen[0].acid_trim)
    plant.run_hours(0.4)
    assert dissolution.probes[1].held == 1.0
    assert float(dissolution.seen[0].acid_trim) == pytest.approx(flow, rel=1e-3)
    run_until(plant, name, "measure", hours=1, step=0.01)
    assert probe.entered - plant.time <= 0.0
    assert (dissolution.probes[1].held, float(dissolution.probes[1].drift)) == (0.0, 0.0)
    assert probe.memory["calibration"] == 1.0


def test_a_probe_drifts_a_few_hundredths_a_week_either_way_and_is_calibrated_four_times_a_month() -> None:
    drifts, calibrations = [], 0.0
    for seed in (1, 2, 3):
        plant = staffed(seed=seed)
        for _ in range(8):
            plant.run(plant.time + 3.5 * DAY)
            drifts += [float(probe.drift) for probe in plant.line.dissolution.probes]
        calibrations += sum(plant.procedures[f"pH probe {tag}"].memory["calibration"] for tag in ("AIC-105", "AIC-155"))
    assert -0.3 < min(drifts) < 0.0 < max(drifts) < 0.3
    expected = 3 * 2 * 28 * (1.0 / 7.0 + 24.0 / 700.0)  # weekly, and at every failure
    assert 0.6 * expected < calibrations < 1.4 * expected


def test_after_what_was_there_each_lot_has_a_size_of_its_own_and_lasts_for_24_tonnes() -> None:
    plant = staffed(seed=4)
    lots, feed = plant.procedures["feed lots"], plant.line.dissolution.lots[0]
    held = lots.memory["next"]
    assert held == pytest.approx(138e3, rel=0.01)  # 24 and 96 t in the warehouse, 18 t in the silo
    sizes, ends = [float(feed.d50)], [held]
    for _ in range(12 * 24):
        plant.run_hours(1)
        if lots.memory["next"] != ends[-1]:
            sizes.append(float(feed.d50))
            ends.append(lots.memory["next"])
    assert sizes[0] == reference().dissolution.d50
    assert len(sizes) == len(set(sizes)) >= 7
    assert {round(b - a) for a, b in pairwise(ends)} == {24000}
    assert 5e-6 < min(sizes) < max(sizes) < 5e-4
