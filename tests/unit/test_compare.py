"""The comparison of wards by hand: six wards or fewer, so every answer can be counted out."""

from __future__ import annotations

from itertools import combinations
from statistics import median

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.analysis.compare import (
    FORTY,
    MAJORITY,
    PLURALITY,
    SEED,
    SHUFFLES,
    Chance,
    CompareError,
    Comparison,
    Leads,
    chance,
    compare,
    compared,
    having_wards,
    leading,
    leads,
    only_side,
    shares_by_ward,
)
from geo.compare_words import (
    chance_lines,
    compare_headline,
    compare_sheet,
    compare_subtitle,
    definition,
    doubt_lines,
    gap,
    measures_table,
    often,
    p_words,
    strips_alt,
)
from geo.demographics import WardValues
from geo.indicators import indicator
from geo.lead_words import lead_by_side, lead_rows, lead_sentences
from geo.presence import Options, Presence, WardPresence
from geo.reference_tables import SIDES
from geo.sheets import to_csv
from geo.sides import Scheme, WardSide
from geo.view import MAJORITY_KEYS

SIX = {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4, 5: 0.5, 6: 0.6}
ALIKE = dict.fromkeys(SIX, 100)


def ward_values(
    known: dict[int, float | None],
    key: str = "black_share",
    vintage: int = 2015,
    variations: dict[int, float] | None = None,
    city: float | None = 0.25,
) -> WardValues:
    """An indicator with values for some wards; the others are not known."""
    of_ward = {**dict.fromkeys(range(1, 51)), **known}
    doubts = variations or {}
    return WardValues(
        indicator(key),
        vintage,
        tuple(of_ward.values()),
        tuple(0.01 if w in doubts else None for w in of_ward),
        tuple(doubts.get(w) for w in of_ward),
        city,
        None,
    )


def presence_of(classes: dict[int, str], vintage: int = 2015, regional: bool = True) -> Presence:
    """Wards of 100, 200, 300 … people with these classes."""
    wards = (WardPresence(w, 100 * w, klass, 0.0, 0.0, ()) for w, klass in classes.items())
    return Presence(vintage, Options(regional=regional), tuple(wards))


CLASSES = {1: "active", 2: "none", 3: "regional", 4: "left_out", 5: "some", 6: "most"}


# Two groups


def test_medians_and_weighted_means_are_those_counted_out() -> None:
    people = {1: 100, 2: 300, 3: 100, 4: 100, 5: 200, 6: 100}
    found = compare(SIX, people, {1, 2, 6})
    assert found.having is not None
    assert found.lacking is not None
    assert found.having.wards == (1, 2, 6)
    assert found.having.people == 500
    assert found.having.median == pytest.approx(0.2)
    assert found.having.mean == pytest.approx((10 + 60 + 60) / 500)
    assert found.lacking.median == pytest.approx(0.4)
    assert found.lacking.mean == pytest.approx((30 + 40 + 100) / 400)
    assert (found.having.lowest, found.having.highest) == (1, 6)
    assert (found.lacking.lowest, found.lacking.highest) == (3, 5)


def test_an_even_number_of_wards_has_its_median_and_quartiles_between_them() -> None:
    """By hand, as spreadsheets do (QUARTILE.INC of 1, 2, 3, 4 is 1.75 and 3.25)."""
    found = compare({1: 4.0, 2: 3.0, 3: 1.0, 4: 2.0, 5: 9.0}, ALIKE, {1, 2, 3, 4})
    assert found.having is not None
    assert found.having.median == 2.5
    assert found.having.quartiles == (1.75, 3.25)


def test_of_wards_with_the_same_value_the_first_is_named() -> None:
    found = compare(dict.fromkeys((4, 2, 9), 0.5), {2: 1, 4: 1, 9: 1}, {2, 4, 9})
    assert found.having is not None
    assert (found.having.lowest, found.having.highest) == (2, 2)


def test_wards_without_a_value_are_left_out_and_named() -> None:
    found = compare({**SIX, 2: None, 5: None}, ALIKE, {1, 2, 3})
    assert found.missing == (2, 5)
    assert found.having is not None
    assert found.lacking is not None
    assert found.having.wards == (1, 3)
    assert found.having.people == 200
    assert found.lacking.wards == (4, 6)
    assert set(found.people) == {1, 3, 4, 6}


@pytest.mark.parametrize("having", [(), (1, 2, 3, 4, 5, 6)])
def test_with_every_ward_or_no_ward_there_is_nothing_to_compare(having: tuple[int, ...]) -> None:
    found = compare(SIX, ALIKE, having)
    assert found.pair is None
    assert chance(found) is None


def test_a_side_whose_values_are_all_missing_is_empty() -> None:
    found = compare({1: None, 2: 0.4}, {1: 100, 2: 100}, {1})
    assert found.having is None
    assert found.lacking is not None
    assert found.pair is None


def test_a_ward_without_people_cannot_be_weighted() -> None:
    with pytest.raises(CompareError, match=r"Wards 3 have a value but no people.*population"):
        compare(SIX, {**ALIKE, 3: 0}, {1})
    assert compare({**SIX, 3: None}, {**ALIKE, 3: 0}, {1}).missing == (3,)


# Chance


def test_a_tiny_case_comes_out_as_often_as_counted_by_hand() -> None:
    """Six wards, three with, the three highest: of 20 ways to deal, 4 part the medians by 0.3 or
    more ({4,5,6}, {3,5,6} and their opposites) and 2 part the means by 0.3 (the first and its
    opposite)."""
    found = chance(compare(SIX, ALIKE, {4, 5, 6}))
    assert found is not None
    assert (found.shuffles, found.seed) == (SHUFFLES, SEED) == (9_999, 20230515)
    assert found.median == pytest.approx(4 / 20, abs=0.016)  # four standard errors
    assert found.mean == pytest.approx(2 / 20, abs=0.012)


def every_dealing(values: dict[int, float], people: dict[int, int], size: int) -> list[float]:
    """Differences of weighted means for every way to deal `size` labels, from first principles."""

    def mean(wards: set[int]) -> float:
        return sum(values[w] * people[w] for w in wards) / sum(people[w] for w in wards)

    return [mean(set(c)) - mean(values.keys() - set(c)) for c in combinations(values, size)]


def test_people_travel_with_their_ward_and_equal_sums_count_as_equal() -> None:
    """Each of twenty dealings is a twentieth: one lost to rounding would show."""
    values = {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.6, 5: 0.7, 6: 0.9}
    people = {1: 3, 2: 7, 3: 11, 4: 13, 5: 17, 6: 19}
    differences = every_dealing(values, people, 3)
    for number, having in enumerate(combinations(values, 3)):
        real = abs(differences[number])
        exact = sum(abs(d) >= real - 1e-12 for d in differences) / 20
        found = chance(compare(values, people, having))
        assert found is not None
        four_errors = 4 * (exact * (1 - exact) / SHUFFLES) ** 0.5
        assert found.mean == pytest.approx(exact, abs=four_errors + 0.0002)


def test_groups_of_unequal_size_keep_their_sizes() -> None:
    """One of five wards, the highest: only it parts the means so far, one dealing in five."""
    found = chance(compare({1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 10.0}, ALIKE, {5}))
    assert found is not None
    assert found.mean == pytest.approx(1 / 5, abs=0.016)
    assert found.median == pytest.approx(1 / 5, abs=0.016)


def test_wards_all_alike_differ_by_nothing_and_chance_always_does_that() -> None:
    found = chance(compare(dict.fromkeys(SIX, 0.3), {**ALIKE, 2: 77}, {1, 4}))
    assert found is not None
    assert (found.median, found.mean) == (1.0, 1.0)


SHARES = st.floats(0, 1, allow_subnormal=False)


@given(SHARES, SHARES, st.integers(1, 90_000), st.integers(1, 90_000))
@example(0.1, 0.7, 3, 7)
def test_of_two_wards_chance_always_gives_the_same_difference(
    first: float, second: float, some: int, others: int
) -> None:
    found = chance(compare({1: first, 2: second}, {1: some, 2: others}, {2}), shuffles=40)
    assert found is not None
    assert (found.median, found.mean) == (1.0, 1.0)


def test_p_is_never_zero_and_the_seed_decides_it() -> None:
    values = {w: float(w) for w in range(1, 41)}
    people = dict.fromkeys(values, 10)
    split = compare(values, people, range(1, 21))
    found = chance(split)
    assert found is not None
    assert found.median == found.mean == 1 / 10_000
    near = compare(values, people, [*range(1, 40, 2), 40])
    again = [chance(near, seed=s) for s in (1, 1, 2)]
    assert again[0] == again[1]
    assert again[0] != again[2]


# Which wards


@pytest.mark.parametrize(
    ("vintage", "regional", "having"),
    [
        (2015, True, {1, 3, 5, 6}),
        (2015, False, {1, 6}),
        (2023, True, {1, 3, 5, 6}),
        (2023, False, {1, 6}),
    ],
)
def test_with_follows_the_two_readings_of_the_presence_map(
    vintage: int, regional: bool, having: set[int]
) -> None:
    shown = presence_of(CLASSES, vintage, regional)
    assert having_wards(shown) == having
    found = compared(ward_values({w: w / 10 for w in CLASSES}, vintage=vintage), shown)
    assert found.having is not None
    assert set(found.having.wards) == having
    assert found.having.people == 100 * sum(having)


def test_one_side_of_the_city_may_have_no_ward() -> None:
    sides = {w: WardSide(w, "North" if w < 3 else "South", ()) for w in CLASSES}
    shown = presence_of(CLASSES)
    assert [w.ward for w in only_side(shown, sides, "North").wards] == [1, 2]
    assert only_side(shown, sides, "Central").wards == ()
    assert only_side(shown, sides, "").wards == shown.wards
    found = compared(ward_values({}), only_side(shown, sides, "Central"))
    assert (found.having, found.lacking, found.missing) == (None, None, ())


# Leading groups


@pytest.mark.parametrize(
    ("shares", "majority", "plurality", "forty"),
    [
        ((0.51, 0.49), ("a",), ("a",), ("a", "b")),
        ((0.50, 0.50), (), (), ("a", "b")),
        ((0.40, 0.60), ("b",), ("b",), ("b", "a")),
        ((0.39, 0.31), (), ("a",), ()),
    ],
)
def test_a_group_leads_by_majority_by_plurality_or_with_two_fifths(
    shares: tuple[float, float],
    majority: tuple[str, ...],
    plurality: tuple[str, ...],
    forty: tuple[str, ...],
) -> None:
    ward = dict(zip("ab", shares, strict=True))
    assert leading(ward, MAJORITY) == majority
    assert leading(ward, PLURALITY) == plurality
    assert leading(ward, FORTY) == forty


def test_the_rules_are_those_a_view_can_hold() -> None:
    assert {MAJORITY, PLURALITY, FORTY} == set(MAJORITY_KEYS)
    with pytest.raises(CompareError, match=r"“biggest”.*Allowed: majority, plurality, forty"):
        leading({"a": 1.0}, "biggest")


def test_a_ward_with_an_unknown_share_has_no_leader() -> None:
    found = shares_by_ward(
        {"latino": ward_values({1: 0.5, 2: 0.7}), "white": ward_values({1: 0.5, 2: None})}
    )
    assert found == {1: {"latino": 0.5, "white": 0.5}}


LED = Leads(
    FORTY,
    {1: ("latino",), 2: ("white", "black"), 3: (), 4: ("latino",), 5: ("black",)},
    own=frozenset({1, 2}),
    wide=frozenset({1, 2, 5}),
)


def test_wards_are_counted_under_every_group_that_leads_them() -> None:
    assert LED.led_by("latino") == (1, 4)
    assert LED.led_by("black") == (2, 5)
    assert LED.led_by("") == (3,)
    assert LED.counts(LED.led_by("black")) == (2, 1, 1, 2, 0)
    assert lead_rows(LED, ("asian",)) == [
        ("All wards", "5", "2", "3", "3", "2"),
        ("At least 40% Latino", "2 (40%)", "1 (50%)", "1 (33%)", "1 (33%)", "1 (50%)"),
        ("At least 40% White", "1 (20%)", "1 (50%)", "0 (0%)", "1 (33%)", "0 (0%)"),
        ("At least 40% Black", "2 (40%)", "1 (50%)", "1 (33%)", "2 (67%)", "0 (0%)"),
        ("At least 40% Asian", "0 (0%)", "0 (0%)", "0 (0%)", "0 (0%)", "0 (0%)"),
        ("No group at 40%", "1 (20%)", "0 (0%)", "1 (33%)", "0 (0%)", "1 (50%)"),
    ]
    first, second = lead_sentences(LED)
    assert first == (
        "Of 2 wards with a ward organization: at least 40% Latino 1, at least 40% White 1, "
        "at least 40% Black 1."
    )
    assert second.startswith("Of 3 wards with an organization: ")


def test_the_table_by_side_has_a_dash_where_there_is_no_ward_to_divide_by() -> None:
    halves = {side: "South" if "outh" in side else "North" for side in SIDES}
    scheme = Scheme("toy", "Toy", halves, ())
    sides = {w: WardSide(w, "South" if w == 3 else "North", ()) for w in LED.leaders}
    header, rows = lead_by_side(LED, scheme, sides)
    assert len(header) == len(rows[0]) == 7
    assert [row[0] for row in rows] == ["North", "", "", "", "South", ""]
    assert rows[4:] == [
        ("South", "All wards", "1", "0", "1", "0", "1"),
        ("", "No group at 40%", "1 (100%)", "–", "1 (100%)", "–", "1 (100%)"),
    ]


def test_leads_take_both_readings_of_presence() -> None:
    shares = {1: {"latino": 0.6, "white": 0.4}, 3: {"latino": 0.2, "white": 0.8}}
    found = leads(
        shares, MAJORITY, presence_of(CLASSES, regional=False), presence_of(CLASSES, regional=True)
    )
    assert found.leaders == {1: ("latino",), 3: ("white",)}
    assert (found.own, found.wide) == ({1, 6}, {1, 3, 5, 6})


# Words


def told(known: dict[int, float | None], classes: dict[int, str], side: str = "") -> str:
    shown = presence_of(classes)
    values = ward_values(known)
    return compare_headline(values, compared(values, shown), shown, side)


def test_the_headline_is_the_finding() -> None:
    assert told({1: 0.121, 2: 0.384}, {1: "active", 2: "none"}) == (
        "Black residents: the median ward with an organization has 12.1%, the median ward without "
        "38.4%"
    )
    assert told({1: 0.2, 2: 0.2}, {1: "active", 2: "none"}, "West") == (
        "Black residents on the West Side: the median ward with an organization and the median "
        "ward without both have 20.0%"
    )


def test_the_headline_says_when_and_why_there_is_nothing_to_compare() -> None:
    start = "Black residents: nothing to compare, because "
    every = "every ward counts as having an organization"
    assert told({1: 0.2, 2: 0.2}, {1: "active", 2: "regional"}) == start + every
    assert told({1: 0.2}, {1: "none"}) == f"{start}no ward counts as having an organization"
    assert told({1: None, 2: 0.3}, {1: "active", 2: "none"}) == (
        f"{start}no ward whose figure is known counts as having an organization"
    )
    assert told({}, {1: "active"}) == f"{start}no ward’s figure is known"


@pytest.mark.parametrize("vintage", [2015, 2023])
def test_the_subtitle_defines_with_and_counts_both_sides(vintage: int) -> None:
    line = compare_subtitle(presence_of(CLASSES, vintage), "status: active")
    assert definition(vintage, regional=True) in line
    assert "4 of 6 wards do, 2 do not." in line
    assert line.endswith("Settings: status: active.")
    assert ("follow the people" in line) is (vintage == 2023)


def test_the_definition_says_what_the_code_counts() -> None:
    """Half of the people for a ward organization of the other map, a tenth for the widest."""
    assert "10%" not in definition(2015, regional=False)
    assert "10%" in definition(2015, regional=True)
    assert "50%" in definition(2023, regional=False)
    assert "10%" in definition(2023, regional=True)
    assert "50%" not in definition(2023, regional=True)


@pytest.mark.parametrize(
    ("key", "difference", "words"),
    [
        ("black_share", -0.2634, "−26.3 points"),
        ("black_share", 0.0004, "0.0 points"),
        ("median_income", 3411.2, "+$3,411"),
        ("median_income", -3411.2, "−$3,411"),
        ("diversity", 0.123, "+0.12"),
        ("population", 0.0, "0"),
    ],
)
def test_a_difference_has_its_sign_and_unit(key: str, difference: float, words: str) -> None:
    assert gap(indicator(key), difference) == words


@pytest.mark.parametrize(
    ("p", "words", "exact"),
    [
        (1.0, "nearly every time", "p = 1.00"),
        (0.2942, "about 29 times in 100", "p = 0.29"),
        (0.0101, "about once in 100", "p = 0.01"),
        (0.0043, "about 4 times in 1,000", "p = 0.004"),
        (0.001, "about once in 1,000", "p = 0.001"),
        (0.0001, "less than once in 1,000 times", "p < 0.001"),
    ],
)
def test_chance_is_told_as_people_say_it(p: float, words: str, exact: str) -> None:
    assert often(p) == words
    assert p_words(p) == exact


def test_a_difference_chance_makes_easily_is_called_that() -> None:
    easy, seldom = (chance_lines(Chance(p, 0.5, 9_999, SEED)) for p in (0.30, 0.03))
    assert "about 30 times in 100" in easy[0]
    assert "do not build on this" in easy[0]
    assert "about 3 times in 100" in seldom[0]
    assert "Chance seldom does that, but see the means" in seldom[0]
    assert "about 50 times in 100" in seldom[1]
    assert "next to each other are alike" in seldom[2]
    assert "20230515" in seldom[-1]
    assert "9,999" in seldom[-1]


def four() -> tuple[WardValues, Comparison]:
    shown = presence_of({1: "active", 2: "none", 3: "regional", 4: "none"})
    values = ward_values({1: 0.1, 2: 0.3, 3: 0.3, 4: 0.8}, variations={2: 0.2, 3: 0.19})
    return values, compared(values, shown)


def test_the_small_table_holds_both_groups_and_their_difference() -> None:
    """100 and 300 people with, 200 and 400 without: means 0.25 and (0.06 + 0.32) / 0.6."""
    header, rows = measures_table(*four())
    assert header == ("Black residents", "With", "Without", "Difference")
    assert rows == [
        ("Wards", "2", "2", "0"),
        ("People, 2020", "400", "600", "−200"),
        ("Median ward", "20.0%", "55.0%", "−35.0 points"),
        ("Mean, weighted by people", "25.0%", "63.3%", "−38.3 points"),
        ("Lowest ward", "10.0% (ward 1)", "30.0% (ward 2)", "−20.0 points"),
        ("Highest ward", "30.0% (ward 3)", "80.0% (ward 4)", "−50.0 points"),
    ]
    values = ward_values({1: 0.5})
    assert measures_table(values, compared(values, presence_of({1: "active"})))[1] == []


def test_the_picture_is_told_in_numbers() -> None:
    alt = strips_alt(*four())
    assert "With, 2 wards: median 20.0%, the middle half of wards from 15.0% to 25.0%" in alt
    assert "lowest 30.0% (ward 2), highest 80.0% (ward 4)" in alt
    assert alt.endswith("The whole city: 25.0%.")


def test_a_count_of_the_whole_city_is_not_held_against_a_ward() -> None:
    values = ward_values({1: 100.0, 2: 200.0}, key="population", city=300.0)
    alt = strips_alt(values, compared(values, presence_of({1: "active", 2: "none"})))
    assert "city" not in alt
    assert "median 100 people" in alt


def test_uncertain_and_missing_figures_are_counted_and_said() -> None:
    """Only ward 2 is at a fifth; ward 40 is too, but it is not among the wards compared."""
    shown = presence_of({1: "active", 2: "none", 3: "regional", 4: "none", 5: "none", 6: "none"})
    values = ward_values({1: 0.1, 2: 0.3, 3: 0.3}, variations={2: 0.2, 3: 0.19, 40: 0.9})
    left_out, uncertain = doubt_lines(values, compared(values, shown))
    assert left_out.endswith("wards 4, 5 and 6.")
    assert uncertain.startswith("1 of these 3 wards have an uncertain figure")
    assert "(0 with, 1 without)" in uncertain
    sure = ward_values({1: 0.1, 2: 0.3})
    assert doubt_lines(sure, compared(sure, presence_of({1: "active", 2: "none"}))) == []


def test_a_sample_without_margins_is_said_to_be_one() -> None:
    values = ward_values({1: 0.1, 2: 0.3}, key="spanish_share")
    (line,) = doubt_lines(values, compared(values, presence_of({1: "active", 2: "none"})))
    assert "no margins of error" in line


def test_the_sheet_has_a_row_for_every_ward_compared() -> None:
    values = ward_values({1: 0.25, 2: None}, key="poverty_share", variations={1: 0.3})
    shares = {1: {"latino": 0.4, "white": 0.4, "black": 0.2}, 2: {"latino": 0.7, "white": 0.3}}
    sheet = compare_sheet(values, presence_of({1: "active", 2: "none", 3: "none"}), shares)
    first, second, third = sheet.rows
    assert first == {
        "Ward": 1,
        "Organization": "with",
        "Below the poverty line": 0.25,
        "Margin (90%)": 0.01,
        "Reliable": "uncertain",
        "People, 2020": 100,
        "Largest group": "Latino and White",
        "Its share": 0.4,
        "Ward map": 2015,
    }
    assert (second["Organization"], second["Largest group"]) == ("without", "Latino")
    assert second["Below the poverty line"] is None
    assert (third["Largest group"], third["Its share"]) == ("", None)
    lines = to_csv(sheet).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Ward,Organization,Below the poverty line,Margin (90%),Reliable,")
    assert lines[1].startswith("1,with,0.25,0.01,uncertain,100,Latino and White,0.4")
    assert lines[2].startswith("2,without,,")


def test_the_median_of_wards_is_that_of_the_standard_library() -> None:
    values = {w: (w * 37 % 50) / 50 for w in range(1, 51)}
    having = {w for w in values if w % 3 == 0}
    found = compare(values, dict.fromkeys(values, 9), having)
    assert found.having is not None
    assert found.having.median == pytest.approx(median(values[w] for w in having))
