"""A presence map as the map's own state: classes, colors, sides, the chosen ward."""

from __future__ import annotations

from collections.abc import Mapping

from geo.maps.map_state import ClassStyle, MapState
from geo.maps.usual_state import usual_state
from geo.palettes import CLASS_KEYS, PRESENCE_CLASSES, PresenceClass
from geo.presence import Presence
from geo.sides import WardSide
from geo.view import View

LINE_WEIGHT = 1.0
"""Pixels of a ward line; sides and the chosen ward are thicker."""


def class_style(klass: PresenceClass, *, dark: bool) -> ClassStyle:
    """How the map draws one class in a theme."""
    ink = klass.ink(dark=dark)
    return ClassStyle(
        fill=ink.fill,
        opacity=1.0,
        stroke=ink.stroke,
        weight=LINE_WEIGHT,
        dash=klass.dash,
        pattern=klass.pattern,
        pattern_color=ink.pattern_color,
    )


def map_state(
    shown: Presence, view: View, sides: Mapping[int, WardSide], *, dark: bool
) -> MapState:
    """Everything the map draws for a view.

    Parameters
    ----------
    shown : Presence
        All fifty wards of the view's map.
    view : View
    sides : mapping
        Each ward's side under the view's scheme; wards off the chosen side are dimmed.
    dark : bool
        Theme.
    """
    return usual_state(
        view,
        tuple(CLASS_KEYS.index(w.klass) for w in shown.wards),
        tuple(class_style(c, dark=dark) for c in PRESENCE_CLASSES),
        on_side(sides, view.side),
        dark=dark,
    )


def on_side(sides: Mapping[int, WardSide], side: str) -> tuple[int, ...]:
    """Wards whose main side is `side`; none if no side is chosen."""
    return tuple(ward for ward, s in sorted(sides.items()) if side and s.main == side)
