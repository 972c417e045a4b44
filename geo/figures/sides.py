"""The figure of the sides: organizations, wards and people by side of the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.atlas import Atlas
from geo.charts.side_bars import side_bars
from geo.figures.caveats import UNPROVEN, carried, dimmed
from geo.figures.figure import Figure
from geo.figures.legends import presence_legend
from geo.maps.presence_map import map_state
from geo.presence import Presence
from geo.sheets import side_sheet
from geo.side_words import MAIN_SIDE, NAMES_ONLY, sides_alt, sides_headline, sides_subtitle
from geo.sides import SideRow, WardSide
from geo.tables import output
from geo.view import View
from geo.wards import vintage
from geo.words import map_badge, reach_rule


def sides_figure(
    atlas: Atlas,
    view: View,
    shown: Presence,
    sides: Mapping[int, WardSide],
    rows: Sequence[SideRow],
    *,
    dark: bool,
) -> Figure:
    """Presence on a ward map, and what it sums to by side in bars and in a table.

    Parameters
    ----------
    shown : Presence
        All fifty wards of the view's map, under its options.
    sides : mapping
        Each ward's side under the view's scheme.
    rows : sequence of SideRow
        One per side of that scheme.
    dark : bool
        Theme.
    """
    badge = map_badge(vintage(view.map))
    return Figure(
        page="sides",
        view=view,
        title=sides_headline(rows),
        subtitle=sides_subtitle(atlas.schemes[view.scheme], shown),
        badge=badge,
        alt=sides_alt(rows, shown),
        picture=map_state(shown, view, sides, dark=dark),
        legends=(presence_legend(shown, dark=dark),),
        charts=side_bars(rows, dark=dark),
        sheet=side_sheet(atlas, shown, tuple(rows)),
        sources=output("ward_sides.csv").sources,
        footing=f"Ward map: {badge}; people: 2020 census.",
        caveats=(
            NAMES_ONLY,
            MAIN_SIDE,
            UNPROVEN,
            *carried(view.map),
            reach_rule(view.map),
            *dimmed(view),
        ),
    )


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    sides = atlas.ward_sides(view.map, view.scheme)
    rows = atlas.side_rows(shown, view.scheme)
    return sides_figure(atlas, view, shown, sides, rows, dark=dark)
