"""Whose file the store is: a foreign, newer, other or empty file is told apart before anything is written to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboards.cli import main
from plc_bridge.historian import Sample
from plc_bridge.sqlite_historian import APPLICATION_ID, FILE, SCHEMA_VERSION, open_store
from twin.errors import StoreError
from twin.signals import Quality

ONE = Sample("A", 1.0, 1.0, Quality.GOOD, "", 5.0, 5.0, 5.0, "live", 1, 0)


def pragma(folder: Path, name: str, value: int | None = None) -> int:
    link = sqlite3.connect(folder / FILE)
    try:
        if value is not None:
            link.execute(f"PRAGMA {name} = {value}")
        return int(link.execute(f"PRAGMA {name}").fetchone()[0])
    finally:
        link.close()


def of_another_program(folder: Path) -> None:
    link = sqlite3.connect(folder / FILE)
    link.execute("CREATE TABLE bookmarks (url TEXT)")
    link.commit()
    link.close()


def of_another_program_by_its_mark(folder: Path) -> None:
    pragma(folder, "application_id", 252006674)


def of_a_newer_litwin(folder: Path) -> None:
    open_store(folder, writer=True).close()
    pragma(folder, "user_version", SCHEMA_VERSION + 1)


def no_sqlite(folder: Path) -> None:
    (folder / FILE).write_text("source_time;tag;value\n" * 500)


def shorter_than_a_header(folder: Path) -> None:
    (folder / FILE).write_bytes(b"SQLite")


def emptied_beside_its_log(folder: Path) -> None:
    (folder / FILE).touch()
    (folder / f"{FILE}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(60))


WRONG: list[tuple[Callable[[Path], None], str]] = [
    (of_another_program, "another program (tables bookmarks)"),
    (of_another_program_by_its_mark, "another program"),
    (of_a_newer_litwin, f"newer litwin (store version {SCHEMA_VERSION + 1})"),
    (no_sqlite, "not an SQLite file"),
    (shorter_than_a_header, "not an SQLite file"),
    (emptied_beside_its_log, "its log"),
]


@pytest.mark.parametrize(("make", "told"), WRONG, ids=lambda one: getattr(one, "__name__", ""))
def test_a_file_that_is_no_store_of_ours_is_refused_in_one_line_and_left_as_it_is(
    make: Callable[[Path], None], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.glob(f"{FILE}*")}
    config = tmp_path / "plant.yaml"
    config.write_text("servers:\n  - {name: plant, url: opc.tcp://127.0.0.1:1}\n")
    for words in (["live", "--config", str(config)], ["kpi"], ["history", "stats"], ["health"]):
        assert main([*words, "--data", str(tmp_path)]) == 3
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"litwin: {tmp_path / FILE}: ")
        assert err.count("\n") == 1
        assert told in err and "Allowed: " in err and "--data" in err
    after = {file.name: file.read_bytes() for file in tmp_path.glob(f"{FILE}*")}
    assert {name: after.get(name) for name in before} == before


def test_an_empty_file_left_by_a_crash_is_taken_over(tmp_path: Path):
    (tmp_path / FILE).touch()
    with pytest.raises(StoreError, match="still empty"):
        open_store(tmp_path, writer=False)
    store = open_store(tmp_path, writer=True)
    store.append([ONE])
    store.close()
    reader = open_store(tmp_path, writer=False)
    assert reader.read("A", 0.0, 9.0) == [ONE]
    reader.close()


def test_a_start_that_was_killed_before_the_tables_were_there_is_taken_up(tmp_path: Path):
    link = sqlite3.connect(tmp_path / FILE)
    link.execute("PRAGMA journal_mode = WAL")  # as far as the killed start had come
    link.close()
    assert (tmp_path / FILE).stat().st_size > 0
    store = open_store(tmp_path, writer=True)
    store.append([ONE])
    assert store.latest() == {"A": ONE}
    store.close()


def test_the_file_says_whose_it_is_and_one_of_before_that_is_taken_over_with_all_it_holds(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    store.append([ONE])
    store.close()
    assert pragma(tmp_path, "application_id") == APPLICATION_ID
    pragma(tmp_path, "application_id", 0)
    pragma(tmp_path, "user_version", 1)
    reader = open_store(tmp_path, writer=False)
    assert reader.latest() == {"A": ONE}
    reader.close()
    open_store(tmp_path, writer=True).close()
    assert (pragma(tmp_path, "application_id"), pragma(tmp_path, "user_version")) == (APPLICATION_ID, SCHEMA_VERSION)
    reader = open_store(tmp_path, writer=False)
    assert reader.read("A", 0.0, 9.0) == [ONE]
    reader.close()
