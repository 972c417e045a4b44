"""Ward maps on paper: marks, precincts, outlines and numbers of a toy city, checked in the head.

The toy city is a row of three wards, each a square of 1 km:

    1 2 3

In a box of 300 by 100 points a kilometer is 88 points: the box's height without 2% of its width
above and below.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely

from geo.atlas import load_atlas
from geo.errors import AtlasError
from geo.export.svg import Node, document
from geo.export.ward_frame import Canvas, Frame, frame, steps, tenths
from geo.export.ward_marks import by_ward, clusters
from geo.export.ward_numbers import Label, labels
from geo.export.ward_picture import outlines, ward_picture
from geo.export.ward_precincts import Precincts, drawn_precincts, precincts
from geo.export.ward_shapes import Ring, Shapes, shapes
from geo.figures.compose import compose
from geo.maps.map_state import NO_DATA, ClassStyle, Glyph, MapState
from geo.maps.precincts import NO_FIGURE, OUTSIDE, packed_kinds, unpacked_kinds
from geo.view import View
from geo.wards import vintages

KM = 1000.0
BOX = (0.0, 0.0, 300.0, 100.0)
PLAIN = ClassStyle("#dedcd6", 1.0, "#ffffff", 1.0, "", "none", "#dedcd6")
BLUE = replace(PLAIN, fill="#08519c")


def square(column: int) -> Ring:
    x = column * KM
    return ((x, 0.0), (x + KM, 0.0), (x + KM, KM), (x, KM), (x, 0.0))


CITY = Shapes(
    {n + 1: (square(n),) for n in range(3)},
    {n + 1: ((n + 0.5) * KM, 0.5 * KM) for n in range(3)},
    (),
    {"nine": (((0.0, 0.0), (0.0, KM)),), "us-house-3": (((KM, 0.0), (KM, KM)),)},
)


def state(**changes: object) -> MapState:
    """Wards 1, 2 and 3 of the first class, unless changed."""
    plain = MapState(
        2015, (0,) * 50, (PLAIN, BLUE), "", None, (), labels=True, basemap=False, dark=False
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def canvas(of: MapState, size: float = 10.0) -> Canvas:
    return Canvas(of, CITY, frame(CITY, *BOX, focus=of.focus), BOX, "m", size)


def every(one: Node | str) -> list[Node]:
    """A drawn thing and all within it, in the order they are drawn."""
    if isinstance(one, str):
        return []
    return [one, *(inner for child in one.children for inner in every(child))]


def drawn(of: MapState) -> list[Node]:
    return every(ward_picture(of, CITY, BOX, "m", 10.0))


def attribute(one: Node, name: str) -> str:
    return str(dict(one.attributes).get(name, ""))


def numbers(found: list[Node]) -> list[str]:
    return [str(n.children[0]) for n in found if n.name == "text"]


def points(path: str) -> list[list[tuple[float, float]]]:
    """The places of a path written as a place and steps, ring by ring."""
    found = []
    for part in re.findall(r"M[^M]*", path):
        start, way = re.fullmatch(r"M(.*?)l(.*?)z?", part).groups()  # type: ignore[union-attr]
        flat = [float(n) for n in re.findall(r"-?(?:\d+\.\d+|\d+|\.\d+)", f"{start} {way}")]
        places = np.cumsum(np.array(flat).reshape(-1, 2), axis=0)
        found.append([(round(float(x), 1), round(float(y), 1)) for x, y in places])
    return found


def test_a_path_is_read_back_to_a_tenth_of_a_point() -> None:
    of = Frame(0, 100, 1, 0, 0)
    ring = ((0.04, 99.96), (12.34, 99.9), (12.3, 88.8), (-0.5, 88.8))
    assert points(of.path([ring])) == [[(0.0, 0.0), (12.3, 0.1), (12.3, 11.2), (-0.5, 11.2)]]
    assert [tenths(n) for n in (0, 3, -3, 10, -25)] == ["0", ".3", "-.3", "1", "-2.5"]


def test_points_that_fall_together_are_one_and_nothing_is_drawn_of_a_ring_without_inside() -> None:
    assert (
        steps([(0, 0), (0, 0), (10, 0), (10, 0), (10, 10), (0, 0)], closed=True) == "M0 0l1 0 0 1z"
    )
    assert steps([(0, 0), (10, 0), (0, 0)], closed=True) == ""
    assert steps([(5, 5), (5, 5)], closed=False) == ""
    assert steps([(0, 0), (10, 0)], closed=False) == "M0 0l1 0"


def test_the_picture_is_fitted_to_the_wards_it_is_about() -> None:
    whole, near = frame(CITY, *BOX), frame(CITY, *BOX, focus=(1,))
    assert whole.scale == near.scale == pytest.approx(0.088)  # both are limited by the height
    assert whole.at((1.5 * KM, 0.5 * KM)) == pytest.approx((150, 50))
    assert near.at((0.5 * KM, 0.5 * KM)) == pytest.approx((150, 50))
    wide = frame(CITY, 0, 0, 300, 300, focus=(1,))
    assert wide.scale == pytest.approx(0.288)  # 300 points less twice 6 of margin


def test_every_border_comes_once_with_the_wards_it_bounds() -> None:
    length = {1: 0.0, 2: 0.0}
    for owners, line in CITY.borders:
        length[len(owners)] += shapely.LineString(line).length
    assert length == {1: 8 * KM, 2: 2 * KM}  # around the city, and two lines between wards
    assert CITY.rooms == {1: 500.0, 2: 500.0, 3: 500.0}


GLYPHS = (
    Glyph("#0072b2", "circle", solid=(1, 2), open=(3,)),
    Glyph("#d55e00", "square", solid=(), open=(2,), faint=(1,), small=(1,)),
)


def test_each_tie_is_one_mark_drawn_as_it_is_known() -> None:
    found = by_ward(GLYPHS)
    assert {ward: [(m.shape, m.held, m.size) for m in marks] for ward, marks in found.items()} == {
        1: [("circle", "solid", 1.0), ("square", "faint", 0.62)],
        2: [("circle", "solid", 1.0), ("square", "open", 1.0)],
        3: [("circle", "open", 1.0)],
    }
    marks = [n for n in drawn(state(glyphs=GLYPHS)) if attribute(n, "transform")]
    looks = [(attribute(n, "fill"), attribute(n, "stroke")) for n in marks[1::2]]  # over halos
    assert sorted(looks) == sorted(
        [
            ("#0072b2", ""),
            ("none", "#4c5760"),  # gray: for another date only
            ("#0072b2", ""),
            ("none", "#d55e00"),
            ("none", "#0072b2"),
        ]
    )
    assert [bool(attribute(n, "stroke-dasharray")) for n in marks].count(True) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 12])
@pytest.mark.parametrize("size", [5.0, 10.0, 14.0])
def test_marks_of_a_ward_stand_apart_and_its_number_above_them(count: int, size: float) -> None:
    kinds = tuple(Glyph("#0072b2", "circle", solid=(2,)) for _ in range(count))
    of = canvas(state(glyphs=kinds), size)
    (one,) = clusters(of).values()
    for (ax, ay), (bx, by) in combinations(one.spots, 2):
        assert max(abs(ax - bx), abs(ay - by)) >= 2 * one.radius
    found = {label.ward: label for label in labels(of, clusters(of))}
    assert {1, 3} <= found.keys()
    if 2 in found:
        top = min(y for _, y in one.spots) - one.radius
        assert found[2].y + found[2].high / 2 <= one.at[1] + top + 0.01


def test_where_there_is_no_room_for_both_marks_win() -> None:
    many = tuple(Glyph("#0072b2", "circle", solid=(2,)) for _ in range(12))
    crowded = drawn(state(glyphs=many))
    assert len([n for n in crowded if attribute(n, "transform")]) == 24  # each with its halo
    roomy = numbers(drawn(state(glyphs=many[:1])))
    assert roomy == ["1", "2", "3"]
    tight = canvas(state(glyphs=many), 30.0)
    assert [label.ward for label in labels(tight, clusters(tight))] == [1, 3]


def test_numbers_that_would_cover_another_or_leave_the_picture_are_left_out() -> None:
    near = Shapes(
        CITY.wards, {1: (0.9 * KM, 500.0), 2: (1.1 * KM, 500.0), 3: (2.5 * KM, 500.0)}, (), {}
    )
    of = Canvas(state(selected=2), near, frame(near, *BOX), BOX, "m", 30.0)
    assert [one.ward for one in labels(of, {})] == [2, 3]  # the chosen ward comes first
    other = replace(of, state=state(selected=1))
    assert [one.ward for one in labels(other, {})] == [1, 3]
    zoomed = canvas(state(focus=(1,)))
    assert {one.ward for one in labels(zoomed, {})} == {1, 2}  # ward 3 lies outside the box


def test_no_two_numbers_cover_each_other_and_few_are_missing() -> None:
    """On both maps at the size of a newspaper column, with and without marks."""
    for year in (v.year for v in vintages()):
        real = shapes(year, "x")
        box = (0.0, 0.0, 600.0, 690.0)
        kinds = tuple(Glyph("#0072b2", "circle", solid=tuple(range(1, 51))) for _ in range(3))
        for glyphs in ((), kinds):
            of = Canvas(state(vintage=year, glyphs=glyphs), real, frame(real, *box), box, "m", 11.0)
            marks = clusters(of)
            found = labels(of, marks)
            assert len(found) >= (5 if glyphs else 49)
            assert not any(a.covers(b) for a, b in combinations(found, 2))
            boxes = [
                Label(w, c.at[0], c.at[1] + c.down, 0, c.wide, c.high) for w, c in marks.items()
            ]
            assert not any(a.covers(b) for a in found for b in boxes)


def test_the_hatch_of_doubt_lies_over_wards_with_a_figure_only() -> None:
    doubtful = state(hatched=(1, 2), ward_class=(0, NO_DATA, *(1,) * 48))
    fills = [attribute(n, "fill") for n in drawn(doubtful) if n.name == "path"]
    assert fills.count("url(#m-doubt)") == 1
    assert fills.count("url(#m-missing)") == 1
    tiles = {attribute(n, "id") for n in drawn(doubtful) if n.name == "pattern"}
    assert tiles == {"m-doubt", "m-missing"}
    assert not [n for n in drawn(state()) if n.name == "pattern"]


def test_a_border_of_two_outlined_wards_is_drawn_once_as_that_of_the_surer() -> None:
    found = outlines(canvas(state(rings=((1,), (2,)))))
    lines = [n for n in found if not attribute(n, "stroke-opacity")]
    assert [bool(attribute(n, "stroke-dasharray")) for n in lines] == [False, True]
    assert attribute(lines[1], "stroke-linecap") == ""
    length = [
        sum(shapely.LineString(line).length for line in points(attribute(n, "d"))) for n in lines
    ]
    assert length == [pytest.approx(4 * 88, abs=1), pytest.approx(3 * 88, abs=1)]


def test_the_chosen_ward_has_a_casing_and_a_district_lies_above_the_outlines() -> None:
    found = drawn(state(selected=2, outline="us-house-3", rings=((1, 2, 3),)))
    strokes = [attribute(n, "stroke") for n in found]
    assert strokes.index("#111820") < strokes.index("#c2410c") < strokes.index("#14191d")
    assert "#c2410c" not in [attribute(n, "stroke") for n in drawn(state(outline="nine"))]
    night = [attribute(n, "stroke") for n in drawn(state(selected=2, dark=True))]
    assert "#14191d" not in night


HALVES = Precincts(
    np.array([1, 1, 2, 2, 3]),
    np.array(
        [
            shapely.box(0, 0, 500, KM),
            shapely.box(500, 0, KM, KM),
            shapely.box(KM, 0, 1500, KM),
            shapely.box(1500, 0, 2 * KM, KM),
            shapely.box(2 * KM, 0, 3 * KM, KM),
        ],
        dtype=object,
    ),
)
"""Wards 1 and 2 of two precincts each, ward 3 of one."""


def precinct_state(kinds: list[int], **changes: object) -> MapState:
    packed = packed_kinds(kinds)
    return state(precinct_class=packed, ward_class=(NO_DATA,) * 50, **changes)


def test_precincts_of_a_class_are_one_shape_and_those_outside_are_not_drawn() -> None:
    found = drawn_precincts(canvas(precinct_state([1, 0, 0, OUTSIDE, 1])), HALVES)
    assert [attribute(n, "fill") for n in found] == ["#dedcd6", "#08519c"]
    pale, blue = (points(attribute(n, "d")) for n in found)
    # Two neighbors of the first class are one rectangle, half of ward 1 and half of ward 2.
    (ring,) = pale
    assert shapely.box(*shapely.Polygon(ring).bounds).equals(shapely.Polygon(ring))
    assert shapely.Polygon(ring).area == pytest.approx(88 * 88, rel=0.01)
    assert sorted(shapely.Polygon(r).area for r in blue) == pytest.approx(
        [44 * 88, 88 * 88], rel=0.01
    )


def test_precincts_without_a_figure_are_gray_and_those_off_the_side_are_pale() -> None:
    of = canvas(precinct_state([1, 1, 1, NO_FIGURE, 1], highlighted=(1, 2)))
    found = [(attribute(n, "fill"), attribute(n, "opacity")) for n in drawn_precincts(of, HALVES)]
    assert found == [("#08519c", ""), ("#08519c", "0.28"), ("#c9cdd0", "")]


def test_kinds_come_back_as_they_were_packed() -> None:
    kinds = [0, 5, NO_FIGURE, OUTSIDE, 3]
    assert unpacked_kinds(packed_kinds(kinds), 5).tolist() == kinds
    with pytest.raises(ValueError, match="6 precincts, not 4"):
        unpacked_kinds(packed_kinds(kinds), 4)


@pytest.mark.parametrize(
    ("election", "candidate"),
    [("2015-first", "jesus-chuy-garcia"), ("2023-first", "first"), ("2023-runoff", "margin")],
)
def test_a_map_of_all_precincts_is_small_and_has_every_number(
    election: str, candidate: str
) -> None:
    """A race of the whole city with outlined wards, at the width of a page."""
    view = View(election=election, race="mayor", candidate=candidate, area="precincts")
    found = compose(load_atlas(), "elections", view).picture
    assert found is not None
    real = shapes(found.vintage, "x")
    picture = ward_picture(found, real, (0, 0, 1200, 1380), "m", 15.0)
    assert len(document(1200, 1380, picture, title="A map").encode()) < 200 * 1024
    assert len(numbers(every(picture))) >= 49
    assert len(precincts(found.vintage).wards) == {2015: 2069, 2023: 1291}[found.vintage]


def test_a_missing_file_of_precincts_is_named(tmp_path: object) -> None:
    with pytest.raises(AtlasError, match=r"precincts_2015_display\.geojson"):
        precincts(2015, tmp_path)  # type: ignore[arg-type]
