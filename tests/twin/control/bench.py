"""Procedures without a plant: hundreds of years of pumps, utilities and shifts in seconds."""

from __future__ import annotations

from typing import Any

from tests.twin.engine.toy_decay import decay
from tests.twin.staffed import reference
from twin.engine.environment import HybridEnvironment
from twin.engine.procedure import Procedure

DAY = 86400.0
YEAR = 365.25 * DAY


class Board:
    """Permits that only remember which causes act, since when, and for how long they did."""

    def __init__(self, env: HybridEnvironment) -> None:
        self.env, self.since = env, dict[str, float]()
        self.lasted: dict[str, list[float]] = {}

    def act(self, name: str, *, share: float = 1.0) -> None:
        """A cause acts."""
        self.since.setdefault(name, self.env.now)

    def clear(self, name: str) -> None:
        """It acts no longer."""
        if name in self.since:
            self.lasted.setdefault(name, []).append(self.env.now - self.since.pop(name))


def empty_plant() -> tuple[HybridEnvironment, Board]:
    """A clock with nothing in it that moves, in long steps."""
    _, _, env = decay(rate=0.0, omega=0.0, longest=50.0 * YEAR)
    return env, Board(env)


def hire(kind: type[Any], env: HybridEnvironment, name: str, **what: Any) -> Procedure:
    """A procedure of the reference's schedule, begun."""
    design = reference()
    staffed = {"calendar": design.calendar, "practice": design.procedures}
    schedule = {plate.name: plate for plate in design.schedule}
    found: Procedure = kind(env, name, seed=1, rank=1, schedule=schedule, **staffed, **what)
    found.start()
    return found
