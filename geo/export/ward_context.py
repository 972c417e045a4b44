"""Lake and neighboring land around the city, cut to the picture."""

from __future__ import annotations

from collections.abc import Iterable

from geo.export.svg import Node, node
from geo.export.ward_frame import Box, Canvas, Frame
from geo.export.ward_shapes import Ring


def context(of: Canvas, box: Box) -> list[Node]:
    """Lake and land, faintly; nothing of them is outside the box, so that nothing need be hidden
    there. Hiding takes a converter longer than all the rest of a picture."""
    fills = {"lake": of.ground.lake}
    found = []
    for kind, rings in of.shapes.context:
        areas, lines = cut(rings, meters(of.of, box))
        fill = fills.get(kind, of.ground.land)
        found.append(node("path", d=of.of.path(areas), fill=fill))
        edge = of.of.path(lines, closed=False)
        width = 0.3 * of.k
        found.append(node("path", d=edge, fill="none", stroke=of.ground.edge, stroke_width=width))
    return found


def meters(of: Frame, box: Box) -> Box:
    """West, south, east and north end of a box, on the ground."""
    x, y, width, height = box
    west, north = of.west + (x - of.left) / of.scale, of.north - (y - of.top) / of.scale
    return west, north - height / of.scale, west + width / of.scale, north


def cut(rings: Iterable[Ring], bounds: Box) -> tuple[list[Ring], list[Ring]]:
    """What of some areas is within bounds: as rings, and of their borders the lines there.

    Areas without holes; the cut itself is no border.
    """
    import shapely  # noqa: PLC0415  only who makes a picture waits for it

    areas: list[Ring] = []
    lines: list[Ring] = []
    for ring in rings:
        inside = shapely.clip_by_rect(shapely.Polygon(ring), *bounds)
        along = shapely.clip_by_rect(shapely.LineString(ring), *bounds)
        areas += (tuple(p.exterior.coords) for p in shapely.get_parts(inside) if not p.is_empty)
        lines += (tuple(p.coords) for p in shapely.get_parts(along) if not p.is_empty)
    return areas, lines
