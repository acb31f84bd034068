"""Many plants of one design as data, and back: what an ensemble's copy is made of.

Lives here: their snapshots, stacked as arrays and plain values.
Lives elsewhere: what a snapshot of one plant holds (twin.engine.snapshot); the rest of the ensemble (.ensemble);
the file (plc_bridge.tracker_file).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from twin.engine.procedure import Memo
from twin.engine.snapshot import ARRAYS, Snapshot
from twin.plant import Plant

MEMOS = "memos"
PLAIN = tuple(field.name for field in fields(Snapshot) if field.name not in (*ARRAYS, MEMOS))


def plants_as_data(plants: Sequence[Plant]) -> dict[str, Any]:
    """The plants at one instant: each array of their snapshots as one, the plant first."""
    taken = [plant.snapshot() for plant in plants]
    found: dict[str, Any] = {name: np.array([getattr(one, name) for one in taken]) for name in ARRAYS}
    found[MEMOS] = [{name: memo._asdict() for name, memo in one.memos.items()} for one in taken]
    found["plain"] = [{name: getattr(one, name) for name in PLAIN} for one in taken]
    return found


def rewind_all(plants: Sequence[Plant], data: Mapping[str, Any]) -> None:
    """Put the plants where `plants_as_data` found them; DesignError when they are others."""
    for k, plant in enumerate(plants):
        memos = {name: Memo(**memo) for name, memo in data[MEMOS][k].items()}
        arrays = {name: data[name][k] for name in ARRAYS}
        plant.rewind(Snapshot(memos=memos, **arrays, **data["plain"][k]))
