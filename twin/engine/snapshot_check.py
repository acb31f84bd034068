"""Whether what a snapshot's file holds can be a snapshot at all: types, shapes, numbers.

Lives here: the faults of the numbers and of what is said about them, in words.
Lives elsewhere: reading the file (.snapshot); whether it fits the plant that shall go on from it (.runner).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from twin.engine.rows import Floats


class _Kind(NamedTuple):
    """What a value may be."""

    allowed: str
    fits: Callable[[Any], bool]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not math.isnan(value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, int | float) for one in value.values())


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


TEXT = _Kind("text", lambda value: isinstance(value, str))
COUNT = _Kind("a whole number, 0 or more", _is_count)
NUMBERS = _Kind("numbers by name", _are_numbers)
NAMES = _Kind("names of procedures", _are_names)
TIME = _Kind("a number [s]", _is_number)

ABOUT = {
    "time": _Kind("a finite number [s]", lambda value: _is_number(value) and math.isfinite(value)),
    "tolerance": _Kind("a finite number above 0", lambda value: _is_number(value) and 0.0 < value < math.inf),
    "seed": COUNT,
    "design_hash": TEXT,
    "memos": _Kind("one for each procedure", lambda value: isinstance(value, dict)),
    "resources": _Kind("holders and queue of each", lambda value: isinstance(value, dict)),
}
MEMO = {
    "phase": TEXT,
    "entered": TIME,
    "deadline": TIME,
    "drawn": COUNT,
    "following": _Kind("true or false", lambda value: isinstance(value, bool)),
    "memory": NUMBERS,
    "on_entry": NUMBERS,
}
RESOURCE = {"holders": NAMES, "queue": NAMES}


def faults_of(about: Mapping[str, Any], numbers: Mapping[str, Floats]) -> Iterator[str]:
    """What is wrong and what is allowed; a fault is to be mended before the next one is asked for."""
    for name, array in numbers.items():
        if array.ndim != 1:
            yield f"{name} has the shape {array.shape}; allowed: one row of numbers"
        if name != "signal" and not all(map(math.isfinite, array.tolist())):  # an analyser that is out shows none
            yield f"{name} holds what is not finite; allowed: finite numbers"
    if not numbers["step"].size or numbers["step"][0] <= 0.0:
        yield f"the step to try next is {numbers['step'][:1].tolist()}; allowed: above 0 s"
    yield from _wrong(about, ABOUT, "")
    for name, memo in about["memos"].items():
        yield from _wrong(memo, MEMO, f" of '{name}'", whole=True)
    for name, users in about["resources"].items():
        yield from _wrong(users, RESOURCE, f" of '{name}'", whole=True)


def _wrong(found: Any, kinds: Mapping[str, _Kind], whose: str, *, whole: bool = False) -> Iterator[str]:
    """Values that are not of their kind; a whole has no others beside them."""
    if not isinstance(found, dict) or (whole and found.keys() - kinds.keys()):
        yield f"what is said{whose} is {found!r:.60}; allowed: {', '.join(kinds)}"
    for name, kind in kinds.items():
        if name not in found:
            yield f"{name}{whose} is missing; allowed: {kind.allowed}"
        if not kind.fits(found[name]):
            yield f"{name}{whose} is {found[name]!r:.60}; allowed: {kind.allowed}"
