"""The view of one visitor: one record in the session, in step with the address and the controls.

The record is the truth. Controls are set from it before they are drawn and change it in a
callback; the address is read when it says something new (a first visit, a link, the back button)
and written after every change. The only file that names state keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.atlas import Atlas
from geo.view import BUILD, View, from_query, to_query

VIEW, ADDRESS, NOTICES, CHANGED = "view", "view_address", "view_notices", "view_changed"


def current(atlas: Atlas) -> View:
    """The view to show in this run; reads the address if it holds something new."""
    view: View = st.session_state.get(VIEW, View())
    query = st.query_params.to_dict()
    moved = query != st.session_state.get(ADDRESS) and query
    # A click that outruns the address bar arrives with an old address: the click wins.
    if moved and not st.session_state.pop(CHANGED, False):
        sides = {key: scheme.groups for key, scheme in atlas.schemes.items()}
        view, notices = from_query(query, sides, start=view)
        st.session_state[NOTICES] = (*notices, *other_build(query, atlas))
    st.session_state.pop(CHANGED, None)
    st.session_state[VIEW] = view
    write_address(view)
    return view


def other_build(query: dict[str, str], atlas: Atlas) -> tuple[str, ...]:
    """A notice if the link was made on other data."""
    named = query.get(BUILD)
    if named is None or named == atlas.build.build_id:
        return ()
    return (
        "This link was made with an earlier state of the data "
        f"(build “{named[:20]}”; shown now: {atlas.build.build_id}). Figures may have changed.",
    )


def notices() -> tuple[str, ...]:
    """What the visitor should be told about the link; kept until something is changed."""
    found: tuple[str, ...] = st.session_state.get(NOTICES, ())
    return found


def write_address(view: View) -> None:
    """Put every setting in the address bar, unless it is there already."""
    query = to_query(view)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[ADDRESS] = query


def change(**changes: Any) -> None:
    """Change the view; for callbacks, which run before the page does."""
    view: View = st.session_state.get(VIEW, View())
    st.session_state[VIEW] = view.with_(**changes)
    st.session_state[CHANGED] = True
    st.session_state[NOTICES] = ()


def bound(field: str, view: View, read: Callable[[Any], Any] = lambda v: v) -> dict[str, Any]:
    """Keyword arguments that tie a control to a field of the view.

    Parameters
    ----------
    field : str
        Of `View`.
    view : View
        The view shown.
    read : function
        Turns what the control holds into what the field holds.
    """
    key = f"control_{field}"
    st.session_state[key] = getattr(view, field)

    def changed() -> None:
        change(**{field: read(st.session_state[key])})

    return {"key": key, "on_change": changed}
