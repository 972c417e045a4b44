"""The two texts of the page of lists, and everything that changes them with a click."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.list_edits import chosen, cleaned, with_ward, without_ward
from geo.list_reading_words import HOW_TO, nothing_found, open_words, reading_lines
from geo.list_words import Example, examples
from geo.presence import Presence
from geo.view import MAX_LIST, View
from geo.ward_lists import Choice, ListRead, Open, TwoLists
from ui import notes, state
from ui.ward_panel import ward_panel

MAX_OPEN = 4
"""Open pieces shown with their choices before the rest is counted: the map must stay near."""

HEIGHT = 100
"""Pixels of a text: four lines."""


def list_input(atlas: Atlas, view: View, lists: TwoLists) -> None:
    """Both texts, examples to press, and what is still open."""
    text_of("list_a", "Wards or alderpersons (list A)", view)
    with st.container(horizontal=True, gap="small"):
        st.button("Show on the map", type="primary", key="list_show")
        for number, example in enumerate(examples(atlas)):
            st.button(
                example.label,
                key=f"list_example_{number}",
                on_click=state.change,
                kwargs=changes_of(example),
            )
        st.button(
            "Clear",
            key="list_clear",
            disabled=not (view.list_a or view.list_b),
            on_click=state.change,
            kwargs={"list_a": "", "list_b": ""},
        )
    with st.expander("Compare with a second list", expanded=bool(view.list_b)):
        text_of("list_b", "Wards or alderpersons (list B)", view)
    source_of_example(atlas, view)
    for field, found in (("list_a", lists.a), ("list_b", lists.b)):
        understood(atlas, field, found, view.map)


def text_of(field: str, label: str, view: View) -> None:
    """One text, tied to its field of the view."""
    st.text_area(
        label,
        height=HEIGHT,
        max_chars=MAX_LIST,
        placeholder="for example 1, 20, 25, 33 – or La Spata, Taylor, Sigcho-Lopez",
        help=HOW_TO,
        **state.bound(field, view, read=lambda typed: {field: cleaned(typed)}),
    )


def changes_of(example: Example) -> dict[str, Any]:
    """Fields of the view an example sets; its ward numbers belong to its own map."""
    return {"map": example.map, "list_a": example.list_a, "list_b": example.list_b}


def source_of_example(atlas: Atlas, view: View) -> None:
    """What an example is and who says so, while it is shown."""
    tried = examples(atlas)
    shown = {"map": view.map, "list_a": view.list_a, "list_b": view.list_b}
    if not any(changes_of(example) == shown for example in tried):
        return
    for example in tried:
        if not example.list_b and example.list_a in (view.list_a, view.list_b):
            notes.text(f"{example.meaning}, by these sources:")
            notes.linked_list((c.words, c.address, "") for c in example.sources)


def understood(atlas: Atlas, field: str, found: ListRead, year: int) -> None:
    """What of a list is open, with its choices to press, and remarks on how it was read."""
    nothing = nothing_found(found)
    if nothing:
        notes.text(nothing)
    for number, left in enumerate(found.open[:MAX_OPEN]):
        open_piece(f"{field}_{number}", field, found, left, year)
    more = len(found.open) - MAX_OPEN
    if more > 0:
        pieces = "piece that is" if more == 1 else "pieces that are"
        notes.text(f"… and {more} more {pieces} not counted; they follow when these are clear.")
    remarks = reading_lines(atlas, found, year)
    if remarks:
        notes.bullets(remarks)


def open_piece(key: str, field: str, found: ListRead, left: Open, year: int) -> None:
    """One piece that is not counted: why, and a button for each thing it could mean."""
    with st.container(border=True):
        notes.text(open_words(left, year))
        if not left.choices:
            return
        with st.container(horizontal=True, gap="small"):
            for number, choice in enumerate(left.choices):
                st.button(
                    notes.plain(choice_label(choice)),
                    key=f"{key}_{number}",
                    on_click=state.change,
                    kwargs={field: chosen(found.text, left.entry, choice)},
                )


def choice_label(choice: Choice) -> str:
    """ "André Vasquez, ward 40"; the ward is not said twice."""
    if choice.ward is None or choice.words.endswith(str(choice.ward)):
        return choice.words
    return f"{choice.words}, ward {choice.ward}"


def chosen_ward(atlas: Atlas, view: View, lists: TwoLists, shown: Presence) -> None:
    """The panel of the chosen ward, with a button to put it on list A or take it off."""
    ward = view.ward
    if ward is None:
        notes.text("Tap a ward to see its organizations and who is next door, or to add it.")
        return
    ward_panel(atlas, view, shown)
    listed = ward in lists.a.wards
    text = without_ward(lists.a, ward) if listed else with_ward(view.list_a, ward)
    st.button(
        f"Take ward {ward} off list A" if listed else f"Add ward {ward} to list A",
        key="list_ward",
        disabled=text is None,
        help="The list is full: shorten it first." if text is None else None,
        on_click=state.change,
        kwargs={"list_a": text},
    )
