"""Many samples as one compact blob, sorted so that the run of one tag is found without reading the others' values.

Lives here: the blob's layout (version 1), packing and unpacking.
Lives elsewhere: where blobs are kept and how names get their numbers (.sqlite_historian).

Layout: "<4sII" = magic "LBK1", number of runs, number of samples; then zlib (level 1) of: tag number of each run <u4,
length of each run <u4, then each field of FIELDS as a column whose bytes are transposed (all first bytes, all
second bytes, ...: neighbours are alike, so zlib gets at them).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.void]
"""Rows of FIELDS."""

FIELDS = np.dtype(
    [
        ("tag", "<u4"), ("source_time", "<f8"), ("server_time", "<f8"), ("receive_time", "<f8"),
        ("value", "<f8"), ("raw", "<f8"), ("seq", "<i8"), ("status", "<u4"), ("reason", "<u4"),
        ("quality", "u1"), ("origin", "u1"),
    ]
)  # fmt: skip
"""One sample with names as numbers; times in Unix s, value in SI, raw in the tag's unit."""

_COLUMNS = [name for name in FIELDS.names or () if name != "tag"]
_HEAD = struct.Struct("<4sII")
_MAGIC = b"LBK1"


def pack(table: Table) -> bytes:
    """Blob of a table; the order of samples within a tag is kept.

    >>> table = np.zeros(3, FIELDS); table["tag"] = [7, 5, 7]; table["value"] = [1.0, 2.0, np.nan]
    >>> unpack(pack(table), tag=7)["value"].tolist()
    [1.0, nan]
    """
    table = table[np.argsort(table["tag"], kind="stable")]
    tags, counts = np.unique(table["tag"], return_counts=True)
    parts = [tags.astype("<u4").tobytes(), counts.astype("<u4").tobytes()]
    for name in _COLUMNS:
        column = np.ascontiguousarray(table[name])
        parts.append(column.view(np.uint8).reshape(len(column), -1).T.tobytes())
    return _HEAD.pack(_MAGIC, len(tags), len(table)) + zlib.compress(b"".join(parts), 1)


def unpack(blob: bytes, tag: int | None = None) -> Table:
    """Table of a blob: all of it, or the run of one tag. ValueError on a damaged blob."""
    if len(blob) < _HEAD.size:
        raise ValueError("the blob is too short")
    magic, runs, count = _HEAD.unpack_from(blob)
    if magic != _MAGIC:
        raise ValueError(f"the blob begins with {magic!r}, not {_MAGIC!r}")
    try:
        body = zlib.decompress(memoryview(blob)[_HEAD.size :])
    except zlib.error as error:
        raise ValueError(str(error)) from error
    tags = np.frombuffer(body, "<u4", runs)
    counts = np.frombuffer(body, "<u4", runs, offset=4 * runs)
    first, last = 0, count
    if tag is not None:
        place = int(np.searchsorted(tags, tag))
        if place == runs or tags[place] != tag:
            return np.zeros(0, FIELDS)
        first = int(counts[:place].sum())
        last = first + int(counts[place])
    table = np.empty(last - first, FIELDS)
    table["tag"] = np.repeat(tags, counts) if tag is None else tag
    _fill(table, body, 8 * runs, count, slice(first, last))
    return table


def _fill(table: Table, body: bytes, offset: int, count: int, rows: slice) -> None:
    for name in _COLUMNS:
        kind = FIELDS[name]
        planes = np.frombuffer(body, np.uint8, kind.itemsize * count, offset=offset).reshape(kind.itemsize, count)
        table[name] = np.ascontiguousarray(planes[:, rows].T).view(kind)[:, 0]
        offset += kind.itemsize * count


def split(table: Table) -> Sequence[Table]:
    """One table a tag, in the order of tag numbers, samples in their order."""
    table = table[np.argsort(table["tag"], kind="stable")]
    cuts = np.flatnonzero(np.diff(table["tag"])) + 1
    return np.split(table, cuts)
