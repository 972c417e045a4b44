"""Two rows of dots, one dot per ward: wards with an organization above those without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from geo.analysis.compare import Comparison, Group
from geo.charts import TEXT_DARK, TEXT_LIGHT, library
from geo.compare_words import city_figure, figure
from geo.demographics import WardValues
from geo.indicators import DENSITY, FRACTIONS, MEDIAN, Indicator
from geo.palettes import Ink, presence_class
from geo.words import capital

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


TOP, BOTTOM = -0.6, 1.54
"""Ends of the picture, in rows: room for words above the first box and below the second."""


def strips(values: WardValues, found: Comparison, alt: str, *, dark: bool) -> None:
    """Draw both groups with medians, quartiles and the city's value; nothing if there is no ward.

    `alt` says the same in words and numbers.
    """
    groups = [g for g in (found.having, found.lacking) if g is not None]
    if not groups:
        return
    altair = library()
    inks = [presence_class(key).ink(dark=dark) for key in ("active", "none")]
    text = TEXT_DARK if dark else TEXT_LIGHT
    layers = []
    for row, one in ((0, found.having), (1, found.lacking)):
        if one is not None:
            layers += group_layers(altair, values, (row, one), (inks[row], text), span(groups))
    city = city_figure(values)
    if city is not None:
        layers += city_layers(altair, values.indicator, city, text)
    chart = altair.layer(*layers).properties(height=STRIP_PX * 2)
    chart = chart.configure_view(stroke=None).configure_axis(labelColor=text, titleColor=text)
    st.altair_chart(chart, alt=alt)


def span(groups: Sequence[Group]) -> float:
    """From the lowest to the highest value of all groups."""
    values = [v for g in groups for v in g.values]
    return max(values) - min(values)


def group_layers(
    altair: Any, values: WardValues, placed: tuple[int, Group], look: tuple[Ink, str], width: float
) -> list[Any]:
    """Box, dots and median of one group.

    `placed` is its row and itself, `look` its ink and the color of words, `width` from `span`.
    """
    (row, one), (ink, text) = placed, look
    low, high = one.quartiles
    box = {"low": low, "high": high, "top": row - BOX, "bottom": row + BOX, "at": one.median}
    words = f"median {figure(values.indicator, one.median)}"
    base = altair.Chart(altair.Data(values=[box]))
    top, bottom = height(altair, "top"), altair.Y2("bottom")
    across = {"x": axis(altair, values.indicator, "low"), "x2": altair.X2("high")}
    frame = base.mark_rect(fill=ink.fill, fillOpacity=0.28, stroke=text, strokeOpacity=0.35)
    at = axis(altair, values.indicator, "at")
    median = base.mark_rule(color=text, strokeWidth=3).encode(x=at, y=top, y2=bottom)
    label = altair.Chart(altair.Data(values=[{**box, "top": row - LABEL, "words": words}]))
    named = label.mark_text(color=text, baseline="bottom", fontSize=13, fontWeight=600).encode(
        x=at, y=top, text="words:N"
    )
    dots = dot_layer(altair, values, placed, (ink.fill, text), width)
    drawn = (frame.encode(**across, y=top, y2=bottom), median, named)
    behind, *before = (silent(altair, layer) for layer in drawn)
    return [behind, dots, *before]


def silent(altair: Any, layer: Any) -> Any:
    """A layer that says nothing under the pointer: only dots have a name."""
    return layer.encode(tooltip=altair.value(None))


def dot_layer(
    altair: Any,
    values: WardValues,
    placed: tuple[int, Group],
    colors: tuple[str, str],
    width: float,
) -> Any:
    """One dot per ward that names the ward and its value; uncertain figures are diamonds."""
    (row, one), (fill, edge) = placed, colors
    doubtful = set(values.unreliable)
    data = [
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
    hover = [altair.Tooltip("ward:N", title="Ward"), altair.Tooltip("value:N", title="Value")]
    if doubtful:
        hover.append(altair.Tooltip("sure:N", title="Figure"))
    dots = altair.Chart(altair.Data(values=data)).mark_point(
        filled=True, fill=fill, stroke=edge, strokeWidth=1, size=85, opacity=0.95
    )
    return dots.encode(
        x=axis(altair, values.indicator, "at"),
        y=height(altair, "row"),
        shape=altair.Shape("shape:N", legend=None, scale=None),
        tooltip=hover,
    )


def city_layers(altair: Any, of: Indicator, value: float, color: str) -> list[Any]:
    """A dashed line through both rows at the city's value, with its name below."""
    data = [{"at": value, "top": TOP, "bottom": BOTTOM, "words": "the whole city"}]
    base = altair.Chart(altair.Data(values=data))
    at = axis(altair, of, "at")
    line = base.mark_rule(color=color, strokeDash=[5, 4], strokeWidth=1.5)
    name = base.mark_text(color=color, align="left", dx=5, baseline="bottom", fontSize=12)
    return [
        silent(altair, line.encode(x=at, y=height(altair, "top"), y2=altair.Y2("bottom"))),
        silent(altair, name.encode(x=at, y=height(altair, "bottom"), text="words:N")),
    ]


def height(altair: Any, field: str) -> Any:
    """The rows from top to bottom, named at the left."""
    named = altair.Axis(
        values=[0, 1],
        labelExpr="datum.value == 0 ? 'With' : 'Without'",
        title=None,
        grid=False,
        ticks=False,
        domain=False,
        labelFontSize=14,
        labelPadding=8,
    )
    scale = altair.Scale(domain=[TOP, BOTTOM], reverse=True, nice=False)
    return altair.Y(f"{field}:Q", scale=scale, axis=named)


def axis(altair: Any, of: Indicator, field: str) -> Any:
    """The indicator from left to right, in its own unit; it need not begin at zero."""
    form = ".3~%" if of.kind in FRACTIONS else "$,.0f" if of.kind == MEDIAN else ",.4~f"
    title = capital(of.label) + (f", {of.unit}" if of.kind == DENSITY else "")
    return altair.X(
        f"{field}:Q",
        scale=altair.Scale(zero=False, nice=True, padding=12),
        axis=altair.Axis(format=form, title=title, tickCount=6, grid=True),
    )


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
        number = seen[one] = seen.get(one, -1) + 1
        found.append(((number + 1) // 2) * (1 if number % 2 else -1) * step)
    return found
