"""`litwin health`: servers and tags as the bridge and the store see them.

Lives here: words and JSON. Lives elsewhere: the figures (plc_bridge.history).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from dashboards.viewmodels import age
from plc_bridge.history import health

WORST = 20
"""Tags that a person is shown."""


def run(*, data: Path) -> Answer:
    """Quality, age, rate and gaps of every server and tag."""
    told = health(data)
    servers = [
        [name, "connected" if one.get("connected") else "NOT CONNECTED", str(one.get("url", "")),
         str(one.get("last_error", ""))]
        for name, one in told["servers"].items()
    ]  # fmt: skip
    counts = ", ".join(f"{count} {quality}" for quality, count in told["tags"].items() if quality != "total")
    tags = told["tag"].items()
    off = [[tag, one["quality"], str(one.get("reason", ""))] for tag, one in tags if one["quality"] != "good"]
    seen = table(servers, head=["server", "state", "address", "last error"]) if servers else "no server was seen yet"
    parts = [*_ended(told["service"]), seen]
    parts.append(f"{told['tags']['total']} tags: {counts}")
    if off:
        parts.append(table(off[:WORST], head=["tag", "quality", "reason"]))
    if len(off) > WORST:
        parts.append(f"and {len(off) - WORST} more; --json shows all")
    return Answer("\n\n".join(parts), told)


def _ended(service: dict[str, Any] | None) -> list[str]:
    """That nothing below is of now, when it is not."""
    if service is None or not service["ended"]:
        return []
    long = age(service["said_s_ago"])
    if service["state"] == "stopped":
        return [f"The live service stopped {long} ago; what follows is as it left it."]
    return [f"The live service has said nothing for {long}; it ended without a word, or hangs."]
