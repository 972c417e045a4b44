"""Fill patterns on paper, so that no class is told by hue alone; the same as on the web map."""

from __future__ import annotations

from geo.export.svg import Node, group, node
from geo.export.ward_frame import Canvas
from geo.maps.map_state import NO_DATA, ClassStyle

TILE = 5.0
"""Points between the lines of a pattern."""

RISING = "M0 5L5 0M-1.25 1.25L1.25 -1.25M3.75 6.25L6.25 3.75"
FALLING = "M0 0L5 5M-1.25 3.75L1.25 6.25M3.75 -1.25L6.25 1.25"
LINES = {"hatch": RISING, "backhatch": FALLING, "cross": RISING + FALLING}

DOUBT = (("#14191d", 0.6, 0.75), ("#ffffff", 0.9, 0.34))
"""Thin white lines with a dark edge (color, opacity, width): one of the two shows on any fill."""

DOUBT_TILE, FINE_TILE = 1.3, 0.75
"""Tiles of the two hatches that belong to no class, in those of the others."""


def patterns(of: Canvas) -> list[Node]:
    """A tile for every class with a pattern, and those of wards in doubt or without data."""
    styles = list(enumerate(of.state.classes))
    found = [
        pattern_tile(style, f"{of.key}-{number}", of.k)
        for number, style in styles
        if style.pattern != "none"
    ]
    if of.state.hatched:
        found.append(tile(f"{of.key}-doubt", of.k * DOUBT_TILE, doubt_lines()))
    if NO_DATA in of.state.ward_class and not of.state.precinct_class:
        found.append(tile(f"{of.key}-missing", of.k * FINE_TILE, fine_lines(of.ground.missing)))
    return found


def pattern_tile(style: ClassStyle, key: str, scale: float = 1.0) -> Node:
    """The fill of a class with its lines or dots."""
    ground = node("rect", width=TILE, height=TILE, fill=style.fill)
    return tile(key, scale, [ground, marks(style)])


def tile(key: str, scale: float, drawn: list[Node]) -> Node:
    """A pattern that repeats every `TILE` points, larger or smaller by `scale`."""
    return node(
        "pattern",
        *drawn,
        id=key,
        width=TILE,
        height=TILE,
        patternUnits="userSpaceOnUse",
        patternTransform="" if scale == 1 else f"scale({scale:.3f})",
    )


def marks(style: ClassStyle) -> Node:
    """Lines or dots of one tile."""
    if style.pattern == "dots":
        spots = (TILE * 0.25, TILE * 0.75)
        return group(node("circle", cx=c, cy=c, r=0.8, fill=style.pattern_color) for c in spots)
    lines = LINES[style.pattern]
    return node("path", d=lines, stroke=style.pattern_color, stroke_width=0.8, fill="none")


def doubt_lines() -> list[Node]:
    """The hatch over a figure in doubt; what is below shows between its lines."""
    return [
        node("path", d=FALLING, stroke=color, stroke_opacity=seen, stroke_width=wide, fill="none")
        for color, seen, wide in DOUBT
    ]


def fine_lines(style: ClassStyle) -> list[Node]:
    """The light hatch of a ward without data."""
    ground = node("rect", width=TILE, height=TILE, fill=style.fill)
    lines = node("path", d=RISING, stroke=style.pattern_color, stroke_width=0.5, fill="none")
    return [ground, lines]


def fill(of: Canvas, ward: int) -> str:
    """What a ward is filled with: a color, or its pattern."""
    if of.lacks(ward):
        return f"url(#{of.key}-missing)"
    index, style = of.state.ward_class[ward - 1], of.style(ward)
    return f"url(#{of.key}-{index})" if style.pattern != "none" else style.fill
