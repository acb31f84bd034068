"""The soft plant's state as one file: the line's snapshot and everything hidden, whole or not at all.

Lives here: writing, reading, and what is said of a damaged file.
Lives elsewhere: the snapshot (twin.engine.snapshot); what is hidden (.plant).
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plc_bridge.lock_file import LockFile
from twin.engine.snapshot import Snapshot
from twin.errors import DesignError
from twin.whole_file import whole_file

VERSION = 2
ELSEWHERE = "name another file with --state (`litwin up`: another folder with --data)"
MEND = f"remove it to start a new plant, or {ELSEWHERE}"
SNAPSHOT, HIDDEN = "snapshot.npz", "hidden.json"


def hold_state(path: Path, *, patience: float = 0.0) -> LockFile:
    """The right to go on from this file and to write it; StoreError when another plant still has it after so long [s].

    The folder must be there.
    """
    busy = (f"{path}: another litwin process runs this plant. Allowed: one at a time. Stop it, or "
            f"{ELSEWHERE}")  # fmt: skip
    return LockFile(path.with_name(f"{path.name}.lock"), busy, patience=patience)


def save_state(path: Path, snapshot: Snapshot, hidden: Mapping[str, Any]) -> None:
    """Write the file; what was there before stays until the new one is on disk. StoreError when it cannot be."""
    numbers = io.BytesIO()
    snapshot.write(numbers)
    mend = "make the folder writable, or make room on the disk"
    with whole_file(path, what="the plant's state", mend=mend) as file, zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr(SNAPSHOT, numbers.getvalue())
        bundle.writestr(HIDDEN, json.dumps({"version": VERSION, **hidden}))


def check_state(path: Path, design_hash: str, seed: int) -> tuple[Snapshot, dict[str, Any]]:
    """What `save_state` wrote of this very plant; DesignError for another one."""
    snapshot, hidden = load_state(path)
    if snapshot.design_hash != design_hash:
        raise DesignError(f"{path}: is the state of another flowsheet; {ELSEWHERE}.")
    if hidden["seed"] != seed:
        raise DesignError(
            f"{path}: is the state of a plant with --seed {hidden['seed']}; give that seed, or {ELSEWHERE}."
        )
    return snapshot, hidden


def load_state(path: Path) -> tuple[Snapshot, dict[str, Any]]:
    """What `save_state` wrote; DesignError when the file is damaged or of another version."""
    try:
        with zipfile.ZipFile(path) as bundle:
            hidden: Any = json.loads(bundle.read(HIDDEN))
            snapshot = Snapshot.read(io.BytesIO(bundle.read(SNAPSHOT)), path, mend=MEND)
    except OSError as error:
        raise DesignError(f"{path}: the plant's state cannot be read ({error.strerror or error}); {MEND}.") from error
    except DesignError:
        raise
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError) as error:
        raise damaged(path, error) from error
    found = hidden.get("version") if isinstance(hidden, dict) else None
    if found != VERSION:
        raise DesignError(f"{path}: a state of version {found}; version {VERSION} is read; {MEND}.")
    if "seed" not in hidden:
        raise damaged(path, KeyError("seed"))
    return snapshot, hidden


def damaged(path: Path, fault: Exception) -> DesignError:
    """What to say of a state in which something is missing, or is not what it should be."""
    return DesignError(f"{path}: is no state of a soft plant, or damaged ({type(fault).__name__}); {MEND}.")
