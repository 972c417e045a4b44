"""The controls of the page of elections, in the order of the question."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.elections import ELECTIONS
from geo.view import AREAS, View
from geo.vote_choices import Ballot
from ui import controls
from ui.state import bound


def elections(atlas: Atlas, ballot: Ballot, view: View) -> None:
    """All of them; `view` is settled."""
    labels = {e.key: e.label for e in ELECTIONS}
    st.selectbox(
        "Election", list(labels), format_func=labels.__getitem__, **bound("election", view)
    )
    races = ballot.races()
    st.selectbox("Race", list(races), format_func=races.__getitem__, **bound("race", view))
    measures = ballot.measures(view.race)
    st.radio("Show", list(measures), format_func=measures.__getitem__, **bound("candidate", view))
    st.radio("By", AREAS, horizontal=True, **bound("area", view))
    st.toggle("Outline wards with an organization", **bound("rings", view))
    controls.what_counts(view)
    controls.where(atlas, view)
    controls.drawing(view)
