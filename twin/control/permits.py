"""What stands in the way of what: causes that act at the same time, what they stop, the load they leave.

Lives here: `Permits`, which holds causes as commands (so a snapshot carries them) and works out, after each change,
every permit and every current's target.
Lives elsewhere: when an interlock acts (.interlocks); which cause stops what (twin.operations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from twin.engine.rows import Memory, Rows
from twin.errors import DesignError

LOAD: Final = "load"
"""The load of all electrolysers; `load A` is that of one."""
BY_HAND: Final = "trip of"
"""What a cause is called that trips one machine from outside the line: `trip of burner`."""


@dataclass
class Cause:
    """Command: something that stops or limits."""

    acting: float
    share: float
    """Load that it leaves, where it limits the load [-]."""
    fall: float
    """Least rate at which currents go down to it [A/s]; 0: as usual."""


@dataclass
class Demand:
    """Command: what the plant asks of an electrolyser."""

    full: float
    """Current at full load [A]."""
    available: float
    """1: it can run; 0: tripped or isolated."""
    most: float
    """Load that it may carry for those that cannot run, over its full one [-]; 1: it holds its own."""


class Targeted(Protocol):
    """A drive that follows a target."""

    target: float


def shared(load: float, limits: Sequence[float]) -> float:
    """What each of several carries of a load, so that those that can carry less leave more to the others [-].

    >>> shared(3.0, [1.5, 0.5, 1.5])
    1.25
    >>> shared(3.0, [1.0, 1.0])
    1.0
    """
    for n, limit in enumerate(sorted(limits)):
        each = load / (len(limits) - n)
        if each <= limit:
            return each
        load -= limit
    return max(limits)


class Permits:
    """HS-350 and all permits of the plant.

    stops    name of a cause -> points that it stops, among them `load` and `load A`
    points   name -> row and field of a command that is 1 when nothing stops it and 0 else
    drives   what follows the load, one an electrolyser, by letter
    """

    def __init__(
        self, memory: Memory, *, stops: Mapping[str, Sequence[str]], points: Mapping[str, tuple[Any, str]],
        drives: Mapping[str, Targeted],
    ) -> None:  # fmt: skip
        known = {*points, LOAD, *(f"{LOAD} {letter}" for letter in drives)}
        strange = sorted({point for stopped in stops.values() for point in stopped} - known)
        if strange:
            raise DesignError(f"causes stop {', '.join(strange)}, which the plant does not have.")
        self.causes: Rows[Cause] = memory.commands("causes", Cause, len(stops), labels=list(stops))
        self.demands: Rows[Demand] = memory.commands("demands", Demand, len(drives), labels=list(drives))
        self._row = {name: k for k, name in enumerate(stops)}
        self._by_point = {point: [self._row[c] for c, stopped in stops.items() if point in stopped] for point in known}
        self._points, self._drives = dict(points), dict(drives)
        self._stops = {name: [point for point in stopped if point in self._points] for name, stopped in stops.items()}
        self.letters = tuple(drives)
        for demand, drive in zip(self.demands, drives.values(), strict=True):
            demand.full, demand.available, demand.most = drive.target, 1.0, 1.0

    def act(self, name: str, *, share: float = 1.0, fall: float = 0.0) -> None:
        """A cause acts from now on, and leaves this share of the full load [-]."""
        cause = self.causes[self._row[name]]
        cause.acting, cause.share, cause.fall = 1.0, share, fall
        self._settle(name)
        self.refresh()

    def clear(self, name: str) -> None:
        """A cause acts no longer."""
        cause = self.causes[self._row[name]]
        if cause.acting != 0.0:  # else nothing changes, and a rewind of many procedures stays fast
            cause.acting = 0.0
            self._settle(name)
            self.refresh()

    def acts(self, name: str) -> bool:
        """Whether a cause acts now."""
        return bool(self.causes[self._row[name]].acting > 0.0)

    def put_in(self, letter: str) -> None:
        """An electrolyser can run."""
        demand = self.demands[list(self._drives).index(letter)]
        if demand.available != 1.0:
            demand.available = 1.0
            self.refresh()

    def take_out(self, letter: str) -> None:
        """An electrolyser cannot run; a limited load is carried by the others."""
        self.demands[list(self._drives).index(letter)].available = 0.0
        self.refresh()

    def all_in(self) -> bool:
        """Whether every electrolyser can run."""
        return all(demand.available > 0.0 for demand in self.demands)

    def let_share(self, most: float) -> None:
        """Who runs may carry the load of who does not, up to this current [A]; never less than its own."""
        for demand in self.demands:
            demand.most = max(most / max(demand.full, 1e-9), 1.0)
        self.refresh()

    def ask(self, current: float) -> None:
        """Full load of every electrolyser [A]."""
        for demand in self.demands:
            demand.full = current
        self.refresh()

    def full(self) -> float:
        """Current of all electrolysers at full load [A]."""
        return float(sum(demand.full for demand in self.demands))

    def largest(self) -> float:
        """Largest full current of an electrolyser [A]."""
        return max(float(demand.full) for demand in self.demands)

    def fall(self, letter: str) -> float:
        """Rate at which the acting causes want this current to go down [A/s]; 0: as usual."""
        return max((float(c.fall) for c in self._limits(letter)), default=0.0)

    def _settle(self, name: str) -> None:
        """Permits of the points of a cause; others stay as they are, such as a loop that somebody has in manual."""
        for point in self._stops[name]:
            row, field = self._points[point]
            stopped = any(self.causes[k].acting > 0.0 for k in self._by_point[point])
            setattr(row, field, 0.0 if stopped else 1.0)

    def refresh(self) -> None:
        """Work out all targets."""
        own = [min(float(one.most), self._least(f"{LOAD} {name}", float(one.most))) for name, one in self._asked()]
        able = [limit for limit, demand in zip(own, self.demands, strict=True) if demand.available > 0.0]
        each = shared(self._least(LOAD, 1.0) * len(self.demands), able or own)
        for drive, demand, limit in zip(self._drives.values(), self.demands, own, strict=True):
            drive.target = demand.full * min(limit, each)

    def _asked(self) -> Iterator[tuple[str, Demand]]:
        return zip(self._drives, self.demands, strict=True)

    def _least(self, point: str, most: float) -> float:
        return min((float(self.causes[k].share) for k in self._by_point[point] if self.causes[k].acting), default=most)

    def _limits(self, letter: str) -> list[Cause]:
        rows = [*self._by_point[LOAD], *self._by_point[f"{LOAD} {letter}"]]
        return [self.causes[k] for k in rows if self.causes[k].acting > 0.0]
