"""`litwin flowsheet`: list, show, check, schema, diff."""

from __future__ import annotations

import json

import pytest

from dashboards.cli import main


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main([*words, "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    found: dict[str, object] = json.loads(out)
    return found


def test_list_names_the_built_in_flowsheets(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(["flowsheet", "list"], capsys)["flowsheets"]
    assert isinstance(found, list)
    assert {one["name"] for one in found} >= {"reference", "recycled"}


def test_show_tells_value_unit_range_source_and_confidence_of_every_parameter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(["flowsheet", "show", "reference", "--parameters"], capsys)["parameters"]
    assert isinstance(found, list)
    drag = next(row for row in found if row["path"] == "electrolysis.water_drag")
    assert drag["range"] == ["4", "7"]
    assert (drag["value"], drag["source"], drag["confidence"], drag["si"]) == ("5.5", "estimated", "low", 5.5)
    assert main(["flowsheet", "show", "reference", "--parameters"]) == 0
    assert "electrolysis.T" in capsys.readouterr().out


def test_show_lists_the_schedule_and_marks_what_does_not_act_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = answer(["flowsheet", "show", "reference"], capsys)["durations"]
    assert isinstance(rows, list)
    assert len(rows) == 57
    assert all(row["acts"] == (row["why_not"] == "") for row in rows)
    turnaround = next(row for row in rows if row["name"] == "turnaround")
    assert (turnaround["p10"], turnaround["median"], turnaround["p90"], turnaround["unit"]) == (10, 14, 21, "d")
    idle = next(row for row in rows if row["name"] == "precipitation")
    assert main(["flowsheet", "show", "reference", "--parameters"]) == 0
    assert f"no: {idle['why_not']}" in capsys.readouterr().out


def test_check_tells_how_many_of_everything_and_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(["flowsheet", "check", "reference"], capsys)
    assert (found["ok"], found["warnings"]) == (True, [])
    assert main(["flowsheet", "check", "reference"]) == 0
    assert "no faults, 0 warnings" in capsys.readouterr().out


def test_diff_tells_the_parameters_that_differ(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(["flowsheet", "diff", "reference", "recycled"], capsys)["differs"]
    assert isinstance(found, list)
    assert {"path": "feed.recycled_share", "a": "0", "b": "1"} in found
    assert main(["flowsheet", "diff", "reference", "reference"]) == 0
    assert "the same plant" in capsys.readouterr().out


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flowsheet", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "litwin flowsheet"


def test_an_unknown_flowsheet_is_exit_code_3_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flowsheet", "show", "refernce"]) == 3
    err = capsys.readouterr().err
    assert "Did you mean 'reference'?" in err
    assert "recycled" in err


def test_show_tells_where_every_interlock_acts_and_what_every_loop_moves(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(["flowsheet", "show", "reference"], capsys)
    interlocks, loops = found["interlock_rows"], found["loop_rows"]
    assert isinstance(interlocks, list) and isinstance(loops, list)
    assert len(interlocks) == found["interlocks"] == 113
    by_name = {row["name"]: row for row in interlocks}
    assert (by_name["I-27"]["acts"], by_name["I-27"]["trip"]) == ("watched by the line", "> 94 degC")
    assert by_name["I-27"]["stops"] == ["electrolyser A"]
    assert by_name["I-12"]["acts"] == "scan of the soft PLC"
    assert by_name["I-01"]["acts"] == "procedure"
    assert by_name["I-82"]["acts"] == "not in this line" and by_name["I-82"]["why"]
    assert next(row for row in loops if row["name"] == "FFC-551")["manipulated"].startswith("Cl2 valve")
    assert main(["flowsheet", "show", "reference"]) == 0
    out = capsys.readouterr().out
    assert "I-113" in out and "scan of the soft PLC" in out
