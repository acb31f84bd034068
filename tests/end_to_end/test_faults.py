"""What plant IT gets wrong, through the command line and over real OPC UA: one clear line and the right exit code."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboards.cli import main
from plc_bridge import certificates
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.server import SoftPlcServer
from plc_bridge.tag_map import COLUMNS
from tests.plc_bridge.soft_plant import free_port, small_map

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(port: int, folder: Path | None) -> Iterator[None]:
    """The soft PLC's server in a thread of its own; secure with a folder of certificates."""
    ready, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def life() -> None:
        async with SoftPlcServer(f"opc.tcp://127.0.0.1:{port}", read_points(small_map()), certificates=folder):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(life(),))
    thread.start()
    try:
        assert ready.wait(60.0)
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def config(folder: Path, port: int, **more: str) -> Path:
    file = folder / "plant.yaml"
    server = {"name": "plant", "url": f"opc.tcp://127.0.0.1:{port}", **more}
    lines = [f"    {key}: {value}\n" for key, value in server.items()]
    file.write_text("servers:\n  -\n" + "".join(lines))
    return file


def told(words: list[str], capsys: pytest.CaptureFixture[str], code: int) -> str:
    """The one line of a verb that must fail."""
    assert main(words) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("litwin: ") and err.count("\n") == 1, err
    return err


def trust(folder: Path) -> None:
    """What a person does: move the one rejected certificate to the trusted ones."""
    (rejected,) = (folder / "rejected").iterdir()
    (folder / "trusted").mkdir(exist_ok=True)
    rejected.rename(folder / "trusted" / rejected.name)


def test_certificates_are_checked_both_ways_and_each_refusal_says_the_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port, data = free_port(), str(tmp_path / "data")
    secure = config(tmp_path, port, security="SignAndEncrypt", certificates="pki")
    live = ["live", "--config", str(secure), "--data", data]
    with serving(port, tmp_path / "plc"):
        foreign = told(live, capsys, 4)
        (waiting,) = (tmp_path / "pki" / "rejected").iterdir()
        assert "foreign certificate" in foreign
        assert f"thumbprint {waiting.stem}" in foreign and str(tmp_path / "pki" / "trusted") in foreign
        trust(tmp_path / "pki")
        assert "our certificate is refused (BadCertificateUntrusted)" in told(live, capsys, 4)
        trust(tmp_path / "plc")
        open_one = config(tmp_path, port)
        assert "does not offer this security" in told(["live", "--config", str(open_one), "--data", data], capsys, 4)


def test_a_server_whose_certificate_has_run_out_is_refused_though_trusted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        past.setattr(certificates, "VALID_DAYS", 0)
        file, _ = certificates.own_certificate(tmp_path / "plc", "soft-plc", "urn:litwin:soft-plc")
    (tmp_path / "pki" / "trusted").mkdir(parents=True)
    (tmp_path / "pki" / "trusted" / "plc.der").write_bytes(file.read_bytes())
    port = free_port()
    secure = config(tmp_path, port, security="SignAndEncrypt", certificates="pki")
    with serving(port, tmp_path / "plc"):
        assert "not valid today" in told(["live", "--config", str(secure), "--data", str(tmp_path / "d")], capsys, 4)


def test_a_user_that_the_server_does_not_know_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "what")
    port = free_port()
    with serving(port, None):
        live = ["live", "--config", str(config(tmp_path, port, user="who", password="env:SECRET"))]
        assert "user or password refused" in told([*live, "--data", str(tmp_path / "d")], capsys, 4)


def test_no_server_and_a_peer_that_is_no_opc_ua_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    live = ["live", "--config", str(config(tmp_path, port)), "--data", str(tmp_path / "d")]
    assert "nothing listens here" in told(live, capsys, 4)
    with socket.create_server(("127.0.0.1", port)):
        assert "is it an OPC UA server?" in told(live, capsys, 4)


def test_ports_in_use_are_told_before_anything_else_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "port is in use" in told(["plant", "--endpoint", f"opc.tcp://127.0.0.1:{port}"], capsys, 4)
        assert "--port" in told(["dashboard", "--data", str(tmp_path), "--port", str(port)], capsys, 4)
        up = ["up", "--headless", "--port-base", str(port), "--data", str(tmp_path / "d")]
        assert "--port-base" in told(up, capsys, 4)
    assert not (tmp_path / "d").exists()


def test_a_data_folder_that_cannot_be_written_is_told_before_a_server_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    live = ["live", "--config", str(config(tmp_path, free_port()))]
    assert "not a folder" in told([*live, "--data", str(tmp_path / "file")], capsys, 3)
    assert "cannot be used as data folder" in told([*live, "--data", str(tmp_path / "file" / "below")], capsys, 3)
    assert "no such data folder" in told(["dashboard", "--data", str(tmp_path / "none")], capsys, 3)


GOOD = dict(zip(COLUMNS, ("FT-1", "plant", "urn:plc", "s=FT1", "dissolution.feed.flow", "kg/h", "0", "9", "1", "500",
                          "5", "read", "feed")))  # fmt: skip
FAULTS = {
    "unknown signal": ({"feeds": "dissolution.feed.flw"}, "Did you mean 'dissolution.feed.flow'?"),
    "unit of another kind": ({"unit": "degC"}, "signal dissolution.feed.flow is kept in 'kg/s'"),
    "unknown unit": ({"unit": "furlong"}, "furlong"),
    "index for a namespace": ({"namespace_uri": "3"}, "'3' is a namespace index; write the namespace's URI"),
    "index in an identifier": ({"identifier": "ns=3;s=FT1"}, "leave that to namespace_uri"),
    "write access": ({"access": "write"}, "this program only reads"),
    "server that is not there": ({"server": "plc2"}, "has tags of server 'plc2'"),
}


@pytest.mark.parametrize(("change", "mend"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_tag_map_is_told_with_its_place_and_its_mend(
    change: dict[str, str], mend: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tags.csv").write_text(",".join(COLUMNS) + "\n" + ",".join({**GOOD, **change}.values()) + "\n")
    file = config(tmp_path, free_port())
    file.write_text("tag_map: tags.csv\n" + file.read_text())
    assert main(["live", "--config", str(file), "--data", str(tmp_path / "d")]) == 3
    out, err = capsys.readouterr()
    assert out == "" and mend in err and "Traceback" not in err
    place, source, caret = err.splitlines()
    assert place.startswith(f"litwin: {tmp_path}") and caret.strip() == "^"
    assert next(iter(change.values())) in source or "server" in source
    assert not (tmp_path / "d").exists()


def test_a_secure_soft_plant_refuses_a_bridge_that_it_does_not_know(tmp_path: Path) -> None:
    """The whole way, two programs: `litwin plant --secure-only` and `litwin live`."""
    port, home = free_port(), tmp_path / "home"
    around = {**os.environ, "LITWIN_DATA_DIR": str(home)}
    program = [sys.executable, "-m", "dashboards.cli"]
    words = ["plant", "--secure-only", "--endpoint", f"opc.tcp://127.0.0.1:{port}"]
    live = ["live", "--config", str(config(tmp_path, port, security="SignAndEncrypt", certificates="pki")), "--data"]
    with subprocess.Popen([*program, *words], cwd=ROOT, env=around, stderr=subprocess.DEVNULL) as plant:
        try:
            _wait_for(port, 170.0)
            first = subprocess.run([*program, *live, str(tmp_path / "d")], check=False, cwd=ROOT, capture_output=True,
                                   text=True)  # fmt: skip
            trust(tmp_path / "pki")
            then = subprocess.run([*program, *live, str(tmp_path / "d")], check=False, cwd=ROOT, capture_output=True,
                                  text=True)  # fmt: skip
        finally:
            plant.send_signal(signal.SIGINT)
            plant.wait(30.0)
    for done, why in ((first, "a foreign certificate"), (then, "our certificate is refused")):
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1), done.stderr
        assert why in done.stderr
    assert len(list((home / "certificates" / "rejected").iterdir())) == 1


def _wait_for(port: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"nothing listens at {port}")
