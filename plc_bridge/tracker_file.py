"""Where the twin stood, in one file beside the store: a restart goes on from it instead of working through two days.

Lives here: `keep` and `recover`, whole or not at all, with the fingerprints that say whether the file fits.
Lives elsewhere: what stands in it (whoever is a `Follower`; twin.tracker); when it is written (.following).

    litwin tracker 1\\n            format
    {"sha256": ..., "design": ..., ...}\\n      of all that follows, and what a reader must agree in
    a zip of numpy arrays         plain values as JSON text among them; nothing in it could run code
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from twin.errors import StoreError
from twin.whole_file import whole_file

FORMAT = b"litwin tracker 1\n"
ARRAY = "#array"
"""Key of what stands in the JSON text for an array: its number in the zip."""


def keep(path: Path, identity: Mapping[str, str], tree: Mapping[str, Any]) -> None:
    """Write the file; StoreError when it cannot be written, and then the old one stands as it was."""
    arrays: list[Any] = []
    text = json.dumps(_without_arrays(tree, arrays))
    buffer = io.BytesIO()
    named = {str(number): array for number, array in enumerate(arrays)}
    np.savez(buffer, tree=np.frombuffer(text.encode(), np.uint8), **named)
    content = buffer.getbuffer()
    head = json.dumps({**identity, "sha256": hashlib.sha256(content).hexdigest()}).encode()
    with whole_file(path, what="where the twin stands", mend="a restart then works through the store") as file:
        for part in (FORMAT, head, b"\n", content):
            file.write(part)


def recover(path: Path, identity: Mapping[str, str]) -> dict[str, Any]:
    """What `keep` was given; StoreError with the reason when the file is not whole or of something else."""
    try:
        with path.open("rb") as file:
            known, head, content = file.readline() == FORMAT, file.readline(), file.read()
    except OSError as error:
        raise StoreError(f"it cannot be read ({error.strerror or error})") from error
    if not known:
        raise StoreError(f"it is not of the format '{FORMAT.decode().strip()}'")
    try:
        about = json.loads(head)
        whole = about.pop("sha256") == hashlib.sha256(content).hexdigest()
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise StoreError("its head cannot be read") from error
    if not whole:
        raise StoreError("its content is not what was written (checksum)")
    for name in sorted({*identity, *about}):
        if about.get(name) != identity.get(name):
            raise StoreError(f"it is of {name} {about.get(name)}, and this is {name} {identity.get(name)}")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            found: dict[str, Any] = _with_arrays(json.loads(arrays["tree"].tobytes()), arrays)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise StoreError(f"its content cannot be read ({error})") from error
    return found


def _without_arrays(tree: Any, arrays: list[Any]) -> Any:
    """Plain values as they are; each array is put aside and its number stands for it."""
    if isinstance(tree, np.ndarray):
        arrays.append(tree)
        return {ARRAY: len(arrays) - 1}
    if isinstance(tree, Mapping):
        return {key: _without_arrays(value, arrays) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_without_arrays(value, arrays) for value in tree]
    return tree.item() if isinstance(tree, np.generic) else tree


def _with_arrays(tree: Any, arrays: Mapping[str, Any]) -> Any:
    if isinstance(tree, dict):
        if ARRAY in tree:
            return arrays[str(tree[ARRAY])]
        return {key: _with_arrays(value, arrays) for key, value in tree.items()}
    return [_with_arrays(value, arrays) for value in tree] if isinstance(tree, list) else tree
