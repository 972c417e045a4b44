"""The map of coalitions in its place, its legend, and the panel of the chosen ward."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape

import streamlit as st

from geo.atlas import Atlas
from geo.coalition_day import CoalitionDay, Tie, marks_of
from geo.coalition_words import mark_counts, seat_holder, ward_words
from geo.maps.coalition_map import WARD_CLASSES, coalition_state, ward_class
from geo.marks import OUTLINES, Mark
from geo.presence import Presence
from geo.view import View, to_query
from geo.words import ward_lines
from ui import cache, legend, notes, state
from ui.ahead import steps
from ui.map_view import ward_map
from ui.shell import dark, page_file

SWITCHES = ("labels", "outlines", "streets")
"""Fields of the view with a switch in the page that needs no new answer of the server."""

Ties = Mapping[int, tuple[Tie, ...]]


def coalition_map(atlas: Atlas, of: CoalitionDay, shown: Presence, ties: Ties, view: View) -> None:
    """Draw the map; a click chooses the ward."""
    marks = marks_of(atlas)
    marked = [(c, marks[c.id]) for c in of.chosen]
    ward_map(
        coalition_state(ties, marked, shown, view, dark=dark()),
        cache.files_of_map(dated=True),
        key="coalitions_map",
        on_select=lambda ward: state.change(map=of.year, ward=ward),
        ahead=tuple(
            steps(
                view,
                SWITCHES,
                lambda v: coalition_state(ties, marked, shown, v, dark=dark()),
                maps=False,
            )
        ),
    )


def mark_image(mark: Mark, look: str) -> str:
    """A small picture of a mark: solid, open or faint; colors come from our own registry."""
    color = mark.color(dark=dark())
    ink = "#b3bdc5" if dark() else "#4c5760"
    paint = {
        "solid": f'fill="{color}"',
        "open": f'fill="none" stroke="{color}" stroke-width="0.4"',
        "faint": f'fill="none" stroke="{ink}" stroke-width="0.28" stroke-dasharray="0.4 0.3"',
    }[look]
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" '
        f'viewBox="-1.5 -1.5 3 3"><path d="{OUTLINES[mark.shape]}" {paint}/></svg>'
    )
    encoded = base64.b64encode(picture.encode()).decode()
    return f'<img alt="" width="18" height="18" src="data:image/svg+xml;base64,{encoded}">'


def mark_legend(atlas: Atlas, of: CoalitionDay, ties: Ties) -> None:
    """What the marks are, with the count of wards that have them, and what the fills mean."""
    marks = marks_of(atlas)
    rows = "".join(
        f"<li>{mark_image(marks[c.id], 'solid')}<span>{escape(c.name)}"
        f"<small>{escape(mark_counts(ties, c))}</small></span></li>"
        for c in of.chosen
    )
    looks = "".join(
        f"<li>{mark_image(SAMPLE, look)}<span>{escape(words)}</span></li>"
        for look, words in LOOKS.items()
    )
    st.html(
        f'<h2 class="atlas-kicker">Marks, one per tie of a ward</h2>'
        f'<ul class="atlas-legend atlas-marks">{rows}</ul>'
        f'<h2 class="atlas-kicker atlas-marks-key">How they are drawn</h2>'
        f'<ul class="atlas-legend atlas-marks">{looks}</ul>'
    )
    classes = [ward_class(here) for here in ties.values()]
    entries = [(c, classes.count(c.key)) for c in WARD_CLASSES if c.key in classes]
    legend.legend(entries, "Wards, of 50", dark=dark())


SAMPLE = Mark("circle", "#4c5760", "#b3bdc5")
"""Gray, because what a mark's drawing means is the same for every coalition."""

LOOKS = {
    "solid": "Filled: stated for this day",
    "open": "Open: inferred, overlapping, or stated before and after",
    "faint": "Gray: stated for another date only, not known on this day",
}
"""Kinds of marks and what they mean; small ones are explained with the rule of the map."""


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
