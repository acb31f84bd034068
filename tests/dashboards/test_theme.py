"""What a person must be able to read, in both themes."""

import pytest

from dashboards.theme import DARK, LIGHT, Palette, contrast, css_variables, streamlit_options

GROUNDS = ("field", "panel", "vessel")


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
def test_lines_and_marks_have_a_contrast_of_three_to_the_panel(palette: Palette):
    assert contrast(palette.line, palette.panel) >= 3.0
    assert contrast(palette.mark, palette.panel) >= 3.0


def test_nothing_is_fetched_and_nothing_reported():
    assert streamlit_options()["browser.gatherUsageStats"] is False
    assert "url(" not in css_variables()
    assert "http" not in str(streamlit_options())
