"""`litwin up` as a person starts it: real processes, real OPC UA, real store; killed parts come back.

Tracking is tested for itself (tests/twin/tracking); here it is switched off where only the processes matter.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from plc_bridge.sqlite_historian import open_store
from tests.plc_bridge.soft_plant import free_port
from twin.errors import StoreError
from twin.signals import Quality

ROOT = Path(__file__).parents[2]
FOREIGN = ROOT / "build" / "node" / "node_modules"
LITWIN = [sys.executable, "-m", "dashboards.cli"]
QUICK = ("--past", "0.2", "--no-tracking")
"""Little past and no twin: where only the processes matter."""


def free_pair() -> int:
    while True:
        port = free_port()
        try:
            with socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            continue


@contextmanager
def running(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`litwin up`, once it is healthy; its end is up to the test."""
    base = free_pair()
    program = [*LITWIN, "up", "--headless", "--json", "--data", str(data), "--port-base", str(base), *words]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, base
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=40.0)
            except (subprocess.TimeoutExpired, ValueError):
                process.kill()


def until(condition: Callable[[], Any], seconds: float) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s")


def word(data: Path) -> tuple[float, dict[str, Any]] | None:
    try:
        store = open_store(data, writer=False)
    except StoreError:
        return None
    try:
        return store.last("service")
    finally:
        store.close()


def latest(data: Path) -> dict[str, Any]:
    store = open_store(data, writer=False)
    try:
        return store.latest()
    finally:
        store.close()


def is_live(data: Path) -> bool:
    found = word(data)
    return found is not None and found[1]["state"] == "live" and found[1]["detail"].startswith("tracking:")


def pid_of(verb: str, data: Path) -> int:
    """Process of a verb that works on this folder."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if verb in words and "dashboards.cli" in words and any(str(data) in one for one in words):
                return int(folder.name)
    return 0


def free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


needs_proc = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds processes in /proc")


def test_up_ends_by_itself_with_good_tags_and_leaves_nothing_behind(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "mine.txt").write_text("not litwin's")
    with running(data, "--for", "12", "--past", "2") as (process, base):
        out, told = process.communicate(timeout=170.0)
    assert process.returncode == 0, told
    answer = json.loads(out)
    assert answer["ran_s"] == pytest.approx(12.0, abs=3.0)
    assert answer["tags"]["total"] == 445 and answer["tags"]["good"] >= 430 and answer["tags"]["stale"] == 0
    assert answer["left_behind"] == {"processes": 0, "ports": 0}
    assert all(answer["runs"].values()) and "runs: plant, bridge, store, tracking, forecast, page" in told
    assert answer["endpoint"].endswith(str(base)) and answer["page"].endswith(f":{base + 1}/")
    assert free(base) and free(base + 1)
    assert (data / "mine.txt").read_text() == "not litwin's"
    store = open_store(data, writer=False)
    stats = store.stats()
    origins = {sample.origin for sample in store.read("IT-310A", -math.inf, math.inf)}
    store.close()
    assert {"replayed", "live"} <= origins and stats["values"] > 445 * 10
    values = answer["kpi"]["values"]
    assert values["throughput_t_per_d"]["value"] == pytest.approx(30.0, abs=3.0)
    assert values["hcl_recovery"]["value"] == pytest.approx(0.96, abs=0.02)
    assert answer["forecast"]["members"] >= 30


@needs_proc
def test_killed_parts_come_back_and_nothing_is_invented(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, *QUICK) as (process, base):
        until(lambda: process.poll() is not None or is_live(data), 120.0)
        until(lambda: pid_of("dashboard", data) and not free(base + 1), 60.0)
        _kill_plant(data, base)
        _kill_live(data)
        process.send_signal(signal.SIGTERM)
        out, told = process.communicate(timeout=40.0)
    assert process.returncode == 0, told
    answer = json.loads(out)
    assert answer["left_behind"] == {"processes": 0, "ports": 0}
    assert [part for part, runs in answer["runs"].items() if not runs] == ["tracking", "forecast"]
    assert "does NOT run: tracking, forecast (--no-tracking)" in told
    assert not any(pid_of(verb, data) for verb in ("plant", "live", "dashboard"))


def _kill_plant(data: Path, port: int) -> None:
    """The soft plant dies: tags go stale, it is started from its state, data is back, the gap is a gap."""
    old = pid_of("plant", data)
    before = latest(data)["IT-310A"].source_time
    os.kill(old, signal.SIGKILL)
    until(lambda: latest(data)["IT-310A"].quality is Quality.STALE, 30.0)
    until(lambda: pid_of("plant", data) not in (0, old), 30.0)
    until(lambda: not free(port), 60.0)
    until(lambda: latest(data)["IT-310A"].quality is Quality.GOOD, 10.0)
    store = open_store(data, writer=False)
    samples = [s for s in store.read("IT-310A", before - 5.0, math.inf) if s.quality is Quality.GOOD]
    gaps = store.stats()["gaps"]
    store.close()
    assert {sample.origin for sample in samples if sample.source_time >= before} <= {"live", "repeated"}
    assert max(b.source_time - a.source_time for a, b in pairwise(samples)) > 3.0
    assert gaps and gaps[-1]["server"] == "plant"


def _kill_live(data: Path) -> None:
    """The live service dies: what was acknowledged is there, it goes on with the next number."""
    old, kept = pid_of("live", data), latest(data)
    os.kill(old, signal.SIGKILL)
    until(lambda: pid_of("live", data) not in (0, old), 30.0)
    now = until(lambda: (found := latest(data)) and found["XS-999"].seq > kept["XS-999"].seq and found, 60.0)
    assert all(now[tag].seq >= sample.seq for tag, sample in kept.items())
    store = open_store(data, writer=False)
    seqs = [sample.seq for sample in store.read("XS-999", -math.inf, math.inf)]
    store.close()
    assert len(seqs) == len(set(seqs)) and kept["XS-999"].seq in seqs


def test_a_port_in_use_a_folder_of_another_and_an_unknown_flowsheet_are_one_clear_line(tmp_path: Path) -> None:
    base = free_pair()
    blocked = tmp_path / "file"
    blocked.write_text("")
    with socket.create_server(("127.0.0.1", base + 1)):
        cases = [
            (["up", "--headless", "--port-base", str(base), "--data", str(tmp_path / "d")], 4, "--port-base"),
            (["up", "--headless", "--port-base", str(free_pair()), "--data", str(blocked)], 3, "data folder"),
            (["up", "--headless", "--flowsheet", "refrence", "--data", str(tmp_path / "d")], 3, "reference"),
            (["plant", "--endpoint", f"opc.tcp://127.0.0.1:{base + 1}"], 4, "in use"),
            (["plant", "--scenario", str(tmp_path / "none.yaml")], 3, "scenario"),
            (["live", "--config", str(tmp_path / "none.yaml"), "--data", str(tmp_path / "d")], 3, "config"),
            (["kpi", "--data", str(tmp_path / "nothing")], 3, "no store"),
        ]
        for words, code, told in cases:
            done = subprocess.run([*LITWIN, *words], check=False, cwd=ROOT, capture_output=True, text=True)
            assert (done.returncode, done.stdout) == (code, ""), (words, done.stderr)
            assert told in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_a_client_that_is_not_ours_reads_value_unit_and_range(tmp_path: Path) -> None:
    """asyncua's own command-line tools browse and read; node-opcua where it is installed."""
    port = free_port()
    endpoint = f"opc.tcp://127.0.0.1:{port}"
    program = [*LITWIN, "plant", "--endpoint", endpoint]
    with subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True) as plant:
        try:
            until(lambda: not free(port), 60.0)
            node = 's="DB_Elec"."E301A"."IT_310A"'
            tools = Path(sys.executable).parent
            listing = _tool(tools / "uals", "-u", endpoint, "-l", "3", "-n", "i=85")
            assert "DataBlocksGlobal" in listing
            index = next(n for n in range(2, 6) if _reads(tools, endpoint, f"ns={n};{node}"))
            value = float(_tool(tools / "uaread", "-u", endpoint, "-n", f"ns={index};{node}"))
            assert 9.0 < value < 11.0
            unit = _tool(tools / "uaread", "-u", endpoint, "-n", f"ns={index};{node}.EngineeringUnits")
            span = _tool(tools / "uaread", "-u", endpoint, "-n", f"ns={index};{node}.EURange")
            assert "kA" in unit and "16" in span
        finally:
            plant.send_signal(signal.SIGINT)
            plant.communicate(timeout=30.0)
    assert plant.returncode == 0


def _tool(program: Path, *words: str) -> str:
    if not program.exists():
        pytest.skip(f"{program.name} of asyncua is not installed")
    done = subprocess.run([program, *words], check=False, capture_output=True, text=True, timeout=60)
    return done.stdout


def _reads(tools: Path, endpoint: str, node: str) -> bool:
    return bool(_tool(tools / "uaread", "-u", endpoint, "-n", node).strip().replace(".", "").isdigit())


@pytest.mark.skipif(
    not (os.environ.get("CI") and shutil.which("node") and (FOREIGN / "node-opcua-client").exists()),
    reason="needs CI=true, node, and node-opcua-client in build/node",
)
def test_node_opcua_reads_a_value() -> None:
    port = free_port()
    script = f"""
const {{OPCUAClient, AttributeIds}} = require("node-opcua-client");
(async () => {{
  const client = OPCUAClient.create({{endpointMustExist: false}});
  await client.connect("opc.tcp://127.0.0.1:{port}");
  const session = await client.createSession();
  const names = await session.readNamespaceArray();
  const ns = names.indexOf("http://www.siemens.com/simatic-s7-opcua");
  const id = `ns=${{ns}};s="DB_Elec"."E301A"."IT_310A"`;
  const value = await session.read({{nodeId: id, attributeId: AttributeIds.Value}});
  const span = await session.read({{nodeId: id + ".EURange", attributeId: AttributeIds.Value}});
  const unit = await session.read({{nodeId: id + ".EngineeringUnits", attributeId: AttributeIds.Value}});
  console.log(JSON.stringify({{value: value.value.value, high: span.value.value.high,
                              unit: unit.value.value.displayName.text}}));
  await session.close(); await client.disconnect();
}})();
"""
    program = [*LITWIN, "plant", "--endpoint", f"opc.tcp://127.0.0.1:{port}"]
    with subprocess.Popen(program, cwd=ROOT, stderr=subprocess.DEVNULL) as plant:
        try:
            until(lambda: not free(port), 60.0)
            done = subprocess.run(
                ["node", "-e", script], check=False, cwd=FOREIGN.parent, capture_output=True, text=True, timeout=60
            )
            lines = [line for line in done.stdout.splitlines() if line.startswith("{")]  # the client logs, too
            assert lines, done.stdout + done.stderr
            told = json.loads(lines[-1])
            assert 9.0 < told["value"] < 11.0 and told["high"] == 16.0 and told["unit"] == "kA"
        finally:
            plant.send_signal(signal.SIGINT)
            plant.wait(30.0)
