"""The live feed: one reader of the store a process, one frame encoded once, many clients.

Lives here: the frames (full and delta) and `Hub`, which looks at the store twice a second and wakes the clients.
Lives elsewhere: the WebSocket route (asgi); what is in a frame (viewmodels*); who draws it (components/overview).

A full frame has every part and the names of the bound signals; a delta has the parts and cells that changed since the
frame before. Each has `seq` and the server's time `t`. A client that missed a frame gets the newest full one: nothing
is ever queued for it.

What cannot be made of the store keeps what it showed, and the part "fault" tells the page so in one line; the log has
the traceback, once for each fault; the looking goes on.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dashboards import viewmodels, viewmodels_forecast, viewmodels_mimic, viewmodels_strip
from dashboards.client import Picture
from dashboards.viewmodels_strip import stamp

LOOK_S = 0.5
"""Time between two looks at the store [s]."""
FULL_EVERY = 60
"""Looks between two full frames for everybody: 30 s."""

log = logging.getLogger(__name__)

View = dict[str, Any]
SOUND: View = {"text": "", "all": False}
"""The part "fault" while there is none; `all`: values stand still, too."""


def view_of_values(picture: Picture, bound: list[viewmodels_mimic.Binding]) -> View:
    """Parts that may change at every look: the header and, by signal, the cells."""
    return {
        "head": viewmodels_strip.header(picture),
        "units": viewmodels_mimic.units(bound, picture),
        "cells": viewmodels_mimic.cells(bound, picture),
    }


def view_of_documents(picture: Picture) -> View:
    """Parts that change with a document only: tiles, fans, balance, events."""
    parts: View = {f"kpi:{name}": tile for name, tile in viewmodels.tiles(picture).items()}
    parts |= {f"fan:{name}": fan for name, fan in viewmodels_forecast.fans(picture).items()}
    parts["balance"] = viewmodels_strip.balance(picture)
    parts["events"] = viewmodels_strip.events(picture)
    return parts


EVERYTHING, DOCUMENTS = "everything on this page", "tiles and charts"


class Frames:
    """Frames of successive views: numbered, encoded once."""

    def __init__(self, names: list[str]) -> None:
        self.seq = 0
        self._places = {name: place for place, name in enumerate(names)}
        self._names = names
        self._shown: View = {}
        self._encoded: dict[str, str] = {}
        self._time = 0.0
        self._full = ""
        self.delta = ""

    def advance(self, shown: View, at: float) -> None:
        """Take the next view; afterwards `delta` leads from the frame before to this one."""
        encoded = {key: _dumps(part) for key, part in shown.items() if key != "cells"}
        old_cells, new_cells = self._shown.get("cells", {}), shown["cells"]
        changed = {str(self._places[name]): cell for name, cell in new_cells.items() if cell != old_cells.get(name)}
        parts = {key: shown[key] for key, text in encoded.items() if text != self._encoded.get(key)}
        self.seq += 1
        self._shown, self._encoded, self._time, self._full = shown, encoded, at, ""
        body: dict[str, Any] = {"seq": self.seq, "t": round(at, 2)}
        if parts:
            body["p"] = parts
        if changed:
            body["c"] = changed
        self.delta = _dumps(body)

    @property
    def full(self) -> str:
        """The newest view whole; encoded when first asked for."""
        if not self._full:
            parts = {key: part for key, part in self._shown.items() if key != "cells"}
            cells = {str(self._places[name]): cell for name, cell in self._shown.get("cells", {}).items()}
            self._full = _dumps(
                {"seq": self.seq, "t": round(self._time, 2), "full": 1, "names": self._names, "p": parts, "c": cells}
            )
        return self._full


def _dumps(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Hub:
    """Looks at the store in its own thread and wakes everybody who waits for a frame."""

    def __init__(self, look: Callable[[], Picture], close: Callable[[], None], drawing: str) -> None:
        self._look, self._close = look, close
        self._bound = viewmodels_mimic.bindings(drawing)
        self.frames = Frames(viewmodels_mimic.signals(self._bound))
        self.picture: Picture | None = None
        self.fault = ""
        """What the page cannot show, in one line; empty when it shows all."""
        self.clients = 0
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._values: View = {"cells": {}}
        self._documents: tuple[object, View, View] = ((), {}, SOUND)
        self._told: dict[str, str] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-reader")

    async def start(self) -> None:
        """First look, then one every LOOK_S until `stop`."""
        await self._step()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the looking and give the store back."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=True)

    async def next_frame(self, seen: int) -> tuple[int, str]:
        """Wait for a frame newer than `seen`: its number and its text, a delta only when none was missed."""
        async with self._news:
            await self._news.wait_for(lambda: self.frames.seq > seen)
        frames = self.frames
        fresh = seen == frames.seq - 1 and frames.seq % FULL_EVERY != 0
        return frames.seq, frames.delta if fresh else frames.full

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            await self._step()

    async def _step(self) -> None:
        shown = await asyncio.get_running_loop().run_in_executor(self._thread, self._see)
        self.fault = shown["fault"]["text"]
        self.frames.advance(shown, time.time() if shown["fault"]["all"] or not self.picture else self.picture.now)
        async with self._news:
            self._news.notify_all()

    def _see(self) -> View:
        """The next view; what cannot be made stands as it was."""
        try:
            self.picture = picture = self._look()
            self._values = view_of_values(picture, self._bound)
        except Exception as fault:  # of this look only: it must not end the feed
            return self._values | self._documents[1] | {"fault": self._tell(EVERYTHING, fault)}
        self._told.pop(EVERYTHING, None)
        if self._documents[0] != picture.edition:
            self._documents = (picture.edition, *self._seen_documents(picture))
        return self._documents[1] | self._values | {"fault": self._documents[2]}

    def _seen_documents(self, picture: Picture) -> tuple[View, View]:
        """View of the documents, and the fault when one of them is not as agreed: values must move on."""
        try:
            shown = view_of_documents(picture)
        except Exception as fault:
            return self._documents[1], self._tell(DOCUMENTS, fault)
        self._told.pop(DOCUMENTS, None)
        return shown, SOUND

    def _tell(self, what: str, fault: Exception) -> View:
        """One line for the page; the log hears of a fault once, for as long as it lasts."""
        why = " ".join(f"{type(fault).__name__}: {fault}".split())
        if self._told.get(what, "").endswith(why):
            text = self._told[what]
        else:
            text = self._told[what] = f"{what}: not renewed since {stamp(time.time())} UTC. {why}"
            log.error("%s", text, exc_info=fault)
        return {"text": text, "all": what == EVERYTHING}
