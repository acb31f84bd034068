"""How a dataclass becomes an array of records that compiled code reads.

Lives here: the type `Rows`, the layout of a row, and which fields are refused.
Lives elsewhere: the plant's numbers, which such rows are views of (twin.engine.rows, which sections import).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_type_hints, overload

import numpy as np
from numpy.typing import NDArray

from twin.errors import DesignError

T = TypeVar("T")
Floats = NDArray[np.float64]
NUMBERS: dict[Any, Any] = {float: np.float64, int: np.int64}

if TYPE_CHECKING:

    class Rows(Generic[T]):
        """Many of one kind of equipment; a row reads and writes like the dataclass."""

        size: int

        @overload
        def __getitem__(self, row: int) -> T: ...
        @overload
        def __getitem__(self, row: slice) -> Rows[T]: ...
        def __getitem__(self, row: Any) -> Any: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[T]: ...
else:
    Rows = np.recarray


def quantity(unit: str, *, scale: float = 1.0) -> Any:
    """A state's unit, and the change in it [same unit] that is too small to matter."""
    return dataclasses.field(metadata={"unit": unit, "scale": scale})


def record(kind: type[Any]) -> np.dtype[np.void]:
    """The memory of one row: eight bytes a field, in the order of the dataclass."""
    return _record(cast(Hashable, kind))


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of row, in order."""
    return record(kind).names or ()


def rows(kind: type[T], items: Sequence[T]) -> Rows[T]:
    """Nameplates as rows."""
    layout = record(kind)
    table = np.array([tuple(getattr(item, name) for name in layout.names or ()) for item in items], layout)
    return cast("Rows[T]", table.view(np.recarray))


def viewed(numbers: Floats, kind: type[T]) -> Rows[T]:
    """A stretch of numbers as rows of a kind; nothing is copied."""
    layout = record(kind)
    strange = [name for name in layout.names or () if layout[name] != np.float64]
    if strange:
        raise DesignError(f"{kind.__name__}.{strange[0]} is no float: states, commands and signals are floats only.")
    return cast("Rows[T]", numbers.view(layout).view(np.recarray))


@functools.cache
def _record(kind: Hashable) -> np.dtype[np.void]:
    described: Any = kind
    hints = get_type_hints(described)
    names = [field.name for field in dataclasses.fields(described)]
    if not names:
        raise DesignError(f"{described.__name__} has no field: a row needs one at least.")
    for name in names:
        if hints[name] not in NUMBERS:
            raise DesignError(f"{described.__name__}.{name} is {hints[name]}: a row holds float and int only.")
        if hasattr(np.record, name):
            raise DesignError(
                f"{described.__name__}.{name}: numpy's records have a '{name}' of their own, "
                "which would be read instead. Give the field a longer name."
            )
    return np.dtype([(name, NUMBERS[hints[name]]) for name in names], align=True)
