"""One color and one shape per coalition: the map, the legend and the charts agree because they all
read these.

A coalition keeps its mark whatever else is chosen. Color never stands alone: in a gray copy the
shapes tell the marks apart, and how sure a tie is shows in the fill, never in the color.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geo.maps.map_state import SHAPES

LIGHT = ("#0072b2", "#d55e00", "#1c2329", "#009e73", "#b25a94", "#7a6200")
DARK = ("#56b4e9", "#f0842c", "#f2f4f5", "#2fbf95", "#e79cc6", "#f0e442")
"""Hues of Okabe and Ito (2008), darkened or lightened until each stands out from the page."""

CAUCUS_HUE = 3
"""Color of the first caucus, so that the usual choice of coalitions has no color twice."""

FREE_TURNS = (0, 2, 4)
CAUCUS_TURNS = (1, 3, 5)
"""How far shapes are turned against colors in each round of colors; no two pairs are alike."""


@dataclass(frozen=True)
class Mark:
    """How one coalition is drawn. `shape` is one of `SHAPES`, colors are ``#rrggbb``."""

    shape: str
    light: str
    dark: str

    def color(self, *, dark: bool) -> str:
        """The color for a theme."""
        return self.dark if dark else self.light


def marks(free: Iterable[str], caucuses: Iterable[str]) -> Mapping[str, Mark]:
    """Give every coalition its mark.

    Parameters
    ----------
    free : iterable of str
        Ids of coalitions outside the council, in the order of their marks.
    caucuses : iterable of str
        Ids of council caucuses, in the order of theirs.

    Returns
    -------
    mapping
        Id to mark; no two of the first eighteen of each sort are alike.
    """
    found = {key: _mark(i, 0, FREE_TURNS) for i, key in enumerate(free)}
    return found | {key: _mark(i, CAUCUS_HUE, CAUCUS_TURNS) for i, key in enumerate(caucuses)}


def _mark(place: int, start: int, turns: tuple[int, ...]) -> Mark:
    hue = (place + start) % len(LIGHT)
    turn = turns[place // len(LIGHT) % len(turns)]
    return Mark(SHAPES[(hue + turn) % len(SHAPES)], LIGHT[hue], DARK[hue])


OUTLINES = {
    "circle": "M0 -1A1 1 0 0 1 0 1A1 1 0 0 1 0 -1Z",
    "square": "M-0.88 -0.88H0.88V0.88H-0.88Z",
    "triangle-up": "M0 -1.1L1.1 0.9H-1.1Z",
    "diamond": "M0 -1.25L1.15 0L0 1.25L-1.15 0Z",
    "triangle-down": "M0 1.1L1.1 -0.9H-1.1Z",
    "cross": "M-0.4 -1.1H0.4V-0.4H1.1V0.4H0.4V1.1H-0.4V0.4H-1.1V-0.4H-0.4Z",
}
"""Shapes as SVG paths in a box from -1 to 1, for legends; the map's script has the same."""
