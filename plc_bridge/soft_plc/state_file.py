"""The soft plant's state as one file: the line's snapshot and everything hidden, whole or not at all.

Lives here: writing, reading, and what is said of a damaged file.
Lives elsewhere: the snapshot (twin.engine.snapshot); what is hidden (.plant).
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twin.engine.snapshot import Snapshot
from twin.errors import DesignError, StoreError

VERSION = 2
SNAPSHOT, HIDDEN = "snapshot.npz", "hidden.json"
OTHER_FILE = "name another file with --state"
"""Mend where the file was named by itself."""


def save_state(path: Path, snapshot: Snapshot, hidden: Mapping[str, Any]) -> None:
    """Write the file; what was there before stays until the new one is on disk. StoreError when it cannot be."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".state-") as folder:
            numbers = Path(folder) / SNAPSHOT
            snapshot.save(numbers)
            with draft.open("wb") as file:
                with zipfile.ZipFile(file, "w") as bundle:
                    bundle.write(numbers, SNAPSHOT)
                    bundle.writestr(HIDDEN, json.dumps({"version": VERSION, **hidden}))
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(f"{path}: the plant's state cannot be written ({error.strerror or error}); "
                         "is the folder writable and the disk not full?") from error  # fmt: skip


def check_state(path: Path, design_hash: str, seed: int, *, other: str) -> tuple[Snapshot, dict[str, Any]]:
    """What `save_state` wrote of this very plant; DesignError with the mend `other` for another one."""
    snapshot, hidden = load_state(path, other=other)
    if snapshot.design_hash != design_hash:
        raise DesignError(f"{path}: is the state of another flowsheet; {other}.")
    if hidden["seed"] != seed:
        raise DesignError(f"{path}: is the state of a plant with --seed {hidden['seed']}; give that seed, or {other}.")
    return snapshot, hidden


def load_state(path: Path, *, other: str = OTHER_FILE) -> tuple[Snapshot, dict[str, Any]]:
    """What `save_state` wrote; DesignError when the file is damaged or of another version."""
    mend = f"remove it to start a new plant, or {other}"
    try:
        with zipfile.ZipFile(path) as bundle, tempfile.TemporaryDirectory() as folder:
            hidden: dict[str, Any] = json.loads(bundle.read(HIDDEN))
            snapshot = Snapshot.load(Path(bundle.extract(SNAPSHOT, folder)))
    except OSError as error:
        raise DesignError(f"{path}: the plant's state cannot be read ({error.strerror or error}); {mend}.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError) as error:
        what = type(error).__name__
        raise DesignError(f"{path}: is no state of a soft plant, or damaged ({what}); {mend}.") from error
    if hidden.get("version") != VERSION:
        raise DesignError(f"{path}: a state of version {hidden.get('version')}; version {VERSION} is read; {mend}.")
    return snapshot, hidden
