"""The map of two lists in its place, with what its controls would show next."""

from __future__ import annotations

from geo.figures.figure import Figure
from geo.maps.list_map import list_state
from geo.maps.map_state import MapState
from geo.view import View
from ui import cache
from ui.ahead import steps
from ui.figure_map import figure_map
from ui.shell import dark

SWITCHES = ("rings", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def list_map(figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    figure_map(figure, "lists_map", steps(figure.view, SWITCHES, drawn))


def drawn(view: View) -> MapState:
    """The map of a view."""
    lists = cache.two_lists(view.map, view.list_a, view.list_b)
    return list_state(lists, view, cache.presence(view.map, view.options), dark=dark())
