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
from ui import cache, notes, state
from ui.ahead import Choice, steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("rings", "doubt", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def indicator_map(atlas: Atlas, figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    if figure.picture is None:
        return
    choices = color_choices(figure.view)
    ward_map(
        figure.picture,
        cache.files_of_map(indicators=True),
        key="demographics_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(figure.view, SWITCHES, partial(drawn, atlas), choices)),
        on_step=step_to,
    )
    notes.alt(figure.alt)


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
