"""Verbs about a data folder: which window it holds, and a folder that belongs to another plant."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from dashboards.cli import main
from dashboards.verbs import up
from flowsheets.loader import read_design
from plc_bridge.soft_plc.state_file import save_state
from plc_bridge.sqlite_historian import open_store
from tests.dashboards.sample_store import kpi, lot_body
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


def test_lots_are_told_with_verdict_and_parents(tmp_path: Path, capsys: Capture) -> None:
    store, now = open_store(tmp_path, writer=True), time.time()
    store.put("lot", now, lot_body(now, 7))
    store.put("packing", now, lot_body(now, 8) | {"items": {}, "fails": {}, "parents": {}, "recycled_share": None})
    store.close()
    assert main(["lots", "--data", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "22.0 t" in lines[1] and "56.76 wt%" in lines[1] and "meets it" in lines[1]
    assert "Li2CO3 lot 9 55%" in lines[1]
    assert "being packed" in lines[2] and "n/a" in lines[2]
    assert main(["lots", "--data", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [told["lots"][0]["lot"], told["packing"]["lot"]] == [7, 8]


def test_a_store_without_lots_says_who_makes_them(tmp_path: Path, capsys: Capture) -> None:
    open_store(tmp_path, writer=True).close()
    assert main(["lots", "--data", str(tmp_path)]) == 3
    assert "no lots yet; `litwin live` or `litwin up`" in capsys.readouterr().err


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
