"""The bridge against the real soft PLC over real OPC UA on 127.0.0.1."""

from __future__ import annotations

import asyncio
import math
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plc_bridge.bridge import Bridge
from plc_bridge.historian import Sample
from plc_bridge.opcua_door import check_server
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.run import run_plant
from plc_bridge.soft_plc.server import SoftPlcServer
from plc_bridge.sqlite_historian import SqliteHistorian, open_store
from plc_bridge.tag_map import TagMap
from tests.plc_bridge.soft_plant import TAGS, SinePlant, free_port, server_config, small_map
from twin.errors import DesignError, PeerError, StoreError
from twin.signals import Quality

ROOT = Path(__file__).parents[2]
TIMED = [tag for tag in TAGS if tag not in ("LAB-15", "IIC-310A.SP", "AT-205", "AT-205.AGE")]  # stale after 5 s


@contextmanager
def plc_process(port: int, *namespaces: str) -> Iterator[subprocess.Popen[str]]:
    program = [sys.executable, "-m", "tests.plc_bridge.soft_plant", str(port), *namespaces]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


@asynccontextmanager
async def bridging(tag_map: TagMap, store: SqliteHistorian, port: int, **more: Any) -> AsyncIterator[Bridge]:
    bridge, stop = Bridge(tag_map, [server_config(port)], store, **more), asyncio.Event()
    task = asyncio.create_task(bridge.run(stop))
    try:
        yield bridge
    finally:
        stop.set()
        await task


@asynccontextmanager
async def soft_plc(port: int, tag_map: TagMap) -> AsyncIterator[SoftPlcServer]:
    points, stop = read_points(tag_map), asyncio.Event()
    async with SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", points) as server:
        plant = run_plant(SinePlant(tag_map), server, Instruments(points, 1), stop=stop, period=0.2)
        task = asyncio.create_task(plant)
        try:
            yield server
        finally:
            stop.set()
            await task


async def until(true: Callable[[], bool], within: float) -> float:
    """Seconds until something is true; fails after `within`."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within, "not in time"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


def qualities(store: SqliteHistorian, tags: list[str]) -> set[str]:
    latest = store.latest()
    return {latest[tag].quality.value if tag in latest else "none" for tag in tags}


def own_value(sample: Sample, tag_map: TagMap) -> bool:
    """Whether a kept number can be this tag's own: sines stay within 2 % of the range around normal."""
    point = next(point for point in read_points(tag_map) if point.tag == sample.tag)
    if sample.tag in ("XS-999", "AT-205.AGE"):
        return True
    return abs(sample.raw - point.normal) <= 0.02 * (point.row.high - point.row.low) + 5 * point.noise


def test_values_arrive_with_unit_time_quality_and_number(tmp_path: Path):
    async def run() -> None:
        tag_map, port, store = small_map(), free_port(), open_store(tmp_path, writer=True)
        heard: list[Sample] = []
        async with soft_plc(port, tag_map), bridging(tag_map, store, port, listeners=[heard.extend]) as bridge:
            await until(lambda: qualities(store, list(TAGS)) == {"good"}, 15)
            await until(lambda: len(store.read("XS-999", 0, math.inf)) > 1, 10)
            health = bridge.health()
            assert {word: n for word, n in health["tags"].items() if n} == {"total": 14, "good": 14}
            assert health["servers"]["plant"]["items_sent"] == 14
            assert abs(health["servers"]["plant"]["clock_offset_s"]) < 2
            assert abs(bridge.now - time.time()) < 3
        kept = store.latest()
        assert kept["IT-310A"].value == pytest.approx(1000 * kept["IT-310A"].raw)
        assert kept["TT-106"].value == pytest.approx(kept["TT-106"].raw + 273.15)
        assert kept["PT-315"].value == pytest.approx(101325 + 100 * kept["PT-315"].raw)
        assert (kept["XS-351A"].value, kept["BS-504A"].value) == (5.0, 1.0)
        assert 3600 <= time.time() - kept["LAB-15"].source_time <= 3600 + 21600 + 30
        seqs = [sample.seq for sample in store.read_all(0, math.inf)]
        assert sorted(seqs) == list(range(1, len(seqs) + 1))
        assert sorted(sample.seq for sample in heard) == sorted(seqs)[: len(heard)]
        assert store.tags()[1]["si_unit"] == "A"
        assert store.last("health") is not None
        store.close()

    asyncio.run(run())


def test_a_mismatch_with_the_tag_map_is_never_a_number(tmp_path: Path):
    async def run() -> None:
        tag_map, port, store = small_map(), free_port(), open_store(tmp_path, writer=True)
        wrong = {
            "IT-310A": {"unit": "A", "scale": 1.0},
            "TT-106": {"high": 200.0},
            "LT-107": {"identifier": 's="DB_Diss"."R101A"."none"'},
            "FT-552": {"namespace_uri": "urn:other"},
        }
        rows = tuple(replace(row, **wrong.get(row.tag, {})) for row in tag_map.rows)  # type: ignore[arg-type]
        faulty = TagMap(tag_map.path, rows)
        async with soft_plc(port, tag_map), bridging(faulty, store, port) as bridge:
            await until(lambda: set(wrong) <= store.latest().keys(), 15)
            await until(lambda: qualities(store, ["XS-999"]) == {"good"}, 10)
            kept = store.latest()
            assert bridge.supervisors["plant"].health.items_sent == 12
            found = await check_server(server_config(port), rows)
        assert kept["IT-310A"].quality is kept["TT-106"].quality is Quality.CONFIG
        assert kept["LT-107"].quality is kept["FT-552"].quality is Quality.BAD
        assert "'kA'" in kept["IT-310A"].reason
        assert "0 to 120" in kept["TT-106"].reason
        assert all(math.isnan(kept[tag].value) for tag in wrong)
        assert set(found) == set(wrong)
        store.close()

    asyncio.run(run())


def test_freeze_kill_and_a_moved_namespace_give_no_foreign_value_and_no_invented_one(tmp_path: Path):
    async def run() -> None:
        tag_map, port, store = replace_stale(small_map(), 2.5), free_port(), open_store(tmp_path, writer=True)
        async with bridging(tag_map, store, port) as bridge:
            with plc_process(port) as process:
                await until(lambda: qualities(store, list(TAGS)) == {"good"}, 15)
                await freeze(process, bridge, store)
            killed = time.time()
            assert await until(lambda: qualities(store, TIMED) == {"stale"}, 12) <= 2.5 + 1
            starts = time.time()
            with plc_process(port, "urn:other", "urn:another"):
                assert await until(lambda: qualities(store, list(TAGS)) == {"good"}, 10) < 10
                assert bridge.supervisors["plant"].health.namespaces.index(tag_map.rows[0].namespace_uri) == 4
                await until(lambda: is_marked(store, killed, starts), 30)
        invented = [s for tag in TIMED for s in store.read(tag, killed, starts) if s.quality is Quality.GOOD]
        assert invented == []
        assert all(own_value(s, tag_map) for s in store.read_all(0, math.inf) if s.quality is Quality.GOOD)
        store.close()

    asyncio.run(run())


def is_marked(store: SqliteHistorian, start: float, end: float) -> bool:
    """Whether a gap in the store covers a time."""
    return any(gap["from"] <= start < end <= gap["to"] for gap in store.stats()["gaps"])


async def freeze(process: subprocess.Popen[str], bridge: Bridge, store: SqliteHistorian) -> None:
    """Freeze the server for about 4 s: noticed within 4 s, stale in time, good again within 10 s of its return."""
    process.send_signal(signal.SIGSTOP)
    try:
        assert await until(lambda: not bridge.supervisors["plant"].health.connected, 5) < 4
        await until(lambda: qualities(store, TIMED) == {"stale"}, 4)
        await asyncio.sleep(1)
    finally:
        process.send_signal(signal.SIGCONT)
    await until(lambda: qualities(store, list(TAGS)) == {"good"}, 10)


def test_a_plc_that_serves_but_stands_still_is_not_taken_for_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plc_bridge.supervisor.NO_DATA_AFTER", 1.5)

    async def run() -> None:
        tag_map, port, store = small_map(), free_port(), open_store(tmp_path, writer=True)
        points = read_points(tag_map)
        async with SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", points) as server:
            plant, instruments = SinePlant(tag_map), Instruments(points, 1)
            async with bridging(tag_map, store, port) as bridge:
                await until(lambda: bridge.supervisors["plant"].health.connected, 10)
                await server.publish(instruments.read(plant.read(), plant.time), plant.time)
                await until(lambda: "no data" in bridge.supervisors["plant"].health.last_error, 8)
        store.close()

    asyncio.run(run())


def test_a_new_bridge_goes_on_where_a_killed_one_stopped(tmp_path: Path):
    async def run() -> None:
        tag_map, port, store = small_map(), free_port(), open_store(tmp_path, writer=True)
        old = [Sample("TT-106", 333.0, 60.0, Quality.GOOD, "", 1000.0, 1000.0, 1000.0, "live", 41, 0)]
        store.append(old)
        async with bridging(replace_stale(tag_map, 0.5), store, port):
            await until(lambda: qualities(store, ["TT-106"]) == {"stale"}, 5)
        kept = store.read("TT-106", 0, math.inf)
        assert kept[0] == old[0]
        assert (kept[1].value, kept[1].seq, kept[1].source_time, kept[1].origin) == (333.0, 42, 1000.0, "repeated")
        store.close()

    asyncio.run(run())


def replace_stale(tag_map: TagMap, seconds: float) -> TagMap:
    """The map with another time of getting stale, for the tags that do within seconds."""
    rows = (replace(row, stale_after_s=seconds) if row.stale_after_s == 5 else row for row in tag_map.rows)
    return TagMap(tag_map.path, tuple(rows))


def test_a_store_that_fails_for_a_while_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async def run() -> None:
        tag_map, store = small_map(), open_store(tmp_path, writer=True)
        bridge = Bridge(tag_map, [server_config(free_port())], store)
        keep = store.append

        def full(samples: object) -> int:
            raise StoreError("the disk is full")

        monkeypatch.setattr(store, "append", full)
        for k in range(5):
            bridge.received("TT-106", 60.0 + k, 0, 1e9 + k, 1e9 + k)
            bridge._digest()
            await bridge._flush()
        assert bridge.health()["store"] == {"waiting": 5, "error": "the disk is full", "seq": 5}
        monkeypatch.setattr(store, "append", keep)
        await bridge._flush()
        assert [s.raw for s in store.read("TT-106", 0, math.inf)] == [60.0, 61.0, 62.0, 63.0, 64.0]
        assert bridge.health()["store"]["waiting"] == 0
        store.close()

    asyncio.run(run())


def test_a_value_that_the_server_vouches_for_is_kept_as_repeated_not_as_live(tmp_path: Path):
    async def run() -> None:
        store, port, began = open_store(tmp_path, writer=True), free_port(), time.time()
        bridge = Bridge(small_map(), [server_config(port)], store)
        supervisor, state = bridge.supervisors["plant"], bridge.states["TT-106"]
        bridge.received("TT-106", 60.0, 0, began, began)
        bridge.received("XS-999", 1, 0, began, began)
        bridge._digest()
        state.seen_at -= 4.0  # four seconds without a word on it; it may be silent for five
        state.gate.passed_at -= 4.0
        supervisor.health.connected, supervisor.alive_at = True, time.monotonic()
        bridge.received("XS-999", 2, 0, began + 0.5, began + 0.5)
        bridge._digest()
        bridge._vouch()
        await bridge._flush()
        kept = store.read("TT-106", 0, math.inf)
        assert [(one.raw, one.source_time, one.origin) for one in kept] == [
            (60.0, began, "live"),
            (60.0, began + 0.5, "repeated"),
        ]
        assert {one.origin for one in store.read("XS-999", 0, math.inf)} == {"live"}
        store.close()

    asyncio.run(run())


def test_peers_that_do_not_work_are_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plc_bridge.opcua_door.OPEN_WITHIN", 1.0)

    async def run() -> None:
        tag_map, port = small_map(), free_port()
        with pytest.raises(PeerError, match="nothing listens"):
            await check_server(server_config(port), tag_map.rows)
        async with SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", read_points(tag_map)):
            with pytest.raises(PeerError, match="in use"):
                await SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", read_points(tag_map)).start()
            with pytest.raises(PeerError, match="does not offer this security"):
                secure = server_config(port, security="SignAndEncrypt", certificates=tmp_path)
                await check_server(secure, tag_map.rows)
            with pytest.raises(PeerError, match=r"user or password|does not offer|answers"):
                await check_server(server_config(port, user="who", password="what"), tag_map.rows)
        mute = socket.create_server(("127.0.0.1", port))
        with mute, pytest.raises(PeerError, match="no answer in time"):
            await check_server(server_config(port), tag_map.rows)

    asyncio.run(run())


def test_a_foreign_certificate_is_refused_until_a_person_trusts_it(tmp_path: Path):
    async def run() -> None:
        tag_map, port = small_map(), free_port()
        server = SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", read_points(tag_map), certificates=tmp_path / "plc")
        secure = server_config(port, security="SignAndEncrypt", certificates=tmp_path / "bridge")
        async with server:
            with pytest.raises(PeerError, match="does not offer this security"):
                await check_server(server_config(port), tag_map.rows)
            with pytest.raises(PeerError, match="foreign certificate"):
                await check_server(secure, tag_map.rows)
            trust(tmp_path / "bridge")
            with pytest.raises(PeerError, match="our certificate is refused"):
                await check_server(secure, tag_map.rows)
            trust(tmp_path / "plc")
            assert await check_server(secure, tag_map.rows) == {}
        assert (tmp_path / "plc" / "soft-plc.pem").stat().st_mode & 0o777 == 0o600

    asyncio.run(run())


def trust(folder: Path) -> None:
    """What a person does: move the one rejected certificate to the trusted ones."""
    (rejected,) = (folder / "rejected").iterdir()
    (folder / "trusted").mkdir(exist_ok=True)
    rejected.rename(folder / "trusted" / rejected.name)


def test_a_tag_map_whose_server_is_missing_is_refused(tmp_path: Path):
    store = open_store(tmp_path, writer=True)
    with pytest.raises(DesignError, match="server 'plant'"):
        Bridge(small_map(), [], store)
    store.close()
