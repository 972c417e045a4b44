"""The chart of combinations: who shares which coalitions, exactly.

Written as plain Vega-Lite, as a page has one for every way of counting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from geo.charts import SCHEMA, TEXT_DARK, TEXT_LIGHT
from geo.coalition_day import CoalitionDay
from geo.coalition_sets import Bar, SetSize, bar_name, bars, set_sizes
from geo.coalition_words import SUBJECTS, day_words, sets_alt
from geo.figures.figure import Chart
from geo.marks import Mark

ROW_PX, BARS_PX, BELOW_PX = 28, 150, 16
"""Heights of one set's row, of the bars above the rows, and of what lies below."""

SIZE_SHARE = 0.3
"""Width of the bars of set sizes, as a part of that of all combinations; at least `SIZE_LEAST`."""

SIZE_LEAST = 2.2
"""In columns."""

LEAST_COLUMNS = 7
"""Room kept for as many combinations, so that few of them are not drawn as slabs."""

GAP = 0.75
"""Between set sizes and combinations, in columns."""

BASE = -0.9
"""Where bars stand, in rows above the first one."""

GRAY_LIGHT, GRAY_DARK = "#a9b0b6", "#5d6770"
PAGE_LIGHT, PAGE_DARK = "#ffffff", "#10161c"


class Ground:
    """Where things stand in the chart of combinations: columns to the right, rows downward."""

    def __init__(self, found: Sequence[Bar], sizes: Sequence[SetSize]) -> None:
        self.columns, self.rows = max(len(found), LEAST_COLUMNS), max(len(sizes), 1)
        self.tall = BARS_PX / ROW_PX
        self.most = max((len(b.members) for b in found), default=0) or 1
        self.widest = max((s.stated + s.more for s in sizes), default=0) or 1
        self.left = max(SIZE_LEAST, self.columns * SIZE_SHARE)

    def top(self, count: int) -> float:
        """The upper end of a bar, in rows above the first one."""
        return BASE - (self.tall - 1.6) * count / self.most

    def reach(self, count: int) -> float:
        """The left end of a bar of set size."""
        return -GAP - (self.left - GAP - 0.1) * count / self.widest

    @property
    def px(self) -> int:
        """Height of the chart."""
        return round((self.rows + self.tall) * ROW_PX + BELOW_PX)


Datum = dict[str, Any]
Spec = dict[str, Any]


def sets_chart(
    of: CoalitionDay, scope: str, marks: Mapping[str, Mark], *, estimates: bool, dark: bool
) -> Chart | None:
    """Bars of every combination over a matrix of dots, sizes of the sets at the left.

    A filled dot is a tie stated of everybody in the bar, an open one is estimated for somebody;
    bars of those in none are gray, dashed where nothing is stated.

    Parameters
    ----------
    of : CoalitionDay
    scope : str
        Organizations or council seats.
    marks : mapping
        Of every coalition, by id.
    estimates : bool
        Whether what is inferred or stated before and after counts.
    dark : bool
        Theme.

    Returns
    -------
    Chart or None
        None where nobody of the scope can belong to a chosen coalition.
    """
    sizes = set_sizes(of, scope, estimates=estimates)
    if not sizes:
        return None
    found = bars(of, scope, estimates=estimates)
    names = {s.coalition.id: s.coalition.short for s in sizes}
    alt = sets_alt(of, scope, [(bar_name(bar, names), len(bar.members)) for bar in found])
    title = (
        f"Who shares which coalitions on {day_words(of)}: {SUBJECTS[scope][1]}, "
        + (COUNTED[estimates])
    )
    spec = sets_spec(found, sizes, marks, dark=dark)
    return Chart(chart_name(scope, estimates=estimates), title, alt, spec)


COUNTED = {True: "with what is inferred or stated before and after", False: "stated ties only"}
"""What counts as a tie, by whether estimates do."""


def chart_name(scope: str, *, estimates: bool) -> str:
    """Name of a chart of combinations among the charts of its page."""
    return f"sets-{scope}" + ("" if estimates else "-stated")


def sets_spec(
    found: Sequence[Bar], sizes: Sequence[SetSize], marks: Mapping[str, Mark], *, dark: bool
) -> Spec:
    """The whole chart as Vega-Lite."""
    ground = Ground(found, sizes)
    ink, page = (TEXT_DARK, PAGE_DARK) if dark else (TEXT_LIGHT, PAGE_LIGHT)
    gray = GRAY_DARK if dark else GRAY_LIGHT
    names = {s.coalition.id: s.coalition.short for s in sizes}
    across = flat(-ground.left, ground.columns - 0.4)
    down = flat(-ground.tall, ground.rows - 0.4)
    return {
        "$schema": SCHEMA,
        "height": ground.px,
        "encoding": {
            "x": {**place("x"), "axis": None, "scale": across},
            "y": {
                **place("y"),
                "axis": named([sized(s) for s in sizes], ink),
                "scale": {**down, "reverse": True},
            },
        },
        "layer": [
            stripes(ground, ink),
            *bar_layers(ground, found, (ink, gray), names),
            size_layer(ground, sizes, marks, dark=dark),
            *dot_layers(found, sizes, (ink, page)),
        ],
        "config": {"view": {"stroke": None}},
    }


def place(field: str) -> Spec:
    """Where a datum stands along an axis."""
    return {"field": field, "type": "quantitative"}


def flat(low: float, high: float) -> Spec:
    """A scale that keeps exactly these ends."""
    return {"domain": [low, high], "nice": False, "zero": False}


def named(names: Sequence[str], ink: str) -> Spec:
    """The sets' names at their rows. They are data, so they go in as one quoted list."""
    return {
        "values": list(range(len(names))),
        "labelExpr": f"{json.dumps(list(names))}[datum.value]",
        "labelLimit": 150,
        "labelFontSize": 13,
        "labelColor": ink,
        "labelPadding": 4,
        "minExtent": 90,
        "title": None,
        "grid": False,
        "ticks": False,
        "domain": False,
    }


SILENT: Spec = {"tooltip": {"value": None}}
"""A layer that says nothing under the pointer."""

ENDS: Spec = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
"""The far ends of a box."""


def layer(data: Sequence[Datum], mark: Spec, **channels: Any) -> Spec:
    """A layer on the chart's own axes; every datum has `x` and `y`."""
    return {"data": {"values": list(data)}, "mark": mark, "encoding": channels}


def painted(*channels: str) -> Spec:
    """Channels whose data are the values to draw."""
    kinds = {"opacity": "quantitative"}
    return {
        one: {"field": one, "type": kinds.get(one, "nominal"), "scale": None} for one in channels
    }


def stripes(ground: Ground, ink: str) -> Spec:
    """Every other row lightly shaded, so that the eye keeps its row."""
    ends = {"x": -ground.left, "x2": ground.columns - 0.5}
    data = [{**ends, "y": r - 0.5, "y2": r + 0.5} for r in range(0, ground.rows, 2)]
    return layer(data, {"type": "rect", "color": ink, "opacity": 0.05}, **ENDS, **SILENT)


def bar_layers(
    ground: Ground, found: Sequence[Bar], colors: tuple[str, str], names: Mapping[str, str]
) -> list[Spec]:
    """The bars with their numbers; nothing stated is a dashed outline, not a filled bar."""
    boxes: dict[bool, list[Datum]] = {True: [], False: []}
    numbers = []
    for column, bar in enumerate(found):
        count, top = len(bar.members), ground.top(len(bar.members))
        ends = {"x": column - 0.32, "x2": column + 0.32, "y": top, "y2": BASE}
        told = {"name": bar_name(bar, names), "count": count}
        boxes[bar.known].append({**ends, **told, **bar_paint(bar, colors)})
        numbers.append({"x": column, "y": top, "words": f"{count}"})
    hover = [
        {"field": "name", "type": "nominal", "title": "Exactly"},
        {"field": "count", "type": "quantitative", "title": "How many"},
    ]
    drawn = [
        layer(
            boxes[known],
            {"type": "rect", "strokeWidth": 1.5, "strokeDash": dash},
            **ENDS,
            **painted("color", "stroke"),
            tooltip=hover,
        )
        for known, dash in ((True, [1, 0]), (False, [4, 3]))
    ]
    type_ = {"color": colors[0], "fontSize": 13, "fontWeight": 600}
    over = {"type": "text", "baseline": "bottom", "dy": -3, **type_}
    words = {"field": "words", "type": "nominal"}
    return [*drawn, layer(numbers, over, text=words, **SILENT)]


def bar_paint(bar: Bar, colors: tuple[str, str]) -> Datum:
    """Full for ties, gray for none by lists or sources, empty where nothing is stated."""
    ink, gray = colors
    if bar.solid or bar.open:
        return {"color": ink, "stroke": ink}
    return {"color": gray if bar.known else "transparent", "stroke": gray}


def size_layer(
    ground: Ground, sizes: Sequence[SetSize], marks: Mapping[str, Mark], *, dark: bool
) -> Spec:
    """How many belong to each set, to the left of its row: full color as stated, pale beyond."""
    boxes = []
    for row, one in enumerate(sizes):
        color, whole = marks[one.coalition.id].color(dark=dark), one.stated + one.more
        for start, end, opacity in ((0, one.stated, 1.0), (one.stated, whole, 0.4)):
            ends = {"x": ground.reach(start), "x2": ground.reach(end)}
            rows = {"y": row - 0.26, "y2": row + 0.26}
            boxes.append({**ends, **rows, "color": color, "opacity": opacity})
    return layer(boxes, {"type": "rect"}, **ENDS, **painted("color", "opacity"), **SILENT)


def sized(one: SetSize) -> str:
    """A set's name and size: "UWF 5", "Chicago DSA 0 + 3" with what is not stated as a fact."""
    return f"{one.coalition.short} {one.stated}" + (f" + {one.more}" if one.more else "")


def dot_layers(found: Sequence[Bar], sizes: Sequence[SetSize], inks: tuple[str, str]) -> list[Spec]:
    """The matrix: a dot per set and combination, joined where a combination has several."""
    ink, page = inks
    rows = {s.coalition.id: row for row, s in enumerate(sizes)}
    dots: dict[str, list[Datum]] = {"out": [], "solid": [], "open": []}
    links: list[Datum] = []
    for column, bar in enumerate(found):
        for key, row in rows.items():
            look = "solid" if key in bar.solid else "open" if key in bar.open else "out"
            dots[look].append({"x": column, "y": row})
        mine = [rows[key] for key in (*bar.solid, *bar.open)]
        if len(mine) > 1:
            links.append({"x": column, "y": min(mine), "y2": max(mine)})
    ways: dict[str, Datum] = {
        "out": {"fill": ink, "opacity": 0.16, "size": 40, "strokeWidth": 0},
        "solid": {"fill": ink, "opacity": 1, "size": 110, "strokeWidth": 0},
        "open": {"fill": page, "opacity": 1, "size": 100, "stroke": ink, "strokeWidth": 2},
    }
    line = {"type": "rule", "color": ink, "strokeWidth": 2}
    points = [
        layer(dots[look], {"type": "point", "shape": "circle", **way}, **SILENT)
        for look, way in ways.items()
    ]
    return [layer(links, line, y2={"field": "y2"}, **SILENT), *points]
