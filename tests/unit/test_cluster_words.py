"""What the page of clusters says: numbers that agree, care in the verdicts, colors apart."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from geo.analysis.coverage import COVERS, LEVELS
from geo.analysis.local_clusters import HOLDS
from geo.atlas import load_atlas
from geo.cluster_classes import (
    HOLDS_WORDS,
    JOIN_CLASSES,
    JOIN_HELP,
    LIST_HELP,
    MORAN_CLASSES,
    MORAN_HELP,
    TRIAL_HEADS,
)
from geo.cluster_results import published
from geo.cluster_story import Story, about, frequency, verdict
from geo.clustering import (
    EVERYBODY,
    FIXED,
    NOBODY,
    ONE,
    UNKNOWN,
    Alike,
    Clusters,
    Joined,
    Question,
    question,
)
from geo.color_vision import VISIONS, difference
from geo.demographics import WardValues
from geo.join_checks_words import part
from geo.join_words import join_story
from geo.maps.cluster_map import cluster_state
from geo.maps.map_state import NO_DATA
from geo.moran_words import headline, moran_story, ward_kinds
from geo.palettes import PresenceClass
from geo.view import View

ATLAS = load_atlas()
TESTER = Clusters(ATLAS, published(), cache(ATLAS.presence))


@cache
def joined(asked: Question) -> Joined:
    return TESTER.joined(asked)


def story(asked: Question) -> Story:
    return join_story(ATLAS, joined(asked))


def listed(*wards: int, **more: str) -> Question:
    return Question(tested="list", listed=wards, **more)


def lines(told: Story) -> str:
    return " ".join(line for _, block in told.blocks for line in block)


def test_the_sentence_has_observed_expected_and_frequency() -> None:
    found = joined(Question())
    told = story(Question())
    assert (
        f"{found.main.joins} pairs of neighboring wards both have an organization. If the "
        f"{len(found.main.wards)} wards with one were spread at random over the whole city, about "
        "14 would be expected; chance gives"
    ) in lines(told)
    assert f"{found.main.as_many} of 9,999 shuffles" in lines(told)
    assert "Chance seldom does that." in lines(told)
    assert told.title.startswith("Wards with an organization sit side by side: 23 pairs")


def test_no_word_claims_more_than_a_test_can_give() -> None:
    for asked in (Question(), Question(vintage=2023, shuffle="side"), listed(1, 20, 25)):
        said = f"{story(asked).title} {lines(story(asked))}".lower()
        assert not [word for word in ("prove", "significan", "random chance of") if word in said]


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.001, "seldom"), (0.0499, "seldom"), (0.05, "edge"), (0.0999, "edge"), (0.1, "easily")],
)
def test_verdicts_turn_at_the_conventions(p: float, words: str) -> None:
    assert words in verdict(p)


def test_numbers_as_a_person_says_them() -> None:
    assert (about(13.54), about(9.96), about(0.1)) == ("about 14", "about 10.0", "about 0.1")
    assert (part(0.0004), part(0.0029), part(1.0)) == ("under 0.1%", "0.3%", "100.0%")
    assert frequency(29, 9_999, 0.003) == (
        "29 of 9,999 shuffles (about 3 times in 1,000; p = 0.003)"
    )


def test_a_lead_of_one_side_is_told_from_closeness() -> None:
    """With regional organizations counted by people, shuffling within sides does as well often."""
    assert "the lead of one side over others may be all" in lines(story(Question(cover="people")))
    assert "more than the lead of one side" in lines(story(Question()))


@pytest.mark.parametrize(
    ("asked", "why", "title"),
    [
        (listed(), NOBODY, "no ward is on list A"),
        (listed(7), ONE, "only one ward is on list A"),
        (listed(*range(1, 51)), EVERYBODY, "every ward is on list A"),
        (Question(status=()), NOBODY, "no ward has an organization by these settings"),
        (Question(within="no-such-coalition"), NOBODY, "no ward has an organization"),
        (Question(since=2026), NOBODY, "no ward has an organization"),
    ],
)
def test_nothing_to_test_is_said_with_what_to_change(asked: Question, why: str, title: str) -> None:
    assert joined(asked).why == why
    told = story(asked)
    assert told.title.startswith("Nothing to test: ")
    assert title in told.title
    assert len(told.trouble) > 40
    assert (told.histogram, told.blocks) == (None, ())
    assert len(told.sheet.rows) == 50


def test_sides_that_are_full_or_empty_say_so() -> None:
    """All wards of one side: within sides nothing can move."""
    sides = ATLAS.ward_sides(2015, "five")
    central = tuple(ward for ward, side in sides.items() if side.main == "Central")
    asked = listed(*central, shuffle="side")
    assert joined(asked).why == FIXED
    assert "Shuffle over the whole city" in story(asked).trouble
    assert joined(replace(asked, shuffle="city")).why == ""


def test_two_wards_are_tested_but_nothing_is_taken_away() -> None:
    assert joined(Question(sure="certain")).why == ""
    assert "everything hangs on each of them" in lines(story(Question(sure="certain")))


def test_the_tables_hold_every_way_to_count() -> None:
    (_, (header, scopes)), (_, (_, maps)) = story(Question()).tables
    assert len(scopes) == len(COVERS) * len(LEVELS)
    assert header[-1] == "As many by chance"
    row = next(r for r in scopes if r[:2] == ("its own only", "all"))
    assert row[2:5] == ("17", "23", "13.5")
    assert [r[:2] for r in maps] == [
        (f"{year} map", where) for year in (2015, 2023) for where in ("whole city", "within sides")
    ]
    assert story(listed()).tables == ()
    assert len(story(listed(1, 20)).tables[0][1][1]) == 2, "a list belongs to its own map"


def test_the_histogram_holds_every_shuffle_and_says_so_in_words() -> None:
    drawn = story(Question()).histogram
    assert drawn is not None
    assert sum(bar.times for bar in drawn.bars) == 9_999
    assert len(drawn.table[1]) == len(drawn.bars) == len(drawn.written)
    above = sum(bar.times for bar in drawn.bars if bar.low + bar.high >= 2 * drawn.observed)
    assert above == joined(Question()).main.as_many
    assert f"{above} shuffles have as many or more" in drawn.alt


def test_a_real_map_beyond_every_shuffle_is_still_on_the_picture() -> None:
    asked = Question(cover="touch", sure="likely")
    drawn = story(asked).histogram
    assert drawn is not None
    assert drawn.bars[-1].high > drawn.observed


def test_the_far_south_side_is_named_with_its_worst_wards() -> None:
    said = lines(story(Question()))
    assert "in wards 7, 18 and 34" in said
    assert "All 127 ways" in said
    assert (
        "If such wards were picked at random there, the finding would fall in 6% of the ways to "
        "pick 3 of them, "
    ) in said
    assert said.count("; with any other number of them, never.") == 1
    assert "far South Side" not in lines(story(listed(1, 20, 25, 33)))


def test_the_other_map_carries_organizations_by_people() -> None:
    told = story(Question(vintage=2023))
    assert "at least half of their people live in an old ward" in told.subtitle
    assert "organizations carried from the 2015 map" in told.footing


def test_alt_text_and_sheet_agree_with_the_classes() -> None:
    told = story(Question())
    for klass in JOIN_CLASSES:
        assert f"{klass.label}: {told.count(klass.key)}" in told.alt
    assert sum(row["Organized"] == "yes" for row in told.sheet.rows) == 17
    row = told.sheet.rows[11]
    assert (row["Ward"], row["Neighbors of its kind"], row["Neighbors"]) == (12, 5, 6)
    assert row["Stands out"] == "before correction only"
    head, allowing, strictest = TRIAL_HEADS
    assert [told.sheet.kinds[name] for name in TRIAL_HEADS] == ["p"] * 3
    assert row[head] < 0.05 <= row[allowing] <= row[strictest] <= 1
    assert {told.sheet.rows[1][name] for name in TRIAL_HEADS} == {None}
    assert "5 of its 6 neighbors have an organization" in told.wards[12][0]


# Figures


@cache
def alike(key: str, **more: str) -> Alike:
    return TESTER.alike(Question(tested="indicator", indicator=key, **more))


def test_a_figure_is_told_with_i_and_its_pockets() -> None:
    told = moran_story(ATLAS, alike("black_share"))
    assert told.title == (
        "Black residents: neighboring wards are alike, Moran’s I 0.56 of 1; 8 wards lie in a "
        "pocket of high or low figures"
    )
    assert told.count("hh") + told.count("ll") == 8
    assert "Moran’s I is 0.56" in lines(told)
    assert len(told.sheet.rows) == 50
    assert told.histogram is not None
    assert sum(bar.times for bar in told.histogram.bars) == 9_999


def test_a_ward_whose_figure_is_not_known_stops_the_test_and_is_named() -> None:
    full = ATLAS.values(2015, "black_share")
    holed = replace(full, values=(*full.values[:6], None, *full.values[7:]))
    found = alike_of(holed)
    assert found.why == UNKNOWN
    told = moran_story(ATLAS, found)
    assert "the figure of ward 7 is not known" in told.title
    assert "Choose another figure" in told.trouble
    assert 7 not in told.kinds
    state = cluster_state(dict(told.kinds), MORAN_CLASSES, View(), None, dark=False)
    assert state.ward_class[6] == NO_DATA
    assert state.ward_class.count(NO_DATA) == 1


def test_figures_that_are_all_alike_are_no_test() -> None:
    full = ATLAS.values(2015, "black_share")
    found = alike_of(replace(full, values=(0.5,) * 50))
    assert "every ward has the same figure" in headline(found)
    assert set(ward_kinds(found)) == set(range(1, 51))


def alike_of(values: WardValues) -> Alike:
    """What a tester finds for other values."""

    class Other:
        tables, ward_sides = ATLAS.tables, ATLAS.ward_sides

        def values(self, vintage: int, key: str) -> WardValues:
            return values

    asked = Question(tested="indicator", indicator="black_share")
    return Clusters(Other(), {}, ATLAS.presence).alike(asked)  # type: ignore[arg-type]


# Questions


def test_settings_that_do_not_matter_make_the_same_question() -> None:
    plain = question(View(), (1, 2))
    assert plain == Question()
    assert question(View(scheme="nine", indicator="renter_share", ward=3), ()) == plain
    assert question(View(scheme="nine", shuffle="side"), ()) != question(View(shuffle="side"), ())
    assert question(View(tested="list", cover="touch"), (3,)) == listed(3)


def test_published_results_answer_only_what_they_were_asked() -> None:
    assert Question().key == (2015, "queen", "ward", "all", "city")
    for other in (
        Question(since=2020),
        Question(outside=True),
        Question(within="uwf"),
        Question(status=("active",)),
        Question(shuffle="side", scheme="nine"),
        listed(1, 2),
    ):
        assert other.key is None


# Classes


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("classes", [JOIN_CLASSES, MORAN_CLASSES], ids=["joins", "moran"])
def test_classes_differ_for_every_reader(
    classes: tuple[PresenceClass, ...], vision: str, dark: bool
) -> None:
    for one, other in combinations(classes, 2):
        far = difference(one.ink(dark=dark).fill, other.ink(dark=dark).fill, vision)
        assert far >= 8 or one.pattern != other.pattern, (one.key, other.key)
    for found in classes:
        if found.pattern != "none":
            ink = found.ink(dark=dark)
            assert difference(ink.fill, ink.pattern_color, vision) >= 16, found.key


def test_every_class_has_its_meaning() -> None:
    assert set(JOIN_HELP) == set(LIST_HELP) == {c.key for c in JOIN_CLASSES}
    assert set(MORAN_HELP) == {c.key for c in MORAN_CLASSES}
    assert set(HOLDS_WORDS) == set(HOLDS)
