"""Fitting weights to known totals: answers known by hand, and what must hold for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.raking import Floats, Index, rake, round_to_total, scale_to

# Four weights in a 2 x 2 table, read row by row.
ROWS = np.array([0, 0, 1, 1])
COLUMNS = np.array([0, 1, 0, 1])


def floats(*values: float) -> Floats:
    return np.array(values, dtype=float)


def test_scaling_keeps_proportions_within_a_group() -> None:
    assert scale_to(floats(1, 3, 5, 5), ROWS, floats(40, 6)).tolist() == [10, 30, 3, 3]


def test_an_unknown_total_leaves_its_group_untouched() -> None:
    assert scale_to(floats(1, 3, 5, 5), ROWS, floats(np.nan, 6)).tolist() == [1, 3, 3, 3]


def test_a_group_of_zeros_stays_zero() -> None:
    assert scale_to(floats(0, 0, 5, 5), ROWS, floats(40, 6)).tolist() == [0, 0, 3, 3]


def test_a_total_of_zero_empties_its_group() -> None:
    assert scale_to(floats(1, 3, 5, 5), ROWS, floats(0, 6)).tolist() == [0, 0, 3, 3]


def test_even_guess_is_fitted_to_the_product_of_the_margins() -> None:
    """Rows 30 and 70, columns 40 and 60 of 100: independence gives 12, 18, 28, 42."""
    fitted = rake(floats(1, 1, 1, 1), (ROWS, floats(30, 70)), (COLUMNS, floats(40, 60)))
    assert fitted == pytest.approx([12, 18, 28, 42])


def test_fitting_keeps_the_odds_of_the_guess() -> None:
    """Fitting never changes the cross-product ratio, here 2 x 2 / (1 x 1) = 4.

    With all four margins at 3 the answer is 2, 1, 1, 2 by symmetry.
    """
    fitted = rake(floats(20, 10, 10, 20), (ROWS, floats(3, 3)), (COLUMNS, floats(3, 3)))
    assert fitted == pytest.approx([2, 1, 1, 2])


def test_a_known_zero_stays_zero_and_forces_the_rest() -> None:
    """Nobody top left: the rest follows from the totals alone."""
    fitted = rake(floats(0, 1, 1, 1), (ROWS, floats(4, 6)), (COLUMNS, floats(5, 5)))
    assert fitted == pytest.approx([0, 4, 5, 1], abs=1e-3)


def test_totals_that_are_not_known_are_not_fitted() -> None:
    """No column known: only the rows are scaled. One known: it fits, and the rows stay exact."""
    also = (COLUMNS, floats(np.nan, np.nan))
    assert rake(floats(1, 2, 3, 4), (ROWS, floats(30, 70)), also) == pytest.approx([10, 20, 30, 40])
    known = rake(floats(1, 1, 1, 1), (ROWS, floats(30, 70)), (COLUMNS, floats(20, np.nan)))
    assert known[0] + known[2] == pytest.approx(20, abs=1e-3)
    assert [known[0] + known[1], known[2] + known[3]] == pytest.approx([30, 70])


def test_contradictory_totals_are_settled_for_the_exact_ones() -> None:
    """Rows say 100 people, columns say 200: the rows are kept, the columns' proportions too."""
    fitted = rake(floats(1, 1, 1, 1), (ROWS, floats(30, 70)), (COLUMNS, floats(50, 150)))
    assert fitted == pytest.approx([7.5, 22.5, 17.5, 52.5])


def test_a_total_of_zero_on_one_side_cannot_lose_people_of_the_other() -> None:
    """The second row's people live in a column said to be empty: the row wins."""
    weights = floats(1, 1, 0, 1)
    fitted = rake(weights, (ROWS, floats(30, 70)), (COLUMNS, floats(100, 0)))
    assert fitted == pytest.approx([30, 0, 0, 70])


def test_nothing_but_zeros_comes_back_as_zeros() -> None:
    fitted = rake(floats(0, 0, 0, 0), (ROWS, floats(30, 70)), (COLUMNS, floats(40, 60)))
    assert fitted.tolist() == [0, 0, 0, 0]


positive = st.floats(0.01, 1000)
total = positive | st.just(0.0)


@given(
    weights=st.lists(positive, min_size=9, max_size=9),
    exact=st.lists(total, min_size=3, max_size=3),
    also=st.lists(total | st.just(float("nan")), min_size=3, max_size=3),
)
def test_exact_totals_hold_whatever_the_others_say(
    weights: list[float], exact: list[float], also: list[float]
) -> None:
    row, column = np.repeat(np.arange(3), 3), np.tile(np.arange(3), 3)
    fitted = rake(floats(*weights), (row, floats(*exact)), (column, floats(*also)))
    assert (fitted >= 0).all()
    assert fitted.reshape(3, 3).sum(axis=1) == pytest.approx(exact)


def test_rounding_gives_the_person_left_over_to_the_largest_fraction() -> None:
    group = np.array([0, 0, 0, 1, 1])
    assert round_to_total(floats(1.2, 1.7, 2.1, 0.5, 0.5), group).tolist() == [1, 2, 2, 1, 0]


def test_rounding_nothing_gives_nothing() -> None:
    assert round_to_total(floats(), np.array([], dtype=np.intp)).tolist() == []


def test_groups_need_not_be_in_order_nor_all_be_there() -> None:
    found = round_to_total(floats(0.4, 2.0, 0.6), np.array([3, 1, 3]))
    assert found.tolist() == [0, 2, 1]


@st.composite
def divided(draw: st.DrawFn) -> tuple[Floats, Index, list[int]]:
    """Whole totals of some groups, divided among members in any proportion."""
    totals = draw(st.lists(st.integers(0, 5000), min_size=1, max_size=6))
    values, group = [], []
    for number, total in enumerate(totals):
        parts = draw(st.lists(st.floats(0.001, 1), min_size=1, max_size=8))
        values += [total * part / sum(parts) for part in parts]
        group += [number] * len(parts)
    order = draw(st.permutations(range(len(values))))
    return floats(*values)[order], np.array(group)[order], totals


@given(divided())
def test_rounding_keeps_every_total_and_moves_nobody_by_a_whole_person(
    case: tuple[Floats, Index, list[int]],
) -> None:
    values, group, totals = case
    rounded = round_to_total(values, group)
    for number, total in enumerate(totals):
        assert rounded[group == number].sum() == total
    assert (np.abs(rounded - values) < 1).all()
    assert (rounded >= 0).all()
