"""Flowsheets: from a name or a YAML file to a `Design` in SI, every parameter with its provenance.

    >>> design = read_design("reference", ["electrolysis.T=80 degC"])
    >>> round(design.electrolysis.T, 2), design.electrolysis.electrolysers
    (353.15, 3)

Lives here: `find`, `read_flowsheet`, `read_design`.
Lives elsewhere: the steps (.tree, .assembly, .sections, .rows, .connections), what is told of them (.report, .schema).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowsheets.assembly import assemble, find
from flowsheets.connections import check_connections, check_sections
from flowsheets.discrete import check_discrete
from flowsheets.faults import Faults
from flowsheets.quantity import is_nothing, read_text
from flowsheets.rows import read_rows
from flowsheets.sections import Provenance, read_sections
from twin.design import Design

__all__ = ["Flowsheet", "find", "read_design", "read_flowsheet"]


@dataclass(frozen=True, slots=True)
class Flowsheet:
    """A plant case as read: the design, and where each of its parameters comes from."""

    title: str
    design: Design
    origins: dict[str, Provenance]
    """Path of the parameter -> provenance."""
    numbers: dict[str, Provenance]
    """The same of the numbers of schedule, stores, spares and pumps."""

    @property
    def unlikely(self) -> list[str]:
        """Parameters outside what is likely, one line each."""
        return [
            f"{origin.place}: {path} = {origin.value} is outside what is likely ({' to '.join(origin.range or ())})"
            for path, origin in {**self.origins, **self.numbers}.items()
            if origin.unlikely
        ]

    @property
    def warnings(self) -> list[str]:
        """Parameters that are unlikely or say nothing of their source, one line each."""
        unsourced = [
            f"{origin.place}: {path} = {origin.value} has no source"
            for path, origin in {**self.origins, **self.numbers}.items()
            if not origin.source
        ]
        return [*self.unlikely, *unsourced]


def read_flowsheet(name_or_path: str, sets: Sequence[str] = ()) -> Flowsheet:
    """The flowsheet of a built-in name or a YAML file, with `PATH=VALUE` changes.

    DesignError names every fault at once, each as file:line:column with its source line.
    """
    faults = Faults()
    tree = assemble(name_or_path, sets, faults)
    plates, origins = read_sections(tree, faults)
    rows, numbers = read_rows(tree, faults)
    check_connections(tree, rows, faults)
    check_sections(tree, plates, faults)
    check_discrete(tree, plates, rows, faults)
    title = tree.get("title")
    heading = "" if title is None or is_nothing(title) else read_text(title, "title", faults)
    faults.raise_if_any()
    parts: dict[str, Any] = {**plates, **rows}
    return Flowsheet(heading, Design(name=Path(name_or_path).stem, **parts), origins, numbers)


def read_design(name_or_path: str, sets: Sequence[str] = ()) -> Design:
    """Only the design of `read_flowsheet`."""
    return read_flowsheet(name_or_path, sets).design
