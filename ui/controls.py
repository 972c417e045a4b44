"""The controls, in the order of the question: which map, what counts, where, then fine tuning."""

from __future__ import annotations

import re

import streamlit as st

from geo.atlas import Atlas
from geo.classify import MAX_CLASSES, MIN_CLASSES, SCHEMES
from geo.indicators import INDICATOR_KEYS, indicator
from geo.own_colors import OWN
from geo.presence import STATUSES
from geo.ramps import RAMPS, ramp
from geo.view import ANY_SIDE, COLOR_MODES, MAJORITY_KEYS, MAX_BREAKS, View
from geo.ward_words import ward_choices
from geo.wards import vintages
from ui.own_colors import type_colors
from ui.state import bound

ALL_SIDES = "all of the city"


def which_map(view: View) -> None:
    """Choose the ward map."""
    labels = {v.year: f"{v.label}, {v.span}" for v in vintages()}
    st.radio("Ward map", list(labels), format_func=labels.__getitem__, **bound("map", view))


def what_counts(view: View) -> None:
    """Choose which organizations count."""
    st.toggle(
        "Include regional organizations",
        help="Three of the essay’s twenty work across wards. They are drawn hatched, over the "
        "community areas they name.",
        **bound("regional", view),
    )
    which_listed(view)


def which_listed(view: View) -> None:
    """Choose organizations by where they are listed and by their status."""
    st.toggle(
        "Include organizations outside the essay",
        help="The 2021 essay calls its list preliminary. The directory holds more, from other "
        "sources.",
        **bound("outside", view),
    )
    # The control returns choices in the order of clicks; the view keeps the registry's order.
    st.multiselect(
        "Status",
        STATUSES,
        placeholder="choose at least one",
        **bound("status", view, read=lambda chosen: {"status": in_order(chosen)}),
    )


def in_order(chosen: list[str]) -> tuple[str, ...]:
    """The chosen statuses, best first."""
    return tuple(s for s in STATUSES if s in chosen)


def where(atlas: Atlas, view: View) -> None:
    """Choose how sides are named, and one side."""
    labels = {key: scheme.label for key, scheme in atlas.schemes.items()}
    st.selectbox(
        "Sides of the city",
        list(labels),
        format_func=labels.__getitem__,
        help="Sides are names people use, not official borders. Each way of naming them is kept.",
        **bound("scheme", view),
    )
    groups = [ANY_SIDE, *atlas.schemes[view.scheme].groups]
    st.selectbox(
        "Show one side",
        groups,
        format_func=lambda group: group or ALL_SIDES,
        **bound("side", view),
    )


def drawing(view: View) -> None:
    """Fine tuning of the map."""
    with st.expander("How the map is drawn"):
        st.toggle("Ward numbers", **bound("labels", view))
        st.toggle("Borders of the sides", **bound("outlines", view))
        st.toggle(
            "Streets below the wards",
            help="Street tiles come from OpenStreetMap and need the network; without it the map "
            "stays as it is.",
            **bound("streets", view),
        )


def choose_indicator(view: View, field: str = "indicator", label: str = "Indicator") -> None:
    """Choose an indicator from the registry, in its groups."""
    st.selectbox(label, INDICATOR_KEYS, format_func=grouped, **bound(field, view))


def grouped(key: str) -> str:
    """ "Homes: Homes that are rented"."""
    one = indicator(key)
    return f"{one.label} ({one.group})"


COLOR_WORDS = {
    "one": "one indicator",
    "presence": "an indicator and presence",
    "two": "two indicators",
    "group": "the largest group",
}


def what_is_colored(view: View) -> None:
    """Choose between one indicator and two at once."""
    st.radio(
        "Colors show", COLOR_MODES, format_func=COLOR_WORDS.__getitem__, **bound("colors", view)
    )


def how_classed(view: View) -> None:
    """Choose classes and colors, and what is drawn over them."""
    with st.expander("Classes and colors"):
        schemes = {s.key: s for s in SCHEMES}
        st.selectbox(
            "Classes",
            list(schemes),
            format_func=lambda key: schemes[key].label,
            help="  \n".join(f"{s.label}: {s.help}" for s in SCHEMES),
            **bound("classing", view),
        )
        if view.classing == "own":
            st.text_input(
                "My breaks",
                placeholder="for example 10, 20, 40",
                max_chars=MAX_BREAKS,
                **bound("breaks", view, read=breaks_typed),
            )
        else:
            st.slider("Number of classes", MIN_CLASSES, MAX_CLASSES, **bound("classes", view))
        usual = ramp(indicator(view.indicator).palette).label
        names = {
            "": f"usual ({usual})",
            **{r.key: r.label for r in RAMPS if r.kind != "qualitative"},
            OWN: "my own colors",
        }
        st.selectbox("Colors", list(names), format_func=names.__getitem__, **bound("palette", view))
        type_colors(view)
    outlined(view)
    st.toggle(
        "Mark uncertain figures",
        help="Hatches wards whose figure has an error of a fifth of it or more.",
        **bound("doubt", view),
    )


def outlined(view: View) -> None:
    """Whether wards with an organization are outlined."""
    st.toggle("Outline wards with an organization", **bound("rings", view))


def breaks_typed(words: str) -> dict[str, str]:
    """What a link can hold of the reader's breaks; the rest could not be numbers."""
    return {"breaks": re.sub(r"[^0-9.,;% ]", "", words)[:MAX_BREAKS]}


MAJORITY_WORDS = {
    "majority": "a majority (over half)",
    "plurality": "a plurality (the largest group)",
    "forty": "at least 40%",
}


def choose_majority(view: View) -> None:
    """Choose when a group leads a ward."""
    st.radio(
        "A group leads a ward with",
        MAJORITY_KEYS,
        format_func=MAJORITY_WORDS.__getitem__,
        **bound("majority", view),
    )


def demographics(atlas: Atlas, view: View) -> None:
    """All controls of the page of demographics, in the order of the question."""
    choose_indicator(view)
    which_map(view)
    what_is_colored(view)
    choose_indicator(view, "second", "Second indicator")
    how_classed(view)
    what_counts(view)
    where(atlas, view)
    drawing(view)


def find_ward(
    atlas: Atlas,
    view: View,
    label: str = "Find a ward by number or alderperson",
    *,
    other_map: bool = True,
) -> None:
    """Choose a ward by number or by the name of anybody who sat for it, on either map.

    A page that is bound to one ward map offers the wards of that map only.
    """
    names = ward_choices(atlas, view.map)
    if not other_map:
        names = {ward: name for ward, name in names.items() if isinstance(ward, int)}
    st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Find a ward by number, or by the name of an alderperson",
        label_visibility="collapsed",
        **bound("ward", view, read=lambda choice: ward_chosen(choice, view.map)),
    )


def ward_chosen(choice: int | tuple[int, int] | None, shown: int) -> dict[str, int | None]:
    """A number is a ward of the map shown; a pair names the other map too."""
    if isinstance(choice, tuple):
        return {"map": choice[0], "ward": choice[1]}
    return {"map": shown, "ward": choice}


def find_organisation(view: View) -> None:
    """Search the directory."""
    st.text_input(
        "Search the directory",
        placeholder="a name, a ward, a word of a note",
        max_chars=80,
        **bound("find", view),
    )


def choose_organisation(atlas: Atlas, view: View) -> None:
    """Choose one organization to see everything on it."""
    labels = {o.id: o.label for o in atlas.organisations.values()}
    known = view.org if view.org in labels else ""
    st.selectbox(
        "One organization, with its sources",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder="Choose an organization",
        **bound("org", view.with_(org=known or None), read=lambda chosen: {"org": chosen or ""}),
    )
