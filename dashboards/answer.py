"""What a verb gives back: words for a person and, for `--json`, the same as data.

Lives here: `Answer` and how it is written to standard output.
Lives elsewhere: who makes it (dashboards.verbs), progress while it is made (.progress).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A verb's result."""

    text: str
    """For a person: numbers with their units."""
    data: Any = None
    """For a script: what `--json` prints, made of dict, list, str, int, float, bool and None."""


def show(answer: Answer | None, *, as_json: bool) -> None:
    """Write an answer to standard output: the text, or one JSON object on one line."""
    if answer is None:
        return
    if as_json:
        sys.stdout.write(json.dumps(_plain(answer.data), allow_nan=False, ensure_ascii=False) + "\n")
    elif answer.text:
        sys.stdout.write(answer.text.rstrip("\n") + "\n")
    sys.stdout.flush()


def table(rows: Sequence[Sequence[str]], *, head: Sequence[str]) -> str:
    """Columns of text under their headings.

    >>> print(table([["T", "85 degC"]], head=["name", "value"]))
    name  value
    T     85 degC
    """
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(word.ljust(width) for word, width in zip(line, widths)).rstrip() for line in lines)


def _plain(data: Any) -> Any:
    """Data that JSON can say: a number that is not finite becomes null."""
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data
