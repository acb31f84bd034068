"""Stores that the page is tested against."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plc_bridge.historian import Historian
from plc_bridge.sqlite_historian import open_store
from tests.dashboards.sample_store import fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Historian]:
    """A store with the sample day that ends now, still open for writing; its folder is tmp_path."""
    historian = open_store(tmp_path, writer=True)
    fill(historian, until=time.time(), step_s=1800.0)
    yield historian
    historian.close()


@pytest.fixture(scope="session")
def sample_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the sample day in a closed store."""
    folder = tmp_path_factory.mktemp("day")
    historian = open_store(folder, writer=True)
    fill(historian, until=time.time())
    historian.close()
    return folder
