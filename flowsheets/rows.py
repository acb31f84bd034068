"""The rows of a flowsheet: vessels, streams, loops, interlocks with their effects, schedule, stores, spares, pumps.

A number of a row may be written as a parameter is, with range, source, confidence and why of its own; what it does not
say, its row says for all.
Lives here: reading `vessels: {T-201: {volume: 30 m3, ...}}` and its like, provenance of the numbers of discrete rows.
Lives elsewhere: what the rows are (twin.plant_nameplate, twin.control.nameplate), whether they fit (.connections).
"""

from __future__ import annotations

from dataclasses import MISSING as NO_DEFAULT
from dataclasses import Field, fields, replace
from typing import Any, Final

from flowsheets.faults import Faults, near
from flowsheets.quantity import MISSING, is_nothing, own_unit, read_field, read_text
from flowsheets.sections import CONFIDENCES, SOURCES, Provenance, read_parameter
from flowsheets.tree import Mapping, Node, Scalar
from twin.control.nameplate import InterlockPlate, LoopPlate
from twin.electrolysis.nameplate import Poison
from twin.plant_nameplate import DurationPlate, RoutePlate, VesselPlate
from twin.staff_nameplate import PumpPlate, SparePlate, StorePlate

ROWS: Final[dict[str, type[Any]]] = {
    "vessels": VesselPlate,
    "routes": RoutePlate,
    "loops": LoopPlate,
    "interlocks": InterlockPlate,
    "schedule": DurationPlate,
    "stores": StorePlate,
    "spares": SparePlate,
    "pumps": PumpPlate,
    "poisons": Poison,
}
TOLD: Final = ("schedule", "stores", "spares", "pumps")
"""Groups whose numbers are told with their provenance, as parameters are."""
WORDS: Final = {"start": "from", "end": "to"}
"""Names of fields that files write otherwise."""
REMARKS: Final = ("source", "confidence", "why")
CHOICES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("vessels", "per"): ("plant", "electrolyser", "column", "reactor"),
    ("interlocks", "comparator"): (">", "<", "=", "abs >"),
    ("interlocks", "level"): ("alarm", "stop", "load cut", "trip", "inhibit", "ESD"),
    ("stores", "place"): ("dock", "siding"),
    ("schedule", "kind"): (
        "arrival", "duration", "delay", "failure", "maintenance", "rate", "schedule", "event", "batch",
        "feed-lot property",
    ),
    ("schedule", "distribution"): (
        "fixed", "triangular", "lognormal", "exponential", "weibull", "poisson", "calendar", "schedule", "model",
    ),
    ("schedule", "confidence"): CONFIDENCES,
}  # fmt: skip


def keys_of(group: str) -> tuple[str, ...]:
    """Keys that a row of a group may have in a file."""
    hidden = {"name", "effect_tags", *(() if group not in ("loops", "interlocks", "schedule") else ("unit",))}
    own = [WORDS.get(one.name, one.name) for one in fields(ROWS[group]) if one.name not in hidden]
    return tuple(dict.fromkeys([*own, *REMARKS]))


def read_rows(root: Mapping, faults: Faults) -> tuple[dict[str, tuple[Any, ...]], dict[str, Provenance]]:
    """All rows by group, in the order of the file, and the provenance of the numbers of discrete rows by path."""
    numbers: dict[str, Provenance] = {}
    effects = _read_effects(root, faults)
    rows: dict[str, tuple[Any, ...]] = {}
    for group in ROWS:
        node = root.get(group)
        found = []
        if node is None or is_nothing(node):
            faults.add(
                root.place if node is None else node.place,
                f"'{group}' is missing. Add it, or start with 'base: reference'.",
            )
        elif not isinstance(node, Mapping):
            faults.add(node.place, f"{group} holds rows by name. Write {group}: {{NAME: {{...}}}}.")
        else:
            _name_twins(group, node, faults)
            present = [(name, row) for name, (_, row) in node.entries.items() if not is_nothing(row)]
            found = [_read_row(group, name, row, effects, faults, numbers) for name, row in present]
        rows[group] = tuple(row for row in found if row is not None)
    return rows, numbers


def _name_twins(group: str, node: Mapping, faults: Faults) -> None:
    seen: dict[str, str] = {}
    for name, (place, row) in node.entries.items():
        if is_nothing(row):
            continue
        plain = " ".join(name.casefold().split())
        if not plain or "." in name:
            faults.add(place, f"'{name}' is no name in {group}: it is empty or has a dot. Write such as T-201.")
        elif plain in seen:
            faults.add(place, f"{group} has '{seen[plain]}' and '{name}', the same name. Keep one.")
        seen.setdefault(plain, name)


def _read_row(
    group: str, name: str, node: Node, effects: Mapping, faults: Faults, numbers: dict[str, Provenance]
) -> Any | None:
    path = f"{group}.{name}"
    if not isinstance(node, Mapping):
        faults.add(node.place, f"{path} is a row. Write {name}: {{{keys_of(group)[0]}: ...}}.")
        return None
    for key, (place, _) in node.entries.items():
        if key not in keys_of(group):
            faults.add(place, f"{path} has no '{key}'.{near(key, keys_of(group))} It has: {', '.join(keys_of(group))}.")
    values: dict[str, Any] = {"name": name}
    for one in fields(ROWS[group]):
        key = WORDS.get(one.name, one.name)
        given = node.get(key)
        if given is not None and key in keys_of(group):
            values[one.name] = _read_value(one, given, f"{path}.{key}", faults, numbers, told=group in TOLD)
            _check_choice(group, key, path, given, faults)
            plain = given.get("value") if isinstance(given, Mapping) else given
            if "any unit" in one.metadata and values[one.name] is not MISSING and isinstance(plain, Scalar):
                values["unit"] = own_unit(plain.text, path)
        elif one.default is NO_DEFAULT and key in keys_of(group):
            faults.add(node.place, f"{path} has no '{key}'. Add {key}: ...")
            values[one.name] = MISSING
    _check_remarks(node, path, faults)
    _complete(node, path, numbers)
    if group == "interlocks":
        _take_effect(values, path, node, effects, faults)
    return None if MISSING in values.values() else ROWS[group](**values)


def _read_value(
    one: Field[Any], node: Node, path: str, faults: Faults, numbers: dict[str, Provenance], *, told: bool
) -> Any:
    """A value of a row; a number of a discrete row, or one with a range of its own, is told with its provenance."""
    number = "parameter" in one.metadata or "any unit" in one.metadata
    if not number or not (told or isinstance(node, Mapping)) or is_nothing(node):
        return read_field(one, node, path, faults)
    return read_parameter(one, path, node, faults, numbers)


def _complete(node: Mapping, path: str, numbers: dict[str, Provenance]) -> None:
    """What a row says of all its numbers, for those that do not say it; deciles are the range of their median."""
    source, sure, why = (_remark(node, *words) for words in (("source",), ("confidence",), ("why", "note", "service")))
    ends = [numbers.get(f"{path}.{end}") for end in ("p10", "p90")]
    for number in [one for one in numbers if one.startswith(f"{path}.")]:
        had = numbers[number]
        chosen = had.place.source != node.place.source  # by whoever changed it: the row's reasons are of another number
        between = had.range
        if between is None and number.endswith(".median") and ends[0] and ends[1]:
            between = ends[0].value, ends[1].value
        numbers[number] = replace(
            had, range=between, source=had.source or ("chosen" if chosen else source),
            confidence=had.confidence or ("" if chosen else sure), why=had.why or ("" if chosen else why),
        )  # fmt: skip


def _remark(node: Mapping, *keys: str) -> str:
    found = [one for key in keys if isinstance(one := node.get(key), Scalar)]
    return found[0].text if found else ""


def _check_choice(group: str, key: str, path: str, node: Node, faults: Faults) -> None:
    allowed = CHOICES.get((group, key))
    if allowed and isinstance(node, Scalar) and node.text not in allowed:
        faults.add(node.place, f"{path}: {key} '{node.text}'.{near(node.text, allowed)} Allowed: {', '.join(allowed)}.")


def _check_remarks(node: Mapping, path: str, faults: Faults) -> None:
    for key, allowed in (("source", SOURCES), ("confidence", CONFIDENCES)):
        given = node.get(key)
        if isinstance(given, Scalar) and given.text not in allowed:
            hint = near(given.text, allowed)
            faults.add(given.place, f"{path}: {key} '{given.text}'.{hint} Allowed: {', '.join(allowed)}.")


def _read_effects(root: Mapping, faults: Faults) -> Mapping:
    node = root.get("effects")
    if isinstance(node, Mapping):
        return node
    if node is not None:
        faults.add(node.place, "effects are rows by name. Write effects: {NAME: {text: ..., tags: [...]}}.")
    return Mapping(root.place, {})


def _take_effect(values: dict[str, Any], path: str, node: Mapping, effects: Mapping, faults: Faults) -> None:
    """Put the text and the tags of the named effect into an interlock's values."""
    word = node.get("effect")
    effect = effects.get(word.text) if isinstance(word, Scalar) else None
    values["effect_tags"] = MISSING
    if word is None:
        return
    if not isinstance(effect, Mapping) or effect.get("text") is None:
        given = word.text if isinstance(word, Scalar) else "a list"
        hint = near(given, effects.entries)
        faults.add(word.place, f"{path}: '{given}' is no effect with a text.{hint} Effects are listed under 'effects'.")
        return
    tags = next(one for one in fields(InterlockPlate) if one.name == "effect_tags")
    values["effect"] = read_text(effect.entries["text"][1], f"{path}, effect", faults)
    listed = effect.get("tags")
    values["effect_tags"] = () if listed is None else read_field(tags, listed, f"{path}, effect tags", faults)
