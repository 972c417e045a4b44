"""The map of new wards in its place, its legend, and the panel of the ward that is clicked."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.expansion_choices import wish_changes, wish_of
from geo.expansion_question import question
from geo.expansion_words import legend_classes, ward_kinds
from geo.maps.expansion_map import expansion_state, ruled_out
from geo.maps.map_state import MapState
from geo.view import View
from ui import cache, legend, notes, state
from ui.ahead import steps
from ui.map_view import ward_map
from ui.shell import dark
from ui.ward_panel import ward_panel

SWITCHES = ("labels", "outlines", "streets")
"""Fields with a switch that changes nothing but the drawing; anything else asks a new question."""

WISHES = {"must": "Must get one", "never": "Must not", "": "No wish"}


def expansion_map(view: View, alt: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    ward_map(
        drawn(view),
        cache.files_of_map(),
        key="expansion_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(view, SWITCHES, drawn, maps=False)),
    )
    notes.alt(alt)


def drawn(view: View) -> MapState:
    """The map of a view."""
    out = cache.expansion(question(view))
    return expansion_state(out, ward_kinds(out, view.chosen), view, dark=dark())


def expansion_legend(view: View) -> None:
    """Kinds of wards with their counts, and what the outline and the hatch mean."""
    out = cache.expansion(question(view))
    counts = legend_classes(ward_kinds(out, view.chosen))
    legend.legend(counts, "Wards, of 50", dark=dark())
    barred = ruled_out(out)
    if barred:
        legend.rows_legend(
            [('<i class="doubt"></i>', "Hatched: ruled out by a wish", len(barred))], ""
        )


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
