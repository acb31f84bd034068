"""The kiosk: the overview as one plain page without Streamlit, for a screen on the wall.

Lives here: the page's text. Lives elsewhere: html, css, js and drawing (components/overview); its route (asgi).
"""

from __future__ import annotations

from dashboards.components import overview
from dashboards.components.overview import markup, style

TITLE = "litwin wall"


def page() -> str:
    """The whole page: it asks for nothing but /wall.js and /live."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'
        f"<style>body {{ margin: 0; }}\n{style()}</style></head><body>{markup()}"
        '<script type="module">import { start } from "/wall.js"; start(document.body, { kiosk: true });</script>'
        "</body></html>"
    )


def script() -> str:
    """The same JavaScript that the Streamlit component runs."""
    return overview.script()
