"""The figure of demographics: an indicator alone, with presence or with another; largest groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from geo.atlas import Atlas
from geo.charts.ward_dots import histogram, scatter
from geo.choropleth import LEVELS, OF_ITS_OWN, TwoWay
from geo.compare_words import NOT_MEMBERS
from geo.demographic_drawing import Drawing, drawing, shares_of_groups
from geo.demographic_words import (
    accuracy,
    demographic_sheet,
    explained,
    finding,
    indicator_alt,
    two_way_alt,
    uncertain,
)
from geo.demographics import WardValues
from geo.figures.caveats import UNPROVEN, carried, dimmed
from geo.figures.figure import Chart, Figure, Legend, Square
from geo.figures.legends import choropleth_legend, ring_legend, two_way_legends
from geo.indicators import indicator
from geo.largest_group import GROUPS_EXPLAINED, group_finding, leads
from geo.maps.indicator_map import indicator_state
from geo.presence import Presence
from geo.sides import WardSide
from geo.view import View
from geo.wards import vintage
from geo.words import lowered, map_badge

Both = tuple[WardValues, WardValues]
"""The two indicators chosen."""

THIRDS_RELATIVE = (
    "Each third holds a third of the wards: low and high are among Chicago’s wards, and a color is "
    "no measure of how far apart two of them are."
)

PICKED = (
    "Wards that are not picked are drawn pale; the legend counts all fifty, the table holds the "
    "picked ones."
)


def demographics_figure(
    atlas: Atlas,
    view: View,
    drawn: Drawing,
    shown: Presence,
    sides: Mapping[int, WardSide],
    *,
    dark: bool,
) -> Figure:
    """A demographic map with its charts.

    Parameters
    ----------
    drawn : Drawing
        Of the view.
    shown : Presence
        On the view's map, under its options.
    sides : mapping
        Each ward's side under the view's scheme.
    dark : bool
        Theme.
    """
    both = atlas.values(view.map, view.indicator), atlas.values(view.map, view.second)
    title, subtitle = told(drawn, view, both)
    shares = shares_of_groups(atlas, view.map)
    return Figure(
        page="demographics",
        view=view,
        title=title,
        subtitle=subtitle,
        badge=map_badge(vintage(view.map)),
        alt=two_way_alt(drawn.two, view.map) if drawn.two else indicator_alt(drawn.one, shown),
        picture=indicator_state(drawn.shown, view, sides, shown, drawn.doubtful, dark=dark),
        legends=legends(drawn, view, shown, dark=dark),
        charts=charts(atlas, view, drawn, sides, dark=dark),
        sheet=demographic_sheet(both, shown, leads(shares), view.picked),
        sources=sources(view, both),
        footing=footing(view, both),
        map_sources=sources(view, mapped(view, both)),
        map_footing=footing(view, mapped(view, both), groups=view.colors == "group"),
        caveats=tuple(caveats(atlas, view, drawn, both)),
    )


def mapped(view: View, both: Both) -> tuple[WardValues, ...]:
    """What the map is colored by: both indicators, the first, or none where it shows groups."""
    return both if view.colors == "two" else () if view.colors == "group" else both[:1]


def sources(view: View, of: Iterable[WardValues]) -> tuple[str, ...]:
    """Ids of the tables of some indicators, and of the groups where the map shows them."""
    # All groups are of one table.
    groups = indicator("latino_share").sources if view.colors == "group" else ()
    used = (*(name for values in of for name in values.indicator.sources), *groups)
    return tuple(dict.fromkeys(used))


def footing(view: View, of: Iterable[WardValues], *, groups: bool = True) -> str:
    """Vintage of the ward map, of some indicators and of the groups, for a last line."""
    said = [f"Ward map: {map_badge(vintage(view.map))}"]
    said += [f"{v.indicator.label}: {v.indicator.vintage}" for v in of]
    return f"{'; '.join([*said, 'groups: 2020 census'] if groups else said)}."


def told(drawn: Drawing, view: View, both: Both) -> tuple[str, str]:
    """The finding, and what is shown of whom."""
    values, second = both
    if view.colors == "group":
        return group_finding(drawn.one), GROUPS_EXPLAINED
    if view.colors == "two":
        return (
            f"{finding(values)}; {lowered(finding(second))}",
            f"{explained(values)} {explained(second)}",
        )
    if view.colors == "presence" and drawn.two is not None:
        return presence_finding(values, drawn.two), explained(values)
    return finding(values), explained(values)


def presence_finding(values: WardValues, two: TwoWay) -> str:
    """Of the wards with an organization of their own, how many are in each third."""
    own = [two.count(third, LEVELS.index(OF_ITS_OWN)) for third in range(len(two.upward))]
    thirds = [name.partition(",")[0] for name in two.upward]
    counts = ", ".join(f"{n} in the {third}" for n, third in zip(own, thirds, strict=True))
    label = lowered(values.indicator.label)
    return f"Of {sum(own)} wards with an organization of their own, by {label}: {counts}"


def legends(
    drawn: Drawing, view: View, shown: Presence, *, dark: bool
) -> tuple[Legend | Square, ...]:
    """What the fills mean, and the outlines where there are any."""
    hatched = drawn.doubtful if view.doubt else ()
    fills: tuple[Legend | Square, ...] = (
        two_way_legends(drawn.two, hatched)
        if drawn.two
        else (choropleth_legend(drawn.one, hatched, dark=dark),)
    )
    outlined = view.rings and view.colors != "presence"
    return (*fills, ring_legend(shown)) if outlined else fills


def charts(
    atlas: Atlas, view: View, drawn: Drawing, sides: Mapping[int, WardSide], *, dark: bool
) -> tuple[Chart, ...]:
    """The wards as dots: by the indicator, unless groups are shown, and against the second one."""
    # On a map of groups or of two things its classes would not be those of the map.
    alone = view.colors not in ("group", "two")
    one = histogram(drawn.one, view.picked, dark=dark) if alone else None
    found = [one] if one else []
    if view.second != view.indicator:
        first, second = (atlas.values(view.map, key) for key in (view.indicator, view.second))
        groups = atlas.schemes[view.scheme].groups
        found.append(scatter((first, second), sides, groups, view.picked, dark=dark))
    return tuple(found)


def caveats(atlas: Atlas, view: View, drawn: Drawing, both: Both) -> Iterator[str]:
    """How sure the figures are, what a color is not, whom a ward's figure is of."""
    colored = mapped(view, both)
    for values in colored:
        if values.unreliable:
            drawn_so = "; they are hatched" if view.doubt else ""
            yield f"{values.indicator.label}: {uncertain(values)}{drawn_so}."
    if drawn.two:
        yield THIRDS_RELATIVE
    if view.rings or view.colors == "presence":
        yield NOT_MEMBERS
        yield UNPROVEN
        yield from carried(view.map)
    yield from (PICKED,) if view.picked else dimmed(view)
    # The shares of all groups are worked out as that of the one a map of groups holds.
    for values in colored or (drawn.one.values,):
        yield accuracy(values, atlas.tables["carrying_error"])
    if not drawn.two:
        yield from drawn.one.notes


def composed(atlas: Atlas, view: View, *, dark: bool) -> Figure:
    """The figure of a view, from the data alone."""
    shown = atlas.presence(view.map, view.options)
    sides = atlas.ward_sides(view.map, view.scheme)
    drawn = drawing(atlas, view, shown, dark=dark)
    return demographics_figure(atlas, view, drawn, shown, sides, dark=dark)
