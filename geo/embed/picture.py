"""The map of a figure as a drawing in the page, with an area of its own for each ward."""

from __future__ import annotations

from geo.embed.compact import lighter
from geo.embed.themes import Inks, both
from geo.export.svg import Node, group, node
from geo.export.ward_picture import frame, ward_picture
from geo.export.ward_shapes import Shapes
from geo.figures.figure import Figure, Legend, Square
from geo.maps.map_state import NO_DATA, MapState

WIDE = 480.0
"""Width of the drawing in its own units; the page stretches it to the room there is."""

NUMBER = 8.8
"""Size of ward numbers in the same units."""

FINE, COARSE, AREA = 0.2, 0.4, 1.0
"""Grids that outlines are written on: of wards, of precincts, and of the areas that are pointed at.
The drawing is seldom shown more than half wider than it is, so the first is a third of a pixel."""

KEY = "map"
"""Begins the ids of the drawing's patterns."""


def interactive_map(light: Figure, dark: Figure, shapes: Shapes, inks: Inks) -> Node:
    """The map in both themes, with areas to point at.

    Parameters
    ----------
    light, dark : Figure
        The same figure composed for each theme; with a picture.
    shapes : Shapes
        Of the picture's ward map.
    inks : Inks
        Takes up the colors used.

    Raises
    ------
    ValueError
        If a figure has no picture.
    """
    if light.picture is None or dark.picture is None:
        raise ValueError("Only a figure with a picture has a map.")
    box = (0.0, 0.0, WIDE, high(shapes))
    by_day, by_night = (
        ward_picture(p, shapes, box, KEY, NUMBER) for p in (light.picture, dark.picture)
    )
    grid = COARSE if light.picture.precinct_class else FINE
    drawn = lighter(both(by_day, by_night, inks), grid)
    return node(
        "svg",
        group([drawn], aria_hidden="true"),
        areas(light, shapes, box),
        node("path", id="mark", d="M0 0"),
        id="map",
        viewBox=f"0 0 {WIDE:g} {box[3]:g}",
        role="img",
        aria_label=light.alt,
        data_selected=light.picture.selected or "",
    )


def high(shapes: Shapes) -> float:
    """Height of a drawing of that width, so that the city fills it."""
    west, south, east, north = shapes.bounds
    return float(round(WIDE * (0.04 + 0.96 * (north - south) / (east - west))))


def areas(figure: Figure, shapes: Shapes, box: tuple[float, float, float, float]) -> Node:
    """An area per ward that is pointed at, with where its number stands and what it is called."""
    of = frame(shapes, *box)
    words = ward_words(figure)
    found = []
    for ward, rings in shapes.wards.items():
        x, y = of.at(shapes.labels[ward])
        drawn = node(
            "path",
            node("title", words[ward]),
            d=of.path(rings),
            data_ward=ward,
            data_x=round(x),
            data_y=round(y),
        )
        found.append(lighter(drawn, AREA))
    return group(found, id="areas")


def ward_words(figure: Figure) -> dict[int, str]:
    """ "Ward 25: none listed" for every ward of a map, by the figure's own legend."""
    if figure.picture is None:
        return {}
    classes = class_words(figure, figure.picture)
    return {
        ward: f"Ward {ward}" + (f": {classes[index]}" if classes.get(index) else "")
        for ward, index in enumerate(figure.picture.ward_class, start=1)
    }


def class_words(figure: Figure, state: MapState) -> dict[int, str]:
    """What the legends call each class of a map; a class no legend names is left out."""
    found: dict[int, str] = {}
    for legend in figure.legends:
        if isinstance(legend, Square):
            of_color = square_words(legend)
            found |= {
                i: of_color[c.fill] for i, c in enumerate(state.classes) if c.fill in of_color
            }
        else:
            found = row_words(legend, state) | found
    return found


def row_words(legend: Legend, state: MapState) -> dict[int, str]:
    """What the rows of a legend call each class.

    Classes may look alike: if each has a row, the rows stand in the order of the classes; if there
    is one row, it is of them all. Rows that count nothing are of no class on the map.
    """
    blank = [row.label for row in legend.rows if row.swatch.kind == "no_data"]
    found = {NO_DATA: blank[0]} if blank else {}
    used = sorted(set(state.ward_class) - {NO_DATA})
    for style in {state.classes[index] for index in used}:
        alike = [index for index in used if state.classes[index] == style]
        rows = [r.label for r in legend.rows if r.swatch.style == style and r.count != 0]
        if rows:
            found |= {index: rows[min(n, len(rows) - 1)] for n, index in enumerate(alike)}
    return found


def square_words(square: Square) -> dict[str, str]:
    """What each color of a legend of two things stands for."""
    return {
        color: f"{up}, {across}"
        for up, colors in zip(square.upward, square.colors, strict=True)
        for across, color in zip(square.across, colors, strict=True)
    }
