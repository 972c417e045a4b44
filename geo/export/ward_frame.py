"""What every part of a ward map on paper is drawn with: where things are, how thick, which colors.

Lines and marks are in proportion to the ward numbers, as on the web map, so that a picture of any
size looks the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.export.ward_shapes import Point, Ring, Shapes
from geo.maps.map_state import NO_DATA, ClassStyle, MapState

MARGIN = 0.02
"""Of the picture's width, between the city and its edge."""

NUMBER = 5.6
"""Points of the ward numbers for which the sizes of this room are given."""

WEB_NUMBER = 13.0
"""Pixels of the ward numbers of the web map, for sizes taken from there."""


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

    def path(self, rings: Iterable[Ring], *, closed: bool = True) -> str:
        """Rings as the data of an SVG path, to a tenth of a point."""
        return "".join(self._ring(ring, closed=closed) for ring in rings)

    def _ring(self, ring: Ring, *, closed: bool) -> str:
        places = map(self.at, ring)
        return steps([(round(x * TENTHS), round(y * TENTHS)) for x, y in places], closed=closed)


TENTHS = 10
"""Paths are written in tenths of a point: finer than any printer."""


def steps(places: Sequence[tuple[int, int]], *, closed: bool) -> str:
    """A line through places given in tenths of a point, as the data of an SVG path.

    A place, then the steps from each to the next, which is half as long as all places. Places that
    fall together are one; a line without length, or a ring without an inside, is none.
    """
    kept = [one for one, last in pairwise((*places, None)) if one != last and one is not None]
    if closed and len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < (3 if closed else 2):
        return ""
    found = [number for a, b in pairwise(kept) for number in (b[0] - a[0], b[1] - a[1])]
    start = f"M{tenths(kept[0][0])} {tenths(kept[0][1])}"
    # A sign parts two numbers as well as a space does.
    return f"{start}l{' '.join(map(tenths, found)).replace(' -', '-')}{'z' if closed else ''}"


def tenths(number: int) -> str:
    """A number of tenths as short as SVG allows: "-.3", "12", "1.5"."""
    whole, part = divmod(abs(number), TENTHS)
    sign = "-" if number < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"


Box = tuple[float, float, float, float]
"""x, y, width and height, in points."""


def frame(
    shapes: Shapes, x: float, y: float, width: float, height: float, *, focus: Iterable[int] = ()
) -> Frame:
    """Fit the city, or the wards of `focus`, into a box, in proportion and centered."""
    west, south, east, north = shapes.bounds_of(focus)
    room_x, room_y = width * (1 - 2 * MARGIN), height - 2 * MARGIN * width
    scale = min(room_x / (east - west), room_y / (north - south))
    left = x + (width - (east - west) * scale) / 2
    top = y + (height - (north - south) * scale) / 2
    return Frame(west, north, scale, left, top)


@dataclass(frozen=True)
class Ground:
    """Colors of everything but the classes, as the web map has them in each theme.

    `missing` is how a ward without data is drawn.
    """

    land: str
    lake: str
    edge: str
    side: str
    district: str
    ring: str
    casing: str
    halo: str
    ink: str
    soft: str
    missing: ClassStyle


def missing(fill: str, stroke: str, lines: str) -> ClassStyle:
    """A ward without data; its hatch is drawn apart, as no class may have it."""
    return ClassStyle(fill, 1.0, stroke, 0.75, "", "none", lines)


LAND, LAKE, EDGE = "#f3f4f4", "#e6eff4", "#c9d2d8"
SIDE_LINE, RING_LINE, NO_DATA_FILL = "#43505b", "#111820", "#f6f6f4"

LIGHT = Ground(
    land=LAND,
    lake=LAKE,
    edge=EDGE,
    side=SIDE_LINE,
    district="#c2410c",
    ring=RING_LINE,
    casing="#14191d",
    halo="#ffffff",
    ink="#1c2329",
    soft="#4c5760",
    missing=missing(NO_DATA_FILL, "#c9cdd0", "#c4c8cb"),
)

DARK = Ground(
    land="#161d24",
    lake="#0f1a24",
    edge="#3a4650",
    side="#aab4bb",
    district="#fdba74",
    ring="#ffffff",
    casing="#ffffff",
    halo="#10161c",
    ink="#e7ebee",
    soft="#b3bdc5",
    missing=missing("#1c242c", "#414c56", "#46525d"),
)


@dataclass(frozen=True)
class Canvas:
    """A map about to be drawn.

    Parameters
    ----------
    state : MapState
    shapes : Shapes
        Of the state's ward map.
    of : Frame
    box : (x, y, width, height)
        Where it is drawn, in points.
    key : str
        Tells the map's patterns from those of another map on the same page.
    size : float
        Of the ward numbers, in points.
    """

    state: MapState
    shapes: Shapes
    of: Frame
    box: Box
    key: str
    size: float

    @property
    def ground(self) -> Ground:
        """Colors of the state's theme."""
        return DARK if self.state.dark else LIGHT

    @property
    def k(self) -> float:
        """How much larger than given the sizes of this room are."""
        return self.size / NUMBER

    def px(self, pixels: float) -> float:
        """A length of the web map, in points."""
        return pixels * self.size / WEB_NUMBER

    def style(self, ward: int) -> ClassStyle:
        """How a ward is filled."""
        if self.lacks(ward):
            return self.ground.missing
        return self.state.classes[self.state.ward_class[ward - 1]]

    def lacks(self, ward: int) -> bool:
        """Whether a ward has no data."""
        return self.state.ward_class[ward - 1] == NO_DATA

    def dims(self, ward: int) -> bool:
        """Whether a ward is off the part of the city the map is about."""
        return bool(self.state.highlighted) and ward not in self.state.highlighted
