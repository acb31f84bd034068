"""The tutorial keeps its word: its commands run, and each table's figures are what they answer.

A table belongs to the command before it. Its rows: what, `key.in.the.json`, figure with a unit, give or take (in the
same unit). "%" is a share of the JSON times 100.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dashboards.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
STEP = re.compile(r"```sh\n(litwin .*?)\n```\n(.*?)(?=```sh|\Z)", re.S)
ROW = re.compile(
    r"^\| *(?P<what>[^|]+?) *\| *`(?P<key>[^`|]+)` *\| *(?P<shows>[^|]+?) *\| *(?P<within>[^|]+?) *\|$", re.M
)


class Step(NamedTuple):
    """A command of the page and what the page says of its answer."""

    words: list[str]
    rows: list[dict[str, str]]


def steps() -> list[Step]:
    found = STEP.findall(PAGE.read_text("utf-8"))
    return [Step(shlex.split(command)[1:], [row.groupdict() for row in ROW.finditer(rest)]) for command, rest in found]


def look_up(answer: Any, key: str) -> float:
    for part in key.split("."):
        assert part in answer, f"{key}: there is no '{part}', but {', '.join(answer)}"
        answer = answer[part]
    return float(answer)


def test_the_page_has_steps_and_figures():
    assert len(steps()) >= 5
    assert sum(len(step.rows) for step in steps()) >= 15


@pytest.mark.parametrize("step", steps(), ids=lambda step: " ".join(step.words))
def test_a_step_answers_what_the_page_says(step: Step, capsys: pytest.CaptureFixture[str]):
    assert step.rows, "a command without figures under it"
    assert main([*step.words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    wrong = []
    for row in step.rows:
        number, _, unit = row["shows"].partition(" ")
        found = look_up(answer, row["key"]) * (100.0 if unit == "%" else 1.0)
        if not abs(found - float(number)) <= float(row["within"]):
            wrong.append(f"{row['what']}: the page says {row['shows']} +- {row['within']}, it is {found:.6g}")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
