"""The registry of indicators, and the figures computed from it for cities of a few wards."""

from __future__ import annotations

import numpy as np
import pytest

from geo.apportion import Shares
from geo.census import BLOCK_GROUP, DISTRICT, EIGHT_GROUPS, GROUPS, PRECINCT, TABLES, TRACT
from geo.indicators import (
    COUNT,
    FRACTIONS,
    INDICATORS,
    KINDS,
    LARGEST,
    SHARE,
    Indicator,
    indicator,
    written,
    written_margin,
)
from geo.pipeline.carriers import Carried
from geo.pipeline.census_tables import Counts, published
from geo.pipeline.indicator_tables import city_table, compute, indicator_table, rounded
from geo.sources import sources
from geo.tables import fields_of

each = pytest.mark.parametrize("one", INDICATORS, ids=[one.key for one in INDICATORS])


# The registry


def test_keys_and_labels_are_unique() -> None:
    assert len({one.key for one in INDICATORS}) == len(INDICATORS)
    assert len({one.label for one in INDICATORS}) == len(INDICATORS)
    assert indicator("poverty_share").label == "Below the poverty line"
    with pytest.raises(KeyError):
        indicator("happiness")


def test_no_key_is_mistaken_for_a_column_of_another() -> None:
    columns = [field.name for one in INDICATORS for field in fields_of(one)]
    assert len({"ward", *columns}) == len(columns) + 1


@each
def test_an_indicator_has_a_known_source(one: Indicator) -> None:
    registered = {source.id for source in sources()}
    assert one.sources
    assert set(one.sources) <= {table.id for table in TABLES} & registered
    assert one.vintage


@each
def test_an_indicator_says_in_words_what_it_is(one: Indicator) -> None:
    assert one.kind in KINDS
    assert one.label and one.group and one.universe and one.direction
    assert one.formula.startswith(one.numerator)
    assert bool(one.denominator) == (" ÷ " in one.formula)
    assert bool(one.unit) == (one.kind not in FRACTIONS)
    assert one.version >= 1


@each
def test_a_share_is_a_part_of_a_whole_of_the_same_table(one: Indicator) -> None:
    assert (one.bottom is not None) == (one.kind == SHARE)
    if one.bottom is not None:
        assert one.top.table == one.bottom.table
        assert one.denominator
    assert len(set(one.top.columns)) == len(one.top.columns)


@each
def test_columns_follow_from_the_registry(one: Indicator) -> None:
    names = [field.name for field in fields_of(one)]
    assert names == [one.key] + [f"{one.key}_{part}" for part in ("moe", "cv") if one.sampled]
    value = fields_of(one)[0]
    assert one.formula in value.meaning
    assert one.vintage in value.meaning
    assert value.low == 0
    assert value.high is not None
    if one.kind in FRACTIONS:
        assert value.high == 1


def test_the_six_groups_hold_everybody_once() -> None:
    assert sorted(EIGHT_GROUPS) == sorted({c for columns in GROUPS.values() for c in columns})
    assert len(EIGHT_GROUPS) == 8
    shares = [indicator(f"{group}_share") for group in GROUPS]
    assert [c for one in shares for c in one.top.columns] == list(EIGHT_GROUPS)
    assert all(one.bottom is not None and one.bottom.columns == EIGHT_GROUPS for one in shares)


@pytest.mark.parametrize(
    ("key", "value", "margin", "words"),
    [
        ("poverty_share", 0.2144, 0.0123, ("21.4%", "± 1.2 points")),
        ("median_income", 48_300.4, 2_512.0, ("$48,300", "± $2,512")),
        ("population", 54_928.0, None, ("54,928", "")),
        ("diversity", 0.7244, None, ("0.72", "")),
        ("poverty_share", None, None, ("not known", "")),
        ("median_income", float("nan"), float("nan"), ("not known", "")),
        ("poverty_share", 0.0, 0.0, ("0.0%", "± 0.0 points")),
    ],
)
def test_figures_in_words(
    key: str, value: float | None, margin: float | None, words: tuple[str, str]
) -> None:
    assert (written(indicator(key), value), written_margin(indicator(key), margin)) == words


# Figures of toy wards

WARD_1 = np.array([0, 0])


def counts_of(table: str, columns: dict[str, list[float]]) -> Counts:
    return {(table, name): np.array(values, dtype=float) for name, values in columns.items()}


def carried_by(layer: str, ward: np.ndarray = WARD_1, spread: float = 0.0) -> Carried:
    """Units that lie whole in a ward, here the first, each ward of 2 km²."""
    units = len(ward)
    whole = Shares(np.arange(units), ward, np.ones(units), units)
    return Carried({layer: whole}, np.full(50, 2.0), spread)


def poverty(poor: list[float], known: list[float], margin: float = 0) -> Counts:
    """Table C17002: 001 everybody, 002 and 003 below the line."""
    none = [0.0] * len(poor)
    columns = {"001E": known, "002E": poor, "003E": none}
    errors = {name: [margin] * len(poor) for name in ("001M", "002M")} | {"003M": none}
    table = "acs_C17002_2018_bg"
    return counts_of(table, {f"C17002_{n}": v for n, v in (columns | errors).items()})


def test_shares_are_summed_first_and_divided_last() -> None:
    """10 of 20 and 0 of 80 are poor: 10 %, not the mean of 50 % and 0 %."""
    counts = poverty([10, 0], [20, 80])
    share, _ = compute(indicator("poverty_share"), counts, carried_by(BLOCK_GROUP))
    assert share[0] == pytest.approx(0.1)


def test_a_share_of_nobody_is_missing_and_not_zero() -> None:
    counts = poverty([0, 10], [0, 20])
    share, margin = compute(
        indicator("poverty_share"), counts, carried_by(BLOCK_GROUP, np.array([0, 1]))
    )
    assert np.isnan(share[0]) and np.isnan(margin[0])
    assert share[1] == 0.5
    assert np.isnan(share[2:]).all()


def test_a_missing_count_makes_its_ward_missing() -> None:
    counts = poverty([np.nan, 10], [40, 20])
    share, _ = compute(indicator("poverty_share"), counts, carried_by(BLOCK_GROUP))
    assert np.isnan(share[0])


def test_the_margin_of_a_share_holds_sampling_and_carrying() -> None:
    """Half of 100, margins 5 and 5 (and 0): sqrt(5² − 2.5²) / 100, and 1.645 × 0.1 × 0.5."""
    counts = poverty([50], [100], margin=5)
    one = indicator("poverty_share")
    _, sampling = compute(one, counts, carried_by(BLOCK_GROUP, np.array([0])))
    assert sampling[0] == pytest.approx(0.0433, abs=1e-4)
    _, both = compute(one, counts, carried_by(BLOCK_GROUP, np.array([0]), spread=0.1))
    assert both[0] == pytest.approx((0.0433**2 + 0.08225**2) ** 0.5, abs=1e-4)


def test_a_sample_without_published_margins_has_none() -> None:
    counts = counts_of("rdh_pov_2021_tract", {"TOT_BPOV21": [5], "TOT_HOUS21": [20]})
    one = indicator("family_poverty_share")
    share, margin = compute(one, counts, carried_by(TRACT, np.array([0]), spread=0.1))
    assert share[0] == 0.25
    assert np.isnan(margin).all()


def groups_of(**people: float) -> Counts:
    zero = dict.fromkeys(EIGHT_GROUPS, 0.0)
    return counts_of("vtd_2020_pl94171", {c: [n] for c, n in (zero | people).items()})


def test_diversity_is_the_chance_that_two_are_of_different_groups() -> None:
    """Two halves: 1 − ¼ − ¼. The index tells all eight groups apart, the shares six."""
    carried = carried_by(DISTRICT, np.array([0]))
    half, _ = compute(indicator("diversity"), groups_of(pop_hisp=5, pop_white=5), carried)
    assert half[0] == 0.5
    counts = groups_of(pop_two=4, pop_other=3, pop_white=3)
    eight, _ = compute(indicator("diversity"), counts, carried)
    assert eight[0] == pytest.approx(1 - 0.16 - 0.09 - 0.09)
    largest, _ = compute(indicator("largest_group_share"), counts, carried)
    assert largest[0] == pytest.approx(0.7)
    other, _ = compute(indicator("other_share"), counts, carried)
    assert other[0] == pytest.approx(0.7)


def test_density_is_people_by_the_land_of_the_ward() -> None:
    counts = counts_of("vtd_2020_pl94171", {"pop": [1000, 500]})
    density, _ = compute(indicator("density"), counts, carried_by(DISTRICT))
    assert density[0] == 750


def incomes(**brackets: float) -> Counts:
    """Table B19001, with a margin of 0 for every bracket."""
    one = indicator("median_income")
    names = published(one.top.table, one.top.columns)
    return counts_of(one.top.table, {name: [brackets.get(name, 0.0)] for name in names})


def test_median_income_is_a_dollar_figure_within_its_bracket() -> None:
    """B19001_010 holds 45 to 50 thousand, B19001_011 50 to 60. Of 40 households 10 have less than
    50 thousand and 30 have 50 to 60: the twentieth is a third of the way."""
    counts = incomes(B19001_010E=10, B19001_011E=30)
    median, margin = compute(
        indicator("median_income"), counts, carried_by(BLOCK_GROUP, np.array([0]))
    )
    assert median[0] == pytest.approx(53_333.33, abs=0.01)
    assert margin[0] == pytest.approx(0)
    assert np.isnan(median[1:]).all()


def test_the_margin_of_a_median_comes_from_the_share_below_it() -> None:
    """Households spread evenly from 0 to 20 thousand; only carrying errs, by a tenth of half: the
    values at shares 0.45 and 0.55 are 9 and 11 thousand, so the margin is 1.645 thousand."""
    counts = incomes(B19001_002E=50, B19001_003E=25, B19001_004E=25)
    carried = carried_by(BLOCK_GROUP, np.array([0]), spread=0.1)
    median, margin = compute(indicator("median_income"), counts, carried)
    assert median[0] == pytest.approx(10_000)
    assert margin[0] == pytest.approx(1_645)


def test_a_median_in_the_open_bracket_is_missing() -> None:
    counts = incomes(B19001_016E=10, B19001_017E=30)
    median, _ = compute(indicator("median_income"), counts, carried_by(BLOCK_GROUP, np.array([0])))
    assert np.isnan(median[0])


def test_counts_are_rounded_to_whole_people_that_keep_their_total() -> None:
    values = np.array([10.4, 20.4, 30.2])
    assert rounded(indicator("population"), values).tolist() == [11, 20, 30]


@pytest.mark.filterwarnings("error")
def test_tables_of_toy_wards_have_the_registered_columns_and_the_city_adds_up() -> None:
    """Every column counts 2 in each of two units, in wards 1 and 2; 48 wards are empty."""
    counts: Counts = {}
    for one in INDICATORS:
        for part in (one.top, one.bottom):
            if part is not None:
                names = published(part.table, part.columns)
                counts |= counts_of(part.table, {name: [2.0, 2.0] for name in names})
    unit = np.array([0, 1])
    whole = Shares(unit, unit, np.ones(2), 2)
    layers = dict.fromkeys((DISTRICT, TRACT, BLOCK_GROUP, PRECINCT), whole)
    carried = Carried(layers, np.full(50, 1.0), 0.1)
    table = indicator_table(counts, carried)
    assert list(table) == ["ward", *(f.name for one in INDICATORS for f in fields_of(one))]
    assert len(table) == 50
    assert table["latino_share"].isna().tolist() == [False] * 2 + [True] * 48
    city = city_table(carried, counts).set_index("indicator")["value"]
    assert list(city.index) == [one.key for one in INDICATORS]
    for one in INDICATORS:
        if one.kind == COUNT:
            assert city[one.key] == 4
        if one.kind in (SHARE, LARGEST):
            assert city[one.key] == table[one.key][0]
