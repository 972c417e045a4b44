"""Margins of error and medians, by hand and by the Census Bureau's own worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from geo.apportion import Shares
from geo.margins import (
    Z90,
    bracket_median,
    bracket_quantile,
    coefficient_of_variation,
    share_margin,
    summed_margin,
    with_carrying,
)

INF = float("inf")


def crosswalk(*pairs: tuple[int, int, float]) -> Shares:
    """(unit, ward number, share) for up to four units."""
    unit, ward, share = (np.array(column) for column in zip(*pairs, strict=True))
    return Shares(unit, ward - 1, share.astype(float), 4)


def margin_of_sum(
    estimates: list[list[float]], margins: list[list[float]], *pairs: tuple[int, int, float]
) -> list[float]:
    """Margins of wards 1 and 2."""
    table, errors = np.array(estimates, dtype=float), np.array(margins, dtype=float)
    found = summed_margin(table, errors, crosswalk(*pairs))
    assert found.shape == (50,)
    assert not found[2:].any()
    return [float(m) for m in found[:2]]


def shares_of(n: float, d: float, m_n: float, m_d: float) -> float:
    return float(share_margin(*(np.array([x], dtype=float) for x in (n, d, m_n, m_d)))[0])


# Sums


def test_margin_of_a_sum_is_the_root_of_squares_over_columns() -> None:
    assert margin_of_sum([[10, 20]], [[3, 4]], (0, 1, 1)) == [5, 0]


def test_margin_of_a_sum_is_the_root_of_squares_over_units() -> None:
    estimates, margins = [[10], [20], [30]], [[3], [4], [12]]
    assert margin_of_sum(estimates, margins, (0, 1, 1), (1, 1, 1), (2, 2, 1)) == [5, 12]
    assert margin_of_sum(estimates, margins, (0, 1, 1), (1, 1, 1), (2, 1, 1)) == [13, 0]


def test_margin_of_a_sum_in_the_bureaus_example() -> None:
    """US Census Bureau, A Compass for Understanding and Using American Community Survey Data
    (2008), appendix 3: 52,354 ± 3,303, 19,464 ± 2,011 and 17,190 ± 1,854 sum to ± 4,289."""
    estimates, margins = [[52_354], [19_464], [17_190]], [[3_303], [2_011], [1_854]]
    found = margin_of_sum(estimates, margins, (0, 1, 1), (1, 1, 1), (2, 1, 1))
    assert round(found[0]) == 4_289


def test_a_margin_counts_with_its_share() -> None:
    """Half of 6 in one ward and a quarter of 6 in the other."""
    assert margin_of_sum([[10]], [[6]], (0, 1, 0.5), (0, 2, 0.25)) == [3, 1.5]


def test_of_several_estimates_of_zero_only_one_margin_counts() -> None:
    """5² + 12², not 5² + 12² + 12² + 12²."""
    assert margin_of_sum([[0, 7, 0, 0]], [[12, 5, 12, 12]], (0, 1, 1)) == [13, 0]


def test_the_margin_of_zero_that_counts_is_the_largest_of_the_ward() -> None:
    """Of 9 and 12 the 12; carried by half it is 6, and then the 9 of the other unit is larger."""
    estimates, margins = [[0], [0]], [[9], [12]]
    assert margin_of_sum(estimates, margins, (0, 1, 1), (1, 1, 1)) == [12, 0]
    assert margin_of_sum(estimates, margins, (0, 1, 1), (1, 1, 0.5), (1, 2, 0.5)) == [9, 6]


# Shares


def test_margin_of_a_share_by_hand() -> None:
    """Half of 100, margins 5 and 8: the root of 5² − 4² is 3, of 100."""
    assert shares_of(50, 100, 5, 8) == pytest.approx(0.03)


def test_margin_of_a_share_in_the_bureaus_example() -> None:
    """As above: 4,634 ± 989 of 31,713 ± 601 are 0.1461 ± 0.0311."""
    assert round(shares_of(4_634, 31_713, 989, 601), 4) == 0.0311


def test_a_negative_root_falls_back_to_the_formula_of_a_ratio() -> None:
    """3² − 4² is negative; the root of 3² + 4² is 5."""
    assert shares_of(50, 100, 3, 8) == pytest.approx(0.05)


def test_a_root_of_zero_is_no_negative_one() -> None:
    assert shares_of(50, 100, 4, 8) == 0


@pytest.mark.filterwarnings("error")
def test_a_share_of_nothing_has_no_margin() -> None:
    assert np.isnan(shares_of(0, 0, 12, 12))


# Carrying


def test_the_error_of_carrying_adds_like_an_independent_one() -> None:
    """A share of one half has room for half a spread: 0.03 and 0.04 make 0.05."""
    spread = 0.08 / Z90
    found = with_carrying(np.array([0.03, 0.0]), np.array([0.5, 0.5]), spread)
    assert found == pytest.approx([0.05, 0.04])


def test_a_share_of_nobody_or_everybody_is_carried_without_error() -> None:
    found = with_carrying(np.array([0.03, 0.02]), np.array([0.0, 1.0]), 0.1)
    assert found.tolist() == [0.03, 0.02]


def test_a_margin_that_is_not_known_stays_missing() -> None:
    found = with_carrying(np.array([np.nan, 0.01]), np.array([0.5, np.nan]), 0.1)
    assert np.isnan(found).all()


@pytest.mark.filterwarnings("error")
def test_coefficient_of_variation() -> None:
    """A margin of 16.45 is a standard error of 10; of an estimate of zero there is none."""
    found = coefficient_of_variation(np.array([100.0, 0, 50]), np.array([16.45, 12, np.nan]))
    assert found[0] == pytest.approx(0.1)
    assert np.isnan(found[1:]).all()


# Medians


@pytest.mark.parametrize(
    ("counts", "limits", "median"),
    [
        ([10, 10], [0, 10, 20], 10),
        ([10, 30, 10], [0, 10, 20, 30], 15),
        ([0, 8, 0], [0, 10, 30, 40], 20),
        ([5, 0, 5], [0, 10, 20, 30], 10),
        ([1, 3], [0, 30, 60], 40),
        ([6, 4], [0, 12, INF], 10),
    ],
)
def test_median_of_brackets(counts: list[float], limits: list[float], median: float) -> None:
    assert bracket_quantile(np.array(counts, dtype=float), limits, 0.5) == pytest.approx(median)


@pytest.mark.parametrize(
    "counts", [[4, 6], [0, 0], [np.nan, 5]], ids=["open bracket", "no cases", "missing count"]
)
def test_a_median_that_cannot_be_known_is_missing(counts: list[float]) -> None:
    assert np.isnan(bracket_quantile(np.array(counts, dtype=float), [0, 10, INF], 0.5))


def test_margin_of_a_median_by_hand() -> None:
    """A hundred cases spread evenly from 0 to 100: 0.4 and 0.6 of them lie below 40 and 60."""
    counts, limits = np.full(4, 25.0), [0, 25, 50, 75, 100]
    assert bracket_median(counts, limits, 0.1) == pytest.approx((50, 1.645 * 10))


def test_a_margin_that_reaches_into_the_open_bracket_is_missing() -> None:
    median, margin = bracket_median(np.array([55.0, 45.0]), [0, 110, INF], 0.1)
    assert median == pytest.approx(100)
    assert np.isnan(margin)
