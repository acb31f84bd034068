"""A copy of a running plant goes on bit for bit, in this process, from a file and in another process."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.twin.engine.toy_plant import toy_runner
from twin.engine.procedure import Memo
from twin.engine.runner import equal
from twin.engine.snapshot import Snapshot
from twin.engine.snapshot_check import MEMO
from twin.errors import DesignError, StoreError

ROOT = Path(__file__).resolve().parents[3]
DAY = 86400.0


def test_restored_runs_equal_the_original_bit_for_bit_at_random_times():
    chance = random.Random(4)
    original, rewound = toy_runner(), toy_runner()
    for _ in range(40):
        original.run(original.time + chance.choice([0.0, 1e-3, 100.0, 5000.0, 0.3 * DAY]) * chance.random())
        taken = original.snapshot()
        copies = [rewound, toy_runner(snapshot=taken)]
        rewound.rewind(taken)
        original.run(taken.time + 0.4 * DAY)
        for copy in copies:
            assert copy.time == taken.time
            copy.run(taken.time + 0.4 * DAY)
            assert equal(copy.snapshot(), original.snapshot())


def test_a_snapshot_of_a_restored_plant_is_the_snapshot():
    runner = toy_runner()
    runner.run(DAY)
    taken = runner.snapshot()
    runner.run(2 * DAY)
    runner.rewind(taken)
    assert equal(runner.snapshot(), taken)


def test_a_file_gives_back_the_snapshot(tmp_path):
    runner = toy_runner()
    runner.run(1.234 * DAY)
    taken = runner.snapshot()
    taken.save(tmp_path / "toy.npz")
    assert equal(Snapshot.load(tmp_path / "toy.npz"), taken)
    assert [path.name for path in tmp_path.iterdir()] == ["toy.npz"]


def test_another_process_goes_on_bit_for_bit(tmp_path):
    runner = toy_runner()
    runner.run(0.7 * DAY)
    runner.snapshot().save(tmp_path / "toy.npz")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from tests.twin.engine.toy_plant import toy_runner\n"
        "from twin.engine.snapshot import Snapshot\n"
        "runner = toy_runner(snapshot=Snapshot.load(Path(sys.argv[2])))\n"
        f"runner.run({3 * DAY})\n"
        "print(runner.snapshot().state_sha256)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), str(tmp_path / "toy.npz")],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    runner.run(3 * DAY)
    assert made.stdout.strip() == runner.snapshot().state_sha256


def test_a_snapshot_of_another_design_is_refused():
    taken = toy_runner().snapshot()
    with pytest.raises(DesignError, match="toy-2"):
        toy_runner(design="toy-2", snapshot=taken)
    with pytest.raises(DesignError, match="states"):
        toy_runner(pots=2, snapshot=taken)
    with pytest.raises(DesignError, match="version 9"):
        toy_runner(snapshot=replace(taken, version=9))


def test_a_file_that_is_no_snapshot_is_one_clear_error(tmp_path):
    good = tmp_path / "good.npz"
    toy_runner().snapshot().save(good)
    whole = good.read_bytes()
    for k, content in enumerate([b"", b"what?", whole[:200], whole[: len(whole) // 2], whole[:-30]]):
        bad = tmp_path / f"bad{k}.npz"
        bad.write_bytes(content)
        with pytest.raises(DesignError, match=rf"bad{k}\.npz: this is no snapshot"):
            Snapshot.load(bad)
    with pytest.raises(DesignError, match="cannot be read"):
        Snapshot.load(tmp_path / "none.npz")
    with pytest.raises(StoreError, match="cannot be written"):
        toy_runner().snapshot().save(tmp_path / "no" / "folder.npz")


def changed(path, source, arrays=None, **about):
    """A snapshot's file with other arrays, or with other words about them; None leaves a word out."""
    with np.load(source) as kept:
        numbers = dict(kept) | (arrays or {})
    words = json.loads(numbers["about"].tobytes()) | about
    words = {name: word for name, word in words.items() if word is not None}
    numbers["about"] = np.frombuffer(json.dumps(words).encode(), np.uint8)
    np.savez(path, **numbers)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.npz"
    toy_runner().snapshot().save(path)
    return path


def test_a_file_of_another_version_is_refused(tmp_path, good):
    changed(tmp_path / "old.npz", good, version=0)
    with pytest.raises(DesignError, match="version 0"):
        Snapshot.load(tmp_path / "old.npz")


POT = {
    "phase": "fill",
    "entered": 0.0,
    "deadline": 7200.0,
    "drawn": 1,
    "following": False,
    "memory": {},
    "on_entry": {},
}
DAMAGE = [
    ({"time": float("nan")}, "time is nan"),
    ({"time": "x"}, "time is 'x'"),
    ({"time": None}, "time is missing"),
    ({"seed": "a"}, "seed is 'a'"),
    ({"seed": 1.5}, "seed is 1.5"),
    ({"tolerance": -1}, "tolerance is -1"),
    ({"tolerance": 0.0}, "tolerance is 0.0"),
    ({"tolerance": float("inf")}, "tolerance is inf"),
    ({"design_hash": 1}, "design_hash is 1"),
    ({"memos": None}, "memos is missing"),
    ({"memos": {"pot 0": {"bogus": 1}}}, "what is said of 'pot 0' is"),
    ({"memos": {"pot 0": POT | {"deadline": float("nan")}}}, "deadline of 'pot 0' is nan"),
    ({"memos": {"pot 0": POT | {"drawn": -1}}}, "drawn of 'pot 0' is -1"),
    ({"memos": {"pot 0": POT | {"phase": 3}}}, "phase of 'pot 0' is 3"),
    ({"memos": {"pot 0": POT | {"memory": {"lots": "x"}}}}, "memory of 'pot 0'"),
    ({"resources": None}, "resources is missing"),
    ({"resources": {"pump": {"holders": "ghost", "queue": []}}}, "holders of 'pump' is 'ghost'"),
    ({"resources": {"pump": {"holders": []}}}, "queue of 'pump' is missing"),
    ({"arrays": {"state": np.full(21, np.nan)}}, "state holds what is not finite"),
    ({"arrays": {"step": np.full(2, np.nan)}}, "step holds what is not finite"),
    ({"arrays": {"step": np.zeros(2)}}, "the step to try next"),
    ({"arrays": {"step": np.zeros(0)}}, "the step to try next"),
    ({"arrays": {"command": np.zeros((3, 2))}}, "command has the shape"),
]


def test_every_part_of_a_memo_is_checked():
    assert tuple(MEMO) == Memo._fields


@pytest.mark.parametrize(("damage", "told"), DAMAGE)
def test_a_damaged_snapshot_is_told_with_what_is_allowed(tmp_path, good, damage, told):
    path = tmp_path / "damaged.npz"
    changed(path, good, **damage)
    with pytest.raises(DesignError) as fault:
        Snapshot.load(path)
    words = str(fault.value)
    assert words.startswith(f"{path}: this snapshot is damaged: {told}")
    assert "allowed: " in words and words.endswith("Take it again with `litwin simulate --snapshot`.")


def test_a_file_that_tells_of_something_else_is_refused(tmp_path, good):
    with np.load(good) as kept:
        numbers = dict(kept)
    for k, text in enumerate((b"[1, 2]", b"7", b"{}")):
        np.savez(tmp_path / f"{k}.npz", **{**numbers, "about": np.frombuffer(text, np.uint8)})
        with pytest.raises(DesignError, match="version None"):
            Snapshot.load(tmp_path / f"{k}.npz")


@pytest.mark.parametrize("size", [1, 5])
def test_a_step_of_another_length_is_refused_not_spread(size):
    taken = toy_runner().snapshot()
    with pytest.raises(DesignError, match=f"{size} steps for 2"):
        toy_runner(snapshot=replace(taken, step=np.full(size, 10.0)))


def test_names_that_the_plant_does_not_know_are_refused():
    taken = toy_runner().snapshot()
    for phase in ("nonsense", "start", "modes"):
        memos = {**taken.memos, "pot 0": taken.memos["pot 0"]._replace(phase=phase)}
        with pytest.raises(DesignError, match=f"'pot 0' is in the phase '{phase}'"):
            toy_runner(snapshot=replace(taken, memos=memos))
    for users in ({"holders": ["ghost"], "queue": []}, {"holders": [], "queue": ["ghost"]}):
        with pytest.raises(DesignError, match="'ghost' holds or awaits its 'pump'"):
            toy_runner(snapshot=replace(taken, resources={"pump": users}))
