"""Names of the results become names a newspaper prints; what cannot be guessed is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.candidate_names import mended, newspaper_form, printed_form, slug


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("DANIEL LA SPATA", "Daniel La Spata"),
        ("MARIA DE LA CRUZ", "Maria De La Cruz"),
        ("MATTHEW J. O'SHEA", "Matthew J. O'Shea"),
        ("JA'MAL GREEN", "Ja'Mal Green"),
        ("STEVEN MCCLELLAN", "Steven McClellan"),
        ("JON-ROBERT MCDOWELL", "Jon-Robert McDowell"),
        ("DEBORAH A. FOSTER-BONNER", "Deborah A. Foster-Bonner"),
        ("JEANETTE B TAYLOR", "Jeanette B. Taylor"),
        ("HOWARD B. BROOKINS, JR.", "Howard B. Brookins Jr."),
        ("SYLVESTER E BAKER, JR", "Sylvester E. Baker Jr."),
        ("PAUL C. BRYSON, SR.", "Paul C. Bryson Sr."),
        ("CHARLES R. THOMAS SR.", "Charles R. Thomas Sr."),
        ("WILLIAM WALLS, III", "William Walls III"),
        ("KENNY C. DOSS II", "Kenny C. Doss II"),
        ("Delia C. Ramirez", "Delia C. Ramirez"),
        ("MICHAEL IVORY", "Michael Ivory"),
        ("ANDRÉ VASQUEZ", "André Vasquez"),
    ],
)
def test_capitals_initials_and_suffixes(printed: str, name: str) -> None:
    assert newspaper_form(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("JESUS ''CHUY'' GARCIA", "Jesus “Chuy” Garcia"),
        ("Jesus ''Chuy'' Garcia", "Jesus “Chuy” Garcia"),
        ('JESUS "CHUY" GARCIA', "Jesus “Chuy” Garcia"),
        ("MARTINA 'TINA' HONE", "Martina “Tina” Hone"),
        ("ODDIS ''O.J'' JOHNSON", "Oddis “O.J.” Johnson"),
        ('KIMBERLY I "KIM" EGONMWAN', "Kimberly I. “Kim” Egonmwan"),
        ("WILLIAMTON (WILLIE) DAVIS", "Williamton “Willie” Davis"),
        ("MAGGIE O'KEEFE O'MALLEY", "Maggie O'Keefe O'Malley"),
    ],
)
def test_nicknames_stand_in_curly_marks_and_apostrophes_are_none(printed: str, name: str) -> None:
    assert newspaper_form(printed) == name


def test_a_write_in_is_marked_and_its_mark_taken_off() -> None:
    assert printed_form("WILLIAMTON (WILLIE) DAVIS (WRITE-IN)") == (
        "WILLIAMTON (WILLIE) DAVIS",
        True,
    )
    assert printed_form("  DON   DON ") == ("DON DON", False)


def test_letters_read_in_the_wrong_encoding_are_mended() -> None:
    """U+00C3 and U+2030 are how the two bytes of É look when taken for Windows-1252."""
    assert mended("ANDRÃ‰ VASQUEZ") == "ANDRÉ VASQUEZ"
    for right in ("ANDRÉ VASQUEZ", "ANDRE VASQUEZ", "“CHUY” GARCÍA", "Łukasz"):
        assert mended(right) == right


def test_keys_are_plain() -> None:
    assert slug("Jesús “Chuy” García") == "jesus-chuy-garcia"
    assert slug("Matthew O'Shea") == "matthew-oshea"
    assert slug("Rossana Rodríguez-Sánchez") == "rossana-rodriguez-sanchez"
    assert slug("Walter Burnett Jr.") == "walter-burnett-jr"


@given(st.text(max_size=60))
def test_no_text_breaks_the_rules(text: str) -> None:
    bare, _ = printed_form(text)
    assert re.fullmatch(r"[a-z0-9-]*", slug(newspaper_form(bare)))
