"""The map of a figure in its place, with what the page's controls would show next."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from geo.figures.figure import Figure
from geo.maps.ward_map import MapFiles, Step
from ui import cache, notes, state
from ui.map_view import Press, ward_map


def figure_map(
    figure: Figure,
    key: str,
    ahead: Iterable[Step] = (),
    *,
    files: MapFiles | None = None,
    fixed: bool = False,
    on_press: Callable[[tuple[Press, ...]], None] | None = None,
    on_step: Callable[[str], None] | None = None,
) -> None:
    """Draw a map of wards with its text alternative; a click chooses the ward.

    Parameters
    ----------
    figure : Figure
        Without a picture nothing is drawn.
    key : str
        Of the map on its page; another key is another map.
    ahead : iterable of Step
        What the page's controls would show next.
    files : MapFiles, optional
        Of maps that need more than the usual ones.
    fixed : bool
        Whether the page, not the visitor, says which ward map is shown: a click then takes over
        that map along with the ward.
    on_press, on_step : function, optional
        As for `ward_map`.
    """
    picture = figure.picture
    if picture is None:
        return
    taken = {"map": picture.vintage} if fixed else {}
    ward_map(
        picture,
        files or cache.files_of_map(),
        key=key,
        on_select=lambda ward: state.change(**taken, ward=ward),
        on_press=on_press,
        on_step=on_step,
        ahead=tuple(ahead),
    )
    notes.alt(figure.alt)
