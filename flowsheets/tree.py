"""A YAML text as a tree in which every node knows its place.

Lives here: reading YAML safely: size, depth, duplicate keys, anchors, tags and tabs are faults of the file.
Lives elsewhere: what keys and values mean (.assembly, .rows, .quantity).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flowsheets.faults import Faults, Place, Source
from twin.errors import DesignError

LARGEST: Final = 1_000_000
"""Bytes beyond which a file is no flowsheet."""
DEEPEST: Final = 8
BOOLEANS: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})


@dataclass(frozen=True)
class Scalar:
    """A word, text or quantity."""

    place: Place
    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping:
    """Keys, each with its place and its value."""

    place: Place
    entries: dict[str, tuple[Place, Node]]

    def get(self, key: str) -> Node | None:
        """Value of a key, or None."""
        return self.entries[key][1] if key in self.entries else None


Node = Scalar | Sequence | Mapping


def read_tree(path: Path, faults: Faults) -> Mapping:
    """The tree of a file; an unreadable file or broken YAML raises at once, lesser faults are gathered."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DesignError(f"{path}: {size} bytes, a flowsheet has at most {LARGEST}. Is it the right file?")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise DesignError(f"{path}: cannot be read ({fault.strerror or fault}). Give a readable YAML file.") from None
    except UnicodeDecodeError as fault:
        raise DesignError(f"{path}: byte {fault.start} is not UTF-8. Save the file as UTF-8 text.") from None
    return parse(text, str(path), faults)


def parse(text: str, name: str, faults: Faults) -> Mapping:
    """The tree of a text; the same text is read once."""
    tree, found = _parsed(text, name)
    faults.found.extend(found)
    return tree


@lru_cache(maxsize=4)
def _parsed(text: str, name: str) -> tuple[Mapping, tuple[tuple[Place, str], ...]]:
    from ruamel.yaml import YAML  # noqa: PLC0415 - 0.1 s that most commands do without
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    source = Source(name, tuple(text.split("\n")))
    start, faults = Place(source), Faults()
    try:
        root = _Builder(source, YAML(typ="safe", pure=True).parse(text), faults).document()
    except DesignError:
        raise
    except MarkedYAMLError as fault:
        at_end = "end of stream" in (fault.problem or "")
        mark = (fault.context_mark if at_end else None) or fault.problem_mark or fault.context_mark
        place = Place(source, mark.line, mark.column) if mark else start
        broken = (fault.problem or fault.context or "it is no YAML").replace("\\t", "a tab")
        raise _only(place, f"{broken}. Indent with spaces, close quotes and brackets.") from None
    except YAMLError as fault:
        raise _only(start, f"{' '.join(str(fault).split())}. Save the file as plain UTF-8 text.") from None
    except (ValueError, AttributeError, TypeError, IndexError) as fault:
        raise _only(start, f"it is no YAML ({type(fault).__name__}). Compare it with a built-in flowsheet.") from None
    if isinstance(root, Mapping):
        return root, tuple(faults.found)
    raise _only(start, "a flowsheet is a mapping of sections, such as 'hcl: {H2_excess: 0.05}'.")


def _only(place: Place, text: str) -> DesignError:
    return DesignError(f"{place}: {text}{place.excerpt()}")


class _Builder:
    """Makes the tree from ruamel's events, which never expand an alias."""

    def __init__(self, source: Source, events: Iterator[Any], faults: Faults) -> None:
        self.source, self.events, self.faults = source, events, faults

    def document(self) -> Node | None:
        """The first document, or None if the text is empty; a second one is a fault."""
        root: Node | None = None
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and root is not None:
                self.faults.add(self._place(event), "a second document begins; a flowsheet is one. Split the file.")
                return root
            if kind in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
                root = self._node(event, 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        if depth > DEEPEST:
            raise _only(place, f"nested deeper than {DEEPEST} levels. A flowsheet has three or four.")
        if getattr(event, "anchor", None):
            self.faults.add(place, "anchors (&) and aliases (*) are not used in flowsheets. Write the value out.")
        if getattr(event, "tag", None):
            self.faults.add(place, f"the tag {event.tag} is not used in flowsheets. Leave it out.")
        match type(event).__name__:
            case "SequenceStartEvent":
                return Sequence(place, tuple(self._items(depth)))
            case "MappingStartEvent":
                return self._mapping(place, depth)
            case "ScalarEvent":
                return Scalar(place, event.value, quoted=event.style is not None)
            case _:
                return Scalar(place, "", quoted=True)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                return
            yield self._node(event, depth + 1)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, tuple[Place, Node]] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key, value = self._node(event, depth + 1), self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.faults.add(key.place, "a key is a single word. Put the text in quotes.")
            elif key.text in entries:
                first = entries[key.text][0]
                self.faults.add(key.place, f"'{key.text}' is given twice, first in line {first.line + 1}. Keep one.")
            else:
                entries[key.text] = (key.place, value)
        return Mapping(place, entries)

    def _place(self, event: Any) -> Place:
        return Place(self.source, event.start_mark.line, event.start_mark.column)
