"""The map of votes in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator

from geo.maps.map_state import MapState
from geo.maps.vote_map import vote_state
from geo.view import AREAS, View
from geo.vote_choices import Ballot
from ui import cache, notes, state
from ui.ahead import Choice, steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("rings", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def vote_map(ballot: Ballot, view: View, alt: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward of this election's map."""
    ward_map(
        drawn(view, figures=True),
        cache.files_of_map(votes=True),
        key="elections_map",
        on_select=lambda ward: state.change(map=view.map, ward=ward),
        ahead=tuple(steps(view, SWITCHES, drawn, choices(ballot, view), maps=False)),
    )
    notes.alt(alt)


def drawn(view: View, *, figures: bool = False) -> MapState:
    """The map of a settled view; what is not on the screen yet goes without its figures."""
    return vote_state(
        cache.vote_drawing(view),
        view,
        cache.ward_sides(view.map, view.scheme),
        cache.presence(view.map, view.options),
        cache.ballot(view.election).hatched(view.race, view.candidate)[0],
        dark=dark(),
        figures=figures,
    )


def choices(ballot: Ballot, view: View) -> Iterator[Choice]:
    """The lists of the page: candidates or measures, and the size of the areas."""
    for place, measure in enumerate(ballot.measures(view.race)):
        yield "candidate", place, measure
    for place, area in enumerate(AREAS):
        yield "area", place, area
