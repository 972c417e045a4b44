"""Districts laid over wards of a few squares; every share can be counted."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.crs import ANALYSIS, DISPLAY
from geo.errors import AtlasError
from geo.pipeline.districts import AROUND_CITY_M, outlines, overlap, read_districts
from geo.pipeline.outputs import Pieces
from geo.pipeline.precincts import screen_shapes
from geo.sources import source
from tests.toys import CHICAGO, SIDE_M, city, shapes_of

WARDS = {2015: "AAB", 2023: "ABB"}


def ward_layer(drawing: str) -> gpd.GeoDataFrame:
    """A ward map with the letters as numbers: A is ward 1."""
    found = city(drawing)
    return found.assign(ward=range(1, len(found) + 1))


def toy_pieces(*people: int) -> Pieces:
    """Three squares in a row with their people, in the wards of both maps."""
    frame = pd.DataFrame({"ward_2015": [1, 1, 2], "ward_2023": [1, 2, 2]})
    return Pieces(frame, np.array(people), shapes_of("PQR"))


def toy_districts(*drawings: str) -> gpd.GeoDataFrame:
    """One district for each drawing, of the squares marked X."""
    shapes = [city(d).set_index("name").geometry["X"] for d in drawings]
    names = [("Illinois House", 1, "state-house-1"), ("Illinois House", 4, "state-house-4")]
    table = pd.DataFrame(names[: len(shapes)], columns=["body", "district", "race"])
    return gpd.GeoDataFrame(table, geometry=shapes, crs=ANALYSIS)


def rows(found: pd.DataFrame) -> dict[tuple[str, int, int], tuple[int, float, float]]:
    return {
        (r.race, r.vintage, r.ward): (r.population, r.population_share, r.area_share)
        for r in found.itertuples()
    }


def test_people_and_land_of_the_wards_in_a_district() -> None:
    wards = {year: ward_layer(drawing) for year, drawing in WARDS.items()}
    found = overlap(toy_pieces(10, 30, 60), toy_districts(".X.", "..X"), wards)
    assert rows(found) == {
        ("state-house-1", 2015, 1): (30, 0.75, 0.5),
        ("state-house-1", 2023, 2): (30, round(30 / 90, 6), 0.5),
        ("state-house-4", 2015, 2): (60, 1.0, 1.0),
        ("state-house-4", 2023, 2): (60, round(60 / 90, 6), 0.5),
    }


def test_a_piece_cut_by_a_line_is_divided_by_area() -> None:
    """The district covers the left quarter of the first square."""
    district = toy_districts("X..")
    x, y = CHICAGO
    district.geometry = [shapely.box(x, y, x + SIDE_M / 4, y + SIDE_M)]
    found = overlap(toy_pieces(40, 0, 0), district, {2015: ward_layer("AAB")})
    assert rows(found) == {("state-house-1", 2015, 1): (10, 0.25, 0.125)}


def test_land_without_people_counts_but_a_sliver_of_both_does_not() -> None:
    wards = {2015: ward_layer("AAB")}
    empty = overlap(toy_pieces(9, 9, 0), toy_districts("..X"), wards)
    assert empty["population"].tolist() == [0]
    assert empty["area_share"].tolist() == [1.0]
    sliver = toy_districts("X..")
    x, y = CHICAGO
    sliver.geometry = [shapely.box(x, y, x + 0.0004 * SIDE_M, y + SIDE_M)]
    assert overlap(toy_pieces(10, 10, 10), sliver, wards).empty


def test_lines_run_a_little_way_outside_the_city_and_stop() -> None:
    far = toy_districts("X..")
    x, y = CHICAGO
    far.geometry = [shapely.box(x + 50, y - 40_000, x + 90_000, y + 150)]
    (race, lines), *others = outlines(far, [ward_layer("AAB")])
    assert (race, others) == ("state-house-1", [])
    west, south, east, north = lines.bounds
    assert (west, south) == pytest.approx((x + 50, y - AROUND_CITY_M))
    assert (east, north) == pytest.approx((x + 3 * SIDE_M + AROUND_CITY_M, y + 150))
    # The box around the city is no district line: its right edge is not drawn.
    assert lines.length == pytest.approx((east - west) + (north - south))


BODIES = [
    ("Cook County Board", 1),
    ("Cook County Board", 7),
    ("Illinois House", 1),
    ("Illinois House", 4),
    ("US House", 3),
    ("US House", 4),
]


def write_districts(folder: Path, bodies: list[tuple[str, int]]) -> None:
    squares = city("ABCDEFG").geometry[: len(bodies)].to_crs(DISPLAY)
    features = [
        {
            "type": "Feature",
            "properties": {"body": body, "district": number},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for (body, number), shape in zip(bodies, squares, strict=True)
    ]
    path = folder / source("districts_2018").file
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def test_districts_are_read_with_the_key_of_their_race(tmp_path: Path) -> None:
    write_districts(tmp_path, BODIES[::-1])
    found = read_districts(tmp_path)
    assert list(found["race"]) == [
        "county-board-1",
        "county-board-7",
        "state-house-1",
        "state-house-4",
        "us-house-3",
        "us-house-4",
    ]


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        (BODIES[1:], "should hold the districts county-board-1"),
        ([*BODIES[:-1], ("US Senate", 4)], "unknown-4"),
        ([*BODIES, BODIES[0]], "doubled key"),
    ],
)
def test_other_districts_are_refused(
    tmp_path: Path, bodies: list[tuple[str, int]], words: str
) -> None:
    write_districts(tmp_path, bodies)
    with pytest.raises(AtlasError, match=words):
        read_districts(tmp_path)


def test_precincts_for_the_screen_keep_their_order_and_share_their_borders() -> None:
    """D reaches one centimeter short of C: the gap is closed."""
    layer = city("""AAB
                    CDB""")
    x, y = CHICAGO
    short = shapely.box(x + SIDE_M + 0.01, y, x + 2 * SIDE_M, y + SIDE_M)
    layer.loc[layer["name"] == "D", "geometry"] = short
    layer = layer.assign(ward=[1, 1, 2, 2], precinct=[1, 2, 1, 2])
    shapes = screen_shapes(layer)
    assert shapely.coverage_is_valid(shapes)
    centers = gpd.GeoSeries(shapes, crs=DISPLAY).to_crs(ANALYSIS).centroid
    assert centers.distance(layer.geometry.centroid).max() < 2
