"""The figure of one ward: where it is, who is there and who is next door."""

from __future__ import annotations

from collections.abc import Mapping

from geo.atlas import Atlas
from geo.figures.caveats import UNPROVEN, carried, dimmed
from geo.figures.figure import Figure
from geo.figures.legends import presence_legend
from geo.maps.presence_map import map_state
from geo.presence import Presence
from geo.sheets import ward_sheet
from geo.sides import WardSide
from geo.tables import output
from geo.view import View
from geo.ward_words import ward_alt, ward_headline, ward_subtitle
from geo.wards import vintage
from geo.words import map_badge, reach_rule


def ward_figure(
    atlas: Atlas, view: View, shown: Presence, sides: Mapping[int, WardSide], *, dark: bool
) -> Figure:
    """The chosen ward on the map of presence, with its neighbors as a table.

    Without a ward it is the whole map with all wards.

    Parameters
    ----------
    shown : Presence
        All fifty wards of the view's map, under its options.
    sides : mapping
        Each ward's side under the view's scheme.
    dark : bool
        Theme.
    """
    badge = map_badge(vintage(view.map))
    return Figure(
        page="ward",
        view=view,
        title=ward_headline(atlas, shown, view.ward),
        subtitle=ward_subtitle(atlas, shown, view.ward),
        badge=badge,
        alt=ward_alt(atlas, shown, view.ward),
        picture=map_state(shown, view, sides, dark=dark),
        legends=(presence_legend(shown, dark=dark),),
        sheet=ward_sheet(atlas, shown, view.ward),
        sources=(*output("ward_areas.csv").sources, "alder_terms"),
        footing=f"Ward map: {badge}; people: 2020 census.",
        caveats=(UNPROVEN, *carried(view.map), reach_rule(view.map), *dimmed(view)),
    )


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    return ward_figure(atlas, view, shown, atlas.ward_sides(view.map, view.scheme), dark=dark)
