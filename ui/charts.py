"""The charts of a figure on the screen, drawn in the browser without the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

import streamlit as st

from geo.figures.figure import Chart


def charts(parts: Iterable[Chart]) -> None:
    """Charts with their text alternatives, one below the other."""
    for one in parts:
        draw(one)


def draw(
    one: Chart,
    *,
    key: str | None = None,
    params: Iterable[Mapping[str, Any]] = (),
    on_select: Callable[[], None] | None = None,
) -> None:
    """A chart with its text alternative.

    Parameters
    ----------
    one : Chart
    key : str, optional
        Tells a chart that answers from others.
    params : iterable of mapping
        Ways to select parts of it, as Vega-Lite writes them.
    on_select : function, optional
        Called when a reader has selected something.
    """
    # Streamlit moves the data out of what it is given; the figure keeps its own.
    spec = deepcopy(dict(one.spec))
    if params:
        spec["params"] = list(params)
    if on_select is None:
        st.vega_lite_chart(spec, key=key, alt=one.alt)
    else:
        st.vega_lite_chart(spec, key=key, alt=one.alt, on_select=on_select)
