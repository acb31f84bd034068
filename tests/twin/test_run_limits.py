"""What is told of a run: vessels that stood full or dry for long, a lasting surplus of water, traces known at rest."""

from __future__ import annotations

import re

import pytest

from flowsheets.loader import read_design
from tests.twin.staffed import HOUR, reference, tables
from twin.kpi import Figure
from twin.plant import Plant
from twin.run_limits import RunLimits, known_at_rest

MADE_UP = Figure(80.0, "kg/h")


def told_after(vessel: str, share: float, *, hours: int) -> list[str]:
    """Sentences after so many hours, with a vessel's content times `share` again and again."""
    plant = Plant(reference(), tables=tables())
    watch = RunLimits(plant)
    for _ in range(hours):
        plant.run_hours(1.0)
        row = plant.builder.at[vessel]
        held = plant.line.vessels.now[row].copy()
        plant.line.vessels.now[row] = share * held
        plant.refresh()
        watch.note()
        plant.line.vessels.now[row] = held
    return watch.exceeded(MADE_UP)


def test_a_vessel_that_stands_full_or_dry_for_more_than_an_hour_in_all_is_named():
    assert told_after("T-203", 2.0, hours=3) == ["over the run: T-203 stood above 100 % level for 3 h in all."]
    assert told_after("T-601", 0.01, hours=2) == ["over the run: T-601 stood dry, below 2% level, for 2 h in all."]


def test_an_hour_is_not_yet_told_and_a_plant_that_stands_well_is_not_named():
    assert told_after("T-203", 2.0, hours=1) == []
    assert told_after("T-203", 1.0, hours=3) == []


@pytest.mark.parametrize(("mean", "words"), [(-25.0, "surplus 25 kg/h in the mean"), (-0.5, ""), (None, "")])
def test_only_a_mean_surplus_of_water_is_told(mean: float | None, words: str):
    watch = RunLimits(Plant(reference(), tables=tables()))
    assert words in " ".join(watch.exceeded(Figure(mean, "kg/h")))
    assert bool(watch.exceeded(Figure(mean, "kg/h"))) == bool(words)


def test_traces_are_told_of_a_plant_with_its_crew_from_its_rest():
    assert known_at_rest(reference()) == []
    (told,) = known_at_rest(read_design("recycled"))
    assert re.match(r"at rest: T-203: 6\.\d+ mg/L F in polished brine", told)


def test_watching_reads_only():
    plant = Plant(reference(), tables=tables())
    plant.run(HOUR)
    before = plant.snapshot().state_sha256
    RunLimits(plant).note()
    assert plant.snapshot().state_sha256 == before
