"""Single wards: exact odds by trying every arrangement, corrections by published examples, esda."""

from __future__ import annotations

import warnings
from itertools import combinations

import numpy as np
import pytest

from geo.analysis.autocorrelation import Graph
from geo.analysis.local_clusters import (
    BONFERRONI,
    FDR,
    NONE,
    RAW,
    Trial,
    benjamini_hochberg,
    bonferroni,
    corrected,
    hypergeometric,
    local_joins,
)
from tests.unit.test_autocorrelation import ESSAY, GRID, SIDES, WHOLE, real, toy, weights


def tried(of: Graph, ward: int, wards: tuple[int, ...], strata: tuple[str, ...]) -> list[int]:
    """Neighbors of the kind in every arrangement of the other wards that keeps every group."""
    others = [w for w in of.wards if w != ward]
    kept = sorted(strata[w - 1] for w in wards if w != ward)
    near = {of.wards[at] for at in np.flatnonzero(of.touches[of.wards.index(ward)])}
    return [
        len(near & set(chosen))
        for chosen in combinations(others, len(kept))
        if sorted(strata[w - 1] for w in chosen) == kept
    ]


@pytest.mark.parametrize("strata", [WHOLE, SIDES], ids=["city", "sides"])
@pytest.mark.parametrize("wards", [(1, 2, 4), (2, 3, 5, 6), (5,), (1, 9)])
def test_local_odds_are_those_of_all_arrangements(
    strata: tuple[str, ...], wards: tuple[int, ...]
) -> None:
    for one in local_joins(GRID, wards, strata):
        every = tried(GRID, one.ward, wards, strata)
        assert one.expected == pytest.approx(np.mean(every))
        if one.ward in wards:
            assert one.trial is not None
            p = np.mean([count >= one.joins for count in every])
            assert one.trial.p == pytest.approx(p)
        else:
            assert one.trial is None


def test_local_joins_counted_by_hand() -> None:
    found = {one.ward: one for one in local_joins(GRID, (1, 2, 5), WHOLE)}
    assert {w: (one.neighbours, one.joins) for w, one in found.items() if one.joins} == {
        1: (2, 1),  # beside 2
        2: (3, 2),  # beside 1 and 5
        3: (2, 1),
        4: (3, 2),
        5: (4, 1),
        6: (3, 1),
        8: (3, 1),
    }
    assert found[2].expected == pytest.approx(3 * 2 / 8)


def test_an_island_stands_out_never() -> None:
    of = toy("AB.C")
    (_, _, island) = local_joins(of, (1, 3), ("",) * 3)
    assert (island.neighbours, island.joins, island.expected) == (0, 0, 0)
    assert island.trial is not None
    assert (island.trial.p, island.trial.holds) == (1.0, NONE)


@pytest.mark.parametrize("wards", [(), tuple(range(1, 10))])
def test_nobody_and_everybody_stand_out_never(wards: tuple[int, ...]) -> None:
    trials = [one.trial for one in local_joins(GRID, wards, WHOLE)]
    assert [t.p for t in trials if t] == pytest.approx([1.0] * len(wards))


def test_hypergeometric_sums_to_one_and_has_its_textbook_values() -> None:
    """Three drawn from five with two of the kind: ten ways, of which C(3,j) C(2,2−j) have j."""
    assert hypergeometric(5, 2, 3) == pytest.approx([1 / 10, 6 / 10, 3 / 10])
    assert hypergeometric(0, 0, 0) == pytest.approx([1])
    assert hypergeometric(49, 16, 7).sum() == pytest.approx(1)


@pytest.mark.parametrize("year", [2015, 2023])
def test_esda_finds_the_same_local_joins_and_p(year: int) -> None:
    """esda draws where we count all; its p for 9,999 draws is within 0.02 of the exact one."""
    from esda.join_counts_local import Join_Counts_Local  # noqa: PLC0415

    of = real(year)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(3)
        theirs = Join_Counts_Local(connectivity=weights(of)).fit(
            of.flags(ESSAY).astype(float), permutations=9_999
        )
    ours = local_joins(of, ESSAY, ("",) * 50)
    assert [one.joins if one.trial else 0 for one in ours] == theirs.LJC.tolist()
    for one, p in zip(ours, theirs.p_sim, strict=True):
        if one.trial and one.joins:  # it gives the smaller of our tail and the rest
            assert min(one.trial.p, 1 - one.trial.p) == pytest.approx(p, abs=0.02)


# Corrections


def test_benjamini_and_hochberg_on_their_own_example() -> None:
    """The 15 p-values of Benjamini and Hochberg (1995), section 3.2: at 0.05 their procedure
    rejects the four smallest, Bonferroni's the three smallest."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    ps += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert sum(p < 0.05 for p in benjamini_hochberg(ps)) == 4
    assert sum(p < 0.05 for p in bonferroni(ps)) == 3
    assert benjamini_hochberg(ps)[3] == pytest.approx(0.0095 * 15 / 4)


def test_corrections_keep_the_order_of_the_wards_and_never_shrink_p() -> None:
    ps = [0.5, 0.001, 0.04, 0.9]
    for p, trial in zip(ps, corrected(ps), strict=True):
        assert trial.p == p
        assert p <= trial.fdr <= trial.bonferroni <= 1
    assert benjamini_hochberg(ps) == pytest.approx([0.5 * 4 / 3, 0.004, 0.08, 0.9])
    assert corrected([]) == []


@pytest.mark.parametrize(
    ("trial", "holds"),
    [
        (Trial(0.001, 0.01, 0.04), BONFERRONI),
        (Trial(0.01, 0.04, 0.3), FDR),
        (Trial(0.04, 0.2, 1.0), RAW),
        (Trial(0.05, 0.2, 1.0), NONE),
    ],
)
def test_how_far_a_finding_holds(trial: Trial, holds: str) -> None:
    assert trial.holds == holds
