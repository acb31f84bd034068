"""A file that one process at a time can hold, and that the system takes back when the process dies.

Lives here: holding and giving back. Lives elsewhere: what is held (the store, a data folder, a plant's state).

The lock is an SQLite transaction that is never ended: the same on every system, freed by `kill -9`, not handed on to
child processes. The file itself stays empty.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from twin.errors import StoreError


class LockFile:
    """Held from when it is made until `close`, or until the process ends.

    path      the file, made where it is missing; its folder must be there
    busy      what to say when another process holds it
    patience  how long to wait for another process to give it back [s]

    StoreError when another process holds it, or the file cannot be locked.
    """

    def __init__(self, path: Path, busy: str, *, patience: float = 0.0) -> None:
        try:
            self._held = sqlite3.connect(path, isolation_level=None, timeout=patience, check_same_thread=False)
        except sqlite3.Error as error:
            raise _cannot(path, error) from error
        try:
            self._held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._held.close()
            if "locked" in str(error):
                raise StoreError(busy) from error
            raise _cannot(path, error) from error

    def close(self) -> None:
        """Give it back."""
        self._held.close()

    def __enter__(self) -> LockFile:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


def _cannot(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(
        f"{path}: cannot be locked ({error}). Allowed: an empty file, made by litwin, in a folder that this user may "
        "write to. Remove the file (nothing is kept in it), or name another folder."
    )
