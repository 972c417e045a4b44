"""An indicator's choropleth as the map's own state, and the file the map steps through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from geo.choropleth import Choropleth, TwoWay, choropleth, presence_levels
from geo.demographics import WardValues
from geo.indicators import written
from geo.maps.map_state import ClassStyle, MapState
from geo.maps.presence_map import LINE_WEIGHT, on_side
from geo.maps.usual_state import usual_state
from geo.palettes import LINE_DARK, LINE_LIGHT
from geo.presence import Presence
from geo.sides import WardSide
from geo.view import View
from geo.wards import WARD_NUMBERS


def fill_styles(
    colors: Iterable[str], patterns: Iterable[str] = (), *, dark: bool
) -> tuple[ClassStyle, ...]:
    """Fills with thin lines of the page's color between wards, and patterns in that color."""
    line = LINE_DARK if dark else LINE_LIGHT
    pairs = zip_longest(colors, patterns, fillvalue="none")
    return tuple(ClassStyle(c, 1.0, line, LINE_WEIGHT, "", p, line) for c, p in pairs)


def indicator_state(
    drawn: Choropleth | TwoWay,
    view: View,
    sides: Mapping[int, WardSide],
    shown: Presence,
    doubtful: tuple[int, ...],
    *,
    dark: bool,
) -> MapState:
    """Everything the map draws for a demographic view.

    Parameters
    ----------
    drawn : Choropleth or TwoWay
    view : View
    sides : mapping
        Each ward's side under the view's scheme.
    shown : Presence
        Whose wards are outlined.
    doubtful : tuple of int
        Wards whose figure is unreliable; hatched if the view says so.
    dark : bool
        Theme.
    """
    picked = view.picked or on_side(sides, view.side)
    return replace(
        usual_state(
            view,
            drawn.ward_class,
            fill_styles(drawn.colors, patterns_of(drawn), dark=dark),
            picked,
            dark=dark,
        ),
        hatched=doubtful if view.doubt else (),
        rings=rings(shown) if view.rings and view.colors != "presence" else (),
        instant=view.indicator if view.colors == "one" else "",
    )


def patterns_of(drawn: Choropleth | TwoWay) -> tuple[str, ...]:
    """Patterns of the classes, if they have any."""
    return drawn.patterns if isinstance(drawn, Choropleth) else ()


def rings(shown: Presence) -> tuple[tuple[int, ...], ...]:
    """Wards with a ward organization, and those with a regional one or a part only."""
    levels = presence_levels(shown)
    return tuple(
        tuple(w.ward for w, level in zip(shown.wards, levels, strict=True) if level == wanted)
        for wanted in (2, 1)
    )


def instant_file(
    values: Mapping[tuple[int, str], WardValues], keys: Iterable[str], years: Iterable[int]
) -> dict[str, Any]:
    """What the map needs to step through indicators by itself, in their usual classes.

    Parameters
    ----------
    values : mapping
        By (vintage, key).
    keys : iterable of str
        Indicators in the order of stepping.
    years : iterable of int
        Ward maps.
    """
    years = tuple(years)
    return {"indicators": [instant_entry(key, values, years) for key in keys]}


def instant_entry(
    key: str, values: Mapping[tuple[int, str], WardValues], years: tuple[int, ...]
) -> dict[str, Any]:
    """One indicator of the file; classes, colors and unreliable wards as a fresh view has them."""
    usual = View(indicator=key)
    by_year = {year: values[year, key] for year in years}
    one = next(iter(by_year.values())).indicator
    light = {y: choropleth(v, usual.with_(map=y), dark=False) for y, v in by_year.items()}
    night = {y: choropleth(v, usual.with_(map=y), dark=True) for y, v in by_year.items()}
    most = max(years, key=lambda year: len(light[year].colors))
    return {
        "key": key,
        "label": one.label,
        "unit": "",
        "ramp_light": list(light[most].colors),
        "ramp_dark": list(night[most].colors),
        "classes": {str(y): list(c.ward_class) for y, c in light.items()},
        "values": {str(y): shown_values(v) for y, v in by_year.items()},
        "hatched": {str(y): list(v.unreliable) for y, v in by_year.items()},
    }


def shown_values(values: WardValues) -> list[str]:
    """Each ward's value as a tooltip says it; empty where it is not known."""
    one = values.indicator
    return [
        "" if value is None else written(one, value)
        for value in (values.value(ward) for ward in WARD_NUMBERS)
    ]
