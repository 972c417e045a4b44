"""The choropleth of an indicator in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from geo.atlas import Atlas
from geo.demographic_drawing import drawing
from geo.figures.figure import Figure
from geo.indicators import INDICATOR_KEYS
from geo.maps.indicator_map import indicator_state
from geo.maps.map_state import MapState
from geo.view import COLOR_MODES, View
from ui import cache, state
from ui.ahead import Choice, steps
from ui.figure_map import figure_map
from ui.shell import dark

SWITCHES = ("rings", "doubt", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def indicator_map(atlas: Atlas, figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    ahead = steps(figure.view, SWITCHES, partial(drawn, atlas), color_choices(figure.view))
    files = cache.files_of_map(indicators=True)
    figure_map(figure, "demographics_map", ahead, files=files, on_step=step_to)


def step_to(key: str) -> None:
    """Show the indicator the reader stepped to in the map, if there is one of that name."""
    if key in INDICATOR_KEYS:
        state.change(indicator=key)


def drawn(atlas: Atlas, view: View) -> MapState:
    """The map of a view."""
    shown, sides = cache.presence(view.map, view.options), cache.ward_sides(view.map, view.scheme)
    found = drawing(atlas, view, shown, dark=dark())
    return indicator_state(found.shown, view, sides, shown, found.doubtful, dark=dark())


def color_choices(view: View) -> Iterator[Choice]:
    """What the colors could show instead.

    One message must stay small: of the map of groups, only the way back is sent ahead.
    """
    for mode in ("one",) if view.colors == "group" else ("one", "presence", "two"):
        yield "colors", COLOR_MODES.index(mode), mode
