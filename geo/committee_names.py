"""Names of organizations and of registered committees, made comparable.

A registry writes a name as somebody once typed it: in capitals, with dots, with a ward in words,
with "committee" or "PAC" added. Nothing here decides that two names are one organization's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from geo.wards import WARD_NUMBERS

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {20: "twent", 30: "thirt", 40: "fort", 50: "fift"}

_IPO = re.compile(r"\bindependent (political|precinct|progressive) organi[sz]ations?\b|\bi ?p ?o\b")
_WARD = re.compile(r"\b(\d{1,2}) ?(?:st|nd|rd|th)? ward\b|\bward (?:no |number )?(\d{1,2})\b")
_KINDRED = re.compile(r"\bworking families\b|\bneighbou?rs (united|for justice)\b")
_FILLER = re.compile(r"\b(the|of|in|chicago|committee|pac|fund|inc|political action)\b")
_A_CANDIDATE_S = re.compile(
    r"\b(friends|citizens|people|neighbou?rs|committee|vote|elect|re ?elect) (of|for|to)\b"
    r"|\bfor (\d|alder|ward|council|committee)"
)
_A_PARTY_S = re.compile(r"\b(democrat|democrats|democratic|republican|republicans|gop|regular)\b")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name in lower-case letters and digits, one space between words; wards as "22nd ward"."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"['’`]", "", letters.replace("&", " and "))
    text = " ".join(re.findall(r"[a-z0-9]+", words))
    return _IN_WORDS.sub(lambda found: f"{ordinal(_ORDINALS[found[1]])} ward", text)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 50th."""
    teen = number // 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _ordinals() -> dict[str, int]:
    """Ordinals in words, as `plain` leaves them ("twenty second"), to numbers from 1 to 59."""
    found = {word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)}
    for ten, stem in _TENS.items():
        found[f"{stem}ieth"] = ten
        found |= {f"{stem}y {word}": ten + unit for unit, word in enumerate(_UNITS, start=1)}
    return found


_ORDINALS = _ordinals()
_IN_WORDS = re.compile(rf"\b({'|'.join(sorted(_ORDINALS, key=len, reverse=True))}) ward\b")


def wards_named(name: str) -> frozenset[int]:
    """Ward numbers a name holds; which ward map they mean it does not say."""
    found = (int(a or b) for a, b in _WARD.findall(plain(name)))
    return frozenset(number for number in found if number in WARD_NUMBERS)


def says_ipo(name: str) -> bool:
    """Whether a name calls itself an independent political (or precinct) organization, or IPO."""
    return bool(_IPO.search(plain(name)))


def of_a_party_or_candidate(name: str) -> bool:
    """Whether a name is a party's or a candidate's by its words, so hardly an independent group."""
    text = plain(name)
    return bool(_A_PARTY_S.search(text) or _A_CANDIDATE_S.search(text))


def without_ipo(name: str) -> str:
    """A plain name without "Independent Political Organization" or "IPO"."""
    return " ".join(_IPO.sub(" ", plain(name)).split())


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What is left of a plain name without "IPO" and without words such as "the" or "PAC"."""
    return " ".join(_FILLER.sub(" ", without_ipo(name)).split())


def tells(core_of_name: str) -> bool:
    """Whether a core can stand for one organization: two words or more, and not just a ward."""
    return " " in core_of_name and not _WARD.fullmatch(core_of_name)


def contains(long: str, short: str) -> bool:
    """Whether a plain text holds another as whole words."""
    return f" {short} " in f" {long} "


def is_wanted(name: str, directory: Iterable[str]) -> bool:
    """Whether a committee may concern the directory, by its name alone.

    Parameters
    ----------
    name : str
        The committee's name.
    directory : iterable of str
        Names of the directory's organizations.

    Returns
    -------
    bool
        True if the name says independent political organization, a ward with its number, working
        families, neighbors united or for justice, or holds the name of an organization.
    """
    text = plain(name)
    if _IPO.search(text) or _KINDRED.search(text) or wards_named(name):
        return True
    mine = core(name)
    return any(contains(mine, core(one)) for one in directory if tells(core(one)))
