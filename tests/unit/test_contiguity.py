"""Which wards hang together, on toy cities drawn as text."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from geo import paths
from geo.contiguity import Borders, Bridge, borders, bridges, corner_pairs, groups, next_door
from geo.list_words import bridge_lines, connection_lines, parted_words
from geo.ward_geometry import neighbours
from tests.toys import city

YEAR = 2015


def toy(drawing: str) -> Borders:
    """Borders of a drawing: letter A is ward 1, B ward 2, … , as the build computes them."""
    shapes = city(drawing)
    wards = gpd.GeoDataFrame(
        {"ward": [ord(name) - ord("A") + 1 for name in shapes["name"]]},
        geometry=shapes.geometry,
        crs=shapes.crs,
    )
    return borders(neighbours(wards).assign(vintage=YEAR), YEAR)


GRID = toy("""
    ABC
    DEF
    GHI
""")
"""1 2 3 / 4 5 6 / 7 8 9"""

ROW = toy("ABCDEF")

ISLANDS = toy("""
    AB.CD
""")


def test_borders_and_corners_are_told_apart() -> None:
    assert GRID.border[1] == {2, 4}
    assert GRID.corner[1] == {5}
    assert GRID.border[5] == {2, 4, 6, 8}
    assert GRID.corner[5] == {1, 3, 7, 9}


@pytest.mark.parametrize(
    ("wards", "parted"),
    [
        ((1, 2, 3), ((1, 2, 3),)),
        ((3, 2, 1), ((1, 2, 3),)),
        ((1, 5), ((1,), (5,))),
        ((1, 3, 9, 6), ((3, 6, 9), (1,))),
        ((7, 1, 4, 3, 9), ((1, 4, 7), (3,), (9,))),
        ((5,), ((5,),)),
        ((), ()),
        (tuple(range(1, 10)), (tuple(range(1, 10)),)),
    ],
)
def test_groups(wards: tuple[int, ...], parted: tuple[tuple[int, ...], ...]) -> None:
    assert groups(wards, GRID.border) == parted


def test_a_corner_joins_nothing_and_is_named_once() -> None:
    parted = groups((1, 5, 3), GRID.border)
    assert parted == ((1,), (3,), (5,))
    assert corner_pairs(parted, GRID.corner) == ((1, 5), (3, 5))
    assert corner_pairs(groups((1, 2, 5), GRID.border), GRID.corner) == ()


def test_single_wards_that_join_most_groups_come_first() -> None:
    parted = groups((2, 4, 6), GRID.border)
    assert parted == ((2,), (4,), (6,))
    assert bridges(parted, GRID.border) == (
        Bridge((5,), (0, 1, 2)),
        Bridge((1,), (0, 1)),
        Bridge((3,), (0, 2)),
    )


def test_the_shortest_chain_where_no_single_ward_joins() -> None:
    parted = groups((1, 2, 5), ROW.border)
    assert bridges(parted, ROW.border) == (Bridge((3, 4), (0, 1)),)
    assert bridges(groups((1, 6), ROW.border), ROW.border) == (Bridge((2, 3, 4, 5), (0, 1)),)


def test_the_nearest_two_of_three_groups_are_joined() -> None:
    """1 and 6 are four wards apart; 7 is one row below 1, two wards away from it."""
    tall = toy("""
        ABCDEF
        H.....
        I.....
        G.....
    """)
    parted = groups((1, 6, 7), tall.border)
    assert bridges(parted, tall.border) == (Bridge((8, 9), (0, 2)),)


def test_one_group_needs_no_bridge_and_islands_have_none() -> None:
    assert bridges(((1, 2),), GRID.border) == ()
    assert bridges((), GRID.border) == ()
    assert bridges(groups((1, 4), ISLANDS.border), ISLANDS.border) == ()


def test_next_door() -> None:
    found = next_door((1, 3), GRID.border)
    assert [(n.ward, n.touches) for n in found] == [(2, (1, 3)), (4, (1,)), (6, (3,))]
    assert next_door(range(1, 10), GRID.border) == ()


def test_the_words_name_groups_corners_bridges_and_neighbors() -> None:
    lines = connection_lines((1, 5, 6), GRID)
    assert lines[0] == "2 separate groups, by shared borders: 5 and 6; 1."
    assert "Wards 1 and 5 meet at a corner only, which does not join them." in lines
    assert "Ward 2 or 4 would join the group of 5 and 6 with ward 1." in lines
    assert lines[-1] == (
        "Next door and not on the list: ward 2 (beside 1 and 5); ward 4 (beside 1 and 5); ward 3 "
        "(beside 6); ward 8 (beside 5); ward 9 (beside 6)."
    )
    assert parted_words(((1, 2),)) == "All 2 wards hang together by shared borders."
    assert parted_words(((7,),)) == "Ward 7 is the only one on the list."
    (chain,) = bridge_lines(((1, 2), (5,)), (Bridge((3, 4), (0, 1)),))
    assert "wards 3 and 4 together would join the group of 1 and 2 with ward 5" in chain


@pytest.mark.parametrize("year", [2015, 2023])
def test_the_real_maps_hang_together(year: int) -> None:
    """All fifty wards touch; ward 41 of the 2015 map, with the airport, does so by its arm."""
    found = borders(pd.read_csv(paths.PROCESSED / "neighbours.csv"), year)
    assert set(found.border) == set(found.corner) == set(range(1, 51))
    assert groups(range(1, 51), found.border) == (tuple(range(1, 51)),)
    for near in (found.border, found.corner):
        assert all(ward in near[other] for ward in near for other in near[ward])
    assert all(not found.border[w] & found.corner[w] for w in found.border)
