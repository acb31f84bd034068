"""The config of `litwin live` is read whole, or every fault is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from plc_bridge.config import read_config
from twin.errors import DesignError

GOOD = """\
tag_map:
servers:
  - name: plant
    url: [opc.tcp://10.0.0.5:4840, opc.tcp://10.0.0.6:4840]
    security: SignAndEncrypt
    certificates: pki
    user: litwin
    password: env:SECRET
"""


def write(folder: Path, text: str) -> Path:
    (folder / "live.yaml").write_text(text, encoding="utf-8")
    return folder / "live.yaml"


def test_a_config_is_read(tmp_path: Path):
    config = read_config(write(tmp_path, GOOD), {"SECRET": "s3"})
    (server,) = config.servers
    assert server.urls == ("opc.tcp://10.0.0.5:4840", "opc.tcp://10.0.0.6:4840")
    assert (server.user, server.password, server.certificates) == ("litwin", "s3", tmp_path / "pki")
    assert len(config.tag_map.rows) == 445
    assert config.flowsheet == "reference"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("security: Sign", "securty: Sign", "5:5", "Did you mean 'security'"),
        ("SignAndEncrypt", "Sign", "5:5", "not one of none, SignAndEncrypt"),
        ("    certificates: pki\n", "", "5:5", "certificates"),
        ("env:SECRET", "hunter2", "8:5", "env:NAME"),
        ("env:SECRET", "env:NONE", "8:5", "not set"),
        ("opc.tcp://10.0.0.6:4840", "http://x", "4:5", "opc.tcp"),
        ("opc.tcp://10.0.0.6:4840", "opc.tcp://x:99999", "4:5", "opc.tcp"),
        ("name: plant", "name: cells", "2:1", "server 'plant'"),
        ("name: plant", "name: 5", "3:5", "must be text"),
        ("servers:", "flowsheet: .nan\nservers:", "2:1", "flowsheet must be text"),
        ("servers:", "recording: 7\nservers:", "2:1", "recording must be text"),
        ("url: [opc.tcp://10.0.0.5:4840, opc.tcp://10.0.0.6:4840]", "url: []", "4:5", "is not an address"),
        ("tag_map:", "tag_map: none.csv", "none.csv", "cannot be read"),
        ("tag_map:", "tag_map: [", "", "not YAML"),
        ("tag_map:", "a: &a [1]\na:", "", "not YAML"),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str):
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(DesignError) as caught:
        read_config(path, {"SECRET": "s3"})
    assert place in str(caught.value).splitlines()[0]
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "- 1", "servers:", "servers: []", "servers: [1]", "servers: {a: 1}", "\tx: 1", "!!python/x a"]
)
def test_what_is_no_config_is_one_clear_error(tmp_path: Path, text: str):
    with pytest.raises(DesignError, match=r"live\.yaml"):
        read_config(write(tmp_path, text))
