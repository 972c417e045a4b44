"""The view of one visitor: one record in the session, in step with the address and the controls.

The record is the truth. Controls are set from it before they are drawn and change it in a
callback; the address is read when it says something new (a first visit, a link, the back button)
and written after every change. The only file that names state keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.links import BUILD, from_query, to_query
from geo.permanent import is_frozen, mistakes
from geo.view import View, cleared_words

VIEW, ADDRESS, NOTICES, CHANGED = "view", "view_address", "view_notices", "view_changed"
PAGE, PAGE_BEFORE = "page", "page_before"
SEEN = "seen"
PARTS, HEARD = "parts", "presses_heard"


def current(atlas: Atlas) -> View:
    """The view to show in this run; reads the address if it holds something new.

    Streamlit empties the address when the visitor goes to another page of the atlas: the view is
    kept. An address that is emptied on the same page is the back button at the start of the way.
    """
    view: View = st.session_state.get(VIEW, View())
    query = st.query_params.to_dict()
    last = st.session_state.get(ADDRESS, {})
    page, before = st.session_state.get(PAGE), st.session_state.get(PAGE_BEFORE)
    # A click that outruns the address bar arrives with an old address: the click wins.
    clicked = st.session_state.pop(CHANGED, False)
    if query != last and not clicked:
        if query:
            sides = {key: scheme.groups for key, scheme in atlas.schemes.items()}
            view, notices = from_query(query, sides, start=view)
            st.session_state[NOTICES] = (*notices, *mistakes(query), *other_build(query, atlas))
        elif page == before:
            view = View()
    st.session_state[VIEW], st.session_state[PAGE_BEFORE] = view, page
    if is_frozen(query) and not clicked:
        # As it is until something is changed: its kept file is named by its very words.
        st.session_state[ADDRESS] = query
    else:
        write_address(view, query)
    return view


def other_build(query: dict[str, str], atlas: Atlas) -> tuple[str, ...]:
    """A notice if the link was made on other data; a frozen link has its own."""
    named = query.get(BUILD)
    if named is None or named == atlas.build.build_id or is_frozen(query):
        return ()
    return (
        "This link was made with an earlier state of the data "
        f"(build “{named[:20]}”; shown now: {atlas.build.build_id}). Figures may have changed.",
    )


def notices() -> tuple[str, ...]:
    """What the visitor should be told about the link; kept until something is changed."""
    found: tuple[str, ...] = st.session_state.get(NOTICES, ())
    return found


def write_address(view: View, query: dict[str, str]) -> None:
    """Put every setting in the address bar, unless it is there already.

    The plain address stays plain until something is changed, so that "back" leaves the atlas.
    """
    wanted = to_query(view, st.session_state.get(PAGE)) if query or view != View() else {}
    if query != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[ADDRESS] = wanted


def frozen_link() -> tuple[str, dict[str, str]] | None:
    """Page and words of the frozen link this run shows; None if it shows none, or one from which
    something has been changed."""
    query = st.query_params.to_dict()
    if st.session_state.get(CHANGED, False) or not is_frozen(query):
        return None
    return st.session_state[PAGE], query


def shown() -> tuple[str, View]:
    """Page and view of this run, once the page has asked for its view."""
    return st.session_state.get(PAGE, ""), st.session_state.get(VIEW, View())


def first_run() -> bool:
    """Whether nothing has been shown in this visit yet; true once."""
    first = SEEN not in st.session_state
    st.session_state[SEEN] = True
    return first


def at_page(name: str) -> None:
    """Remember which page this run shows; called by the frame."""
    st.session_state[PAGE] = name


def change(**changes: Any) -> None:
    """Change the view; for callbacks, which run before the page does."""
    view: View = st.session_state.get(VIEW, View())
    st.session_state[VIEW] = changed = view.with_(**changes)
    st.session_state[CHANGED] = True
    st.session_state[NOTICES] = cleared_words(view, changed)


def revise(read: Callable[[View], dict[str, Any]]) -> None:
    """Change the view by what it is now, which may be newer than what the page has drawn."""
    change(**read(st.session_state.get(VIEW, View())))


def unheard(presses: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Wards of those presses on a map that were not told before, in their order."""
    last: int = st.session_state.get(HEARD, 0)
    fresh = [(ward, number) for ward, number in presses if number > last]
    st.session_state[HEARD] = max([last, *(number for _, number in fresh)])
    return tuple(ward for ward, _ in fresh)


def on_chart(key: str, read: Callable[[dict[str, Any]], tuple[int, ...]]) -> Callable[[], None]:
    """A callback for a chart with a brush: the wards `read` finds under it become the picked ones.

    Parameters
    ----------
    key : str
        Of the chart.
    read : function
        Turns what the brush reports, field to [low, high], into wards.
    """

    def brushed() -> None:
        sent = st.session_state.get(key)
        selection = sent.get("selection", {}) if sent else {}
        change(picked=read(next(iter(selection.values()), {}) or {}))

    return brushed


def control_key(field: str) -> str:
    """Key in the page of the control tied to a field of the view."""
    return f"control_{field}"


def bound(
    field: str, view: View, read: Callable[[Any], dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Keyword arguments that tie a control to a field of the view.

    Parameters
    ----------
    field : str
        Of `View`.
    view : View
        The view shown.
    read : function, optional
        Turns what the control holds into the fields it changes; by default into the field itself.
    """
    key, value = control_key(field), getattr(view, field)
    # A control of several choices holds a list; any other value would count as a change.
    st.session_state[key] = list(value) if isinstance(value, tuple) else value

    def changed() -> None:
        chosen = st.session_state[key]
        change(**(read(chosen) if read else {field: chosen}))

    return {"key": key, "on_change": changed}


def bound_part(
    field: str, part: str, value: Any, read: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Keyword arguments that tie a control to a part of a field, or to several fields at once.

    Parameters
    ----------
    field : str
        Of `View`; with `part` it names the control.
    part : str
        What of the field the control sets.
    value : object
        What the control holds now.
    read : function
        Turns what the control holds into the fields it changes.
    """
    key = f"{control_key(field)}_{part}"
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: change(**read(st.session_state[key]))}


def part(
    field: str, name: str, value: list[Any], read: Callable[[View, list[Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Keyword arguments that tie a control to a part of a field that other controls change too.

    A browser that has not heard of a change yet sends the control's old value along with its next
    message, which would undo the change. So whenever something else has changed the value the
    control gets another key: what was the old one's is then nobody's.

    Parameters
    ----------
    field : str
        Of `View`.
    name : str
        Of the part, to tell its control from those of the field's other parts.
    value : list
        What the control of several choices shows.
    read : function
        Turns the view and what the control holds into the fields it changes.
    """
    base = f"{control_key(field)}_{name}"
    known: dict[str, tuple[int, list[Any]]] = st.session_state.setdefault(PARTS, {})
    number, last = known.get(base, (0, value))
    if set(last) != set(value):
        number += 1
    known[base] = (number, value)
    key = f"{base}_{number}"
    st.session_state[key] = value

    def changed() -> None:
        told = st.session_state[key]
        # Nobody's any more, or what it was drawn with: the browser lags behind, no one chose this.
        if known[base][0] != number or set(told) == set(value):
            return
        known[base] = (number, told)
        revise(lambda view: read(view, told))

    return {"key": key, "on_change": changed}


def shortcut(field: str, view: View, choices: Iterable[object]) -> dict[str, Any]:
    """Keyword arguments that tie a second control, of a few choices only, to a field of the view.

    Parameters
    ----------
    field : str
        Of `View`; the control of all its values is tied by `bound`.
    view : View
        The view shown.
    choices : iterable
        What the control offers; while the field holds something else, nothing is chosen in it.
    """
    key, value = f"{control_key(field)}_shortcut", getattr(view, field)
    st.session_state[key] = value if value in choices else None

    def changed() -> None:
        chosen = st.session_state[key]
        # Pressing the chosen one again takes it back, which is no choice.
        change(**({} if chosen is None else {field: chosen}))

    return {"key": key, "on_change": changed}


def on_row(key: str, wards: Sequence[int]) -> dict[str, Any]:
    """Keyword arguments of a table in which choosing a row chooses its ward.

    Parameters
    ----------
    key : str
        Of the table.
    wards : sequence of int
        The ward of each row.
    """

    def chosen() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        change(ward=wards[rows[0]] if rows and rows[0] < len(wards) else None)

    return {"key": key, "on_select": chosen, "selection_mode": "single-row"}
