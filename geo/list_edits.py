"""Change a typed list: take a choice, add a ward, take one out, keep what a link can hold."""

from __future__ import annotations

import re

from geo.view import MAX_LIST
from geo.ward_lists import EVERY_WARD, Choice, Entry, ListRead


def cleaned(text: str) -> str:
    """What a list in a link can hold: `MAX_LIST` printable characters and ends of lines."""
    spaced = ("\n" if c == "\n" else " " if c.isspace() else c for c in text)
    return "".join(c for c in spaced if c == "\n" or c.isprintable())[:MAX_LIST]


def chosen(text: str, entry: Entry, choice: Choice) -> str:
    """The list with a choice in the place of an open piece; by number if the name is too long."""
    if choice == EVERY_WARD:
        return choice.words
    named = text[: entry.start] + choice.words + text[entry.end :]
    if len(named) <= MAX_LIST:
        return named
    return text[: entry.start] + str(choice.ward) + text[entry.end :]


def with_ward(text: str, ward: int) -> str | None:
    """The list with a ward added at its end; None if there is no room left."""
    found = f"{text.rstrip(' ,;')}, {ward}" if text.strip(" ,;\n") else str(ward)
    return found if len(found) <= MAX_LIST else None


def without_ward(found: ListRead, ward: int) -> str | None:
    """The list without anything that names a ward; None if there is no room for what is left.

    Of a range, the parts before and after the ward stay.
    """
    text = found.text
    for naming in sorted(found.naming(ward), key=lambda n: -n.entry.start):
        rest = around(naming.span, ward) if naming.span else ""
        text = text[: naming.entry.start] + rest + text[naming.entry.end :]
    text = tidy(text)
    return text if len(text) <= MAX_LIST else None


def around(span: tuple[int, int], ward: int) -> str:
    """A range without one of its wards: "1–2, 4–5"."""
    parts = ((span[0], ward - 1), (ward + 1, span[1]))
    kept = (str(low) if low == high else f"{low}–{high}" for low, high in parts if low <= high)
    return ", ".join(kept)


_LOOSE_AND = re.compile(r"^(?:and(?!\w)|&)\s*|\s*(?:(?<!\w)and|&)$", re.IGNORECASE)


def tidy(text: str) -> str:
    """Separators that lost what stood between them are dropped."""
    found = ""
    between = ""
    for piece in re.split(r"([,;\n])", text):
        kept = _LOOSE_AND.sub("", piece.strip())
        if piece in (",", ";", "\n"):
            between = between if between == "\n" else piece
        elif any(c.isalnum() for c in kept):
            found += (between if between in ("", "\n") else f"{between} ") + kept if found else kept
            between = ""
    return found
