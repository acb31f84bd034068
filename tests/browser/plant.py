"""A store that somebody writes, for pages that are looked at in a browser.

Lives here: the writing. Lives elsewhere: what is written (tests.dashboards.sample_store).
"""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

from plc_bridge.historian import Historian
from plc_bridge.sqlite_historian import open_store
from tests.dashboards.sample_store import fill, kpi, samples


class Plant:
    """A store that is written each 0.5 s until told to pause."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Historian = open_store(folder, writer=True)
        fill(self.store, until=time.time())
        self.paused = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def _write(self) -> None:
        draw, count = random.Random(5), 0
        while not self._over.wait(0.5):
            if self.paused.is_set():
                continue
            now = time.time()
            self.store.append(samples(now, draw, self.store.last_seq()))
            if count % 4 == 0:
                self.store.put("kpi", now, kpi(now, draw))
            count += 1

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self.store.close()
