"""Ward shapes of a few squares with faults planted in them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.crs import ANALYSIS, DISPLAY
from geo.errors import CrsError
from geo.ward_geometry import (
    Shapes,
    as_multi,
    border_distance,
    clean_coverage,
    display_shapes,
    group_borders,
    label_points,
    neighbours,
)
from tests.toys import CHICAGO, LETTER_M2, SIDE_M, city, shapes_of

X, Y = CHICAGO


def box(left: float, bottom: float, right: float, top: float) -> shapely.Polygon:
    """A rectangle, in meters from the corner of the toy city."""
    return shapely.box(X + left, Y + bottom, X + right, Y + top)


def wards(drawing: str) -> gpd.GeoDataFrame:
    """Ward 1 is A, ward 2 is B, and so on."""
    drawn = city(drawing)
    return drawn.assign(ward=range(1, len(drawn) + 1))


def touching(drawing: str) -> dict[tuple[int, int], tuple[int, str]]:
    """Border in meters and kind of contact of every ordered pair."""
    table = neighbours(wards(drawing))
    pairs = zip(table["ward"], table["neighbour"], strict=True)
    facts = zip(table["border_m"], table["contact"], strict=True)
    return dict(zip(pairs, facts, strict=True))


def shared_border_m(a: shapely.Geometry, b: shapely.Geometry) -> float:
    return float(shapely.length(shapely.intersection(shapely.boundary(a), shapely.boundary(b))))


def assert_clean(shapes: Shapes) -> None:
    """No overlaps, and no gaps inside the city."""
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert float(shapely.area(shapes).sum()) == pytest.approx(whole.area)
    assert all(len(part.interiors) == 0 for part in shapely.get_parts(whole))


def test_a_gap_is_closed_and_the_border_shared() -> None:
    """Half a meter is missing between two wards along 40 of their 100 m."""
    right = shapely.difference(box(100, 0, 200, 100), box(100, 30, 100.5, 70))
    faulty = np.array([box(0, 0, 100, 100), right])
    assert shared_border_m(*faulty) == pytest.approx(60)
    cleaned = clean_coverage(faulty)
    assert_clean(cleaned)
    assert shared_border_m(*cleaned) == pytest.approx(100, abs=1)
    assert shapely.area(shapely.union_all(cleaned)) == pytest.approx(2 * LETTER_M2, rel=1e-6)


def test_an_overlap_is_given_to_one_ward_only() -> None:
    faulty = np.array([box(0, 0, 100.4, 100), box(100, 0, 200, 100)])
    assert not shapely.coverage_is_valid(faulty)
    cleaned = clean_coverage(faulty)
    assert_clean(cleaned)
    assert shared_border_m(*cleaned) == pytest.approx(100)
    assert shapely.area(cleaned) == pytest.approx([LETTER_M2] * 2, abs=41)


def test_a_border_with_different_vertices_on_its_two_sides_is_made_one() -> None:
    """Two wards meet half-way along the border of a third, which has no vertex there."""
    faulty = np.array([box(0, 0, 100, 200), box(100, 0, 200, 100), box(100, 100, 200, 200)])
    assert not shapely.coverage_is_valid(faulty)
    cleaned = clean_coverage(faulty)
    assert_clean(cleaned)
    borders = [shared_border_m(cleaned[0], other) for other in cleaned[1:]]
    assert borders == pytest.approx([100, 100], abs=0.1)


def test_a_real_hole_stays_a_hole() -> None:
    """A gap of a whole square is another town, not a drawing error."""
    cleaned = clean_coverage(shapes_of("AAA A.B BBB"))
    assert shapely.area(shapely.union_all(cleaned)) == pytest.approx(8 * LETTER_M2)


def test_cleaning_moves_no_border_by_a_meter() -> None:
    faulty = np.array([box(0, 0, 100.4, 100), box(100, 0, 200, 100)])
    assert border_distance(faulty, clean_coverage(faulty)).max() < 1


def test_cleaning_what_is_clean_changes_nothing_the_second_time() -> None:
    once = clean_coverage(shapes_of("AAB ACB"))
    assert shapely.equals_exact(clean_coverage(once), once, tolerance=0).all()


def test_border_distance_is_the_largest_departure() -> None:
    a, b = np.array([box(0, 0, 100, 100)]), np.array([box(0, 0, 107, 100)])
    assert border_distance(a, b) == pytest.approx([7])


def test_equal_shapes_become_equal_bytes() -> None:
    """The same square, drawn from another corner and in the other direction."""
    corners = list(box(0, 0, 100, 100).exterior.coords)[:-1]
    turned = shapely.Polygon([*corners[2:], *corners[:2]][::-1])
    a, b = as_multi(np.array([box(0, 0, 100, 100), turned], dtype=object))
    assert shapely.to_wkb(a) == shapely.to_wkb(b)
    assert shapely.get_type_id(a) == shapely.GeometryType.MULTIPOLYGON


def wavy_city() -> Shapes:
    """Three wards of 2 km that meet in a point; the border swings by 20 m and wriggles by 1 m."""
    steps = np.linspace(0, 2000, 401)
    border = [(X + 1000 + 20 * np.sin(s / 90) + np.sin(s / 5), Y + s) for s in steps]
    border[200] = (X + 1000, Y + 1000)
    left = shapely.Polygon([(X, Y), *border, (X, Y + 2000)])
    lower = shapely.Polygon([*border[:201], (X + 2000, Y + 1000), (X + 2000, Y)])
    upper = shapely.Polygon([*border[200:], (X + 2000, Y + 2000), (X + 2000, Y + 1000)])
    return np.array([left, lower, upper], dtype=object)


def test_display_shapes_are_light_and_still_a_coverage() -> None:
    detailed = wavy_city()
    assert shapely.coverage_is_valid(detailed)
    light = display_shapes(detailed)
    assert_clean(light)
    assert shapely.is_valid(light).all()
    points = shapely.get_num_coordinates(detailed).sum()
    assert shapely.get_num_coordinates(light).sum() < points / 4
    back = gpd.GeoSeries(light, crs=DISPLAY).to_crs(ANALYSIS).to_numpy()
    assert border_distance(detailed, back).max() < 20
    assert shapely.area(back) == pytest.approx(shapely.area(detailed), rel=0.005)


def test_display_shapes_are_degrees_with_five_decimals() -> None:
    degrees = shapely.get_coordinates(display_shapes(wavy_city()))
    assert np.array_equal(degrees, np.round(degrees, 5))
    assert ((degrees > [-88, 41]) & (degrees < [-87, 42])).all()


def test_a_border_and_a_corner_are_told_apart() -> None:
    assert touching("AB CD") == {
        (1, 2): (100, "border"),
        (1, 3): (100, "border"),
        (1, 4): (0, "corner"),
        (2, 1): (100, "border"),
        (2, 3): (0, "corner"),
        (2, 4): (100, "border"),
        (3, 1): (100, "border"),
        (3, 2): (0, "corner"),
        (3, 4): (100, "border"),
        (4, 1): (0, "corner"),
        (4, 2): (100, "border"),
        (4, 3): (100, "border"),
    }


def test_a_border_of_a_meter_is_a_corner() -> None:
    """The upper ward reaches over the lower one by 1 m, then by 1.5 m."""

    def contact(overhang_m: float) -> list[str]:
        low, high = box(0, 0, 100, 100), box(100 - overhang_m, 100, 200, 200)
        table = gpd.GeoDataFrame({"ward": [1, 2]}, geometry=[low, high], crs=ANALYSIS)
        return neighbours(table)["contact"].tolist()

    assert contact(1.0) == ["corner", "corner"]
    assert contact(1.5) == ["border", "border"]


def test_an_island_has_no_neighbor() -> None:
    assert touching("AB..C") == {(1, 2): (100, "border"), (2, 1): (100, "border")}


def test_a_ward_of_two_parts_counts_the_border_of_both() -> None:
    assert touching("ABA") == {(1, 2): (200, "border"), (2, 1): (200, "border")}


def test_a_ward_inside_another_touches_it_all_around() -> None:
    assert touching("AAA ABA AAA") == {(1, 2): (400, "border"), (2, 1): (400, "border")}


def test_neighbors_are_measured_in_meters_only() -> None:
    with pytest.raises(CrsError, match="ward map"):
        neighbours(wards("AB").to_crs(DISPLAY))


@pytest.mark.parametrize("drawing", ["AAA A.. AAA", "A", "AAAA A... A... A..."])
def test_a_label_is_inside_its_ward_with_room_around_it(drawing: str) -> None:
    """The centroid of the first shape lies outside of it."""
    shapes = shapes_of(drawing)
    [point] = label_points(shapes)
    assert shapely.distance(point, shapely.boundary(shapes[0])) > 0.3 * SIDE_M
    assert shapely.contains(shapes[0], point)


def test_the_label_of_a_ward_of_two_parts_is_in_the_larger_one() -> None:
    [point] = label_points(shapes_of("A.AAA A.AAA"))
    assert shapely.contains(box(200, 0, 500, 200), point)


def test_every_ward_gets_its_own_label() -> None:
    shapes = shapes_of("AAB ACB")
    assert shapely.contains(shapes, label_points(shapes)).all()


def groups(drawing: str, **group_of: str) -> shapely.MultiLineString:
    drawn = city(drawing)
    return group_borders(drawn.assign(side=drawn["name"].map(group_of)), "side")


def test_side_borders_are_only_where_two_sides_meet() -> None:
    """A and B are one side: the line runs between B and C, for 100 m."""
    lines = groups("ABC", A="west", B="west", C="east")
    assert lines.length == pytest.approx(100)
    assert lines.bounds == pytest.approx((X + 200, Y, X + 200, Y + 100))


def test_sides_that_meet_at_a_corner_draw_nothing_there() -> None:
    lines = groups("A. .B", A="north", B="south")
    assert shapely.is_empty(lines)


def test_a_corner_and_a_border_of_the_same_two_sides_draw_the_border() -> None:
    """North and south meet along one square's edge, and at one corner further right."""
    lines = groups("AA. B.B", A="north", B="south")
    assert lines.length == pytest.approx(100)


def test_neighbors_of_one_map_are_listed_both_ways_in_order() -> None:
    table = neighbours(wards("ABC DEF GHI"))
    assert table[["ward", "neighbour"]].equals(
        table[["ward", "neighbour"]].sort_values(["ward", "neighbour"], ignore_index=True)
    )
    forth = table.set_index(["ward", "neighbour"])["border_m"]
    back = table.set_index(["neighbour", "ward"])["border_m"].rename_axis(["ward", "neighbour"])
    pd.testing.assert_series_equal(forth, back.sort_index())
    assert (table["ward"] == 5).sum() == 8
