"""A ward is found by the names people type, on whichever map somebody sat."""

from __future__ import annotations

from geo.atlas import load_atlas
from geo.spelling import plain_letters
from geo.ward_words import ward_choices
from geo.wards import WARD_NUMBERS


def test_every_ward_of_both_maps_can_be_chosen() -> None:
    choices = ward_choices(load_atlas(), 2015)
    assert [c for c in choices if isinstance(c, int)] == list(WARD_NUMBERS)
    assert [c for c in choices if not isinstance(c, int)] == [(2023, n) for n in WARD_NUMBERS]
    assert len(set(choices.values())) == 100


def test_a_name_is_found_with_and_without_its_accents_and_on_the_other_map() -> None:
    choices = ward_choices(load_atlas(), 2015)
    assert "Ricardo Muñoz" in choices[22]
    assert "Munoz" in choices[22]
    assert "Edward Burke" in choices[14]
    assert "Jeylú Gutiérrez" in choices[2023, 14]
    assert "Gutierrez" in choices[2023, 14]
    assert "2023 map" in choices[2023, 14]
    assert "(" not in choices[2]  # Brian Hopkins has no accent to leave out


def test_accents_are_left_out_and_nothing_else() -> None:
    assert plain_letters("Jeylú Gutiérrez") == "Jeylu Gutierrez"
    assert plain_letters("Matthew O’Shea") == "Matthew O’Shea"
