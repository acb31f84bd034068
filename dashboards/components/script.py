"""Scripts of components: what they share is put before what is their own, since each is one text to the browser."""

from functools import cache
from importlib.resources import files


@cache
def with_theme(own: str) -> str:
    """A component's script behind the one that tells light from dark."""
    return files("dashboards.components").joinpath("theme.js").read_text(encoding="utf-8") + own
