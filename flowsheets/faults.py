"""Faults of a file: where each stands, gathered and shown together.

Lives here: `Source` (a file's text), `Place`, `Faults`, and the nearest known word.
Lives elsewhere: what is a fault (.tree, .quantity, .assembly, .rows, .connections).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from twin.errors import DesignError

MOST_SHOWN = 50
WIDEST = 160
LONGEST = 800


@dataclass(frozen=True)
class Source:
    """A text and the name under which a person knows it (a file, or `--set`)."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A spot in a source; line and column count from 0 and are shown from 1."""

    source: Source
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line + 1}:{self.column + 1}"

    def excerpt(self) -> str:
        """The source line with a caret below the spot, long lines cut around it."""
        if self.line >= len(self.source.lines):
            return ""
        shown = "".join(c if c.isprintable() else " " for c in self.source.lines[self.line])
        start = max(0, min(self.column - WIDEST // 2, len(shown) - WIDEST))
        return f"\n  {shown[start : start + WIDEST].rstrip()}\n  {' ' * (self.column - start)}^"


@dataclass
class Faults:
    """Faults found so far."""

    found: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, place: Place, text: str) -> None:
        """Remember a fault; the text says what was given, what is allowed and the mend."""
        clean = "".join(c if c.isprintable() else "?" for c in text)
        self.found.append((place, clean if len(clean) <= LONGEST else f"{clean[: LONGEST - 200]} ... {clean[-190:]}"))

    def raise_if_any(self) -> None:
        """DesignError with every fault as `file:line:column: text`, its source line and a caret."""
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda fault: (fault[0].source.name, fault[0].line, fault[0].column))
        lines = [f"{place}: {text}{place.excerpt()}" for place, text in ordered[:MOST_SHOWN]]
        if len(ordered) > MOST_SHOWN:
            lines.append(f"and {len(ordered) - MOST_SHOWN} more faults.")
        raise DesignError("\n".join(lines))


def near(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?`, or nothing if no known word is near.

    >>> near("H2_exces", ["H2_excess", "H2_vent"])
    " Did you mean 'H2_excess'?"
    """
    words = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), words, n=1, cutoff=0.6)
    return f" Did you mean '{words[close[0]]}'?" if close else ""
