"""Ward numbers on paper: none covers another or a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.color_vision import is_light
from geo.export.lettering import BOLD, FAMILY, width
from geo.export.svg import Node, node
from geo.export.ward_frame import Box, Canvas
from geo.export.ward_marks import Cluster

HIGH = 0.8
"""Height of a digit with a little air, in sizes of the number."""

AIR = 0.08
"""Between two numbers, in their size."""

SMALLEST = 0.75
"""A number too wide for its ward is made smaller, down to this part of its size."""

HALO, PLAIN_HALO = 0.28, 0.16
"""Widths of halos over a map of precincts and over the fill of a class, in sizes of the number."""


@dataclass(frozen=True)
class Label:
    """A ward number in its place; `x` and `y` are its middle, in points."""

    ward: int
    x: float
    y: float
    size: float
    wide: float
    high: float

    def inside(self, box: Box) -> bool:
        """Whether a number is in the picture whole."""
        x, y, width, height = box
        return (
            x <= self.x - self.wide / 2
            and self.x + self.wide / 2 <= x + width
            and y <= self.y - self.high / 2
            and self.y + self.high / 2 <= y + height
        )

    def covers(self, other: Label) -> bool:
        """Whether two numbers touch."""
        air = AIR * max(self.size, other.size)
        return (
            abs(self.x - other.x) < (self.wide + other.wide) / 2 + air
            and abs(self.y - other.y) < (self.high + other.high) / 2 + air
        )


def labels(of: Canvas, marks: Mapping[int, Cluster]) -> list[Label]:
    """The numbers there is room for: the chosen ward's first, then those of the widest wards.

    A ward whose marks leave no room goes without its number; so does one whose number would cover
    another, or marks, or leave the picture.
    """
    if not of.state.labels:
        return []
    taken = [boxed(ward, one) for ward, one in marks.items()]
    rooms = of.shapes.rooms
    order = sorted(rooms, key=lambda w: (w != of.state.selected, -rooms[w], w))
    found: list[Label] = []
    for ward in order:
        one = label(of, ward, marks.get(ward))
        others = (*found, *(box for box in taken if box.ward != ward))
        if one and one.inside(of.box) and not any(one.covers(other) for other in others):
            found.append(one)
    return sorted(found, key=lambda one: one.ward)


def boxed(ward: int, one: Cluster) -> Label:
    """What the marks of a ward cover, as if it were a number."""
    return Label(ward, one.at[0], one.at[1] + one.down, 0.0, one.wide, one.high)


def label(of: Canvas, ward: int, marks: Cluster | None) -> Label | None:
    """A ward's number in its place, if its own marks leave room for it."""
    lift = marks.lift if marks else 0.0
    if lift is None:
        return None
    x, y = of.of.at(of.shapes.labels[ward])
    wide = width(str(ward), of.size, BOLD)
    room = 2 * of.shapes.rooms[ward] * of.of.scale
    size = of.size * max(SMALLEST, min(1.0, room / wide))
    return Label(ward, x, y - lift, size, width(str(ward), size, BOLD), size * HIGH)


def drawn_labels(of: Canvas, found: Iterable[Label]) -> list[Node]:
    """Numbers; over a pattern or a border each stands on a patch of its ward's color."""
    return [part for one in found for part in drawn(of, one)]


def drawn(of: Canvas, one: Label) -> list[Node]:
    """One ward number, with a halo where it may reach over more than one color."""
    style, precincts = of.style(one.ward), bool(of.state.precinct_class)
    ground = of.ground.halo if precincts else style.fill
    plain = style.pattern == "none" and not of.lacks(one.ward)
    hatched = not plain or one.ward in of.state.hatched or struck(of, one)
    wide = 2 * of.shapes.rooms[one.ward] * of.of.scale
    halo = HALO if precincts else PLAIN_HALO if one.wide > wide and not hatched else 0.0
    text = node(
        "text",
        str(one.ward),
        x=one.x,
        y=one.y + one.size * 0.34,
        font_family=FAMILY,
        font_size=one.size,
        font_weight=BOLD,
        text_anchor="middle",
        fill=of.ground.ink if precincts else ink(ground),
        # In a PDF a number with a halo is written twice, so only those that need one have it.
        stroke=ground if halo else "",
        stroke_width=one.size * halo if halo else "",
        stroke_linejoin="round" if halo else "",
        paint_order="stroke" if halo else "",
        opacity=DIM if of.dims(one.ward) else "",
    )
    return [patch(one, ground), text] if hatched and not precincts else [text]


def struck(of: Canvas, one: Label) -> bool:
    """Whether a border between sides of the city runs through a number."""
    import shapely  # noqa: PLC0415  only who makes a picture waits for it

    across, down = one.wide / 2, one.high / 2
    bounds = (one.x - across, one.y - down, one.x + across, one.y + down)
    lines = (list(map(of.of.at, line)) for line in of.shapes.sides.get(of.state.outline, ()))
    parts = (shapely.clip_by_rect(shapely.LineString(line), *bounds) for line in lines)
    return any(not part.is_empty for part in parts)


DIM = 0.45
"""Opacity of numbers off the part of the city the map is about."""


def patch(one: Label, fill: str) -> Node:
    """A quiet ground below a number on a pattern or a line."""
    wide, high = one.wide + one.size * 0.18, one.size * 0.95
    left, top = one.x - wide / 2, one.y - high / 2
    return node("rect", x=left, y=top, width=wide, height=high, rx=one.size * 0.27, fill=fill)


def ink(fill: str) -> str:
    """Black or white, whichever is read better on a fill."""
    return "#14191d" if is_light(fill) else "#ffffff"
