"""Charts as Vega-Lite: what is drawn stands where the figures say, on wards made up by hand."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import altair
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from geo.analysis.compare import compare
from geo.charts import SCHEMA
from geo.charts.compare_strips import strips
from geo.charts.dot_labels import (
    DOT_PX,
    NOWHERE,
    NUMBER_PX,
    PLACES,
    PLOT_PX,
    moved,
    pixels,
    places,
)
from geo.charts.shuffles import shuffles
from geo.charts.ward_dots import DOTS, FADED, histogram, scatter
from geo.choropleth import Choropleth, choropleth
from geo.cluster_story import Bar, Histogram
from geo.figures.figure import Chart
from geo.sides import WardSide
from geo.view import View
from tests.unit.test_choropleth import values
from tests.unit.test_compare import ALIKE, SIX, ward_values


def valid(chart: Chart | None) -> list[dict[str, Any]]:
    """The layers of a chart that is what Vega-Lite allows, and fetches nothing."""
    assert chart is not None
    altair.Chart.from_dict(dict(chart.spec))  # checks every key and value against the schema
    assert json.dumps(chart.spec).replace(SCHEMA, "").count("://") == 0
    assert '"url"' not in json.dumps(chart.spec)
    found: list[dict[str, Any]] = chart.spec["layer"]
    return found


def rows_of(layers: list[dict[str, Any]], mark: str) -> list[dict[str, Any]]:
    """Rows of every layer with a mark."""
    return [row for one in layers if one["mark"]["type"] == mark for row in one["data"]["values"]]


# The wards by one figure


def drawn_of(*numbers: float | None, classes: int = 3) -> Choropleth:
    return choropleth(values("black_share", [*numbers]), View(classes=classes), dark=False)


def test_every_known_ward_is_a_dot_at_its_value_in_the_color_of_the_map() -> None:
    drawn = drawn_of(0.1, 0.9, None, 0.5)
    chart = histogram(drawn, (), dark=False)
    dots = rows_of(valid(chart), "circle")
    assert [(d["ward"], d["value"], d["words"]) for d in dots] == [
        (1, 0.1, "Ward 1: 10.0%"),
        (4, 0.5, "Ward 4: 50.0%"),
        (2, 0.9, "Ward 2: 90.0%"),
    ]
    assert [d["color"] for d in dots] == list(drawn.colors)
    assert chart is not None
    assert "from 10.0% in ward 1 to 90.0% in ward 2" in chart.alt
    assert "3 dots" in chart.alt


def test_lines_stand_between_the_classes_and_not_at_the_end() -> None:
    drawn = drawn_of(*[n / 10 for n in range(1, 10)])
    lines = rows_of(valid(histogram(drawn, (), dark=True)), "rule")
    assert [line["value"] for line in lines] == pytest.approx([0.1 + 0.8 / 3, 0.1 + 1.6 / 3])
    one_class = histogram(drawn_of(0.4, 0.4), (), dark=False)
    assert [layer["mark"]["type"] for layer in valid(one_class)] == ["circle"]


def test_wards_of_one_value_are_piled_up() -> None:
    dots = rows_of(valid(histogram(drawn_of(0.4, 0.1, 0.4, 0.4), (), dark=False)), "circle")
    assert sorted((d["value"], d["height"]) for d in dots) == [
        (0.1, 1),
        (0.4, 1),
        (0.4, 2),
        (0.4, 3),
    ]


def test_picked_wards_stand_out_and_without_any_none_fades() -> None:
    drawn = drawn_of(0.1, 0.2, 0.3)
    for picked, shown in (((2,), [FADED, 1.0, FADED]), ((), [1.0, 1.0, 1.0])):
        dots = rows_of(valid(histogram(drawn, picked, dark=False)), "circle")
        assert [d["opacity"] for d in dots] == shown


def test_nothing_known_is_no_chart() -> None:
    assert histogram(drawn_of(), (), dark=False) is None


# The wards by two figures


def scatter_of(groups: tuple[str, ...], **more: Any) -> Chart:
    both = values("black_share", [0.1, 0.2, None]), values("density", [5000.0, 9000.0, 1.0])
    sides = {ward: WardSide(ward, groups[ward % len(groups)], ()) for ward in range(1, 51)}
    return scatter(both, sides, groups, (), dark=False, **more)


def test_a_ward_is_a_dot_if_both_its_figures_are_known() -> None:
    chart = scatter_of(("North", "South"))
    valid(chart)
    dots = chart.spec["data"]["values"]
    assert [(d["ward"], d["x"], d["y"], d["side"]) for d in dots] == [
        ("1", 0.1, 5000.0, "South"),
        ("2", 0.2, 9000.0, "North"),
    ]
    assert dots[0]["words"].startswith("Ward 1, South: 10.0%; 5,000")
    assert chart.title == "Black residents × People per square kilometer"
    assert "2 dots" in chart.alt
    assert "from 10.0% in ward 1 to 20.0% in ward 2" in chart.alt


def test_sides_have_a_color_each_and_the_ninth_is_gray() -> None:
    sides = tuple(f"side {n}" for n in range(9))
    (dots, *_) = valid(scatter_of(sides))
    assert dots["name"] == DOTS
    scale = dots["encoding"]["color"]["scale"]
    assert scale["domain"] == list(sides)
    assert len(set(scale["range"])) == 9
    red, green, blue = (int(scale["range"][8][i : i + 2], 16) for i in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 20


def test_each_number_is_drawn_by_the_layer_of_its_place() -> None:
    chart = scatter_of(("North", "South"))
    numbers = [one for one in valid(chart) if one["mark"]["type"] == "text"]
    filters = [one["transform"][0]["filter"] for one in numbers]
    assert filters == [f"datum.place == '{key}'" for key in PLACES]
    assert {d["place"] for d in chart.spec["data"]["values"]} <= {*PLACES, NOWHERE}


# Numbers beside dots


def test_a_number_stands_above_its_dot_or_where_there_is_room() -> None:
    assert places([(5.0, 5.0)]) == ["above"]
    # The second dot stands just over the first, where the first one's number would be.
    assert places([(5.0, 5.0), (5.0, 5.2)]) == ["right", "above"]
    assert places([]) == []


def test_a_number_without_room_is_left_out() -> None:
    around = [(5 + a * 0.13, 5 + b * 0.2) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
    assert places([(5.0, 5.0), *around])[0] == NOWHERE


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=50, unique=True))
def test_no_number_covers_a_number_a_dot_or_an_axis(points: list[tuple[int, int]]) -> None:
    floats = [(float(x), float(y)) for x, y in points]
    dots = pixels(floats)
    wide, high = NUMBER_PX
    boxes = []
    for dot, key in zip(dots, places(floats), strict=True):
        if key:
            x, y = moved(dot, PLACES[key])
            boxes.append(box(x - wide, y - high, x + wide, y + high))
    assert not any(a.intersection(b).area > 1e-6 for a, b in combinations(boxes, 2))
    ground = box(0, -PLOT_PX[1], 2 * PLOT_PX[0], PLOT_PX[1])
    assert all(ground.buffer(1e-6).contains(one) for one in boxes)
    circles = [Point(*dot).buffer(DOT_PX) for dot in dots]
    assert not any(one.intersection(dot).area > 1e-6 for one in boxes for dot in circles)


# Wards with an organization and without


def test_both_groups_show_their_wards_medians_and_quartiles() -> None:
    known = ward_values({**SIX}, variations={2: 0.3})
    found = compare(SIX, ALIKE, {1, 2, 3})
    chart = strips(known, found, dark=False)
    layers = valid(chart)
    dots = rows_of(layers, "point")
    assert {d["ward"]: d["at"] for d in dots} == {f"Ward {w}": v for w, v in SIX.items()}
    assert {d["ward"] for d in dots if d["row"] < 0.5} == {"Ward 1", "Ward 2", "Ward 3"}
    assert [d["ward"] for d in dots if d["shape"] == "diamond"] == ["Ward 2"]
    boxes = rows_of(layers, "rect")
    assert [(b["low"], b["at"], b["high"]) for b in boxes] == [
        pytest.approx((0.15, 0.2, 0.25)),
        pytest.approx((0.45, 0.5, 0.55)),
    ]
    words = {row["words"] for row in rows_of(layers, "text")}
    assert words == {"median 20.0%", "median 50.0%", "the whole city"}
    assert {r["at"] for r in rows_of(layers, "rule")} == {0.2, 0.5, 0.25}, "0.25 is the city’s"


def test_a_count_of_the_city_is_no_line_among_wards() -> None:
    people = ward_values({1: 10.0, 2: 20.0}, key="population", city=30.0)
    layers = valid(strips(people, compare({1: 10.0, 2: 20.0}, ALIKE, {1}), dark=True))
    assert "the whole city" not in json.dumps(layers)


def test_one_group_alone_is_drawn_and_none_is_no_chart() -> None:
    known = ward_values({1: 0.3})
    layers = valid(strips(known, compare({1: 0.3}, ALIKE, set()), dark=False))
    assert [d["row"] for d in rows_of(layers, "point")] == [1.0]
    assert strips(ward_values({}), compare({}, {}, set()), dark=False) is None


# Shuffled maps


def shuffled(observed: float) -> Histogram:
    bars = tuple(Bar(at - 0.5, at + 0.5, times) for at, times in ((3, 10), (4, 60), (5, 30)))
    said = f"the real map: {observed:.0f}"
    told = ("3", "4", "5")
    return Histogram(bars, observed, 4.2, said, "expected: 4.2", "Pairs", told, "100 maps")


def test_bars_are_the_table_and_those_as_large_as_the_real_map_are_dark() -> None:
    found = shuffled(4)
    chart = shuffles(found, dark=False)
    bars = rows_of(valid(chart), "rect")
    assert [(b["result"], f"{b['times']:,}") for b in bars] == found.table[1]
    low, same, more = (b["color"] for b in bars)
    assert low != same == more
    assert chart.alt == "100 maps"


def test_lines_stand_at_what_is_expected_and_at_what_is_there() -> None:
    layers = valid(shuffles(shuffled(5), dark=True))
    assert [line["at"] for line in rows_of(layers, "rule")] == [4.2, 5]
    texts = [one for one in layers if one["mark"]["type"] == "text"]
    assert [t["data"]["values"][0]["w"] for t in texts] == ["expected: 4.2", "the real map: 5"]
    # Words of a line far on the right stand on its left, inside the picture.
    assert texts[1]["mark"]["align"] == "right"
    far_left = [o for o in valid(shuffles(shuffled(3), dark=True)) if o["mark"]["type"] == "text"]
    assert far_left[1]["mark"]["align"] == "left"


def test_a_real_map_beyond_all_shuffles_is_inside_the_picture() -> None:
    (bars, *_) = valid(shuffles(shuffled(9), dark=False))
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert (low, high) == (2.5, 9)
