"""The parameters of a flowsheet: each section's nameplate, and where every value comes from.

Lives here: reading `section: {name: {value, range, source, confidence, why}}`.
Lives elsewhere: vessels, streams, loops, interlocks, schedule, stores (.rows); a single value (.quantity).
"""

from __future__ import annotations

from dataclasses import MISSING as NO_DEFAULT
from dataclasses import Field, dataclass, fields
from typing import Any, Final, get_type_hints

from flowsheets.faults import Faults, Place, near
from flowsheets.quantity import MISSING, is_nothing, own_unit, read_field, read_text
from flowsheets.tree import Mapping, Node, Scalar, Sequence
from twin.design import Design
from twin.errors import DesignError
from twin.parameter import parameters
from twin.units import to_si

SECTIONS: Final[dict[str, type[Any]]] = {
    name: kind for name, kind in get_type_hints(Design).items() if hasattr(kind, "__dataclass_fields__")
}
"""First word of a parameter's path -> nameplate."""
SOURCES: Final = ("design", "estimated", "published", "calibrated", "chosen")
CONFIDENCES: Final = ("high", "medium", "low")
ENTRY: Final = ("value", "range", "source", "confidence", "why")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a parameter's value comes from, in the words of the file."""

    value: str
    unit: str
    """Unit of the file's convention, such as degC."""
    si: float | int | tuple[float, ...] | None
    """The value inside."""
    place: Place
    range: tuple[str, str] | None = None
    """What is likely; wider than that is possible."""
    source: str = ""
    confidence: str = ""
    why: str = ""

    @property
    def unlikely(self) -> bool:
        """Whether the value lies outside its own likely range."""
        if self.range is None or not isinstance(self.si, int | float):
            return False
        low, high = (to_si(bound, self.unit, what="range") for bound in self.range)
        slack = 1e-12 * max(abs(low), abs(high))
        return not low - slack <= self.si <= high + slack


def known_paths() -> list[str]:
    """Path of every parameter that a flowsheet may give."""
    return [f"{section}.{name}" for section, kind in SECTIONS.items() for name, _ in parameters(kind)]


def read_sections(root: Mapping, faults: Faults) -> tuple[dict[str, Any], dict[str, Provenance]]:
    """Nameplates by section, and provenance by path; what cannot be read is added to the faults."""
    plates: dict[str, Any] = {}
    origins: dict[str, Provenance] = {}
    for section, kind in SECTIONS.items():
        node = root.get(section)
        if node is None or is_nothing(node):
            place = root.place if node is None else node.place
            faults.add(place, f"the section '{section}' is missing. Add it, or start with 'base: reference'.")
        elif not isinstance(node, Mapping):
            faults.add(node.place, f"{section} holds parameters. Write {section}: {{name: value}}.")
        else:
            plates[section] = _read_section(section, kind, node, faults, origins)
    return plates, origins


def _read_section(
    section: str, kind: type[Any], node: Mapping, faults: Faults, origins: dict[str, Provenance]
) -> Any | None:
    known = {one.name: one for one in fields(kind)}
    for key, (place, _) in node.entries.items():
        if key not in known:
            faults.add(place, f"{section} has no parameter '{key}'.{near(key, known) or _elsewhere(key)}")
    values: dict[str, Any] = {}
    for name, one in known.items():
        path, given = f"{section}.{name}", node.get(name)
        if given is not None and not is_nothing(given):
            values[name] = read_parameter(one, path, given, faults, origins)
        elif one.default is NO_DEFAULT:
            place = node.place if given is None else given.place
            faults.add(place, f"{path} is missing. Write {section}: {{{name}: value in {_unit(one)}}}.")
            values[name] = MISSING
    return None if MISSING in values.values() else kind(**values)


def _elsewhere(key: str) -> str:
    paths = [path for path in known_paths() if path.endswith(f".{key}")]
    return f" There is {' and '.join(paths)}." if paths else ""


def _unit(one: Field[Any], given: Node | None = None) -> str:
    """Unit of a field in files; of a quantity of its own, that in which it is written."""
    if "any unit" in one.metadata:
        return own_unit(given.text, one.name) if isinstance(given, Scalar) else "-"
    return str(one.metadata["parameter"].unit)


def read_parameter(one: Field[Any], path: str, node: Node, faults: Faults, origins: dict[str, Provenance]) -> Any:
    """Value of a number, plain or as {value, range, source, confidence, why}, and its provenance under its path."""
    entry = node if isinstance(node, Mapping) else Mapping(node.place, {"value": (node.place, node)})
    for key, (place, _) in entry.entries.items():
        if key not in ENTRY:
            faults.add(place, f"{path} has no '{key}'.{near(key, ENTRY)} It has: {', '.join(ENTRY)}.")
    given = entry.get("value")
    if given is None:
        faults.add(node.place, f"{path} has no value. Write {path.rsplit('.', maxsplit=1)[-1]}: {{value: ...}}.")
        return MISSING
    value = read_field(one, given, path, faults)
    if value is not MISSING:
        origins[path] = Provenance(
            shown(given), _unit(one, given), value, given.place, _read_range(one, path, entry, faults),
            _word(entry, "source", path, SOURCES, faults), _word(entry, "confidence", path, CONFIDENCES, faults),
            _text(entry, "why", path, faults),
        )  # fmt: skip
    return value


def shown(node: Node) -> str:
    """A value in the words of the file."""
    if isinstance(node, Sequence):
        return f"[{', '.join(shown(item) for item in node.items)}]"
    return node.text if isinstance(node, Scalar) else ""


def _read_range(one: Field[Any], path: str, entry: Mapping, faults: Faults) -> tuple[str, str] | None:
    node = entry.get("range")
    if node is None:
        return None
    items = node.items if isinstance(node, Sequence) else ()
    texts = [item.text for item in items if isinstance(item, Scalar)]
    if len(texts) != 2 or len(items) != 2:
        faults.add(node.place, f"{path}: a range is two quantities. Write range: [low, high].")
        return None
    try:
        low, high = (to_si(text, _unit(one, entry.get("value")), what=f"{path}, range") for text in texts)
        if low > high:
            raise DesignError(f"{path}: the range {texts[0]} to {texts[1]} is upside down. Write range: [low, high].")
    except DesignError as fault:
        faults.add(node.place, str(fault))
        return None
    return texts[0], texts[1]


def _word(entry: Mapping, key: str, path: str, allowed: tuple[str, ...], faults: Faults) -> str:
    node, text = entry.get(key), _text(entry, key, path, faults)
    if node is not None and text and text not in allowed:
        faults.add(node.place, f"{path}: {key} '{text}'.{near(text, allowed)} Allowed: {', '.join(allowed)}.")
    return text


def _text(entry: Mapping, key: str, path: str, faults: Faults) -> str:
    node = entry.get(key)
    return "" if node is None else read_text(node, f"{path}, {key}", faults)
