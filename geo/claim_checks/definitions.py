"""The definitions statements are checked under: what each is called and the settings that show it.

A definition is a list of (what it is about, what was chosen) pairs; a grid of them is every
combination of the choices.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from geo.analysis.compare import FORTY, MAJORITY, PLURALITY
from geo.atlas import Atlas
from geo.presence import Options
from geo.wards import vintage, vintages

MAP = "ward map"
SIDES = "names of the sides"
REGIONAL = "regional organizations"
OUTSIDE = "organizations outside the essay"
LEADS = "what makes a place a group’s"
STAGE = "endorsements counted"
VOTES = "votes counted"
COUNTED = "organizations counted"
YEARS = "years counted"
TIES = "ties counted"

ABOVE = "above"
"""A fourth way to mark a place by a group: a larger share than in the whole city. It is what
"whiter areas" can mean where no group leads."""

RULES = {
    MAJORITY: "a majority",
    PLURALITY: "the largest group",
    FORTY: "at least 40%",
    ABOVE: "above its share of the city",
}
"""When a place counts as a group's: the three ways of the page Compare, and the fourth."""

CITY_SIDES = ("north", "west", "south")
"""Sides a statement can name; see `on_side`."""

COUNTED_WORDS = {True: "counted", False: "left out"}

Definition = tuple[tuple[str, str], ...]


def map_words(year: int) -> str:
    """How a ward map is called in a definition."""
    return vintage(year).label


def option_grid(*, maps: bool, outside: bool) -> Iterator[tuple[int, Options, Definition]]:
    """Every combination of ward map, regional organizations and those outside the essay.

    Without `maps` the first map alone, without `outside` the essay's organizations alone; neither
    is then part of the definition.
    """
    years = [v.year for v in vintages()] if maps else [vintages()[0].year]
    for year, regional, others in product(years, (True, False), (False, True)):
        if others and not outside:
            continue
        named = [(MAP, map_words(year))] if maps else []
        named.append((REGIONAL, COUNTED_WORDS[regional]))
        named += [(OUTSIDE, COUNTED_WORDS[others])] if outside else []
        yield year, Options(regional=regional, outside=others), tuple(named)


def option_settings(year: int, options: Options) -> dict[str, str]:
    """The settings of a link that show a map under some options."""
    return {
        "map": str(year),
        "regional": "yes" if options.regional else "no",
        "outside": "yes" if options.outside else "no",
    }


def scheme_grid(atlas: Atlas) -> Iterator[tuple[str, Definition]]:
    """Every way of naming the sides, by key."""
    for key, scheme in atlas.schemes.items():
        yield key, ((SIDES, scheme.label),)


def on_side(group: str, side: str) -> bool:
    """Whether a group of any scheme is on the north, west or south side of the city.

    The Northwest is north and the Southwest south, as in the essay, so west is what is neither.

    >>> on_side("Far Southeast", "south"), on_side("Northwest", "west")
    (True, False)
    """
    words = group.casefold()
    if side == "west":
        return "west" in words and "north" not in words and "south" not in words
    return side in words
