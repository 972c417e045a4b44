"""Where things stand on a page with a map, apart from the order in which they are sent.

A browser draws what comes first. The map is what a visitor waits for after a click, so a page
reserves the places in reading order and fills the map's before the others.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import state


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


DRAWING_S = 0.55
"""What a slow laptop takes to load and draw the map's frame when nothing else competes."""


def let_the_map_draw() -> None:
    """Hold back the rest of a first page until the map's frame has had its turn.

    A browser loads the scripts of some forty controls and texts as eagerly as those of the map, and
    builds them all at once: sent together, the map is the last to appear. With this pause it is
    there a fifth sooner, and the rest no later than before (`tests/bench`, first paint). Only the
    first run of a visit waits, and only where there is a browser to wait for.
    """
    if state.first_run() and st.context.headers:
        time.sleep(DRAWING_S)
