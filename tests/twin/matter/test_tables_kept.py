"""The cache of tables: found again, rebuilt when damaged, done without when nothing can be written."""

import logging

import numpy as np
import pytest

from twin.matter import table_store
from twin.matter.table_store import kept

SHAPES = {"table": (4,)}


class Counted:
    """A table whose building is counted."""

    built = 0

    def __call__(self):
        self.built += 1
        return {"table": np.arange(4.0)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LITWIN_CACHE", str(tmp_path))
    return tmp_path


def test_a_table_is_built_once_for_the_same_content(folder):
    build = Counted()
    first, second = kept("t", b"same", build, shapes=SHAPES), kept("t", b"same", build, shapes=SHAPES)
    assert build.built == 1
    assert np.array_equal(first["table"], second["table"])
    kept("t", b"other", build, shapes=SHAPES)
    assert build.built == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PK\x03\x04 half a file"])
def test_a_damaged_file_is_rebuilt(folder, damage):
    build = Counted()
    kept("t", b"same", build, shapes=SHAPES)
    (path,) = folder.glob("*.npz")
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    assert np.array_equal(kept("t", b"same", build, shapes=SHAPES)["table"], np.arange(4.0))
    assert build.built == 2
    kept("t", b"same", build, shapes=SHAPES)
    assert build.built == 2


def test_a_file_with_other_arrays_is_rebuilt(folder):
    build = Counted()
    kept("t", b"same", build, shapes=SHAPES)
    (path,) = folder.glob("*.npz")
    np.savez(path, table=np.full(4, np.nan))
    assert np.array_equal(kept("t", b"same", build, shapes=SHAPES)["table"], np.arange(4.0))
    np.savez(path, other=np.arange(4.0))
    assert np.array_equal(kept("t", b"same", build, shapes=SHAPES)["table"], np.arange(4.0))


def test_a_folder_that_cannot_be_written_costs_one_warning(tmp_path, monkeypatch, caplog):
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    monkeypatch.setenv("LITWIN_CACHE", str(blocked))
    with caplog.at_level(logging.WARNING):
        assert np.array_equal(kept("t", b"same", Counted(), shapes=SHAPES)["table"], np.arange(4.0))
    assert len(caplog.records) == 1
    assert "LITWIN_CACHE" in caplog.text


def test_no_part_of_a_file_is_left_when_writing_fails(folder, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(table_store.np, "savez", fail)
    kept("t", b"same", Counted(), shapes=SHAPES)
    assert list(folder.iterdir()) == []


def test_the_folder_follows_the_users_own_settings(monkeypatch, tmp_path):
    monkeypatch.delenv("LITWIN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert table_store.cache_folder() == tmp_path / "litwin"
