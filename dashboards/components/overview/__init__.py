"""The overview as one Streamlit component, and the same files for the kiosk.

Lives here: putting html, css, js and the drawing together; mounting them without an iframe.
Lives elsewhere: what moves in it (overview.js, fed by /live); colours (theme).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from dashboards.components.script import with_theme
from dashboards.theme import css_variables

FOLDER = files("dashboards.components.overview")


def text_of(name: str) -> str:
    """A file of this component as text."""
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


@cache
def drawing() -> str:
    """The process mimic as SVG text."""
    return text_of("mimic.svg")


def markup(*, whole: bool = True) -> str:
    """HTML of the whole overview, or of its header strip alone for the other pages."""
    html = text_of("overview.html").replace("{{mimic}}", drawing())
    if whole:
        return html
    return html[: html.index('  <div class="body">')].replace("litwin overview", "litwin alone") + "</div>\n"


def style() -> str:
    """CSS with the colours of both themes."""
    return css_variables() + text_of("overview.css")


def script() -> str:
    """The JavaScript, the same for the Streamlit component and the kiosk."""
    return with_theme(text_of("overview.js"))


def mount(st: Any, *, whole: bool = True) -> None:
    """Put the overview, or the header strip alone, on the page that runs now."""
    name = "litwin_overview" if whole else "litwin_strip"
    tall = "" if not whole else ".litwin { --tall: calc(100vh - 3.6rem); }\n"
    text = {"html": markup(whole=whole), "css": style() + tall, "js": script()}
    st.components.v2.component(name, **text)(key=name)
