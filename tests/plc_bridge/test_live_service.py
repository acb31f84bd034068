"""The live service over real OPC UA: a store that takes nothing for a while does not end it, and nothing is lost."""

from __future__ import annotations

import asyncio
import math
import sqlite3
from contextlib import suppress
from pathlib import Path

from plc_bridge.config import LiveConfig
from plc_bridge.live import LiveService
from plc_bridge.sqlite_historian import SqliteHistorian, open_store
from tests.plc_bridge.soft_plant import free_port, server_config, small_map
from tests.plc_bridge.test_bridge import soft_plc, until
from twin.errors import StoreError


def fill(store: SqliteHistorian) -> None:
    """Leave no room: SQLite says then what it says of a full disk."""
    store._db.execute("PRAGMA max_page_count = 1")  # it takes the present size, the least possible
    for size in (3000, 300, 30):
        with suppress(StoreError):
            while True:
                store.put("filler", 0.0, {"text": "x" * size})


def test_a_full_disk_is_said_and_outlived_without_a_value_lost(tmp_path: Path):
    said: list[str] = []

    async def run() -> None:
        tag_map, port, store = small_map(), free_port(), open_store(tmp_path, writer=True)
        config = LiveConfig(servers=(server_config(port),), tag_map=tag_map)
        service = LiveService(config, store, follower=None, why_not="none here", say=said.append)
        stop = asyncio.Event()
        async with soft_plc(port, tag_map):
            task = asyncio.create_task(service.run(stop))
            await asyncio.wait_for(service.healthy.wait(), 30)
            fill(store)
            await until(lambda: any("disk is full" in line for line in said), 60)
            assert not task.done()
            store._db.execute("PRAGMA max_page_count = 1000000000")
            await until(lambda: "store: takes values again" in said, 60)
            stop.set()
            await task
        seqs = sorted(sample.seq for sample in store.read_all(0, math.inf))
        assert seqs == list(range(1, seqs[-1] + 1))
        assert store.last("service")[1]["state"] == "stopped"  # type: ignore[index]
        store.close()

    asyncio.run(run())
    assert sum("disk is full" in line for line in said) == 1
    assert sqlite3.connect(tmp_path / "litwin.sqlite3").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_twin_that_is_live_stays_so_until_it_is_well_behind(tmp_path: Path):
    store, said = open_store(tmp_path, writer=True), list[str]()
    config = LiveConfig(servers=(server_config(free_port()),), tag_map=small_map())
    service = LiveService(config, store, follower=None, why_not="", say=said.append)
    states = []
    for behind in (1000.0, 200.0, 170.0, 200.0, 700.0, 730.0, 200.0, 100.0):
        service._behind = lambda behind=behind: behind  # type: ignore[method-assign, misc]
        service._progress(0.0)
        if behind <= service._allowed():
            service.state = "live"
        states.append(service.state)
        service._said_at = -math.inf
    catching = "catching up"
    assert states == [catching, catching, "live", "live", "live", catching, catching, "live"]
    store.close()
