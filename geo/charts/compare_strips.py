"""Two rows of dots, one dot per ward: wards with an organization above those without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.analysis.compare import Comparison, Group
from geo.charts.vega import SILENT, Spec, layer, layers, name, number, text_color
from geo.compare_words import city_figure, figure, strips_alt
from geo.demographics import WardValues
from geo.figures.figure import Chart
from geo.indicators import DENSITY, FRACTIONS, MEDIAN, Indicator
from geo.palettes import Ink, presence_class
from geo.words import capital

STRIPS = "strips"
"""Name of the chart."""

STRIP_PX = 145
"""Height of one row of dots."""

BINS = 70
"""Dots closer than this part of the axis stand beside each other, not over each other."""

STEP = 0.075
"""Distance of two such dots, in rows."""

BOX = 0.34
"""Half the height of the box of quartiles, in rows."""

LABEL = 0.38
"""Where the words over a box stand, in rows above its middle."""

HALO: Spec = {"strokeWidth": 5, "strokeJoin": "round"}
"""Words stand on an edge of the page's color, so that no line runs through them."""

TOP, BOTTOM = -0.6, 1.54
"""Ends of the picture, in rows: room for words above the first box and below the second."""


def strips(values: WardValues, found: Comparison, *, dark: bool) -> Chart | None:
    """Both groups with medians, quartiles and the city's value; None if there is no ward."""
    groups = [g for g in (found.having, found.lacking) if g is not None]
    if not groups:
        return None
    inks = [presence_class(key).ink(dark=dark) for key in ("active", "none")]
    text = text_color(dark=dark)
    city = city_figure(values)
    parts = [] if city is None else city_layers(values.indicator, city, text)
    for row, one in ((0, found.having), (1, found.lacking)):
        if one is not None:
            parts += group_layers(values, (row, one), (inks[row], text), span(groups))
    return Chart(
        STRIPS,
        f"{capital(values.indicator.label)} in wards with and without an organization",
        strips_alt(values, found),
        layers(parts, STRIP_PX * 2, dark=dark),
    )


def span(groups: Sequence[Group]) -> float:
    """From the lowest to the highest value of all groups."""
    values = [v for g in groups for v in g.values]
    return max(values) - min(values)


def group_layers(
    values: WardValues, placed: tuple[int, Group], look: tuple[Ink, str], width: float
) -> list[Spec]:
    """Box, dots and median of one group.

    `placed` is its row and itself, `look` its ink and the color of words, `width` from `span`.
    """
    (row, one), (ink, text) = placed, look
    low, high = one.quartiles
    box = {"low": low, "high": high, "top": row - BOX, "bottom": row + BOX, "at": one.median}
    words = f"median {figure(values.indicator, one.median)}"
    of = values.indicator
    top, bottom = height("top"), {"field": "bottom"}
    frame = layer(
        {"type": "rect", "fill": ink.fill, "fillOpacity": 0.28, "stroke": text}
        | {"strokeOpacity": 0.35},
        {"x": axis(of, "low"), "x2": {"field": "high"}, "y": top, "y2": bottom, "tooltip": SILENT},
        [box],
    )
    median = layer(
        {"type": "rule", "color": text, "strokeWidth": 3},
        {"x": axis(of, "at"), "y": top, "y2": bottom, "tooltip": SILENT},
        [box],
    )
    named = [
        layer(
            {"type": "text", "baseline": "bottom", "fontSize": 13, "fontWeight": 600, **look},
            {"x": axis(of, "at"), "y": top, "text": name("words"), "tooltip": SILENT},
            [{"at": one.median, "top": row - LABEL, "words": words}],
        )
        for look in ({**HALO, "stroke": ink.stroke}, {"color": text})
    ]
    return [frame, dot_layer(values, placed, (ink.fill, text), width), median, *named]


def dot_layer(
    values: WardValues, placed: tuple[int, Group], colors: tuple[str, str], width: float
) -> Spec:
    """One dot per ward that names the ward and its value; uncertain figures are diamonds."""
    (row, one), (fill, edge) = placed, colors
    doubtful = set(values.unreliable)
    rows = [
        {
            "at": value,
            "row": row + offset,
            "ward": f"Ward {ward}",
            "value": values.words(ward),
            "sure": "uncertain" if ward in doubtful else "as good as the others",
            "shape": "diamond" if ward in doubtful else "circle",
        }
        for ward, value, offset in zip(
            one.wards, one.values, offsets(one.values, width), strict=True
        )
    ]
    hover = [name("ward", title="Ward"), name("value", title="Value")]
    if doubtful:
        hover.append(name("sure", title="Figure"))
    return layer(
        {"type": "point", "filled": True, "fill": fill, "stroke": edge, "strokeWidth": 1}
        | {"size": 85, "opacity": 0.95},
        {
            "x": axis(values.indicator, "at"),
            "y": height("row"),
            "shape": name("shape", legend=None, scale=None),
            "tooltip": hover,
        },
        rows,
    )


def city_layers(of: Indicator, value: float, color: str) -> list[Spec]:
    """A dashed line through both rows at the city's value, with its name below."""
    rows = [{"at": value, "top": TOP, "bottom": BOTTOM, "words": "the whole city"}]
    line = layer(
        {"type": "rule", "color": color, "strokeDash": [5, 4], "strokeWidth": 1.5},
        {"x": axis(of, "at"), "y": height("top"), "y2": {"field": "bottom"}, "tooltip": SILENT},
        rows,
    )
    named = layer(
        {"type": "text", "color": color, "align": "left", "dx": 5, "baseline": "bottom"}
        | {"fontSize": 12},
        {"x": axis(of, "at"), "y": height("bottom"), "text": name("words"), "tooltip": SILENT},
        rows,
    )
    return [line, named]


def height(field: str) -> Spec:
    """The rows from top to bottom, named at the left."""
    named = {
        "values": [0, 1],
        "labelExpr": "datum.value == 0 ? 'With' : 'Without'",
        "title": None,
        "grid": False,
        "ticks": False,
        "domain": False,
        "labelFontSize": 14,
        "labelPadding": 8,
    }
    scale = {"domain": [TOP, BOTTOM], "reverse": True, "nice": False}
    return number(field, scale=scale, axis=named)


def axis(of: Indicator, field: str) -> Spec:
    """The indicator from left to right, in its own unit; it need not begin at zero."""
    form = ".3~%" if of.kind in FRACTIONS else "$,.0f" if of.kind == MEDIAN else ",.4~f"
    title = capital(of.label) + (f", {of.unit}" if of.kind == DENSITY else "")
    drawn: dict[str, Any] = {"format": form, "title": title, "tickCount": 6, "grid": True}
    return number(field, scale={"zero": False, "nice": True, "padding": 12}, axis=drawn)


def offsets(values: Sequence[float], width: float) -> list[float]:
    """How far each dot stands from the middle of its row, so that none hides another.

    Values in the same bin stand at 0, +1, -1, +2 … steps, closer where the row would overflow.
    """
    if not width:
        width = 1.0
    bins = [int(value / width * BINS) for value in values]
    most = max((bins.count(b) for b in bins), default=1)
    step = min(STEP, 2 * BOX / max(most, 1))
    seen: dict[int, int] = {}
    found = []
    for one in bins:
        nth = seen[one] = seen.get(one, -1) + 1
        found.append(((nth + 1) // 2) * (1 if nth % 2 else -1) * step)
    return found
