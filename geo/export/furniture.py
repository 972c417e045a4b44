"""What a printed map has besides its areas: scale and north, and where it leaves room for more."""

from __future__ import annotations

from geo.export.look import Look
from geo.export.page import Type, line
from geo.export.svg import Node, node
from geo.export.ward_frame import Frame
from geo.export.ward_shapes import Point, Shapes

MILE = 1609.344
"""Meters."""

BAR_MILES = (5, 4, 3, 2, 1)
BAR_SHARE = 0.2
"""Of the map's width, what a scale bar may take."""


def scale_and_north(of: Frame, at: Point, room: float, look: Look) -> list[Node]:
    """A bar of whole miles and an arrow to the north, their upper right corner at `at`.

    The state plane's north is within half a degree of true north here.

    Parameters
    ----------
    of : Frame
        In pixels of the picture.
    room : float
        Width of the map.
    """
    right, top = at
    pixels = MILE * of.scale
    miles = next((m for m in BAR_MILES if m * pixels <= room * BAR_SHARE), BAR_MILES[-1])
    long, size = miles * pixels, look.scale.foot
    type_ = Type(size, color=look.theme.soft)
    left, y = right - long, top + size * 3.4
    bar = f"M{left:.1f} {y - 4:.1f}V{y:.1f}H{right:.1f}V{y - 4:.1f}"
    arrow_x, arrow_y = right - size * 0.5, top
    arrow = f"M{arrow_x:.1f} {arrow_y:.1f}l{size * 0.38:.1f} {size * 0.95:.1f}l{-size * 0.38:.1f} "
    arrow += f"{-size * 0.22:.1f}l{-size * 0.38:.1f} {size * 0.22:.1f}Z"
    words = f"{miles} mile" if miles == 1 else f"{miles} miles"
    return [
        node("path", d=arrow, fill=look.theme.soft),
        line("N", arrow_x - size * 0.7, top + size * 0.85, type_, anchor="end"),
        line(words, right, y - size * 0.55, type_, anchor="end"),
        node("path", d=bar, fill="none", stroke=look.theme.soft, stroke_width=1.2),
    ]


def lowest(shapes: Shapes, of: Frame, right: float) -> float:
    """How far down any ward reaches left of a line, in units of the frame; the top of the frame if
    none does. Below it and left of the line the map is free."""
    found = of.top
    for rings in shapes.wards.values():
        for ring in rings:
            points = [of.at(p) for p in ring]
            for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
                if x1 <= right:
                    found = max(found, y1)
                if (x1 - right) * (x2 - right) < 0:
                    found = max(found, y1 + (right - x1) / (x2 - x1) * (y2 - y1))
    return found
