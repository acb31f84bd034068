"""A file that is written whole or not at all.

Lives here: writing beside it, to disk, and putting it in place. Lives elsewhere: what is written, who may write it
(the caller holds the lock where several could).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from twin.errors import StoreError


@contextmanager
def whole_file(path: Path, *, what: str, mend: str) -> Iterator[BinaryIO]:
    """Open a draft beside `path`; it is on disk and in place when the block ends without a fault.

    Else what was there before stays. StoreError names the file, `what` it holds, the cause and the `mend`.
    """
    draft = path.with_name(f".{path.name}.draft")  # one name: what a kill leaves is written over the next time
    try:
        with draft.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: {what} cannot be written ({error.strerror or error}); {mend}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
