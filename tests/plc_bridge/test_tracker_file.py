"""A restart goes on where the twin stood, bit for bit, or says why it cannot; what forecasts were worth is not lost."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flowsheets.loader import read_design
from plc_bridge.following import SAVE_EACH, Following, plain
from plc_bridge.sqlite_historian import open_store
from plc_bridge.tracker_file import keep, recover
from tests.plc_bridge.test_following import BEGAN, MAP, Notebook, fill
from tests.twin.tracking.hidden_plant import HiddenPlant
from twin.engine.runner import equal
from twin.errors import StoreError
from twin.signals import Reading
from twin.tracker import Tracker

IDENTITY = {"design": "abc", "members": "4"}
Minute = tuple[dict[str, Reading], float]


@pytest.fixture(scope="module")
def minutes() -> list[Minute]:
    """Two hours of a plant with a crew and hidden parameters."""
    plant, found = HiddenPlant(read_design("reference"), 7), list[Minute]()
    for _ in range(121):
        plant.run(60.0)
        found.append((plant.readings(), plant.time))
    return found


def told(tracker: Tracker, minutes: list[Minute]) -> list[str]:
    """Every document of these minutes as text."""
    found = []
    for readings, time in minutes:
        tracker.step(readings, time)
        found.append(json.dumps(plain(tracker.documents(ahead=round(time) % 1800 == 0))))
    return found


def test_a_tracker_from_the_file_says_bit_for_bit_what_the_unbroken_one_says(
    tmp_path: Path, minutes: list[Minute]
) -> None:
    unbroken = Tracker(read_design("reference"), members=4, seed=3)
    unbroken.start(*minutes[0])
    told(unbroken, minutes[1:70])
    keep(tmp_path / "twin", unbroken.identity, unbroken.as_data())
    again = Tracker(read_design("reference"), members=4, seed=3)
    again.restore(recover(tmp_path / "twin", again.identity))
    assert told(again, minutes[70:]) == told(unbroken, minutes[70:])
    for one, other in zip(again.ensemble.everyone, unbroken.ensemble.everyone, strict=True):
        assert equal(one.snapshot(), other.snapshot())
    assert np.array_equal(again.ensemble.levers.values(), unbroken.ensemble.levers.values())


def test_arrays_and_plain_values_come_back_as_they_were(tmp_path: Path) -> None:
    rest = [{"c": np.arange(3)}, None, -math.inf, "text", 2**90]
    tree: dict[str, Any] = {"a": np.array([[1.0, math.nan]]), "b": rest}
    keep(tmp_path / "twin", IDENTITY, tree)
    found = recover(tmp_path / "twin", IDENTITY)
    assert np.array_equal(found["a"], tree["a"], equal_nan=True)
    assert found["b"][0]["c"].tolist() == [0, 1, 2] and found["b"][1:] == [None, -math.inf, "text", 2**90]


def _cut(content: bytes) -> bytes:
    return content[:-40]


def _flipped(content: bytes) -> bytes:
    return content[:-50] + bytes([content[-50] ^ 1]) + content[-49:]


def _headless(content: bytes) -> bytes:
    return content[:17] + b"\n" + content[17:]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(_cut, "checksum"), (_flipped, "checksum"), (_headless, "head"), (lambda _: b"", "format")],
)
def test_a_file_that_is_not_whole_is_refused_with_the_reason(tmp_path: Path, spoil: Any, why: str) -> None:
    path = tmp_path / "twin"
    keep(path, IDENTITY, {"a": np.arange(100.0)})
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(StoreError, match=why):
        recover(path, IDENTITY)


def test_a_file_of_another_design_is_refused_by_name(tmp_path: Path) -> None:
    keep(tmp_path / "twin", IDENTITY, {})
    with pytest.raises(StoreError, match="it is of design abc, and this is design xyz"):
        recover(tmp_path / "twin", {**IDENTITY, "design": "xyz"})


def test_a_restart_does_only_the_minutes_since_the_file_was_written(tmp_path: Path) -> None:
    store, said = open_store(tmp_path, writer=True), list[str]()
    fill(store, BEGAN, BEGAN + 600.0)

    def run(now: float) -> Notebook:
        notebook = Notebook()
        following = Following(store, MAP, notebook, memory=tmp_path / "twin", say=said.append)
        following.go_on(now, lambda: False, lambda _: None)
        following.save()
        return notebook

    first = run(BEGAN + 600.0)
    fill(store, BEGAN + 600.0, BEGAN + 720.0)
    second = run(BEGAN + 720.0)
    assert not second.started and [time for time, _ in second.steps] == [BEGAN + 660.0, BEGAN + 720.0]
    assert second.remembered == first.as_data()
    assert said == ["the twin goes on from where it stood 2 min ago."]
    content = (tmp_path / "twin").read_bytes()
    (tmp_path / "twin").write_bytes(content[:-1])
    third = run(BEGAN + 720.0)
    assert third.started == [BEGAN] and len(third.steps) == 12
    assert len(said) == 2 and "twin is not used: its content" in said[1] and "\n" not in said[1]
    store.close()


def test_where_the_twin_stands_is_kept_each_half_hour_without_being_asked(tmp_path: Path) -> None:
    store, kept = open_store(tmp_path, writer=True), list[float]()
    fill(store, BEGAN, BEGAN + 4000.0)
    following = Following(store, MAP, Notebook(), memory=tmp_path / "twin", say=print)
    for now in (600.0, 420.0 + SAVE_EACH - 60.0, 420.0 + SAVE_EACH):  # the first that is live is 420
        following.go_on(BEGAN + now, lambda: False, lambda _: None)
        kept.append(recover(tmp_path / "twin", {"kind": "notebook"})["following"]["time"] - BEGAN)
    assert kept == [420.0, 420.0, 420.0 + SAVE_EACH]
    store.close()


def test_a_file_from_before_the_span_that_is_worked_through_is_not_used(tmp_path: Path) -> None:
    store, said = open_store(tmp_path, writer=True), list[str]()
    fill(store, BEGAN, BEGAN + 5400.0)
    first = Following(store, MAP, Notebook(), span=1800.0, memory=tmp_path / "twin", say=said.append)
    first.go_on(BEGAN + 600.0, lambda: False, lambda _: None)
    first.save()
    notebook = Notebook()
    Following(store, MAP, notebook, span=1800.0, memory=tmp_path / "twin", say=said.append).go_on(
        BEGAN + 5400.0, lambda: False, lambda _: None
    )
    assert notebook.started == [BEGAN + 3600.0] and notebook.remembered is None
    assert "it is 1 h old" in said[0]
    store.close()


def test_a_file_that_is_newer_than_the_store_is_not_used(tmp_path: Path) -> None:
    store, said = open_store(tmp_path / "full", writer=True), list[str]()
    fill(store, BEGAN, BEGAN + 1200.0)
    following = Following(store, MAP, Notebook(), memory=tmp_path / "twin", say=said.append)
    following.go_on(BEGAN + 1200.0, lambda: False, lambda _: None)
    following.save()
    store.close()
    store = open_store(tmp_path / "restored", writer=True)
    fill(store, BEGAN, BEGAN + 600.0)
    notebook = Notebook()
    Following(store, MAP, notebook, memory=tmp_path / "twin", say=said.append).go_on(
        BEGAN + 600.0, lambda: False, lambda _: None
    )
    assert notebook.started == [BEGAN] and "the store ends before" in said[0]
    store.close()


def test_outcomes_in_the_store_reach_a_follower_that_begins_anew(tmp_path: Path) -> None:
    store, notebook = open_store(tmp_path, writer=True), Notebook()
    fill(store, BEGAN, BEGAN + 300.0)
    store.put("outcome", BEGAN - 3600.0, {"at": BEGAN - 3600.0, "rows": [["x", 8, 1.0]]})
    Following(store, MAP, notebook).go_on(BEGAN + 300.0, lambda: False, lambda _: None)
    assert notebook.recalled == [{"at": BEGAN - 3600.0, "rows": [["x", 8, 1.0]]}]
    store.close()
