"""How numbers and names are written: the one place for both, free of everything else."""

from __future__ import annotations

import unicodedata

SECOND, THIRD = 2, 3
TEENS = (11, 12, 13)


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "4th", "11th", "21st"."""
    if number % 100 in TEENS:
        return f"{number}th"
    return f"{number}{ {1: 'st', SECOND: 'nd', THIRD: 'rd'}.get(number % 10, 'th') }"


def plain_letters(name: str) -> str:
    """ "Muñoz" -> "Munoz"."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c))
