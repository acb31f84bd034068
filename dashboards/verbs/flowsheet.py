"""`litwin flowsheet`: parse, ask, print.

Lives here: flowsheets as tables of words.
Lives elsewhere: reading them (flowsheets.loader), what is told of them (flowsheets.report, .control_report, .schema).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.answer import Answer, table
from flowsheets.control_report import interlock_table, loop_table
from flowsheets.loader import read_flowsheet
from flowsheets.report import difference, list_flowsheets, parameter_table, schedule_table, summary
from flowsheets.schema import json_schema


def list_() -> Answer:
    """The built-in flowsheets."""
    found = list_flowsheets()
    return Answer(table([[one["name"], one["title"]] for one in found], head=["name", "title"]), {"flowsheets": found})


def show(name: str, *, parameters: bool, sets: Sequence[str]) -> Answer:
    """What a flowsheet holds: how many of everything, its loops, its interlocks and where each acts; its parameters."""
    flowsheet = read_flowsheet(name, sets)
    about, schedule = summary(flowsheet), schedule_table(flowsheet)
    lines = [f"{key}: {value}" for key, value in about.items()]
    loops, interlocks = loop_table(flowsheet.design), interlock_table(flowsheet.design)
    idle = [row["name"] for row in schedule if not row["acts"]]
    lines.append(f"schedule rows that do not act in this line: {', '.join(idle) or 'none'}")
    about |= {"loop_rows": loops, "interlock_rows": interlocks, "durations": schedule}
    if not parameters:
        lines += ["", _columns(loops, "name", "controlled", "manipulated", "set_point")]
        lines += ["", _columns(interlocks, "name", "cause", "trip", "delay_s", "voting", "acts", "why"), ""]
        return Answer("\n".join([*lines, "Add --parameters for every value and the schedule."]), about)
    rows = parameter_table(flowsheet)
    head = ["path", "value", "unit", "range", "source", "confidence", "why"]
    words = [[" to ".join(row[key]) if key == "range" else row[key] for key in head] for row in rows]
    plan = table([_timed(row) for row in schedule], head=["schedule", "p10", "median", "p90", "unit", "law", "acts"])
    footer = "Data book and keys such as P30: docs/sources.md."
    text = "\n".join([*lines, "", table(words, head=head), "", plan, "", footer])
    return Answer(text, {**about, "parameters": rows})


def _timed(row: dict[str, Any]) -> list[str]:
    numbers = ["" if row[key] is None else f"{row[key]:g}" for key in ("p10", "median", "p90")]
    return [row["name"], *numbers, row["unit"], row["distribution"], "yes" if row["acts"] else f"no: {row['why_not']}"]


def _columns(rows: Sequence[Mapping[str, Any]], *head: str) -> str:
    return table(
        [[f"{row[key]:g}" if isinstance(row[key], float) else row[key] for key in head] for row in rows], head=head
    )


def check(name: str, *, sets: Sequence[str]) -> Answer:
    """Read a flowsheet; its faults are the error, its unlikely values are told."""
    flowsheet = read_flowsheet(name, sets)
    warnings = flowsheet.warnings
    about = summary(flowsheet)
    last = f"{name}: no faults, {len(warnings)} warnings ({about['parameters']} parameters, {about['vessels']} vessels)"
    return Answer("\n".join([*warnings, last]), {**about, "ok": True, "warnings": warnings})


def schema() -> Answer:
    """JSON schema of a flowsheet file."""
    return Answer(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def diff(one: str, other: str) -> Answer:
    """Parameters and rows in which two flowsheets differ."""
    rows = difference(read_flowsheet(one), read_flowsheet(other))
    text = table([[row["path"], row["a"], row["b"]] for row in rows], head=["path", one, other])
    return Answer(text if rows else f"{one} and {other} are the same plant.", {"a": one, "b": other, "differs": rows})
