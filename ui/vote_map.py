"""The map of votes in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator

from geo.figures.elections import elections_figure
from geo.figures.figure import Figure
from geo.maps.map_state import MapState
from geo.maps.vote_map import vote_state
from geo.view import AREAS, View
from geo.vote_choices import Ballot
from ui import cache
from ui.ahead import Choice, steps
from ui.figure_map import figure_map
from ui.shell import dark

SWITCHES = ("rings", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


def vote_figure(view: View) -> Figure:
    """The figure of a settled view."""
    return elections_figure(
        cache.atlas(),
        view,
        cache.ballot(view.election),
        cache.vote_drawing(view),
        cache.presence(view.map, view.options),
        sides=cache.ward_sides(view.map, view.scheme),
        dark=dark(),
    )


def vote_map(ballot: Ballot, figure: Figure, key: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward of this election's map.

    Parameters
    ----------
    figure : Figure
        Whose picture is a map of votes.
    key : str
        Of the map on its page; another key is another map.
    """
    view = figure.view
    ahead = steps(view, SWITCHES, drawn, choices(ballot, view), maps=False)
    figure_map(figure, key, ahead, files=cache.files_of_map(votes=True), fixed=True)


def drawn(view: View) -> MapState:
    """The map of a settled view that is not on the screen yet: without its figures."""
    return vote_state(
        cache.vote_drawing(view),
        view,
        cache.ward_sides(view.map, view.scheme),
        cache.presence(view.map, view.options),
        cache.ballot(view.election).hatched(view.race, view.candidate)[0],
        dark=dark(),
        figures=False,
    )


def choices(ballot: Ballot, view: View) -> Iterator[Choice]:
    """The lists of the page: candidates or measures, and the size of the areas."""
    for place, measure in enumerate(ballot.measures(view.race)):
        yield "candidate", place, measure
    for place, area in enumerate(AREAS):
        yield "area", place, area
