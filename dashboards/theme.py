"""Colours of the control room: one source for Streamlit's config, our CSS and the drawings.

Lives here: the light and the dark palette, the CSS variables made from them, Streamlit's options.
Lives elsewhere: where a colour is used (components/overview/overview.css); what is abnormal (viewmodels).

ISA-101: the field is grey, values are blue, saturated colour is kept for the abnormal and never stands alone: a shape
and a word say the same. Text keeps a contrast of at least 4.5 to its ground, symbols 3.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

FONT = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", "Liberation Sans", sans-serif'
"""Fonts of the machine itself: none is fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme as #rrggbb."""

    field: str
    """Ground of the page."""
    panel: str
    """Ground of tiles and boxes."""
    vessel: str
    """Ground of vessels in the mimic."""
    line: str
    """Borders, pipes, axes."""
    label: str
    """Names and units."""
    text: str
    """Streamlit's own texts; it fades the headings of tables to 70 % of it."""
    value: str
    """Measured and computed values."""
    ahead: str
    """Predicted values and the forecast's median."""
    band: str
    """The P10-P90 band and the normal band of an indicator."""
    mark: str
    """Level fills and sparklines."""
    alarm: str
    """Abnormal, act now."""
    warn: str
    """Abnormal, look."""


LIGHT = Palette(
    field="#d5d8db", panel="#e6e8ea", vessel="#f1f2f3", line="#616b74", label="#3c444b", text="#252b30",
    value="#0d2f70", ahead="#5a2d82", band="#b9bfd6", mark="#5f7c9e", alarm="#ab0014", warn="#6f3a00",
)  # fmt: skip
DARK = Palette(
    field="#1d2125", panel="#272c31", vessel="#31373d", line="#87919b", label="#bcc4cb", text="#bcc4cb",
    value="#9ecbff", ahead="#d6b3f5", band="#4a4f6b", mark="#6884a3", alarm="#ff8f8f", warn="#ffbe5c",
)  # fmt: skip


def css_variables() -> str:
    """Both palettes as CSS: light by default, dark by data-theme="dark" on the root of a view."""
    return f".litwin {{ {_declared(LIGHT)} --font: {FONT}; }}\n.litwin[data-theme=dark] {{ {_declared(DARK)} }}\n"


def _declared(palette: Palette) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in asdict(palette).items())


def streamlit_options() -> Mapping[str, object]:
    """Options of Streamlit: our colours and fonts, no telemetry, no toolbar, no file watcher."""
    options: dict[str, object] = {
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "global.developmentMode": False,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.enableStaticServing": False,
        "theme.font": FONT,
        "theme.codeFont": "ui-monospace, monospace",
        "theme.baseFontSize": 14,
    }
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        options[f"theme.{name}.backgroundColor"] = palette.field
        options[f"theme.{name}.secondaryBackgroundColor"] = palette.panel
        options[f"theme.{name}.textColor"] = palette.text
        options[f"theme.{name}.primaryColor"] = palette.value
        options[f"theme.{name}.borderColor"] = palette.line
    return options
