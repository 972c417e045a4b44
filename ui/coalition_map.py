"""The map of coalitions in its place, and the panel of the chosen ward."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.coalition_day import CoalitionDay
from geo.coalition_words import seat_holder, ward_words
from geo.figures.coalitions import Ties, day_state
from geo.figures.figure import Figure
from geo.links import to_query
from geo.presence import Presence
from geo.view import View
from geo.words import ward_lines
from ui import cache, notes
from ui.ahead import steps
from ui.figure_map import figure_map
from ui.shell import dark, page_file

SWITCHES = ("labels", "outlines", "streets")
"""Fields of the view with a switch in the page that needs no new answer of the server."""


def coalition_map(
    atlas: Atlas, figure: Figure, of: CoalitionDay, shown: Presence, ties: Ties, *, key: str
) -> None:
    """Draw the map with its text alternative; a click chooses the ward.

    Parameters
    ----------
    figure : Figure
        Whose picture is a map of coalitions.
    key : str
        Of the map on its page; another key is another map.
    """
    ahead = steps(
        figure.view,
        SWITCHES,
        lambda view: day_state(atlas, of, shown, ties, view, dark=dark()),
        maps=False,
    )
    figure_map(figure, key, ahead, files=cache.files_of_map(dated=True), fixed=True)


def ward_block(atlas: Atlas, of: CoalitionDay, shown: Presence, ties: Ties, view: View) -> None:
    """Who is in the chosen ward and where each stands; an invitation if none is chosen."""
    if view.ward is None:
        notes.text("Tap a ward, or find it by number or alderperson, to see who stands where.")
        return
    ward = shown.wards[view.ward - 1]
    with st.container(border=True):
        notes.kicker(f"Ward {view.ward}, {of.year} map")
        notes.facts([("Alderperson on the day", seat_holder(of, view.ward))])
        notes.bullets(ward_lines(ward, atlas.organisations))
        notes.facts(ward_words(of, ties[view.ward], atlas))
        st.page_link(
            page_file("ward"),
            label=f"Everything about ward {view.ward} of the {of.year} map",
            query_params=to_query(view.with_(map=of.year), "ward"),
        )
