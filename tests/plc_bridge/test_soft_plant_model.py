"""The soft plant has effects that the twin lacks, survives a restart, and lets happen what a scenario says."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flowsheets.loader import read_design
from plc_bridge.soft_plc.hidden import Hidden
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.past import record_past
from plc_bridge.soft_plc.plant import SoftPlant
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.scenario import Event, known_to, read_scenario
from plc_bridge.soft_plc.state_file import HIDDEN, SNAPSHOT, load_state
from plc_bridge.tag_map import reference_tag_map
from twin.design import Design
from twin.errors import DesignError, StoreError
from twin.operations import crew
from twin.plant import Plant

MAP = reference_tag_map()
BEGAN = 1.8e9


@pytest.fixture(scope="module")
def design() -> Design:
    return read_design("reference")


@pytest.fixture(scope="module")
def young(design: Design, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """State of a plant at the start of its clock: others begin from it quickly."""
    path = tmp_path_factory.mktemp("plant") / "state"
    SoftPlant(design, MAP, seed=1, epoch=BEGAN, staff=crew).save(path)
    return path


def plant_of(design: Design, young: Path, *events: Event) -> SoftPlant:
    return SoftPlant(design, MAP, seed=1, epoch=0.0, staff=crew, events=events, state=young)


def shown(plant: SoftPlant, tag: str) -> float:
    row = MAP.by_tag[tag]
    return row.from_si(plant.read()[row.feeds])


def test_hidden_parameters_lie_near_the_design_and_differ_by_seed(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    values = plant.hidden.values()
    for letter in "ABC":
        assert abs(values[f"electrolyser {letter} current efficiency"] - design.electrolysis.current_efficiency) <= 0.01
        assert values[f"electrolyser {letter} membrane resistance"] == pytest.approx(
            design.electrolysis.R_membrane, rel=0.05
        )
    assert len({values[f"electrolyser {letter} current efficiency"] for letter in "ABC"}) == 3
    assert np.std(plant.hidden.scatter[0]) == pytest.approx(0.03 * design.electrolysis.R_membrane, rel=0.5)
    assert set(known_to(design, MAP).parameters) == set(values)


def test_hidden_parameters_wander_but_stay_near(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    parameter = plant.hidden.find("electrolyser A current efficiency")
    walks = []
    for _ in range(3000):
        plant.hidden.step(3600.0)
        walks.append(parameter.walk)
    assert 0.7 * parameter.walk_size < np.std(walks) < 1.3 * parameter.walk_size


def test_a_restarted_plant_goes_on_exactly_where_it_was(design: Design, young: Path, tmp_path: Path) -> None:
    plant = plant_of(design, young)
    plant.advance(plant.time + 1800.0)
    plant.save(tmp_path / "state")
    again = SoftPlant(design, MAP, seed=1, epoch=0.0, staff=crew, state=tmp_path / "state")
    assert again.time == plant.time
    for one in (plant, again):
        one.advance(one.time + 7200.0)
        one.advance(one.time + 5.0)
    assert again.read() == plant.read()


def test_a_damaged_or_foreign_state_is_one_clear_error(design: Design, young: Path, tmp_path: Path) -> None:
    whole = young.read_bytes()
    cut = tmp_path / "cut"
    for content in (b"", b"not a state", whole[: len(whole) // 2], whole[:-30] + b"x" * 30):
        cut.write_bytes(content)
        with pytest.raises(DesignError, match="damaged"):
            load_state(cut)
    with pytest.raises(DesignError, match="--seed 1"):
        SoftPlant(design, MAP, seed=2, epoch=0.0, staff=crew, state=young)
    other = dataclasses.replace(design, plant=dataclasses.replace(design.plant, handling_loss=0.006))
    with pytest.raises(DesignError, match="another flowsheet"):
        SoftPlant(other, MAP, seed=1, epoch=0.0, staff=crew, state=young)
    with pytest.raises(StoreError, match="cannot be written"):
        plant_of(design, young).save(tmp_path / "no such folder" / "state")


def with_hidden(path: Path, young: Path, hidden: Any) -> Path:
    """A state file in which something else is hidden."""
    with zipfile.ZipFile(young) as whole, zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr(SNAPSHOT, whole.read(SNAPSHOT))
        bundle.writestr(HIDDEN, json.dumps(hidden))
    return path


def test_a_state_in_which_something_hidden_is_missing_is_one_clear_error(
    design: Design, young: Path, tmp_path: Path
) -> None:
    hidden = load_state(young)[1]
    for what in ([], "text", {}, {"version": 2}):
        with pytest.raises(DesignError, match=r"wrong: (a state of version None|is no state).*remove it"):
            load_state(with_hidden(tmp_path / "wrong", young, what))
    changes: list[dict[str, Any]] = [
        {"epoch": math.nan}, {"anchor": [1.0]}, {"hidden": []}, {"zones": {}}, {"lots": {}}, {"random": "x"},
        {"headers": {"pressure": {}, "blocked": {}}}, {"sensors": 1}, {"acting": {"I-10": "soon"}}, {"first": []},
    ]  # fmt: skip
    for change in changes:
        state = with_hidden(tmp_path / "wrong", young, hidden | change)
        with pytest.raises(DesignError, match=r"wrong: is no state of a soft plant, or damaged"):
            SoftPlant(design, MAP, seed=1, epoch=0.0, staff=crew, state=state)


def test_what_a_kill_during_a_save_leaves_is_written_over(design: Design, young: Path, tmp_path: Path) -> None:
    plant = plant_of(design, young)
    (tmp_path / ".state.draft").write_text("half a sta")
    plant.save(tmp_path / "state")
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
    assert load_state(tmp_path / "state")[0].time == plant.plant.time


def test_a_hidden_loss_of_efficiency_shows_in_the_product_of_its_electrolyser_only(design: Design, young: Path) -> None:
    change = Event(at=0.0, kind="parameter", target="electrolyser B current efficiency", what="by", amount=-0.02)
    plant, other = plant_of(design, young, change), plant_of(design, young)
    for one in (plant, other):
        one.advance(one.time + 6 * 3600.0)
    lost = {k: shown(plant, f"DT-358{k}") - shown(other, f"DT-358{k}") for k in "ABC"}
    made = {k: shown(plant, f"FT-357{k}") - shown(other, f"FT-357{k}") for k in "ABC"}
    assert made["B"] < -10.0 and abs(made["A"]) < 3.0 and abs(made["C"]) < 3.0
    assert all(abs(value) < 3.0 for value in lost.values())  # strength is controlled by the water


def test_a_blocked_header_trips_all_rectifiers_with_its_first_out_cause(design: Design, young: Path) -> None:
    plant = plant_of(design, young, Event(at=10.0, kind="blocked", target="chlorine", lasts=4.0))
    for _ in range(30):
        plant.advance(plant.time + 1.0)
    assert [shown(plant, f"IT-310{k}") for k in "ABC"] == [0.0, 0.0, 0.0]
    causes = {shown(plant, f"XI-352{k}") for k in "ABC"}
    assert causes in ({10.0}, {12.0})  # the difference to hydrogen, or the chlorine itself: whichever is first
    assert [shown(plant, f"XS-351{k}") for k in "ABC"] != [5.0, 5.0, 5.0]
    plant.advance(plant.time + 6 * 3600.0)
    assert shown(plant, "IT-310A") > 1.0  # reset and loaded again
    assert shown(plant, "XI-352A") == 0.0


def test_an_analyser_that_is_out_shows_nothing(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    plant.advance(plant.time + 60.0)
    assert 0.0 < shown(plant, "AT-319") < 5.0
    plant.plant.follow("oxygen analyser", "out", since=plant.plant.time)
    assert math.isnan(shown(plant, "AT-319"))
    plant.plant.follow("oxygen analyser", "there", since=plant.plant.time)
    assert 0.0 < shown(plant, "AT-319") < 5.0


def test_planned_works_trip_nothing_and_lie_months_ahead(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    turnaround = plant.plant.procedures["turnaround"]
    assert turnaround.memory["due"] > 150 * 86400.0
    turnaround.memory["due"] = plant.plant.time + 60.0
    plant.plant.follow("turnaround", "production", since=plant.plant.time)
    plant.plant.resume("turnaround")
    plant.advance(plant.time + 2 * 3600.0)
    assert [shown(plant, f"IT-310{k}") for k in "ABC"] == [0.0, 0.0, 0.0]
    assert [shown(plant, f"XI-352{k}") for k in "ABC"] == [0.0, 0.0, 0.0]
    assert shown(plant, "HS-350") == 0.0


def test_a_burner_trip_blows_the_header_up_but_not_over_the_trip(design: Design, young: Path) -> None:
    plant = plant_of(design, young, Event(at=5.0, kind="trip", target="burner", lasts=60.0))
    pressures = []
    for _ in range(20):
        plant.advance(plant.time + 1.0)
        pressures.append(shown(plant, "PT-315"))
    assert 25.0 < max(pressures) < 60.0
    assert shown(plant, "BS-504A") == 0.0 and shown(plant, "XS-550") == 7.0
    assert shown(plant, "IT-310A") > 1.0


def test_sensors_lie_for_as_long_as_they_are_told_to(design: Design, young: Path) -> None:
    plant = plant_of(
        design, young,
        Event(at=0.0, kind="sensor", target="FT-552", what="bias", amount=35.0, lasts=600.0),
        Event(at=0.0, kind="sensor", target="DT-308", what="drift", amount=1.0),
        Event(at=0.0, kind="sensor", target="LT-161", what="stuck", amount=1.0),
    )  # fmt: skip
    true = plant_of(design, young)
    for seconds in (60.0, 540.0, 3000.0):
        for one in (plant, true):
            one.advance(one.time + seconds)
        if seconds == 540.0:
            standing = shown(plant, "LT-161")
    plant.advance(plant.time + 60.0)
    true.advance(true.time + 60.0)
    assert shown(plant, "FT-552") == pytest.approx(shown(true, "FT-552"))
    assert shown(plant, "DT-308") - shown(true, "DT-308") == pytest.approx(3660.0 / 3600.0, rel=1e-6)
    assert shown(plant, "LT-161") == standing != shown(true, "LT-161")


def test_a_pinhole_shows_in_its_element_and_in_the_gas(design: Design, young: Path) -> None:
    plant = plant_of(design, young, Event(at=0.0, kind="pinhole", target="E-301A-07"))
    plant.advance(plant.time + 60.0)
    others = [shown(plant, f"ET-312A-{n:02d}") for n in range(1, 31) if n != 7]
    assert shown(plant, "ET-312A-07") < np.mean(others) - 0.03
    assert shown(plant, "AT-318") > 0.5


def test_the_past_is_written_down_each_minute(design: Design, young: Path) -> None:
    plant, instruments = plant_of(design, young), Instruments(read_points(MAP), 1)
    recording = record_past(plant, instruments, until=plant.time + 6 * 3600.0)
    assert len(recording.times) == 361
    assert set(recording.tags) == set(MAP.by_tag)
    assert np.diff(recording.times) == pytest.approx(60.0)


GOOD = """events:
  - {at: 2 h, parameter: electrolyser B current efficiency, by: -0.02}
  - {at: 30 min, trip: burner, for: 10 min}
  - {at: 1 h, sensor: FT-552, bias: 35, for: 2 h}
  - {at: 3 h, pinhole: E-301A-07}
"""


def test_a_scenario_is_read_in_the_order_of_time(design: Design, tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text(GOOD)
    events = read_scenario(file, known_to(design, MAP))
    assert [event.at for event in events] == [1800.0, 3600.0, 7200.0, 10800.0]
    assert events[0] == Event(at=1800.0, kind="trip", target="burner", lasts=600.0)
    assert events[2].amount == -0.02


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{at: 2 h, parameter: electrolyser B curent efficiency, by: -0.02}", "did you mean 'electrolyser B current"),
        ("{at: 2 h, parameter: resin capacity}", "exactly one of"),
        ("{at: 2, trip: burner}", "at: got 2"),
        ("{at: -2 h, trip: burner}", "from 0 on"),
        ("{at: 2 h, trip: buner}", "did you mean 'burner'"),
        ("{at: 2 h, sensor: FT-552, bais: 3}", "unknown key 'bais'"),
        ("{at: 2 h, sensor: FT-552, bias: .nan}", "finite"),
        ("{at: 2 h}", "an event has one of"),
        ("just words", "an event is a mapping"),
    ],
)
def test_a_wrong_scenario_is_told_with_line_and_caret(design: Design, tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text(f"events:\n  - {line}\n")
    with pytest.raises(DesignError, match=told) as error:
        read_scenario(file, known_to(design, MAP))
    assert f"{file}:2:" in str(error.value) and "^" in str(error.value)
    file.write_text("events: [\n")
    with pytest.raises(DesignError, match="not YAML"):
        read_scenario(file, known_to(design, MAP))


def test_the_line_given_to_a_plant_is_not_touched(design: Design, young: Path) -> None:
    before = copy.deepcopy(design.electrolysis)
    plant_of(design, young).advance(BEGAN + 600.0)
    assert design.electrolysis == before


def test_every_plant_leaks_a_little_and_none_gives_anything_back(design: Design) -> None:
    drawn = []
    for seed in range(25):
        hidden = Hidden(Plant(design), np.random.default_rng(seed)).values()
        drawn.append([hidden["hydrogen lost"], hidden["air into the stripper"]])
    assert np.min(drawn) > 0.0
    assert np.median(drawn, axis=0) == pytest.approx([2e-4, 1.4e-4], rel=0.5)
    assert (np.max(drawn, axis=0) > 1.5 * np.median(drawn, axis=0)).all()
