"""The tag map is read whole, or every fault of it is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_bridge.tag_map import COLUMNS, _Reader, read_tag_map, reference_tag_map
from twin.errors import DesignError
from twin.signals import SIGNALS

GOOD = {
    "tag": "IT-310A", "server": "plant", "namespace_uri": "http://plc", "identifier": '"s=""DB"".""I"""',
    "feeds": "electrolysis.E-301A.current", "unit": "kA", "low": "0", "high": "16", "deadband": "0.02",
    "sampling_ms": "500", "stale_after_s": "5", "access": "read", "meaning": '"current, DC"',
}  # fmt: skip
OTHER = {**GOOD, "tag": "TT-106", "identifier": "i=7", "feeds": "dissolution.R-101A.temperature", "unit": "degC"}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "tags.csv"
    path.write_text("\n".join([",".join(COLUMNS), *(",".join(row.values()) for row in rows)]), encoding="utf-8")
    return path


def test_the_reference_map_feeds_every_signal_exactly_once():
    tag_map = reference_tag_map()
    assert len(tag_map.rows) == 445
    assert {row.feeds for row in tag_map.rows} == set(SIGNALS)
    row = tag_map.by_tag["ET-312C-30"]
    assert row.feeds == "electrolysis.E-301C.element-30.voltage"
    assert tag_map.by_tag["IT-310A"].identifier == 's="DB_Elec"."E301A"."IT_310A"'


def test_scale_and_offset_come_from_the_unit(tmp_path: Path):
    current, temperature = read_tag_map(write(tmp_path, GOOD, OTHER)).rows
    assert current.to_si(10.0) == 10_000.0
    assert temperature.to_si(85.0) == pytest.approx(358.15)
    assert temperature.from_si(273.15) == 0.0
    assert current.meaning == "current, DC"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"feeds": "electrolysis.E-301A.curent"}, "feeds", "Did you mean 'electrolysis.E-301A.current'"),
        ({"unit": "degC"}, "unit", "does not measure 'A'"),
        ({"unit": "wt%"}, "unit", "an amount of 'kg/kg'"),
        ({"unit": "kAmp"}, "unit", "is no unit"),
        ({"unit": "3 +"}, "unit", "unit"),
        ({"namespace_uri": "3"}, "namespace_uri", "namespace index"),
        ({"identifier": "ns=3;i=5"}, "identifier", "namespace"),
        ({"identifier": "I_DC"}, "identifier", "neither"),
        ({"tag": "TT-106"}, "tag", "line 2 already"),
        ({"feeds": OTHER["feeds"], "unit": "degC"}, "feeds", "line 2 already"),
        ({"identifier": "i=7"}, "identifier", "line 2 already"),
        ({"low": "nan"}, "low", "not a finite number"),
        ({"high": "1e400"}, "high", "not a finite number"),
        ({"low": "16"}, "high", "not above low"),
        ({"deadband": "-1"}, "deadband", "below 0"),
        ({"sampling_ms": "fast"}, "sampling_ms", "not a number"),
        ({"access": "write"}, "access", "only reads"),
        ({"server": ""}, "server", "empty"),
        ({"meaning": "a,b"}, "meaning", "14 fields"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(tmp_path: Path, change: dict[str, str], column: str, words: str):
    path = write(tmp_path, OTHER, {**GOOD, **change})
    with pytest.raises(DesignError) as caught:
        read_tag_map(path)
    head, source, caret = str(caught.value).splitlines()
    line = path.read_text().splitlines()[2]
    place = len(",".join(list({**GOOD, **change}.values())[: COLUMNS.index(column)])) + 2
    assert head.startswith(f"{path}:3:{place - (column == 'tag')}: ")
    assert words in head
    assert source == f"    {line}"
    assert caret.index("^") == 4 + place - 1 - (column == "tag")


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path):
    path = write(tmp_path, {**OTHER, "unit": "kA"}, {**GOOD, "low": "nan", "access": ""})
    with pytest.raises(DesignError) as caught:
        read_tag_map(path)
    heads = [part for part in str(caught.value).splitlines() if part.startswith(str(path))]
    assert [head.split(":")[1] for head in heads] == ["2", "3", "3"]


def test_a_file_that_is_no_tag_map_is_one_clear_error(tmp_path: Path):
    for content in (b"", b"tag;server\n", "\u00fc".encode("utf-16"), b"\x00\xff"):
        (tmp_path / "x.csv").write_bytes(content)
        with pytest.raises(DesignError, match=r"x\.csv"):
            read_tag_map(tmp_path / "x.csv")
    with pytest.raises(DesignError, match="cannot be read"):
        read_tag_map(tmp_path / "none.csv")


@given(text=st.text(max_size=200))
def test_any_text_is_refused_with_a_place_never_with_another_error(text: str):
    reader = _Reader(Path("any.csv"), [",".join(COLUMNS), *f"x{text}".splitlines()])
    assert list(reader.rows()) == []
    assert reader.faults
