"""What a printed map has besides its areas: ward numbers that do not collide, scale and north."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.export.lettering import BOLD, FAMILY, width
from geo.export.look import Look
from geo.export.page import Type, line
from geo.export.svg import Node, group, node
from geo.export.ward_picture import NO_DATA, Frame, ink
from geo.export.ward_shapes import Point, Ring, Shapes
from geo.maps.map_state import MapState

MILE = 1609.344
"""Meters."""

BAR_MILES = (5, 4, 3, 2, 1)
BAR_SHARE = 0.2
"""Of the map's width, what a scale bar may take."""

DIGIT_HIGH = 0.7
"""Height of a digit, in sizes of its letters (Source Sans Pro: 0.65, and a little air)."""

AIR = 1.5
"""Between two numbers, in units of the map."""

SMALLER = (1.0, 0.85)
"""Sizes tried for a ward number, as parts of the usual one; then it is left out."""

FAINT = 0.45
"""Opacity of the numbers of wards that are dimmed."""


@dataclass(frozen=True)
class Label:
    """A ward number: its middle, its size and the box around it (width, height)."""

    ward: int
    at: Point
    size: float
    box: Point


def placed(shapes: Shapes, of: Frame, size: float, first: int | None) -> tuple[Label, ...]:
    """Ward numbers that do not touch each other, the largest wards first.

    Parameters
    ----------
    shapes : Shapes
    of : Frame
    size : float
        Of the numbers, in units of the frame.
    first : int or None
        A ward whose number comes before all others.

    Returns
    -------
    tuple of Label
        Where two collide the smaller ward's number is made smaller, then left out.
    """
    order = sorted(shapes.labels, key=lambda w: (w != first, -area(shapes.wards[w]), w))
    found: list[Label] = []
    for ward in order:
        tries = (label_of(ward, of.at(shapes.labels[ward]), size * part) for part in SMALLER)
        free = next((one for one in tries if not any(touch(one, o) for o in found)), None)
        if free:
            found.append(free)
    return tuple(found)


def label_of(ward: int, at: Point, size: float) -> Label:
    """A number with its box."""
    return Label(ward, at, size, (width(str(ward), size, BOLD), size * DIGIT_HIGH))


def touch(one: Label, other: Label) -> bool:
    """Whether two numbers overlap or nearly do."""
    gaps = (abs(one.at[n] - other.at[n]) - (one.box[n] + other.box[n]) / 2 for n in (0, 1))
    return all(gap < AIR for gap in gaps)


def area(rings: Iterable[Ring]) -> float:
    """Square meters of the largest ring (shoelace formula): room for a number."""
    return max(
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(r, (*r[1:], r[0]), strict=True))) / 2
        for r in rings
    )


def ward_numbers(state: MapState, labels: Iterable[Label]) -> list[Node]:
    """Numbers in black or white, each with a halo of its ward's color."""
    halos, letters = [], []
    for one in labels:
        fill = fill_of(state, one.ward)
        dim = bool(state.highlighted) and one.ward not in state.highlighted
        place = {"x": one.at[0], "y": one.at[1] + one.size * 0.34, "font_size": one.size}
        look = {**place, "opacity": FAINT if dim else ""}
        halos.append(node("text", str(one.ward), stroke=fill, **look))
        letters.append(node("text", str(one.ward), fill=ink(fill), **look))
    shared: Mapping[str, str | float] = {
        "font_family": FAMILY,
        "font_weight": BOLD,
        "text_anchor": "middle",
    }
    around = group(
        halos, **shared, fill="none", stroke_width=2.6, stroke_linejoin="round", aria_hidden="true"
    )
    return [around, group(letters, **shared)]


def fill_of(state: MapState, ward: int) -> str:
    """Color a ward is filled with."""
    index = state.ward_class[ward - 1]
    return state.classes[index].fill if index >= 0 and not state.precinct_class else NO_DATA


def scale_and_north(of: Frame, right: float, top: float, room: float, look: Look) -> list[Node]:
    """A bar of whole miles and an arrow to the north, their upper right corner at a place.

    The state plane's north is within half a degree of true north here.

    Parameters
    ----------
    of : Frame
        In pixels of the picture.
    room : float
        Width of the map.
    """
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
