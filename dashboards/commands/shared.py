"""Options that several verbs share, and the way from a verb's options to its module.

Lives here: annotated types of options, `work`.
Lives elsewhere: the verbs' options (the other modules of this package), what verbs do (dashboards.verbs).
"""

from __future__ import annotations

import math
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer


def work(verb: str) -> ModuleType:
    """The module of a verb, imported now."""
    return import_module(f"dashboards.verbs.{verb}")


def default_data() -> Path:
    """Data folder of this user where --data names none: LITWIN_DATA_DIR, else what the platform has for data."""
    if named := os.environ.get("LITWIN_DATA_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "litwin"


DATA = default_data()
"""Where --data names no folder."""
SHOWN = "LITWIN_DATA_DIR, else the user's own data folder"


def positive(value: float | None) -> float | None:
    """Refuse a number that is not finite or not above zero."""
    if value is not None and not (math.isfinite(value) and value > 0):
        raise typer.BadParameter(f"got {value}; write a number above 0.")
    return value


def share(value: float | None) -> float | None:
    """Refuse a number that is no share."""
    if value is not None and not 0 <= value <= 1:
        raise typer.BadParameter(f"got {value}; write a share from 0 to 1.")
    return value


def excess(value: float) -> float:
    """Refuse what is no excess of hydrogen."""
    if not -1 < value <= 10:
        raise typer.BadParameter(f"got {value}; write a share above -1 and up to 10, such as 0.04.")
    return value


def folder(given: str | Path) -> Path:
    """A folder that is named; an empty word would be the current one."""
    if not str(given).strip():
        raise typer.BadParameter("got an empty word; name a folder, '.' for the current one.")
    return Path(given)


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Option("--flowsheet", metavar="NAME", help="Built-in flowsheet or a YAML file.")]
Case = Annotated[str, typer.Argument(metavar="FLOWSHEET", help="Built-in flowsheet or a YAML file.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter, such as 'electrolysis.T=80 degC'; repeat."),
]
Data = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", parser=folder, help="Data folder of the store.", show_default=SHOWN),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of every random draw.")]
Speed = Annotated[
    float, typer.Option("--speed", metavar="X", callback=positive, help="Plant time runs X times as fast.")
]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")]
For = Annotated[
    float | None,
    typer.Option("--for", metavar="SECONDS", callback=positive, help="Stop after so many seconds of health."),
]
