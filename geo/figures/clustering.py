"""The figure of clustering: whether wards of a kind, or like figures, lie side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from geo.atlas import Atlas
from geo.charts.shuffles import shuffles
from geo.cluster_results import tester
from geo.cluster_story import Story
from geo.clustering import PRESENCE, Alike, Joined, question
from geo.figures.caveats import UNPROVEN, carried
from geo.figures.figure import Figure, Legend
from geo.figures.legends import helped_rows, missing_rows, ring_legend
from geo.join_words import join_story
from geo.maps.cluster_map import cluster_state
from geo.moran_words import moran_story
from geo.presence import Presence
from geo.view import View
from geo.ward_lists import typed_list
from geo.wards import WARD_COUNT, vintage
from geo.words import map_badge


def story_of(atlas: Atlas, found: Joined | Alike) -> Story:
    """What the page says of what was found."""
    return moran_story(atlas, found) if isinstance(found, Alike) else join_story(atlas, found)


def clustering_figure(view: View, story: Story, shown: Presence, *, dark: bool) -> Figure:
    """Wards that stand out beside their neighbors, with the shuffles they are held against.

    Parameters
    ----------
    story : Story
        What was found for the view's question.
    shown : Presence
        On the view's map, under its options; outlined where the fills do not say it.
    dark : bool
        Theme.
    """
    outlined = None if view.tested == PRESENCE else shown
    return Figure(
        page="clustering",
        view=view,
        title=story.title,
        subtitle=story.subtitle,
        badge=map_badge(vintage(view.map)),
        alt=story.alt,
        picture=cluster_state(story.kinds, story.classes, view, outlined, dark=dark),
        legends=legends(view, story, outlined, dark=dark),
        charts=(shuffles(story.histogram, dark=dark),) if story.histogram else (),
        sheet=story.sheet,
        sources=story.sources,
        footing=story.footing,
        caveats=(*story.caveats, *caveats(view)),
    )


def legends(
    view: View, story: Story, outlined: Presence | None, *, dark: bool
) -> tuple[Legend, ...]:
    """Classes with their counts and meanings, and what the outlines mean."""
    entries = [(c, story.count(c.key), story.helps[c.key]) for c in story.classes]
    unknown = missing_rows(WARD_COUNT - len(story.kinds))
    fills = Legend(f"Wards, of {WARD_COUNT}", (*helped_rows(entries, dark=dark), *unknown))
    return (fills, ring_legend(outlined)) if outlined and view.rings else (fills,)


def caveats(view: View) -> Iterator[str]:
    """What is to be known of organizations where the map shows them."""
    if view.tested != PRESENCE and not view.rings:
        return
    if view.tested != PRESENCE:
        yield UNPROVEN
    yield from carried(view.map)


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    listed = typed_list(atlas, view.map, view.list_a).wards
    # One question looks at presence a dozen times, mostly under the same options.
    presence = cache(atlas.presence)
    found = tester(atlas, presence).answer(question(view, listed))
    shown = presence(view.map, view.options)
    return clustering_figure(view, story_of(atlas, found), shown, dark=dark)
