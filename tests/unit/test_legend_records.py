"""Legends as records: the classes of the map with their counts, on wards made up by hand."""

from __future__ import annotations

import pytest

from geo.choropleth import choropleth, two_indicators, with_presence
from geo.cluster_classes import JOIN_CLASSES
from geo.figures.figure import Legend, Square
from geo.figures.legends import (
    choropleth_legend,
    class_rows,
    helped_rows,
    ring_legend,
    two_way_legends,
)
from geo.largest_group import group_map
from geo.maps.indicator_map import indicator_state
from geo.view import View
from tests.unit.test_choropleth import presence_of, values

NINE = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]


def told(legend: Legend) -> list[tuple[str, str, int | None]]:
    return [(row.swatch.kind, row.label, row.count) for row in legend.rows]


def test_a_choropleth_counts_classes_missing_wards_and_doubtful_ones() -> None:
    drawn = choropleth(values("black_share", NINE), View(classes=3), dark=False)
    legend = choropleth_legend(drawn, (2, 9), dark=False)
    assert legend.title == "Black residents: wards, of 50"
    assert told(legend) == [
        ("fill", "10.0% – 36.7%", 3),
        ("fill", "36.7% – 63.3%", 3),
        ("fill", "63.3% – 90.0%", 3),
        ("no_data", "No data", 41),
        ("doubt", "Hatched: uncertain figure", 2),
    ]


def test_without_missing_or_doubtful_wards_there_are_no_rows_for_them() -> None:
    drawn = choropleth(values("black_share", [*NINE, 0.1] * 5), View(classes=3), dark=False)
    legend = choropleth_legend(drawn, (), dark=False)
    assert {row.swatch.kind for row in legend.rows} == {"fill"}
    assert sum(row.count or 0 for row in legend.rows) == 50


@pytest.mark.parametrize("dark", [False, True])
def test_swatches_are_the_fills_of_the_map(dark: bool) -> None:
    view = View(classes=3, outlines=False)
    drawn = choropleth(values("black_share", NINE), view, dark=dark)
    state = indicator_state(drawn, view, {}, presence_of({}), (), dark=dark)
    fills = choropleth_legend(drawn, (), dark=dark).rows[:3]
    assert tuple(row.swatch.style for row in fills) == state.classes
    for number, row in enumerate(fills):
        assert state.ward_class.count(number) == row.count


def test_largest_groups_are_dotted_where_they_are_not_over_half() -> None:
    shares = {
        group: values(f"{group}_share", [top, low])
        for group, top, low in (
            ("latino", 0.7, 0.4),
            ("white", 0.3, 0.3),
            ("black", 0.0, 0.3),
            ("asian", 0.0, 0.0),
            ("native", 0.0, 0.0),
            ("other", 0.0, 0.0),
        )
    }
    legend = choropleth_legend(group_map(shares, dark=False), (), dark=False)
    assert legend.title == "Largest group: wards, of 50"
    majority, largest, missing = legend.rows
    assert (majority.label, majority.count) == ("Latino majority", 1)
    assert (largest.label, largest.count) == ("Latino, largest but not over half", 1)
    assert missing.count == 48
    assert majority.swatch.style is not None
    assert largest.swatch.style is not None
    assert majority.swatch.style.fill == largest.swatch.style.fill
    assert (majority.swatch.style.pattern, largest.swatch.style.pattern) == ("none", "dots")


def square_of(first: list[float | None], second: list[float | None]) -> Square:
    drawn = two_indicators(
        values("black_share", first), values("poverty_share", second), dark=False
    )
    (square,) = two_way_legends(drawn, ())
    assert isinstance(square, Square)
    return square


def test_a_square_has_the_lowest_step_first_in_both_directions() -> None:
    # Wards 1 to 3 are low across and high upward, 4 to 6 in the middle, 7 to 9 high and low.
    square = square_of([*NINE], [*reversed(NINE)])
    assert square.title == "Wards by Below the poverty line (upward) and Black residents (across)"
    assert [step.split(",")[0] for step in square.across] == [
        "low third",
        "middle third",
        "high third",
    ]
    assert square.counts == ((0, 0, 3), (0, 3, 0), (3, 0, 0))
    assert square.missing == 41
    assert len({color for row in square.colors for color in row}) == 9


def test_a_square_of_fewer_steps_keeps_the_colors_of_the_map() -> None:
    """All wards alike across: one step, with the first color of every row."""
    first, second = values("black_share", [0.5] * 9), values("poverty_share", [*NINE])
    drawn = two_indicators(first, second, dark=False)
    (square,) = two_way_legends(drawn, ())
    assert isinstance(square, Square)
    assert len(square.across) == 1
    assert square.counts == ((3,), (3,), (3,))
    assert [row[0] for row in square.colors] == [drawn.colors[at] for at in (0, 3, 6)]
    assert [drawn.colors[c] for c in drawn.ward_class[:9:3]] == [row[0] for row in square.colors]


def test_presence_and_an_indicator_count_every_ward_once() -> None:
    shown = presence_of({1: "active", 2: "regional", 3: "none"})
    drawn = with_presence(values("black_share", [0.1, 0.5, 0.9]), shown, dark=False)
    square, hatch = two_way_legends(drawn, (2,))
    assert isinstance(square, Square)
    assert square.across == ("none listed", "regional, or in part", "one of its own")
    assert square.counts == ((0, 0, 1), (0, 1, 0), (1, 0, 0))
    assert isinstance(hatch, Legend)
    assert told(hatch) == [("doubt", "Hatched: uncertain figure", 1)]


def test_rows_with_a_meaning_are_rows_of_classes_that_say_more() -> None:
    entries = [(klass, number) for number, klass in enumerate(JOIN_CLASSES)]
    helped = helped_rows([(c, n, f"meaning of {c.key}") for c, n in entries], dark=True)
    plain = class_rows(entries, dark=True)
    assert [(r.swatch, r.label, r.count) for r in helped] == [
        (r.swatch, r.label, r.count) for r in plain
    ]
    assert [r.help for r in helped] == [f"meaning of {c.key}" for c, _ in entries]
    assert {r.help for r in plain} == {""}


def test_outlines_count_wards_of_their_own_and_reached_ones_apart() -> None:
    legend = ring_legend(presence_of({1: "active", 2: "unknown", 3: "regional", 4: "left_out"}))
    assert told(legend) == [
        ("ring", "Outlined: ward organization", 2),
        ("dashed", "Dashed: regional, or in part", 1),
    ]
