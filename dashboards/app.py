"""Navigation of the pages; Streamlit runs this file for every visitor.

Lives here: which pages there are. Lives elsewhere: each page (screens/); the server (asgi); live values (live).
"""

from pathlib import Path

import streamlit as st

# the folder is not called "pages": Streamlit would offer its files by itself, before the navigation here has run once
PAGES = Path(__file__).with_name("screens")

st.set_page_config(page_title="litwin", layout="wide")
st.html(PAGES / "chrome.css")
st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "cells.py", title="Cells"),
        st.Page(PAGES / "lots.py", title="Lots"),
        st.Page(PAGES / "data_health.py", title="Bridge & data health"),
        st.Page(PAGES / "model_trust.py", title="Model trust"),
    ],
    position="top",
).run()
