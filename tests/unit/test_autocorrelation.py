"""Join counts on toy cities: by hand, by trying every arrangement, and against esda."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import paths
from geo.analysis.autocorrelation import (
    ClusterError,
    Graph,
    dealt,
    expected_joins,
    graph,
    is_fixed,
    join_counts,
    joins_of,
    nearby,
    ranks,
)
from geo.cluster_story import TOLERANCE_M
from geo.contiguity import Borders, borders
from geo.crs import ANALYSIS
from geo.ward_geometry import BORDER_TOLERANCE_M, GAP_M, clean_coverage, neighbours
from tests.toys import shapes_of

YEAR = 2015


def read(shapes: Any, wards: range) -> Borders:
    """Neighbors of cleaned shapes, as the build finds them."""
    frame = gpd.GeoDataFrame({"ward": wards}, geometry=shapes, crs=ANALYSIS)
    return borders(neighbours(frame).assign(vintage=YEAR), YEAR)


def toy(drawing: str, contiguity: str = "rook") -> Graph:
    """Letter A is ward 1, B ward 2, …"""
    shapes = shapes_of(drawing)
    wards = range(1, len(shapes) + 1)
    return graph(nearby(read(shapes, wards), contiguity), wards)


GRID = toy("ABC DEF GHI")
"""1 2 3 / 4 5 6 / 7 8 9: twelve borders."""

WHOLE = ("",) * 9
SIDES = ("w", "w", "e", "w", "w", "e", "w", "w", "e")
"""Columns 1 and 2 are west, column 3 is east."""

ESSAY = (1, 10, 11, 12, 14, 15, 22, 25, 31, 32, 33, 35, 36, 39, 40, 48, 50)
"""Home wards of the organizations on the 2021 essay's list."""


def real(year: int) -> Graph:
    table = pd.read_csv(paths.PROCESSED / "neighbours.csv")
    return graph(nearby(borders(table, year), "queen"))


# Neighbors


def test_rook_crosses_borders_and_queen_takes_corners_too() -> None:
    assert GRID.pairs == 12
    queen = toy("ABC DEF GHI", "queen")
    assert queen.pairs == 20
    assert (queen.touches == queen.touches.T).all()
    assert not queen.touches.diagonal().any()


def test_another_rule_is_refused_and_the_two_are_named() -> None:
    with pytest.raises(ClusterError, match=r"bishop.*queen.*rook"):
        nearby(Borders({}, {}), "bishop")


def test_slivers_and_overlaps_within_the_tolerance_do_not_part_neighbors() -> None:
    """A gap of half a meter and an overlap of half a meter, in a row of three wards."""
    a, b, c = shapes_of("ABC")
    gap = shapely.difference(b, shapely.buffer(a, 0.5, join_style="mitre"))
    wide = shapely.union(c, shapely.buffer(c, 0.5, join_style="mitre"))
    faulty = np.array([a, gap, wide], dtype=object)
    raw = graph(read(faulty, range(1, 4)).border, range(1, 4))
    assert raw.touches[0, 1] == 0, "the fault must part the wards before they are cleaned"
    mended = graph(read(clean_coverage(faulty), range(1, 4)).border, range(1, 4))
    assert mended.touches.tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]


def test_a_gap_wider_than_the_tolerance_parts_wards() -> None:
    """Two meters are a river or another town, not a drawing error."""
    a, b = shapes_of("AB")
    apart = shapely.difference(b, shapely.buffer(a, 2.0, join_style="mitre"))
    assert read(clean_coverage(np.array([a, apart], dtype=object)), range(1, 3)).border == {}


def test_the_page_states_the_tolerances_that_were_used() -> None:
    assert TOLERANCE_M == GAP_M == BORDER_TOLERANCE_M


def test_an_island_has_no_neighbor_and_breaks_nothing() -> None:
    """Ward 3 touches nobody: the table of neighbors has no row of it."""
    of = graph(read(shapes_of("AB.C"), range(1, 4)).border, (1, 2, 3))
    assert of.pairs == 1
    assert not of.touches[2].any()
    found = join_counts(of, (1, 2, 3), ("",) * 3)
    assert (found.joins, found.mixed, found.empty) == (1, 0, 0)
    assert join_counts(of, (2, 3), ("",) * 3).joins == 0


@pytest.mark.parametrize("year", [2015, 2023])
def test_no_two_wards_of_a_real_map_meet_at_a_corner_only(year: int) -> None:
    """Which is why queen and rook give the same answer, as the page says."""
    found = borders(pd.read_csv(paths.PROCESSED / "neighbours.csv"), year)
    assert not any(found.corner.values())
    assert real(year).pairs == graph(nearby(found, "rook")).pairs


# Joins


@pytest.mark.parametrize(
    ("wards", "joins", "mixed", "empty"),
    [
        ((1, 2, 3), 2, 3, 7),  # the top row: 1–2, 2–3; down to 4, 5, 6
        ((1, 3, 5, 7, 9), 0, 12, 0),  # a chessboard
        ((2, 5, 8, 4, 6), 4, 8, 0),  # a cross
        ((5,), 0, 4, 8),
        ((), 0, 0, 12),
        (tuple(range(1, 10)), 12, 0, 0),
    ],
)
def test_joins_counted_by_hand(wards: tuple[int, ...], joins: int, mixed: int, empty: int) -> None:
    found = join_counts(GRID, wards, WHOLE, shuffles=99)
    assert (found.joins, found.mixed, found.empty, found.pairs) == (joins, mixed, empty, 12)
    assert found.wards == tuple(sorted(wards))


def test_wards_that_are_not_on_the_map_are_passed_over() -> None:
    assert join_counts(GRID, (1, 2, 99), WHOLE, shuffles=9).wards == (1, 2)


def every(strata: tuple[str, ...], wards: tuple[int, ...]) -> list[int]:
    """Joins of every possible arrangement that keeps the count of every group."""
    groups = sorted(set(strata))
    counts = [sum(strata[w - 1] == g for w in wards) for g in groups]
    found = []
    for chosen in combinations(range(1, 10), len(wards)):
        if [sum(strata[w - 1] == g for w in chosen) for g in groups] == counts:
            found.append(int(joins_of(GRID, GRID.flags(chosen)[np.newaxis])[0]))
    return found


@pytest.mark.parametrize("strata", [WHOLE, SIDES], ids=["city", "sides"])
@pytest.mark.parametrize("wards", [(1, 2), (1, 2, 3, 6), (1, 3, 5, 7, 9)])
def test_expected_joins_and_p_are_those_of_all_arrangements(
    strata: tuple[str, ...], wards: tuple[int, ...]
) -> None:
    all_of_them = every(strata, wards)
    found = join_counts(GRID, wards, strata)
    assert found.expected == pytest.approx(np.mean(all_of_them))
    as_many = np.mean([joins >= found.joins for joins in all_of_them])
    # Four standard errors of a share in 9,999 draws are at most 0.02.
    assert found.p == pytest.approx(as_many, abs=0.02)
    assert set(np.flatnonzero(found.shuffled)) <= set(all_of_them)


def test_p_counts_the_real_map_among_the_possible_ones() -> None:
    """Nine wards of nine: every shuffle is the real map. Three in a corner: no shuffle of 9 is."""
    full = join_counts(GRID, range(1, 10), WHOLE, shuffles=99)
    assert (full.as_many, full.p) == (99, 1.0)
    some = join_counts(GRID, (1, 2, 4, 5), WHOLE, shuffles=999)
    assert some.joins == 4, "a square, the most four wards can have"
    assert some.p == (1 + some.as_many) / 1000 > 0


def test_shuffling_keeps_the_count_of_every_side() -> None:
    flags = GRID.flags((1, 2, 3, 6))
    shuffled = dealt(SIDES, flags, shuffles=500)
    east = np.array(SIDES) == "e"
    assert (shuffled[:, east].sum(axis=1) == 2).all()
    assert (shuffled[:, ~east].sum(axis=1) == 2).all()
    assert len(np.unique(shuffled, axis=0)) > 20


def test_every_ward_is_drawn_equally_often() -> None:
    shuffled = dealt(WHOLE, GRID.flags((1, 2, 3)))
    assert shuffled.mean(axis=0) == pytest.approx([1 / 3] * 9, abs=0.02)


def test_the_same_seed_gives_the_same_shuffles_and_another_does_not() -> None:
    one = join_counts(GRID, (1, 2, 3), WHOLE)
    ranks.cache_clear()
    assert join_counts(GRID, (1, 2, 3), WHOLE) == one
    assert join_counts(GRID, (1, 2, 3), WHOLE, seed=1).shuffled != one.shuffled
    assert (one.permutations, one.seed) == (9_999, 20230515)


def test_random_numbers_of_others_change_nothing() -> None:
    """esda shuffles with numpy's global stream; another visitor would change our p."""
    ranks.cache_clear()
    one = join_counts(GRID, (1, 2, 3), WHOLE, shuffles=99)
    ranks.cache_clear()
    np.random.seed(1)
    assert join_counts(GRID, (1, 2, 3), WHOLE, shuffles=99) == one


def test_quantiles_of_shuffles() -> None:
    found = join_counts(GRID, (1, 2, 3), WHOLE)
    drawn = np.repeat(np.arange(len(found.shuffled)), found.shuffled)
    for share in (0.05, 0.5, 0.95):
        assert found.quantile(share) == np.quantile(drawn, share, method="inverted_cdf")


def test_sides_that_are_full_or_empty_leave_nothing_to_shuffle() -> None:
    assert is_fixed(GRID.flags((3, 6, 9)), SIDES)
    assert not is_fixed(GRID.flags((3, 6)), SIDES)
    assert not is_fixed(GRID.flags((3, 6, 9)), WHOLE)
    assert expected_joins(GRID, GRID.flags((3, 6, 9)), SIDES) == pytest.approx(2)


# Against esda


@pytest.mark.parametrize("year", [2015, 2023])
def test_esda_counts_the_same_joins_and_finds_the_same_p(year: int) -> None:
    """esda 2.9 on the same graph. Its p rests on 999 shuffles: four standard errors are 0.008."""
    from esda.join_counts import Join_Counts  # noqa: PLC0415

    of = real(year)
    np.random.seed(7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Join_Counts(of.flags(ESSAY).astype(float), weights(of), permutations=999)
    ours = join_counts(of, ESSAY, ("",) * 50)
    assert (ours.joins, ours.mixed, ours.empty) == (theirs.bb, theirs.bw, theirs.ww)
    assert ours.p == pytest.approx(theirs.p_sim_bb, abs=0.008)
    assert ours.expected == pytest.approx(theirs.sim_bb.mean(), abs=0.5)


def weights(of: Graph) -> Any:
    """The graph as libpysal has it."""
    from libpysal.weights import W  # noqa: PLC0415

    near = {
        ward: [of.wards[other] for other in np.flatnonzero(of.touches[at])]
        for at, ward in enumerate(of.wards)
    }
    return W(near, silence_warnings=True)
