"""The map of coverage and gaps in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator

from geo.analysis.coverage import COVERS, LEVELS
from geo.figures.figure import Figure
from geo.gap_classes import GapClasses, gap_classes
from geo.maps.gap_map import gap_state
from geo.maps.map_state import MapState
from geo.view import View
from ui import cache
from ui.ahead import Choice, steps
from ui.figure_map import figure_map
from ui.shell import dark

SWITCHES = ("beside", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def gap_map(figure: Figure) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    figure_map(figure, "gaps_map", steps(figure.view, SWITCHES, drawn, choices()))


def choices() -> Iterator[Choice]:
    """What the page's lists offer besides the ward maps."""
    for field, values in (("cover", COVERS), ("sure", LEVELS)):
        for place, value in enumerate(values):
            yield field, place, value


def classes(view: View) -> GapClasses:
    """The classes of a view's wards."""
    found = cache.coverage(view.map, view.options, view.rule)
    return gap_classes(found, view.sure, cache.counts(view.map, view.who))


def drawn(view: View) -> MapState:
    """The map of a view."""
    sides = cache.ward_sides(view.map, view.scheme)
    return gap_state(classes(view), view, sides, dark=dark())
