"""The map of new wards in its place, and the panel of the ward that is clicked."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.expansion_choices import wish_changes, wish_of
from geo.expansion_question import question
from geo.expansion_words import ward_kinds
from geo.figures.figure import Figure
from geo.maps.expansion_map import expansion_state
from geo.maps.map_state import MapState
from geo.view import View
from ui import cache, notes, state
from ui.ahead import steps
from ui.figure_map import figure_map
from ui.shell import dark
from ui.ward_panel import ward_panel

SWITCHES = ("labels", "outlines", "streets")
"""Fields with a switch that changes nothing but the drawing; anything else asks a new question."""

WISHES = {"must": "Must get one", "never": "Must not", "": "No wish"}


def expansion_map(figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    figure_map(figure, "expansion_map", steps(figure.view, SWITCHES, drawn, maps=False))


def drawn(view: View) -> MapState:
    """The map of a view."""
    out = cache.expansion(question(view))
    return expansion_state(out, ward_kinds(out, view.chosen), view, dark=dark())


def wished_ward(atlas: Atlas, view: View) -> None:
    """The panel of the chosen ward, with what can be wished of it."""
    if view.ward is None:
        notes.text("Tap a ward to see who is there, or to say that it must or must not get one.")
        return
    shown = cache.presence(view.map, view.options)
    organised = cache.expansion(question(view)).today[0]
    if view.ward in organised:
        notes.text(f"Ward {view.ward} counts as organized already; no new one is planned there.")
    else:
        notes.text(f"A new organization in ward {view.ward}?")
        now = wish_of(view, view.ward)
        with st.container(horizontal=True, gap="small"):
            for wish, label in WISHES.items():
                st.button(
                    label,
                    key=f"wish_{wish or 'none'}",
                    type="primary" if wish == now else "secondary",
                    on_click=state.change,
                    kwargs=wish_changes(view, view.ward, wish),
                )
    ward_panel(atlas, view, shown)
