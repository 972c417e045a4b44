"""What a demographic map draws for a view: one indicator, or two things at once."""

from __future__ import annotations

from dataclasses import dataclass

from geo.atlas import Atlas
from geo.census import GROUPS
from geo.choropleth import Choropleth, TwoWay, choropleth, two_indicators, with_presence
from geo.demographics import WardValues
from geo.largest_group import group_map
from geo.presence import Presence
from geo.view import View


@dataclass(frozen=True)
class Drawing:
    """Classes of one indicator or of the largest groups, and of two things at once if the view asks
    for that; `doubtful` are the wards whose figure is uncertain."""

    one: Choropleth
    two: TwoWay | None
    doubtful: tuple[int, ...]

    @property
    def shown(self) -> Choropleth | TwoWay:
        """What is on the map."""
        return self.two or self.one


def shares_of_groups(atlas: Atlas, vintage: int) -> dict[str, WardValues]:
    """The shares of the six groups on a map."""
    return {group: atlas.values(vintage, f"{group}_share") for group in GROUPS}


def drawing(atlas: Atlas, view: View, shown: Presence, *, dark: bool) -> Drawing:
    """Classify what the view asks for; `shown` is the presence on its map under its options."""
    first = atlas.values(view.map, view.indicator)
    one = choropleth(first, view, dark=dark)
    if view.colors == "two":
        second = atlas.values(view.map, view.second)
        doubtful = tuple(sorted({*first.unreliable, *second.unreliable}))
        return Drawing(one, two_indicators(first, second, dark=dark), doubtful)
    if view.colors == "group":
        return Drawing(group_map(shares_of_groups(atlas, view.map), dark=dark), None, ())
    if view.colors == "presence":
        return Drawing(one, with_presence(first, shown, dark=dark), first.unreliable)
    return Drawing(one, None, first.unreliable)
