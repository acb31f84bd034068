"""Where tables that take seconds to build are kept between runs.

Lives here: the cache folder, and a table file that is written whole or not at all and rebuilt when damaged.
Lives elsewhere: what is in a table (.brine_tables).
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_log = logging.getLogger("litwin")


def cache_folder() -> Path:
    """Folder for what can be computed anew: LITWIN_CACHE, else litwin in the user's cache folder (XDG)."""
    named = os.environ.get("LITWIN_CACHE")
    if named:
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "litwin"


def kept(
    name: str, mark: bytes, build: Callable[[], Mapping[str, Floats]], *, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Floats]:
    """The arrays of a table, read when a sound file with this content mark is there, else built and kept.

    name, mark    name of the file; what the content depends on, which becomes part of the name
    shapes        shape of each array: a file that holds anything else is damaged

    Without a folder to write in, one warning is given and the table lives in memory only.
    """
    path = cache_folder() / f"{name}-{hashlib.sha256(mark).hexdigest()[:16]}.npz"
    found = _read(path)
    if found is None or {key: array.shape for key, array in found.items()} != dict(shapes):
        found = dict(build())
        try:
            _write(path, found)
        except OSError as error:
            _log.warning(
                "%s: the table is built anew at every start, because it cannot be kept (%s). "
                "Set LITWIN_CACHE to a folder that can be written.",
                path.parent,
                error.strerror or error,
            )
    return found


def _read(path: Path) -> dict[str, Floats] | None:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            found = {name: np.ascontiguousarray(file[name], dtype=np.float64) for name in file.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return found if all(np.isfinite(array).all() for array in found.values()) else None


def _write(path: Path, arrays: Mapping[str, Floats]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **dict(arrays))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
