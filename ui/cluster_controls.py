"""Controls of the page of clusters, in the order of the question."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.clustering import INDICATOR, LIST, PRESENCE, SIDE
from geo.view import CONTIGUITIES, SHUFFLES, TESTED, View
from ui import controls
from ui.cover_controls import how_sure, which_cover, which_evidence
from ui.state import bound

TESTED_WORDS = {
    PRESENCE: "wards with an organization",
    LIST: "the wards of a list",
    INDICATOR: "a figure, as rent or income",
}
SHUFFLE_WORDS = {"city": "anywhere in the city", "side": "within the same side"}
CONTIGUITY_WORDS = {"queen": "border or corner (queen)", "rook": "border only (rook)"}


def cluster_controls(atlas: Atlas, view: View) -> None:
    """All controls beside the page."""
    st.radio(
        "Do these lie side by side?",
        TESTED,
        format_func=TESTED_WORDS.__getitem__,
        **bound("tested", view),
    )
    if view.tested == INDICATOR:
        controls.choose_indicator(view)
    controls.which_map(view)
    if view.tested == PRESENCE:
        organised(atlas, view)
    by_chance(atlas, view)
    if view.tested != PRESENCE:
        controls.outlined(view)
    controls.drawing(view)


def organised(atlas: Atlas, view: View) -> None:
    """Choose what makes a ward organized."""
    which_cover(view)
    how_sure(view)
    with st.expander("Which organizations"):
        controls.which_listed(view)
        which_evidence(atlas, view)


def by_chance(atlas: Atlas, view: View) -> None:
    """Choose what chance may do, and who is whose neighbor."""
    st.radio(
        "Chance may put them",
        SHUFFLES,
        format_func=SHUFFLE_WORDS.__getitem__,
        help="Within the same side, every side of the city keeps as many as it has: it asks "
        "whether there is more to it than one side’s lead.",
        **bound("shuffle", view),
    )
    if view.shuffle == SIDE:
        labels = {key: scheme.label for key, scheme in atlas.schemes.items()}
        st.selectbox(
            "Sides of the city",
            list(labels),
            format_func=labels.__getitem__,
            **bound("scheme", view),
        )
    st.radio(
        "Wards are neighbors across",
        CONTIGUITIES,
        format_func=CONTIGUITY_WORDS.__getitem__,
        **bound("contiguity", view),
    )
