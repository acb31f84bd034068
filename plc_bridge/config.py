"""The config file of `litwin live`: which servers, how to speak to them, which tag map.

Lives here: its schema, reading and checking it, secrets from the environment.
Lives elsewhere: the tags (.tag_map); the connection itself (.opcua_door).

    flowsheet: reference
    recording: past.npz            # made by `litwin plant`: goes into the store first; may be left out
    tag_map: tags.csv              # beside this file; left out: the reference plant's
    servers:
      - name: plant                # as in the tag map's column "server"
        url: opc.tcp://10.0.0.5:4840      # or a list, tried in turn
        security: SignAndEncrypt   # or none (only sensible on one machine)
        certificates: certificates # folder, for SignAndEncrypt
        user: litwin
        password: env:LITWIN_PLC_PASSWORD
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from plc_bridge.tag_map import TagMap, read_tag_map, reference_tag_map
from twin.errors import DesignError

SECURITY = ("none", "SignAndEncrypt")
_KEYS = ("flowsheet", "tag_map", "recording", "servers")
_SERVER_KEYS = ("name", "url", "security", "certificates", "user", "password")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """One OPC UA server of the plant."""

    name: str
    urls: tuple[str, ...]
    """Tried in turn."""
    security: str = "none"
    certificates: Path | None = None
    """Folder of the bridge's own key and certificate; needed for SignAndEncrypt."""
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveConfig:
    """What `litwin live` needs to know."""

    servers: tuple[ServerConfig, ...]
    tag_map: TagMap
    flowsheet: str = "reference"
    recording: Path | None = None
    """What the plant recorded before it was connected."""


def read_config(path: Path | str, environment: Mapping[str, str] | None = None) -> LiveConfig:
    """The config in a file; DesignError with every fault of the file."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = YAML(typ="rt").load(text)
    except OSError as error:
        raise DesignError(f"{path}: cannot be read ({error.strerror}); name a config file (YAML)") from error
    except UnicodeDecodeError as error:
        raise DesignError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise DesignError(f"{place}: not YAML: {error.problem}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise DesignError(f"{path}: not YAML: {str(error).splitlines()[0]}") from error
    return _Reader(path, text.splitlines(), os.environ if environment is None else environment).config(tree)


class _Reader:
    """Walks one file and gathers its faults."""

    def __init__(self, path: Path, lines: list[str], environment: Mapping[str, str]) -> None:
        self.path, self.lines, self.environment = path, lines, environment
        self.faults: list[str] = []

    def config(self, tree: Any) -> LiveConfig:
        """The checked config."""
        if not isinstance(tree, CommentedMap):
            raise DesignError(f"{self.path}:1:1: must hold keys {', '.join(_KEYS)}")
        self._known(tree, _KEYS)
        servers = self._servers(tree)
        tag_map = self._tag_map(tree)
        flowsheet, recording = self._text(tree, "flowsheet"), self._text(tree, "recording")
        if tag_map is not None and not self.faults:
            self._check_served(tree, tag_map, servers)
        if self.faults or tag_map is None:
            raise DesignError("\n".join(self.faults))
        return LiveConfig(
            servers=servers, tag_map=tag_map, flowsheet=flowsheet or "reference",
            recording=self.path.parent / recording if recording else None,
        )  # fmt: skip

    def fault(self, tree: CommentedMap, key: str | None, text: str) -> None:
        """Note a fault at a key, or at the mapping itself."""
        try:
            line, column = tree.lc.key(key) if key in tree else (tree.lc.line, tree.lc.col)
        except (KeyError, TypeError, AttributeError):
            line, column = tree.lc.line, tree.lc.col
        source = self.lines[line] if line < len(self.lines) else ""
        self.faults.append(f"{self.path}:{line + 1}:{column + 1}: {text}\n    {source}\n    {' ' * column}^")

    def _known(self, tree: CommentedMap, keys: tuple[str, ...]) -> None:
        for key in tree:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1)
                hint = f" Did you mean '{near[0]}'?" if near else f" Known are: {', '.join(keys)}."
                self.fault(tree, key, f"unknown key '{key}'.{hint}")

    def _text(self, tree: CommentedMap, key: str) -> str | None:
        value = tree.get(key)
        if value is None or isinstance(value, str):
            return value
        self.fault(tree, key, f"{key} must be text, not {value!r}; put it into quotes")
        return None

    def _servers(self, tree: CommentedMap) -> tuple[ServerConfig, ...]:
        entries = tree.get("servers")
        if not isinstance(entries, CommentedSeq) or not entries:
            self.fault(tree, "servers", "servers must be a list with at least one server (- name: ..., url: ...)")
            return ()
        servers: list[ServerConfig] = []
        for entry in entries:
            if not isinstance(entry, CommentedMap):
                self.fault(tree, "servers", f"a server must have keys {', '.join(_SERVER_KEYS)}, not be {entry!r}")
                continue
            server = self._server(entry)
            if any(server.name == other.name for other in servers):
                self.fault(entry, "name", f"server '{server.name}' stands here twice")
            servers.append(server)
        return tuple(servers)

    def _server(self, entry: CommentedMap) -> ServerConfig:
        self._known(entry, _SERVER_KEYS)
        name = self._text(entry, "name")
        if not name:
            self.fault(entry, "name", "a server needs a name, the one in the tag map's column 'server'")
        security = self._text(entry, "security") or "none"
        if security not in SECURITY:
            self.fault(entry, "security", f"security '{security}' is not one of {', '.join(SECURITY)}")
        folder = self._text(entry, "certificates")
        if security != "none" and not folder:
            self.fault(entry, "security", f"{security} needs a folder 'certificates' for the bridge's own certificate")
        return ServerConfig(
            name=name or "",
            urls=self._urls(entry),
            security=security,
            certificates=self.path.parent / folder if folder else None,
            user=self._text(entry, "user"),
            password=self._password(entry),
        )

    def _urls(self, entry: CommentedMap) -> tuple[str, ...]:
        given = entry.get("url")
        urls = list(given) if isinstance(given, CommentedSeq) and given else [given]
        for url in urls:
            if not _is_url(url):
                self.fault(entry, "url", f"url {url!r} is not an address such as opc.tcp://10.0.0.5:4840")
        return tuple(str(url) for url in urls)

    def _password(self, entry: CommentedMap) -> str | None:
        text = self._text(entry, "password")
        if text is None:
            return None
        if not text.startswith("env:"):
            self.fault(entry, "password", "a password does not belong into a file: write env:NAME and set NAME")
            return None
        secret = self.environment.get(text.removeprefix("env:"))
        if secret is None:
            self.fault(entry, "password", f"the environment variable {text.removeprefix('env:')} is not set")
        return secret

    def _tag_map(self, tree: CommentedMap) -> TagMap | None:
        name = self._text(tree, "tag_map")
        try:
            return read_tag_map(self.path.parent / name) if name else reference_tag_map()
        except DesignError as error:
            self.faults.append(str(error))
            return None

    def _check_served(self, tree: CommentedMap, tag_map: TagMap, servers: tuple[ServerConfig, ...]) -> None:
        names = {server.name for server in servers}
        for missing in sorted({row.server for row in tag_map.rows} - names):
            self.fault(tree, "servers", f"the tag map {tag_map.path} has tags of server '{missing}', which is not here")


def _is_url(text: object) -> bool:
    if not isinstance(text, str):
        return False
    try:
        parts = urlparse(text)
        return parts.scheme == "opc.tcp" and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False
