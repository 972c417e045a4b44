"""Typed lists: what is clear is counted, what is not is asked, and nothing is guessed."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import load_atlas
from geo.atlas_records import Term
from geo.color_vision import VISIONS, difference
from geo.links import from_query, to_query
from geo.list_edits import chosen, cleaned, with_ward, without_ward
from geo.list_reading_words import nothing_found, open_words, reading_lines
from geo.maps.list_map import list_state
from geo.maps.map_state import NO_DATA
from geo.palettes import LIST_CLASSES, LIST_KEYS
from geo.presence import Options
from geo.seat_names import Seats, fits, folded, read_name
from geo.view import MAX_LIST, View
from geo.ward_lists import (
    AMBIGUOUS,
    CONFLICT,
    ELSEWHERE,
    EVERYTHING,
    OUTSIDE,
    SEVERAL,
    UNKNOWN,
    Choice,
    ListRead,
    TwoLists,
    read_list,
    seats_of,
)
from geo.wards import vintages

ATLAS = load_atlas()


def term(ward: int, name: str, since: str = "2015-05-18", until: str = "2023-05-14") -> Term:
    return Term(2015, ward, name, since, until, "council", "")


TOY = Seats(
    (
        term(1, "Ana Núñez"),
        term(2, "Mel Old", until="2019-05-19"),
        term(2, "Rosa Díaz-Cruz", since="2019-05-20"),
        term(3, "Raymond Cruz"),
        term(4, "Abe Stone Jr.", until="2019-05-19"),
        term(4, "Bea Stone", since="2019-05-20"),
        term(5, "Tim O'Hara"),
        term(6, "Joe La Vega"),
    )
)
OTHERS = Seats((term(46, "Angela Later"),))


def read(text: str) -> ListRead:
    return read_list(text, TOY, OTHERS)


def reasons(text: str) -> list[tuple[str, str]]:
    return [(found.entry.words, found.reason) for found in read(text).open]


@pytest.mark.parametrize(
    ("text", "wards"),
    [
        ("1, 20, 25, 33, 35, 40", (1, 20, 25, 33, 35, 40)),
        ("40;33\n1 and 20 & 25", (40, 33, 1, 20, 25)),
        ("1 20  25", (1, 20, 25)),
        ("Wards 12, 13 and 14", (12, 13, 14)),
        ("Ward 12, 13th Ward, the 21st, #22, (23), No. 24", (12, 13, 21, 22, 23, 24)),
        ("1-3, 5–6, 8 to 9, Wards 11 through 12", (1, 2, 3, 5, 6, 8, 9, 11, 12)),
        ("3-1", (1, 2, 3)),
        ("- 7\n• 8\n* 9", (7, 8, 9)),
        ("48-50", (48, 49, 50)),
        ("1/2/3", (1, 2, 3)),
        ("", ()),
        (" ,;\n and & ", ()),
    ],
)
def test_numbers_in_every_dress(text: str, wards: tuple[int, ...]) -> None:
    found = read(text)
    assert found.wards == wards
    assert found.open == ()


@pytest.mark.parametrize(
    ("text", "ward"),
    [
        ("Núñez", 1),
        ("nunez", 1),
        ("Ald. Ana Nunez", 1),
        ("A. Nunez", 1),
        ("Nunez (1st)", 1),
        ("1 Nunez", 1),
        ("Alderperson Nunez of the 1st Ward", 1),
        ("Nunez, Ana", 1),
        ("Rosa Diaz Cruz", 2),
        ("Díaz", 2),
        ("Ray Cruz", 3),
        ("O’Hara", 5),
        ("OHARA", 5),
        ("o hara", 5),
        ("Tim O'Hara", 5),
        ("La Vega", 6),
        ("LaVega", 6),
        ("Vega", 6),
        ("Timothy O’Hara", 5),
        ("Alderwoman Bea Stone", 4),
        ("Stone, Abe, Jr.", 4),
        ("Stone Jr.", 4),
    ],
)
def test_names_in_every_dress(text: str, ward: int) -> None:
    assert read(text).wards == (ward,)
    assert read(text).open == ()


def test_a_surname_of_two_wards_is_asked_and_counts_for_neither() -> None:
    found = read("Cruz")
    assert found.wards == ()
    (left,) = found.open
    assert left.reason == AMBIGUOUS
    assert left.choices == (Choice("Rosa Díaz-Cruz", 2), Choice("Raymond Cruz", 3))


def test_a_surname_of_two_people_of_one_ward_counts_and_names_both() -> None:
    found = read("Stone")
    assert found.wards == (4,)
    assert [t.name for t in found.naming(4)[0].people] == ["Abe Stone Jr.", "Bea Stone"]


def test_the_son_is_not_the_father() -> None:
    assert [t.name for t in read("Stone Jr.").naming(4)[0].people] == ["Abe Stone Jr."]
    assert reasons("Núñez Jr.") == [("Núñez Jr.", UNKNOWN)]


def test_a_first_name_alone_or_of_somebody_else_names_nobody() -> None:
    assert reasons("Raymond; Rita Cruz") == [("Raymond", UNKNOWN), ("Rita Cruz", UNKNOWN)]
    words = {c.words for c in read("Rita Cruz").open[0].choices}
    assert words == {"Rosa Díaz-Cruz", "Raymond Cruz"}


def test_a_misspelled_name_is_offered_and_not_taken() -> None:
    found = read("Nunes")
    assert found.wards == ()
    assert found.open[0].reason == UNKNOWN
    assert found.open[0].choices[0] == Choice("Ana Núñez", 1)
    assert read("Quetzalcoatl").open[0].choices == ()


def test_a_name_and_a_number_must_agree() -> None:
    (left,) = read("Núñez (3rd)").open
    assert left.reason == CONFLICT
    assert left.choices == (Choice("Ana Núñez", 1), Choice("Ward 3", 3))
    assert read("Núñez (3rd)").wards == ()


def test_a_name_nobody_has_beside_a_number() -> None:
    """A number marked as a ward's counts and is remarked on; a bare one is asked."""
    found = read("Working Families of the 33rd Ward")
    assert found.wards == (33,)
    assert found.naming(33)[0].stranger
    (left,) = read("48 neighbors signed").open
    assert (left.reason, left.choices[0]) == (UNKNOWN, Choice("Ward 48", 48))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", OUTSIDE),
        ("51", OUTSIDE),
        ("999999999", OUTSIDE),
        ("Angela Later", ELSEWHERE),
        ("Nunez 1 Cruz 3", SEVERAL),
        ("all", EVERYTHING),
        ("all but 3", EVERYTHING),
        ("not 12", UNKNOWN),
        ("everybody except 12", EVERYTHING),
        ("1.5", UNKNOWN),
        ("12a", UNKNOWN),
        ("1-2-3", UNKNOWN),
        ("99999999999999999999", UNKNOWN),
        ("٣", UNKNOWN),
        ("½", UNKNOWN),
        ("٣ wards", UNKNOWN),
        ("7*7", UNKNOWN),
        ("{{7}}", UNKNOWN),
        ("<i>7", UNKNOWN),
        ("[x](javascript:alert(1))", UNKNOWN),
        ("width=12", UNKNOWN),
    ],
)
def test_what_is_not_clear_is_kept_open(text: str, reason: str) -> None:
    assert reasons(text) == [(text, reason)]
    assert read(text).wards == ()


def test_a_range_beyond_the_wards_counts_what_there_is_and_says_the_rest() -> None:
    found = read("49-52")
    assert found.wards == (49, 50)
    assert reasons("49-52") == [("49-52", OUTSIDE)]
    assert read("51-99").wards == ()


def test_doubled_wards_count_once_and_keep_every_name() -> None:
    found = read("3, Ray Cruz, 1-3")
    assert found.wards == (3, 1, 2)
    assert [n.entry.words for n in found.doubled[0].named] == ["3", "Ray Cruz", "1-3"]


def test_one_bad_piece_costs_no_other_anything() -> None:
    found = read("1, <script>alert(1)</script>, {{7*7}}, 3, \u202e5, 🙂, Vega")
    assert {1, 3, 6} <= set(found.wards)
    assert set(found.wards) <= {1, 3, 5, 6, 7}


@given(st.text(max_size=600))
def test_whatever_is_typed_is_read_and_wards_are_wards(text: str) -> None:
    found = read(text)
    assert set(found.wards) <= set(range(1, 51))
    assert len(set(found.wards)) == len(found.wards)
    for entry in [n.entry for w in found.listed for n in w.named] + [o.entry for o in found.open]:
        assert found.text[entry.start : entry.end] == entry.words
    for left in found.open:
        assert open_words(left, 2015)


PIECES = ["12", "Ward 3", "1–5", "51", "Cruz", "Ray Cruz", "nunez", "and", "x", "(40th)", "La Vega"]


@given(
    st.lists(st.sampled_from(PIECES), max_size=9),
    st.sampled_from([", ", "; ", "\n", " "]),
    st.integers(1, 50),
)
def test_a_ward_added_is_on_the_list_and_a_ward_taken_off_is_not(
    pieces: list[str], separator: str, ward: int
) -> None:
    before = read(separator.join(pieces))
    longer = with_ward(before.text, ward)
    assert longer is not None
    assert set(read(longer).wards) == {*before.wards, ward}
    for named in before.wards:
        shorter = without_ward(before, named)
        assert shorter is not None
        assert set(read(shorter).wards) == set(before.wards) - {named}


def test_taking_a_ward_out_of_a_range_leaves_the_rest_of_it() -> None:
    assert without_ward(read("1-5, Cruz"), 3) == "1–2, 4–5, Cruz"
    assert without_ward(read("3, Ray Cruz"), 3) == ""
    assert without_ward(read("1, 2 and 3"), 3) == "1, 2"


def test_a_full_list_takes_no_more() -> None:
    assert with_ward("x" * (MAX_LIST - 4), 12) == "x" * (MAX_LIST - 4) + ", 12"
    assert with_ward("x" * (MAX_LIST - 3), 12) is None


def test_a_choice_takes_the_place_of_its_piece_and_is_then_clear() -> None:
    found = read("1, Cruz, 5")
    left = found.open[0]
    after = chosen(found.text, left.entry, left.choices[1])
    assert after == "1, Raymond Cruz, 5"
    assert read(after).wards == (1, 3, 5)


def test_a_choice_too_long_for_the_list_is_written_as_a_number() -> None:
    text = "Cruz" + "," * (MAX_LIST - 4)
    left = read(text).open[0]
    after = chosen(text, left.entry, left.choices[1])
    assert len(after) <= MAX_LIST
    assert read(after).wards == (3,)


def test_all_can_be_taken_as_every_ward() -> None:
    found = read("all wards")
    assert read(chosen(found.text, found.open[0].entry, found.open[0].choices[0])).wards == tuple(
        range(1, 51)
    )


@given(st.text(max_size=500))
def test_a_cleaned_list_can_stand_in_a_link(text: str) -> None:
    kept = cleaned(text)
    groups = {key: scheme.groups for key, scheme in ATLAS.schemes.items()}
    view, notices = from_query(to_query(View(list_a=kept)), groups)
    assert notices == ()
    assert view.list_a == kept


def test_names_are_folded_like_people_type_them() -> None:
    assert folded("Ald.Hopkins-O’Shea, MUÑOZ") == ("ald", "hopkins", "oshea", "munoz")
    name = read_name("Susan Sadlowski Garza")
    assert fits(("garza",), name)
    assert fits(("sadlowski", "garza"), name)
    assert fits(("susan", "garza"), name)
    assert not fits(("sadlowski",), name)
    assert not fits(("garza", "susan"), name)


def test_an_initial_in_the_record_lets_nobody_else_in() -> None:
    name = read_name("Michael D. Rodríguez")
    assert fits(("m", "rodriguez"), name)
    assert fits(("michael", "rodriguez"), name)
    assert not fits(("diego", "rodriguez"), name)


# The real council


def real(text: str, year: int = 2015) -> ListRead:
    mine, other = (seats_of(ATLAS, y) for y in (year, 4038 - year))
    return read_list(text, mine, other)


def test_everybody_on_record_is_found_by_the_whole_name() -> None:
    for year in (v.year for v in vintages()):
        for seat in seats_of(ATLAS, year).terms:
            found = real(seat.name, year)
            assert (found.wards, found.open) == ((seat.ward,), ()), seat.name
            assert {t.name for t in found.naming(seat.ward)[0].people} == {seat.name}


@pytest.mark.parametrize(
    ("name", "year", "wards"),
    [
        ("Rodriguez", 2015, {22, 33}),
        ("Lopez", 2015, {15, 25}),
        ("Moore", 2015, {17, 49}),
        ("Ramirez", 2023, {12, 35}),
    ],
)
def test_surnames_of_two_wards_are_asked(name: str, year: int, wards: set[int]) -> None:
    found = real(name, year)
    assert found.wards == ()
    assert {c.ward for c in found.open[0].choices} == wards


def test_father_and_son_of_one_ward_are_both_named() -> None:
    found = real("Burnett", 2023)
    assert found.wards == (27,)
    (line,) = reading_lines(ATLAS, found, 2023)
    assert "Walter Burnett Jr. and Walter Redmond Burnett" in line


def test_a_former_holder_counts_with_a_remark() -> None:
    """Deb Mell sat for ward 33 until May 19, 2019 (Chicago City Council)."""
    found = real("Deb Mell")
    assert found.wards == (33,)
    (line,) = reading_lines(ATLAS, found, 2015)
    for part in ("Deb Mell", "ward 33", "May 19, 2019", "Rossana Rodríguez-Sánchez"):
        assert part in line
    assert reading_lines(ATLAS, real("Hadden"), 2015) == []


def test_somebody_of_the_other_map_is_told_from_a_stranger() -> None:
    (left,) = real("Angela Clay").open
    assert left.reason == ELSEWHERE
    words = open_words(left, 2015)
    assert "ward 46 of the 2023 map" in words
    assert real("Angela Clay", 2023).wards == (46,)


def test_a_text_without_number_or_name_is_answered() -> None:
    assert nothing_found(real("🎉 … !!")) != ""
    assert nothing_found(real("")) == ""
    assert nothing_found(real("Burke")) == ""
    assert nothing_found(real("zzzz")) == ""


# The map


def test_every_ward_is_drawn_by_the_lists_it_is_on() -> None:
    lists = TwoLists(real("1, 2"), real("2, 3"))
    assert lists.wards == (1, 2, 3)
    assert lists.both == (2,)
    view = View(rings=False, ward=9)
    drawn = list_state(lists, view, ATLAS.presence(2015, Options()), dark=False)
    assert [LIST_KEYS[at] for at in drawn.ward_class[:4]] == ["a", "both", "b", "neither"]
    assert set(drawn.ward_class[3:]) == {LIST_KEYS.index("neither")}
    assert NO_DATA not in drawn.ward_class
    assert (drawn.rings, drawn.selected) == ((), 9)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_the_four_kinds_differ_for_every_reader(vision: str, dark: bool) -> None:
    for one, other in combinations(LIST_CLASSES, 2):
        far = difference(one.ink(dark=dark).fill, other.ink(dark=dark).fill, vision)
        assert far >= 8 or one.pattern != other.pattern, (one.key, other.key)
    for found in LIST_CLASSES:
        if found.pattern != "none":
            ink = found.ink(dark=dark)
            assert difference(ink.fill, ink.pattern_color, vision) >= 16, found.key
