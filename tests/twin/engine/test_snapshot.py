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
from twin.engine.runner import equal
from twin.engine.snapshot import Snapshot
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


def test_a_file_of_another_version_is_refused(tmp_path):
    path = tmp_path / "old.npz"
    toy_runner().snapshot().save(path)
    with np.load(path) as arrays:
        numbers = dict(arrays)
    about = json.loads(numbers["about"].tobytes()) | {"version": 0}
    numbers["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    np.savez(path, **numbers)
    with pytest.raises(DesignError, match="version 0"):
        Snapshot.load(path)
