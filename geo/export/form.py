"""How a picture is wanted: size, sharpness, theme, full or plain, and words of one's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from geo.errors import AtlasError
from geo.export.lettering import is_covered

WITHOUT_SHAPE = ("Cf", "Cc")
"""Unicode categories of marks that `geo.export.lettering.printable` may drop: nothing is lost."""

VARIANTS = range(0xFE00, 0xFE10)
"""Marks that choose between forms of the character before them."""

MOST_NAMED = 5
"""Characters named in a message at most."""

PRINT_DPI = 300

LONGEST = {"title": 200, "byline": 80}
"""Characters of words of one's own at most."""

RESOLUTIONS = ("1x", "2x", "print")

GROUNDS = ("white", "none")


class FormError(AtlasError):
    """A picture was asked for that cannot be made; the message says what can."""


@dataclass(frozen=True)
class Size:
    """A place a picture is made for.

    `width` and `height` are in pixels; a height of 0 follows from what is in the picture. `inches`
    is its width on paper, 0 if it is for screens only.
    """

    key: str
    label: str
    width: int
    height: int
    inches: float


SIZES = {
    one.key: one
    for one in (
        Size("column", "Column, 600 pixels wide", 600, 0, 3.5),
        Size("page", "Full width, 1,200 pixels wide", 1200, 0, 7.0),
        Size("social", "Social card, 1,200 × 630", 1200, 630, 0),
        Size("slide", "Slide, 1,920 × 1,080", 1920, 1080, 0),
    )
}


@dataclass(frozen=True)
class Form:
    """How a picture is wanted.

    Parameters
    ----------
    size : str
        A key of `SIZES`.
    resolution : str
        One of `RESOLUTIONS`: pixels as they are, twice as many each way, or 300 to the inch.
    plain : bool
        The map alone, without its surroundings or any words but ward numbers.
    dark : bool
        Theme; the figure must have been composed for the same.
    ground : str
        One of `GROUNDS`: the page's own color (white, or near black in the dark theme), or
        nothing, so that what lies below shows. For plain pictures only.
    title, byline : str
        Words of one's own; blank for the figure's title, and for no name.

    Raises
    ------
    FormError
        With every fault at once.
    """

    size: str = "column"
    resolution: str = "1x"
    plain: bool = False
    dark: bool = False
    ground: str = "white"
    title: str = ""
    byline: str = ""

    def __post_init__(self) -> None:
        faults = [*self._choices(), *self._words()]
        if faults:
            raise FormError(" ".join(faults))

    @property
    def of(self) -> Size:
        """Its size."""
        return SIZES[self.size]

    @property
    def scale(self) -> float:
        """Pixels of a PNG for each pixel of the drawing."""
        if self.resolution == "print":
            return self.of.inches * PRINT_DPI / self.of.width
        return 2.0 if self.resolution == "2x" else 1.0

    def _choices(self) -> Iterable[str]:
        for name, known in (("size", SIZES), ("resolution", RESOLUTIONS), ("ground", GROUNDS)):
            value = getattr(self, name)
            if value not in known:
                yield f"There is no {name} {value!r}. Choose from {', '.join(known)}."
        if self.resolution == "print" and self.size in SIZES and not self.of.inches:
            paper = ", ".join(s.key for s in SIZES.values() if s.inches)
            yield f"The size {self.size} is for screens. For print choose {paper}."
        if self.ground == "none" and not self.plain:
            yield "Words need a ground to be read on. Only a plain picture can be without one."

    def _words(self) -> Iterable[str]:
        for name, most in LONGEST.items():
            value = getattr(self, name)
            if len(value) > most:
                yield (
                    f"The {name} has {len(value):,} characters; {most} fit into a picture. "
                    "Shorten it."
                )
            elif lost := lacking(value):
                yield lacking_words(f"the {name}", lost)


def lacking(text: str) -> tuple[str, ...]:
    """Characters of a text that a picture cannot show, in order, each once."""
    found = dict.fromkeys(unicodedata.normalize("NFC", "".join(text.split())))
    return tuple(c for c in found if not is_covered(c) and not droppable(c))


def droppable(character: str) -> bool:
    """Whether a mark has no shape of its own."""
    return unicodedata.category(character) in WITHOUT_SHAPE or ord(character) in VARIANTS


def lacking_words(where: str, lost: tuple[str, ...]) -> str:
    """What a person is told about characters without a letter in the typeface."""
    names = [f"{c} ({unicodedata.name(c, f'U+{ord(c):04X}').lower()})" for c in lost[:MOST_NAMED]]
    more = f" and {len(lost) - MOST_NAMED} more" if len(lost) > MOST_NAMED else ""
    return (
        f"The typeface of pictures, Source Sans Pro, has Latin, Greek and Cyrillic letters only; "
        f"it lacks these of {where}: {', '.join(names)}{more}. Write {where} without them."
    )
