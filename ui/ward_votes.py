"""How the chosen ward voted for its council seat, and its districts in the 2018 primary."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.election_words import (
    DISTRICT_NOTE,
    VOTE_HEADER,
    district_lines,
    district_title,
    vote_rows,
    vote_title,
)
from geo.view import View
from geo.ward_votes import council_results, overlaps
from ui import notes


def ward_votes(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Council results and districts of the chosen ward; nothing if none is chosen.

    Returns
    -------
    tuple of str
        Ids of the sources shown.
    """
    if view.ward is None:
        return ()
    results = council_results(atlas.tables["council_results"], view.map, view.ward)
    found = overlaps(atlas.tables["district_overlap"], view.map, view.ward)
    left, right = st.columns(2, gap="medium")
    with left:
        title = vote_title(view.ward, view.map)
        notes.kicker(title)
        notes.simple_table(VOTE_HEADER, vote_rows(results), title)
    with right:
        notes.kicker(district_title(view.ward))
        notes.bullets(district_lines(found))
        notes.text(DISTRICT_NOTE)
    return (*(one.source_id for one in results), "districts_2018")
