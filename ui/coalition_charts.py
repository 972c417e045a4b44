"""The chart of combinations: who shares which coalitions, exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from geo.charts import TEXT_DARK, TEXT_LIGHT, library
from geo.coalition_sets import Bar, SetSize, bar_name
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


def combinations(
    found: Sequence[Bar],
    sizes: Sequence[SetSize],
    marks: Mapping[str, Mark],
    alt: str,
    *,
    dark: bool,
) -> None:
    """Bars of every combination over a matrix of dots, sizes of the sets at the left.

    A filled dot is a tie stated of everybody in the bar, an open one is estimated for somebody;
    bars of those in none are gray, dashed where nothing is stated.
    """
    altair = library()
    ground = Ground(found, sizes)
    ink, page = (TEXT_DARK, PAGE_DARK) if dark else (TEXT_LIGHT, PAGE_LIGHT)
    gray = GRAY_DARK if dark else GRAY_LIGHT
    names = {s.coalition.id: s.coalition.short for s in sizes}
    layers = [
        stripes(altair, ground, ink),
        *bar_layers(altair, ground, found, (ink, gray), names),
        size_layer(altair, ground, sizes, marks, dark=dark),
        *dot_layers(altair, found, sizes, (ink, page)),
    ]
    across = flat(altair, -ground.left, ground.columns - 0.4)
    down = flat(altair, -ground.tall, ground.rows - 0.4, reverse=True)
    chart = altair.layer(*layers).encode(
        x=altair.X("x:Q", axis=None, scale=across),
        y=altair.Y("y:Q", axis=named(altair, [sized(s) for s in sizes], ink), scale=down),
    )
    st.altair_chart(chart.properties(height=ground.px).configure_view(stroke=None), alt=alt)


def flat(altair: Any, low: float, high: float, *, reverse: bool = False) -> Any:
    """A scale that keeps exactly these ends."""
    return altair.Scale(domain=[low, high], nice=False, zero=False, reverse=reverse)


def named(altair: Any, names: Sequence[str], ink: str) -> Any:
    """The sets' names at their rows. They are data, so they go in as one quoted list."""
    return altair.Axis(
        values=list(range(len(names))),
        labelExpr=f"{json.dumps(list(names))}[datum.value]",
        labelLimit=150,
        labelFontSize=13,
        labelColor=ink,
        labelPadding=4,
        minExtent=90,
        title=None,
        grid=False,
        ticks=False,
        domain=False,
    )


Datum = dict[str, Any]


def drawn(altair: Any, data: Sequence[Datum]) -> Any:
    """A layer on the chart's own axes; every datum has `x` and `y`."""
    return altair.Chart(altair.Data(values=list(data)))


def colored(altair: Any, *channels: str) -> dict[str, Any]:
    """Channels whose data are the values to draw."""
    kinds = {"color": altair.Color, "stroke": altair.Stroke, "opacity": altair.Opacity}
    return {
        one: kinds[one](f"{one}:{'Q' if one == 'opacity' else 'N'}", scale=None) for one in channels
    }


def silent(altair: Any, layer: Any) -> Any:
    """A layer that says nothing under the pointer."""
    return layer.encode(tooltip=altair.value(None))


def stripes(altair: Any, ground: Ground, ink: str) -> Any:
    """Every other row lightly shaded, so that the eye keeps its row."""
    ends = {"x": -ground.left, "x2": ground.columns - 0.5}
    data = [{**ends, "y": r - 0.5, "y2": r + 0.5} for r in range(0, ground.rows, 2)]
    shade = drawn(altair, data).mark_rect(color=ink, opacity=0.05)
    return silent(altair, shade.encode(x2="x2:Q", y2="y2:Q"))


def bar_layers(
    altair: Any,
    ground: Ground,
    found: Sequence[Bar],
    colors: tuple[str, str],
    names: Mapping[str, str],
) -> list[Any]:
    """The bars with their numbers; nothing stated is a dashed outline, not a filled bar."""
    boxes, numbers = [], []
    for place, bar in enumerate(found):
        count, top = len(bar.members), ground.top(len(bar.members))
        boxes.append(
            {
                "x": place - 0.32,
                "x2": place + 0.32,
                "y": top,
                "y2": BASE,
                "name": bar_name(bar, names),
                "count": count,
                **bar_paint(bar, colors),
                "known": bar.known,
            }
        )
        numbers.append({"x": place, "y": top, "words": f"{count}"})
    told = [altair.Tooltip("name:N", title="Exactly"), altair.Tooltip("count:Q", title="How many")]
    bars = [
        drawn(altair, [box for box in boxes if box["known"] is known])
        .mark_rect(strokeWidth=1.5, strokeDash=dash)
        .encode(x2="x2:Q", y2="y2:Q", tooltip=told, **colored(altair, "color", "stroke"))
        for known, dash in ((True, [1, 0]), (False, [4, 3]))
    ]
    number = drawn(altair, numbers).mark_text(
        baseline="bottom", dy=-3, color=colors[0], fontSize=13, fontWeight=600
    )
    return [*bars, silent(altair, number.encode(text="words:N"))]


def bar_paint(bar: Bar, colors: tuple[str, str]) -> Datum:
    """Full for ties, gray for none by lists or sources, empty where nothing is stated."""
    ink, gray = colors
    if bar.solid or bar.open:
        return {"color": ink, "stroke": ink}
    return {"color": gray if bar.known else "transparent", "stroke": gray}


def size_layer(
    altair: Any,
    ground: Ground,
    sizes: Sequence[SetSize],
    marks: Mapping[str, Mark],
    *,
    dark: bool,
) -> Any:
    """How many belong to each set, to the left of its row: full color as stated, pale beyond."""
    boxes = []
    for row, one in enumerate(sizes):
        color, whole = marks[one.coalition.id].color(dark=dark), one.stated + one.more
        for start, end, opacity in ((0, one.stated, 1.0), (one.stated, whole, 0.4)):
            ends = {"x": ground.reach(start), "x2": ground.reach(end)}
            rows = {"y": row - 0.26, "y2": row + 0.26}
            boxes.append({**ends, **rows, "color": color, "opacity": opacity})
    bars = drawn(altair, boxes).mark_rect().encode(x2="x2:Q", y2="y2:Q")
    return silent(altair, bars.encode(**colored(altair, "color", "opacity")))


def sized(one: SetSize) -> str:
    """A set's name and size: "UWF 5", "Chicago DSA 0 + 3" with what is not stated as a fact."""
    return f"{one.coalition.short} {one.stated}" + (f" + {one.more}" if one.more else "")


def dot_layers(
    altair: Any, found: Sequence[Bar], sizes: Sequence[SetSize], inks: tuple[str, str]
) -> list[Any]:
    """The matrix: a dot per set and combination, joined where a combination has several."""
    ink, page = inks
    rows = {s.coalition.id: row for row, s in enumerate(sizes)}
    dots: dict[str, list[Datum]] = {"out": [], "solid": [], "open": []}
    links: list[Datum] = []
    for place, bar in enumerate(found):
        for key, row in rows.items():
            look = "solid" if key in bar.solid else "open" if key in bar.open else "out"
            dots[look].append({"x": place, "y": row})
        mine = [rows[key] for key in (*bar.solid, *bar.open)]
        if len(mine) > 1:
            links.append({"x": place, "y": min(mine), "y2": max(mine)})
    ways: dict[str, Datum] = {
        "out": {"fill": ink, "opacity": 0.16, "size": 40, "strokeWidth": 0},
        "solid": {"fill": ink, "opacity": 1, "size": 110, "strokeWidth": 0},
        "open": {"fill": page, "opacity": 1, "size": 100, "stroke": ink, "strokeWidth": 2},
    }
    line = drawn(altair, links).mark_rule(color=ink, strokeWidth=2).encode(y2="y2:Q")
    points = [
        drawn(altair, dots[look]).mark_point(shape="circle", **way) for look, way in ways.items()
    ]
    return [silent(altair, one) for one in (line, *points)]
