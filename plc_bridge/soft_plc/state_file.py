"""The soft plant's state as one file: the line's snapshot and everything hidden, whole or not at all.

Lives here: writing, reading, and what is said of a damaged file.
Lives elsewhere: the snapshot (twin.engine.snapshot); what is hidden (.plant).
"""

from __future__ import annotations

import contextlib
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
        with contextlib.suppress(OSError):
            draft.unlink()
        cause = error.__cause__ if isinstance(error, StoreError) else error  # the snapshot names its own draft
        reason = getattr(cause, "strerror", None) or error
        raise StoreError(f"{path}: the plant's state cannot be written ({reason}); is the folder "
                         "writable and the disk not full?") from error  # fmt: skip


def load_state(path: Path) -> tuple[Snapshot, dict[str, Any]]:
    """What `save_state` wrote; DesignError when the file is damaged or of another version."""
    mend = "remove it to start a new plant, or name another file with --state"
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
