"""The pages of cells and lots in Debian's chromium: readable in both themes, without a mouse, and keeping their place.

Skipped with a reason where there is no chromium, unless CI=true: then its absence is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plc_bridge.sqlite_historian import open_store
from tests.browser.picture import CHROMIUM, browser
from tests.browser.plant import Plant
from tests.dashboards.page_server import PageServer

if not CHROMIUM.exists() and os.environ.get("CI") != "true":
    pytest.skip("no /usr/bin/chromium here: apt install chromium", allow_module_level=True)

SIZES = {"1280x720": {"width": 1280, "height": 720}, "1600x900": {"width": 1600, "height": 900}}
SHEET = "[...document.querySelectorAll('*')].map(e => e.shadowRoot).find(s => s && s.querySelector('.sheet'))"
BOX = f"""() => {{
  const root = {SHEET}.querySelector('.sheet');
  const wide = [...root.querySelectorAll('section,details,h1,h2,dl,figure')];
  const over = wide.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0);
  return {{over: over.map(e => e.textContent.slice(0, 60)),
          right: root.getBoundingClientRect().right, wide: innerWidth, theme: root.dataset.theme,
          side: document.scrollingElement.scrollWidth > innerWidth}};
}}"""
"""Boxes that hold more than fits into their width."""
FAINT = f"""() => {{
  const part = (c, n) => {{ const v = c[n] / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }};
  const light = c => 0.2126 * part(c, 0) + 0.7152 * part(c, 1) + 0.0722 * part(c, 2);
  const of = text => text.match(/[\\d.]+/g).map(Number);
  const ground = e => {{ for (; e; e = e.parentElement) {{ const c = of(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; }} return [255, 255, 255]; }};
  const found = [];
  for (const e of {SHEET}.querySelectorAll('th,td,p,b,dt,dd,li,h1,h2,h3,summary,span')) {{
    if (!e.textContent.trim() || !e.getClientRects().length) continue;
    const [a, b] = [light(of(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${{e.tagName}} ${{e.textContent.slice(0, 30)}} ${{ratio.toFixed(2)}}`);
  }}
  return found;
}}"""
"""Texts whose contrast to their ground is below 4.5."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    plant = Plant(tmp_path_factory.mktemp("plant"))
    running = PageServer(plant.folder).start()
    yield running
    running.stop()
    plant.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture
def visit(chromium: Any, server: PageServer) -> Iterator[Callable[..., Any]]:
    contexts = []

    def go(path: str, *, size: str = "1280x720", scheme: str = "light") -> Any:
        context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("pageerror", lambda fault: page.said.append(str(fault)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(server.url + path)
        page.wait_for_selector(".sheet h1", timeout=20_000)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "size"), [("/cells", "1280x720"), ("/cells", "1600x900"), ("/lots", "1280x720")])
def test_a_sheet_fits_its_width_and_can_be_read(visit: Callable[..., Any], path: str, size: str, scheme: str):
    page = visit(path, size=size, scheme=scheme)
    page.wait_for_timeout(700)
    shape = page.evaluate(BOX)
    assert shape["over"] == []
    assert not shape["side"]
    assert shape["right"] >= 0.98 * shape["wide"]
    assert shape["theme"] == scheme
    assert page.evaluate(FAINT) == []
    assert page.said == []
    assert [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))] == []


def test_ninety_elements_have_words_for_those_who_do_not_see_the_bars(visit: Callable[..., Any]):
    page = visit("/cells")
    spoken = page.locator(".bars .spoken").all_text_contents()
    assert len(spoken) == 90
    assert all(words.startswith("element ") and "mV" in words for words in spoken)
    assert page.locator(".bars .bar").first.evaluate("e => e.getBoundingClientRect().height") >= 1.0


def test_a_table_is_opened_by_keyboard_and_stays_open_when_the_page_is_renewed(visit: Callable[..., Any]):
    page = visit("/cells")
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] tbody tr").count() == 30
    table = page.locator("details[open] .scroll")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    page.evaluate(f"() => {{ {SHEET}.querySelector('.bars li').dataset.old = 1; }}")
    page.wait_for_function(f"() => !{SHEET}.querySelector('.bars li').dataset.old", timeout=15_000)
    assert page.locator("details[open]").count() == 1
    assert page.evaluate(f"() => {SHEET}.activeElement.tagName") == "SUMMARY"


def test_a_lot_shows_its_certificate_and_its_parents(visit: Callable[..., Any]):
    page = visit("/lots")
    newest = page.locator("details.lot[open]")
    assert newest.count() == 1
    assert "lot 4711" in str(newest.locator("summary").text_content())
    assert newest.get_by_text("Zn", exact=True).is_visible()
    assert newest.locator(".origin tbody tr").count() == 4
    heads = newest.locator("section").first.locator("thead th")
    assert heads.evaluate_all("all => all.every(one => one.scope === 'col')")


def test_an_empty_store_says_that_nothing_is_known(chromium: Any, tmp_path: Path):
    open_store(tmp_path, writer=True).close()
    running = PageServer(tmp_path).start()
    context = chromium.new_context(viewport=SIZES["1280x720"])
    try:
        for path, words in (("/cells", "No element voltage"), ("/lots", "No lot has been closed")):
            page = context.new_page()
            page.goto(running.url + path)
            page.wait_for_selector(".sheet h1", timeout=20_000)
            assert words in str(page.locator(".sheet").text_content())
            assert "Not known until the twin has caught up" in str(page.locator(".sheet").text_content())
    finally:
        context.close()
        running.stop()
