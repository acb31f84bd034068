"""What a doubtful parameter moves: each figure of merit with the parameter at either end of its likely range.

Lives here: which parameters are doubtful, and the plants at rest that answer.
Lives elsewhere: ranges and sources (the flowsheet's own, .sections), rest (twin.steady), the chart (dashboards).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flowsheets.faults import near
from flowsheets.loader import Flowsheet, read_flowsheet
from twin.errors import DesignError, TwinError
from twin.plant import Plant
from twin.steady import Steady, bring_to_rest

DOUBTFUL = ("estimated", "calibrated")
"""Sources of parameters that somebody should measure."""

Figures = Mapping[str, float]
"""Figures of merit by name; what has none (n/a) is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One parameter at the ends of its likely range, all else as designed."""

    path: str
    value: str
    """As the flowsheet has it, with its unit."""
    low: str
    high: str
    """Ends of the likely range."""
    source: str
    confidence: str
    at_low: Figures | None
    at_high: Figures | None
    """Figures of merit there; None: that plant does not come to rest, and `fault` says why."""
    fault: str = ""

    def spread(self, figure: str, base: Figures) -> float:
        """How far the two ends lie apart in a figure; an end without rest counts as the base [unit of the figure]."""
        ends = [(end or base).get(figure, base[figure]) for end in (self.at_low, self.at_high)]
        return abs(ends[1] - ends[0])


def doubtful(case: Flowsheet) -> list[str]:
    """Paths of the parameters that are estimated or calibrated and have a likely range."""
    return [path for path, origin in case.origins.items() if origin.source in DOUBTFUL and origin.range is not None]


def swings(
    name: str, sets: Sequence[str] = (), *, paths: Sequence[str] = (), tell: Callable[[str], None] = lambda _: None
) -> tuple[Figures, list[Swing]]:
    """Figures of merit of a flowsheet at rest, and the swing of each doubtful parameter (or of these paths).

    Raises DesignError for a path that has no range, StuckError when the flowsheet itself comes to no rest.
    """
    case = read_flowsheet(name, sets)
    chosen = list(paths) or doubtful(case)
    for path in chosen:
        _refuse_without_range(case, path)
    plant = Plant(case.design)
    base = figures(Steady(plant, bring_to_rest(plant)))
    return base, list(_each(case, name, sets, chosen, plant, tell))


def figures(steady: Steady) -> Figures:
    """Figures of merit that have a value."""
    return {name: figure.value for name, figure in steady.kpis().items() if figure.value is not None}


def _each(
    case: Flowsheet, name: str, sets: Sequence[str], paths: Sequence[str], start: Plant, tell: Callable[[str], None]
) -> Iterator[Swing]:
    for number, path in enumerate(paths, 1):
        tell(f"{number} of {len(paths)}: {path}")
        origin = case.origins[path]
        low, high = origin.range or ("", "")
        ends: list[Figures | None] = []
        faults = []
        for bound in (low, high):
            try:
                ends.append(figures(_at_rest(name, (*sets, f"{path}={bound}"), start)))
            except TwinError as error:
                ends.append(None)
                faults.append(f"{bound}: {error}")
        yield Swing(
            path=path, value=origin.value, low=low, high=high, source=origin.source, confidence=origin.confidence,
            at_low=ends[0], at_high=ends[1], fault=" ".join(faults),
        )  # fmt: skip


def _at_rest(name: str, sets: Sequence[str], start: Plant) -> Steady:
    """A changed plant at rest, sought from where the unchanged one rests if the two are built alike."""
    plant = Plant(read_flowsheet(name, sets).design)
    held, known = plant.memory.used("state"), start.memory.used("state")
    if held.size == known.size:
        held[:] = known
    return Steady(plant, bring_to_rest(plant))


def _refuse_without_range(case: Flowsheet, path: str) -> None:
    origin = case.origins.get(path)
    if origin is None:
        raise DesignError(f"there is no parameter '{path}'.{near(path, case.origins)}")
    if origin.range is None:
        raise DesignError(
            f"{path} has no likely range in {case.design.name}. Give it one in the flowsheet: "
            f"{{value: {origin.value}, range: [low, high]}}."
        )
