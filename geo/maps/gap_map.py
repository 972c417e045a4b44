"""Coverage and gaps as the map's own state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.gap_classes import GapClasses
from geo.maps.indicator_map import fill_styles
from geo.maps.map_state import ClassStyle, MapState
from geo.maps.presence_map import class_style, on_side
from geo.maps.usual_state import usual_state
from geo.palettes import COVER_CLASSES
from geo.sides import WardSide
from geo.view import View


def gap_state(
    found: GapClasses, view: View, sides: Mapping[int, WardSide], *, dark: bool
) -> MapState:
    """Everything the map draws for a view.

    Parameters
    ----------
    found : GapClasses
    view : View
    sides : mapping
        Each ward's side under the view's scheme; wards off the chosen side are dimmed.
    dark : bool
        Theme.
    """
    covered = tuple(class_style(c, dark=dark) for c in COVER_CLASSES)
    return replace(
        usual_state(
            view,
            found.ward_class,
            (*covered, *left_styles(found, dark=dark)),
            on_side(sides, view.side),
            dark=dark,
        ),
        hatched=found.unsure,
    )


def left_styles(found: GapClasses, *, dark: bool) -> tuple[ClassStyle, ...]:
    """How the wards of each class of gaps are drawn, fewest left out first."""
    return fill_styles(found.colors(dark=dark), dark=dark)
