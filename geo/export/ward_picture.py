"""A ward map on paper, drawn from the same state as the map in the page.

Draws what `MapState` says of wards, precincts, sides, districts, outlines, marks and numbers, in
both themes. Streets are the web map's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.export.svg import Node, group, node, worded
from geo.export.ward_context import context
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
from geo.export.ward_shapes import Ring, Shapes
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

SIDE, DISTRICT, SELECTED, HALO = 0.9, 1.9, 1.2, 1.1
"""Points of lines, and by how much their halos are wider, beside numbers of usual size."""

RINGS: tuple[tuple[float, tuple[float, ...]], ...] = ((1.2, ()), (0.9, (2.4, 1.8)))
"""Width and dashes: solid for a ward organization, dashed for a regional one."""

ON_RINGS = 1.6
"""How much thicker the chosen ward's casing is where wards are outlined."""


def ward_picture(
    state: MapState, shapes: Shapes, box: Box, key: str, size: float, *, surroundings: bool = True
) -> Node:
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
    surroundings : bool
        Whether lake and land are drawn around the city.
    """
    of = Canvas(state, shapes, frame(shapes, *box, focus=state.focus), box, key, size)
    marks = clusters(of)
    # Only a map of some wards has others that reach over its edge.
    clip = f"{key}-frame" if state.focus else ""
    return group(
        [
            node("defs", *patterns(of), *clip_path(clip, box)),
            group(
                [
                    *(ground(of, box) if surroundings else ()),
                    *drawn_precincts(of),
                    *(ward_lines(of) if state.precinct_class else wards(of)),
                    city_edge(of),
                    *side_lines(of),
                    *outlines(of),
                    *district_line(of),
                    *casing(of),
                    *drawn_marks(of, marks),
                    *drawn_labels(of, labels(of, marks)),
                ],
                clip_path=f"url(#{clip})" if clip else "",
            ),
        ]
    )


def clip_path(key: str, box: Box) -> list[Node]:
    """What lies outside the box is not drawn; with a blank key it is."""
    if not key:
        return []
    x, y, width, height = box
    return [node("clipPath", node("rect", x=x, y=y, width=width, height=height), id=key)]


def ground(of: Canvas, box: Box) -> list[Node]:
    """Lake and land, cut to the box."""
    x, y, width, height = box
    land = node("rect", x=x, y=y, width=width, height=height, fill=of.ground.land)
    return [land, *context(of, box)]


def wards(of: Canvas) -> list[Node]:
    """Every ward."""
    return [ward(of, number) for number in of.shapes.wards]


def ward_lines(of: Canvas) -> list[Node]:
    """Lines between wards, over precincts: there the wards have no fill of their own."""
    between = (line for owners, line in of.shapes.borders if len(owners) > 1)
    style = of.ground.missing
    path = of.of.path(between, closed=False)
    wide = 0.5 * of.k * style.weight
    return [node("path", d=path, fill="none", stroke=style.stroke, stroke_width=wide)]


def ward(of: Canvas, number: int) -> Node:
    """One ward in the style of its class, hatched if its figure is in doubt."""
    style = of.style(number)
    path = of.of.path(of.shapes.wards[number])
    shape = node(
        "path",
        d=path,
        fill=fill(of, number),
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
    alone = (line for owners, line in of.shapes.borders if len(owners) == 1)
    path = of.of.path(alone, closed=False)
    return node(
        "path",
        d=path,
        fill="none",
        stroke=of.ground.edge,
        stroke_width=0.4 * of.k,
    )


def side_lines(of: Canvas) -> list[Node]:
    """Borders of the sides of the chosen scheme."""
    lines = of.shapes.sides.get(of.state.outline)
    if not lines or is_district(of):
        return []
    path = of.of.path(lines, closed=False)
    side, wide = of.ground.side, SIDE * of.k
    return [node("path", d=path, fill="none", stroke=side, stroke_width=wide, opacity=0.8)]


def district_line(of: Canvas) -> list[Node]:
    """The border of a race's district, above the outlines of wards: it is what the map is about."""
    lines = of.shapes.sides.get(of.state.outline)
    if not lines or not is_district(of):
        return []
    return cased(of, of.of.path(lines, closed=False), of.ground.district, DISTRICT)


def is_district(of: Canvas) -> bool:
    """Whether the outline is that of a district and not of sides."""
    return of.state.outline.startswith(DISTRICT_BODIES)


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
    """Outlined wards, solid and dashed, every halo below every line.

    A border of two outlined wards is drawn once, as that of the first of them.
    """
    ranks = {w: rank for rank, wards in reversed([*enumerate(of.state.rings)]) for w in wards}
    lines: list[list[Ring]] = [[] for _ in of.state.rings]
    for owners, line in of.shapes.borders:
        best = min((ranks[w] for w in owners if w in ranks), default=None)
        if best is not None:
            lines[best].append(line)
    paths = [of.of.path(found, closed=False) for found in lines]
    halos = [outline(of, path, RINGS[rank], halo=True) for rank, path in enumerate(paths) if path]
    return [*halos, *(outline(of, p, RINGS[rank]) for rank, p in enumerate(paths) if p)]


def outline(
    of: Canvas, path: str, look: tuple[float, tuple[float, ...]], *, halo: bool = False
) -> Node:
    """The line around outlined wards, or the halo below it."""
    wide, dash = look
    return node(
        "path",
        d=path,
        fill="none",
        stroke=of.ground.halo if halo else of.ground.ring,
        stroke_width=(wide + HALO if halo else wide) * of.k,
        stroke_opacity=0.9 if halo else "",
        stroke_dasharray="" if halo else dashes(dash, of.k),
        stroke_linecap="" if dash and not halo else "round",
        stroke_linejoin="round",
    )


def dashes(lengths: Iterable[float], k: float) -> str:
    """Lengths of dashes and gaps, larger or smaller by `k`; blank for a solid line."""
    return " ".join(worded(length * k) for length in lengths)


def casing(of: Canvas) -> list[Node]:
    """The chosen ward's dark line with its halo."""
    if of.state.selected is None:
        return []
    path = of.of.path(of.shapes.wards[of.state.selected])
    return cased(of, path, of.ground.casing, SELECTED * (ON_RINGS if of.state.rings else 1.0))
