"""Clusters as the map's own state: wards that stand out beside their neighbors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.maps.indicator_map import rings
from geo.maps.map_state import NO_DATA, MapState
from geo.maps.presence_map import class_style
from geo.maps.usual_state import usual_state
from geo.palettes import PresenceClass
from geo.presence import Presence
from geo.view import View
from geo.wards import WARD_NUMBERS


def cluster_state(
    kinds: Mapping[int, str],
    classes: Sequence[PresenceClass],
    view: View,
    shown: Presence | None,
    *,
    dark: bool,
) -> MapState:
    """Everything the map draws for a view.

    Parameters
    ----------
    kinds : mapping
        Key of each ward's class; a ward that is not there has no data.
    classes : sequence of PresenceClass
        Of the map, in legend order.
    view : View
    shown : Presence, optional
        Whose wards are outlined; None if the fills say it.
    dark : bool
        Theme.
    """
    keys = [c.key for c in classes]
    return replace(
        usual_state(
            view,
            tuple(keys.index(kinds[ward]) if ward in kinds else NO_DATA for ward in WARD_NUMBERS),
            tuple(class_style(c, dark=dark) for c in classes),
            dark=dark,
        ),
        rings=rings(shown) if shown is not None and view.rings else (),
    )
