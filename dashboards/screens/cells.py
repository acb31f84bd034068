"""Cells: every element of the electrolysers, residual chlorine, steam made and used."""

import streamlit as st

from dashboards.client import SHOWCASE
from dashboards.components import sheet
from dashboards.components.overview import mount
from dashboards.components.sheet.cells import cells_html
from dashboards.viewmodels_cells import cells
from dashboards.viewmodels_chlorine import chlorine_and_steam

mount(st, whole=False)


@st.fragment(run_every=5)
def elements() -> None:
    """The sheet, renewed every 5 s."""
    picture = SHOWCASE.picture()
    sheet.mount(st, "cells", cells_html(cells(picture), chlorine_and_steam(picture)))


elements()
