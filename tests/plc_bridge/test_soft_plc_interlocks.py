"""Rows in the scan of the soft PLC: they stop what they say while an instrument shows their cause, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowsheets.loader import read_design
from plc_bridge.soft_plc.headers import TAGS
from plc_bridge.soft_plc.plant import RESET, SoftPlant
from plc_bridge.soft_plc.scan import Scan
from plc_bridge.soft_plc.scenario import Event
from plc_bridge.tag_map import reference_tag_map
from tests.twin.points import LETTERS, works
from twin.control.cause_effect import SOFT_PLC, actions
from twin.control.interlocks import Interlock
from twin.design import Design
from twin.operations import crew

MAP = reference_tag_map()
ROWS = {name: one for name, one in actions(LETTERS).items() if one.acts == SOFT_PLC}
HEADERS = {f"I-{number}" for number in range(10, 16)}


@pytest.fixture(scope="module")
def design() -> Design:
    return read_design("reference")


@pytest.fixture(scope="module")
def young(design: Design, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """State of a plant at the start of its clock: others begin from it quickly."""
    path = tmp_path_factory.mktemp("plant") / "state"
    SoftPlant(design, MAP, seed=1, epoch=1.8e9, staff=crew).save(path)
    return path


def plant_of(design: Design, young: Path, *events: Event) -> SoftPlant:
    return SoftPlant(design, MAP, seed=1, epoch=0.0, staff=crew, events=events, state=young)


def run(plant: SoftPlant, seconds: float) -> None:
    """Beat by beat, as the PLC does."""
    end = plant.time + seconds
    while plant.time < end - 0.5:
        plant.advance(plant.time + 1.0)


def bias(design: Design, name: str, *, lasts: float) -> Event:
    """A sensor that shows the cause of a row for a time [s]."""
    plate, normal = design.interlock(ROWS[name].of), {"SI-856": 1.0}
    row = MAP.by_tag[plate.tags[0]]
    trip = row.from_si(plate.value)
    if plate.comparator == "=":
        amount = trip - normal[row.tag]
    else:
        amount = (row.high - row.low) * (-1.0 if plate.comparator == "<" else 1.0)
    return Event(at=0.0, kind="sensor", target=row.tag, what="bias", amount=amount, lasts=lasts)


def test_every_row_of_the_scan_looks_at_a_reading_that_the_plant_shows(design: Design, young: Path) -> None:
    scan, read = Scan(design, MAP), plant_of(design, young).read()
    looked = {row.action.name: row.signals for row in scan.rows}
    assert set(looked) | HEADERS == set(ROWS) == set(scan.actions)
    assert {name for names in looked.values() for name in names} <= set(read)
    assert {design.interlock(name).tags[0] for name in HEADERS} == set(TAGS)


@pytest.mark.parametrize("name", sorted(set(ROWS) - HEADERS))
def test_a_row_stops_what_it_says_when_its_instrument_shows_the_cause(design: Design, young: Path, name: str) -> None:
    delay, stops, share = design.interlock(ROWS[name].of).delay, ROWS[name].stops, ROWS[name].share
    plant = plant_of(design, young)
    run(plant, 3.0)
    assert [point for point in stops if not works(plant.plant, point, share)] == []
    plant = plant_of(design, young, bias(design, name, lasts=600.0))
    run(plant, delay + 4.0)
    assert name in plant.acting
    assert [point for point in stops if works(plant.plant, point, share)] == []


def test_a_cell_room_full_of_chlorine_stops_everything_until_it_is_gone_and_reset(design: Design, young: Path) -> None:
    plant = plant_of(design, young, bias(design, "I-23", lasts=60.0))
    run(plant, 70.0)
    assert not plant.plant.line.hcl.commands[0].lit
    assert plant.read()["electrolysis.E-301A.trip_cause"] == 99.0
    run(plant, 30.0)
    assert set(plant.first) == {"burner", *(f"electrolyser {one}" for one in LETTERS)}
    plant.advance(plant.time + RESET)
    assert plant.first == {} and plant.acting == {}
    plant.advance(plant.time + 12 * 3600.0)
    assert works(plant.plant, "electrolyser A", 0.0) and works(plant.plant, "burner", 0.0)


def test_four_pinholes_trip_on_hydrogen_in_chlorine_and_one_does_not(design: Design, young: Path) -> None:
    holes = [Event(at=0.0, kind="pinhole", target=f"E-301B-0{n}") for n in range(1, 5)]
    plant = plant_of(design, young, holes[0])
    run(plant, 30.0)
    assert plant.acting == {}
    plant = plant_of(design, young, *holes)
    run(plant, 30.0)
    row = plant.plant.procedures["I-17"]
    assert isinstance(row, Interlock) and row.memory["interlock"] == 1.0
    assert plant.read()["electrolysis.E-301B.trip_cause"] == 23.0  # an interlock of the line


def test_a_trip_by_hand_and_a_row_do_not_undo_each_other(design: Design, young: Path) -> None:
    trip = Event(at=20.0, kind="trip", target="burner", lasts=30.0)
    plant = plant_of(design, young, bias(design, "I-08", lasts=600.0), trip)
    run(plant, 40.0)
    assert set(plant.acting) == {"I-08", "trip of burner"}
    run(plant, 40.0)
    assert set(plant.acting) == {"I-08"}
    assert plant.plant.line.hcl.commands[0].permit == 0.0
    assert plant.first["burner"] == "I-08"


def test_an_electrolyser_without_current_is_not_tripped_for_its_recirculation(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    plant.plant.follow("electrolyser B", "isolated", since=plant.plant.time)
    run(plant, 30.0)
    assert plant.read()["electrolysis.E-301B.catholyte_recirculation_flow"] == 0.0
    assert plant.acting == {}


def test_an_element_of_high_resistance_trips_its_electrolyser(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    mean = plant.read()["electrolysis.E-301C.voltage"] / design.electrolysis.elements
    plant.hidden.scatter[2][11] += 4.5 / 3700.0 - mean / 3700.0
    plant.hidden.restore(plant.hidden.as_data())
    run(plant, 10.0)
    row = plant.plant.procedures["I-56"]
    assert isinstance(row, Interlock) and row.memory["interlock"] == 1.0
    assert not works(plant.plant, "electrolyser C", 0.0)
    assert works(plant.plant, "electrolyser A", 0.0)


def test_nothing_acts_in_a_quiet_quarter_of_an_hour(design: Design, young: Path) -> None:
    plant = plant_of(design, young)
    run(plant, 900.0)
    assert plant.acting == {}
