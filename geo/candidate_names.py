"""Names of candidates: from the capitals of official results to what a newspaper prints.

Rules do what rules can: capitals, initials, suffixes, nicknames, letters garbled by a wrong
encoding. Accents and the form a person prefers cannot be guessed; they are kept by hand in
`data/reference/candidate_names.csv`.
"""

from __future__ import annotations

import re

from geo.spelling import plain_letters

WRITE_IN = re.compile(r"\s*\(WRITE-IN\)$")

NICKNAME = re.compile(r"''(.+?)''|\"(.+?)\"|(?<!\w)'(\w[\w. -]*)'(?!\w)|\((.+?)\)")
"""A nickname between doubled single quotes (2015 to 2019), double or single quotes, or brackets."""

SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV"}
INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]\.?")
AFTER_MARK = re.compile(r"(?<=['’-])[a-z]")
SCOTTISH = re.compile(r"\bMc[a-z]{2,}")


def mended(text: str) -> str:
    """Undo UTF-8 read as Windows-1252: "ANDRÃ‰" -> "ANDRÉ"; any other text is left as it is."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def printed_form(text: str) -> tuple[str, bool]:
    """A name of the results without its mark, and whether it was a write-in.

    >>> printed_form("DON DAVIS (WRITE-IN)")
    ('DON DAVIS', True)
    """
    clean = " ".join(mended(text).split())
    bare = WRITE_IN.sub("", clean)
    return bare, bare != clean


def newspaper_form(printed: str) -> str:
    """A printed name by the rules alone, without its write-in mark.

    >>> newspaper_form("JESUS ''CHUY'' GARCIA, JR.")
    'Jesus “Chuy” Garcia Jr.'
    """
    quoted = NICKNAME.sub(lambda m: f"“{next(g for g in m.groups() if g)}”", printed)
    return " ".join(_word(word) for word in quoted.replace(",", " ").split())


def _word(word: str) -> str:
    """One word of a name; a nickname keeps its quotation marks."""
    opening, bare, closing = _parts(word)
    if bare.rstrip(".").upper() in SUFFIXES and not opening:
        return SUFFIXES[bare.rstrip(".").upper()]
    return f"{opening}{_capitals(bare)}{closing}"


def _parts(word: str) -> tuple[str, str, str]:
    bare = word.removeprefix("“")
    inner = bare.removesuffix("”")
    return word[: len(word) - len(bare)], inner, bare[len(inner) :]


def _capitals(word: str) -> str:
    """A word in capitals with the first letter only; a word with small letters as it is."""
    if INITIAL.fullmatch(word) and (len(word.rstrip(".")) == 1 or "." in word):
        return f"{word.rstrip('.')}."
    if word != word.upper():
        return word
    small = AFTER_MARK.sub(lambda m: m[0].upper(), word.capitalize())
    return SCOTTISH.sub(lambda m: f"Mc{m[0][2:].capitalize()}", small)


def slug(name: str) -> str:
    """ "Jesús “Chuy” García" -> "jesus-chuy-garcia"."""
    plain = re.sub(r"['’]", "", plain_letters(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
