"""What can be told of flowsheets: their parameters with provenance, and how two of them differ.

Lives here: tables as plain rows of words and numbers.
Lives elsewhere: how they are printed (dashboards.verbs.flowsheet), where they come from (.loader).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flowsheets.loader import Flowsheet, find, read_flowsheet
from flowsheets.rows import ROWS
from flowsheets.schema import meanings
from flowsheets.sections import SECTIONS
from twin.schedule import IDLE
from twin.units import from_si


def list_flowsheets() -> list[dict[str, str]]:
    """Name, title and file of every built-in flowsheet."""
    return [{"name": name, "title": read_flowsheet(name).title, "file": path.name} for name, path in find().items()]


def parameter_table(flowsheet: Flowsheet) -> list[dict[str, Any]]:
    """One row a parameter or number of a discrete row: path, value as written, its range, source, confidence and why,
    and the value in SI."""
    meaning = {section: meanings(plate) for section, plate in {**SECTIONS, **ROWS}.items()}
    rows = []
    for path, origin in {**flowsheet.origins, **flowsheet.numbers}.items():
        section, *_, name = path.split(".")
        rows.append({
            "path": path, "value": origin.value, "unit": origin.unit, "range": list(origin.range or ()),
            "source": origin.source, "confidence": origin.confidence, "why": origin.why, "si": origin.si,
            "meaning": meaning[section].get(name, ""),
        })  # fmt: skip
    return rows


def schedule_table(flowsheet: Flowsheet) -> list[dict[str, Any]]:
    """One row an item of the schedule: how long or how often, in its unit, and whether the line acts on it, else why
    not."""
    rows = []
    for plate in flowsheet.design.schedule:
        numbers = {name: getattr(plate, name) for name in ("p10", "median", "p90")}
        rows.append({
            "name": plate.name, "item": plate.item, "distribution": plate.distribution,
            **{name: None if value is None else float(f"{from_si(value, plate.unit):.6g}")
               for name, value in numbers.items()},
            "unit": plate.unit, "acts": plate.name not in IDLE, "why_not": IDLE.get(plate.name, ""),
        })  # fmt: skip
    return rows


def summary(flowsheet: Flowsheet) -> dict[str, Any]:
    """Name, title, hash, and how many of everything there are."""
    design = flowsheet.design
    counts = {group: len(getattr(design, group)) for group in ROWS}
    return {"flowsheet": design.name, "title": flowsheet.title, "hash": design.hash,
            "parameters": len(flowsheet.origins), **counts}  # fmt: skip


def difference(one: Flowsheet, other: Flowsheet) -> list[dict[str, str]]:
    """Every parameter and row that differs: path, the words of the one, the words of the other."""
    rows = []
    for path in dict.fromkeys([*one.origins, *other.origins]):
        left, right = one.origins.get(path), other.origins.get(path)
        if (left and left.si) != (right and right.si):
            rows.append({"path": path, "a": left.value if left else "", "b": right.value if right else ""})
    for group in ROWS:
        before = {row.name: asdict(row) for row in getattr(one.design, group)}
        after = {row.name: asdict(row) for row in getattr(other.design, group)}
        for name in dict.fromkeys([*before, *after]):
            rows += _row_difference(f"{group}.{name}", before.get(name), after.get(name))
    return rows


def _row_difference(path: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[dict[str, str]]:
    if before is None or after is None:
        return [{"path": path, "a": "present" if before else "absent", "b": "present" if after else "absent"}]
    keys = [key for key in before if before[key] != after[key]]
    return [{"path": f"{path}.{key}", "a": str(before[key]), "b": str(after[key])} for key in keys]
