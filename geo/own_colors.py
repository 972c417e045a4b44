"""Colors a reader types for a choropleth: read, named where they cannot be, and written in a link.

They are taken as CSS writes them: #036, #003366, teal, rgb(0, 51, 102) or hsl(210, 100%, 20%); the
# may be left out, as it is in a link.
"""

from __future__ import annotations

import re

from geo.classify import MAX_CLASSES
from geo.errors import AtlasError
from geo.ramps import Ramp

OWN = "own"
"""What a view has as its palette when the colors are the reader's."""

FEWEST_OWN, MOST_OWN = 2, 12
"""Colors a reader may give; other numbers of classes are blended from them."""

MAX_OWN = 240
"""Characters of a reader's colors: twelve of the longest form."""

MAX_NAMED = 30
"""Characters of something that is no color repeated in a message."""

_PARTS = re.compile(r"[A-Za-z]+\([^()]*\)|[^\s,;.\[\]{}\"'“”]+")
_BARE = re.compile(r"[0-9a-fA-F]+")
_SHORT = (3, 6)
_CHANNEL = 255


class OwnColorsError(AtlasError):
    """The reader's colors cannot be used; the message names those that are none."""


def read_colors(words: str) -> tuple[str, ...]:
    """The colors in a text, in their order.

    Parameters
    ----------
    words : str
        Colors with commas, semicolons, dots or spaces between them; quotes and brackets of a list
        that is pasted are passed over.

    Returns
    -------
    tuple of str, `FEWEST_OWN` to `MOST_OWN` long
        ``#rrggbb``.

    Raises
    ------
    OwnColorsError
        If a part is no color (all of them are named), or there are too few or too many.
    """
    parts = _PARTS.findall(words)
    read = [_color(part) for part in parts]
    bad = [part for part, color in zip(parts, read, strict=True) if color is None]
    if bad:
        named = ", ".join(f"“{part[:MAX_NAMED]}”" for part in dict.fromkeys(bad))
        raise OwnColorsError(
            f"My colors: {named} {'is no color' if len(set(bad)) == 1 else 'are no colors'} the "
            "atlas can use. Write # and three or six hexadecimal digits like #036, or a CSS name "
            "like teal; nothing see-through."
        )
    if not FEWEST_OWN <= len(read) <= MOST_OWN:
        raise OwnColorsError(
            f"My colors: {len(read)} given. Give {FEWEST_OWN} to {MOST_OWN}, for example #eee, "
            "#9cf, #036; they are blended where there are more classes."
        )
    return tuple(color for color in read if color)


def _color(part: str) -> str | None:
    """One color as ``#rrggbb``, or None."""
    # Here, because no page but the one with colors typed into it needs a library of pictures.
    from PIL import ImageColor  # noqa: PLC0415

    coded = f"#{part}" if _BARE.fullmatch(part) and len(part) in _SHORT else part
    try:
        found = ImageColor.getrgb(coded)
    except ValueError:
        return None
    see_through = len(found) > len("rgb")
    if see_through or not all(0 <= channel <= _CHANNEL for channel in found):
        return None
    return "#" + "".join(f"{channel:02x}" for channel in found)


def written(colors: tuple[str, ...]) -> str:
    """As a link has them: "eeeeee.99ccff.003366"."""
    return ".".join(color.removeprefix("#") for color in colors)


def typed(words: str) -> str:
    """What a view keeps of a typed text: its colors, or, where some are none, the text itself, so
    that the reader can mend it."""
    kept = "".join(c if c.isprintable() else " " for c in words)[:MAX_OWN].strip()
    try:
        return written(read_colors(kept))
    except OwnColorsError:
        return kept


def shown(words: str) -> str:
    """What the control shows: "#eeeeee, #99ccff", or the text as it was typed."""
    try:
        return ", ".join(read_colors(words))
    except OwnColorsError:
        return words


def own_ramp(words: str) -> Ramp:
    """The ramp of a reader's colors, for any number of classes.

    Raises
    ------
    OwnColorsError
        If they cannot be used.
    """
    return Ramp(OWN, "My own colors", "own", anchors=read_colors(words), max_classes=MAX_CLASSES)
