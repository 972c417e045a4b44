"""Cutting one layer by another, on cities of a few squares."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.overlay import SLIVER_M2, intersect
from tests.toys import LETTER_M2, SIDE_M, shapes_of


def table(a: str, b: str) -> dict[tuple[int, int], float]:
    """Areas of the pieces, in squares, by positions in the two drawings."""
    found = intersect(shapes_of(a), shapes_of(b))
    return {
        (int(i), int(j)): float(area) / LETTER_M2
        for i, j, area in zip(found.a, found.b, found.area_m2, strict=True)
    }


def test_pieces_have_the_areas_one_can_count() -> None:
    old = """AAB
             AAB"""
    new = """XYY
             XXX"""
    assert table(old, new) == pytest.approx({(0, 0): 3, (0, 1): 1, (1, 0): 1, (1, 1): 1})


def test_shared_borders_and_corners_are_no_pieces() -> None:
    assert table("AB", "XY") == pytest.approx({(0, 0): 1, (1, 1): 1})


def test_layers_that_do_not_meet_give_no_pieces() -> None:
    found = intersect(shapes_of("A."), shapely.transform(shapes_of("X"), lambda xy: xy + 1000.0))
    assert len(found.a) == len(found.b) == len(found.geometry) == len(found.area_m2) == 0


def test_land_outside_the_other_layer_is_in_no_piece() -> None:
    assert table("AA", "X") == pytest.approx({(0, 0): 1})


def test_a_ward_of_two_parts_is_cut_as_one() -> None:
    assert table("A.A", "XXX") == pytest.approx({(0, 0): 2})


def test_pieces_are_ordered_by_first_then_second_layer() -> None:
    found = intersect(shapes_of("AABBCC"), shapes_of("XYXYXY"))
    pairs = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    assert pairs == [(a, b) for a in range(3) for b in range(2)]


def test_geometry_and_area_belong_together() -> None:
    found = intersect(shapes_of("AAB"), shapes_of("XYY"))
    assert shapely.area(found.geometry) == pytest.approx(found.area_m2)


@pytest.mark.parametrize(("width", "kept"), [(0.0049, False), (0.0051, True)])
def test_slivers_are_dropped_from_half_a_square_meter_down(width: float, kept: bool) -> None:
    """A strip of 100 m by 4.9 mm is 0.49 square meters; by 5.1 mm it is 0.51."""
    assert SLIVER_M2 == 0.5
    moved = shapely.transform(shapes_of("X"), lambda xy: xy + np.array([SIDE_M - width, 0.0]))
    assert (len(intersect(shapes_of("A"), moved).a) == 1) is kept


def test_the_size_of_a_sliver_can_be_chosen() -> None:
    assert len(intersect(shapes_of("A"), shapes_of("X"), sliver_m2=LETTER_M2).a) == 0
