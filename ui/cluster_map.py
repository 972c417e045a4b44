"""The map of clusters in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator

from geo.cluster_classes import JOIN_CLASSES, MORAN_CLASSES, join_kind
from geo.clustering import INDICATOR, PRESENCE, Alike, Question, question
from geo.figures.figure import Figure
from geo.maps.cluster_map import cluster_state
from geo.maps.map_state import MapState
from geo.moran_words import ward_kinds
from geo.view import CONTIGUITIES, SHUFFLES, View
from ui import cache, notes, state
from ui.ahead import Choice, steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("labels", "outlines", "streets")
"""Fields of the view with a switch in the page, whatever is tested."""


def asked_by(view: View) -> Question:
    """The question of a view, with its list read."""
    return question(view, cache.two_lists(view.map, view.list_a, "").a.wards)


def cluster_map(figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    if figure.picture is None:
        return
    view = figure.view
    slow = view.tested == INDICATOR
    switches = SWITCHES if view.tested == PRESENCE else (*SWITCHES, "rings")
    ward_map(
        figure.picture,
        cache.files_of_map(),
        key="clustering_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(view, switches, drawn, () if slow else choices(), maps=not slow)),
    )
    notes.alt(figure.alt)


def choices() -> Iterator[Choice]:
    """What lists of the page could show instead, where that is worked out at once."""
    for field, values in (("shuffle", SHUFFLES), ("contiguity", CONTIGUITIES)):
        for place, value in enumerate(values):
            yield field, place, value


def drawn(view: View) -> MapState:
    """The map of a view."""
    asked = asked_by(view)
    shown = None if view.tested == PRESENCE else cache.presence(view.map, view.options)
    if asked.tested == INDICATOR:
        found = cache.clusters(asked)
        kinds = ward_kinds(found) if isinstance(found, Alike) else {}
        return cluster_state(kinds, MORAN_CLASSES, view, shown, dark=dark())
    kinds = {one.ward: join_kind(one) for one in cache.local_joins(asked)}
    return cluster_state(kinds, JOIN_CLASSES, view, shown, dark=dark())
