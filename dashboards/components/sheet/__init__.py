"""Pages of tables and bars as one Streamlit component: plain HTML that a screen reader and a keyboard can walk through.

Lives here: putting a sheet on the page that runs now, words for shapes.
Lives elsewhere: the text of each sheet (.cells, .lots), what is in it (viewmodels_*), how it is renewed (sheet.js).
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from dashboards.components.script import with_theme
from dashboards.theme import css_variables

FOLDER = files("dashboards.components.sheet")
FRAME = '<div class="litwin sheet" data-theme="light"></div>\n'


@cache
def parts() -> dict[str, str]:
    """HTML, CSS and JavaScript of every sheet."""
    css, js = (FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("sheet.css", "sheet.js"))
    return {"html": FRAME, "css": css_variables() + css, "js": with_theme(js)}


def mount(st: Any, name: str, html: str) -> None:
    """Put a sheet on the page that runs now."""
    st.components.v2.component(f"litwin_{name}", **parts())(key=f"litwin_{name}", data={"html": html})


def text(value: object) -> str:
    """A value that cannot be taken for markup."""
    return escape(str(value), quote=True)


def cell(value: object, *, head: bool = False, mark: str = "") -> str:
    """A cell of a table; `head`: it names its row."""
    kind = f' class="{text(mark)}"' if mark else ""
    return f'<th scope="row"{kind}>{text(value)}</th>' if head else f"<td{kind}>{text(value)}</td>"


def heads(names: list[str]) -> str:
    """The head of a table."""
    return "<thead><tr>" + "".join(f'<th scope="col">{text(name)}</th>' for name in names) + "</tr></thead>"


def note(words: str, *, strong: bool = False) -> str:
    """A sentence of its own; nothing for none."""
    return f'<p class="{"empty" if strong else "note"}">{text(words)}</p>' if words else ""
