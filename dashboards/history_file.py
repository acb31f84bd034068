"""The history of a simulated run as Parquet: one row an hour, and beside it one row a lot.

Lives here: which numbers a row has. Lives elsewhere: the plant (twin.plant), its lots (twin.lot_book).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.errors import StoreError
from twin.matter.components import COUNT, MOLAR_MASS
from twin.plant import Plant
from twin.stream_table import TITLES
from twin.vessel_rows import SOLIDS


class History:
    """Numbers noted each hour: time, stream totals, levels, temperatures, currents and voltages.

    Rows that hold solids have no level and no temperature of their own: their mass is noted instead.
    """

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.rows: list[list[float]] = []
        at = plant.builder.at
        self.liquids = {name: row for name, row in at.items() if name not in SOLIDS}
        self.solids = {name: at[name] for name in SOLIDS}
        cells = range(len(plant.line.electrolysis.units))
        self.names = [
            "time_h", *(f"S{n:02d}_kg_per_h" for n in TITLES), *(f"{v}_level" for v in self.liquids),
            *(f"{v}_T_K" for v in self.liquids), *(f"{v}_mass_kg" for v in self.solids),
            *(f"E-301{chr(65 + k)}_current_A" for k in cells), *(f"E-301{chr(65 + k)}_voltage_V" for k in cells),
        ]  # fmt: skip

    def note(self) -> None:
        """Add a row of the present moment."""
        line = self.plant.line
        mass = np.array([_mass(line.streams.flow[n]) for n in TITLES]) * 3600.0
        cells = list(line.electrolysis.seen)
        seen = [line.vessels.seen[row] for row in self.liquids.values()]
        self.rows.append([
            self.plant.time / 3600.0, *mass, *(v.level for v in seen), *(v.temperature for v in seen),
            *(line.vessels.seen[row].mass for row in self.solids.values()), *(c.current for c in cells),
            *(c.voltage for c in cells),
        ])  # fmt: skip

    def write(self, path: Path) -> None:
        """Write the file; StoreError when that does not work."""
        columns = np.array(self.rows, float).T if self.rows else np.empty((len(self.names), 0))
        _write(dict(zip(self.names, columns)), path)


def lots_file(path: Path) -> Path:
    """Where the lots of a run are written, beside its history.

    >>> lots_file(Path("run.parquet")).name
    'run-lots.parquet'
    """
    return path.with_name(f"{path.stem}-lots.parquet")


def write_lots(lots: Sequence[dict[str, Any]], path: Path) -> None:
    """Lots with their predicted certificates, one row each; no file where none was packed."""
    if lots:
        rows = [_flat(lot) for lot in lots]
        _write({name: [row[name] for row in rows] for name in rows[0]}, path)


def _flat(lot: dict[str, Any]) -> dict[str, Any]:
    row = {key: value for key, value in lot.items() if not isinstance(value, dict)}
    row |= {f"{item}_mg_per_kg": value for item, value in lot["mg_per_kg"].items()}
    for name, verdict in lot["specifications"].items():
        row |= {f"{name}: passes": verdict["passes"], f"{name}: fails": ", ".join(verdict["fails"])}
    return row | {"parents": json.dumps(lot["parents"])}


def _write(columns: dict[str, Any], path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415  heavy, and only for who asks for a file
    from pyarrow import parquet  # noqa: PLC0415

    try:
        parquet.write_table(pa.table(columns), path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}). Name another file.") from None


def _mass(flow: NDArray[np.float64]) -> float:
    return float(flow[:COUNT] @ MOLAR_MASS)
