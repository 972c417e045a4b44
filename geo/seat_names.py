"""Find an alderperson by the name people type: surname, full name, without accents, misspelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from geo.atlas_records import Term
from geo.spelling import plain_letters

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""Ends of names that tell father and son apart."""

TITLE = re.compile(
    r"alds?|alder(?:s|m[ae]n|wom[ae]n|persons?|people)?|council(?:l?or|m[ae]n|wom[ae]n|member)?|"
    r"city|members?|wards?|nos?|number|the|of|for|in|m(?:r|s|rs)|dr|hon(?:orable)?"
)
"""Words around a name or a number that say nothing about which ward is meant."""

CLOSE = 0.72
"""Likeness from which on a name is offered (difflib's ratio: "Vasqez" and "Vasquez" have 0.92).
Low enough for a slip or two in a short surname; an offer is never taken by itself."""

MOST_OFFERED = 3
SHORTEST, LONGEST = 3, 60
"""Letters of a name worth looking for: fewer resemble too many, more are a sentence."""


def folded(words: str) -> tuple[str, ...]:
    """Words in small plain letters: "Ald. O’Connor-Muñoz" -> ("ald", "oconnor", "munoz")."""
    closed = re.sub(r"['’ʼ`](?=\w)", "", plain_letters(words).casefold())
    return tuple(re.findall(r"[^\W\d_]+", closed))


def name_words(words: str) -> tuple[str, ...]:
    """The same without titles."""
    return tuple(w for w in folded(words) if not TITLE.fullmatch(w))


@dataclass(frozen=True)
class Name:
    """A name in folded parts: "Walter Burnett Jr." has first ("walter",), last ("burnett",)."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    suffix: str

    @property
    def words(self) -> tuple[str, ...]:
        """First and last together."""
        return (*self.first, *self.last)

    @cached_property
    def endings(self) -> frozenset[str]:
        """What the name ends in, run together: "spata", "laspata", "daniellaspata"."""
        starts = range(len(self.words))
        return frozenset("".join(self.words[at:]) for at in starts)


def read_name(name: str) -> Name:
    """Take a name of the record apart; both halves of a double surname count as last."""
    parts = [folded(part) for part in name.split()]
    suffix = next((p[0] for p in parts[1:] if p and p[0] in SUFFIXES), "")
    kept = [p for p in parts if p and p[0] not in SUFFIXES]
    *first, last = kept or [()]
    return Name(tuple(w for part in first for w in part), last, suffix)


def fits(wanted: Sequence[str], name: Name) -> bool:
    """Whether typed words can mean a name.

    The last word must be a surname. Words before it are part of the name in its order; first
    names may be cut short or written out ("Matt", "Matthew", "M"). Suffixes count only if typed.
    """
    suffixes = [w for w in wanted if w in SUFFIXES]
    words = [w for w in wanted if w not in SUFFIXES]
    if not words or (suffixes and suffixes != [name.suffix]):
        return False
    return "".join(words) in name.endings or (words[-1] in name.last and in_order(words, name))


def in_order(words: Sequence[str], name: Name) -> bool:
    """Whether the words come in the name one after the other, others left out."""
    at = 0
    for word in words:
        while at < len(name.words) and not alike(word, name.words[at], first=at < len(name.first)):
            at += 1
        if at == len(name.words):
            return False
        at += 1
    return True


def alike(word: str, other: str, *, first: bool) -> bool:
    """The same word; a first name can be cut short, or written out if the record's is short."""
    longer = len(other) >= SHORTEST and word.startswith(other)
    return word == other or (first and (other.startswith(word) or longer))


@dataclass(frozen=True, eq=False)
class Seats:
    """Everybody who sat for a ward of one map, ready to be looked up."""

    terms: tuple[Term, ...]

    @cached_property
    def _names(self) -> dict[str, Name]:
        return {term.name: read_name(term.name) for term in self.terms}

    @cached_property
    def _forms(self) -> dict[str, tuple[str, ...]]:
        """What can be misspelled, and whom it means: full names and their endings."""
        found: dict[str, tuple[str, ...]] = {}
        for person, name in self._names.items():
            for at in range(len(name.words)):
                form = " ".join(name.words[at:])
                found[form] = (*found.get(form, ()), person)
        return found

    def named(self, wanted: Sequence[str]) -> tuple[Term, ...]:
        """Terms of everybody the words can mean, by ward and day.

        Somebody whose whole name was typed is meant alone, whoever else it could be cut short for.
        """
        mine = [p for p, name in self._names.items() if fits(wanted, name)]
        whole = [p for p in mine if tuple(wanted) == folded(p)]
        return self._of(whole or mine)

    def near(self, wanted: Sequence[str]) -> tuple[Term, ...]:
        """The last terms of a few people the words may have been meant for, likeliest first."""
        typed = " ".join(wanted)
        if not SHORTEST <= len(typed) <= LONGEST:
            return ()
        close = get_close_matches(typed, self._forms, n=2 * MOST_OFFERED, cutoff=CLOSE)
        surname = [p for p, name in self._names.items() if set(name.last) & set(wanted)]
        surname.sort(key=lambda p: -likeness(typed, " ".join(self._names[p].words)))
        people = dict.fromkeys([*surname, *(p for form in close for p in self._forms[form])])
        return tuple(self._of([person])[-1] for person in list(people)[:MOST_OFFERED])

    def of_ward(self, ward: int) -> tuple[Term, ...]:
        """Everybody who sat for a ward, earliest first."""
        return tuple(t for t in self.terms if t.ward == ward)

    def _of(self, people: Iterable[str]) -> tuple[Term, ...]:
        wanted = set(people)
        found = (t for t in self.terms if t.name in wanted)
        return tuple(sorted(found, key=lambda t: (t.ward, t.since)))


def likeness(one: str, other: str) -> float:
    """0 to 1, as difflib measures it."""
    return SequenceMatcher(None, one, other).ratio()
