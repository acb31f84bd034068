"""Bridge and data health: which tags can be trusted, how old they are, what the servers said, where gaps are."""

import streamlit as st

from dashboards.client import SHOWCASE
from dashboards.components.overview import mount
from dashboards.viewmodels_pages import data_health

mount(st, whole=False)


@st.fragment(run_every=5)
def health() -> None:
    """The tables, renewed every 5 s."""
    view = data_health(SHOWCASE.picture(), wanted)
    if view.error:
        st.warning(view.error)
    servers, gaps = st.columns(2)
    servers.markdown(f"**Servers** ({len(view.servers)})")
    servers.dataframe(view.servers, hide_index=True)
    gaps.markdown(f"**Gaps of the last 24 h** ({len(view.gaps)})")
    gaps.dataframe(view.gaps, hide_index=True)
    st.markdown(f"**Tags** ({len(view.tags)} shown of {view.total}), the worst first")
    st.container(key="tags").dataframe(view.tags, hide_index=True, height=1200)  # chrome.css fits it to the window


with st.container(horizontal=True, vertical_alignment="center"):
    wanted = st.pills(
        "Quality", ["bad", "config", "stale", "uncertain", "good"], selection_mode="multi", bind="query-params",
        key="quality",
    )  # fmt: skip
health()
