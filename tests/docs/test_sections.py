"""Every section of the line has its page, and every page its checklist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SECTIONS = Path(__file__).parents[2] / "docs" / "sections"
LINE = Path(__file__).parents[2] / "twin"
PAGE_OF = {"ion_exchange": "ion-exchange", "gdex": "crystallisation"}
"""Folders of the line whose page has another name."""
ASKED = ("balance closes", "published check", "limits stated", "tags mapped", "page shown")
PAGES = sorted(path for path in SECTIONS.glob("*.md") if path.name != "README.md")


def test_every_section_of_the_line_has_a_page_that_the_list_names():
    folders = {path.parent.name for path in LINE.glob("*/equations.py")}
    wanted = {PAGE_OF.get(folder, folder) for folder in folders}
    there = {path.stem for path in PAGES}
    listed = set(re.findall(r"\]\(([a-z-]+)\.md\)", (SECTIONS / "README.md").read_text("utf-8")))
    assert wanted - there == set()
    assert listed == there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_answers_each_point_of_the_checklist(page: Path):
    _, found, last = page.read_text("utf-8").partition("Checklist\n")
    assert found, f"{page.name} has no checklist"
    for point in ASKED:
        answer = re.search(rf"^(?:- |\| ){point}(?::| \|) *(done|todo|exempt\b)(.*)$", last, re.M)
        assert answer, f"{page.name}: '{point}' is not answered with done, todo or exempt because"
        assert answer[1] != "exempt" or len(answer[2].split()) > 2, f"{page.name}: '{point}' is exempt without a reason"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_that_a_page_names_exist(page: Path):
    named = re.findall(r"`((?:twin|tests|flowsheets|plc_bridge|dashboards)/[\w/.-]+\.\w+)`", page.read_text("utf-8"))
    assert [path for path in named if not (LINE.parent / path).exists()] == []
