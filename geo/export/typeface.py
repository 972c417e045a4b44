"""The few letters a picture uses, as a web font to carry along inside it.

An SVG opened on another machine has no Source Sans Pro. A whole weight is 290 KB; the letters of
one picture, without the instructions for coarse screens, are under ten. Tables are those of the
OpenType specification 1.9; the wrapping is WOFF 1.0 (W3C, 2012).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from geo.errors import AtlasError
from geo.export.lettering import FILES, folder

Tables = Mapping[str, bytes]

KEPT = ("head", "hhea", "maxp", "OS/2", "name")
"""Tables that stay, some with numbers put right. Kerning is left out: widths are then those that
`geo.export.lettering` measures."""

UNKNOWN = 0
"""The glyph of a character a typeface lacks; every typeface begins with it."""


class TypefaceError(AtlasError):
    """The typeface's own file is not of the form it should have."""


@cache
def tables(weight: int) -> Tables:
    """The tables of a weight by their tag.

    Raises
    ------
    TypefaceError
        If the file is no TrueType font.
    """
    whole = (folder() / FILES[weight]).read_bytes()
    if whole[:4] != b"\0\1\0\0":
        raise TypefaceError(
            f"{FILES[weight]} is no TrueType font. Install font-source-sans-pro again with "
            "`pip install -r requirements.txt`."
        )
    (number,) = struct.unpack(">H", whole[4:6])
    found = {}
    for at in range(12, 12 + 16 * number, 16):
        tag, _, start, length = struct.unpack(">4sLLL", whole[at : at + 16])
        found[tag.decode("ascii")] = whole[start : start + length]
    return found


@cache
def glyph_numbers(weight: int) -> Mapping[int, int]:
    """Glyph of every character of the basic plane, from the table of format 4."""
    table = tables(weight)["cmap"]
    (number,) = struct.unpack(">H", table[2:4])
    places = [struct.unpack(">HHL", table[4 + 8 * n : 12 + 8 * n]) for n in range(number)]
    (start,) = [at for platform, kind, at in places if (platform, kind) == (3, 1)]
    part = table[start:]
    (twice,) = struct.unpack(">H", part[6:8])
    ends, starts, deltas, offsets = (
        struct.unpack(f">{twice // 2}H", part[at : at + twice])
        for at in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    found = {}
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offsets[n]:
                at = 16 + 3 * twice + 2 * n + offsets[n] + 2 * (code - first)
                (glyph,) = struct.unpack(">H", part[at : at + 2])
            if glyph or not offsets[n]:
                found[code] = (glyph + deltas[n]) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}


@cache
def outline(weight: int, glyph: int) -> bytes:
    """The shape of a glyph without its instructions; nothing for a space."""
    found = tables(weight)
    wide = struct.unpack(">h", found["head"][50:52])[0]
    size, scale, form = (4, 1, ">LL") if wide else (2, 2, ">HH")
    start, end = struct.unpack(form, found["loca"][size * glyph : size * (glyph + 2)])
    return bare(found["glyf"][start * scale : end * scale])


def bare(shape: bytes) -> bytes:
    """A shape without instructions."""
    if not shape:
        return b""
    (contours,) = struct.unpack(">h", shape[:2])
    if contours < 0:
        made, last = bytearray(shape), 0
        for at in parts_of(shape):
            last = at
            flags = struct.unpack(">H", shape[at : at + 2])[0] & ~HAS_INSTRUCTIONS
            made[at : at + 2] = struct.pack(">H", flags)
        return bytes(made[: last + part_length(shape, last)])
    after = 10 + 2 * contours
    (length,) = struct.unpack(">H", shape[after : after + 2])
    return shape[:after] + b"\0\0" + shape[after + 2 + length :]


WORDS, ONE_SCALE, MORE, TWO_SCALES, MATRIX, HAS_INSTRUCTIONS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
"""Flags of a part of a glyph that is made of others."""


def part_length(shape: bytes, at: int) -> int:
    """Bytes of the part that begins at `at`."""
    (flags,) = struct.unpack(">H", shape[at : at + 2])
    turned = next((n for f, n in ((ONE_SCALE, 2), (TWO_SCALES, 4), (MATRIX, 8)) if flags & f), 0)
    return 4 + (4 if flags & WORDS else 2) + turned


def parts_of(shape: bytes) -> list[int]:
    """Where the parts of a glyph begin; none for one with an outline of its own."""
    if not shape or struct.unpack(">h", shape[:2])[0] >= 0:
        return []
    found = [10]
    while struct.unpack(">H", shape[found[-1] : found[-1] + 2])[0] & MORE:
        found.append(found[-1] + part_length(shape, found[-1]))
    return found


def needed(weight: int, characters: Iterable[str]) -> list[int]:
    """Glyphs of some characters and of what those are made of, the unknown one first."""
    known = glyph_numbers(weight)
    found = dict.fromkeys(
        [UNKNOWN, *(known[ord(c)] for c in sorted(set(characters)) if ord(c) in known)]
    )
    waiting = list(found)
    while waiting:
        shape = outline(weight, waiting.pop())
        for at in parts_of(shape):
            (part,) = struct.unpack(">H", shape[at + 2 : at + 4])
            if part not in found:
                found[part] = None
                waiting.append(part)
    return list(found)


def renumbered(shape: bytes, places: Mapping[int, int]) -> bytes:
    """A shape whose parts are called by their places in the small font."""
    made = bytearray(shape)
    for at in parts_of(shape):
        (part,) = struct.unpack(">H", shape[at + 2 : at + 4])
        made[at + 2 : at + 4] = struct.pack(">H", places[part])
    return bytes(made)


def cmap(pairs: Mapping[int, int]) -> bytes:
    """The table of characters (format 4), one segment for each character."""
    codes = [*sorted(pairs), 0xFFFF]
    deltas = [*((pairs[c] - c) & 0xFFFF for c in codes[:-1]), 1]
    number = len(codes)
    power = 1 << (number.bit_length() - 1)
    search = (2 * power, power.bit_length() - 1, 2 * number - 2 * power)
    body = struct.pack(">4H", 2 * number, *search)
    body += struct.pack(f">{number}H", *codes) + b"\0\0" + struct.pack(f">{number}H", *codes)
    body += struct.pack(f">{number}H", *deltas) + bytes(2 * number)
    return struct.pack(">HHHHLHHH", 0, 1, 3, 1, 12, 4, len(body) + 6, 0) + body


def widths(weight: int, glyphs: Iterable[int]) -> bytes:
    """Width and left edge of each glyph."""
    found = tables(weight)
    table = found["hmtx"]
    (full,) = struct.unpack(">H", found["hhea"][34:36])
    made = b""
    for glyph in glyphs:
        wide = table[4 * min(glyph, full - 1) :][:2]
        at = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        made += wide + table[at : at + 2]
    return made


def small(weight: int, characters: Iterable[str]) -> dict[str, bytes]:
    """The tables of a font that has these characters only."""
    glyphs = needed(weight, wanted := set(characters))
    places = {glyph: place for place, glyph in enumerate(glyphs)}
    shapes = [padded(renumbered(outline(weight, g), places)) for g in glyphs]
    starts = [sum(map(len, shapes[:n])) for n in range(len(shapes) + 1)]
    known = glyph_numbers(weight)
    made = {tag: tables(weight)[tag] for tag in KEPT}
    head, count = made["head"], struct.pack(">H", len(glyphs))
    return {
        **made,
        "head": head[:8] + bytes(4) + head[12:50] + b"\0\1" + head[52:],
        "hhea": made["hhea"][:34] + count,
        "maxp": made["maxp"][:4] + count + made["maxp"][6:],
        "hmtx": widths(weight, glyphs),
        "cmap": cmap({ord(c): places[known[ord(c)]] for c in wanted if ord(c) in known}),
        "glyf": b"".join(shapes),
        "loca": struct.pack(f">{len(starts)}L", *starts),
        "post": struct.pack(">L", 0x00030000) + tables(weight)["post"][4:32],
    }


def padded(part: bytes) -> bytes:
    """A part of a font filled up to a multiple of four bytes."""
    return part + bytes(-len(part) % 4)


def checksum(part: bytes) -> int:
    """Sum of the words of four bytes."""
    whole = padded(part)
    total: int = sum(struct.unpack(f">{len(whole) // 4}L", whole))
    return total & 0xFFFFFFFF


@lru_cache(maxsize=64)
def web_font(weight: int, characters: frozenset[str]) -> bytes:
    """A WOFF of a weight that has some characters only.

    Parameters
    ----------
    weight : int
        `REGULAR` or `BOLD` of `geo.export.lettering`.
    characters : frozenset of str
        Those the typeface lacks are left out.

    Returns
    -------
    bytes
        The same for the same characters.

    Raises
    ------
    TypefaceError
        If the typeface's file is damaged.
    """
    made = dict(sorted(small(weight, characters).items()))
    # The sum of a table is taken before the sum of the whole file is put into it.
    sums = {tag: checksum(part) for tag, part in made.items()}
    made["head"] = with_sum(made)
    full = 12 + sum(16 + len(padded(part)) for part in made.values())
    at = 44 + 20 * len(made)
    listed, body = b"", b""
    for tag, part in made.items():
        packed = zlib.compress(part, 9)
        kept = packed if len(packed) < len(part) else part
        listed += tag.encode() + struct.pack(">4L", at + len(body), len(kept), len(part), sums[tag])
        body += padded(kept)
    size = at + len(body)
    head = struct.pack(">4sLLHHLHH5L", b"wOFF", 0x10000, size, len(made), 0, full, 1, 0, *[0] * 5)
    return head + listed + body


SUM_OF_ALL = 0xB1B0AFBA
"""What the whole file's sum is taken from (OpenType, table head)."""


def with_sum(made: Tables) -> bytes:
    """The table head with the sum over the whole file."""
    number = len(made)
    power = 1 << (number.bit_length() - 1)
    search = (16 * power, power.bit_length() - 1, 16 * (number - power))
    whole, at = struct.pack(">L4H", 0x10000, number, *search), 12 + 16 * number
    for tag, part in made.items():
        whole += tag.encode() + struct.pack(">3L", checksum(part), at, len(part))
        at += len(padded(part))
    total = checksum(whole + b"".join(padded(part) for part in made.values()))
    head = made["head"]
    return head[:8] + struct.pack(">L", (SUM_OF_ALL - total) & 0xFFFFFFFF) + head[12:]
