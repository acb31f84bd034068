"""One process at a time holds a lock, and a kill frees it; a refused plant or `up` touches nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboards.cli import main
from dashboards.verbs import up
from plc_bridge.lock_file import LockFile
from plc_bridge.soft_plc.state_file import hold_state
from plc_bridge.sqlite_historian import hold_write_lock, open_store
from twin.errors import StoreError

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from plc_bridge.lock_file import LockFile
held = LockFile(Path(sys.argv[1]), "busy")
print("held", flush=True)
sys.stdin.read()
"""


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def test_a_lock_is_held_by_one_process_until_it_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "a.lock"
    program = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=r"^busy$"):
            LockFile(file, "busy")
        other.kill()
        other.wait(30.0)
    LockFile(file, "busy").close()
    with LockFile(file, "busy"), pytest.raises(StoreError, match=r"^busy$"):
        LockFile(file, "busy")


def test_a_lock_that_cannot_be_taken_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").write_text("what?" * 300)
    with pytest.raises(StoreError, match=r"writer\.lock: cannot be locked .*Remove the file"):
        open_store(tmp_path, writer=True)
    with pytest.raises(StoreError, match="cannot be locked"):
        LockFile(tmp_path / "none" / "a.lock", "busy")


def test_a_second_up_in_a_folder_is_refused_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (up.CONFIG, up.STATE, up.RECORDING):
        (tmp_path / name).write_text(f"of the first: {name}")
    before = content(tmp_path)
    with up.hold_folder(tmp_path):
        assert main(["up", "--headless", "--data", str(tmp_path), "--port-base", "5000"]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{tmp_path}: another `litwin up` already runs in this data folder" in told
    assert "--data" in told
    assert content(tmp_path) == before


def test_up_is_refused_where_a_plant_runs_or_a_live_service_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "LEAVING", 0.1)
    with hold_state(tmp_path / up.STATE), pytest.raises(StoreError, match="another litwin process runs this plant"):
        up.hold_folder(tmp_path)
    with hold_write_lock(tmp_path), pytest.raises(StoreError, match="already writes to this store"):
        up.hold_folder(tmp_path)
    assert content(tmp_path) == {}
    up.hold_folder(tmp_path).close()


def test_a_second_plant_on_one_state_is_refused_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "plant.state"
    state.write_text("of the first")
    with hold_state(state):
        assert main(["plant", "--endpoint", "opc.tcp://127.0.0.1:5000", "--state", str(state)]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{state}: another litwin process runs this plant" in told
    assert content(tmp_path) == {"plant.state": b"of the first"}
