"""The README's picture, of a page that runs: `python -m tests.browser.picture URL docs/overview.png`.

Lives here: the browser and how it is started. Lives elsewhere: what the page must show in it (.test_overview).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"1366x768": {"width": 1366, "height": 768}, "1600x900": {"width": 1600, "height": 900}}
MOVED_MS = 4000
"""Time in which the first values and forecasts have come [ms]."""


@contextmanager
def browser() -> Iterator[Any]:
    """Debian's chromium, without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where there is a browser)

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


def take(url: str, file: Path) -> None:
    """Write a picture of a page as an operator's screen shows it."""
    with browser() as started:
        page = started.new_page(viewport=SIZES["1600x900"])
        page.goto(url)
        page.wait_for_selector(".tile.big .n", timeout=30_000)
        page.wait_for_timeout(MOVED_MS)
        page.screenshot(path=str(file))


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]))
