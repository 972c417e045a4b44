"""Words of the page of plans for new wards, and its colors."""

from __future__ import annotations

from itertools import combinations

import pytest

from geo.analysis.expansion import Ward, answer
from geo.analysis.expansion_model import Wishes
from geo.analysis.expansion_ranking import Ranked
from geo.atlas import Atlas, load_atlas
from geo.color_vision import VISIONS
from geo.demand import demand, share_words
from geo.expansion_choices import (
    LONGEST,
    SHORT_NAMES,
    mix_changes,
    settled,
    span,
    span_text,
    whom_choices,
    wish_changes,
)
from geo.expansion_criteria import CRITERIA, USUAL_WEIGHTS, Given, steps
from geo.expansion_sheets import range_words
from geo.expansion_sure import weights_of, weights_text
from geo.expansion_sure_words import target_lines
from geo.expansion_words import shown_set, ties_words, why_words
from geo.maps.map_state import PATTERNS
from geo.measures import MEASURES
from geo.palettes import EXPANSION_CLASSES
from geo.view import MAX_WEIGHTS, View
from tests.unit.test_expansion import Answer, city, solved
from tests.unit.test_palettes import APART, distance


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_ties_are_said_in_full() -> None:
    assert ties_words(solved(city("ABC"), Wishes(k=1))) == "one ward does best"
    assert ties_words(solved(city("ABCD"), Wishes(k=1))) == "2 wards tie"
    assert ties_words(solved(city("ABCDEF"), Wishes(k=2))) == "one set of wards does best"
    assert ties_words(solved(city("ABCD"), Wishes(goal="ninety"))) == "4 sets of wards do"
    assert ties_words(solved(city("ABC"), Wishes(goal="all"))) == "one ward does"


def test_a_target_is_said_with_every_set_that_reaches_it() -> None:
    street = city("ABCDE", A=1, B=45, C=48, D=5, E=1)
    assert target_lines(solved(street, Wishes(goal="ninety"))) == [
        "2 wards reach 90%. Fewer wards do not.",
        "Ward 3 reaches the most: 98.0%.",
        "No ward is in every one of them; ward 2 in 1 and ward 3 in 1.",
    ]
    assert target_lines(solved(city("ABC"), Wishes(goal="all"))) == [
        "No other ward reaches everybody."
    ]
    assert target_lines(solved(city("ABCDEF"), Wishes(goal="all"))) == [
        "No other set of as few wards reaches everybody."
    ]


def test_why_a_ward(atlas: Atlas) -> None:
    """Three sentences for one ward: all, some or none of its people are its own."""
    black = demand(atlas, 2015, "black_share", "")
    found = solved(city("ABCDEF", C=7), Wishes(k=2))
    for alone, end in (
        (27, "; no other ward of this choice reaches them."),
        (20, "; 20 of them no other ward of this choice reaches."),
        (0, "; other wards of this choice reach them too."),
    ):
        assert why_words(black, found, Ward(2, (1, 2, 3), 27, alone, 27)) == (
            "Ward 2: 27 Black Chicagoans in three wards (1, 2 and 3) without an organization in or "
            f"beside them{end}"
        )


def test_a_ward_without_gain_says_whose_wish_it_is(atlas: Atlas) -> None:
    black = demand(atlas, 2015, "black_share", "")
    found = answer(city("ABCDE", "B"), Wishes(k=2, must=frozenset([1])))
    assert isinstance(found, Answer)
    assert why_words(black, found, Ward(1, (), 0, 0, 0)) == (
        "Ward 1 reaches nobody new; it is there because you asked for it."
    )


def test_all_but_a_few_is_not_all() -> None:
    assert share_words(1_999, 2_000) == "over 99.9%"
    assert share_words(2_000, 2_000) == "100.0%"
    assert share_words(1, 4) == "25.0%"
    assert share_words(1, 4_000) == "under 0.1%"


def test_the_picked_set_is_shown_if_it_is_one_of_the_best() -> None:
    found = solved(city("ABCD"), Wishes(k=1))
    assert shown_set(found, (3,)) == (3,)
    assert shown_set(found, (4,)) == (2,)
    assert shown_set(found, ()) == (2,)


def test_limits_as_a_link_holds_them() -> None:
    assert span("0-10") == (0, 10)
    assert span("") == (0, 100)
    assert span_text((0, 100)) == ""
    assert span_text((5, 20)) == "5-20"


def test_names_of_what_is_counted_fit_into_the_control() -> None:
    labels = whom_choices()
    assert len(set(labels.values())) == len(labels)
    assert max(map(len, labels.values())) <= LONGEST
    assert SHORT_NAMES.keys() <= MEASURES.keys()
    assert (labels["black_share"], labels["young"]) == ("Black Chicagoans", "People under 18")


def test_a_ward_is_on_one_list_of_wishes_at_most() -> None:
    view = View(must=(1, 9), never=(3,))
    assert wish_changes(view, 9, "never") == {"must": (1,), "never": (3, 9)}
    assert wish_changes(view, 3, "must") == {"must": (1, 3, 9), "never": ()}
    assert wish_changes(view, 1, "") == {"must": (9,), "never": (3,)}


def test_the_preset_is_known_again_in_any_order() -> None:
    assert mix_changes({"latino_share": 1, "black_share": 1}) == {
        "mix": "black_share:1.latino_share:1"
    }


def test_a_link_is_settled_with_a_notice_for_what_is_not_known(atlas: Atlas) -> None:
    asked = View(mix="young:1.magic:2", weights="people:12.near:3", within="nobody")
    view, notices = settled(atlas, asked)
    assert (view.mix, view.weights, view.within) == ("young:1", "people:10.near:3", "")
    assert len(notices) == 3
    assert settled(atlas, View()) == (View(), ())


def test_weights_fit_into_a_link() -> None:
    assert len(CRITERIA) <= MAX_WEIGHTS
    assert weights_of("") == USUAL_WEIGHTS
    assert weights_of(weights_text({**USUAL_WEIGHTS, "near": 7}))["near"] == 7
    assert weights_of("near:7") == {**dict.fromkeys(USUAL_WEIGHTS, 0), "near": 7}


def test_steps_to_the_nearest_organization(atlas: Atlas) -> None:
    street = city("ABCDE", "A")
    given = Given(atlas, 2015, street, demand(atlas, 2015, "young", ""), [2, 3, 5])
    assert steps(given)[0] == (1.0, 2.0, 4.0)
    nobody = Given(atlas, 2015, city("ABC"), given.demand, [1, 2])
    assert steps(nobody)[0] == (None, None)


def test_a_range_that_never_moves_is_one_number() -> None:
    assert range_words(Ranked(1, 0.5, 3, 2, 7)) == "2–7"
    assert range_words(Ranked(1, 0.5, 1, 1, 1)) == "1"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_kinds_of_wards_are_told_apart_by_color_or_pattern(vision: str, dark: bool) -> None:
    for one, other in combinations(EXPANSION_CLASSES, 2):
        fills = [c.ink(dark=dark).fill for c in (one, other)]
        assert distance(*fills, vision) >= APART or one.pattern != other.pattern, (
            one.key,
            other.key,
        )
    for found in EXPANSION_CLASSES:
        assert found.pattern in PATTERNS
        ink = found.ink(dark=dark)
        if found.pattern != "none":
            assert distance(ink.fill, ink.pattern_color, vision) >= 2 * APART
