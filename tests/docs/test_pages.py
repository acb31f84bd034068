"""The pages name only what exists: links, make targets, verbs with their options, parameter paths."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

from dashboards.cli import VERBS, make_app
from flowsheets.loader import read_design

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```sh\n(.*?)```", re.S)
LINK = re.compile(r"\]\(([^)#\s]+)\)")
SECTIONS = (
    "feed|dissolution|loop|purification|ion_exchange|electrolysis|hcl|crystallisation|carbonation|plant|energy|"
    "resources|calendar|procedures"
)
PATH = re.compile(rf"`((?:{SECTIONS})\.[A-Za-z]\w*)`")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> Iterator[list[str]]:
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if words := shlex.split(line, comments=True):
                yield words


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words name, and what follows its name."""
    command: Any = typer.main.get_command(make_app())
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path):
    lost = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in lost if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_targets_of_make_exist(page: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {words[1] for words in commands(page) if words[0] == "make"}
    named |= set(re.findall(r"`make ([a-z-]+)", page.read_text("utf-8")))
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_verbs_and_options_exist(page: Path):
    for words in commands(page):
        if words[0] != "litwin":
            continue
        command, rest = command_of(words[1:])
        assert not hasattr(command, "commands"), f"{shlex.join(words)}: no such verb"
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {word for word in rest if word.startswith("--")} - known == set(), shlex.join(words)


def test_keys_of_sources_are_resolved():
    listed = set(re.findall(r"^\| (P\d+) \|", (ROOT / "docs/sources.md").read_text("utf-8"), re.M))
    cited = set()
    for file in [*(ROOT / "flowsheets").glob("*.yaml"), *(ROOT / "twin").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]:
        cited |= set(re.findall(r"\bP\d\d\b", file.read_text("utf-8")))
    assert cited - listed == {"P10", "P50", "P90"}, "percentiles only"


def test_every_verb_has_its_module():
    assert [verb for verb in VERBS if find_spec(f"dashboards.verbs.{verb}") is None] == []


def test_parameter_paths_exist():
    design: Any = read_design("reference")
    for page in PAGES:
        for path in PATH.findall(page.read_text("utf-8")):
            section, _, field = path.partition(".")
            assert hasattr(getattr(design, section), field), f"{name(page)}: {path}"
