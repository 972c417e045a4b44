"""The profile of a ward: ranks, places on the bar, what stands out, and the words for them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from geo import paths
from geo.atlas import Atlas, load_atlas
from geo.demographics import WardValues
from geo.indicators import INDICATORS, indicator, written
from geo.profile import (
    HIGHEST,
    LOWEST,
    STANDOUTS,
    Profile,
    ProfileRow,
    Rank,
    group_vintage,
    profile,
    rank_of,
    standouts,
)
from geo.profile_words import (
    average_words,
    bar_words,
    city_words,
    compared_words,
    footnotes,
    label_words,
    mark_of,
    profile_sheet,
    rank_words,
    remark_words,
    span_words,
    standout_sentences,
)
from geo.sheets import to_csv
from geo.spelling import ordinal
from geo.wards import WARD_NUMBERS
from tests.unit.test_sheets import read_back

YEARS = (2015, 2023)
both_maps = pytest.mark.parametrize("year", YEARS)
Known = Mapping[int, float]


@cache
def real() -> Atlas:
    return load_atlas()


def spread(known: Known) -> tuple[float | None, ...]:
    """Fifty places with the wards named filled."""
    return tuple(known.get(ward) for ward in WARD_NUMBERS)


def toy(
    known: Known,
    margins: Known | None = None,
    *,
    key: str = "poverty_share",
    city: float | None = 0.2,
    variations: Known | None = None,
    city_margin: float | None = None,
    year: int = 2015,
) -> WardValues:
    return WardValues(
        indicator(key),
        year,
        spread(known),
        spread(margins or {}),
        spread(variations or {}),
        city,
        city_margin,
    )


def row(values: WardValues, ward: int = 1, near: tuple[int, ...] = ()) -> ProfileRow:
    return ProfileRow(values, ward, near)


def of_rows(*values: WardValues, margin: int = 0) -> Profile:
    """A profile of ward 1 with 50,000 people."""
    return Profile(1, values[0].vintage, tuple(map(row, values)), 50_000, margin)


# Ranks ---------------------------------------------------------------------------------------


def test_ranks_with_ties_and_missing_values_by_hand() -> None:
    values = toy({1: 0.1, 2: 0.3, 3: 0.3, 4: 0.5, 5: 0.9, 6: 0.1, 7: 0.2})
    assert rank_of(values, 5) == Rank(1, HIGHEST, of=7, shared=0)
    assert rank_of(values, 4) == Rank(2, HIGHEST, of=7, shared=0)
    # Two are above and three below, so both are third from the top.
    assert rank_of(values, 2) == rank_of(values, 3) == Rank(3, HIGHEST, of=7, shared=1)
    assert rank_of(values, 1) == rank_of(values, 6) == Rank(1, LOWEST, of=7, shared=1)
    assert rank_of(values, 7) == Rank(3, LOWEST, of=7, shared=0)
    assert rank_of(values, 8) is None


def test_a_single_known_ward_and_fifty_equal_ones() -> None:
    assert rank_of(toy({9: 0.4}), 9) == Rank(1, HIGHEST, of=1, shared=0)
    equal = toy(dict.fromkeys(WARD_NUMBERS, 0.4))
    assert rank_of(equal, 9) == Rank(1, HIGHEST, of=50, shared=49)


def test_places_possible_within_the_margins_by_hand() -> None:
    values = {1: 0.10, 2: 0.20, 3: 0.24, 4: 0.40, 5: 0.41, 6: 0.90}
    margins = dict.fromkeys(values, 0.03)
    # sqrt(0.03² + 0.03²) = 0.0424: neighbors in pairs cannot be told apart, all others can.
    found = toy(values, margins)
    assert rank_of(found, 2) == Rank(2, LOWEST, of=6, shared=0, first=2, last=3)
    assert rank_of(found, 3) == Rank(3, LOWEST, of=6, shared=0, first=2, last=3)
    assert rank_of(found, 5) == Rank(2, HIGHEST, of=6, shared=0, first=2, last=3)
    assert rank_of(found, 4) == Rank(3, HIGHEST, of=6, shared=0, first=2, last=3)
    assert rank_of(found, 6) == Rank(1, HIGHEST, of=6, shared=0, first=1, last=1)
    # A ward whose own margin is missing cannot surely be told apart from anybody.
    unsure = toy(values, {w: m for w, m in margins.items() if w != 6})
    assert rank_of(unsure, 5) == Rank(2, HIGHEST, of=6, shared=0, first=1, last=3)


@both_maps
def test_ranks_of_the_tables_are_those_of_pandas(year: int) -> None:
    table = pd.read_csv(paths.PROCESSED / f"indicators_{year}.csv").set_index("ward")
    for one in INDICATORS:
        down = table[one.key].rank(ascending=False, method="min")
        up = table[one.key].rank(ascending=True, method="min")
        for ward in (1, 7, 16, 25, 34, 50):
            found = rank_of(real().values(year, one.key), ward)
            assert found is not None
            expected = down if found.end == HIGHEST else up
            assert found.place == expected[ward] == min(down[ward], up[ward])


@both_maps
def test_the_place_itself_is_always_possible(year: int) -> None:
    spans = 0
    for ward in WARD_NUMBERS:
        for line in profile(real(), year, ward).rows:
            rank = line.rank
            assert rank is not None
            if rank.first is not None and rank.last is not None:
                assert 1 <= rank.first <= rank.place <= rank.last <= rank.of
                spans += rank.first < rank.last
    assert spans > 100


# Words ---------------------------------------------------------------------------------------


def test_ordinals() -> None:
    given = (1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 31, 50, 101, 111, 112)
    words = (
        "1st 2nd 3rd 4th 10th 11th 12th 13th 14th 20th 21st 22nd 23rd 31st 50th 101st 111th 112th"
    )
    assert [ordinal(n) for n in given] == words.split()


@pytest.mark.parametrize(
    ("rank", "place", "compared"),
    [
        (Rank(4, HIGHEST, 50, 0), "4th highest of 50", "higher than in 46 of the 49 other wards"),
        (Rank(4, LOWEST, 50, 0), "4th lowest of 50", "lower than in 46 of the 49 other wards"),
        (Rank(1, HIGHEST, 50, 0), "highest of 50", "the highest of all 50 wards"),
        (Rank(1, LOWEST, 48, 0), "lowest of 48", "the lowest of all 48 wards"),
        (Rank(1, LOWEST, 50, 2), "tied lowest of 50", "lower than in 47 of the 49 other wards"),
        (Rank(3, HIGHEST, 7, 1), "tied 3rd highest of 7", "higher than in 3 of the 6 other wards"),
        (Rank(1, HIGHEST, 50, 49), "the same in all 50", "the same as in every other ward"),
        (Rank(1, HIGHEST, 1, 0), "highest of 1", "the only ward known"),
        (None, "–", "not known"),
    ],
)
def test_ranks_in_words(rank: Rank | None, place: str, compared: str) -> None:
    assert rank_words(rank) == place
    assert compared_words(rank) == compared


def test_the_span_is_said_only_where_there_is_one() -> None:
    assert span_words(Rank(4, HIGHEST, 50, 0, 2, 9)) == "2–9"
    assert span_words(Rank(1, HIGHEST, 50, 0, 1, 1)) == ""
    assert span_words(Rank(4, HIGHEST, 50, 0)) == ""
    assert span_words(None) == ""


def test_a_figure_that_is_not_known_is_a_gap_in_words_and_not_a_zero() -> None:
    line = row(toy({2: 0.1, 3: 0.5}, {2: 0.01, 3: 0.01}), ward=1, near=(2, 4))
    assert line.rank is None
    assert line.distance == 0
    assert mark_of(line) == ""
    said = bar_words(line)
    assert "Ward 1: not known" in said
    assert "Lowest ward: 10.0%" in said
    assert "Wards next door: 10.0%." in said
    nobody = row(toy({}, city=None))
    assert nobody.lowest is nobody.highest is nobody.next_door is nobody.reference is None
    assert bar_words(nobody) == "Below the poverty line: not known for any ward."
    assert city_words(nobody) == "not known"


def test_marks_name_unreliable_figures_and_margins_nobody_published() -> None:
    values = {1: 0.1, 2: 0.2, 3: 0.3}
    sure = toy(values, dict.fromkeys(values, 0.05), variations={1: 0.1999, 2: 0.2, 3: 0.9})
    assert [mark_of(row(sure, ward)) for ward in (1, 2, 3)] == ["", "†", "†"]
    assert mark_of(row(toy(values, key="family_poverty_share"))) == "‡"
    assert mark_of(row(toy(values, key="latino_share"))) == ""


def test_a_label_says_its_date_only_where_it_differs_from_its_group() -> None:
    usual = "American Community Survey, 2014–2018"
    assert remark_words(row(toy({}, key="poverty_share")), usual) == ""
    assert remark_words(row(toy({}, key="family_poverty_share")), usual) == "2017–2021"
    other_day = remark_words(row(toy({}, key="turnout_2019")), "election of February 28, 2023")
    assert other_day == "election of February 26, 2019"
    assert "chance" in remark_words(row(toy({}, key="diversity")), "2020 census")
    assert label_words(row(toy({}, key="other_share"))).startswith("Residents of two")


def test_a_count_is_compared_with_the_average_ward() -> None:
    line = row(toy({1: 60_000.0, 2: 40_000.0}, key="population", city=2_500_000.0))
    assert line.reference == 50_000
    assert city_words(line) == "2,500,000"
    assert average_words(line) == "50,000 a ward"
    assert average_words(row(toy({1: 0.2}))) == ""
    assert "Average of the wards: 50,000" in bar_words(line)


# The bar -------------------------------------------------------------------------------------


def test_positions_run_from_the_lowest_to_the_highest_ward() -> None:
    line = row(toy({1: 0.1, 2: 0.5, 3: 0.3}, city=0.2), near=(2, 3))
    assert [line.position(v) for v in (0.1, 0.2, 0.3, 0.5)] == pytest.approx([0, 0.25, 0.5, 1])
    assert line.next_door == (0.3, 0.5)


@pytest.mark.parametrize(
    ("city", "of_city", "of_low", "of_high"), [(0.0, 0, 0.2, 1), (0.6, 1, 0, 0.8)]
)
def test_the_bar_makes_room_for_a_city_beyond_all_wards(
    city: float, of_city: float, of_low: float, of_high: float
) -> None:
    low, high = (0.1, 0.5) if city < 0.1 else (0.2, 0.52)
    line = row(toy({1: low, 2: high}, city=city))
    assert line.position(city) == of_city
    assert line.position(low) == pytest.approx(of_low)
    assert line.position(high) == pytest.approx(of_high)


def test_equal_values_lie_in_the_middle() -> None:
    line = row(toy(dict.fromkeys(WARD_NUMBERS, 0.2), city=0.2))
    assert line.position(0.2) == 0.5
    assert line.distance == 0


# What stands out -----------------------------------------------------------------------------


def keys(found: Profile) -> list[str]:
    return [line.indicator.key for line in standouts(found)]


def evenly(mine: float) -> Known:
    """Ward 1 as given, all others around 0.2 with little spread."""
    return {ward: 0.2 + (ward % 3 - 1) * 0.02 for ward in WARD_NUMBERS} | {1: mine}


def test_the_farthest_of_two_groups_stand_out() -> None:
    found = of_rows(
        toy(evenly(0.25), key="renter_share"),
        toy(evenly(0.60), key="poverty_share"),
        toy(evenly(0.55), key="low_income_share"),
        toy(evenly(0.30), key="bachelor_share"),
    )
    # The second figure on poverty is left to a figure on something else.
    assert keys(found) == ["poverty_share", "bachelor_share"]
    assert len(standouts(found)) == STANDOUTS


def test_what_cannot_be_relied_on_or_compared_does_not_stand_out() -> None:
    left_out = (
        toy(evenly(0.6), key="poverty_share", variations={1: 0.25}),
        toy(evenly(0.6), key="family_poverty_share"),
        toy(evenly(0.6), key="diversity"),
        toy(evenly(0.6), key="largest_group_share"),
        toy(dict.fromkeys(WARD_NUMBERS, 50000.0) | {1: 9e5}, key="population", city=2.5e6),
        toy({2: 0.1, 3: 0.9}, key="renter_share"),
    )
    assert keys(of_rows(*left_out)) == []
    said = standout_sentences(of_rows(*left_out))
    assert said == ("No figure that can be relied on is far from the city’s.",)


def test_a_difference_within_the_margins_or_below_two_points_does_not_stand_out() -> None:
    wide = toy(evenly(0.3), {1: 0.09}, key="renter_share", city_margin=0.05)
    assert keys(of_rows(wide)) == []  # sqrt(0.09² + 0.05²) is more than 0.1
    assert keys(of_rows(replace(wide, city_margin=0.01))) == ["renter_share"]
    rare = dict.fromkeys(WARD_NUMBERS, 0.001) | {1: 0.019}
    assert keys(of_rows(toy(rare, key="native_share", city=0.001))) == []
    assert keys(of_rows(toy({**rare, 1: 0.03}, key="asian_share", city=0.001))) == []
    twice = of_rows(
        toy(evenly(0.7), key="white_share"), toy({**rare, 1: 0.03}, key="asian_share", city=0.001)
    )
    assert keys(twice) == ["asian_share"]  # the largest group is named anyway


@pytest.mark.parametrize(
    ("share", "margin", "said"),
    [
        (0.626, 0, "62.6% of the people: a majority"),
        (0.501, 0, "50.1% of the people: a majority"),
        (0.5, 0, "50.0% of the people: not a majority"),
        (0.441, 0, "44.1% of the people: not a majority"),
        (0.501, 500, "too close to one half to call"),
        (0.495, 500, "too close to one half to call"),
        (0.515, 500, "51.5% of the people: a majority"),
    ],
)
def test_a_majority_is_called_only_where_the_people_are_known_well_enough(
    share: float, margin: int, said: str
) -> None:
    """500 of 50,000 people is one percent: shares within a point of one half stay open."""
    first = toy({1: share}, key="latino_share")
    found = of_rows(first, toy({1: 0.2}, key="black_share"), margin=margin)
    sentence = standout_sentences(found)[0]
    assert said in sentence
    assert sentence.startswith("Latino residents are the largest group")
    assert sentence.endswith("next are Black residents with 20.0%.")


@both_maps
def test_every_real_ward_is_told_in_two_or_three_sentences(year: int) -> None:
    table = pd.read_csv(paths.PROCESSED / f"indicators_{year}.csv").set_index("ward")
    groups = ["latino", "white", "black", "asian", "native", "other"]
    for ward in WARD_NUMBERS:
        found = profile(real(), year, ward)
        sentences = standout_sentences(found)
        assert 2 <= len(sentences) <= 3
        largest = table.loc[ward, [f"{g}_share" for g in groups]].astype(float)
        assert sentences[0].startswith(indicator(str(largest.idxmax())).label)
        assert f"{largest.max():.1%}" in sentences[0]
        for line in standouts(found):
            assert not line.unreliable
            assert line.values.words(ward) in " ".join(sentences)


# The whole profile ---------------------------------------------------------------------------


@both_maps
def test_a_profile_holds_the_whole_registry_in_its_order(year: int) -> None:
    found = profile(real(), year, 25)
    assert [line.indicator for line in found.rows] == list(INDICATORS)
    assert [line.indicator for _, lines in found.groups for line in lines] == list(INDICATORS)
    assert all(group_vintage(lines) for _, lines in found.groups)
    for line in found.rows:
        for value in (line.value, line.lowest, line.highest, line.reference, *line.next_door):
            assert 0 <= line.position(value) <= 1


def test_people_have_the_margin_of_their_own_table_where_they_are_estimated() -> None:
    with (paths.PROCESSED / "ward_population.csv").open(encoding="utf-8") as handle:
        rows = {(int(r["vintage"]), int(r["ward"])): r for r in csv.DictReader(handle)}
    for (year, ward), expected in rows.items():
        line = profile(real(), year, ward).rows[0]
        assert line.value == int(expected["population"])
        assert (line.margin or 0) == int(expected["margin"])
        assert not line.unreliable
        if year == 2015:
            assert line.margin is None


def test_only_what_is_counted_by_a_maps_own_precincts_is_exact() -> None:
    exact = {line.indicator.key for line in profile(real(), 2015, 3).rows if line.exact}
    assert {"population", "latino_share", "turnout_2019"} <= exact
    assert exact & {"turnout_2023", "poverty_share", "spanish_share"} == set()
    exact = {line.indicator.key for line in profile(real(), 2023, 3).rows if line.exact}
    assert exact == {"registered_voters", "turnout_2023"}


@pytest.mark.parametrize("ward", WARD_NUMBERS)
@both_maps
def test_every_mark_has_its_footnote_and_no_other(year: int, ward: int) -> None:
    found = profile(real(), year, ward)
    marks = {mark_of(line) for line in found.rows} - {""}
    notes = footnotes(real(), found)
    assert {note[0] for note in notes} & {"†", "‡"} == marks
    counted = {2015: "exact sums of voting districts", 2023: "exact sums of precincts"}
    assert counted[year] in notes[-1]
    assert ("estimates" in notes[-1]) == (year == 2023)


def test_the_footnotes_give_the_measured_errors() -> None:
    carried = pd.read_csv(paths.PROCESSED / "carrying_error.csv")
    used = carried[carried["method"].str.startswith("people") & (carried["figure"] != "population")]
    split = pd.read_csv(paths.PROCESSED / "split_error.csv").set_index("method")
    best = split.loc["voters and tracts"]
    people = pd.read_csv(paths.PROCESSED / "ward_population.csv").set_index(["vintage", "ward"])
    mine = people.loc[(2023, 34)]
    said = " ".join(footnotes(real(), profile(real(), 2023, 34)))
    assert f"by {100 * used['mean_error'].max():.1f} points or less on average" in said
    assert f"by {100 * used['worst_error'].max():.1f} at worst" in said
    assert f"{best['mean_error']:.0f} people on average" in said
    assert f"less than {best['p90_error']:.0f}" in said
    assert f"{mine['population']:,.0f} people are good to ± {mine['margin']:,.0f}" in said


@both_maps
def test_the_file_holds_what_the_tables_hold(year: int) -> None:
    table = pd.read_csv(paths.PROCESSED / f"indicators_{year}.csv").set_index("ward").loc[34]
    city = pd.read_csv(paths.PROCESSED / "indicators_city.csv").set_index("indicator")["value"]
    lines = read_back(to_csv(profile_sheet(profile(real(), year, 34))))
    assert [line["Indicator"] for line in lines] == [one.key for one in INDICATORS]
    for line in lines:
        key = line["Indicator"]
        assert float(line["Value"]) == table[key]
        assert float(line["City"]) == city[key]
        assert (line["Ward number"], line["Ward map"]) == ("34", str(year))
        assert line["Vintage"] and line["Sources"] and line["Formula"]
        margin = table.get(f"{key}_moe")
        if margin is not None and pd.notna(margin):
            assert float(line["Margin (90%)"]) == margin
            assert float(line["Coefficient of variation"]) == table[f"{key}_cv"]
        elif key != "population":
            assert line["Margin (90%)"] == line["Coefficient of variation"] == ""
    reliable = {line["Indicator"]: line["Reliability"] for line in lines}
    assert reliable["spanish_share"] == "sample, margin not published"
    assert reliable["latino_share"] == (
        "exact count" if year == 2015 else "count, carried to this map"
    )


def test_the_sheet_is_not_taken_for_one_row_per_ward() -> None:
    """A sheet with a column “Ward” is offered as a map, ward by ward."""
    assert "Ward" not in profile_sheet(profile(real(), 2015, 1)).columns


def test_a_bar_says_every_number_it_draws() -> None:
    for line in profile(real(), 2023, 34).rows:
        said = bar_words(line)
        for value in (line.value, line.reference, line.lowest, line.highest, *line.next_door):
            assert written(line.indicator, value) in said
