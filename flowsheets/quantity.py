"""One value of a file: read, converted to SI and checked against what is physically possible.

Lives here: what a scalar or list of the tree means for a field of a nameplate.
Lives elsewhere: units (twin.units), fields (twin.parameter), which keys there are (.sections, .rows).
"""

from __future__ import annotations

import math
from dataclasses import Field
from functools import lru_cache
from typing import Any, Final

from flowsheets.faults import Faults
from flowsheets.tree import BOOLEANS, Mapping, Node, Scalar, Sequence
from twin.errors import DesignError
from twin.parameter import Parameter
from twin.units import split_quantity, to_si

NOTHING: Final = frozenset({"", "null", "Null", "NULL", "~"})
"""Plain words that say: not given."""
MISSING: Final = object()
"""What a reader returns when it has added a fault."""


def is_nothing(node: Node) -> bool:
    """Whether a node is YAML's null."""
    return isinstance(node, Scalar) and not node.quoted and node.text in NOTHING


def read_field(one: Field[Any], node: Node, path: str, faults: Faults) -> Any:
    """Value of a field in SI, or MISSING after adding a fault."""
    kind = str(one.type).removesuffix(" | None")
    if is_nothing(node) and str(one.type).endswith("None"):
        return None
    if kind.startswith("tuple"):
        return _read_list(one, kind, node, path, faults)
    if not isinstance(node, Scalar):
        faults.add(node.place, f"{path} is a single value, not a {type(node).__name__.lower()}. Write {path}: value.")
        return MISSING
    return _read_scalar(one, kind, node, path, faults)


def _read_scalar(one: Field[Any], kind: str, node: Scalar, path: str, faults: Faults) -> Any:
    if kind in ("str", "tuple[str, ...]"):
        return read_text(node, path, faults)
    rule = one.metadata.get("parameter")
    try:
        if not node.quoted and node.text.casefold() in BOOLEANS:
            raise DesignError(f"{path}: got '{node.text}', a word where a number belongs. Write as '{_example(rule)}'.")
        if rule is None:
            return to_si(node.text, own_unit(node.text, path), what=path)
        if node.text in rule.words:
            return rule.words.index(node.text)
        value = to_si(node.text, rule.unit, what=path)
        low, high = bounds(rule)
        if not low <= value <= high:
            allowed = f"{rule.low:g} to {rule.high:g} {rule.unit}".removesuffix(" -")
            raise DesignError(f"{path}: got '{node.text}', outside what is physically possible ({allowed}).")
        if kind == "int" and value != int(value):
            raise DesignError(
                f"{path}: got '{node.text}', a count is a whole number. Write it as {_whole(value, rule)}."
            )
        return int(value) if kind == "int" else value
    except DesignError as fault:
        choices = ", ".join(f"{k} {word}" for k, word in enumerate(rule.words)) if rule is not None else ""
        faults.add(node.place, f"{fault} Allowed: {choices}." if choices else str(fault))
        return MISSING


def _read_list(one: Field[Any], kind: str, node: Node, path: str, faults: Faults) -> Any:
    length = kind.count("float") if "..." not in kind else None
    if not isinstance(node, Sequence) or (length is not None and len(node.items) != length):
        of = "" if length is None else f" of {length} values"
        faults.add(node.place, f"{path} is a list{of}. Write it as [a, b, c].")
        return MISSING
    values = []
    for place, item in enumerate(node.items, start=1):
        if isinstance(item, Scalar):
            element = "str" if "str" in kind else "float"
            values.append(_read_scalar(one, element, item, f"{path}[{place}]", faults))
        else:
            faults.add(item.place, f"{path} holds single values, not a {type(item).__name__.lower()}.")
    return MISSING if MISSING in values or len(values) < len(node.items) else tuple(values)


def read_text(node: Node, path: str, faults: Faults) -> str:
    """A text; the empty text after adding a fault."""
    if isinstance(node, Sequence | Mapping):
        faults.add(node.place, f"{path} is a text. Put it in quotes.")
    elif not node.quoted and node.text.casefold() in BOOLEANS:
        faults.add(node.place, f"{path}: '{node.text}' without quotes is a yes/no of YAML 1.1. Put it in quotes.")
    else:
        return node.text
    return ""


def own_unit(text: str, path: str) -> str:
    """The unit that a quantity is written in, `-` for a bare number."""
    return split_quantity(text, "-", what=path)[1] or "-"


@lru_cache(maxsize=256)
def bounds(rule: Parameter) -> tuple[float, float]:
    """Physically possible range in SI."""
    low, high = (to_si(f"{bound!r} {rule.unit}", rule.unit, what="range") for bound in (rule.low, rule.high))
    return low, high


def _whole(value: float, rule: Parameter | None) -> str:
    """The whole number above a count that is none, within the range.

    >>> _whole(2.5, None)
    '3'
    """
    near = math.ceil(value)
    return str(near if rule is None or near <= rule.high else math.floor(value))


def _example(rule: Parameter | None) -> str:
    return "1 kg/h" if rule is None else f"{rule.high:g} {rule.unit}".removesuffix(" -")
