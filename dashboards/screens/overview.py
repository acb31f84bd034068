"""Overview: the whole line on one screen; every value on it is pushed, nothing is rerun."""

import streamlit as st

from dashboards.components.overview import mount

mount(st)
