"""What a plant's control system does, as rows for people and scripts: its loops, its interlocks and where each acts.

Lives here: plain rows of words and numbers.
Lives elsewhere: how they are printed (dashboards.verbs.flowsheet); where rows act (twin.control.cause_effect).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twin.control.cause_effect import PLACES, Action, actions
from twin.control.nameplate import InterlockPlate
from twin.design import Design
from twin.units import from_si
from twin.vessel_rows import letter


def loop_table(design: Design) -> list[dict[str, Any]]:
    """One row a control loop: tag, what it is for, measures and moves, its set point with unit, its time."""
    return [
        {"name": loop.name, "service": loop.service, "controlled": loop.controlled, "manipulated": loop.manipulated,
         "set_point": amount(loop.set_point, loop.unit), "closed_loop_time_s": loop.closed_loop_time, "note": loop.note}
        for loop in design.loops
    ]  # fmt: skip


def interlock_table(design: Design) -> list[dict[str, Any]]:
    """One row an interlock: cause, trip value, delay, voting, effect; where it acts, on which signals and why."""
    by_row: dict[str, list[Action]] = {}
    for one in actions([letter(k) for k in range(design.electrolysis.electrolysers)]).values():
        by_row.setdefault(one.of, []).append(one)
    return [_interlock(plate, by_row.get(plate.name, [])) for plate in design.interlocks]


def _interlock(plate: InterlockPlate, found: Sequence[Action]) -> dict[str, Any]:
    acts = PLACES[found[0].acts] if found else "nowhere: a row of this flowsheet alone"
    return {
        "name": plate.name, "cause": plate.cause, "tags": list(plate.tags), "voting": plate.voting,
        "trip": f"{plate.comparator} {amount(plate.value, plate.unit)}", "delay_s": plate.delay, "level": plate.level,
        "effect": plate.effect, "effect_tags": list(plate.effect_tags), "acts": acts,
        "why": found[0].why if found else "", "signals": [":".join(one.signal) for one in found if one.signal],
        "stops": list(dict.fromkeys(point for one in found for point in one.stops)),
    }  # fmt: skip


def amount(value: float, unit: str) -> str:
    """A value in SI [any] as people write it.

    >>> amount(367.15, "degC")
    '94 degC'
    """
    return f"{from_si(value, unit):.6g} {unit}".removesuffix(" -")
