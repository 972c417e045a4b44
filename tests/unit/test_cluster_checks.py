"""How easily a finding falls, worked out anew one arrangement at a time."""

from __future__ import annotations

from itertools import combinations

import pytest

from geo.analysis.autocorrelation import ClusterError, join_counts
from geo.analysis.cluster_checks import (
    MAX_CANDIDATES,
    leave_one_out,
    p_by_joins,
    unknown_wards,
)
from tests.unit.test_autocorrelation import ESSAY, GRID, SIDES, WHOLE, real

CITY = ("",) * 50


@pytest.mark.parametrize("strata", [WHOLE, SIDES], ids=["city", "sides"])
def test_leaving_a_ward_out_is_the_test_without_it(strata: tuple[str, ...]) -> None:
    wards = (1, 2, 3, 6)
    found = leave_one_out(GRID, wards, strata)
    assert [one.ward for one in found] == [1, 2, 3, 6]
    for one in found:
        again = join_counts(GRID, set(wards) - {one.ward}, strata)
        assert (one.joins, one.p) == (again.joins, again.p)
        assert one.expected == pytest.approx(again.expected)


def test_p_by_joins_never_rises_and_starts_at_one() -> None:
    ps = p_by_joins(GRID, GRID.flags((1, 2, 3, 5)), WHOLE)
    assert len(ps) == GRID.pairs + 1
    assert ps[0] == 1
    assert (ps[1:] <= ps[:-1]).all()
    assert ps[-1] == pytest.approx(1 / 10_000)


@pytest.mark.parametrize("strata", [WHOLE, SIDES], ids=["city", "sides"])
def test_the_worst_place_is_the_worst_of_all_and_ways_that_fall_are_counted(
    strata: tuple[str, ...],
) -> None:
    wards, candidates = (1, 2, 4, 5), (3, 6, 7, 9)
    for step in unknown_wards(GRID, wards, strata, candidates):
        ways = list(combinations(candidates, step.added))
        ps = [join_counts(GRID, (*wards, *way), strata).p for way in ways]
        assert step.ways == len(ways)
        assert step.p == max(ps)
        assert step.worst == ways[ps.index(max(ps))]
        assert step.fall == sum(p >= 0.05 for p in ps)
        assert step.share == step.fall / step.ways


def test_wards_of_the_kind_are_no_candidates() -> None:
    found = unknown_wards(GRID, (1, 2), WHOLE, (1, 2, 3))
    assert [(step.added, step.worst) for step in found] == [(1, (3,))]
    assert unknown_wards(GRID, (1, 2), WHOLE, (1, 2)) == ()


def test_too_many_candidates_are_refused_with_the_limit() -> None:
    with pytest.raises(ClusterError, match=str(MAX_CANDIDATES)):
        unknown_wards(real(2015), ESSAY, CITY, range(1, 51))


def test_far_apart_wards_weaken_the_finding_and_neighbors_do_not() -> None:
    """Wards 7, 18 and 34 of the 2015 map do not touch each other, and only 7 an organized one."""
    of = real(2015)
    before = join_counts(of, ESSAY, CITY)
    after = join_counts(of, (*ESSAY, 7, 18, 34), CITY)
    assert after.joins == before.joins + 1, "ward 7 is beside ward 10"
    assert before.p < 0.05 <= after.p
