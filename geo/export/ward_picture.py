"""A ward map on paper, drawn from the same state as the map in the page.

Draws what `MapState` says of wards, sides, outlines and numbers. Precincts, marks and streets are
the web map's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.color_vision import lab
from geo.export.lettering import BOLD, FAMILY
from geo.export.svg import Node, group, node
from geo.export.ward_shapes import Point, Ring, Shapes
from geo.maps.map_state import ClassStyle, MapState

LAND, LAKE, EDGE = "#f3f4f4", "#e6eff4", "#c9d2d8"
SIDE_LINE, RING_LINE, NO_DATA = "#43505b", "#111820", "#f6f6f4"
DIM = 0.25
"""Opacity of wards off the chosen side."""

MARGIN = 0.02
"""Of the picture's width, between the city and its edge."""

TILE = 5.0
"""Points between the lines of a pattern."""

HALF = 55.0
"""Lightness (CIE Lab) from which on black is read better than white."""


@dataclass(frozen=True)
class Frame:
    """Where meters of the state plane are in a picture."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        """A place in the picture."""
        x, y = point
        return (self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale)

    def path(self, rings: tuple[Ring, ...], *, closed: bool = True) -> str:
        """Rings as the data of an SVG path, to a tenth of a point."""
        return "".join(self._ring(ring, closed=closed) for ring in rings)

    def _ring(self, ring: Ring, *, closed: bool) -> str:
        spots = (f"{x:.1f},{y:.1f}" for x, y in map(self.at, ring))
        return f"M{' '.join(dict.fromkeys(spots))}{'Z' if closed else ''}"


def frame(shapes: Shapes, x: float, y: float, width: float, height: float) -> Frame:
    """Fit the city into a box, in proportion and centered."""
    west, south, east, north = shapes.bounds
    room_x, room_y = width * (1 - 2 * MARGIN), height - 2 * MARGIN * width
    scale = min(room_x / (east - west), room_y / (north - south))
    left = x + (width - (east - west) * scale) / 2
    top = y + (height - (north - south) * scale) / 2
    return Frame(west, north, scale, left, top)


def ward_picture(
    state: MapState, shapes: Shapes, box: tuple[float, float, float, float], key: str, size: float
) -> Node:
    """The map in a box of a page.

    Parameters
    ----------
    state : MapState
    shapes : Shapes
        Of the state's ward map.
    box : (x, y, width, height)
        In points.
    key : str
        Tells the map's patterns from those of another map on the same page.
    size : float
        Of the ward numbers, in points.
    """
    x, y, width, height = box
    of = frame(shapes, *box)
    clip = f"{key}-frame"
    return group(
        [
            node("defs", *patterns(state, key), clip_path(clip, box)),
            group(
                [
                    node("rect", x=x, y=y, width=width, height=height, fill=LAND),
                    *context(shapes, of),
                    *wards(state, shapes, of, key),
                    *sides(state, shapes, of),
                    *outlines(state, shapes, of),
                    *(numbers(state, shapes, of, size) if state.labels else ()),
                ],
                clip_path=f"url(#{clip})",
            ),
        ]
    )


def clip_path(key: str, box: tuple[float, float, float, float]) -> Node:
    """What lies outside the box is not drawn."""
    x, y, width, height = box
    return node("clipPath", node("rect", x=x, y=y, width=width, height=height), id=key)


def patterns(state: MapState, key: str) -> list[Node]:
    """A tile for every class with a pattern."""
    return [
        pattern_tile(style, f"{key}-{number}")
        for number, style in enumerate(state.classes)
        if style.pattern != "none"
    ]


def pattern_tile(style: ClassStyle, key: str) -> Node:
    """The fill of a class with its lines or dots, the same as on the web map."""
    return node(
        "pattern",
        node("rect", width=TILE, height=TILE, fill=style.fill),
        marks(style),
        id=key,
        width=TILE,
        height=TILE,
        patternUnits="userSpaceOnUse",
    )


RISING = "M0 5L5 0M-1.25 1.25L1.25 -1.25M3.75 6.25L6.25 3.75"
FALLING = "M0 0L5 5M-1.25 3.75L1.25 6.25M3.75 -1.25L6.25 1.25"
LINES = {"hatch": RISING, "backhatch": FALLING, "cross": RISING + FALLING}


def marks(style: ClassStyle) -> Node:
    """Lines or dots of one tile."""
    if style.pattern == "dots":
        spots = (TILE * 0.25, TILE * 0.75)
        return group(node("circle", cx=c, cy=c, r=0.8, fill=style.pattern_color) for c in spots)
    lines = LINES[style.pattern]
    return node("path", d=lines, stroke=style.pattern_color, stroke_width=0.8, fill="none")


def context(shapes: Shapes, of: Frame) -> list[Node]:
    """Lake and neighboring land, faintly."""
    fills = {"lake": LAKE}
    return [
        node("path", d=of.path(rings), fill=fills.get(kind, LAND), stroke=EDGE, stroke_width=0.3)
        for kind, rings in shapes.context
    ]


def wards(state: MapState, shapes: Shapes, of: Frame, key: str) -> list[Node]:
    """Every ward in the style of its class."""
    return [ward(state, number, of.path(rings), key) for number, rings in shapes.wards.items()]


def ward(state: MapState, number: int, path: str, key: str) -> Node:
    """One ward; a dashed line stands inside the page-colored one, so that it is seen whole."""
    index = state.ward_class[number - 1]
    style = state.classes[index] if index >= 0 else None
    fill = style.fill if style else NO_DATA
    dim = bool(state.highlighted) and number not in state.highlighted
    return node(
        "path",
        d=path,
        fill=f"url(#{key}-{index})" if style and style.pattern != "none" else fill,
        stroke=style.stroke if style else EDGE,
        stroke_width=0.5 * (style.weight if style else 1),
        stroke_dasharray=style.dash if style else "",
        stroke_linejoin="round",
        opacity=DIM if dim else "",
    )


def sides(state: MapState, shapes: Shapes, of: Frame) -> list[Node]:
    """Borders of the sides of the chosen scheme."""
    lines = shapes.sides.get(state.outline)
    if not lines:
        return []
    path = of.path(lines, closed=False)
    return [node("path", d=path, fill="none", stroke=SIDE_LINE, stroke_width=0.9, opacity=0.8)]


def outlines(state: MapState, shapes: Shapes, of: Frame) -> list[Node]:
    """Outlined wards: solid ones, then dashed ones."""
    found = []
    for wards_of, dash in zip(state.rings, ("", "3 2"), strict=False):
        path = "".join(of.path(shapes.wards[number]) for number in wards_of)
        if path:
            found.append(
                node(
                    "path",
                    d=path,
                    fill="none",
                    stroke=RING_LINE,
                    stroke_width=1.2,
                    stroke_dasharray=dash,
                )
            )
    return found


def numbers(state: MapState, shapes: Shapes, of: Frame, size: float) -> list[Node]:
    """Ward numbers; over a pattern each stands on a patch of its ward's color."""
    found = []
    for number, point in shapes.labels.items():
        index = state.ward_class[number - 1]
        style = state.classes[index] if index >= 0 else None
        found += label(str(number), of.at(point), size, style)
    return found


def label(text: str, at: Point, size: float, style: ClassStyle | None) -> list[Node]:
    """One ward number."""
    x, y = at
    fill = style.fill if style else NO_DATA
    wide, high = size * 0.62 * len(text) + 1, size * 0.95
    patch = node("rect", x=x - wide / 2, y=y - high / 2, width=wide, height=high, rx=1.5, fill=fill)
    written = node(
        "text",
        text,
        x=x,
        y=y + size * 0.34,
        font_family=FAMILY,
        font_size=size,
        font_weight=BOLD,
        text_anchor="middle",
        fill=ink(fill),
    )
    return [patch, written] if style and style.pattern != "none" else [written]


def ink(fill: str) -> str:
    """Black or white, whichever is read better on a fill."""
    return "#14191d" if lab(fill)[0] > HALF else "#ffffff"
