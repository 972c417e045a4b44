"""The map of a figure as a drawing in the page, with an area of its own for each ward."""

from __future__ import annotations

from geo.embed.compact import lighter
from geo.embed.themes import Inks, both
from geo.export.svg import Node, group, node
from geo.export.ward_picture import frame, ward_picture
from geo.export.ward_shapes import Shapes
from geo.figures.figure import Figure, Legend, Square
from geo.maps.map_state import NO_DATA, MapState

WIDE = 640.0
"""Width of the drawing in its own units; the page stretches it to the room there is."""

NUMBER = 11.5
"""Size of ward numbers in the same units."""

FINE, COARSE, AREA = 0.2, 0.4, 1.0
"""Grids that outlines are written on: of wards, of precincts, and of the areas that are pointed at.
The drawing is seldom shown wider than it is, so the first is a fifth of a pixel."""

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
    fills = [style.fill for style in state.classes]
    for legend in figure.legends:
        if isinstance(legend, Legend):
            for row in legend.rows:
                if row.swatch.kind == "no_data":
                    found.setdefault(NO_DATA, row.label)
                if row.swatch.style in state.classes:
                    found.setdefault(state.classes.index(row.swatch.style), row.label)
        else:
            found |= {fills.index(c): words for c, words in square_words(legend) if c in fills}
    return found


def square_words(square: Square) -> list[tuple[str, str]]:
    """Color and words of every field of a legend of two things."""
    return [
        (color, f"{up}, {across}")
        for up, colors in zip(square.upward, square.colors, strict=True)
        for across, color in zip(square.across, colors, strict=True)
    ]
