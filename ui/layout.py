"""Where things stand on a page with a map, apart from the order in which they are sent.

A browser draws what comes first. The map is what a visitor waits for after a click, so a page
reserves the places in reading order and fills the map's before the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Places:
    """Parts of a page in reading order: heading; finder and map on the left; words beside them."""

    heading: DeltaGenerator
    finder: DeltaGenerator
    map: DeltaGenerator
    words: DeltaGenerator


def places() -> Places:
    """Reserve the places: the map takes the larger column; on a phone all stand in one."""
    heading = st.container()
    left, right = st.columns([8, 5], gap="medium")
    with left:
        finder, map_ = st.container(), st.container()
    return Places(heading, finder, map_, right)
