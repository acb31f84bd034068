"""`litwin dashboard`: the pages of a data folder.

Lives here: nothing but the call. Lives elsewhere: the server (dashboards.asgi).
"""

from __future__ import annotations

from pathlib import Path

from dashboards.asgi import serve
from dashboards.progress import say
from dashboards.verbs.serving import follow_parent


def run(*, data: Path, port: int) -> None:
    """Serve the pages until stopped."""
    follow_parent()
    where = f"http://127.0.0.1:{port}/"
    serve(data, port, ready=lambda: say(f"the page is at {where}, for wall displays at {where}wall"))
