"""Crosswalks from census areas to wards, and their measured error, in cities of a few squares."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest

from geo.apportion import Shares, apportion
from geo.carrying import carrying_errors, place_group, spread
from geo.census import BLOCK_GROUP, DISTRICT, EIGHT_GROUPS, PRECINCT, PRECINCT_KEY, TRACT
from geo.crosswalk import Ground
from geo.pipeline.carriers import (
    Carried,
    CensusGroups,
    crosswalks,
    cut_by_block_groups,
    group_crosswalks,
    layers,
    whole_city,
)
from geo.pipeline.inputs import Inputs
from geo.pipeline.outputs import Pieces, cut_pieces
from tests.toys import city, held, tract_layer


def inputs_of(
    districts: tuple[str, list[int]],
    tracts: tuple[str, list[int]],
    precincts: tuple[str, list[int]],
    block_groups: str,
) -> Inputs:
    """A city whose districts are the precincts of the 2015 map, one ward for each."""
    drawn = city(districts[0])
    count = len(drawn)
    ground = Ground(
        districts=drawn.assign(
            geoid=[f"d{n}" for n in range(count)],
            population=districts[1],
            ward_2015=range(1, count + 1),
            precinct_2015=7,
        ),
        tracts=tract_layer(tracts[0], *tracts[1]).assign(geoid=lambda t: t["name"]),
        precincts=city(precincts[0]).assign(
            voters=precincts[1], ward=3, precinct=[5, 6, 7, 8][: len(precincts[1])]
        ),
    )
    areas = gpd.GeoDataFrame(geometry=[drawn.union_all()], crs=drawn.crs).assign(community_area=1)
    return Inputs({}, ground, areas, city(block_groups).assign(geoid=lambda b: b["name"]))


def pieces_of(inputs: Inputs, wards_2023: str) -> Pieces:
    drawn = city(wards_2023)
    return cut_pieces(inputs, {2023: drawn.assign(ward=range(1, len(drawn) + 1))})


def shared(crosswalk: Shares, unit: int) -> dict[int, float]:
    """What each ward gets of a count of 1 in one unit."""
    counts = np.zeros(crosswalk.units)
    counts[unit] = 1
    return held(apportion(counts, crosswalk))


@pytest.fixture(scope="module")
def edge() -> dict[str, Shares]:
    """A city of two squares with 100 and 300 people, at the edge of a tract that holds 1,000.

    Block group G is the first square; H the second and two more outside the city.
    """
    inputs = inputs_of(("DE..", [100, 300]), ("TTTT", [1000]), ("PP..", [40]), "GHHH")
    pieces = pieces_of(inputs, "AB..")
    assert sorted(pieces.people.tolist()) == [100, 300]
    return crosswalks(pieces, cut_by_block_groups(pieces, inputs), inputs, 2015)


def test_a_tract_half_outside_the_city_is_shared_by_all_its_people(edge: dict[str, Shares]) -> None:
    assert shared(edge[TRACT], 0) == pytest.approx({1: 0.1, 2: 0.3})


def test_a_block_group_inside_the_city_is_shared_out_whole(edge: dict[str, Shares]) -> None:
    assert shared(edge[BLOCK_GROUP], 0) == pytest.approx({1: 1})


def test_the_suburban_part_of_a_block_group_keeps_its_people(edge: dict[str, Shares]) -> None:
    """300 people in the city, and the tract's other 600 all on its two squares outside."""
    assert shared(edge[BLOCK_GROUP], 1) == pytest.approx({2: 1 / 3})


def test_districts_are_carried_exactly_to_their_own_map(edge: dict[str, Shares]) -> None:
    assert shared(edge[DISTRICT], 0) == {1: 1}
    assert shared(edge[DISTRICT], 1) == {2: 1}


def test_the_voters_of_a_precinct_are_shared_like_its_people(edge: dict[str, Shares]) -> None:
    assert shared(edge[PRECINCT], 0) == pytest.approx({1: 0.25, 2: 0.75})


def test_a_piece_is_divided_between_block_groups_by_land() -> None:
    """One district of 400 people on four squares, three of them in H."""
    inputs = inputs_of(("DDDD", [400]), ("TTTT", [400]), ("PPPP", [9]), "GHHH")
    parts = cut_by_block_groups(pieces_of(inputs, "AAAA"), inputs)
    assert np.bincount(parts.unit, parts.people) == pytest.approx([100, 300])
    assert parts.totals == pytest.approx([100, 300])


def test_voters_of_a_precinct_without_residents_stay_in_its_ward() -> None:
    inputs = inputs_of(("DE", [50, 0]), ("TT", [50]), ("PQ", [30, 4]), "GG")
    pieces = pieces_of(inputs, "AB")
    found = crosswalks(pieces, cut_by_block_groups(pieces, inputs), inputs, 2015)
    assert shared(found[PRECINCT], 1) == {2: 1}


def test_a_new_map_divides_a_district_by_its_people() -> None:
    """The towers on the first square hold 90 of 100 people, by the count of their tract."""
    inputs = inputs_of(("DD", [100]), ("ST", [90, 10]), ("PP", [60]), "GG")
    pieces = pieces_of(inputs, "AB")
    found = crosswalks(pieces, cut_by_block_groups(pieces, inputs), inputs, 2023)
    assert shared(found[DISTRICT], 0) == pytest.approx({1: 0.9, 2: 0.1})
    assert shared(found[BLOCK_GROUP], 0) == pytest.approx({1: 0.9, 2: 0.1})


def test_groups_within_a_cut_district_are_placed_by_their_own_counts() -> None:
    """Half of the people live in either ward, but everybody Latino on the first square."""
    inputs = inputs_of(("DD", [100]), ("ST", [50, 50]), ("PP", [60]), "GG")
    nobody = dict.fromkeys(EIGHT_GROUPS, np.zeros(1)), dict.fromkeys(EIGHT_GROUPS, np.zeros(2))
    groups = CensusGroups(
        nobody[0] | {"pop_hisp": np.array([50.0]), "pop_white": np.array([50.0])},
        nobody[1] | {"pop_hisp": np.array([50.0, 0]), "pop_white": np.array([0, 50.0])},
    )
    found = group_crosswalks(pieces_of(inputs, "AB"), groups, inputs, 2023)
    assert set(found) == set(EIGHT_GROUPS)
    assert shared(found["pop_hisp"], 0) == pytest.approx({1: 1}, abs=1e-6)
    assert apportion(np.array([50.0]), found["pop_white"])[:2] == pytest.approx([0, 50], abs=1e-4)


def test_layers_name_the_areas_in_the_order_of_their_shapes() -> None:
    inputs = inputs_of(("DE", [1, 2]), ("ST", [1, 2]), ("PQ", [3, 4]), "GH")
    found = layers(inputs)
    assert found[DISTRICT, ("geoid",)].names.tolist() == ["d0", "d1"]
    assert found[DISTRICT, PRECINCT_KEY].names.tolist() == ["1-7", "2-7"]
    assert found[TRACT, ("geoid",)].names.tolist() == ["S", "T"]
    assert found[BLOCK_GROUP, ("geoid",)].names.tolist() == ["G", "H"]
    assert found[PRECINCT, PRECINCT_KEY].names.tolist() == ["3-5", "3-6"]
    assert [key for key, layer in found.items() if layer.spare] == [(PRECINCT, PRECINCT_KEY)]


def test_a_column_with_a_crosswalk_of_its_own_is_carried_by_it() -> None:
    everybody = Shares(np.array([0]), np.array([0]), np.array([1.0]), 1)
    latino = Shares(np.array([0]), np.array([4]), np.array([1.0]), 1)
    carried = Carried({DISTRICT: everybody, "pop_hisp": latino}, np.ones(50), 0.0)
    assert carried.of("vtd_2020_pl94171", "pop") is everybody
    assert carried.of("vtd_2020_pl94171", "pop_hisp") is latino


def test_the_whole_city_is_one_ward_without_an_error_of_carrying() -> None:
    """Of the second unit a quarter lives outside the city."""
    crosswalk = Shares(np.array([0, 0, 1]), np.array([3, 7, 7]), np.array([0.4, 0.6, 0.75]), 2)
    whole = whole_city(Carried({TRACT: crosswalk}, np.full(50, 2.0), 0.1))
    assert held(apportion(np.array([10.0, 40]), whole.crosswalks[TRACT])) == pytest.approx({1: 40})
    assert whole.area_km2[0] == 100
    assert whole.spread == 0


# Placing a group

TWO_PIECES = np.array([0, 1])
ONE_DISTRICT = np.array([0, 0])


@pytest.mark.parametrize(
    ("everybody", "district", "tracts", "placed"),
    [
        ([50, 50], 50, [50, 0], [50, 0]),
        ([50, 50], 50, [20, 30], [20, 30]),
        ([75, 25], 40, [np.nan, np.nan], [30, 10]),
        ([50, 50], 30, [50, 50], [15, 15]),
        ([100, 0], 40, [0, 40], [0, 40]),
    ],
    ids=["own tract", "both", "tracts unknown", "district wins", "where nobody was guessed"],
)
def test_placing_a_group(
    everybody: list[float], district: float, tracts: list[float], placed: list[float]
) -> None:
    found = place_group(
        np.array(everybody, dtype=float),
        (ONE_DISTRICT, np.array([district], dtype=float)),
        (TWO_PIECES, np.array(tracts, dtype=float)),
    )
    assert found == pytest.approx(placed, abs=1e-3)


# Errors

SAME = Shares(np.arange(50), np.arange(50), np.ones(50), 50)
"""Fifty tracts, each of them a ward."""


def test_an_error_of_the_population_is_measured() -> None:
    """Ward 1 has 80 people and is taken for 40: off by half, the other 49 by nothing."""
    tracts = {"latino": np.full(50, 10.0), "white": np.full(50, 30.0)}
    exact = {group: counts * np.where(np.arange(50), 1, 2) for group, counts in tracts.items()}
    table = carrying_errors({"ours": SAME}, tracts, exact).set_index(["method", "figure"])
    assert table.loc[("ours", "population")].tolist() == [0.01, 0.5, 0.070711]
    assert table.loc[("ours", "latino")].tolist() == [0, 0, 0]


def test_an_error_of_a_share_is_measured_in_points() -> None:
    """Ward 1 is half Latino and is taken for a quarter: 25 points."""
    tracts = {"latino": np.full(50, 10.0), "white": np.full(50, 30.0)}
    exact = {group: np.array([20.0, *counts[1:]]) for group, counts in tracts.items()}
    table = carrying_errors({"ours": SAME}, tracts, exact).set_index(["method", "figure"])
    assert table.loc[("ours", "population")].tolist() == [0, 0, 0]
    assert table.loc[("ours", "latino")].tolist() == [0.005, 0.25, 0.035355]
    assert table.loc[("ours", "white")].tolist() == [0.005, 0.25, 0.035355]


def test_methods_are_measured_side_by_side() -> None:
    turned = Shares(np.arange(50), np.roll(np.arange(50), 1), np.ones(50), 50)
    counts = {"latino": np.arange(50) + 1.0, "white": np.full(50, 9.0)}
    table = carrying_errors({"right": SAME, "turned": turned}, counts, counts)
    assert table["method"].tolist() == ["right"] * 3 + ["turned"] * 3
    assert not table.loc[table["method"] == "right", ["mean_error", "worst_error"]].any(axis=None)
    assert (table.loc[table["method"] == "turned", "mean_error"] > 0).all()


def test_the_spread_is_in_units_of_the_room_a_share_has() -> None:
    """Shares of one half, each off by 5 points: sqrt(p (1 − p)) is one half, a tenth of it 0.05."""
    tracts = {"latino": np.full(50, 22.0), "white": np.full(50, 18.0)}
    exact = {"latino": np.full(50, 20.0), "white": np.full(50, 20.0)}
    errors = carrying_errors({"ours": SAME}, tracts, exact)
    assert spread(errors, "ours", exact) == pytest.approx(0.1)
