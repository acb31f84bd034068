"""Verbs about a data folder: which window it holds, and a folder that belongs to another plant."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from dashboards.cli import main
from dashboards.verbs import up
from flowsheets.loader import read_design
from plc_bridge.soft_plc.state_file import save_state
from plc_bridge.sqlite_historian import open_store
from tests.dashboards.sample_store import kpi
from twin.errors import DesignError
from twin.plant import Plant

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("window", "said"),
    [("8", "Write '8 h'"), ("8h", "one window, the last 24 h"), ("8 kg", "'1 h'")],
)
def test_a_window_that_the_store_does_not_hold_is_told_plainly(
    tmp_path: Path, capsys: Capture, window: str, said: str
) -> None:
    store, now = open_store(tmp_path, writer=True), time.time()
    store.put("kpi", now, kpi(now, random.Random(1)) | {"window_h": 24.067})
    store.close()
    assert main(["kpi", "--data", str(tmp_path)]) == 0
    assert main(["kpi", "--data", str(tmp_path), "--window", "24h"]) == 0
    capsys.readouterr()
    assert main(["kpi", "--data", str(tmp_path), "--window", window]) == 3
    assert said in capsys.readouterr().err


def test_up_refuses_the_folder_of_another_plant_before_it_writes(tmp_path: Path) -> None:
    design = read_design("reference")
    save_state(tmp_path / up.STATE, Plant(design).snapshot(), {"seed": 1})
    before = sorted(tmp_path.iterdir())
    plan = up.Plan(
        flowsheet="reference", speed=1.0, seed=2, data=tmp_path, opc_port=4840, page_port=8501, past=48.0,
        tracking=True, load=None,
    )  # fmt: skip
    with pytest.raises(DesignError, match=r"--seed 1; give that seed, or .* another folder with --data"):
        up.check_folder(plan, design.hash)
    with pytest.raises(DesignError, match=r"another flowsheet; .* another folder with --data"):
        up.check_folder(plan, read_design("recycled").hash)
    assert sorted(tmp_path.iterdir()) == before
