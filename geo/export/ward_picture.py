"""A ward map on paper, drawn from the same state as the map in the page.

Draws what `MapState` says of wards, precincts, sides, districts, outlines, marks and numbers, in
both themes. Streets are the web map's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.export.svg import Node, group, node, worded
from geo.export.ward_frame import (
    EDGE,
    LAKE,
    LAND,
    MARGIN,
    RING_LINE,
    SIDE_LINE,
    Box,
    Canvas,
    Frame,
    frame,
)
from geo.export.ward_frame import NO_DATA_FILL as NO_DATA
from geo.export.ward_marks import clusters, drawn_marks
from geo.export.ward_numbers import drawn_labels, ink, labels
from geo.export.ward_patterns import LINES, TILE, fill, pattern_tile, patterns
from geo.export.ward_precincts import drawn_precincts
from geo.export.ward_shapes import Shapes
from geo.maps.map_state import MapState
from geo.maps.vote_map import DISTRICT_BODIES

__all__ = [
    "EDGE",
    "LAKE",
    "LAND",
    "LINES",
    "MARGIN",
    "NO_DATA",
    "RING_LINE",
    "SIDE_LINE",
    "TILE",
    "Frame",
    "frame",
    "ink",
    "pattern_tile",
    "ward_picture",
]
"""With what other pictures of wards are made of, so that they look alike."""

DIM = 0.25
"""Opacity of wards off the chosen side."""

SIDE, DISTRICT, RING, SELECTED, HALO = 0.9, 1.9, 1.2, 1.2, 1.1
"""Points of lines, and by how much their halos are wider, beside numbers of usual size."""

RING_DASHES = ((), (3.0, 2.0))
"""Solid for a ward organization, dashed for a regional one."""

ON_RINGS = 1.6
"""How much thicker the chosen ward's casing is where wards are outlined."""


def ward_picture(state: MapState, shapes: Shapes, box: Box, key: str, size: float) -> Node:
    """The map in a box of a page, fitted to the wards it is about.

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
        Of the ward numbers, in points; lines, patterns and marks are in proportion to it.
    """
    x, y, width, height = box
    of = Canvas(state, shapes, frame(shapes, *box, focus=state.focus), key, size)
    marks = clusters(of)
    clip = f"{key}-frame"
    return group(
        [
            node("defs", *patterns(of), clip_path(clip, box)),
            group(
                [
                    node("rect", x=x, y=y, width=width, height=height, fill=of.ground.land),
                    *context(of),
                    *drawn_precincts(of),
                    *(ward(of, number) for number in shapes.wards),
                    city_edge(of),
                    *borders(of),
                    *outlines(of),
                    *casing(of),
                    *drawn_marks(of, marks),
                    *drawn_labels(of, labels(of, marks)),
                ],
                clip_path=f"url(#{clip})",
            ),
        ]
    )


def clip_path(key: str, box: Box) -> Node:
    """What lies outside the box is not drawn."""
    x, y, width, height = box
    return node("clipPath", node("rect", x=x, y=y, width=width, height=height), id=key)


def context(of: Canvas) -> list[Node]:
    """Lake and neighboring land, faintly."""
    fills = {"lake": of.ground.lake}
    return [
        node(
            "path",
            d=of.of.path(rings),
            fill=fills.get(kind, of.ground.land),
            stroke=of.ground.edge,
            stroke_width=0.3 * of.k,
        )
        for kind, rings in of.shapes.context
    ]


def ward(of: Canvas, number: int) -> Node:
    """One ward in the style of its class, hatched if its figure is in doubt; over precincts its
    line only."""
    style = of.style(number)
    path = of.of.path(of.shapes.wards[number])
    shape = node(
        "path",
        d=path,
        fill="none" if of.state.precinct_class else fill(of, number),
        stroke=style.stroke,
        stroke_width=0.5 * of.k * style.weight,
        stroke_dasharray=dashes(map(float, style.dash.split()), of.k),
        stroke_linejoin="round",
        opacity=DIM if of.dims(number) else "",
    )
    if number not in of.state.hatched or of.lacks(number):
        return shape
    return group([shape, node("path", d=path, fill=f"url(#{of.key}-doubt)")])


def city_edge(of: Canvas) -> Node:
    """The edge of the city, so that pale wards do not melt into the land around."""
    path = of.of.path(of.shapes.edge, closed=False)
    return node(
        "path",
        d=path,
        fill="none",
        stroke=of.ground.edge,
        stroke_width=0.4 * of.k,
    )


def borders(of: Canvas) -> list[Node]:
    """Borders of the sides of the chosen scheme, or of the district of a race."""
    lines = of.shapes.sides.get(of.state.outline)
    if not lines:
        return []
    path = of.of.path(lines, closed=False)
    if of.state.outline.startswith(DISTRICT_BODIES):
        return cased(of, path, of.ground.district, DISTRICT)
    return [
        node(
            "path",
            d=path,
            fill="none",
            stroke=of.ground.side,
            stroke_width=SIDE * of.k,
            opacity=0.8,
        )
    ]


def cased(of: Canvas, path: str, color: str, wide: float) -> list[Node]:
    """A line with a halo below it, readable on any fill."""
    pairs = ((of.ground.halo, wide + HALO), (color, wide))
    return [
        node(
            "path",
            d=path,
            fill="none",
            stroke=stroke,
            stroke_width=width * of.k,
            stroke_linejoin="round",
        )
        for stroke, width in pairs
    ]


def outlines(of: Canvas) -> list[Node]:
    """Outlined wards: solid ones, then dashed ones."""
    found = []
    for wards_of, dash in zip(of.state.rings, RING_DASHES, strict=False):
        path = "".join(of.of.path(of.shapes.wards[number]) for number in wards_of)
        if path:
            found.append(
                node(
                    "path",
                    d=path,
                    fill="none",
                    stroke=of.ground.ring,
                    stroke_width=RING * of.k,
                    stroke_dasharray=dashes(dash, of.k),
                )
            )
    return found


def dashes(lengths: Iterable[float], k: float) -> str:
    """Lengths of dashes and gaps, larger or smaller by `k`; blank for a solid line."""
    return " ".join(worded(length * k) for length in lengths)


def casing(of: Canvas) -> list[Node]:
    """The chosen ward's dark line with its halo."""
    if of.state.selected is None:
        return []
    path = of.of.path(of.shapes.wards[of.state.selected])
    return cased(of, path, of.ground.casing, SELECTED * (ON_RINGS if of.state.rings else 1.0))
