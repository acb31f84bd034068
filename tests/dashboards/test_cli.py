"""The command line: verbs, exit codes, one clear error line, and a quick answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from dashboards import cli
from dashboards.answer import Answer
from twin.errors import PeerError, StuckError

PLAIN = [
    "up",
    "plant",
    "live",
    "dashboard",
    "simulate",
    "steady",
    "properties",
    "burner",
    "cell",
    "kpi",
    "forecast",
    "health",
]
GROUPS = {"flowsheet": ["list", "show", "check", "schema", "diff"], "history": ["stats", "read"]}
VERBS = [[verb] for verb in PLAIN] + [[group, verb] for group, verbs in GROUPS.items() for verb in verbs]


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_verb_has_help_with_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*words, "--help"]) == 0
    assert f"Example: litwin {' '.join(words)}" in " ".join(capsys.readouterr().out.split())


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {verb} " in out for verb in cli.VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["steady"],
        ["steady", "reference", "--nonsense"],
        ["simulate", "reference", "--days", "nan"],
        ["simulate", "reference", "--days", "-1"],
        ["simulate", "reference", "--days", "ten"],
        ["burner", "--hydrogen-excess", "inf"],
        ["burner", "--hydrogen-excess", "0.04", "--absorption", "1.5"],
        ["up", "--speed", "0"],
        ["up", "--past", "-1"],
        ["up", "--data", ""],
        ["kpi", "--data", " "],
        ["live", "--config", "plant.yaml", "--plan", "loads.csv", "--no-tracking"],
        ["dashboard", "--port", "99999"],
        ["history", "read", "--tag", "T", "--format", "xml"],
        ["flowsheet", "shw"],
        ["flowsheet"],
    ],
    ids=" ".join,
)
def test_wrong_words_are_one_line_and_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    err = capsys.readouterr().err
    assert err.startswith("litwin: ")
    assert err.count("\n") == 1


def test_the_program_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert re.fullmatch(r"litwin \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_the_hint_names_the_verb_of_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["flowsheet", "diff", "reference"]) == 2
    assert capsys.readouterr().err.endswith("See: litwin flowsheet diff --help\n")


@pytest.mark.parametrize(
    ("fault", "code"), [(PeerError("port 4840 is in use"), 4), (StuckError("x is not finite"), 1), (KeyError("bug"), 1)]
)
def test_an_error_is_one_line_with_its_exit_code_and_a_traceback_only_with_debug(
    fault: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(**options: object) -> None:
        raise fault

    monkeypatch.setattr("dashboards.commands.modelling.work", lambda verb: SimpleNamespace(run=run))
    assert cli.main(["steady", "reference"]) == code
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert cli.main(["steady", "reference", "--debug"]) == code
    assert "Traceback" in capsys.readouterr().err


def test_a_verb_gets_its_options_and_its_answer_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: dict[str, object] = {}

    def run(**options: object) -> Answer:
        seen.update(options)
        return Answer("30 t/d", {"throughput_t_per_d": 30.0, "hcl_recovery": float("nan")})

    monkeypatch.setattr("dashboards.commands.modelling.work", lambda verb: SimpleNamespace(run=run))
    words = [
        "steady",
        "reference",
        "--set",
        "hcl.H2_excess=0.05",
        "--set",
        "electrolysis.T=80 degC",
        "--against",
        "recycled",
    ]
    assert cli.main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"throughput_t_per_d": 30.0, "hcl_recovery": None}
    changes = ["hcl.H2_excess=0.05", "electrolysis.T=80 degC"]
    assert seen == {"flowsheet": "reference", "sets": changes, "against": "recycled"}
    assert cli.main(words) == 0
    assert capsys.readouterr().out == "30 t/d\n"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from dashboards.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    for heavy in ("numpy", "numba", "pint", "cantera", "streamlit", "asyncua", "ruamel", "rich", "simpy"):
        assert f"'{heavy}'" not in done.stderr
