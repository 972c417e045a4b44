"""The figure of comparing: who lives in wards with an organization, and who in those without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from geo.analysis.compare import Chance, Comparison, chance, compared, only_side, shares_by_ward
from geo.atlas import Atlas
from geo.charts.compare_strips import strips
from geo.compare_words import (
    CARRIED,
    MEMBERS,
    NEIGHBORS,
    chance_lines,
    compare_headline,
    compare_sheet,
    compare_subtitle,
    doubt_lines,
    footing,
    strips_alt,
)
from geo.demographic_drawing import shares_of_groups
from geo.demographics import WardValues
from geo.figures.caveats import UNPROVEN
from geo.figures.figure import Figure
from geo.presence import Presence
from geo.view import View
from geo.wards import vintage
from geo.words import filter_words, map_badge, own_map


def compare_figure(
    view: View,
    values: WardValues,
    counted: Presence,
    shares: Mapping[int, Mapping[str, float]],
    odds: Chance | None,
    *,
    dark: bool,
) -> Figure:
    """One indicator in wards with an organization beside those without; a chart and no map.

    Parameters
    ----------
    values : WardValues
        Of the view's indicator.
    counted : Presence
        The wards compared: all of the view's map, or those of its side.
    shares : mapping
        Each group's share by ward.
    odds : Chance, optional
        How easily chance makes the difference; None if there is nothing to compare.
    dark : bool
        Theme.
    """
    found = compared(values, counted)
    title = compare_headline(values, found, counted, view.side)
    drawn = strips(values, found, dark=dark)
    return Figure(
        page="compare",
        view=view,
        title=title,
        subtitle=compare_subtitle(counted, filter_words(view)),
        badge=map_badge(vintage(view.map)),
        alt=strips_alt(values, found),
        picture=None,
        legends=(),
        # On a page without a map the chart is the picture: it stands under the finding.
        charts=tuple(replace(one, title=title) for one in (drawn,) if one),
        sheet=compare_sheet(values, counted, shares),
        sources=tuple(dict.fromkeys((*values.indicator.sources, "vtd_2020_pl94171"))),
        footing=footing(values),
        caveats=tuple(caveats(view, values, found, odds)),
    )


def caveats(
    view: View, values: WardValues, found: Comparison, odds: Chance | None
) -> Iterator[str]:
    """What chance alone would do, and what the difference does not say."""
    if odds is not None:
        yield chance_lines(odds)[0]
        yield NEIGHBORS
    yield MEMBERS
    yield UNPROVEN
    if not own_map(view.map):
        yield CARRIED
    yield from doubt_lines(values, found)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    counted = only_side(shown, atlas.ward_sides(view.map, view.scheme), view.side)
    values = atlas.values(view.map, view.indicator)
    shares = shares_by_ward(shares_of_groups(atlas, view.map))
    odds = chance(compared(values, counted))
    return compare_figure(view, values, counted, shares, odds, dark=dark)
