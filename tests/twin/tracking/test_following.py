"""The twin takes modes from tags: phase, time spent, and what it makes of them when it goes on by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

from flowsheets.loader import read_design
from twin.engine.runner import equal
from twin.errors import DesignError
from twin.operations import crew
from twin.signals import Quality, Reading
from twin.tracker import Tracker
from twin.tracking.ensemble import Ensemble
from twin.tracking.inputs import column, let_go

EPOCH = 1_800_000_000.0
DESIGN = read_design("reference")


def shown(ensemble: Ensemble, *, time: float, **changed: tuple[float, float]) -> dict[str, Reading]:
    """What a plant like member 0 shows; `changed` gives value and source time by signal (dots as two underscores)."""
    found = {name: Reading(name, value, time, Quality.GOOD) for name, value in ensemble.instruments[0].read().items()}
    for word, (value, at) in changed.items():
        name = word.replace("__", ".").replace("_dash_", "-")
        found[name] = Reading(name, value, at, Quality.GOOD)
    return found


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    found = Ensemble(DESIGN, members=5, seed=2, staff=crew)
    found.start(shown(found, time=EPOCH, hcl__burner__mode=(1.0, EPOCH - 400.0)), EPOCH)
    return found


def test_a_phase_is_entered_as_of_the_source_time_of_its_tag(ensemble: Ensemble) -> None:
    for plant in ensemble.plants:
        burner = plant.procedures["burner"]
        assert (burner.phase, burner.following) == ("purge", True)
        assert burner.entered == pytest.approx(plant.time - 400.0)


def test_a_member_that_goes_on_by_itself_ends_the_phase_when_its_time_is_up(ensemble: Ensemble) -> None:
    plant = ensemble.plants[0]
    before = plant.snapshot()
    burner = plant.procedures["burner"]
    let_go(plant, plant.time)
    plant.run(before.time + 719.0 - 400.0)
    assert burner.phase == "purge"
    plant.run(before.time + 721.0 - 400.0)
    assert burner.phase != "purge"
    plant.rewind(before)
    assert equal(plant.snapshot(), before) and burner.following


def test_a_mode_change_happens_at_its_source_time_in_the_minute(ensemble: Ensemble) -> None:
    now = ensemble.time
    readings = shown(ensemble, time=now + 60.0, electrolysis__E_dash_301B__mode=(7.0, now + 17.0),
                     electrolysis__E_dash_301B__current=(0.0, now + 60.0))  # fmt: skip
    ensemble.step(readings, now + 60.0)
    for plant in ensemble.everyone:
        unit = plant.procedures["electrolyser B"]
        assert (unit.phase, unit.entered) == ("tripped", pytest.approx(now + 17.0 - ensemble.epoch))
        assert column(plant.line.electrolysis.now, "current")[1] == 0.0
        assert column(plant.line.electrolysis.now, "current")[0] > 1000.0


def test_an_overdue_random_end_is_drawn_anew_and_not_had_at_once(ensemble: Ensemble) -> None:
    plant = ensemble.plants[1]
    before = plant.snapshot()
    unit = plant.procedures["electrolyser A"]
    plant.follow("electrolyser A", "run", since=plant.time - 3600.0)
    unit.deadline, unit.memory["rectifier"] = plant.time - 1.0, plant.time - 1.0
    let_go(plant, plant.time)
    assert unit.deadline > plant.time and unit.memory["rectifier"] > plant.time
    plant.rewind(before)


def test_no_member_begins_a_turnaround_that_the_plant_does_not_show(ensemble: Ensemble) -> None:
    plant = ensemble.plants[1]
    before = plant.snapshot()
    procedure = plant.procedures["turnaround"]
    assert procedure.following
    procedure.memory["due"] = plant.time - 3600.0
    plant.follow("turnaround", "production", since=plant.time - 7200.0)
    let_go(plant, plant.time)
    plant.run_hours(3)
    assert procedure.phase == "production"
    assert column(plant.line.electrolysis.now, "current")[0] > 1000.0
    plant.rewind(before)


def test_a_load_that_was_nothing_comes_back_whole(ensemble: Ensemble) -> None:
    plant = ensemble.plants[1]
    before = plant.snapshot()
    for share in (1.0, 0.0, 1.0):
        ensemble.load.ask(plant, share)
    assert list(column(plant.line.electrolysis.commands, "target")) == pytest.approx(ensemble.load.full)
    plant.rewind(before)


def test_garbage_readings_leave_members_finite_and_are_left_out(ensemble: Ensemble) -> None:
    now = ensemble.time
    for minute, wrong in enumerate((math.nan, math.inf, 1e308, -1e308, 0.0)):
        at = now + 60.0 * (minute + 1)
        readings = shown(ensemble, time=at)
        for name in ("hcl.T-501.level", "electrolysis.E-301A.current", "electrolysis.E-301A.catholyte_density"):
            quality = Quality.BAD if minute == 4 else Quality.GOOD
            readings[name] = Reading(name, wrong, at, quality)
        analysis = ensemble.step(readings, at)
        assert not analysis.used[ensemble.panel.names.index("hcl.T-501.level")]
    for plant in ensemble.plants:
        assert np.isfinite(plant.memory.used("state")).all()
        assert column(plant.line.electrolysis.now, "current")[0] > 1000.0


def test_an_analysis_keeps_every_vessel_of_every_member_positive_and_neutral(ensemble: Ensemble) -> None:
    from twin.matter.components import CHARGE, LIQUID, OH  # noqa: PLC0415

    for plant in ensemble.plants:
        held = plant.line.vessels.now[:, :LIQUID]
        assert (np.delete(held, OH, axis=1) > -1e-3).all()
        carriers = np.abs(held) @ np.abs(np.array(CHARGE[:LIQUID], float))
        assert (np.abs(held @ np.array(CHARGE[:LIQUID], float)) <= 1e-9 * carriers + 1e-6).all()


def test_a_tracker_that_was_not_started_says_so() -> None:
    with pytest.raises(DesignError, match="start"):
        Tracker(DESIGN, members=3).step({}, EPOCH)


def test_a_tracker_without_readings_goes_on_with_its_model_and_says_that_it_knows_little() -> None:
    tracker = Tracker(DESIGN, members=4, seed=5)
    tracker.start({}, EPOCH)
    tracker.step({}, EPOCH + 60.0)
    tracker.step({}, EPOCH + 6 * 3600.0)
    kpi = tracker.documents()["kpi"]["values"]["throughput_t_per_d"]
    assert kpi["value"] == pytest.approx(30.0, rel=0.1)
    assert kpi["quality"] == "uncertain" and "0%" in kpi["reason"]
