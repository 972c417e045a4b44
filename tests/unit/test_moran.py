"""Moran's I: by hand on a row of wards, against esda, and within sides."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from geo import paths
from geo.analysis.moran import (
    HIGH_HIGH,
    HIGH_LOW,
    LOW_HIGH,
    LOW_LOW,
    local_moran,
    moran,
    quadrant_of,
    two_sided,
    without_each,
)
from tests.unit.test_autocorrelation import real, toy, weights

ROW = toy("ABCD")
ONE = ("",) * 4


def share(year: int, key: str = "black_share") -> list[float]:
    found: list[float] = pd.read_csv(paths.PROCESSED / f"indicators_{year}.csv")[key].tolist()
    return found


def test_i_of_a_row_by_hand() -> None:
    """0 0 1 1: z = ∓½; means of neighbors −½, 0, 0, ½; I = 4/4 · (¼ + 0 + 0 + ¼) / 1."""
    found = moran(ROW, [0, 0, 1, 1], ONE, shuffles=999)
    assert found.value == pytest.approx(0.5)
    assert found.expected == pytest.approx(-1 / 3)
    # Of the 6 arrangements of two ones, 0011 and 1100 reach I = ½.
    assert found.p == pytest.approx(1 / 3, abs=0.06)
    assert moran(ROW, [0, 1, 0, 1], ONE, shuffles=9).value == pytest.approx(-1)


def test_local_values_and_quadrants_by_hand() -> None:
    found = local_moran(ROW, [0, 0, 1, 1], ONE, shuffles=99)
    assert [one.quadrant for one in found] == [LOW_LOW, LOW_LOW, HIGH_LOW, HIGH_HIGH]
    assert [one.around for one in found] == [0, 0.5, 0.5, 1]
    # (n−1) z z̄ / Σ z² = 3 · ¼ at the ends, 0 in the middle.
    assert [one.value for one in found] == pytest.approx([0.75, 0, 0, 0.75])


def test_an_island_has_no_quadrant_and_no_finding() -> None:
    found = local_moran(toy("AB.C"), [1, 2, 9], ("",) * 3, shuffles=99)
    assert (found[2].around, found[2].quadrant, found[2].value) == (None, "", 0)
    assert found[2].trial.p == 1
    assert np.isfinite(moran(toy("AB.C"), [1, 2, 9], ("",) * 3, shuffles=99).value)


def test_quadrants_and_tails() -> None:
    assert quadrant_of(1, 1) == HIGH_HIGH
    assert quadrant_of(-1, 1) == LOW_HIGH
    assert quadrant_of(1, 0) == HIGH_LOW, "the mean itself counts as low"
    drawn = np.arange(99.0)
    assert two_sided(drawn, 98.5) == pytest.approx(2 / 100)
    assert two_sided(drawn, -1) == pytest.approx(2 / 100)
    assert two_sided(drawn, 49) == 1


def test_within_sides_values_stay_on_their_side() -> None:
    """Two sides with figures of their own: shuffled within, I hardly moves; over the city it does.

    1 1 | 9 9: every arrangement within sides is the real one.
    """
    sides = ("w", "w", "e", "e")
    found = moran(ROW, [1, 1, 9, 9], sides, shuffles=99)
    assert set(found.shuffled) == {found.value}
    assert found.p == 1
    assert found.expected == pytest.approx(found.value)
    local = local_moran(ROW, [1, 1, 9, 9], sides, shuffles=99)
    assert [one.trial.p for one in local] == [1, 1, 1, 1]


def test_a_ward_is_never_drawn_as_its_own_neighbor() -> None:
    """In a row of three with one high ward at the end, its neighbor is always a low one."""
    found = local_moran(toy("ABC"), [9.0, 0.0, 0.0], ("",) * 3, shuffles=999)
    assert found[0].trial.p == 1, "both other wards are alike, so every shuffle is the real map"


@pytest.mark.parametrize("year", [2015, 2023])
@pytest.mark.parametrize("key", ["black_share", "renter_share"])
def test_esda_finds_the_same(year: int, key: str) -> None:
    """esda 2.9 on the same graph, row-standardized, 9,999 shuffles. Its local p is the smaller
    tail; ours is twice that, as its next release will have it."""
    from esda.moran import Moran, Moran_Local  # noqa: PLC0415

    of, values = real(year), share(year, key)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(5)
        whole = Moran(np.array(values), weights(of), permutations=9_999)
        local = Moran_Local(np.array(values), weights(of), permutations=9_999, seed=5)
    found = moran(of, values, ("",) * 50)
    assert found.value == pytest.approx(whole.I)
    assert found.expected == pytest.approx(whole.EI)
    assert found.p == pytest.approx(whole.p_sim, abs=0.01)
    mine = local_moran(of, values, ("",) * 50)
    assert [one.value for one in mine] == pytest.approx(local.Is.tolist())
    names = {1: HIGH_HIGH, 2: LOW_HIGH, 3: LOW_LOW, 4: HIGH_LOW}
    assert [one.quadrant for one in mine] == [names[q] for q in local.q]
    doubled = np.minimum(1, 2 * local.p_sim)
    assert [one.trial.p for one in mine] == pytest.approx(doubled.tolist(), abs=0.04)


def test_without_each_ward_the_rest_is_a_map_of_its_own() -> None:
    """Without an end of 0 0 1 1 a row of three is left; without a middle ward, two pieces."""
    found = dict(without_each(ROW, [0, 0, 1, 1]))
    assert found[1] == pytest.approx(moran(toy("ABC"), [0, 1, 1], ("",) * 3, shuffles=9).value)
    assert found[2] == pytest.approx(moran(toy("A.BC"), [0, 1, 1], ("",) * 3, shuffles=9).value)
    assert list(found) == [1, 2, 3, 4]
