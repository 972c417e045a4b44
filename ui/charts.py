"""The charts of a figure on the screen, drawn in the browser without the network."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

import streamlit as st

from geo.figures.figure import Chart


def charts(parts: Iterable[Chart]) -> None:
    """Charts with their text alternatives, one below the other."""
    for one in parts:
        # Streamlit moves the data out of what it is given; the figure keeps its own.
        st.vega_lite_chart(deepcopy(dict(one.spec)), alt=one.alt)
