"""The map of two lists in its place, with what its controls would show next."""

from __future__ import annotations

from geo.list_words import list_classes
from geo.maps.list_map import list_state
from geo.maps.map_state import MapState
from geo.presence import Presence
from geo.view import View
from geo.ward_lists import TwoLists
from ui import cache, legend, notes, state
from ui.ahead import steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("rings", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def list_map(view: View, alt: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    ward_map(
        drawn(view),
        cache.files_of_map(),
        key="lists_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(view, SWITCHES, drawn)),
    )
    notes.alt(alt)


def drawn(view: View) -> MapState:
    """The map of a view."""
    lists = cache.two_lists(view.map, view.list_a, view.list_b)
    return list_state(lists, view, cache.presence(view.map, view.options), dark=dark())


def list_legend(view: View, lists: TwoLists, shown: Presence) -> None:
    """Kinds of wards with their counts, and what the outlines mean."""
    kinds = [lists.kind(w.ward) for w in shown.wards]
    counts = [(c, kinds.count(c.key)) for c in list_classes(lists)]
    legend.legend(counts, f"Wards, of {len(shown.wards)}", dark=dark())
    if view.rings:
        legend.ring_legend(shown)
