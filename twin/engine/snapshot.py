"""A running plant as data: what a copy needs to go on, bit for bit.

Lives here: `Snapshot`, its file (npz and JSON, nothing that could run code).
Lives elsewhere: taking one and going back to it (twin.engine.runner).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from twin.engine.procedure import Memo
from twin.engine.resources import ResourceMemo
from twin.engine.rows import Floats
from twin.engine.snapshot_check import faults_of
from twin.errors import DesignError
from twin.whole_file import whole_file

VERSION = 2
"""Of the file format and of what a snapshot holds."""
ARRAYS = ("state", "command", "signal", "step")
AGAIN = "Take it again with `litwin simulate --snapshot`"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A running plant at one instant."""

    time: float
    """Since the run's start [s]."""
    state: Floats
    command: Floats
    signal: Floats
    """As last evaluated: reading a snapshot needs no plant."""
    step: Floats
    """What the integrator needs to take the same next step."""
    memos: Mapping[str, Memo]
    """By name of the procedure."""
    resources: Mapping[str, ResourceMemo]
    design_hash: str
    """Of the design whose plant this is; another design's plant refuses it."""
    seed: int
    """Of the draws that made it what it is, and of those to come [-]."""
    tolerance: float
    """Relative error of the integrator's steps [-]."""
    version: int = VERSION

    @property
    def events(self) -> bool:
        """Whether people and sequences work on it; else everything is averaged and nothing is drawn."""
        return bool(self.memos)

    @property
    def state_sha256(self) -> str:
        """Fingerprint of the state: equal means equal bit for bit."""
        return hashlib.sha256(np.ascontiguousarray(self.state).tobytes()).hexdigest()

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all; StoreError when it cannot be."""
        mend = "make room, or name a file in a folder that this user may write to"
        with whole_file(path, what="the snapshot", mend=mend) as file:
            self.write(file)

    def write(self, file: BinaryIO) -> None:
        """Write it into an open file."""
        about = {
            "version": self.version, "time": self.time, "design_hash": self.design_hash, "seed": self.seed,
            "tolerance": self.tolerance,
            "memos": {name: memo._asdict() for name, memo in self.memos.items()}, "resources": dict(self.resources),
        }  # fmt: skip
        arrays: dict[str, Any] = {name: getattr(self, name) for name in ARRAYS}
        arrays["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
        np.savez(file, **arrays)

    @classmethod
    def load(cls, path: Path) -> Snapshot:
        """Read a file that `save` wrote; DesignError when it cannot be read, or cannot be a plant's snapshot."""
        try:
            with path.open("rb") as file:
                return cls.read(file, path)
        except OSError as fault:
            raise DesignError(f"{path}: the snapshot cannot be read ({fault.strerror or fault}).") from fault

    @classmethod
    def read(cls, file: BinaryIO, path: Path, *, mend: str = AGAIN) -> Snapshot:
        """Read what `write` wrote; `path` is where it came from and `mend` what helps, for what is said of a fault."""
        try:
            with np.load(file, allow_pickle=False) as arrays:
                about = json.loads(arrays["about"].tobytes())
                numbers: Any = {name: np.asarray(arrays[name], float) for name in ARRAYS}
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, AttributeError, TypeError) as fault:
            raise DesignError(f"{path}: this is no snapshot, or a part of one is missing. {mend}.") from fault
        found = about.get("version") if isinstance(about, dict) else None
        if found != VERSION:
            raise DesignError(f"{path}: a snapshot of version {found}, of another litwin; this one reads version "
                              f"{VERSION}. {mend}.")  # fmt: skip
        if damage := next(faults_of(about, numbers), ""):
            raise DesignError(f"{path}: this snapshot is damaged: {damage}. {mend}.")
        memos = {name: Memo(**memo) for name, memo in about["memos"].items()}
        return cls(
            time=about["time"], memos=memos, resources=about["resources"], design_hash=about["design_hash"],
            seed=about["seed"], tolerance=about["tolerance"], **numbers,
        )  # fmt: skip
