"""Rest of many plants: how many of those that could be built are found, and what one costs.

Lives here: the campaign. Lives elsewhere: which plants (tests.twin.variations), a few of them as a test (tests/twin).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from flowsheets.loader import read_design
from tests.benchmarks.figure import Figure
from tests.twin.variations import variations
from twin.errors import StuckError
from twin.steady import find_steady

PLANTS = 500
CLOSED = 1e-9
NAMED = re.compile(r"\w+\[[\w-]+\]\.\w+ still changes by")
"""A failure that says of which unit which balance stays open."""


def figures() -> Iterator[Figure]:
    """Bring plants to rest; those that find none must say which balance of which unit stays open."""
    before, closed, told = time.process_time(), 0, 0
    for sets in variations(PLANTS):
        try:
            closed += max(find_steady(read_design("reference", sets)).closure().values()) <= CLOSED
        except StuckError as error:
            told += NAMED.search(str(error)) is not None
    spent = (time.process_time() - before) / PLANTS
    yield Figure(name="rest: plants at rest", value=closed / PLANTS, unit="-", budget=0.99, at_least=True)
    yield Figure(
        name="rest: at rest or told why not", value=(closed + told) / PLANTS, unit="-", budget=1.0, at_least=True
    )
    yield Figure(name="rest: a plant", value=spent, unit="CPU-s", budget=3.0)
