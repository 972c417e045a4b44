"""Controls that say what covers a ward, how surely, and what is counted in the others."""

from __future__ import annotations

import streamlit as st

from geo.analysis.coverage import COVERS, LEVELS
from geo.atlas import Atlas
from geo.gap_figures import name_of
from geo.measures import MEASURE_KEYS, MEASURES
from geo.view import View
from geo.words import capital
from ui.state import bound

COVER_LABELS = {
    "ward": "a ward organization",
    "touch": "also a regional one that touches it",
    "people": "also a regional one, for half its people",
}

SURE_LABELS = {
    "certain": "known to be active",
    "likely": "named, active or not known",
    "all": "everything listed",
}


def what_covers(view: View) -> None:
    """Choose what covers a ward and how sure it must be; a ward next door may do."""
    which_cover(view)
    st.toggle(
        "Or by one next door",
        help="Wards that share a border with a covered ward count as covered too.",
        **bound("beside", view),
    )
    how_sure(view)


def which_cover(view: View) -> None:
    """Choose which kinds of organizations cover a ward."""
    st.radio(
        "A ward is covered by", COVERS, format_func=COVER_LABELS.__getitem__, **bound("cover", view)
    )


def how_sure(view: View) -> None:
    """Choose how sure we must be of an organization."""
    st.radio(
        "How sure",
        LEVELS,
        format_func=SURE_LABELS.__getitem__,
        help="Known to be active: by dated evidence, in a stated place. Named: a source names it, "
        "but its present status may not be known. Everything listed: also those without a name.",
        **bound("sure", view),
    )


def which_evidence(atlas: Atlas, view: View) -> None:
    """Narrow to organizations with fresh evidence, or to those of one coalition."""
    years = {int(o.last_evidence[:4]) for o in atlas.organisations.values() if o.last_evidence}
    st.selectbox(
        "Evidence since",
        sorted({*years, *([view.since] if view.since else [])}, reverse=True),
        index=None,
        placeholder="any year, or none",
        **bound("since", view),
    )
    bodies = [key for key in atlas.coalitions if key == view.within or atlas.members(key)]
    st.selectbox(
        "Only affiliates of",
        bodies,
        index=None,
        format_func=lambda key: atlas.coalitions[key].name,
        placeholder="any coalition, or none",
        **bound(
            "within",
            view.with_(within=view.within or None),
            read=lambda chosen: {"within": chosen or ""},
        ),
    )


def what_is_counted(view: View) -> None:
    """Choose what is counted in the wards left out."""
    st.selectbox(
        "Count who is left out by",
        MEASURE_KEYS,
        format_func=lambda key: capital(name_of(key)),
        help="  \n".join(f"{capital(name_of(k))}: {MEASURES[k].label}" for k in SHORT),
        **bound("who", view),
    )


SHORT = tuple(key for key in MEASURE_KEYS if name_of(key) != MEASURES[key].label)
"""Measures whose name leaves out a part of what is counted."""
