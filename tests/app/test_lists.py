"""The page of lists as a visitor uses it: typing, choosing, comparing, bad input."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.palettes import LIST_KEYS
from geo.view import MAX_LIST
from tests.app.visits import bodies, headline, map_state, numbers, plain_tables, rows, visit, words

SIX = "1, 20, 25, 33, 35, 40"
MARKUP = '<img src=x onerror="window.hacked=1">'


def on_map(at: AppTest, key: str) -> set[int]:
    """Wards drawn as one kind."""
    wanted = LIST_KEYS.index(key)
    return {w for w, k in enumerate(map_state(at)["ward_class"], start=1) if k == wanted}


def said(at: AppTest) -> str:
    return " ".join(words(body) for body in bodies(at))


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [b for b in at.button if b.label.replace("\\", "") == label]
    return button.click().run()


def legend(at: AppTest) -> list[int]:
    (found,) = [b for b in bodies(at) if "Wards, of 50" in b]
    return [int(n) for n in re.findall(r'class="n">(\d+)<', found)]


def test_an_empty_page_says_what_to_paste_and_draws_all_wards_alike() -> None:
    at = visit("lists")
    assert not at.exception
    assert headline(at) == "Any list of wards or alderpersons, as a map"
    assert "Paste the wards" in said(at)
    assert len(set(map_state(at)["ward_class"])) == 1
    assert len(plain_tables(bodies(at))[0]) == 50
    assert "Who lives there" not in said(at)


def test_a_typed_list_is_on_the_map_in_the_figures_in_the_table_and_in_the_link() -> None:
    """People recomputed from the published table of the census, exact on the 2015 map."""
    at = visit("lists")
    at.text_area(key="control_list_a").set_value(SIX).run()
    assert not at.exception
    six = {1, 20, 25, 33, 35, 40}
    assert on_map(at, "a") == six
    assert legend(at) == [6, 44]
    people = sum(
        int(r["population"])
        for r in rows("processed/ward_population.csv")
        if r["vintage"] == "2015" and int(r["ward"]) in six
    )
    assert f"People, 2020 {people:,} {2_746_388 - people:,} 2,746,388" in said(at)
    assert numbers(headline(at))[:2] == [6, round(people, -4)]
    assert set(plain_tables(bodies(at))[0]["Ward"]) == six
    again = visit("lists", **at.query_params)
    assert again.session_state["view"] == at.session_state["view"]
    assert headline(again) == headline(at)


def test_names_and_numbers_are_the_same_list() -> None:
    by_name = visit(
        "lists",
        list_a="Ald. La Spata\nTaylor; Sigcho-Lopez, Rossana Rodriguez "
        "and Ramirez Rosa, Vasquez (40th)",
    )
    assert on_map(by_name, "a") == {1, 20, 25, 33, 35, 40}
    assert headline(by_name) == headline(visit("lists", list_a=SIX))


def test_a_suggestion_is_taken_with_one_press() -> None:
    at = visit("lists", list_a="1, Vasqez, 33")
    assert on_map(at, "a") == {1, 33}
    assert "“Vasqez” is no ward" in said(at)
    press(at, "André Vasquez, ward 40")
    assert at.text_area(key="control_list_a").value == "1, André Vasquez, 33"
    assert on_map(at, "a") == {1, 40, 33}
    assert "is no ward" not in said(at)


def test_a_surname_of_two_is_asked() -> None:
    at = visit("lists", list_a="Rodriguez", map="2023")
    assert on_map(at, "a") == set()
    press(at, "Rossana Rodríguez-Sánchez, ward 33")
    assert on_map(at, "a") == {33}


def test_two_lists_have_four_kinds() -> None:
    at = visit("lists", list_a="1, 2, 3", list_b="3, 4")
    assert [on_map(at, key) for key in LIST_KEYS[:3]] == [{1, 2}, {3}, {4}]
    assert legend(at) == [2, 1, 1, 46]
    assert headline(at) == "3 wards on list A, 2 wards on list B, 1 on both"
    table = plain_tables(bodies(at))[0].set_index("Ward")
    assert table["On list"].to_dict() == {1: "A", 2: "A", 3: "A and B", 4: "B"}


def test_list_b_alone_is_shown_too() -> None:
    at = visit("lists", list_b="3, 4")
    assert on_map(at, "b") == {3, 4}
    assert legend(at) == [2, 48]
    assert headline(at).startswith("2 wards, ")


def test_the_chosen_ward_is_added_and_taken_off() -> None:
    at = visit("lists", list_a="1-3", ward="12")
    press(at, "Add ward 12 to list A")
    assert on_map(at, "a") == {1, 2, 3, 12}
    press(at, "Take ward 12 off list A")
    assert on_map(at, "a") == {1, 2, 3}
    at = visit("lists", list_a="," * (MAX_LIST - 1) + "1", ward="12")
    (full,) = [b for b in at.button if b.key == "list_ward"]
    assert full.disabled
    at = visit("lists", list_a="1-3", ward="2")
    press(at, "Take ward 2 off list A")
    assert at.session_state["view"].list_a == "1, 3"


def test_an_example_brings_its_own_map_and_its_source() -> None:
    at = visit("lists", map="2023")
    press(at, "Socialists elected in 2019")
    view = at.session_state["view"]
    assert (view.map, view.list_a) == (2015, SIX)
    assert "Block Club Chicago, May 1, 2019" in said(at)
    press(at, "Both, compared")
    assert on_map(at, "both") == {1, 25, 33, 35, 40}
    assert "An Examination into Chicago’s Independent Political Organizations" in said(at)
    press(at, "Clear")
    assert on_map(at, "neither") == set(range(1, 51))
    assert "Block Club Chicago" not in said(at)


def test_the_same_number_is_read_on_the_map_shown() -> None:
    """Ward 34 moved from the Far South Side to downtown: another alderperson, other people."""
    old, new = (visit("lists", list_a="34", map=year) for year in ("2015", "2023"))
    assert plain_tables(bodies(old))[0]["Alderperson"].tolist() == ["Carrie Austin"]
    assert plain_tables(bodies(new))[0]["Alderperson"].tolist() == ["Bill Conway"]
    assert "wards of the 2023 map" in said(new)
    assert "estimates on the 2023 map" in said(new)
    assert "exact on the 2015 map" in said(old)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (MARKUP, "is no ward"),
        ("{{7*7}}", "is no ward"),
        ("[x](javascript:alert(1))", "is no ward"),
        ("0, 51", "there are wards 1 to 50 only"),
        ("all", "is no list by itself"),
        (", ; \n,", "There is no ward number and no name"),
        ("🎉🎉🎉", "There is no ward number and no name"),
        ("שלום", "is no ward"),
        ("x" * MAX_LIST, "is no ward"),
        (",".join("abcdefghij" * 10), "more pieces that are not counted"),
    ],
)
def test_bad_input_is_answered_plainly_and_runs_nowhere(typed: str, answer: str) -> None:
    at = visit("lists", list_a=typed)
    assert not at.exception
    assert not at.warning
    assert answer in said(at)
    assert on_map(at, "a") == set()
    assert headline(at) == "Any list of wards or alderpersons, as a map"
    html = "".join(bodies(at))
    assert "<img src=x" not in html
    assert "49" not in headline(at)
    for button in at.button:
        assert not re.search(r"(?<!\\)[\[\]<>`$*_]", button.label)


def test_marks_that_turn_the_writing_are_dropped_from_what_is_typed() -> None:
    at = visit("lists")
    at.text_area(key="control_list_a").set_value("1,\u202e2\t3\x00").run()
    assert not at.exception
    assert at.session_state["view"].list_a == "1,2 3"
    assert on_map(at, "a") == {1, 2, 3}


@pytest.mark.parametrize("bad", ["1," * MAX_LIST, "1\x002"], ids=["too long", "not a text"])
def test_a_link_with_a_list_that_cannot_be_gets_the_notice(bad: str) -> None:
    at = visit("lists", list_a=bad)
    (warning,) = at.warning
    assert "list" in warning.value
    assert at.session_state["view"].list_a == ""


def test_what_names_a_ward_is_escaped_in_the_table() -> None:
    at = visit("lists", list_a='12, Ward 12 "quoted" (& more)')
    (row,) = plain_tables(bodies(at))[0]["Named by"].tolist()
    assert row == '12; Ward 12 "quoted" ('
    assert "&quot;quoted&quot;" in "".join(bodies(at))


def test_settings_change_what_counts_and_the_outlines() -> None:
    at = visit("lists", list_a="20, 46")
    rings = map_state(at)["rings"]
    assert 46 in rings[1]
    at.toggle(key="control_regional").set_value(False).run()
    assert not [group for group in map_state(at)["rings"] if 46 in group]
    assert "Listed, but left out by the settings: 1 of 2 (46)" in said(at)
    assert "None listed: 1 of 2 (20)" in said(at)
    at.toggle(key="control_rings").set_value(False).run()
    assert map_state(at)["rings"] == []


def ahead(at: AppTest) -> dict[tuple[str, int], dict[str, Any]]:
    return {(s["control"], s["choice"]): s["changes"] for s in map_state(at)["ahead"]}


def test_the_other_map_is_sent_ahead_as_the_list_is_read_there() -> None:
    """Julia Ramirez sits for ward 12 since 2023; on the 2015 map nobody has her name."""
    at = visit("lists", list_a="Julia Ramirez, Hadden", map="2023")
    assert on_map(at, "a") == {12, 49}
    coming = ahead(at)["control_map", 0]
    assert coming["vintage"] == 2015
    assert [w for w, k in enumerate(coming["ward_class"], start=1) if k == 0] == [49]
