"""The map of coverage and gaps in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator

from geo.analysis.coverage import COVERS, LEVELS
from geo.gap_classes import GapClasses, gap_classes
from geo.gap_figures import name_of
from geo.maps.gap_map import gap_state
from geo.maps.map_state import MapState
from geo.ramps import NO_DATA
from geo.view import View
from geo.words import capital
from ui import cache, legend, notes, state
from ui.ahead import Choice, steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("beside", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def gap_map(view: View, alt: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    ward_map(
        drawn(view),
        cache.files_of_map(),
        key="gaps_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(view, SWITCHES, drawn, choices())),
    )
    notes.alt(alt)


def choices() -> Iterator[Choice]:
    """What the page's lists offer besides the ward maps."""
    for field, values in (("cover", COVERS), ("sure", LEVELS)):
        for place, value in enumerate(values):
            yield field, place, value


def classes(view: View) -> GapClasses:
    """The classes of a view's wards."""
    found = cache.coverage(view.map, view.options, view.rule)
    return gap_classes(found, view.sure, cache.atlas().counts(view.map, view.who))


def drawn(view: View) -> MapState:
    """The map of a view."""
    sides = cache.ward_sides(view.map, view.scheme)
    return gap_state(classes(view), view, sides, dark=dark())


def gap_legend(view: View, found: GapClasses) -> None:
    """Covered wards by how surely, then the gaps by who is left out."""
    night = dark()
    legend.legend(found.covered, "Wards covered, of 50", dark=night)
    marks = (f'<i style="background-color:{color}"></i>' for color in found.colors(dark=night))
    rows = [(m, label, n) for m, (label, n) in zip(marks, found.left, strict=True)]
    if found.missing:
        ground = NO_DATA["dark" if night else "light"]
        empty = f'<i class="nodata" style="background-color:{ground}"></i>'
        rows.append((empty, "Not known", found.missing))
    if found.unsure:
        words = "Hatched: one is listed, but not as sure as asked for"
        rows.append(('<i class="doubt"></i>', words, len(found.unsure)))
    legend.rows_legend(rows, f"Not covered: {capital(name_of(view.who))} left out")
