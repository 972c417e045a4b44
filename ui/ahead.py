"""What each control of a page would show next: the map draws it before the server answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from geo.maps.map_state import MapState
from geo.maps.ward_map import Step
from geo.view import View
from geo.wards import vintages
from ui import state

Choice = tuple[str, int, object]
"""A field of the view, the place of a choice in its control, and the choice."""


def steps(
    view: View,
    switches: Iterable[str],
    drawn: Callable[[View], MapState],
    choices: Iterable[Choice] = (),
    *,
    maps: bool = True,
) -> Iterator[Step]:
    """Every one-step change of the page's controls.

    Parameters
    ----------
    view : View
        The view shown.
    switches : iterable of str
        Fields with a switch in the page.
    drawn : function
        The map of a view.
    choices : iterable of Choice
        Of the page's lists besides that of the ward maps; the choice shown now is left out.
    maps : bool
        Whether the page has the list of the ward maps.
    """
    for field in switches:
        now = getattr(view, field)
        yield Step(state.control_key(field), int(not now), drawn(view.with_(**{field: not now})))
    years = [("map", place, vintage.year) for place, vintage in enumerate(vintages())]
    for field, place, choice in (*(years if maps else ()), *choices):
        if choice != getattr(view, field):
            yield Step(state.control_key(field), place, drawn(view.with_(**{field: choice})))
