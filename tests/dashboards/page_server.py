"""The page's server as its own process on a free port, for tests: started, killed, started again.

Lives here: the process. Lives elsewhere: what it serves (dashboards.asgi), the data (sample_store).
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVE = "import sys; from dashboards.asgi import serve; serve(sys.argv[1], int(sys.argv[2]))"


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PageServer:
    """`dashboards.asgi.serve` in a process of its own; warnings are errors in it too."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.port = data_dir, free_port()
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, within: float = 30.0) -> PageServer:
        """Start and wait until it answers."""
        words = [sys.executable, "-W", "error", "-c", SERVE, str(self.data_dir), str(self.port)]
        self.process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the page's server ended: {self.process.communicate()[1][-2000:]}")
            try:
                self.health()
                return self
            except OSError:
                time.sleep(0.1)
        self.stop(kill=True)
        raise TimeoutError(f"no answer from the page's server within {within} s")

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a path."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", path)
            answer = link.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            link.close()

    def health(self) -> dict[str, Any]:
        """What /healthz says."""
        body: dict[str, Any] = json.loads(self.get("/healthz")[1])
        return body

    def stop(self, *, kill: bool = False) -> str:
        """End the process; returns what it wrote to stderr."""
        if self.process is None:
            return ""
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        said = self.process.communicate(timeout=15)[1]
        self.process = None
        return said
