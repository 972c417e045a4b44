"""The typeface of pictures: which characters it has, how wide words are, where lines break.

Source Sans Pro, the typeface of the pages, comes with the package `font-source-sans-pro`: a picture
looks the same on every machine and needs neither the network nor the machine's own typefaces.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

from geo.errors import AtlasError

FAMILY = "Source Sans Pro"
REGULAR, BOLD = 400, 700
FILES = {REGULAR: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Bold.ttf"}

COVERED = (
    (0x20, 0x7E),
    (0xA0, 0x17E),
    (0x1CD, 0x1DC),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x1EA0, 0x1EF9),
    (0x2012, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x2610, 0x2610),
)
"""Characters the typeface is relied on for: Latin, Greek, Cyrillic and the usual signs."""

LACKING = "☐"
"""Stands for a character the typeface lacks."""

ELLIPSIS = "…"

MEASURED = 1000
"""Size at which widths are taken; they grow with the size."""


def printable(text: str) -> str:
    """Text in characters the typeface has; the others become `LACKING`.

    Marks without a shape of their own (direction of writing, joiners, variants) are dropped, runs
    of white space become one space.
    """
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    shaped = (c for c in whole if unicodedata.category(c) not in ("Cf", "Mn", "Me", "Cc"))
    return "".join(c if is_covered(c) else LACKING for c in shaped)


def is_covered(character: str) -> bool:
    """Whether the typeface has a character."""
    return any(first <= ord(character) <= last for first, last in COVERED)


@cache
def folder() -> Path:
    """Where the typeface is installed.

    Raises
    ------
    AtlasError
        If its package is not installed or lacks a file.
    """
    try:
        import font_source_sans_pro  # noqa: PLC0415  only who makes a picture needs it
    except ImportError as missing:
        raise AtlasError(
            "Pictures need the typeface Source Sans Pro, which is not installed. Run "
            "`pip install -r requirements.txt`."
        ) from missing
    found = Path(font_source_sans_pro.font_directory)
    lacking = [name for name in FILES.values() if not (found / name).is_file()]
    if lacking:
        raise AtlasError(
            f"The package font-source-sans-pro lacks {', '.join(lacking)}. Install it again with "
            "`pip install -r requirements.txt`."
        )
    return found


@cache
def own_folder() -> tempfile.TemporaryDirectory[str]:
    """The two files alone: the package has each weight twice, and the converter would take either.

    Removed at exit.
    """
    made = tempfile.TemporaryDirectory(prefix="ward-atlas-type-")
    for name in FILES.values():
        shutil.copy(folder() / name, made.name)
    return made


@cache
def register() -> None:
    """Make the typeface known to the converter, once."""
    import vl_convert  # noqa: PLC0415  only who makes a picture needs it

    vl_convert.register_font_directory(own_folder().name)


@cache
def _face(weight: int) -> ImageFont.FreeTypeFont:
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(folder() / FILES[weight]), MEASURED, layout_engine=basic)


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """How wide a line is, in the units of `size`."""
    return _face(weight).getlength(text) * size / MEASURED


def cut(text: str, room: float, size: float, weight: int = REGULAR) -> str:
    """The beginning of a line that fits, with an ellipsis if it is not all of it."""
    if width(text, size, weight) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + ELLIPSIS, size, weight) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def fitted(
    text: str, room: float, size: float, least: float, weight: int = REGULAR
) -> tuple[str, float]:
    """A line and the size it fits at: smaller down to `least`, then cut."""
    wide = width(text, size, weight)
    found = max(least, size * room / wide) if wide > room else size
    return cut(text, room, found, weight), found


def wrapped(
    text: str, room: float, size: float, weight: int = REGULAR, most: int = 0
) -> tuple[str, ...]:
    """Lines no wider than `room`; words too long for a line are broken.

    With `most`, what does not fit into so many lines is cut off with an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, weight) <= room:
            lines[-1] = joined
        else:
            lines += pieces(word, room, size, weight)
    if most and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], cut(rest, room, size, weight)]
    return tuple(lines)


def pieces(word: str, room: float, size: float, weight: int) -> list[str]:
    """A word in parts that fit; one part for nearly every word."""
    found = [""]
    for character in word:
        if found[-1] and width(found[-1] + character, size, weight) > room:
            found.append("")
        found[-1] += character
    return found
