"""Model trust: what the twin estimates, with bands, and how its archived forecasts scored."""

import streamlit as st

from dashboards.client import SHOWCASE
from dashboards.components.overview import mount
from dashboards.viewmodels_trust import model_trust

NOT_SCORED = "Not scored yet: a score needs archived forecasts whose hours are over, 8 h at the least."

mount(st, whole=False)


@st.fragment(run_every=10)
def trust() -> None:
    """The tables, renewed every 10 s."""
    view = model_trust(SHOWCASE.picture())
    st.markdown(view.summary)
    left, right = st.columns(2)
    left.markdown("**Each electrolyser**, P10 to P90")
    left.dataframe(view.electrolysers, hide_index=True)
    right.markdown("**Scores of the archived forecasts**, 8 h windows")
    if view.scores:
        right.dataframe(view.scores, hide_index=True)
    else:
        right.markdown(NOT_SCORED)
    right.markdown("**Parameters of the whole plant**, P10 to P90")
    right.dataframe(view.parameters, hide_index=True)
    st.markdown(f"**Signals** ({len(view.signals)}): measured, and what the twin holds for true")
    st.dataframe(view.signals, hide_index=True)


trust()
