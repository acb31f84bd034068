"""What a person must be able to read, in both themes."""

import pytest

from dashboards.theme import DARK, LIGHT, Palette, css_variables, streamlit_options

GROUNDS = ("field", "panel", "vessel")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dim = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_of_contrast_is_right_at_its_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#808080", "#808080") == 1.0


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["label", "value", "ahead", "alarm", "warn"])
def test_text_has_a_contrast_of_four_and_a_half(palette: Palette, ground: str, text: str):
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stays_readable_on_a_tank_that_is_filled(palette: Palette):
    for text in (palette.value, palette.label, palette.warn):
        assert contrast(text, palette.band) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_faded_headings_of_tables_stay_readable(palette: Palette):
    text, ground = (bytes.fromhex(colour[1:]) for colour in (palette.text, palette.field))
    faded = "#" + bytes(round(0.7 * a + 0.3 * b) for a, b in zip(text, ground, strict=True)).hex()
    assert contrast(faded, palette.field) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_marks_have_a_contrast_of_three_to_the_panel(palette: Palette):
    assert contrast(palette.line, palette.panel) >= 3.0
    assert contrast(palette.mark, palette.panel) >= 3.0


def test_nothing_is_fetched_and_nothing_reported():
    assert streamlit_options()["browser.gatherUsageStats"] is False
    assert "url(" not in css_variables()
    assert "http" not in str(streamlit_options())
