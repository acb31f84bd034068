"""One measured figure and its budget.

Lives here: `Figure`, CPU time of a piece of work. Lives elsewhere: what is measured (bench_*.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a benchmark says, as `litwin bench --json` prints it."""

    name: str
    value: float
    unit: str
    budget: float
    at_least: bool = False
    """The budget is the least that will do; otherwise it is the most."""

    @property
    def ok(self) -> bool:
        """Whether the budget is kept."""
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def as_data(self) -> dict[str, Any]:
        """Keys of interfaces: name, value, unit, budget, ok."""
        return {"name": self.name, "value": self.value, "unit": self.unit, "budget": self.budget, "ok": self.ok}


def cpu_seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """CPU time of a piece of work [s], the median of some goes: other programs on the machine do not count."""
    spent = []
    for _ in range(times):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return median(spent)
