"""A flowsheet's tree with its base and the changes of the command line.

Lives here: finding files by name, `base:`, overlaying a variant, `--set PATH=VALUE`.
Lives elsewhere: reading one file (.tree), what the tree means (.sections, .rows).
"""

from __future__ import annotations

from collections.abc import Sequence as Texts
from importlib.resources import files
from pathlib import Path
from typing import Final

from flowsheets.faults import Faults, Place, Source, near
from flowsheets.quantity import is_nothing
from flowsheets.rows import ROWS, keys_of
from flowsheets.sections import SECTIONS, known_paths
from flowsheets.tree import Mapping, Node, Scalar, Sequence, read_tree
from twin.errors import DesignError

HEAD: Final = ("base", "title", "effects")
TOP: Final = (*HEAD, *SECTIONS, *ROWS)


def find() -> dict[str, Path]:
    """The built-in flowsheets by name."""
    folder = Path(str(files("flowsheets")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def locate(name_or_path: str, *, beside: Path | None = None) -> Path:
    """File of a built-in name or of a path (relative to the folder `beside`)."""
    known = find()
    if name_or_path in known:
        return known[name_or_path]
    path = (beside or Path()) / name_or_path
    try:
        if path.is_file():
            return path
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if there:
        what = "a folder" if path.is_dir() else "a device or pipe"
        raise DesignError(f"'{name_or_path}' is {what}, no flowsheet. Give a YAML file, or one of: {', '.join(known)}.")
    hint = near(name_or_path, known)
    names = ", ".join(known)
    raise DesignError(f"there is no flowsheet '{name_or_path}'.{hint} Built in: {names}; or give a YAML file.")


def assemble(name_or_path: str, sets: Texts[str], faults: Faults) -> Mapping:
    """The whole tree: the file over its base, and the command line's changes over both."""
    tree = _with_base(locate(name_or_path), faults, ())
    return _set_all(tree, sets, faults)


def _with_base(path: Path, faults: Faults, above: tuple[Path, ...]) -> Mapping:
    tree = read_tree(path, faults)
    for key, (place, _) in tree.entries.items():
        if key not in TOP:
            hint = near(key, [*TOP, *known_paths()])
            faults.add(place, f"'{key}' is no section.{hint} There are: {', '.join(TOP)}.")
    base = tree.get("base")
    if base is None:
        return tree
    if not isinstance(base, Scalar):
        raise DesignError(f"{base.place}: base is one name, such as 'base: reference'.{base.place.excerpt()}")
    try:
        below = locate(base.text, beside=path.parent)
    except DesignError as fault:
        raise DesignError(f"{base.place}: {fault}{base.place.excerpt()}") from None
    chain = (*above, path.resolve())
    if below.resolve() in chain:
        circle = " -> ".join(one.name for one in (*chain, below))
        raise DesignError(f"{base.place}: the bases form a circle: {circle}. Remove one 'base:'.{base.place.excerpt()}")
    return overlay(_with_base(below, faults, chain), tree)


def overlay(base: Mapping, change: Mapping) -> Mapping:
    """A tree with the entries of another over it; null takes an entry away, a bare value keeps range and reason."""
    entries = dict(base.entries)
    for key, (place, node) in change.entries.items():
        below = base.get(key)
        if is_nothing(node):
            entries[key] = (place, node)
        elif isinstance(below, Mapping) and isinstance(node, Mapping):
            merged = overlay(below, node)
            entries[key] = (place, _chosen(below, merged, node) if "value" in node.entries else merged)
        elif isinstance(below, Mapping) and "value" in below.entries:
            value = Mapping(node.place, {**below.entries, "value": (node.place, node)})
            entries[key] = (place, _chosen(below, value, None))
        else:
            entries[key] = (place, node)
    return Mapping(base.place, entries)


def _chosen(below: Mapping, merged: Mapping, given: Mapping | None) -> Mapping:
    """A changed parameter: its source is the choice of who changed it, unless they give another."""
    entries = dict(merged.entries)
    was, place = below.get("value"), merged.place
    if given is None or "source" not in given.entries:
        entries["source"] = (place, Scalar(place, "chosen", quoted=True))
    if given is None or "why" not in given.entries:
        text = f"instead of {was.text}" if isinstance(was, Scalar) else "changed"
        entries["why"] = (place, Scalar(place, text, quoted=True))
    return Mapping(place, entries)


def _set_all(tree: Mapping, sets: Texts[str], faults: Faults) -> Mapping:
    source = Source("--set", tuple(" ".join(one.split()) for one in sets))
    for line, text in enumerate(source.lines):
        path, equals, value = text.partition("=")
        words, place = path.strip().split("."), Place(source, line)
        if not equals or not value.strip():
            faults.add(place, f"'{text}' gives no value. Write --set PATH=VALUE, such as --set hcl.H2_excess=0.05.")
        elif not _is_known(words, tree):
            faults.add(place, f"there is no '{path.strip()}'.{near(path.strip(), _all_paths(tree))}")
        else:
            tree = overlay(tree, _branch(words, _value(value.strip(), Place(source, line, len(path) + 1)), place))
    return tree


def _value(text: str, place: Place) -> Node:
    if text.startswith("[") and text.endswith("]"):
        items = [item.strip() for item in text[1:-1].split(",") if item.strip()]
        return Sequence(place, tuple(Scalar(place, item) for item in items))
    return Scalar(place, text)


def _branch(words: list[str], value: Node, place: Place) -> Mapping:
    inner = _branch(words[1:], value, place) if words[1:] else value
    return Mapping(place, {words[0]: (place, inner)})


def _is_known(words: list[str], tree: Mapping) -> bool:
    if len(words) == 2:
        return ".".join(words) in known_paths()
    rows = tree.get(words[0]) if words[0] in ROWS else None
    return len(words) == 3 and isinstance(rows, Mapping) and words[1] in rows.entries and words[2] in keys_of(words[0])


def _all_paths(tree: Mapping) -> list[str]:
    paths = known_paths()
    for group in ROWS:
        rows = tree.get(group)
        if isinstance(rows, Mapping):
            paths += [f"{group}.{name}.{key}" for name in rows.entries for key in keys_of(group)]
    return paths
