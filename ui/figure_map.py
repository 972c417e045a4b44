"""The map of a figure in its place, with what the page's controls would show next."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from geo.figures.figure import Figure
from geo.maps.ward_map import Step
from ui import cache, notes, state
from ui.map_view import Press, ward_map


def figure_map(
    figure: Figure,
    key: str,
    ahead: Iterable[Step],
    *,
    on_press: Callable[[tuple[Press, ...]], None] | None = None,
) -> None:
    """Draw a map of wards with its text alternative; a click chooses the ward.

    Parameters
    ----------
    figure : Figure
        With a picture.
    key : str
        Of the map on its page; another key is another map.
    ahead : iterable of Step
        What the page's controls would show next.
    on_press : function, optional
        As for `ward_map`, where a press does more than to choose.
    """
    if figure.picture is None:
        return
    ward_map(
        figure.picture,
        cache.files_of_map(),
        key=key,
        on_select=lambda ward: state.change(ward=ward),
        on_press=on_press,
        ahead=tuple(ahead),
    )
    notes.alt(figure.alt)
