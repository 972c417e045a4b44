"""What every map takes from a view in the same way."""

from __future__ import annotations

from geo.maps.map_state import ClassStyle, MapState
from geo.view import View


def usual_state(
    view: View,
    ward_class: tuple[int, ...],
    classes: tuple[ClassStyle, ...],
    highlighted: tuple[int, ...] = (),
    *,
    dark: bool,
) -> MapState:
    """A map of classed wards with the sides, the chosen ward, labels and streets of a view.

    Parameters
    ----------
    view : View
    ward_class : tuple of int, 50 long
        Index into `classes` for ward 1, ward 2, …
    classes : tuple of ClassStyle
    highlighted : tuple of int
        Wards that stay in full color; none dims none.
    dark : bool
        Theme.
    """
    return MapState(
        vintage=view.map,
        ward_class=ward_class,
        classes=classes,
        outline=view.scheme if view.outlines else "",
        selected=view.ward,
        highlighted=highlighted,
        labels=view.labels,
        basemap=view.streets,
        dark=dark,
    )
