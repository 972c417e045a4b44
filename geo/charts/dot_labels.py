"""Where the number of a dot can stand so that it covers no other number, dot or axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

PLOT_PX = (500.0, 310.0)
"""The ground of the narrowest chart that is printed. On a wider one dots stand further apart."""

SLACK = 1.2
"""An axis that ends at a round number is longer than the figures by up to this factor."""

DOT_PX = 5.4
"""Radius of a dot of 90 square pixels."""

NUMBER_PX = (6.5, 4.5)
"""Half the width and half the height of a number of two digits in type of 10 pixels."""


@dataclass(frozen=True)
class Place:
    """Where a number stands beside its dot: `middle` from the dot's, in pixels, and how the text is
    set there in Vega-Lite's words."""

    middle: Point
    align: str
    dx: int
    dy: int


PLACES: dict[str, Place] = {
    "above": Place((0.0, -10.0), "center", 0, -10),
    "right": Place((14.0, 0.0), "left", 8, 0),
    "left": Place((-14.0, 0.0), "right", -8, 0),
    "below": Place((0.0, 11.0), "center", 0, 11),
}
"""In the order in which they are tried."""

NOWHERE = ""
"""The place of a number that would cover something wherever it stood."""


def places(points: Sequence[Point]) -> list[str]:
    """Where each dot's number stands.

    Parameters
    ----------
    points : sequence of (across, upward)
        In the units of the axes, which begin at zero.

    Returns
    -------
    list of str
        Keys of `PLACES`, or `NOWHERE`, in the order of the dots; earlier dots choose first.
    """
    dots = pixels(points)
    taken: list[Point] = []
    found = []
    for here in dots:
        others = [dot for dot in dots if dot != here]
        key = next((k for k, p in PLACES.items() if free(moved(here, p), others, taken)), NOWHERE)
        if key:
            taken.append(moved(here, PLACES[key]))
        found.append(key)
    return found


def pixels(points: Sequence[Point]) -> list[Point]:
    """Dots on the ground of `PLOT_PX`, from its upper left corner."""
    ends = [max((abs(p[axis]) for p in points), default=0.0) * SLACK or 1.0 for axis in (0, 1)]
    wide, high = PLOT_PX
    return [(x / ends[0] * wide, high - y / ends[1] * high) for x, y in points]


def moved(dot: Point, place: Place) -> Point:
    """The middle of a dot's number at a place."""
    return dot[0] + place.middle[0], dot[1] + place.middle[1]


def free(middle: Point, dots: Sequence[Point], numbers: Sequence[Point]) -> bool:
    """Whether a number there covers no dot, no number and nothing written along the axes."""
    wide, high = NUMBER_PX
    if middle[0] < wide or middle[1] > PLOT_PX[1] - high:
        return False
    return not any(
        abs(middle[0] - x) < wide + reach_x and abs(middle[1] - y) < high + reach_y
        for others, reach_x, reach_y in ((dots, DOT_PX, DOT_PX), (numbers, wide, high))
        for x, y in others
    )
