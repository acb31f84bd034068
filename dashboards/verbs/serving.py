"""What every verb that keeps running shares: stopping on a signal, on a time, or when its parent goes.

Lives here: the asyncio loop with its stop. Lives elsewhere: the parent (.up, .family); what is served (.plant, .live).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from types import FrameType

CHILD = "LITWIN_CHILD"
"""Set by `litwin up` for its children: their standard input closes when they shall stop, or when the parent is gone."""


def serve_until_stopped(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `main` with an event that is set on SIGINT, on SIGTERM, or when the parent closes our standard input."""

    async def life() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        def end(_number: int, _frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(stop.set)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        follow_parent()
        await main(stop)

    asyncio.run(life())


def follow_parent() -> None:
    """As a child of `litwin up`: interrupt ourselves when standard input closes."""
    if not os.environ.get(CHILD):
        return

    def watch() -> None:
        with contextlib.suppress(OSError, ValueError):
            while os.read(sys.stdin.fileno(), 1):
                pass
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=watch, name="parent", daemon=True).start()


async def stop_after(stop: asyncio.Event, healthy: asyncio.Event, seconds: float | None) -> None:
    """Set `stop` so many seconds after `healthy`."""
    if seconds is None:
        return
    await healthy.wait()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    stop.set()
