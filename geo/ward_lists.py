"""Read a typed list of wards and alderpersons. Nothing is guessed silently.

What is clear is counted; what is not is kept open, with what it could mean to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.atlas import Atlas
from geo.atlas_records import Term
from geo.seat_names import SUFFIXES, Seats, name_words
from geo.view import MAX_LIST
from geo.wards import WARD_COUNT, WARD_NUMBERS, vintages

UNKNOWN, AMBIGUOUS, CONFLICT, OUTSIDE, ELSEWHERE, SEVERAL, EVERYTHING = (
    "unknown",
    "ambiguous",
    "conflict",
    "outside",
    "elsewhere",
    "several",
    "everything",
)
"""Why part of a list is not counted: nobody of that name; people of several wards; a name and a
number that disagree; no ward of that number; somebody of the other map only; several numbers
around a name; "all", which is no list."""

_SEPARATOR = re.compile(r"[,;\n|/•·&+]|(?<!\w)and(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<!\w)(?<![0-9][^\s\w()])#?([0-9]{1,9})(?:st|nd|rd|th)?(?!\w|[^\s\w()]+[0-9])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"#?([0-9]{1,9})(?:st|nd|rd|th)?\s*(?:[–—-]|to|through|thru)\s*([0-9]{1,9})(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+\.?")
_MARKED = re.compile(
    r"(?<!\w)wards?(?!\w)|#|[0-9](?:st|nd|rd|th)(?!\w)|(?<!\w)\(\s*[0-9]+\s*\)", re.IGNORECASE
)
"""A number beside it is surely a ward's."""

_CODE = re.compile(r"[<>{}\\=^~$@%]")
"""Nobody writes these in a list: what they stand in is not looked at for numbers."""

_ALL = frozenset(("all", "every", "everybody", "everyone", "citywide"))
_NOT = frozenset(("but", "except", "excluding", "minus", "not", "without"))


@dataclass(frozen=True)
class Entry:
    """A piece of the text as it was typed, and where it stands."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Naming:
    """What named a ward: `people` it can mean, all of that ward; none for a bare number.

    `stranger`: beside the number stands a name that nobody on record has; `span` are the ends of
    a range.
    """

    entry: Entry
    people: tuple[Term, ...] = ()
    stranger: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class ListedWard:
    """A ward of the list and everything that named it; more than once if it was doubled."""

    ward: int
    named: tuple[Naming, ...]


@dataclass(frozen=True)
class Choice:
    """What an open piece could mean: the words to put in its place, and the ward they name (None
    for all of them)."""

    words: str
    ward: int | None = None


EVERY_WARD = Choice(f"1–{WARD_COUNT}")
"""What "all" could mean."""


@dataclass(frozen=True)
class Open:
    """A piece that is not counted, why, and what it could mean."""

    entry: Entry
    reason: str
    choices: tuple[Choice, ...] = ()
    elsewhere: tuple[Term, ...] = ()


@dataclass(frozen=True)
class ListRead:
    """A list as it was understood: wards in the order of their first naming."""

    text: str
    listed: tuple[ListedWard, ...]
    open: tuple[Open, ...]

    @property
    def wards(self) -> tuple[int, ...]:
        """Ward numbers in typed order."""
        return tuple(found.ward for found in self.listed)

    @property
    def doubled(self) -> tuple[ListedWard, ...]:
        """Wards named more than once."""
        return tuple(found for found in self.listed if len(found.named) > 1)

    def naming(self, ward: int) -> tuple[Naming, ...]:
        """What named a ward; nothing if it is not on the list."""
        return next((found.named for found in self.listed if found.ward == ward), ())


@dataclass(frozen=True)
class TwoLists:
    """List A, and list B to compare it with; either may be empty."""

    a: ListRead
    b: ListRead

    @property
    def wards(self) -> tuple[int, ...]:
        """Wards of either list, each once: those of A in typed order, then those of B alone."""
        return tuple(dict.fromkeys((*self.a.wards, *self.b.wards)))

    @property
    def both(self) -> tuple[int, ...]:
        """Wards of both lists, in A's order."""
        return tuple(ward for ward in self.a.wards if ward in self.b.wards)

    def kind(self, ward: int) -> str:
        """The key of its class in `geo.palettes.LIST_CLASSES`."""
        here = (ward in self.a.wards, ward in self.b.wards)
        return {(True, False): "a", (False, True): "b", (True, True): "both"}.get(here, "neither")


def read_list(text: str, seats: Seats, elsewhere: Seats | None = None) -> ListRead:
    """Read numbers, ranges and names, in any mixture.

    Parameters
    ----------
    text : str
        As typed, at most `geo.view.MAX_LIST` characters; what is beyond is not read.
    seats : Seats
        Everybody who sat for a ward of the map shown.
    elsewhere : Seats, optional
        Everybody who sat for a ward of the other maps, to tell a stranger from somebody of
        another map.

    Returns
    -------
    ListRead
        Every ward is from 1 to 50. Never raises.
    """
    kept = text[:MAX_LIST]
    named: dict[int, list[Naming]] = {}
    left: list[Open] = []
    for entry in entries(kept, seats):
        for found in read_entry(entry, seats, elsewhere):
            if isinstance(found, Open):
                left.append(found)
            else:
                ward, naming = found
                named.setdefault(ward, []).append(naming)
    listed = tuple(ListedWard(ward, tuple(namings)) for ward, namings in named.items())
    return ListRead(kept, listed, tuple(left))


def entries(text: str, seats: Seats) -> list[Entry]:
    """Cut a text at commas, semicolons, ends of lines, "and".

    "Lopez, Raymond" and "Burnett, Jr." stay in one piece.
    """
    found: list[Entry] = []
    at = 0
    ends = [(m.start(), m.end(), m.group()) for m in _SEPARATOR.finditer(text)]
    before = ""
    for stop, after, separator in [*ends, (len(text), len(text), "")]:
        piece = trimmed(text, at, stop)
        if piece is not None:
            whole = (
                Entry(text[found[-1].start : piece.end], found[-1].start, piece.end)
                if found
                else piece
            )
            if before == "," and found and belongs(found[-1].words, piece.words, seats):
                found[-1] = whole
            else:
                found.append(piece)
        at, before = after, separator
    return found


def trimmed(text: str, start: int, stop: int) -> Entry | None:
    """The piece between two places without blanks around it; None if nothing is left."""
    words = text[start:stop]
    kept = words.strip()
    if not any(c.isalnum() or c.isnumeric() for c in kept):
        return None
    begin = start + words.index(kept)
    return Entry(kept, begin, begin + len(kept))


def belongs(before: str, piece: str, seats: Seats) -> bool:
    """Whether a piece after a comma is the rest of the name before it."""
    rest, surname = (name_words(_NUMBER.sub(" ", part)) for part in (piece, before))
    if not rest or not surname or seats.named(rest):
        return False
    return set(rest) <= SUFFIXES or bool(seats.named((*rest, *surname)))


Found = tuple[int, Naming] | Open


def read_entry(entry: Entry, seats: Seats, elsewhere: Seats | None) -> Iterator[Found]:
    """What one piece of the list means."""
    span = _RANGE.fullmatch(bare(entry.words))
    if span:
        yield from read_range(entry, int(span[1]), int(span[2]))
        return
    numbers = [int(m[1]) for m in _NUMBER.finditer(entry.words)]
    rest = _NUMBER.sub(" ", entry.words)
    words = typed_name(rest)
    if set(words) & _ALL and not seats.named(words):
        yield Open(entry, EVERYTHING, (EVERY_WARD,))
    elif any(c.isnumeric() for c in rest) or set(words) & _NOT or _CODE.search(entry.words):
        yield Open(entry, UNKNOWN)
    elif not words:
        yield from read_numbers(entry)
    elif not numbers:
        yield read_name_alone(entry, words, seats, elsewhere)
    elif len(numbers) > 1:
        yield Open(entry, SEVERAL)
    else:
        yield name_and_number(entry, words, numbers[0], seats)


def bare(words: str) -> str:
    """Without titles and brackets: "Wards 1–5" -> "1–5"."""
    kept = _PLAIN_WORD.sub(lambda m: "" if not typed_name(m[0]) else m[0], words)
    return kept.strip(" ().:[]")


def typed_name(words: str) -> tuple[str, ...]:
    """Folded words of a name as it was typed, turned if the surname came first."""
    surname, comma, first = words.partition(",")
    rest = name_words(first)
    if comma and rest and not set(rest) <= SUFFIXES:
        return (*rest, *name_words(surname))
    return name_words(words)


def read_range(entry: Entry, first: int, last: int) -> Iterator[Found]:
    """ "1–5"; what lies beyond 1 to 50 is said."""
    low, high = sorted((first, last))
    for ward in range(max(low, 1), min(high, WARD_COUNT) + 1):
        yield ward, Naming(entry, span=(low, high))
    if low < 1 or high > WARD_COUNT:
        yield Open(entry, OUTSIDE)


def read_numbers(entry: Entry) -> Iterator[Found]:
    """Bare numbers, each with its own place in the text."""
    for match in _NUMBER.finditer(entry.words):
        alone = len(_NUMBER.findall(entry.words)) == 1
        place = (
            entry
            if alone
            else Entry(match[0], entry.start + match.start(), entry.start + match.end())
        )
        number = int(match[1])
        if number in WARD_NUMBERS:
            yield number, Naming(place)
        else:
            yield Open(place, OUTSIDE)


def read_name_alone(
    entry: Entry, words: tuple[str, ...], seats: Seats, elsewhere: Seats | None
) -> Found:
    """A name without a number."""
    terms = seats.named(words)
    if len({t.ward for t in terms}) == 1:
        return terms[0].ward, Naming(entry, terms)
    if terms:
        return Open(entry, AMBIGUOUS, choices_of(terms))
    others = elsewhere.named(words) if elsewhere else ()
    if others:
        return Open(entry, ELSEWHERE, elsewhere=others)
    return Open(entry, UNKNOWN, choices_of(seats.near(words)))


def name_and_number(entry: Entry, words: tuple[str, ...], number: int, seats: Seats) -> Found:
    """A name beside a number: they must agree; a name nobody has leaves the number."""
    terms = seats.named(words)
    mine = tuple(t for t in terms if t.ward == number)
    if mine:
        return number, Naming(entry, mine)
    own = (Choice(f"Ward {number}", number),) if number in WARD_NUMBERS else ()
    if terms:
        return Open(entry, CONFLICT, (*choices_of(terms), *own))
    if not own:
        return Open(entry, OUTSIDE, choices_of(seats.near(words)))
    if not _MARKED.search(entry.words):
        return Open(entry, UNKNOWN, (*own, *choices_of(seats.near(words))))
    return number, Naming(entry, stranger=True)


def choices_of(terms: Iterable[Term]) -> tuple[Choice, ...]:
    """One choice for each person and ward, in the order given."""
    return tuple(dict.fromkeys(Choice(t.name, t.ward) for t in terms))


def typed_list(atlas: Atlas, vintage: int, text: str) -> ListRead:
    """A text as it is understood on a map; who sat on another map only is known as that."""
    elsewhere = [t for v in vintages() if v.year != vintage for t in seats_of(atlas, v.year).terms]
    return read_list(text, seats_of(atlas, vintage), Seats(tuple(elsewhere)))


def seats_of(atlas: Atlas, vintage: int) -> Seats:
    """Everybody who sat for a ward of a map."""
    return Seats(tuple(t for ward in WARD_NUMBERS for t in atlas.terms(vintage, ward)))
