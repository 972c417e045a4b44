"""The blocks of the page of one ward."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.presence import Presence
from geo.view import View
from geo.ward_words import flow_rows, flow_title, side_lines, term_lines
from geo.words import neighbour_lines
from ui import cards, notes


def who(atlas: Atlas, view: View, shown: Presence) -> None:
    """Organizations of the ward with their evidence, and the neighbors."""
    if view.ward is None:
        notes.text("No ward is chosen yet.")
        return
    ward = shown.wards[view.ward - 1]
    listed = [r for r in ward.reaches if r.is_near]
    notes.kicker("Organizations")
    if not listed:
        notes.text("None listed. That is not proof of none: no directory is complete.")
    for reach in sorted(listed, key=lambda r: (not r.at_home, -r.share)):
        cards.organisation_card(atlas, atlas.organisations[reach.organisation], reach)
    notes.kicker("Next door")
    notes.bullets(neighbour_lines(atlas, shown, view.ward))


def more(atlas: Atlas, view: View, shown: Presence) -> None:
    """Alderpersons, sides and the other map."""
    if view.ward is None:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        notes.kicker(flow_title(view.map))
        header = ("Ward there", "People", "Share", "Organizations there")
        notes.simple_table(header, flow_rows(atlas, shown, view.ward), flow_title(view.map))
    with right:
        notes.kicker(f"Alderpersons of ward {view.ward} since 2015")
        notes.bullets(term_lines(atlas, view.ward))
        notes.kicker("Side of the city")
        notes.bullets(side_lines(atlas, view.map, view.ward))
