"""The plan of the load is read whole, or every fault is named with its line and column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flowsheets.loader import read_design
from plc_bridge.load_plan import read_plan
from twin.errors import DesignError
from twin.forecast.load import Planned

DESIGN = read_design("reference")
GOOD = """\
# night price
from,until,load
2026-11-22T22:00+01:00,2026-11-23T06:00+01:00,10.07 kA
2026-11-22T06:00+01:00,2026-11-22T22:00+01:00,85 %
"""


def write(folder: Path, text: str) -> Path:
    (folder / "plan.csv").write_text(text, encoding="utf-8")
    return folder / "plan.csv"


def test_a_plan_is_read_in_the_order_of_time(tmp_path: Path) -> None:
    first, second = read_plan(write(tmp_path, GOOD), DESIGN)
    morning = datetime(2026, 11, 22, 5, tzinfo=UTC).timestamp()
    assert first == Planned(morning, morning + 16 * 3600.0, 0.85)
    assert (second.start, second.end) == (first.end, first.end + 8 * 3600.0)
    assert second.share == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("from,until,load", "from,load", "2:1", "from,until,load"),
        ("85 %", "85", "4:47", "no unit"),
        ("85 %", "850 %", "4:47", "highest current"),
        ("85 %", "0 %", "4:47", "turndown"),
        ("85 %", "-85 %", "4:47", "turndown"),
        ("85 %", "nan %", "4:47", "finite"),
        ("85 %", "1 kA", "4:47", "10% of full load"),
        ("85 %", "85 kg", "4:47", "85 %"),
        (",85 %", "", "4:1", "2 fields"),
        ("2026-11-22T22:00+01:00,85", "2026-11-22T22:00,85", "4:24", "offset"),
        ("2026-11-22T06:00+01:00", "22.11.2026 06:00", "4:1", "no time"),
        ("2026-11-22T22:00+01:00,85", "2026-11-22T05:00+01:00,85", "4:24", "later than from"),
        ("2026-11-22T22:00+01:00,85", "2028-11-22T05:00+01:00,85", "4:24", "a year"),
        ("2026-11-22T22:00+01:00,85", "2026-11-22T23:00+01:00,85", "4:1", "line 3"),
        (GOOD, "", "1:1", "first line"),
        (GOOD, "from,until,load\n", "1:1", "no rows"),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    with pytest.raises(DesignError) as caught:
        read_plan(write(tmp_path, GOOD.replace(old, new)), DESIGN)
    assert f"plan.csv:{place}: " in str(caught.value).splitlines()[0]
    assert words in str(caught.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("10.07 kA", "10.07").replace("85 %", "5 %")
    with pytest.raises(DesignError) as caught:
        read_plan(write(tmp_path, text), DESIGN)
    assert str(caught.value).count("plan.csv:") == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 2_000_000, b"\x00" * 50, b'"' * 50])
def test_what_is_no_plan_is_refused_in_clear_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.csv").write_bytes(content)
    with pytest.raises(DesignError, match=r"plan\.csv"):
        read_plan(tmp_path / "plan.csv", DESIGN)
    with pytest.raises(DesignError, match="cannot be read"):
        read_plan(tmp_path / "none.csv", DESIGN)
