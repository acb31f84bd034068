"""What a flowsheet file may hold, for editors: a JSON schema made from the nameplates.

Lives here: the schema, and the meaning of each field (the docstring below it).
Lives elsewhere: the fields (twin.<section>.nameplate), the reader that enforces them (.sections, .rows).
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import MISSING, Field, fields
from typing import Any

from flowsheets.rows import CHOICES, REMARKS, ROWS, WORDS, keys_of
from flowsheets.sections import CONFIDENCES, SECTIONS, SOURCES

QUANTITY = {"type": ["string", "number"]}


def meanings(plate: type[Any]) -> dict[str, str]:
    """Meaning of each field of a nameplate: the docstring below it.

    >>> from twin.plant_nameplate import PlantTargets
    >>> meanings(PlantTargets)["hours"]
    'Hours on stream [s a year]; `capacity / hours` is the nominal product in kg/s.'
    """
    body = ast.parse(inspect.getsource(plate)).body[0]
    found: dict[str, str] = {}
    name = ""
    for statement in body.body if isinstance(body, ast.ClassDef) else []:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            name = statement.target.id
        elif name and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            found[name], name = str(statement.value.value), ""
    return found


def json_schema() -> dict[str, Any]:
    """JSON schema (2020-12) of a flowsheet file that has a base; without one every section is required."""
    text = {"type": "string"}
    effect = {"type": "object", "required": ["text"], "additionalProperties": False,
              "properties": {"text": text, "tags": {"type": "array", "items": text}}}  # fmt: skip
    properties = {"base": text, "title": text, "effects": {"type": "object", "additionalProperties": effect}}
    properties |= {name: _section(plate) for name, plate in SECTIONS.items()}
    properties |= {group: {"type": "object", "additionalProperties": _row(group)} for group in ROWS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "litwin flowsheet", "type": "object",
        "additionalProperties": False, "properties": properties,
        "if": {"not": {"required": ["base"]}}, "then": {"required": [*SECTIONS, *ROWS]},
    }  # fmt: skip


def _section(plate: type[Any]) -> dict[str, Any]:
    meaning = meanings(plate)
    properties = {one.name: _parameter(one, meaning.get(one.name, "")) for one in fields(plate)}
    return {"type": "object", "additionalProperties": False, "description": _headline(plate), "properties": properties}


def _parameter(one: Field[Any], meaning: str) -> dict[str, Any]:
    rule = one.metadata["parameter"]
    described = f"{meaning} Unit such as {rule.unit}; possible {rule.low:g} to {rule.high:g}."
    value: dict[str, Any] = {"type": "array", "items": QUANTITY} if "tuple" in str(one.type) else QUANTITY
    return {"description": described, "anyOf": [value, _entry(value), {"type": "null"}]}


def _entry(value: dict[str, Any]) -> dict[str, Any]:
    """A value with its range and provenance."""
    return {
        "type": "object", "additionalProperties": False,
        "properties": {
            "value": value, "range": {"type": "array", "items": QUANTITY, "minItems": 2, "maxItems": 2},
            "source": {"enum": list(SOURCES)}, "confidence": {"enum": list(CONFIDENCES)}, "why": {"type": "string"},
        },
    }  # fmt: skip


def _row(group: str) -> dict[str, Any]:
    plate, meaning = ROWS[group], meanings(ROWS[group])
    properties: dict[str, Any] = {word: {"type": "string"} for word in REMARKS}
    required = []
    for one in fields(plate):
        key = WORDS.get(one.name, one.name)
        if key not in keys_of(group):
            continue
        allowed = CHOICES.get((group, key))
        kind = str(one.type)
        number = "parameter" in one.metadata or "any unit" in one.metadata
        value: dict[str, Any] = QUANTITY if number else {"type": "string"}
        if allowed:
            value = {"enum": list(allowed)}
        if kind.startswith("tuple"):
            value = {"type": "array", "items": value}
        value = {"anyOf": [value, _entry(value)]} if number else value
        properties[key] = {"description": meaning.get(one.name, ""), **value}
        if one.default is MISSING:
            required.append(key)
    whole = {"type": "object", "additionalProperties": False, "description": _headline(plate)}
    return {"anyOf": [{**whole, "properties": properties}, {"type": "null"}], "x-required-without-base": required}


def _headline(plate: type[Any]) -> str:
    return (plate.__doc__ or "").partition("\n")[0]
