"""The processes of `litwin up`: started, watched, restarted when they die, stopped in order.

Lives here: one child process and its words; nothing of a child is left behind.
Lives elsewhere: which children there are and when they are healthy (.up); the child's side (.serving).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence

from dashboards.progress import say
from dashboards.verbs.serving import CHILD

PATIENCE = 15.0
"""How long a child may take to stop by itself [s]."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0
"""Wait before a restart [s]; doubles with each death that comes soon after the one before."""
SOON = 60.0
"""A child that lived longer than this starts without a longer wait [s]."""
TOO_MANY = 6
"""Deaths soon after one another after which a child is given up."""


class Child:
    """One process, by its verb and words."""

    def __init__(self, name: str, words: Sequence[str], *, again: Sequence[str] | None = None) -> None:
        """`again` are the words for a restart, where they differ."""
        self.name, self.words, self.again = name, list(words), list(again if again is not None else words)
        self.process: subprocess.Popen[bytes] | None = None
        self.told: deque[str] = deque(maxlen=20)
        self.started_at = 0.0
        self.deaths = 0
        self.due = 0.0
        self.pids: list[int] = []
        self._reader: threading.Thread | None = None

    def start(self, *, restart: bool = False) -> None:
        """Start it, in its own process group so that Ctrl-C reaches it only through us."""
        words = self.again if restart else self.words
        flags: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # exists on Windows
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dashboards.cli", *words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env={**os.environ, CHILD: "1"}, creationflags=flags,
            start_new_session=sys.platform != "win32",
        )  # fmt: skip
        self.pids.append(self.process.pid)
        self.started_at = time.monotonic()
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        if process.stderr is None:
            return
        for line in process.stderr:
            text = line.decode(errors="replace").rstrip()
            self.told.append(text)
            say(f"  {self.name}: {text}")

    @property
    def code(self) -> int | None:
        """Exit code, None while it runs."""
        return self.process.poll() if self.process is not None else None

    def last_words(self) -> str:
        """What it said last."""
        if self._reader is not None:
            self._reader.join(1.0)
        return next((line.removeprefix("litwin: ") for line in reversed(self.told) if line), "it said nothing")

    def tend(self) -> bool:
        """Restart it if it is dead and its wait is over; False when it dies too often."""
        if self.code is None:
            return True
        now = time.monotonic()
        if not self.due:
            self.deaths = self.deaths + 1 if now - self.started_at < SOON else 1
            if self.deaths > TOO_MANY:
                return False
            self.due = now + min(FIRST_WAIT * 2.0 ** (self.deaths - 1), LONGEST_WAIT)
            say(f"{self.name} ended (code {self.code}); it is started again")
        if now >= self.due:
            self.due = 0.0
            self.start(restart=True)
        return True

    def stop(self) -> None:
        """Ask it to stop, then insist."""
        process = self.process
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        for insist in (None, process.terminate, process.kill):
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                if insist is not None:
                    insist()
                process.wait(PATIENCE)
                break
        if self._reader is not None:
            self._reader.join(2.0)
        if process.stderr is not None:
            process.stderr.close()
