"""The history of a simulated run: every level is one of a liquid, solids have a mass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from dashboards.cli import main
from dashboards.history_file import lots_file, write_lots
from tests.twin.staffed import reference
from twin.vessel_rows import SOLIDS, vessel_rows


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    file = tmp_path_factory.mktemp("history") / "run.parquet"
    assert main(["simulate", "reference", "--days", "0.5", "--seed", "3", "--out", str(file), "--json"]) == 0
    columns: dict[str, list[float]] = parquet.read_table(file).to_pydict()
    return columns


def test_every_level_and_temperature_is_one_that_a_vessel_can_have(history: dict[str, list[float]]):
    levels = {name: values for name, values in history.items() if name.endswith("_level")}
    assert {name.removesuffix("_level") for name in levels} == {row.name for row in vessel_rows(reference())} - set(
        SOLIDS
    )
    assert [name for name, values in levels.items() if not -0.05 <= min(values) <= max(values) <= 1.05] == []
    hot = {name: values for name, values in history.items() if name.endswith("_T_K")}
    assert len(hot) == len(levels)
    assert [name for name, values in hot.items() if not 278.0 < min(values) <= max(values) < 373.0] == []


def test_solids_have_a_mass_and_nothing_else(history: dict[str, list[float]]):
    found = {name: values for name, values in history.items() if name.startswith(SOLIDS)}
    assert set(found) == {f"{name}_mass_kg" for name in SOLIDS}
    assert found["H-604_mass_kg"][-1] == pytest.approx(495.0, rel=0.2)  # held by WIC-665


def test_a_row_is_noted_each_hour(history: dict[str, list[float]]):
    assert history["time_h"] == [float(n) for n in range(1, 13)]


def lot(number: int, *, sodium: float) -> dict[str, Any]:
    """A lot as the book of lots has it."""
    return {
        "lot": number, "mass_t": 22.0, "state": "released", "mg_per_kg": {"Na": sodium}, "parents": [],
        "specifications": {"premium OEM": {"passes": sodium <= 20.0, "fails": [] if sodium <= 20.0 else ["Na"]}},
    }  # fmt: skip


def test_lots_are_written_beside_the_history_one_row_each(tmp_path: Path) -> None:
    file = lots_file(tmp_path / "run.parquet")
    write_lots([lot(1, sodium=30.0), lot(2, sodium=12.0)], file)
    found = parquet.read_table(file).to_pydict()
    assert found["lot"] == [1, 2]
    assert found["Na_mg_per_kg"] == [30.0, 12.0]
    assert found["premium OEM: passes"] == [False, True]
    assert found["premium OEM: fails"] == ["Na", ""]


def test_a_run_without_lots_writes_no_file_of_them(tmp_path: Path) -> None:
    write_lots([], tmp_path / "run-lots.parquet")
    assert not (tmp_path / "run-lots.parquet").exists()
