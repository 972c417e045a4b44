"""The panel of the chosen ward, shown beside a map."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.links import to_query
from geo.presence import Presence
from geo.view import View
from geo.words import neighbour_lines, ward_facts, ward_lines
from ui import notes
from ui.shell import page_file


def ward_panel(atlas: Atlas, view: View, shown: Presence) -> None:
    """Who is in the chosen ward and next door; an invitation if none is chosen."""
    if view.ward is None:
        notes.text(
            "Tap a ward, or find it by number or alderperson, to see its organizations and who is "
            "next door."
        )
        return
    ward = shown.wards[view.ward - 1]
    with st.container(border=True):
        notes.kicker(f"Ward {view.ward}, {view.map} map")
        notes.bullets(ward_lines(ward, atlas.organisations))
        notes.facts(ward_facts(atlas, shown, view.ward, view.scheme))
        notes.kicker("Next door")
        notes.bullets(neighbour_lines(atlas, shown, view.ward))
        st.page_link(
            page_file("ward"),
            label=f"Everything about ward {view.ward}",
            query_params=to_query(view, "ward"),
        )
