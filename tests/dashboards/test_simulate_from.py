"""`litwin simulate --from`: a snapshot carries seed, tolerance and events; what contradicts it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboards.cli import main

Capture = pytest.CaptureFixture[str]
RUN = ("simulate", "reference", "--days")


def asked(capsys: Capture, *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: Capture, *words: str) -> str:
    assert main([*words]) == 3
    return " ".join(capsys.readouterr().err.split())


@pytest.fixture(scope="module")
def with_events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("snapshots") / "events.npz"
    assert main([*RUN, "0.3", "--seed", "7", "--tolerance", "1e-5", "--snapshot", str(kept), "--json"]) == 0
    return kept


@pytest.fixture(scope="module")
def without_events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("snapshots") / "none.npz"
    assert main([*RUN, "0.1", "--no-events", "--snapshot", str(kept), "--json"]) == 0
    return kept


def test_seed_tolerance_and_events_come_from_the_snapshot(capsys: Capture, with_events: Path) -> None:
    capsys.readouterr()
    plain = asked(capsys, *RUN, "0.2", "--from", str(with_events))
    said = asked(capsys, *RUN, "0.2", "--from", str(with_events), "--seed", "7", "--tolerance", "1e-5", "--events")
    assert plain["seed"] == 7
    assert plain["events"].keys() > {"trip", "batch"}
    assert plain["final_state_sha256"] == said["final_state_sha256"]


@pytest.mark.parametrize(("words", "said"), [
    (("--seed", "8"), "--seed 7"), (("--tolerance", "1e-4"), "--tolerance 1e-05"), (("--no-events",), "with events"),
])  # fmt: skip
def test_what_contradicts_the_snapshot_is_refused_with_the_way_out(
    capsys: Capture, with_events: Path, words: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    told = refused(capsys, *RUN, "0.2", "--from", str(with_events), *words)
    for part in (words[0], with_events.name, said, f"Leave {words[0]} out", "begin without --from"):
        assert part in told


def test_a_snapshot_without_events_goes_on_without_them_whatever_the_seed(
    capsys: Capture, without_events: Path
) -> None:
    capsys.readouterr()
    plain = asked(capsys, *RUN, "0.1", "--from", str(without_events))
    other = asked(capsys, *RUN, "0.1", "--from", str(without_events), "--seed", "8", "--no-events")
    assert plain["events"] == {"total": 0}
    assert plain["final_state_sha256"] == other["final_state_sha256"]
    assert "without events" in refused(capsys, *RUN, "0.1", "--from", str(without_events), "--events")


def test_a_snapshot_of_another_plant_is_refused_by_the_name_of_its_file(capsys: Capture, without_events: Path) -> None:
    capsys.readouterr()
    told = refused(capsys, *RUN, "0.1", "--from", str(without_events), "--set", "hcl.H2_excess=0.06")
    assert without_events.name in told
    assert "Use the flowsheet" in told


def test_a_run_cut_at_any_time_is_the_run_that_also_stops_there(capsys: Capture, tmp_path: Path) -> None:
    kept = tmp_path / "cut.npz"
    whole = asked(capsys, *RUN, "1.77", "--seed", "2", "--snapshot", str(kept), "--snapshot-at", "0.31")
    rest = asked(capsys, *RUN, "1.46", "--from", str(kept))
    assert rest["final_state_sha256"] == whole["final_state_sha256"]
    assert rest["warm_up_d"] == pytest.approx(1.0233, abs=1e-3)
