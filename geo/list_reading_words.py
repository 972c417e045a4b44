"""How a typed list was understood, in sentences: what is open, and what to look out for."""

from __future__ import annotations

from collections.abc import Iterable

from geo.atlas import Atlas
from geo.atlas_records import Term
from geo.organisations import date_words
from geo.ward_lists import (
    AMBIGUOUS,
    CONFLICT,
    ELSEWHERE,
    EVERYTHING,
    OUTSIDE,
    SEVERAL,
    UNKNOWN,
    ListedWard,
    ListRead,
    Naming,
    Open,
    TwoLists,
)
from geo.wards import WARD_COUNT, vintage

MAX_QUOTED = 40
"""Characters of a piece repeated in a sentence."""

HOW_TO = (
    "Numbers (1, 20, 33), ranges (1–5), surnames or full names, one per line or with commas, with "
    "or without titles and accents: “Ald. La Spata (1st)”. What is not clear is asked, never "
    "guessed."
)


def quoted(words: str) -> str:
    """A piece of the list in quotation marks, in one line, cut if it is long."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= MAX_QUOTED else line[:MAX_QUOTED] + '…'}”"


def open_words(found: Open, year: int) -> str:
    """Why a piece is not counted, and what to do."""
    words, label = quoted(found.entry.words), vintage(year).label
    ask = "Did you mean:" if found.choices else "Check the spelling, or give the ward’s number."
    return {
        UNKNOWN: f"{words} is no ward, and nobody of that name sat for one of the {label}. {ask}",
        AMBIGUOUS: f"{words} fits more than one alderperson of the {label}. Which one is meant?",
        CONFLICT: f"In {words} the name and the number do not agree on the {label}. Which is "
        "meant?",
        OUTSIDE: f"{words}: there are wards 1 to {WARD_COUNT} only.",
        ELSEWHERE: f"{words} is not of the {label}: {elsewhere_words(found.elsewhere)}. Choose "
        "that map, or name somebody of this one.",
        SEVERAL: f"{words} holds several numbers and a name. Put commas between them.",
        EVERYTHING: f"{words} is no list by itself. To list every ward write 1–{WARD_COUNT}:",
    }[found.reason]


def elsewhere_words(terms: Iterable[Term]) -> str:
    """ "Angela Clay sat for ward 46 of the 2023 map"."""
    facts = dict.fromkeys((t.name, t.ward, t.vintage) for t in terms)
    return "; ".join(f"{n} sat for ward {w} of the {vintage(y).label}" for n, w, y in facts)


def uncounted_words(lists: TwoLists) -> str:
    """How many pieces of both lists are not counted; blank if none is left open."""
    count = len(lists.a.open) + len(lists.b.open)
    if not count:
        return ""
    noun = "piece of what was typed is" if count == 1 else "pieces of what was typed are"
    return f"{count} {noun} not counted: what is not clear is left open, never guessed."


def nothing_found(found: ListRead) -> str:
    """What to say of a text in which there is neither a number nor a name; blank otherwise."""
    if not found.text.strip() or found.listed or found.open:
        return ""
    return "There is no ward number and no name in this list. " + HOW_TO


def reading_lines(atlas: Atlas, found: ListRead, year: int) -> list[str]:
    """What a reader should know of how the list was read: doubled wards, people of the past,
    names shared by two people of one ward, names nobody has beside a number that counts."""
    lines = []
    for listed in found.listed:
        if len(listed.named) > 1:
            lines.append(doubled_words(listed))
        for naming in listed.named:
            lines += naming_lines(atlas, naming, listed.ward, year)
    return list(dict.fromkeys(lines))


def doubled_words(listed: ListedWard) -> str:
    """ "Ward 1 is named twice (“1”, “La Spata”) and counts once"."""
    times = {2: "twice"}.get(len(listed.named), f"{len(listed.named)} times")
    names = ", ".join(quoted(n.entry.words) for n in listed.named)
    return f"Ward {listed.ward} is named {times} ({names}) and counts once."


def naming_lines(atlas: Atlas, naming: Naming, ward: int, year: int) -> list[str]:
    """Remarks on one name."""
    words, label = quoted(naming.entry.words), vintage(year).label
    people_named = list(dict.fromkeys(t.name for t in naming.people))
    if naming.stranger:
        return [
            f"{words} counts as ward {ward} by its number; nobody of the name beside it sat for a "
            f"ward of the {label}."
        ]
    if len(people_named) > 1:
        return [f"{words} fits {' and '.join(people_named)}, all of ward {ward}."]
    terms = atlas.terms(year, ward)
    last = naming.people[-1] if naming.people else None
    if last is None or not terms or terms[-1].name == last.name:
        return []
    after = next(t for t in terms if t.since > last.since)
    return [
        f"{last.name} held ward {ward} until {date_words(last.until)}; {after.name} followed on "
        f"{date_words(after.since)}."
    ]
