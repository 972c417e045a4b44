"""The measurement of the splitting error, on districts whose error is known beforehand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geo.crosswalk import Ground, cut
from geo.holdout import (
    METHODS,
    SEEDS,
    Z90,
    measure,
    pair_neighbors,
    split_by,
    touching,
    ward_margin,
)
from tests.toys import city, tract_layer

DISTRICTS = """ABCD
               EFGH
               IJKL"""
WARDS = [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 3, 3]
PEOPLE = [100, 300, 50, 700, 20, 90, 410, 330, 5, 260, 120, 15]


def districts(population: list[int] = PEOPLE, wards: list[int] = WARDS) -> gpd.GeoDataFrame:
    return city(DISTRICTS).assign(population=population, ward_2015=wards)


def ground_of(voters: list[int], population: list[int] = PEOPLE) -> Ground:
    """Every district is a precinct of its own and the whole city one tract."""
    return Ground(
        districts=districts(population),
        tracts=tract_layer("TTTT TTTT TTTT", sum(population)),
        precincts=city(DISTRICTS).assign(voters=voters),
    )


def test_the_same_seed_gives_the_same_pairs() -> None:
    first, again = (
        pair_neighbors(touching(districts()), 7),
        pair_neighbors(touching(districts()), 7),
    )
    assert first.unit.tolist() == again.unit.tolist()
    assert first.paired.tolist() == again.paired.tolist()


def test_seeds_give_different_pairs() -> None:
    found = {
        tuple(pd.factorize(pair_neighbors(touching(districts()), seed).unit)[0].tolist())
        for seed in range(10)
    }
    assert len(found) > 1


@pytest.mark.parametrize("seed", range(8))
def test_pairs_are_two_touching_districts_of_one_ward(seed: int) -> None:
    table = districts()
    pairing = pair_neighbors(touching(table), seed)
    for unit in np.unique(pairing.unit):
        members = np.flatnonzero(pairing.unit == unit)
        assert pairing.paired[members].tolist() == [len(members) == 2] * len(members)
        assert len(members) <= 2
        if len(members) == 2:
            a, b = members
            assert table["ward_2015"][a] == table["ward_2015"][b]
            assert table.geometry[a].touches(table.geometry[b])


def test_a_district_alone_in_its_ward_stays_alone() -> None:
    alone = pair_neighbors(touching(districts(wards=[9, *WARDS[1:]])), seed=1)
    assert not alone.paired[0]


def test_no_error_where_voters_are_proportional_to_people() -> None:
    ground = ground_of(voters=[p * 2 for p in PEOPLE])
    table = measure(cut(ground, {}), ground).set_index("method")
    assert table.index.tolist() == list(METHODS)
    errors = ["mean_error", "p90_error", "worst_error", "mean_error_share", "rms_error_share"]
    assert table.loc["voters", errors].tolist() == [0] * 5
    assert table.loc["voters and tracts", errors].tolist() == [0] * 5
    assert table.loc["land area", "mean_error"] > 10


def test_a_known_error_is_measured() -> None:
    """Two districts of 300 and 100 with as many voters each are both taken for 200.

    Each is off by 100 people, a quarter of the 400 that were split.
    """
    ground = Ground(
        districts=city("AB").assign(population=[300, 100], ward_2015=[1, 1]),
        tracts=tract_layer("TT", 400),
        precincts=city("PQ").assign(voters=[80, 80]),
    )
    table = measure(cut(ground, {}), ground).set_index("method")
    assert table.loc["voters"].to_dict() == {
        "districts": 2 * len(SEEDS),
        "mean_error": 100.0,
        "p90_error": 100.0,
        "worst_error": 100.0,
        "mean_error_share": 0.25,
        "rms_error_share": 0.25,
    }


def test_tracts_mend_what_voters_get_wrong() -> None:
    """As above, but each district is a tract of its own, so its count is known after all."""
    ground = Ground(
        districts=city("AB").assign(population=[300, 100], ward_2015=[1, 1]),
        tracts=tract_layer("ST", 300, 100),
        precincts=city("PQ").assign(voters=[80, 80]),
    )
    table = measure(cut(ground, {}), ground).set_index("method")
    assert table.loc["voters", "mean_error"] == 100
    assert table.loc["voters and tracts", "mean_error"] == 0


def test_empty_pairs_are_not_compared() -> None:
    """Ward 3 holds nobody: its four districts have no share to be wrong by."""
    population = [*PEOPLE[:8], 0, 0, 0, 0]
    ground = ground_of(voters=[1] * 12, population=population)
    table = measure(cut(ground, {}), ground, seeds=[1])
    assert (table["districts"] <= 8).all()
    assert not table.isna().any(axis=None)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_keeps_the_total_of_each_unit(method: str) -> None:
    ground = ground_of(voters=[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])
    unit = pair_neighbors(touching(ground.districts), seed=3).unit
    estimate = split_by(method, cut(ground, {}), ground, unit)
    assert np.bincount(unit, estimate) == pytest.approx(np.bincount(unit, PEOPLE))


def parts(*rows: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["district", "ward", "amount"])


def test_a_ward_that_cuts_no_district_has_no_margin() -> None:
    """District 2 has land in both wards but nobody in ward 2: nothing was divided."""
    margin = ward_margin(parts((1, 1, 500), (2, 1, 300), (2, 2, 0), (3, 2, 800)), 0.1, "ward")
    assert margin.to_dict() == {1: 0, 2: 0}


def test_one_cut_district_puts_both_wards_in_doubt() -> None:
    """1,000 people divided with an error of a tenth: 1.645 x 100 people on either side."""
    table = parts((1, 1, 600), (1, 2, 400), (2, 1, 5000), (3, 3, 70))
    assert Z90 == 1.645
    assert ward_margin(table, 0.1, "ward").to_dict() == pytest.approx({1: 164.5, 2: 164.5, 3: 0})


def test_errors_of_several_districts_add_like_independent_ones() -> None:
    """Districts of 300 and 400 with an error of a tenth: the root of 30² + 40² is 50."""
    table = parts((1, 1, 100), (1, 2, 200), (2, 1, 300), (2, 3, 100))
    margin = ward_margin(table, 0.1, "ward")
    assert margin.to_dict() == pytest.approx({1: 1.645 * 50, 2: 1.645 * 30, 3: 1.645 * 40})


def test_a_district_without_people_adds_no_doubt() -> None:
    margin = ward_margin(parts((1, 1, 0), (1, 2, 0), (2, 1, 10)), 0.1, "ward")
    assert margin.to_dict() == {1: 0, 2: 0}
