"""The pages of reference say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.reference_pages import pages

FOLDER = Path(__file__).parents[2] / "docs/reference"


@pytest.mark.parametrize(("name", "text"), pages().items(), ids=list(pages()))
def test_page_is_up_to_date(name: str, text: str):
    assert (FOLDER / name).read_text("utf-8") == text, f"docs/reference/{name} is out of date: make reference"


def test_no_page_is_left_over():
    assert {page.name for page in FOLDER.iterdir()} == set(pages())
