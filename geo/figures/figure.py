"""The record of a figure and of its legend; composed by the other files of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from geo.maps.map_state import ClassStyle, MapState
from geo.sheets import Sheet
from geo.view import View

Kind = Literal["fill", "ring", "dashed", "doubt", "no_data", "empty", "district", "symbol"]
"""What a row of a legend explains: the fill of a class; a solid or dashed outline; the thin hatch
over doubtful figures; an area without data; one that is not drawn; the border of a district; a mark
on a ward."""

Held = Literal["solid", "open", "faint"]
"""How a mark is drawn: filled, as an outline, or as a gray dashed outline."""


@dataclass(frozen=True)
class Swatch:
    """The small picture in a row of a legend.

    `style` belongs to the kind "fill"; `shape` (one of `geo.maps.map_state.SHAPES`), `color` and
    `held` to the kind "symbol".
    """

    kind: Kind
    style: ClassStyle | None = None
    shape: str = ""
    color: str = ""
    held: Held = "solid"


@dataclass(frozen=True)
class LegendRow:
    """One row: its swatch, its words, how many areas it is true of (None where nothing is counted),
    a smaller second line, and, where a reader may ask, what it means."""

    swatch: Swatch
    label: str
    count: int | None
    detail: str = ""
    help: str = ""


@dataclass(frozen=True)
class Legend:
    """Rows in reading order under a title; the title says what is counted ("Wards, of 50").

    `ordered`: the fills are steps of one amount, so that their lightness should run one way.
    """

    title: str
    rows: tuple[LegendRow, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Square:
    """The legend of a map of two things: colors and counts at [step upward][step across], the
    lowest step first."""

    title: str
    across: tuple[str, ...]
    upward: tuple[str, ...]
    colors: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[int, ...], ...]
    missing: int


@dataclass(frozen=True)
class Chart:
    """A chart as Vega-Lite: `spec` is the whole of it, data and all.

    `name` tells it from the other charts of its page and is part of file names; `alt` says the same
    in words and numbers.
    """

    name: str
    title: str
    alt: str
    spec: Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """Everything one view shows.

    Parameters
    ----------
    page : str
        File name in `pages/`, "presence" for the page that opens first.
    view : View
        As settled by the page: what a link to the figure restores.
    title : str
        The finding in a sentence.
    subtitle : str
        What is shown, of whom and when.
    badge : str
        Which ward map.
    alt : str
        The picture in words, with its numbers.
    picture : MapState or None
        The map; None on a page that has none.
    legends : tuple of Legend or Square
    charts : tuple of Chart
    sheet : Sheet
        The same as a table.
    sources : tuple of str
        Ids of everything shown, for `geo.sources`.
    footing : str
        Vintage of everything shown, as the last line of the page says it.
    caveats : tuple of str
        What a reader must know so as not to misread the picture, the most important first.
    map_sources, map_footing : tuple of str, str
        The same of the map alone, where charts or the table show more; blank where they do not.
    """

    page: str
    view: View
    title: str
    subtitle: str
    badge: str
    alt: str
    picture: MapState | None
    legends: tuple[Legend | Square, ...]
    sheet: Sheet
    sources: tuple[str, ...]
    footing: str
    charts: tuple[Chart, ...] = ()
    caveats: tuple[str, ...] = ()
    map_sources: tuple[str, ...] = ()
    map_footing: str = ""

    @property
    def of_map(self) -> Figure:
        """The figure as a picture of its map alone credits it."""
        if self.picture is None:
            return self
        sources, footing = self.map_sources or self.sources, self.map_footing or self.footing
        return replace(self, sources=sources, footing=footing)

    def chart(self, name: str) -> Chart | None:
        """The chart of that name, if the view has it."""
        return next((chart for chart in self.charts if chart.name == name), None)
