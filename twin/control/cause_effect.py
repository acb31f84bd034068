"""Where each row of the cause-and-effect list acts, on what, and what it stops: a table, read once.

Lives here: `Action`, one row as it acts; the rows of a plant with so many electrolysers (from cause_effect.csv); the
limit of a signal that belongs to a trip value.
Lives elsewhere: trip values and delays (the design's interlocks), the procedure of a row (.interlocks), what a cause
stops (.permits), rows on the readings of instruments (the soft PLC, plc_bridge).

The table's words: `acts` is one of PLACES; `signal` is block, unit and field; `while`, a signal and what it must be
above, so that a row is quiet where its cause means nothing; `stops`, points of the plant, `*` all electrolysers;
`share`, load left by a cut; `back`, how far the cause must go back; `factor`, from the list's unit to the signal's;
`sense` and `value`, where the list's quantity is another one; `of` the row whose delay it shares; `delay` [s] where the
list has no such row. Rows of electrolyser A stand for all: {A} is its letter, {k} its number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from twin.control.nameplate import InterlockPlate

LINE, SOFT_PLC, PROCEDURE, NOWHERE = "line", "soft PLC", "procedure", "not in this line"
PLACES: Final = {
    LINE: "watched by the line", SOFT_PLC: "scan of the soft PLC", PROCEDURE: "procedure", NOWHERE: "not in this line",
}  # fmt: skip
"""Where a row acts, and what a report calls it."""
IN_LIST = 3
"""Electrolysers that have rows of their own in the list."""
PER_ELECTROLYSER = 14
"""Rows that each of them has there."""


class Where(NamedTuple):
    """A signal by name."""

    block: str
    unit: str
    """A vessel, or the number of a row."""
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A row as it acts."""

    name: str
    of: str
    """Row of the list that gives what it does not say itself; empty where the list has none."""
    acts: str
    signal: Where | None
    gate: Where | None
    """It acts while this signal is above `above`; None: always."""
    above: float
    stops: Sequence[str]
    share: float
    """Load that it leaves [-]."""
    back: float
    """How far the signal must go back before it is armed again [unit of the signal; pH where the list says pH]."""
    sense: str
    factor: float
    value: float | None
    """Trip value [unit of the signal], where the list's does not serve."""
    delay: float | None
    """[s]"""
    why: str


class Limit(NamedTuple):
    """When a signal is beyond, and when it is well back."""

    trip: float
    back: float
    above: bool
    """Whether beyond is above."""
    delay: float
    """[s]"""


def limit(action: Action, plate: InterlockPlate | None, *, proton_activity: float) -> Limit:
    """Limit of the signal that a row watches, from its place in the list [unit of the signal].

    A pH stands for hydrogen ions [mol/m3]; proton_activity: their activity over their concentration [-].
    """
    sense = action.sense or (plate.comparator if plate else "")
    trip = action.value if action.value is not None else (plate.value * action.factor if plate else 0.0)
    delay = action.delay if action.delay is not None else (plate.delay if plate else 0.0)
    back = trip - action.back if sense == ">" else trip + action.back
    if plate is not None and plate.unit == "pH" and action.value is None:
        trip, back = (1000.0 * 10.0**-ph / proton_activity for ph in (trip, back))
        return Limit(trip, back, sense == "<", delay)
    return Limit(trip, back, sense == ">", delay)


def actions(letters: Sequence[str]) -> Mapping[str, Action]:
    """Rows of a plant with these electrolysers, by name; those beyond the list's take the values of A's rows."""
    return {one.name: one for row in _table() for one in _rows(row, letters)}


def _rows(row: Mapping[str, str], letters: Sequence[str]) -> Iterator[Action]:
    if "{" not in "".join((row["row"], row["signal"], row["stops"])):
        yield _action(row, letters, row["row"], row["of"] or row["row"])
        return
    for k, letter in enumerate(letters):
        one = {name: word.replace("{A}", letter).replace("{k}", str(k)) for name, word in row.items()}
        number, of = one["row"], one["of"]
        if not of:
            of = f"I-{int(number[2:]) + PER_ELECTROLYSER * k}" if k < IN_LIST else number
            number = of if k < IN_LIST else f"{number} {letter}"
        yield _action(one, letters, number, of)


def _action(row: Mapping[str, str], letters: Sequence[str], name: str, of: str) -> Action:
    gate, _, above = row["while"].partition(">")
    words = [word.strip() for word in row["stops"].split(";") if word.strip()]
    stops = [word.replace("*", one) for word in words for one in (letters if "*" in word else [""])]
    return Action(
        name=name, of="" if row["delay"] else of, acts=row["acts"], signal=_where(row["signal"]), gate=_where(gate),
        above=float(above or 0.0), stops=stops, share=float(row["share"] or 0.0), back=float(row["back"] or 0.0),
        sense=row["sense"], factor=float(row["factor"] or 1.0), value=float(row["value"]) if row["value"] else None,
        delay=float(row["delay"]) if row["delay"] else None, why=row["why"],
    )  # fmt: skip


def _where(words: str) -> Where | None:
    return Where(*words.split(":")) if words else None


@cache
def _table() -> Sequence[Mapping[str, str]]:
    text = files("twin").joinpath("control", "cause_effect.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
