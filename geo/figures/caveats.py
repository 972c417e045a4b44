"""What a reader must know so as not to misread a map of wards; said of several figures."""

from __future__ import annotations

from geo.maps.map_state import MapState
from geo.view import View
from geo.words import carried_words

UNPROVEN = "None listed is not proof that there is none."

DIMMED = "Wards off the chosen side are drawn pale; the legend counts all fifty."


def dimmed(view: View) -> tuple[str, ...]:
    """That the legend counts pale wards too; nothing where no side is chosen."""
    return (DIMMED,) if view.side else ()


SIDE_LINES = {
    "nine": "Gray lines: borders of nine sides of the city.",
    "five": "Gray lines: borders of five sides of the city.",
    "essay": "Gray lines: borders of the essay’s three sides of the city.",
}
"""What the lines over the wards are, by the key a map has for them."""


def side_lines(picture: MapState | None) -> tuple[str, ...]:
    """What the lines over the wards are; nothing if there are none."""
    said = SIDE_LINES.get(picture.outline) if picture else None
    return (said,) if said else ()


def carried(year: int) -> tuple[str, ...]:
    """How organizations come to the map; nothing to say of the one they were recorded on."""
    words = carried_words(year)
    return (words,) if words else ()
