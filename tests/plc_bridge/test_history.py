"""What the command line tells about a data folder."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest

from dashboards.verbs.health import run
from plc_bridge.historian import Sample
from plc_bridge.history import CSV_HEAD, health, read_csv, stats
from plc_bridge.sqlite_historian import open_store
from twin.errors import DesignError, StoreError
from twin.signals import Quality


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store, now = open_store(tmp_path, writer=True), time.time()
    good = Sample("IT-310A", 10_000.0, 10.0, Quality.GOOD, "", 1.7e9, 1.7e9, now - 5, "live", 1, 0)
    bad = good._replace(value=math.nan, quality=Quality.BAD, reason="above 16 kA", source_time=1.7e9 + 0.5, seq=2)
    store.append([good, bad, good._replace(tag="TT-106", seq=3)])
    word = {"at": now - 30, "servers": {"plant": {}}, "tags": {}, "tag": {"LT-107": {"quality": "none"}}}
    store.put("health", 1.7e9, word)
    store.close()
    return tmp_path


def test_read_prints_csv_and_a_bad_value_prints_none(folder: Path):
    assert list(read_csv(folder, "IT-310A", 0, 2e9)) == [
        CSV_HEAD,
        "2023-11-14T22:13:20.000+00:00,10000.0,good,live,1",
        "2023-11-14T22:13:20.500+00:00,,bad,live,2",
    ]
    with pytest.raises(DesignError, match="Did you mean 'IT-310A'"):
        read_csv(folder, "IT-310", 0, 2e9)


def test_health_joins_the_bridges_word_with_the_newest_samples(folder: Path):
    found = health(folder)
    assert found["tags"] == {"total": 3, "none": 1, "bad": 1, "good": 1}
    assert found["tag"]["IT-310A"]["reason"] == "above 16 kA"
    assert found["tag"]["TT-106"]["kept_s_ago"] == pytest.approx(5, abs=3)
    assert found["reported_s_ago"] == pytest.approx(30, abs=3)


def test_stats_of_a_folder_and_of_none(folder: Path, tmp_path: Path):
    assert stats(folder)["values"] == 3
    with pytest.raises(StoreError, match="no store"):
        stats(tmp_path / "elsewhere")


def test_a_tag_in_small_letters_is_proposed_as_it_is_written(folder: Path):
    with pytest.raises(DesignError, match="Did you mean 'IT-310A'"):
        read_csv(folder, "it-310a", 0.0, math.inf)
    with pytest.raises(DesignError, match="litwin health --json"):
        read_csv(folder, "NOPE", 0.0, math.inf)


@pytest.mark.parametrize(("state", "quality"), [("stopped", "stale"), ("live", "good")])
def test_tags_of_a_service_that_stopped_are_stale_and_their_ages_go_on(folder: Path, state: str, quality: str):
    store, now = open_store(folder, writer=True), time.time()
    store.put_tags([{"tag": "TT-106", "stale_after_s": 3.0}])
    store.put("health", 1.7e9 + 1, {"at": now - 4, "servers": {}, "tag": {"TT-106": {"quality": "good", "age_s": 0.4}}})
    store.put("service", now - 2, {"state": state})
    store.close()
    found = health(folder)
    assert found["tag"]["TT-106"]["quality"] == quality
    assert found["tag"]["TT-106"]["age_s"] == pytest.approx(4.4, abs=3)
    assert found["service"]["ended"] is (state == "stopped")


def test_the_first_line_of_health_says_that_the_service_stopped(folder: Path):
    store = open_store(folder, writer=True)
    store.put("service", time.time() - 420.0, {"state": "stopped"})
    store.close()
    assert run(data=folder).text.startswith("The live service stopped 7 min ago")
