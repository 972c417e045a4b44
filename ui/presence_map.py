"""The presence map in its place, the same on every page that shows it."""

from __future__ import annotations

from geo.figures.figure import Figure
from geo.maps.map_state import MapState
from geo.maps.presence_map import map_state
from geo.view import View
from ui import cache
from ui.ahead import steps
from ui.figure_map import figure_map
from ui.shell import dark

SWITCHES = ("regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def presence_map(figure: Figure, key: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward.

    Parameters
    ----------
    figure : Figure
        Whose picture is a map of presence.
    key : str
        Of the map on its page; another key is another map.
    """
    figure_map(figure, key, steps(figure.view, SWITCHES, drawn))


def drawn(view: View) -> MapState:
    """The map of a view."""
    shown = cache.presence(view.map, view.options)
    return map_state(shown, view, cache.ward_sides(view.map, view.scheme), dark=dark())
