"""The controls of the page of plans for new wards: the question above the map, wishes beside it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.analysis.expansion_model import MOST
from geo.atlas import Atlas
from geo.expansion_choices import (
    MAX_PART,
    OWN,
    parts_changed,
    parts_of,
    span,
    span_text,
    ward_labels,
    weight_changed,
    whom,
    whom_changes,
    whom_choices,
)
from geo.measures import MEASURES
from geo.view import GOALS, MAX_NEW, MAX_WEIGHTS, View
from geo.words import capital
from ui import state
from ui.cover_controls import how_sure, which_cover, which_evidence
from ui.state import bound, bound_part

GOAL_WORDS = {
    "most": "Reach the most",
    "ninety": "Reach 90%",
    "all": "Reach everybody",
}

TODAY = 2023
"""The ward map in force."""


def the_question(view: View) -> None:
    """What to reach, whom, with how many."""
    if view.map != TODAY:
        st.button(
            "Plan on today’s wards",
            type="primary",
            key="expansion_today",
            on_click=state.change,
            kwargs={"map": TODAY},
            help="Shown now is the map in force until May 2023. Wishes and picked wards belong to "
            "one map and are let go of.",
        )
    left, middle, right = st.columns([7, 6, 11], gap="small", vertical_alignment="bottom")
    with left:
        st.selectbox(
            "Goal",
            GOALS,
            format_func=GOAL_WORDS.__getitem__,
            help="With a number of new organizations that you set, or with the fewest that do it.",
            **bound("goal", view),
        )
    with middle:
        st.number_input(
            "New ones",
            1,
            MAX_NEW,
            disabled=view.goal != MOST,
            help="How many new ward organizations there can be.",
            **bound("k", view),
        )
    with right:
        labels = whom_choices()
        st.selectbox(
            "Whom to reach",
            list(labels),
            format_func=labels.__getitem__,
            **bound_part("who", "choice", whom(view), whom_changes),
        )
    if whom(view) == OWN:
        own_mix(view)


def own_mix(view: View) -> None:
    """The parts of a mix and their weights."""
    parts = parts_of(view)
    with st.container(border=True):
        st.multiselect(
            "Parts of the mix",
            list(MEASURES),
            format_func=lambda key: capital(MEASURES[key].label),
            max_selections=MAX_WEIGHTS,
            **bound_part("mix", "parts", list(parts), partial(parts_changed, view)),
        )
        with st.container(horizontal=True, gap="small"):
            for key, weight in parts.items():
                st.number_input(
                    f"Weight: {MEASURES[key].label}",
                    0,
                    max(MAX_PART, weight),
                    **bound_part("mix", key, weight, partial(weight_changed, view, key)),
                )


def the_wishes(atlas: Atlas, view: View) -> None:
    """Which wards must or must not get one, and limits."""
    labels = ward_labels(atlas, view.map)
    for field, label in (("must", "Must get one"), ("never", "Must not get one")):
        st.multiselect(
            label,
            list(labels),
            format_func=labels.__getitem__,
            placeholder="none",
            **bound(field, view, read=partial(sorted_wards, field)),
        )
    schemes = {key: scheme.label for key, scheme in atlas.schemes.items()}
    st.toggle(
        "At least one on every side of the city",
        help="A side where every ward has an organization already asks for none.",
        **bound("each_side", view),
    )
    st.selectbox(
        "Sides of the city",
        list(schemes),
        format_func=schemes.__getitem__,
        **bound("scheme", view),
    )
    with st.expander("Only wards with a close race or a certain turnout"):
        limit(
            "margin",
            "Lead in the last council race",
            view,
            "In percentage points of the votes; 100 where nobody else stood.",
        )
        limit(
            "turnout",
            "Turnout, February 2023",
            view,
            "Ballots cast out of the registered voters, in percent.",
        )


def sorted_wards(field: str, chosen: list[int]) -> dict[str, tuple[int, ...]]:
    """Wards as the view keeps them, whatever order they were clicked in."""
    return {field: tuple(sorted(chosen))}


def limit(field: str, label: str, view: View, why: str) -> None:
    """Two ends of a range of percent."""
    st.slider(
        label,
        0,
        100,
        format="%d%%",
        help=why,
        **bound_part(
            field, "span", span(getattr(view, field)), lambda ends: {field: span_text(ends)}
        ),
    )


def what_is_organized(atlas: Atlas, view: View) -> None:
    """When a ward counts as organized."""
    with st.expander("When a ward counts as organized"):
        which_cover(view)
        how_sure(view)
        which_evidence(atlas, view)
