"""Machine code that is damaged on disk, or that the disk does not take, costs a compilation and nothing else."""

import logging

import numpy as np
import pytest

from twin.engine import compiled as door
from twin.engine.compiled import compiled, machine_code


@compiled
def doubled(values):
    values[0] *= 2.0


@compiled
def halved(values):
    values[0] /= 2.0


def run(kernel, number=3.0):
    values = np.array([number])
    machine_code(kernel, values)(values)
    return values[0]


@pytest.fixture
def restart(tmp_path, monkeypatch):
    """Begin as a process that has compiled nothing yet, with a cache of its own."""
    monkeypatch.setenv("LITWIN_CACHE", str(tmp_path / "cache"))

    def forget():
        monkeypatch.setattr(door, "_folders", {})
        monkeypatch.setattr(door, "_dispatchers", {})

    forget()
    return forget


@pytest.fixture
def compilations():
    said = []
    door.on_compile(said.append)
    yield said
    door.on_compile(None)


@pytest.mark.parametrize(("what", "share"), [("*.nbc", 0.5), ("*.nbc", 0.0), ("*.nbi", 0.5), ("*.nbi", 0.0)])
def test_damaged_machine_code_is_compiled_once_more_and_kept(tmp_path, restart, compilations, caplog, what, share):
    assert run(doubled) == 6.0
    (file,) = tmp_path.rglob(what)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    restart()
    compilations.clear()
    with caplog.at_level(logging.WARNING):
        assert run(doubled) == 6.0
    assert len(compilations) == 1
    assert len(caplog.records) == 1
    assert "is damaged" in caplog.text and "compiled once more" in caplog.text
    restart()
    assert run(doubled) == 6.0
    assert len(compilations) == 1 and len(caplog.records) == 1


def test_a_full_disk_is_told_in_one_line_and_the_compiled_code_runs(tmp_path, restart, compilations, caplog):
    limits = pytest.importorskip("resource")
    kept = limits.getrlimit(limits.RLIMIT_FSIZE)
    with caplog.at_level(logging.WARNING):
        limits.setrlimit(limits.RLIMIT_FSIZE, (64, kept[1]))  # no file may grow beyond 64 bytes
        try:
            assert run(doubled) == 6.0
        finally:
            limits.setrlimit(limits.RLIMIT_FSIZE, kept)
        assert run(halved) == 1.5
    assert len(caplog.records) == 1
    assert f"cannot be kept in {tmp_path}" in caplog.text and "Make room there" in caplog.text
    assert len(compilations) == 2
    assert not list(tmp_path.rglob("*.nbc"))


def test_where_nothing_can_be_kept_at_all_each_kernel_still_runs(restart, monkeypatch, tmp_path):
    limits = pytest.importorskip("resource")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (64, kept[1]))
    try:
        assert (run(doubled), run(halved)) == (6.0, 1.5)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, kept)
