"""Lots: what the twin expects the certificates of product lots to say, and which feed lots are in them."""

import streamlit as st

from dashboards.client import SHOWCASE
from dashboards.components import sheet
from dashboards.components.overview import mount
from dashboards.components.sheet.lots import lots_html
from dashboards.viewmodels_lots import lots

mount(st, whole=False)


@st.fragment(run_every=10)
def certificates() -> None:
    """The sheet, renewed every 10 s."""
    sheet.mount(st, "lots", lots_html(lots(SHOWCASE.picture())))


certificates()
