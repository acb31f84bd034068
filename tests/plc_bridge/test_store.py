"""The store keeps what it acknowledged, through kills, late data, damage and a second writer."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from plc_bridge.historian import Sample
from plc_bridge.sqlite_historian import FILE, open_store
from twin.errors import StoreError
from twin.signals import Quality

HOUR = 3600.0


def sample(tag: str, time: float, value: float, seq: int, quality: Quality = Quality.GOOD, reason: str = "") -> Sample:
    return Sample(tag, value, value / 10, quality, reason, time, time + 0.1, time + 0.25, "live", seq, 0)


def test_samples_come_back_as_they_went_in(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    bad = sample("B", 2.0, math.nan, 3, Quality.BAD, "not a number")._replace(status=0x80000000, raw=-math.inf)
    kept = [sample("A", 1.0, 5.0, 1), sample("A", 2.0, 6.0, 2), bad]
    assert store.append(kept) == 1
    assert store.read("A", 1.0, 2.0) == kept[:1]
    assert store.read("A", 0.0, 9.0) == kept[:2]
    assert repr(store.read("B", 0.0, 9.0)) == repr([bad])
    assert repr(store.latest()) == repr({"A": kept[1], "B": bad})
    assert store.last_seq() == 3
    assert store.read("C", 0.0, 9.0) == []
    store.close()


def test_late_and_repeated_samples_are_ordered_and_counted_once_also_when_compacted(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    for _ in range(2):
        store.append([sample("A", 10.0, 1.0, 1), sample("A", 30.0, 3.0, 2)])
        store.append([sample("A", 20.0, 2.0, 3), sample("B", 20.0, 9.0, 4)])
    before = store.read_all(0.0, 99.0)
    store.compact()
    store.append([sample("A", 15.0, 1.5, 5)])
    assert [s.value for s in store.read("A", 0.0, 99.0)] == [1.0, 1.5, 2.0, 3.0]
    assert [s for s in store.read_all(0.0, 99.0) if s.seq < 5] == before
    assert store.latest()["A"].value == 3.0
    store.close()


def test_a_reader_sees_what_is_committed_while_the_writer_writes(tmp_path: Path):
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path, writer=False)
    writer = open_store(tmp_path, writer=True)
    reader = open_store(tmp_path, writer=False)
    writer.append([sample("A", 1.0, 5.0, 1)])
    writer.put("kpi", 7.0, {"values": {"a": 1}})
    writer.put_tags([{"tag": "B"}, {"tag": "A", "unit": "kA"}])
    assert reader.latest()["A"].value == 5.0
    assert reader.last("kpi") == (7.0, {"values": {"a": 1}})
    assert reader.last("score") is None
    assert reader.tags() == [{"tag": "B"}, {"tag": "A", "unit": "kA"}]
    with pytest.raises(StoreError):
        reader.append([sample("A", 2.0, 5.0, 2)])
    writer.close()
    assert len(reader.read("A", 0.0, 9.0)) == 1
    reader.close()


def test_a_second_writer_is_refused_and_the_right_to_write_returns(tmp_path: Path):
    first = open_store(tmp_path, writer=True)
    with pytest.raises(StoreError, match="already writes"):
        open_store(tmp_path, writer=True)
    first.close()
    open_store(tmp_path, writer=True).close()


def test_documents_are_ordered_and_never_changed(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    for at, n in ((2.0, 1), (1.0, 2), (2.0, 3)):
        store.put("forecast", at, {"n": n})
    assert store.last("forecast") == (2.0, {"n": 3})
    assert [body["n"] for _, body in store.series("forecast", 1.0, 2.5)] == [2, 1, 3]
    with pytest.raises(StoreError, match="never changed"), store._sense():
        store._db.execute("UPDATE document SET body = '{}'")
    store.close()


def test_a_batch_that_cannot_be_kept_leaves_nothing_behind(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    with pytest.raises(StoreError, match="finite source time"):
        store.append([sample("A", 1.0, 5.0, 1), sample("NEW", math.nan, 5.0, 2)])
    store.append([sample("NEW", 3.0, 5.0, 3)])
    assert [s.tag for s in store.read_all(0.0, 9.0)] == ["NEW"]
    store.close()


def test_a_folder_that_cannot_be_used_is_one_clear_error(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="not a folder"):
        open_store(tmp_path / "file", writer=True)
    with pytest.raises(StoreError, match="data folder"):
        open_store(tmp_path / "file" / "below", writer=True)
    with pytest.raises(StoreError, match="cannot be used"):
        open_store("/proc/litwin", writer=True)


@pytest.mark.parametrize("writer", [True, False])
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, writer: bool):
    store = open_store(tmp_path, writer=True)
    store.append([sample("A", 1.0, 5.0, 1)])
    store.close()
    held = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(held[:100] + b"this was a database" * 500)
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path, writer=writer)


KILLED = """
import sys
import plc_bridge.sqlite_historian
from plc_bridge.sqlite_historian import open_store
from plc_bridge.historian import Sample
from twin.signals import Quality
plc_bridge.sqlite_historian.TAIL_BATCHES = 50
store = open_store(sys.argv[1], writer=True)
seq = store.last_seq()
while True:
    rest = (1.0, 1.0, Quality.GOOD, "", float(seq), 0.0, 0.0, "live")
    store.append([Sample(f"T{k}", *rest, seq + k + 1, 0) for k in range(50)])
    seq += 50
    print(seq, flush=True)
"""


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path):
    acknowledged = 0
    for lines in (3, 80, 20):
        program = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            said = [int(child.stdout.readline()) for _ in range(lines)]
            child.kill()
            said += [int(line) for line in child.stdout.read().splitlines() if line]
        acknowledged = said[-1]
        store = open_store(tmp_path, writer=True)
        seqs = [s.seq for s in store.read_all(-1.0, 1e12)]
        assert seqs == list(range(1, len(seqs) + 1))
        assert len(seqs) in (acknowledged, acknowledged + 50)
        assert store.last_seq() == store.latest()["T49"].seq == len(seqs)
        store.close()


def test_stats_count_values_span_and_gaps(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    assert store.stats()["values"] == 0
    store.append([sample("A", 10.0, 1.0, 1), sample("B", 30.0, 3.0, 2)])
    store.put("event", 20.0, {"at": 20.0, "kind": "gap", "text": "no data"})
    found = store.stats()
    assert (found["tags"], found["values"], found["first"], found["last"]) == (2, 2, 10.0, 30.0)
    assert [gap["text"] for gap in found["gaps"]] == ["no data"]
    assert found["bytes"] > 0
    store.close()


def test_what_is_no_json_is_neither_kept_nor_read_as_if_it_were(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    with pytest.raises(StoreError, match="finite numbers only"):
        store.put("kpi", 1.0, {"a": math.nan})
    assert store.series("kpi", 0.0, 9.0) == []
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("INSERT INTO document (kind, at, body) VALUES ('kpi', 2.0, '{broken')")
    with pytest.raises(StoreError, match="damaged"):
        store.last("kpi")
    with pytest.raises(StoreError, match="damaged"):
        store.series("kpi", 0.0, 9.0)
    store.close()


def test_a_number_beyond_the_file_is_refused_in_one_line_and_nothing_of_its_batch_is_kept(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    with pytest.raises(StoreError, match=r"too large.*seq below 2\*\*63"):
        store.append([sample("A", 1.0, 5.0, 1), sample("A", 2.0, 5.0, 2**70)])
    assert store.read_all(0.0, 9.0) == [] and store.last_seq() == 0
    store.close()


def test_the_greatest_seq_ever_kept_counts_also_when_a_later_batch_is_lower(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    store.append([sample("A", 1.0, 5.0, 41)])
    store.append([sample("A", 2.0, 6.0, 7)])
    assert store.last_seq() == 41
    store.close()


def test_of_two_samples_of_one_time_the_later_made_is_the_newest_in_whichever_order_they_come(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    store.append([sample("A", 1.0, 6.0, 2)])
    store.append([sample("A", 1.0, 5.0, 1)])
    assert store.latest()["A"].value == 6.0
    store.append([sample("A", 1.0, 7.0, 3)])
    assert store.latest()["A"].value == 7.0
    store.close()
