"""Marks in wards on paper, one per tie, so that none hides another: as on the web map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from geo.export.svg import Node, group, node, worded
from geo.export.ward_frame import Canvas
from geo.export.ward_shapes import Point
from geo.maps.map_state import Glyph
from geo.marks import OUTLINES

LEAST, MOST = 3.4, 6.5
"""Radius of a mark, in pixels of the web map."""

SMALL = 0.62
"""Of the radius: a mark that stands for less than half of a ward's people."""

GAP, NUMBER_HIGH = 2.0, 15.0
"""Pixels between two marks, and of a ward number above its marks."""

FILL = 0.8
"""How much of a ward's clear circle its marks may take."""

DIM = 0.45
"""Opacity of marks off the part of the city the map is about."""

HALO, OPEN, FAINT = 4.0, 2.0, 1.25
"""Widths of lines, in pixels of the web map."""


@dataclass(frozen=True)
class Mark:
    """One mark of a ward: `held` is how it is drawn, `size` a part of the usual radius."""

    color: str
    shape: str
    held: str
    size: float


@dataclass(frozen=True)
class Cluster:
    """The marks of a ward where they stand.

    Parameters
    ----------
    at : Point
        Middle of the ward's free space, in points of the picture.
    marks : tuple of Mark
    spots : tuple of Point
        Of each mark, from `at`.
    radius : float
        Of a mark of full size.
    lift : float or None
        How far above `at` the ward's number stands; None where there is no room for it.
    down, wide, high : float
        The box around all marks: its middle lies `down` below `at`.
    """

    at: Point
    marks: tuple[Mark, ...]
    spots: tuple[Point, ...]
    radius: float
    lift: float | None
    down: float
    wide: float
    high: float


def by_ward(glyphs: tuple[Glyph, ...]) -> dict[int, tuple[Mark, ...]]:
    """The marks of each ward, in the order of the kinds."""
    found: dict[int, tuple[Mark, ...]] = {}
    for one in glyphs:
        for held, wards in (("solid", one.solid), ("open", one.open), ("faint", one.faint)):
            for ward in wards:
                size = SMALL if ward in one.small else 1.0
                mark = Mark(one.color, one.shape, held, size)
                found[ward] = (*found.get(ward, ()), mark)
    return found


def clusters(of: Canvas) -> dict[int, Cluster]:
    """Where the marks of every ward stand."""
    return {ward: cluster(of, ward, marks) for ward, marks in by_ward(of.state.glyphs).items()}


def cluster(of: Canvas, ward: int, marks: tuple[Mark, ...]) -> Cluster:
    """Rows of marks as large as the ward allows, below its number where there is room for both."""
    columns = ceil(sqrt(len(marks)))
    rows, gap = ceil(len(marks) / columns), of.px(GAP)
    clear = of.shapes.rooms[ward] * of.of.scale * FILL
    fit = (2 * clear - (columns - 1) * gap) / (2 * columns)
    radius = max(of.px(LEAST), min(of.px(MOST), fit))
    step = 2 * radius + gap
    high, number = rows * step - gap, of.px(NUMBER_HIGH)
    numbered = of.state.labels and high + number <= 2 * clear / FILL
    down = number / 2 if numbered else 0.0
    spots = tuple(spot(place, len(marks), columns, step, down) for place in range(len(marks)))
    lift = high / 2 if numbered else None
    at = of.of.at(of.shapes.labels[ward])
    return Cluster(at, marks, spots, radius, lift, down, columns * step - gap, high)


def spot(place: int, count: int, columns: int, step: float, down: float) -> Point:
    """Where the mark of that place stands among `count` in rows; a short last row is centered."""
    row, rows = place // columns, ceil(count / columns)
    in_row = columns if row < rows - 1 else count - row * columns
    return (place % columns - (in_row - 1) / 2) * step, (row - (rows - 1) / 2) * step + down


def drawn_marks(of: Canvas, found: Mapping[int, Cluster]) -> list[Node]:
    """Every mark with a halo below it."""
    return [
        group(
            (part for place in range(len(one.marks)) for part in drawn(of, one, place)),
            opacity=DIM if of.dims(ward) else "",
        )
        for ward, one in found.items()
    ]


def drawn(of: Canvas, one: Cluster, place: int) -> tuple[Node, Node]:
    """A mark: its halo, and itself filled, as an outline, or as a gray dashed outline."""
    mark, (dx, dy) = one.marks[place], one.spots[place]
    r = one.radius * mark.size
    x, y = one.at[0] + dx, one.at[1] + dy
    where = f"translate({x:.1f} {y:.1f}) scale({r:.2f})"
    shape, ground = OUTLINES[mark.shape], of.ground
    halo = node(
        "path",
        d=shape,
        transform=where,
        fill=ground.halo,
        stroke=ground.halo,
        stroke_width=of.px(HALO) / r,
        stroke_linejoin="round",
    )
    if mark.held == "solid":
        return halo, node("path", d=shape, transform=where, fill=mark.color)
    wide, dash = (OPEN, "") if mark.held == "open" else (FAINT, dashes(of.px(1) / r))
    line = node(
        "path",
        d=shape,
        transform=where,
        fill="none",
        stroke=mark.color if mark.held == "open" else ground.soft,
        stroke_width=of.px(wide) / r,
        stroke_dasharray=dash,
    )
    return halo, line


def dashes(unit: float) -> str:
    """Dashes of two pixels and gaps of one and a half."""
    return f"{worded(2 * unit)} {worded(1.5 * unit)}"
