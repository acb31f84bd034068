"""Plants that could be built, drawn at random around the reference: each changed parameter within its own likely range.

Lives here: the draws. Lives elsewhere: what is asked of each (test_steady_variations, tests.benchmarks.bench_rest).
"""

import random
from collections.abc import Iterator

from flowsheets.loader import read_flowsheet
from tests.twin.inert import ELSEWHERE, EXEMPT, STAFF
from twin.units import from_si, to_si

CHANGES, SEED = 12, 5
"""Parameters changed at once."""
NARROWER = {
    "electrolysis.anolyte_in": ("24 wt%", "27 wt%"), "electrolysis.anolyte_out": ("18 wt%", "21 wt%"),
    "electrolysis.water_drag": ("4.5", "6"), "electrolysis.area": ("2.4 m2", "3.4 m2"),
    "electrolysis.O2_charge": ("1.2 %", "5 %"),
    "electrolysis.elements": ("28", "40"), "electrolysis.electrolysers": ("3", "5"),
}  # fmt: skip
"""Ranges that are feasible together: brine that the drag of water can thin, membrane for the throughput, side reactions
within their loss. Beyond them a plant is told that no anolyte is left or that its loop has water to spare."""


def acting() -> list[str]:
    """Parameters of the reference with a range that move something at rest, so that each change is a real one."""
    origins = read_flowsheet("reference").origins
    known = [path for path, one in origins.items() if one.range and isinstance(one.si, int | float)]
    return sorted(path for path in known if path not in EXEMPT | ELSEWHERE and path.split(".")[0] not in STAFF)


def variations(number: int, *, seed: int = SEED) -> Iterator[tuple[str, ...]]:
    """Changes of the reference flowsheet, as `--set` takes them; the same at every run."""
    case, draw, paths = read_flowsheet("reference"), random.Random(seed), acting()
    for _ in range(number):
        yield tuple(_drawn(case.origins[path], path, draw) for path in draw.sample(paths, CHANGES))


def _drawn(origin, path: str, draw: random.Random) -> str:
    low, high = (to_si(bound, origin.unit, what=path) for bound in NARROWER.get(path, origin.range))
    value = draw.uniform(low, high)
    if isinstance(origin.si, int):
        return f"{path}={round(value)}"
    unit = "" if origin.unit == "-" else f" {origin.unit}"
    return f"{path}={from_si(value, origin.unit):.6g}{unit}"
