"""The pages run headless, thin, and without the model."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.client import SHOWCASE
from dashboards.viewmodels_pages import data_health
from dashboards.viewmodels_trust import model_trust

DASHBOARDS = Path(__file__).resolve().parents[2] / "dashboards"
PAGES = sorted((DASHBOARDS / "screens").glob("[a-z]*.py"))


@pytest.mark.parametrize("page", [DASHBOARDS / "app.py", *PAGES], ids=lambda page: page.stem)
def test_the_page_runs_on_the_sample_day(page: Path, sample_day: Path):
    SHOWCASE.show(sample_day)
    ran = AppTest.from_file(str(page.resolve()), default_timeout=20).run()
    assert not ran.exception


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_runs_on_an_empty_folder(page: Path, tmp_path: Path):
    SHOWCASE.show(tmp_path)
    ran = AppTest.from_file(str(page.resolve()), default_timeout=20).run()
    assert not ran.exception


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_thin_and_imports_no_model(page: Path):
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert not [name for name in _imported(text) if name.startswith(("twin", "flowsheets", "plc_bridge"))]


def test_streamlit_has_one_door():
    users = {
        path.relative_to(DASHBOARDS).parts[0]
        for path in DASHBOARDS.rglob("*.py")
        if any(name.split(".")[0] == "streamlit" for name in _imported(path.read_text(encoding="utf-8")))
    }
    assert users <= {"app.py", "asgi.py", "screens", "components"}


def test_data_health_shows_the_worst_first_and_filters(sample_day: Path):
    SHOWCASE.show(sample_day)
    whole = data_health(SHOWCASE.picture())
    assert whole.total == len(whole.tags) > 400
    assert whole.tags[0]["tag"] == "AT-155"
    assert whole.tags[0]["reason"] == "BadSensorFailure"
    assert [row["tag"] for row in data_health(SHOWCASE.picture(), ["bad"]).tags] == ["AT-155"]
    assert whole.gaps[0]["of"] == "FT-301A"
    assert whole.servers[0]["state"] == "connected"


def test_model_trust_shows_each_electrolyser_and_each_score(sample_day: Path):
    SHOWCASE.show(sample_day)
    view = model_trust(SHOWCASE.picture())
    assert len(view.electrolysers) == 6
    assert [view.electrolysers[0][key] for key in ("what", "P10", "P50", "unit")] == [
        "current efficiency, now", "89.9", "90.3", "%",
    ]  # fmt: skip
    assert [view.electrolysers[1][key] for key in ("what", "P50", "unit")] == ["membrane resistance", "1.85", "ohm cm2"]
    assert view.parameters[0]["from data"].startswith("no")
    assert [view.signals[0][key] for key in ("tag", "P50", "unit")] == ["LT-450", "88.00", "%"]
    assert len(view.scores) == 6
    assert view.scores[0]["P10-P90 covers"] == "78 %"


def _imported(text: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
