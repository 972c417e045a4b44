"""Controls of the page of clusters, in the order of the question."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from geo.analysis.coverage import COVERS, LEVEL_WORDS, LEVELS
from geo.atlas import Atlas
from geo.clustering import INDICATOR, LIST, PRESENCE, SIDE
from geo.view import CONTIGUITIES, FIRST_EVIDENCE, LAST_DAY, SHUFFLES, TESTED, View
from ui import controls
from ui.state import bound

TESTED_WORDS = {
    PRESENCE: "wards with an organization",
    LIST: "the wards of a list",
    INDICATOR: "a figure, as rent or income",
}
COVER_WORDS = {
    "ward": "an organization of its own",
    "touch": "also a regional one that touches it",
    "people": "also a regional one with half of its people",
}
SURE_WORDS = {"certain": "surely there", "likely": "likely there", "all": "all listed"}
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
    st.radio(
        "A ward counts if it has",
        COVERS,
        format_func=COVER_WORDS.__getitem__,
        **bound("cover", view),
    )
    st.radio(
        "Organizations",
        LEVELS,
        format_func=SURE_WORDS.__getitem__,
        help="  \n".join(f"{SURE_WORDS[level]}: {LEVEL_WORDS[level]}" for level in LEVELS),
        **bound("sure", view),
    )
    with st.expander("Which organizations"):
        controls.which_listed(view)
        years = range(LAST_DAY.year, FIRST_EVIDENCE - 1, -1)
        st.selectbox(
            "Evidence dated in this year or later",
            years,
            index=None,
            placeholder="any year, or undated",
            **bound("since", view),
        )
        members = {key: c.name for key, c in atlas.coalitions.items() if atlas.members(key)}
        st.selectbox(
            "Members of a coalition only",
            list(members),
            index=None,
            format_func=members.__getitem__,
            placeholder="all organizations",
            **bound("within", known_coalition(view, members), read=coalition_chosen),
        )


def known_coalition(view: View, members: Collection[str]) -> View:
    """The view as the list of coalitions can show it: nothing chosen where it has no such one."""
    return view if view.within in members else view.with_(within=None)


def coalition_chosen(choice: str | None) -> dict[str, str]:
    """Nothing chosen is every organization."""
    return {"within": choice or ""}


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
