"""Navigation of the pages; Streamlit runs this file for every visitor.

Lives here: which pages there are. Lives elsewhere: each page (pages/); the server (asgi); live values (live).
"""

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).with_name("pages")

st.set_page_config(page_title="litwin", layout="wide")
st.html(PAGES / "chrome.css")
st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "data_health.py", title="Bridge & data health"),
        st.Page(PAGES / "model_trust.py", title="Model trust"),
    ],
    position="top",
).run()
