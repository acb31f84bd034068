"""What every verb that runs the model does first: say what is made once and takes long.

Lives here: progress of tables and of compiling. Lives elsewhere: both (twin.matter.brine_tables, twin.engine.compiled).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from twin.engine.compiled import on_compile
from twin.matter.brine_tables import brine_tables


@contextmanager
def prepared(tell: Callable[[str], None]) -> Iterator[None]:
    """Have the brine tables ready, and say when the model is compiled."""
    told = False

    def progress(share: float) -> None:
        nonlocal told
        if not told:
            tell("Making the brine tables with Cantera, once, a few seconds ...")
            told = share < 1.0

    brine_tables(progress)
    on_compile(tell)
    try:
        yield
    finally:
        on_compile(None)
