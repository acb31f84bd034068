"""Equipment as rows, and the plant's numbers in four flat arrays: state, rate, command, signal.

A dataclass describes one piece of equipment; rows hold many: `rows[k].area` means the same to a flowsheet, to mypy,
in Python and in machine code. State, rate, command and signal rows are views of the flat arrays, so integrator,
snapshot and tolerance see plain vectors and no section ever computes a place.
Lives here: all that a section needs to describe its numbers.
Lives elsewhere: how a dataclass becomes a record (twin.engine.records).
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np

from twin.engine.records import Floats, Rows, field_names, quantity, rows, viewed
from twin.errors import DesignError

__all__ = ["Floats", "Memory", "Rows", "Signal", "quantity", "rows"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that can be waited for."""

    place: int
    """Where it is among the signals."""
    name: str
    """What messages call it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one of the arrays, as rows and columns with their names."""

    start: int
    height: int
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    """Names of the rows; empty: they are numbered."""

    @property
    def place(self) -> slice:
        """Where the block is."""
        return slice(self.start, self.start + self.height * len(self.columns))


class Memory:
    """The plant's numbers."""

    CAPACITY = 100_000
    """Numbers an array can hold; untouched ones cost no memory."""

    def __init__(self) -> None:
        self._arrays = {what: np.zeros(self.CAPACITY) for what in ("state", "rate", "command", "signal")}
        self._scale = np.ones(self.CAPACITY)
        self._used = {"state": 0, "command": 0, "signal": 0}
        self.blocks: dict[str, dict[str, Block]] = {"state": {}, "command": {}, "signal": {}}

    def states(self, name: str, kind: type[T], count: int, *, labels: Sequence[str] = ()) -> tuple[Rows[T], Rows[T]]:
        """State rows of a kind of equipment, and their rates of change [1/s]; labels name the rows in messages."""
        block = self._claim("state", name, count, field_names(kind), labels)
        scales = [field.metadata.get("scale", 1.0) for field in fields(kind)]  # type: ignore[arg-type]
        self._scale[block.place] = np.tile(scales, count)
        return viewed(self._arrays["state"][block.place], kind), viewed(self._arrays["rate"][block.place], kind)

    def commands(self, name: str, kind: type[T], count: int, *, labels: Sequence[str] = ()) -> Rows[T]:
        """What procedures and controllers set."""
        block = self._claim("command", name, count, field_names(kind), labels)
        return viewed(self._arrays["command"][block.place], kind)

    def signals(self, name: str, kind: type[T], count: int, *, labels: Sequence[str] = ()) -> Rows[T]:
        """What instruments could read; written anew at every evaluation of the rates."""
        block = self._claim("signal", name, count, field_names(kind), labels)
        return viewed(self._arrays["signal"][block.place], kind)

    def state_matrix(
        self, name: str, height: int, columns: int | Sequence[str], scales: Sequence[float], *,
        labels: Sequence[str] = (),
    ) -> tuple[Floats, Floats]:  # fmt: skip
        """States as a matrix, one row an item (a vessel's component vector), and their rates [1/s].

        scales: for each column, the change that is too small to matter. Columns may be given by name, for messages.
        """
        block = self._claim("state", name, height, _column_names(columns), labels)
        if len(scales) != len(block.columns):
            raise DesignError(f"{name}: {len(scales)} scales are given for {len(block.columns)} columns.")
        self._scale[block.place] = np.tile(np.asarray(scales, float), height)
        width = len(block.columns)
        return self.matrix("state", name, width), self.matrix("rate", name, width)

    def signal_matrix(
        self, name: str, height: int, columns: int | Sequence[str], *, labels: Sequence[str] = ()
    ) -> Floats:
        """Signals as a matrix, one row an item."""
        self._claim("signal", name, height, _column_names(columns), labels)
        return self.matrix("signal", name, len(self.blocks["signal"][name].columns))

    def matrix(self, what: str, name: str, width: int) -> Floats:
        """A block as a matrix, one row an item: for loops over components."""
        block = self._block(what, name)
        return self._arrays[what][block.place].reshape(-1, width)

    def signal(self, name: str, kind: type[Any], row: int, field: str) -> Signal:
        """One signal of a block of rows, checked when the plant is built and not when it runs."""
        if field not in field_names(kind):
            raise DesignError(f"{kind.__name__} has no '{field}'. {_nearest(field, field_names(kind))}")
        return self.signal_place(name, row, field)

    def signal_place(self, name: str, row: int, column: int | str) -> Signal:
        """One signal of a matrix, by the number or the name of its column."""
        place = self.place("signal", name, row, column)
        return Signal(place, self.name("signal", place))

    def place(self, what: str, name: str, row: int, column: int | str) -> int:
        """Where one number is in its array."""
        block = self._block(what, name)
        if isinstance(column, str):
            if column not in block.columns:
                raise DesignError(f"{name} has no '{column}'. {_nearest(column, block.columns)}")
            column = block.columns.index(column)
        if not (0 <= row < block.height and 0 <= column < len(block.columns)):
            raise DesignError(f"{name}[{row}, {column}]: it has {block.height} rows of {len(block.columns)} columns.")
        return block.start + row * len(block.columns) + column

    def used(self, what: str) -> Floats:
        """The part of an array that is in use so far: take it when all sections have claimed theirs."""
        return self._arrays[what][: self._used[_array(what)]]

    @property
    def scale(self) -> Floats:
        """The change in each state that is too small to matter."""
        return self._scale[: self._used["state"]]

    @property
    def names(self) -> dict[str, dict[str, slice]]:
        """Where each block is in its array."""
        return {what: {name: block.place for name, block in blocks.items()} for what, blocks in self.blocks.items()}

    def name(self, what: str, place: int) -> str:
        """What messages call a number: block[row].field."""
        for name, block in self.blocks[_array(what)].items():
            if block.place.start <= place < block.place.stop:
                row, column = divmod(place - block.start, len(block.columns))
                label = block.labels[row] if block.labels else str(row)
                return f"{name}[{label}].{block.columns[column]}"
        raise DesignError(f"{what} {place} belongs to no block.")

    def state_name(self, place: int) -> str:
        """What messages call a state."""
        return self.name("state", place)

    def _block(self, what: str, name: str) -> Block:
        blocks = self.blocks[_array(what)]
        if name not in blocks:
            raise DesignError(f"there is no {what} block '{name}'. {_nearest(name, blocks)}")
        return blocks[name]

    def _claim(self, what: str, name: str, height: int, columns: tuple[str, ...], labels: Sequence[str]) -> Block:
        if name in self.blocks[what]:
            raise DesignError(f"the {what} block '{name}' is claimed twice: every block needs a name of its own.")
        if labels and len(labels) != height:
            raise DesignError(f"{name}: {len(labels)} labels are given for {height} rows.")
        block = Block(self._used[what], height, columns, tuple(labels))
        if block.place.stop > self.CAPACITY:
            raise DesignError(f"{name}: more than {self.CAPACITY} numbers of {what}; raise Memory.CAPACITY.")
        self._used[what] = block.place.stop
        self.blocks[what][name] = block
        return block


def _array(what: str) -> str:
    return "state" if what == "rate" else what


def _column_names(columns: int | Sequence[str]) -> tuple[str, ...]:
    return tuple(str(k) for k in range(columns)) if isinstance(columns, int) else tuple(columns)


def _nearest(given: str, known: Any) -> str:
    near = difflib.get_close_matches(given, list(known), 1)
    return f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known) or 'none'}."
