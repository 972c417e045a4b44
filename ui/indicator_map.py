"""The choropleth of an indicator in its place, with what its controls would show next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from geo.atlas import Atlas
from geo.census import GROUPS
from geo.choropleth import Choropleth, TwoWay, choropleth, two_indicators, with_presence
from geo.demographics import WardValues
from geo.indicators import INDICATOR_KEYS
from geo.largest_group import group_map
from geo.maps.indicator_map import indicator_state
from geo.maps.map_state import MapState
from geo.view import COLOR_MODES, View
from ui import cache, notes, state
from ui.ahead import Choice, steps
from ui.map_view import ward_map
from ui.shell import dark

SWITCHES = ("rings", "doubt", "regional", "outside", "labels", "outlines", "streets")
"""Fields of the view with a switch in the page."""


@dataclass(frozen=True)
class Drawing:
    """What the page draws for a view: classes of one indicator, or of two things at once."""

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


def drawing(atlas: Atlas, view: View) -> Drawing:
    """Classify what the view asks for."""
    first = atlas.values(view.map, view.indicator)
    one = choropleth(first, view, dark=dark())
    if view.colors == "two":
        second = atlas.values(view.map, view.second)
        doubtful = tuple(sorted({*first.unreliable, *second.unreliable}))
        return Drawing(one, two_indicators(first, second, dark=dark()), doubtful)
    if view.colors == "group":
        return Drawing(group_map(shares_of_groups(atlas, view.map), dark=dark()), None, ())
    if view.colors == "presence":
        shown = cache.presence(view.map, view.options)
        return Drawing(one, with_presence(first, shown, dark=dark()), first.unreliable)
    return Drawing(one, None, first.unreliable)


def indicator_map(atlas: Atlas, view: View, alt: str) -> None:
    """Draw the map with its text alternative; a click chooses the ward."""
    ward_map(
        drawn(atlas, view),
        cache.files_of_map(indicators=True),
        key="demographics_map",
        on_select=lambda ward: state.change(ward=ward),
        ahead=tuple(steps(view, SWITCHES, partial(drawn, atlas), color_choices(view))),
        on_step=step_to,
    )
    notes.alt(alt)


def step_to(key: str) -> None:
    """Show the indicator the reader stepped to in the map, if there is one of that name."""
    if key in INDICATOR_KEYS:
        state.change(indicator=key)


def drawn(atlas: Atlas, view: View) -> MapState:
    """The map of a view."""
    found = drawing(atlas, view)
    return indicator_state(
        found.shown,
        view,
        cache.ward_sides(view.map, view.scheme),
        cache.presence(view.map, view.options),
        found.doubtful,
        dark=dark(),
    )


def color_choices(view: View) -> Iterator[Choice]:
    """What the colors could show instead.

    One message must stay small: of the map of groups, only the way back is sent ahead.
    """
    for mode in ("one",) if view.colors == "group" else ("one", "presence", "two"):
        yield "colors", COLOR_MODES.index(mode), mode
