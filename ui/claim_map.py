"""The map that shows a statement, drawn at exactly the settings the statement names.

Each kind of page has its own map; they are the same here as there, with their legends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from geo.atlas import Atlas
from geo.coalition_day import settled as settled_day
from geo.coalition_day import ward_ties
from geo.demographic_words import explained, indicator_alt
from geo.figures.coalitions import coalitions_figure
from geo.figures.figure import Figure
from geo.largest_group import GROUPS_EXPLAINED
from geo.presence import Presence
from geo.side_words import sides_alt
from geo.view import View
from geo.vote_choices import settled
from geo.wards import vintage
from geo.words import alt_text, capital, classes_of, map_badge, subtitle
from ui import cache, legend, notes, state
from ui.coalition_map import coalition_map
from ui.indicator_map import drawing
from ui.indicator_map import drawn as indicator_drawing
from ui.map_view import ward_map
from ui.presence_map import presence_map
from ui.shell import dark
from ui.vote_map import vote_figure, vote_map

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
    counts = [(c, len(shown.having(c.key))) for c in classes_of(shown)]
    legend.legend(counts, "Wards, of 50", dark=dark())


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
    drawn = drawing(atlas, view)
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
        legend.ramp_legend(drawn.one, drawn.doubtful, dark=dark())
        legend.ring_legend(shown)

    return with_legend


def votes_drawn(atlas: Atlas, view: View) -> Legend:
    """A candidate's votes by ward."""
    ballot = cache.ballot(view.election)
    figure = vote_figure(settled(ballot, view)[0])
    vote_map(ballot, figure, "elections_map")
    return lambda: figure_legend(figure)


def coalitions_drawn(atlas: Atlas, view: View) -> Legend:
    """Who stood where on a day."""
    asked, _ = settled_day(atlas, view)
    of = cache.coalition_day(date.fromisoformat(asked.day), asked.bodies, asked.options)
    shown = cache.presence(asked.map, asked.options)
    figure = coalitions_figure(atlas, asked, of, shown, {}, dark=dark())
    coalition_map(atlas, figure, of, shown, ward_ties(of, shown), key="coalitions_map")
    return lambda: figure_legend(figure)


def figure_legend(figure: Figure) -> None:
    """What the map shows, and its legend."""
    notes.kicker("The map")
    notes.text(figure.subtitle)
    legend.legends(figure.legends)


DRAWN: dict[str, Callable[[Atlas, View], Legend]] = {
    "presence": presence_drawn,
    "sides": sides_drawn,
    "demographics": indicator_drawn,
    "compare": indicator_drawn,
    "elections": votes_drawn,
    "coalitions": coalitions_drawn,
}
"""Pages whose map can be drawn beside a statement."""
