"""The figure of a day: who stood where to which coalition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from geo.atlas import Atlas
from geo.charts.coalition_sets import sets_chart
from geo.charts.coalition_timeline import timeline_chart
from geo.coalition_day import CoalitionDay, Tie, coalition_day, marks_of, settled, ward_ties
from geo.coalition_matrix import BETWEEN, ESTIMATED, OFFICIAL, SUPPORT
from geo.coalition_notes import city_statements, conflicts
from geo.coalition_sets import Line, timeline
from geo.coalition_sheets import coalition_sheet
from geo.coalition_tables import COUNCIL, ORGANISATIONS
from geo.coalition_words import (
    LEFT_OPEN,
    MARK_RULE,
    alt_text,
    badge,
    footing,
    headline,
    looks_of,
    stated_members,
    subtitle,
)
from geo.coalitions import Coalition
from geo.figures.figure import Chart, Figure, Legend
from geo.figures.legends import class_rows, mark_legends
from geo.maps.coalition_map import WARD_CLASSES, coalition_state, ward_class
from geo.maps.map_state import MapState
from geo.marks import Mark
from geo.presence import Presence
from geo.tables import output
from geo.view import View

Ties = Mapping[int, tuple[Tie, ...]]

INFERRED = (
    "Open marks are no statements: they are inferred, or rest on the same people in both, or on "
    "statements for earlier and later days."
)

SUPPORTING = (
    "To support a campaign or a statement is not to be a member; a filled mark may be either, the "
    "table says which."
)

IN_PART = "Of some bodies a source counts more members than any source names: the marks are a part."

CITYWIDE = "An estimate over the whole city is told in words and put on no ward."

DISPUTED = "Sources disagree on some of these ties; the page shows every reading."


def coalitions_figure(
    atlas: Atlas,
    view: View,
    of: CoalitionDay,
    shown: Presence,
    lines: Mapping[str, tuple[Line, ...]],
    *,
    dark: bool,
) -> Figure:
    """Ties to the chosen coalitions on the ward map of a day.

    Parameters
    ----------
    view : View
        Settled by `geo.coalition_day.settled`.
    of : CoalitionDay
        Of the view's day and bodies.
    shown : Presence
        On the ward map of the day.
    lines : mapping
        What is known over time, by coalition; from `geo.coalition_sets.timeline`. A coalition
        that is not in it has no timeline.
    """
    ties = ward_ties(of, shown)
    marks = mark_legends(marks_shown(atlas, of), ties, dark=dark)
    return Figure(
        page="coalitions",
        view=view,
        title=headline(of),
        subtitle=subtitle(of),
        badge=badge(of),
        alt=alt_text(of, ties),
        picture=day_state(atlas, of, shown, ties, view, dark=dark),
        legends=(*marks, fill_legend(ties, dark=dark)),
        sheet=coalition_sheet(atlas, of, shown, ties),
        sources=(*output("ward_areas.csv").sources, "alder_terms"),
        footing=footing(of),
        charts=charts(atlas, of, lines, dark=dark),
        caveats=caveats(atlas, of),
    )


def fill_legend(ties: Ties, *, dark: bool) -> Legend:
    """What the fills mean, those that occur, each with its count of wards."""
    classes = [ward_class(here) for here in ties.values()]
    counts = [(c, classes.count(c.key)) for c in WARD_CLASSES if c.key in classes]
    return Legend(f"Wards, of {len(classes)}", class_rows(counts, dark=dark))


def marks_shown(atlas: Atlas, of: CoalitionDay) -> tuple[tuple[Coalition, Mark], ...]:
    """The chosen coalitions with their marks, in their order."""
    marks = marks_of(atlas)
    return tuple((c, marks[c.id]) for c in of.chosen)


def day_state(
    atlas: Atlas, of: CoalitionDay, shown: Presence, ties: Ties, view: View, *, dark: bool
) -> MapState:
    """What the map draws for a day under a view's switches."""
    return coalition_state(ties, marks_shown(atlas, of), shown, view, dark=dark)


def charts(
    atlas: Atlas, of: CoalitionDay, lines: Mapping[str, tuple[Line, ...]], *, dark: bool
) -> tuple[Chart, ...]:
    """Combinations of organizations and of council seats, each counted both ways, and a timeline
    of every coalition somebody is tied to."""
    marks = marks_of(atlas)
    sets = (
        sets_chart(of, scope, marks, estimates=loose, dark=dark)
        for scope in (ORGANISATIONS, COUNCIL)
        for loose in (True, False)
    )
    over_time = (
        timeline_chart(c, lines[c.id], of.day, marks[c.id].color(dark=dark), dark=dark)
        for c in of.chosen
        if lines.get(c.id)
    )
    return (*(one for one in sets if one), *over_time)


def caveats(atlas: Atlas, of: CoalitionDay) -> tuple[str, ...]:
    """What the marks do not say, the most important first."""
    pairs = [(s, c.id) for s in (ORGANISATIONS, COUNCIL) for c in of.of_scope(s)]
    by_pair = {pair: looks_of(of, *pair) for pair in pairs}
    looks = {look for found in by_pair.values() for look in found}
    partial = any(stated_members(of, *p) > found[OFFICIAL] for p, found in by_pair.items())
    said_if = (
        (LEFT_OPEN, True),
        (INFERRED, bool(looks & {BETWEEN, ESTIMATED})),
        (SUPPORTING, SUPPORT in looks),
        (IN_PART, partial),
        (CITYWIDE, any(a.holds for a in city_statements(of))),
        (DISPUTED, bool(conflicts(atlas, of))),
        (MARK_RULE, True),
    )
    return tuple(said for said, holds in said_if if holds)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    view, _ = settled(atlas, view)
    of = coalition_day(atlas, date.fromisoformat(view.day), view.bodies, view.options)
    lines = {c.id: timeline(atlas, c, view.options) for c in of.chosen}
    return coalitions_figure(
        atlas, view, of, atlas.presence(view.map, view.options), lines, dark=dark
    )
