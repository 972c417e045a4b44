"""The figure of two typed lists: their wards on the map and ward by ward."""

from __future__ import annotations

from geo.atlas import Atlas
from geo.contiguity import Borders
from geo.figures.basis import borders_of
from geo.figures.caveats import UNPROVEN, carried
from geo.figures.figure import Figure, Legend
from geo.figures.legends import class_rows, ring_legend
from geo.indicators import indicator
from geo.list_figures import FIGURES, list_sheet
from geo.list_reading_words import uncounted_words
from geo.list_words import (
    OTHER_LAND,
    list_alt,
    list_classes,
    list_footing,
    list_headline,
    list_subtitle,
)
from geo.maps.list_map import list_state
from geo.presence import Presence
from geo.tables import output
from geo.view import View
from geo.ward_lists import TwoLists, typed_list
from geo.wards import vintage
from geo.words import map_badge, reach_rule


def lists_figure(
    atlas: Atlas, view: View, shown: Presence, borders: Borders, lists: TwoLists, *, dark: bool
) -> Figure:
    """Wards of two lists, outlined where there is an organization.

    Parameters
    ----------
    shown : Presence
        All fifty wards of the view's map, under its options.
    borders : Borders
        Of that map.
    lists : TwoLists
        As read on that map.
    dark : bool
        Theme.
    """
    return Figure(
        page="lists",
        view=view,
        title=list_headline(lists, shown, borders),
        subtitle=list_subtitle(lists, shown),
        badge=map_badge(vintage(view.map)),
        alt=list_alt(lists, shown),
        picture=list_state(lists, view, shown, dark=dark),
        legends=list_legends(view, lists, shown, dark=dark),
        sheet=list_sheet(atlas, lists, shown, borders),
        sources=list_sources(),
        footing=list_footing(view.map),
        caveats=list_caveats(view, lists),
    )


def list_legends(view: View, lists: TwoLists, shown: Presence, *, dark: bool) -> tuple[Legend, ...]:
    """Kinds of wards with their counts, and what the outlines mean."""
    kinds = [lists.kind(w.ward) for w in shown.wards]
    counts = [(c, kinds.count(c.key)) for c in list_classes(lists)]
    fills = Legend(f"Wards, of {len(kinds)}", class_rows(counts, dark=dark))
    return (fills, ring_legend(shown)) if view.rings else (fills,)


def list_sources() -> tuple[str, ...]:
    """Ids of the sources of everything on the page, each once."""
    figures = (s for key in FIGURES for s in indicator(key).sources)
    return tuple(dict.fromkeys((*output("ward_areas.csv").sources, *figures, "alder_terms")))


def list_caveats(view: View, lists: TwoLists) -> tuple[str, ...]:
    """What was typed and is not counted, which land the numbers mean, what the outlines mean."""
    rings = (UNPROVEN, *carried(view.map), reach_rule(view.map)) if view.rings else ()
    return tuple(filter(None, (uncounted_words(lists), OTHER_LAND, *rings)))


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    lists = TwoLists(*(typed_list(atlas, view.map, text) for text in (view.list_a, view.list_b)))
    return lists_figure(atlas, view, shown, borders_of(atlas, view), lists, dark=dark)
