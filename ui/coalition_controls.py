"""Controls of the page of coalitions: which day, which coalitions, which ward of that day's map."""

from __future__ import annotations

import streamlit as st

from geo.atlas import Atlas
from geo.coalition_words import day_stops, known_days
from geo.organisations import date_words
from geo.view import MAX_BODIES, View
from ui import controls
from ui.state import bound, shortcut


def which_day(view: View) -> None:
    """Choose the day: by month, or one of the days sources speak of."""
    st.select_slider(
        "The day shown",
        day_stops(view.day),
        format_func=date_words,
        help="Everything on the page is as it stood on this day, as far as sources say. The arrow "
        "keys move by a month.",
        **bound("day", view),
    )
    days = known_days(view.bodies)
    st.pills(
        "Days sources speak of",
        list(days),
        format_func=days.__getitem__,
        label_visibility="collapsed",
        **shortcut("day", view, days),
    )


def which_coalitions(atlas: Atlas, view: View) -> None:
    """Choose the coalitions; without any the usual ones are shown."""
    names = {key: c.short for key, c in atlas.coalitions.items()}
    st.multiselect(
        "Coalitions and caucuses",
        list(names),
        format_func=names.__getitem__,
        max_selections=MAX_BODIES,
        placeholder="choose at least one",
        help="Without a choice those the 2021 essay is about are shown.",
        **bound(
            "bodies",
            view,
            read=lambda picked: {"bodies": tuple(key for key in names if key in picked)},
        ),
    )


def sidebar(atlas: Atlas, view: View) -> None:
    """All controls beside the page, in the order of the question."""
    which_coalitions(atlas, view)
    controls.what_counts(view)
    controls.drawing(view)
