"""Model trust: what the twin estimates, with bands, and how its archived forecasts scored."""

import streamlit as st

from dashboards.client import picture_now
from dashboards.components.overview import mount
from dashboards.viewmodels_pages import model_trust

mount(st, whole=False)


@st.fragment(run_every=10)
def trust() -> None:
    """The tables, renewed every 10 s."""
    view = model_trust(picture_now())
    st.markdown(view.summary)
    left, right = st.columns(2)
    left.markdown("**Each electrolyser**: current efficiency and membrane resistance, P10 to P90")
    left.dataframe(view.electrolysers, hide_index=True)
    right.markdown("**Scores of the archived forecasts**, 8 h windows" if view.scores else "**Scores**: not scored yet")
    right.dataframe(view.scores, hide_index=True)
    st.markdown(f"**Estimated signals and parameters** ({len(view.signals)})")
    st.dataframe(view.signals, hide_index=True)


trust()
