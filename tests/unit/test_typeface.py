"""The letters of a picture as a small font: whole by the reckoning of another program."""

from __future__ import annotations

import math
import struct
import zlib
from io import BytesIO

import pytest
from PIL import ImageFont

from geo.export.lettering import BOLD, REGULAR, width
from geo.export.typeface import SUM_OF_ALL, checksum, web_font

TEXT = "17 of 50: Łódź, Ångström, Привет – “é”"


def unwrapped(woff: bytes) -> bytes:
    """The TrueType font inside a WOFF, put together by the WOFF 1.0 specification."""
    flavor, length, number = struct.unpack(">4xLLH", woff[:14])
    assert length == len(woff)
    tables = []
    for at in range(44, 44 + 20 * number, 20):
        tag, start, packed, size, total = struct.unpack(">4s4L", woff[at : at + 20])
        part = woff[start : start + packed]
        part = zlib.decompress(part) if packed < size else part
        assert len(part) == size
        tables.append((tag, total, part))
    power = 2 ** int(math.log2(number))
    search = (16 * power, int(math.log2(number)), 16 * (number - power))
    head, body, at = struct.pack(">L4H", flavor, number, *search), b"", 12 + 16 * number
    for tag, total, part in tables:
        head += tag + struct.pack(">3L", total, at + len(body), len(part))
        body += part + bytes(-len(part) % 4)
    return head + body


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_the_small_font_draws_the_same_letters(weight: int) -> None:
    """FreeType reads it; every letter has the width and the ink it has in the whole typeface."""
    font = unwrapped(web_font(weight, frozenset(TEXT)))
    basic = ImageFont.Layout.BASIC
    small = ImageFont.truetype(BytesIO(font), 1000, layout_engine=basic)
    for letter in set(TEXT) - {" "}:
        assert small.getlength(letter) == pytest.approx(width(letter, 1000, weight))
        assert small.getmask(letter).getbbox() is not None
    blank, unknown = small.getmask(" ").getbbox(), bytes(small.getmask("Q"))
    assert blank is None
    assert unknown == bytes(small.getmask("Z")) != bytes(small.getmask("5"))


def test_a_letter_made_of_others_brings_them_along() -> None:
    """é is an e with a mark; only é is asked for."""
    font = unwrapped(web_font(REGULAR, frozenset("é")))
    small = ImageFont.truetype(BytesIO(font), 100, layout_engine=ImageFont.Layout.BASIC)
    accented, missing = small.getmask("é"), small.getmask("e")
    assert accented.size[1] > 60
    assert bytes(accented) != bytes(missing)


def test_the_sum_over_the_file_is_what_the_format_asks_for() -> None:
    font = unwrapped(web_font(REGULAR, frozenset(TEXT)))
    assert checksum(font) == SUM_OF_ALL


def test_it_is_small_and_the_same_for_the_same_letters() -> None:
    letters = frozenset(map(chr, range(0x20, 0x7F)))
    assert web_font(BOLD, letters) == web_font(BOLD, frozenset(sorted(letters, reverse=True)))
    assert len(web_font(BOLD, letters)) < 15_000


def test_characters_the_typeface_lacks_are_left_out() -> None:
    assert web_font(REGULAR, frozenset("a🎉ש")) == web_font(REGULAR, frozenset("a"))
