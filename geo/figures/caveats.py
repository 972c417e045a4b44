"""What a reader must know so as not to misread a map of wards; said of several figures."""

from __future__ import annotations

from geo.view import View
from geo.words import carried_words

UNPROVEN = "None listed is not proof that there is none."

DIMMED = "Wards off the chosen side are drawn pale; the legend counts all fifty."


def dimmed(view: View) -> tuple[str, ...]:
    """That the legend counts pale wards too; nothing where no side is chosen."""
    return (DIMMED,) if view.side else ()


def carried(year: int) -> tuple[str, ...]:
    """How organizations come to the map; nothing to say of the one they were recorded on."""
    words = carried_words(year)
    return (words,) if words else ()
