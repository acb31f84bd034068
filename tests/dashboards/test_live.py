"""The live feed: numbered frames, deltas that add up to the whole, slow clients that are not queued for; the routes."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from dashboards.asgi import health, serve
from dashboards.client import Picture
from dashboards.live import FULL_EVERY, Frames, Hub
from plc_bridge.historian import Historian
from plc_bridge.sqlite_historian import open_store
from tests.dashboards.page_server import PageServer
from tests.dashboards.sample_store import fill, samples
from twin.errors import PeerError, StoreError

DRAWING = '<svg><text data-b="a" data-k="value" data-d="1"/><text data-b="b" data-k="value" data-d="0"/></svg>'


def test_a_delta_has_only_what_changed_and_the_next_number():
    frames = Frames(["a", "b"])
    frames.advance({"head": 1, "cells": {"a": ["1", "g"], "b": ["2", "g"]}}, 5.0)
    frames.advance({"head": 1, "cells": {"a": ["1", "g"], "b": ["3", "g"]}}, 5.5)
    assert json.loads(frames.delta) == {"seq": 2, "t": 5.5, "c": {"1": ["3", "g"]}}
    whole = json.loads(frames.full)
    assert whole == {"seq": 2, "t": 5.5, "full": 1, "names": ["a", "b"], "p": {"head": 1},
                     "c": {"0": ["1", "g"], "1": ["3", "g"]}}  # fmt: skip


def test_a_frame_without_news_still_says_that_the_server_lives():
    frames = Frames([])
    for at in (1.0, 1.5):
        frames.advance({"head": 1, "cells": {}}, at)
    assert json.loads(frames.delta) == {"seq": 2, "t": 1.5}


def test_a_client_that_missed_a_frame_gets_the_newest_whole_one_and_no_queue():
    async def run() -> None:
        hub = Hub(lambda: Picture(now=time.time()), lambda: None, DRAWING)
        await hub.start()
        seen, first = await hub.next_frame(-1)
        assert json.loads(first)["full"] == 1
        seen, second = await hub.next_frame(seen)
        assert "full" not in json.loads(second)
        missed = seen + 2
        while hub.frames.seq < missed:
            await asyncio.sleep(0.05)
        _, late = await hub.next_frame(seen)
        assert json.loads(late)["full"] == 1
        assert json.loads(late)["seq"] >= missed
        await hub.stop()

    asyncio.run(run())


def test_everybody_gets_a_whole_frame_every_half_minute():
    assert FULL_EVERY * 0.5 == 30.0


def test_a_look_that_fails_is_told_on_the_page_and_in_the_log_once_and_the_feed_goes_on(
    caplog: pytest.LogCaptureFixture,
):
    looks = iter([None, None, *[Picture(now=3.0)] * 50])

    async def run() -> None:
        hub = Hub(lambda: next(looks), lambda: None, DRAWING)  # type: ignore[arg-type,return-value]
        await hub.start()
        seen, first = await hub.next_frame(-1)
        told = json.loads(first)["p"]["fault"]
        assert told["all"] and told["text"].startswith("everything on this page: not renewed since ")
        assert "AttributeError" in told["text"] and "\n" not in told["text"]
        assert health(hub)["fault"] == told["text"]
        seen, _ = await hub.next_frame(seen)
        _, third = await hub.next_frame(seen)
        whole = json.loads(third)["p"]
        assert whole["fault"] == {"text": "", "all": False} and whole["head"]["clock"] == "n/a"
        assert health(hub)["fault"] == ""
        await hub.stop()

    asyncio.run(run())
    assert caplog.text.count("not renewed") == 1


def test_a_document_that_is_not_as_agreed_is_told_and_does_not_stop_the_values(caplog: pytest.LogCaptureFixture):
    broken = Picture(now=1.0, kpi=((1.0, {"values": 3}),))

    async def run() -> None:
        hub = Hub(lambda: broken, lambda: None, DRAWING)
        await hub.start()
        seen, first = await hub.next_frame(-1)
        parts = json.loads(first)["p"]
        assert parts["head"]["clock"] == "n/a"
        assert parts["fault"]["text"].startswith("tiles and charts: not renewed since ")
        assert not parts["fault"]["all"]
        await hub.next_frame(seen)
        assert hub.fault == parts["fault"]["text"]
        await hub.stop()

    asyncio.run(run())
    assert caplog.text.count("not renewed") == 1


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Historian]]:
    folder = tmp_path_factory.mktemp("live")
    historian = open_store(folder, writer=True)
    fill(historian, until=time.time(), step_s=1800.0)
    yield folder, historian
    historian.close()


@pytest.fixture(scope="module")
def server(day: tuple[Path, Historian]) -> Iterator[PageServer]:
    running = PageServer(day[0]).start()
    yield running
    running.stop()


def take(link: Any, shown: dict[str, Any]) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(link.recv(timeout=5))
    if "full" in frame:
        shown.clear()
        shown.update(frame)
    shown["p"].update(frame.get("p", {}))
    shown["c"].update(frame.get("c", {}))
    return frame


def test_the_first_frame_is_whole_and_a_written_value_arrives_within_a_second(
    server: PageServer, day: tuple[Path, Historian]
):

    shown: dict[str, Any] = {}
    with connect(f"ws://127.0.0.1:{server.port}/live") as link:
        first = take(link, shown)
        assert first["full"] == 1
        assert len(shown["c"]) == len(shown["names"]) > 80
        place = str(shown["names"].index("crystallisation.product.flow"))
        old = shown["c"][place][0]
        at = time.time()
        scan = samples(at, random.Random(9), day[1].last_seq())
        changed = [each._replace(raw=777.0) if each.tag == "WT-666" else each for each in scan]
        day[1].append(changed)
        seq = first["seq"]
        while shown["c"][place][0] == old:
            frame = take(link, shown)
            assert frame["seq"] == seq + 1
            seq = frame["seq"]
            assert time.time() - at < 1.5
        assert shown["c"][place][:2] == ["777", "g"]
        assert abs(frame["t"] - time.time()) < 2.0


def test_frames_of_a_running_plant_stay_near_a_kilobyte_a_second(server: PageServer, day: tuple[Path, Historian]):

    draw, got = random.Random(3), 0
    with connect(f"ws://127.0.0.1:{server.port}/live", compression=None) as link:
        link.recv(timeout=5)
        day[1].append(samples(time.time(), draw, day[1].last_seq()))
        for _ in range(4):
            got += len(link.recv(timeout=5))
    assert got / 2.0 < 3500  # bytes a second before compression, with every tag moving by its noise


def test_health_says_that_store_and_feed_are_well(server: PageServer):
    said = server.health()
    assert said["status"] == "ok"
    assert said["store"] == "ok"
    assert said["frames"] > 0


def test_the_kiosk_is_small_plain_and_asks_nobody_else(server: PageServer):
    (status, page), (script_status, script) = server.get("/wall"), server.get("/wall.js")
    assert (status, script_status) == (200, 200)
    assert len(page.encode()) + len(script.encode()) <= 60_000
    assert "streamlit" not in page.lower().replace("--st-background", "")
    assert "https://" not in page + script
    assert "http://" not in (page + script).replace("http://www.w3.org/", "")


def test_a_taken_port_is_one_clear_line_and_exit_code_four(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PeerError, match="cannot be taken") as caught:
            serve(tmp_path, taken.getsockname()[1], ready=lambda: pytest.fail("the address was told all the same"))
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)


def test_a_missing_data_folder_is_one_clear_line_and_exit_code_three(tmp_path: Path):
    with pytest.raises(StoreError, match="no such data folder") as caught:
        serve(tmp_path / "nowhere", 1)
    assert caught.value.exit_code == 3


def test_the_server_stops_on_sigterm_without_a_word(tmp_path: Path):
    running = PageServer(tmp_path).start()
    assert "there is no store" in running.health()["store"]
    assert running.stop() == ""
