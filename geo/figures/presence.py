"""The figure of who is where: which wards have an independent political organization."""

from __future__ import annotations

from collections.abc import Mapping

from geo.atlas import Atlas
from geo.figures.caveats import UNPROVEN
from geo.figures.figure import Figure
from geo.figures.legends import presence_legend
from geo.maps.presence_map import map_state, on_side
from geo.presence import Presence
from geo.sheets import presence_sheet
from geo.sides import WardSide
from geo.tables import output
from geo.view import View
from geo.wards import vintage
from geo.words import alt_text, headline, map_badge, reach_rule, subtitle


def presence_figure(
    atlas: Atlas, view: View, shown: Presence, sides: Mapping[int, WardSide], *, dark: bool
) -> Figure:
    """Presence on a ward map, of the whole city or of one side of it.

    Parameters
    ----------
    shown : Presence
        All fifty wards of the view's map, under its options.
    sides : mapping
        Each ward's side under the view's scheme.
    dark : bool
        Theme.
    """
    counted = shown.only(on_side(sides, view.side))
    badge = map_badge(vintage(view.map))
    return Figure(
        page="presence",
        view=view,
        title=headline(counted, view.side),
        subtitle=subtitle(counted),
        badge=badge,
        alt=alt_text(counted, view.side),
        picture=map_state(shown, view, sides, dark=dark),
        legends=(presence_legend(counted, dark=dark),),
        sheet=presence_sheet(atlas, shown, sides, on_side(sides, view.side)),
        sources=output("ward_areas.csv").sources,
        footing=f"Ward map: {badge}; people: 2020 census.",
        caveats=(UNPROVEN, reach_rule(view.map)),
    )


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    return presence_figure(atlas, view, shown, atlas.ward_sides(view.map, view.scheme), dark=dark)
