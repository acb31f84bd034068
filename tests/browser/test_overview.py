"""The overview in Debian's chromium: readable, moving, honest about silence, and quiet towards the network.

Skipped with a reason where there is no chromium, unless CI=true: then its absence is a failure.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboards.viewmodels_mimic import MODES
from plc_bridge.sqlite_historian import open_store
from tests.browser.picture import CHROMIUM, SIZES, browser
from tests.browser.plant import Plant
from tests.dashboards.page_server import PageServer
from tests.dashboards.sample_store import fill

if not CHROMIUM.exists() and os.environ.get("CI") != "true":
    pytest.skip("no /usr/bin/chromium here: apt install chromium", allow_module_level=True)

ROOT = """() => [...document.querySelectorAll('*')].map(e => e.shadowRoot).find(s => s && s.querySelector('.litwin'))
  || document"""
OVERLAPS = f"""() => {{
  const root = ({ROOT})(), found = [];
  const box = e => {{ const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect(); }};
  const check = (elements, slack) => {{
    const boxes = elements.map(e => [e, box(e)]).filter(([, b]) => b.width > 0 && b.height > 0);
    boxes.forEach(([e, a], i) => boxes.slice(i + 1).forEach(([f, b]) => {{
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > slack && high > slack + 2) found.push(`${{e.textContent}} | ${{f.textContent}}, ${{wide}} px`);
    }}));
    return boxes.length;
  }};
  let seen = 0;
  for (const tile of root.querySelectorAll('.tile'))
    seen += check([...tile.querySelectorAll('.name,.num,.meta,.ahead,.scale text')], 1);
  for (const some of ['.mimic text', '.strip .item', '.fan svg text, .fan .head > *', '.legend span'])
    seen += check([...root.querySelectorAll(some)], 1);
  return seen < 150 ? [`only ${{seen}} texts seen`] : found;
}}"""
"""Pairs of texts that lie on each other by more than a pixel (and 3 px of line height)."""
CUT = f"""() => [...({ROOT})().querySelectorAll(
  '.tile .num,.tile .meta,.tile .ahead,.strip .item,.fan .score,.bars .row')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
"""Texts that do not fit into their box."""
PANELS = f"""() => {{
  const b = ({ROOT})().querySelector('.litwin').getBoundingClientRect();
  return {{bottom: b.bottom, right: b.right, wide: innerWidth, high: innerHeight,
          scrolls: document.scrollingElement.scrollHeight > innerHeight + 1
             || [...document.querySelectorAll('[data-testid=stMain]')].some(e => e.scrollHeight > e.clientHeight + 1),
          }};
}}"""
TOO_LONG = f"""words => [...({ROOT})().querySelectorAll('.unit .mode')].flatMap(mode => {{
  const text = mode.querySelector('text'), vessel = mode.closest('.unit').querySelector('.vessel');
  if (!vessel) return [];
  return words[mode.dataset.m].filter(word => {{
    text.textContent = '?' + word;
    text.style.fontWeight = word === word.toUpperCase() && word.length > 4 ? 700 : 400;
    return text.getBoundingClientRect().right > vessel.getBoundingClientRect().right + 1;
  }}).map(word => `${{mode.dataset.b}}: ${{word}}`);
}})"""
MOVED = f"""old => ({ROOT})().querySelector('text[data-b="dissolution.R-101A.acid_flow"] .n').textContent !== old"""


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    running = Plant(tmp_path_factory.mktemp("plant"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def server(plant: Plant) -> Iterator[PageServer]:
    running = PageServer(plant.folder).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture
def visit(chromium: Any, server: PageServer) -> Iterator[Callable[..., Any]]:
    contexts = []

    def go(path: str = "/", *, size: str = "1366x768", scheme: str = "light") -> Any:
        context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: page.said.append(str(fault)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(server.url + path)
        page.wait_for_selector(".tile.big .n", timeout=20_000)
        page.wait_for_function("() => document.fonts.ready.then(() => true)")
        return page

    yield go
    for context in contexts:
        context.close()


def value(page: Any, signal: str) -> str:
    return str(page.locator(f'text[data-b="{signal}"] .n').first.text_content())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_overview_fits_without_scrolling_and_no_texts_overlap(visit: Callable[..., Any], size: str, scheme: str):
    page = visit(size=size, scheme=scheme)
    page.wait_for_timeout(800)
    shape = page.evaluate(PANELS)
    assert shape["bottom"] <= shape["high"] + 0.5
    assert shape["bottom"] >= 0.95 * shape["high"]
    assert shape["right"] >= 0.98 * shape["wide"]
    assert not shape["scrolls"]
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CUT) == []
    assert page.locator(".litwin").get_attribute("data-theme") == scheme
    assert page.said == []
    assert [url for url in page.asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))] == []


def test_values_move_each_second_without_a_reload_or_a_rerun(visit: Callable[..., Any]):
    page = visit()
    page.evaluate("() => { window.stays = 1; }")
    seen = set()
    for _ in range(8):
        seen.add((value(page, "crystallisation.product.flow"), value(page, "dissolution.R-101A.acid_flow")))
        page.wait_for_timeout(500)
    assert len(seen) >= 4
    assert page.evaluate("() => window.stays") == 1
    dimmed = page.locator("[data-stale=true]").count()
    assert dimmed == 0
    assert page.said == []


def test_the_kiosk_shows_the_same_without_streamlit(visit: Callable[..., Any]):
    page = visit("/wall", scheme="dark")
    page.wait_for_timeout(500)
    assert page.evaluate(OVERLAPS) == []
    assert page.locator(".litwin").get_attribute("data-theme") == "dark"
    assert page.said == []
    assert len(page.asked) <= 4


def test_a_silent_bridge_strikes_the_tags_through_with_their_age(visit: Callable[..., Any], plant: Plant):
    page = visit()
    plant.paused.set()
    try:
        page.wait_for_selector('text[data-b="crystallisation.product.flow"].stale', timeout=9000)
        assert page.locator('text[data-b="crystallisation.product.flow"] .u').text_content().strip().endswith("s")
        assert int(page.locator('[data-h="stale"]').text_content()) > 200
        page.wait_for_timeout(300)
        assert page.evaluate(OVERLAPS) == []
    finally:
        plant.paused.clear()
    page.wait_for_selector('text[data-b="crystallisation.product.flow"]:not(.stale)', timeout=4000)


def test_every_mode_word_fits_into_its_machine(visit: Callable[..., Any]):
    page = visit()
    words = {name: sorted({word for word, _ in table.values()}) for name, table in MODES.items()}
    assert "\n".join(page.evaluate(TOO_LONG, words)) == ""


def test_the_search_for_overlaps_finds_one_that_is_made(visit: Callable[..., Any]):
    page = visit()
    page.locator(".mimic text.label").first.evaluate("e => e.setAttribute('x', 300)")
    page.locator(".mimic text.label").nth(1).evaluate("e => { e.setAttribute('x', 300); e.setAttribute('y', 145); }")
    assert len(page.evaluate(OVERLAPS)) >= 1


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_a_dead_server_is_no_data_within_three_seconds_and_comes_back_by_itself(
    visit: Callable[..., Any], server: PageServer, path: str
):
    page = visit(path)
    page.evaluate("() => { window.stays = 1; }")
    server.stop(kill=True)
    killed = time.monotonic()
    page.wait_for_selector(".litwin.nodata", timeout=3500)
    assert time.monotonic() - killed <= 3.2
    assert str(page.locator('[data-h="feed"]').text_content()).startswith("NO DATA")
    struck = page.locator(".tile.big .n").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert struck == "line-through"
    page.wait_for_timeout(1500)
    assert page.locator("[role=dialog]:visible").count() == 0
    server.start()
    page.wait_for_selector(".litwin:not(.nodata)", timeout=5000)
    before = value(page, "dissolution.R-101A.acid_flow")
    page.wait_for_function(MOVED, arg=before, timeout=5000)
    assert page.evaluate("() => window.stays") == 1


def test_what_the_page_cannot_show_is_said_in_one_line_and_values_go_on(chromium: Any, tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    fill(store, until=time.time(), step_s=1800.0)
    store.put("kpi", time.time(), {"window_h": 24, "values": 3})
    broken = PageServer(tmp_path).start()
    context = chromium.new_context(viewport=SIZES["1366x768"])
    try:
        page = context.new_page()
        page.goto(broken.url)
        page.wait_for_selector(".fault:not([hidden])", timeout=20_000)
        line = page.locator(".fault")
        assert "tiles and charts: not renewed since" in str(line.text_content())
        assert line.bounding_box()["height"] < 40
        assert value(page, "crystallisation.product.flow") != "n/a"
        assert page.locator(".litwin.nodata").count() == 0
    finally:
        context.close()
        broken.stop()
        store.close()


def test_a_link_to_a_page_shows_it_whole_also_to_the_first_visitor(chromium: Any, plant: Plant):
    fresh = PageServer(plant.folder).start()
    context = chromium.new_context(viewport=SIZES["1366x768"])
    try:
        page = context.new_page()
        page.goto(fresh.url + "/data_health")
        page.wait_for_selector(".strip .v", timeout=20_000)
        page.wait_for_selector("[data-testid=stTopNavLink]", timeout=20_000)
        assert page.locator("[data-testid=stSidebarNav]").count() == 0
        assert page.locator(".strip").bounding_box()["width"] > 1300
    finally:
        context.close()
        fresh.stop()


@pytest.mark.parametrize("path", ["/data_health", "/model_trust"])
def test_the_other_pages_have_the_strip_and_ask_nobody_else(chromium: Any, server: PageServer, path: str):
    context = chromium.new_context(viewport=SIZES["1366x768"])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url + path)
    page.wait_for_selector(".strip .v", timeout=15_000)
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=15_000)
    assert page.locator('[data-h="state"]').text_content() == "running"
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:"))] == []
    context.close()
