"""The twin gets each minute's readings from the store, after a restart too, and its documents are kept once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from plc_bridge.following import Following, plain
from plc_bridge.historian import Sample
from plc_bridge.sqlite_historian import SqliteHistorian, open_store
from plc_bridge.tag_map import reference_tag_map
from twin.signals import Quality, Reading

MAP = reference_tag_map()
BEGAN = 1.8e9 - 1.8e9 % 60
CURRENT, BEAT = "electrolysis.E-301A.current", "plant.controller.heartbeat"


class Notebook:
    """A follower that writes down what it is given."""

    def __init__(self) -> None:
        self.started: list[float] = []
        self.steps: list[tuple[float, Mapping[str, Reading]]] = []
        self.asked = self.ahead = 0
        self.remembered: Mapping[str, Any] | None = None
        self.recalled: list[Mapping[str, Any]] = []

    @property
    def identity(self) -> Mapping[str, str]:
        return {"kind": "notebook"}

    def as_data(self) -> Mapping[str, Any]:
        return {"steps": len(self.steps)}

    def restore(self, data: Mapping[str, Any]) -> None:
        self.remembered = data

    def recall(self, outcomes: Iterable[Mapping[str, Any]]) -> None:
        self.recalled = list(outcomes)

    def start(self, readings: Mapping[str, Reading], time: float) -> None:
        self.started.append(time)

    def step(self, readings: Mapping[str, Reading], time: float) -> None:
        self.steps.append((time, readings))

    def documents(self, *, ahead: bool = True) -> Mapping[str, Any]:
        self.asked += 1
        self.ahead += ahead
        return {"kpi": {"value": np.float64(1.0), "bad": math.nan}, "event": [{"at": self.steps[-1][0], "kind": "x"}]}


def fill(store: SqliteHistorian, start: float, end: float, step: float = 10.0) -> None:
    seq, samples = store.last_seq(), []
    for k in range(int((end - start) / step)):
        at = start + k * step
        for tag, value in (("XS-999", float(k)), ("IT-310A", 10_000.0 + k)):
            seq += 1
            samples.append(Sample(tag, value, value, Quality.GOOD, "", at, at, at, "live", seq, 0))
    store.append(samples)


def go(store: SqliteHistorian, notebook: Notebook, now: float) -> Following:
    following = Following(store, MAP, notebook)
    following.go_on(now, lambda: False, lambda _: None)
    return following


def test_every_minute_is_done_once_with_its_newest_readings(tmp_path: Path) -> None:
    store = open_store(tmp_path, writer=True)
    store.append([Sample("LAB-15", 1.0, 1.0, Quality.GOOD, "", BEGAN - 9e4, BEGAN, BEGAN, "live", 1, 0)])
    fill(store, BEGAN, BEGAN + 600.0)
    notebook = Notebook()
    go(store, notebook, BEGAN + 605.0)
    assert notebook.started == [BEGAN]
    assert [time for time, _ in notebook.steps] == [BEGAN + 60.0 * k for k in range(1, 11)]
    time, readings = notebook.steps[0]
    assert readings[CURRENT].time == time and readings[CURRENT].value == 10_006.0
    store.close()


def test_nothing_is_invented_in_a_gap(tmp_path: Path) -> None:
    store = open_store(tmp_path, writer=True)
    fill(store, BEGAN, BEGAN + 120.0)
    fill(store, BEGAN + 900.0, BEGAN + 960.0)
    notebook = Notebook()
    go(store, notebook, BEGAN + 960.0)
    in_gap = dict(notebook.steps)[BEGAN + 600.0][CURRENT]
    assert in_gap.time == BEGAN + 110.0 and in_gap.quality is Quality.STALE
    assert dict(notebook.steps)[BEGAN + 960.0][CURRENT].quality is Quality.GOOD
    store.close()


def test_a_restart_goes_through_the_store_again_and_keeps_nothing_twice(tmp_path: Path) -> None:
    store = open_store(tmp_path, writer=True)
    fill(store, BEGAN, BEGAN + 600.0)
    go(store, Notebook(), BEGAN + 600.0)
    kept = len(store.series("kpi", -math.inf, math.inf))
    again = Notebook()
    following = go(store, again, BEGAN + 600.0)
    assert again.started == [BEGAN] and len(again.steps) == 10
    assert len(store.series("kpi", -math.inf, math.inf)) == kept
    fill(store, BEGAN + 600.0, BEGAN + 720.0)
    following.go_on(BEGAN + 720.0, lambda: False, lambda _: None)
    assert len(again.steps) == 12
    assert len(store.series("kpi", -math.inf, math.inf)) == kept + 2
    assert store.last("kpi") == (BEGAN + 720.0, {"value": 1.0, "bad": None})
    store.close()


def test_far_behind_documents_are_rare(tmp_path: Path) -> None:
    store = open_store(tmp_path, writer=True)
    fill(store, BEGAN, BEGAN + 3 * 3600.0, step=30.0)
    notebook = Notebook()
    go(store, notebook, BEGAN + 3 * 3600.0)
    assert len(notebook.steps) == 180 and notebook.asked <= 11 and notebook.ahead <= 6
    store.close()


def test_an_empty_store_is_waited_for(tmp_path: Path) -> None:
    store = open_store(tmp_path, writer=True)
    notebook = Notebook()
    go(store, notebook, BEGAN)
    assert not notebook.started and not notebook.steps
    store.close()


def test_documents_are_plain_json() -> None:
    assert plain({"a": [np.int64(2), math.inf], 3: np.array([1.0])}) == {"a": [2, None], "3": [1.0]}
