"""How far long work has come, on standard error: a bar on a terminal, plain lines when not on one.

Lives here: `progress` and `say`.
Lives elsewhere: results, which go to standard output (.answer).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LINES = 10
"""Lines that a piece of work writes when there is no terminal."""


def say(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def progress(what: str, total: float, unit: str) -> Iterator[Callable[[float], None]]:
    """Show work from 0 to `total`; call what you get with how much is done.

    >>> with progress("simulate", 30.0, "d") as done:
    ...     done(12.0)
    """
    if sys.stderr.isatty():
        with _bar(what, total, unit) as done:
            yield done
    else:
        yield _lines(what, total, unit)


@contextmanager
def _bar(what: str, total: float, unit: str) -> Iterator[Callable[[float], None]]:
    from rich.console import Console  # noqa: PLC0415 - 0.1 s that short commands do without
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    amount = TextColumn("{task.completed:.4g} of {task.total:.4g} " + unit)
    columns = (TextColumn(what), BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _lines(what: str, total: float, unit: str) -> Callable[[float], None]:
    written = 0

    def done(amount: float) -> None:
        nonlocal written
        tenths = int(LINES * min(amount / total, 1.0)) if total > 0 else LINES
        if tenths > written:
            written = tenths
            say(f"{what}: {amount:.4g} of {total:.4g} {unit}")

    return done
