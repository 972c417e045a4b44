"""The figure of any view, from the data alone: what files, embeds and static pages begin with."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.figures.caveats import side_lines
from geo.figures.figure import Figure
from geo.view import View

ROOMS: dict[str, str] = {
    "presence": "geo.figures.presence",
    "demographics": "geo.figures.demographics",
    "compare": "geo.figures.compare",
    "clustering": "geo.figures.clustering",
    "coalitions": "geo.figures.coalitions",
    "elections": "geo.figures.elections",
    "sides": "geo.figures.sides",
    "gaps": "geo.figures.gaps",
    "expansion": "geo.figures.expansion",
    "plans": "geo.figures.plans",
    "ward": "geo.figures.ward",
    "lists": "geo.figures.lists",
    "claims": "geo.figures.claims",
}
"""Pages with a figure, by their file name in `pages/`, and the module that composes it. A module is
imported when it is asked for: a visitor of one page need not wait for what the others use."""


class Composer(Protocol):
    """What every module of `ROOMS` has under the name `composed`."""

    def __call__(self, atlas: Atlas, view: View, *, dark: bool) -> Figure:
        """The figure of a view; settings the page does not have are ignored."""


class FigureError(AtlasError):
    """A figure was asked for that does not exist."""


def compose(atlas: Atlas, page: str, view: View, *, dark: bool = False) -> Figure:
    """The figure a page shows for a view.

    Parameters
    ----------
    atlas : Atlas
    page : str
        A key of `ROOMS`.
    view : View
        Settings that do not fit the data (an unknown candidate …) are settled as on the page.
    dark : bool
        Theme.

    Raises
    ------
    FigureError
        If the page has no figure.
    """
    if page not in ROOMS:
        raise FigureError(
            f"There is no figure of the page {page!r}. Pages with one: {', '.join(ROOMS)}."
        )
    composer = cast(Composer, import_module(ROOMS[page]).composed)
    made = composer(atlas, view, dark=dark)
    caveats = dict.fromkeys((*made.caveats, *side_lines(made.picture)))
    return replace(made, caveats=tuple(caveats))
