"""The map that shows a statement, drawn at exactly the settings the statement names.

Each kind of page has its own map; they are the same here as there, with their legends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from geo.atlas import Atlas
from geo.coalition_day import bodies, ward_ties
from geo.coalition_words import alt_text as coalition_alt
from geo.coalition_words import subtitle as coalition_subtitle
from geo.demographic_drawing import drawing
from geo.demographic_words import explained, indicator_alt
from geo.figures.legends import choropleth_legend, ring_legend
from geo.figures.legends import presence_legend as classes_legend
from geo.largest_group import GROUPS_EXPLAINED
from geo.memberships import council_map
from geo.presence import Presence
from geo.side_words import sides_alt
from geo.view import View
from geo.vote_choices import settled
from geo.vote_words import alt as vote_alt
from geo.vote_words import subtitle as vote_subtitle
from geo.wards import vintage
from geo.words import alt_text, capital, map_badge, subtitle
from ui import cache, legend, notes, state
from ui.coalition_map import coalition_map, mark_legend
from ui.indicator_map import drawn as indicator_drawing
from ui.map_view import ward_map
from ui.presence_map import presence_map
from ui.shell import dark
from ui.vote_map import vote_map

Legend = Callable[[], None]


def claim_map(atlas: Atlas, page: str, wanted: View, visitor: View) -> Legend | None:
    """Draw the map of a page at some settings; returns its legend, None if the page has no map.

    Parameters
    ----------
    wanted : View
        The settings that show the statement.
    visitor : View
        The settings of the visitor: the chosen ward and how maps are drawn are kept.
    """
    draw = DRAWN.get(page)
    if draw is None:
        return None
    kept = replace(
        wanted,
        labels=visitor.labels,
        outlines=visitor.outlines,
        streets=visitor.streets,
        # Elsewhere the names of the sides draw lines and decide nothing.
        scheme=wanted.scheme if page == "sides" else visitor.scheme,
        ward=visitor.ward if visitor.map == wanted.map else None,
    )
    return draw(atlas, kept)


def presence_drawn(atlas: Atlas, view: View) -> Legend:
    """Which wards have an organization."""
    shown = cache.presence(view.map, view.options)
    sides = cache.ward_sides(view.map, view.scheme)
    presence_map(view, shown, sides, "claims_presence", alt_text(shown))
    return lambda: presence_legend(shown)


def presence_legend(shown: Presence) -> None:
    """What the map of presence shows, and its classes."""
    notes.kicker("The map")
    notes.text(subtitle(shown))
    legend.rows_legend(classes_legend(shown, dark=dark()))


def sides_drawn(atlas: Atlas, view: View) -> Legend:
    """The same, with the borders of the sides."""
    shown = cache.presence(view.map, view.options)
    rows = cache.side_rows(view.map, view.options, view.scheme)
    sides = cache.ward_sides(view.map, view.scheme)
    presence_map(view, shown, sides, "claims_sides", sides_alt(rows, shown))
    return lambda: presence_legend(shown)


def indicator_drawn(atlas: Atlas, view: View) -> Legend:
    """Who lives in each ward, wards with an organization outlined."""
    shown = cache.presence(view.map, view.options)
    drawn = drawing(atlas, view, shown, dark=dark())
    # The statement names the indicator: there is no stepping to another one here.
    without_steps = replace(indicator_drawing(atlas, view), instant="")
    ward_map(
        without_steps,
        cache.files_of_map(),
        key="claims_indicator",
        on_select=lambda ward: state.change(map=view.map, ward=ward),
    )
    notes.alt(indicator_alt(drawn.one, shown))

    def with_legend() -> None:
        notes.kicker("The map")
        by_group = view.colors == "group"
        told = GROUPS_EXPLAINED if by_group else explained(drawn.one.values)
        notes.text(f"{told} {capital(map_badge(vintage(view.map)))}.")
        fills = choropleth_legend(drawn.one, drawn.doubtful, dark=dark())
        legend.legends((fills, ring_legend(shown)))

    return with_legend


def votes_drawn(atlas: Atlas, view: View) -> Legend:
    """A candidate's votes by ward."""
    ballot = cache.ballot(view.election)
    found, _ = settled(ballot, view)
    drawn = cache.vote_drawing(found)
    vote_map(ballot, found, vote_alt(ballot, found.race, found.candidate, drawn))
    measure = capital(ballot.measures(found.race)[found.candidate])
    marked = ballot.hatched(found.race, found.candidate)

    def with_legend() -> None:
        notes.kicker("The map")
        outcome = atlas.outcome(found.election, found.race)
        notes.text(vote_subtitle(ballot, found.race, found.candidate, found.area, outcome))
        legend.vote_legend(drawn, measure, "", marked, dark=dark())

    return with_legend


def coalitions_drawn(atlas: Atlas, view: View) -> Legend:
    """Who stood where on a day."""
    day = date.fromisoformat(view.day)
    asked = view.on_map(council_map(day))
    chosen, _ = bodies(atlas, asked.bodies)
    of = cache.coalition_day(day, chosen, asked.options)
    shown = cache.presence(asked.map, asked.options)
    ties = ward_ties(of, shown)
    coalition_map(atlas, of, shown, ties, asked)
    notes.alt(coalition_alt(of, ties))

    def with_legend() -> None:
        notes.kicker("The map")
        notes.text(coalition_subtitle(of))
        mark_legend(atlas, of, ties)

    return with_legend


DRAWN: dict[str, Callable[[Atlas, View], Legend]] = {
    "presence": presence_drawn,
    "sides": sides_drawn,
    "demographics": indicator_drawn,
    "compare": indicator_drawn,
    "elections": votes_drawn,
    "coalitions": coalitions_drawn,
}
"""Pages whose map can be drawn beside a statement."""
