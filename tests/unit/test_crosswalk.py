"""Where people live: cities of a few squares whose answer is plain to see."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crosswalk import Ground, cut, first_guess, people, tabulate, tract_controls
from geo.crs import DISPLAY
from geo.errors import BuildError, CrsError
from tests.toys import CHICAGO, LETTER_M2, SIDE_M, city, tract_layer


def layer(drawing: str, column: str, *values: int) -> gpd.GeoDataFrame:
    """A drawing with one number per letter, in alphabetical order."""
    return city(drawing).assign(**{column: values})


def by_ward(ground: Ground, wards: str) -> dict[str, int]:
    """People of each ward of a drawing."""
    drawn = city(wards)
    pieces = cut(ground, {"ward": drawn})
    found = pd.Series(people(pieces, ground)).groupby(pieces["ward"].to_numpy()).sum()
    return {drawn["name"][ward]: int(number) for ward, number in found.items()}


def test_a_park_beside_towers_gets_nobody() -> None:
    ground = Ground(
        districts=layer("DDDD", "population", 900),
        tracts=tract_layer("SSSS", 900),
        precincts=layer("PPTT", "voters", 0, 600),
    )
    assert by_ward(ground, "AABB") == {"A": 0, "B": 900}


def test_voters_divide_a_district_in_proportion() -> None:
    """600 voters on one square and 200 on three: the first ward holds three quarters."""
    ground = Ground(
        districts=layer("DDDD", "population", 1000),
        tracts=tract_layer("SSSS", 1000),
        precincts=layer("PQQQ", "voters", 600, 200),
    )
    assert by_ward(ground, "ABBB") == {"A": 750, "B": 250}


@pytest.mark.parametrize("voters", [(500, 500), (900, 100), (1, 999)])
def test_the_tract_counts_correct_a_wrong_guess_from_voters(voters: tuple[int, int]) -> None:
    ground = Ground(
        districts=layer("DDDD", "population", 1000),
        tracts=tract_layer("SSTT", 200, 800),
        precincts=layer("PPQQ", "voters", *voters),
    )
    assert by_ward(ground, "AABB") == {"A": 200, "B": 800}


def test_a_district_without_any_voter_is_divided_by_land() -> None:
    ground = Ground(
        districts=layer("DDDD", "population", 800),
        tracts=tract_layer("SSSS", 800),
        precincts=layer("PPPP", "voters", 0),
    )
    assert by_ward(ground, "ABBB") == {"A": 200, "B": 600}


def test_districts_win_where_tracts_contradict_them() -> None:
    """The tracts say 100 and 100, the districts 300 and 100: every district keeps its people."""
    ground = Ground(
        districts=layer("DE", "population", 300, 100),
        tracts=tract_layer("ST", 100, 100),
        precincts=layer("PQ", "voters", 10, 10),
    )
    assert by_ward(ground, "AB") == {"A": 300, "B": 100}


def test_an_uncut_district_keeps_its_count_whatever_its_neighbors_hold() -> None:
    ground = Ground(
        districts=layer("DDE", "population", 600, 55),
        tracts=tract_layer("SSS", 655),
        precincts=layer("PQR", "voters", 100, 200, 9000),
    )
    assert by_ward(ground, "ABC") == {"A": 200, "B": 400, "C": 55}


def test_cutting_gives_positions_and_areas_of_every_piece() -> None:
    ground = Ground(
        districts=layer("DDDE", "population", 1, 1),
        tracts=tract_layer("SSTT", 1, 1),
        precincts=layer("PPPP", "voters", 1),
    )
    pieces = cut(ground, {"ward": city("ABBB")})
    rows = pieces[["district", "tract", "precinct", "ward"]].to_numpy().tolist()
    assert sorted(rows) == [[0, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 1], [1, 1, 0, 1]]
    assert pieces["area_m2"].tolist() == pytest.approx([LETTER_M2] * 4)
    assert pieces["area_m2"].tolist() == pytest.approx(pieces.geometry.area.tolist())
    assert pieces["district"].is_monotonic_increasing


def test_people_of_a_district_that_a_layer_misses_are_not_lost_in_silence() -> None:
    ground = Ground(
        districts=layer("DE", "population", 10, 77),
        tracts=tract_layer("SS", 87),
        precincts=layer("P.", "voters", 5),
    )
    with pytest.raises(BuildError, match="1 voting districts with 77 people"):
        people(cut(ground, {}), ground)


def test_the_guess_spreads_the_voters_of_a_precinct_over_its_land() -> None:
    ground = Ground(
        districts=layer("DDDE", "population", 1, 1),
        tracts=tract_layer("SSSS", 2),
        precincts=layer("PPPP", "voters", 400),
    )
    pieces = cut(ground, {})
    assert first_guess(pieces, ground.precincts) == pytest.approx([300, 100], abs=0.01)


@pytest.mark.parametrize(("covered_m", "used"), [(90.5, True), (89.5, False)])
def test_a_tract_that_reaches_out_of_the_city_is_no_control(covered_m: float, used: bool) -> None:
    x, y = CHICAGO
    district = gpd.GeoDataFrame(
        {"population": [50]}, geometry=[shapely.box(x, y, x + covered_m, y + SIDE_M)], crs=26971
    )
    tracts = tract_layer("S", 70)
    ground = Ground(district, tracts, layer("P", "voters", 5))
    control = tract_controls(cut(ground, {}), tracts)
    assert control.tolist() == [70.0] if used else np.isnan(control).all()


def test_water_does_not_put_a_tract_outside_the_city() -> None:
    """Two of four squares are lake, where no voting district reaches: all its land is inside."""
    pieces = cut(
        Ground(
            layer("DD..", "population", 50),
            tract_layer("SSss", 70, water="s"),
            layer("PP..", "voters", 5),
        ),
        {},
    )
    assert tract_controls(pieces, tract_layer("SSss", 70, water="s")).tolist() == [70.0]
    assert np.isnan(tract_controls(pieces, tract_layer("SSSS", 70))).all()


@pytest.mark.parametrize("table", ["districts", "tracts", "precincts"])
def test_degrees_are_refused(table: str) -> None:
    tables = {
        "districts": layer("D", "population", 1),
        "tracts": layer("S", "population", 1),
        "precincts": layer("P", "voters", 1),
    }
    tables[table] = tables[table].to_crs(DISPLAY)
    with pytest.raises(CrsError, match=table):
        Ground(**tables)


counts = st.integers(0, 3000)


@settings(max_examples=40, deadline=None)
@given(
    population=st.tuples(counts, counts, counts),
    tracts=st.tuples(counts, counts),
    voters=st.tuples(counts, counts, counts, counts),
)
def test_every_district_keeps_its_people_to_the_person(
    population: tuple[int, ...], tracts: tuple[int, ...], voters: tuple[int, ...]
) -> None:
    ground = Ground(
        districts=layer("DDEE DFFE", "population", *population),
        tracts=tract_layer("SSST STTT", *tracts),
        precincts=layer("PQQR PSSR", "voters", *voters),
    )
    pieces = cut(ground, {"ward": city("AABB BBBA")})
    found = people(pieces, ground)
    assert (found >= 0).all()
    sums = pd.Series(found).groupby(pieces["district"].to_numpy()).sum()
    assert sums.tolist() == list(population)


def test_shares_are_of_the_source() -> None:
    pieces = pd.DataFrame({"old": [1, 1, 1, 2], "new": [7, 8, 7, 8]})
    table = tabulate(pieces, np.array([10, 25, 5, 60]), "old", "new")
    assert table.to_dict("list") == {
        "old": [1, 1, 2],
        "new": [7, 8, 8],
        "amount": [15, 25, 60],
        "share": [0.375, 0.625, 1.0],
    }


def test_where_nobody_lives_a_share_is_missing_and_not_zero() -> None:
    pieces = pd.DataFrame({"old": [1, 1], "new": [7, 8]})
    table = tabulate(pieces, np.array([0, 0]), "old", "new")
    assert table["amount"].tolist() == [0, 0]
    assert table["share"].isna().all()
