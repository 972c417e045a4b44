"""Two typed lists as the map's own state: on A, on B, on both, on neither."""

from __future__ import annotations

from dataclasses import replace

from geo.maps.indicator_map import rings
from geo.maps.map_state import MapState
from geo.maps.presence_map import class_style
from geo.maps.usual_state import usual_state
from geo.palettes import LIST_CLASSES, LIST_KEYS
from geo.presence import Presence
from geo.view import View
from geo.ward_lists import TwoLists
from geo.wards import WARD_NUMBERS


def list_state(lists: TwoLists, view: View, shown: Presence, *, dark: bool) -> MapState:
    """Everything the map draws for a view.

    Parameters
    ----------
    lists : TwoLists
        As read on the view's map.
    view : View
    shown : Presence
        Whose wards are outlined.
    dark : bool
        Theme.
    """
    return replace(
        usual_state(
            view,
            tuple(LIST_KEYS.index(lists.kind(ward)) for ward in WARD_NUMBERS),
            tuple(class_style(c, dark=dark) for c in LIST_CLASSES),
            dark=dark,
        ),
        rings=rings(shown) if view.rings else (),
    )
