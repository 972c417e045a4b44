"""The histogram of shuffled maps, with the real map in it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.charts import TEXT_DARK, TEXT_LIGHT, library
from geo.cluster_story import Histogram
from geo.palettes import presence_class
from ui import notes

HEIGHT = 260
"""Pixels."""

HEADROOM = 1.22
"""The tallest bar leaves this much room for the words over the lines."""

RIGHT_OF = 0.6
"""Further right than this part of the axis, words stand left of their line."""


def histogram(found: Histogram, *, dark: bool) -> None:
    """Draw the shuffles with lines at what is expected and at what is there, and their table."""
    altair = library()
    text = TEXT_DARK if dark else TEXT_LIGHT
    top = max(bar.times for bar in found.bars) * HEADROOM
    ends = (min(b.low for b in found.bars), max(b.high for b in found.bars))
    ends = (min(ends[0], found.observed), max(ends[1], found.observed))
    layers = [
        bar_layer(altair, found, (top, ends), dark=dark),
        *line_layers(altair, (found.expected, found.expected_words), (top, ends), text, dash=True),
        *line_layers(altair, (found.observed, found.observed_words), (top, ends), text, dash=False),
    ]
    chart = altair.layer(*layers).properties(height=HEIGHT).configure_view(stroke=None)
    chart = chart.configure_axis(labelColor=text, titleColor=text)
    st.altair_chart(chart, alt=found.alt)
    notes.alt(found.alt)
    with st.expander("These shuffles as a table"):
        notes.simple_table(*found.table, found.alt)


Frame = tuple[float, tuple[float, float]]
"""Height of the picture in shuffles, and the ends of its axis."""


def across(altair: Any, field: str, frame: Frame, title: str | None = None) -> Any:
    """The results from left to right."""
    scale = altair.Scale(domain=list(frame[1]), nice=False, zero=False, padding=8)
    axis = altair.Axis(title=title, tickCount=8, grid=False)
    return altair.X(f"{field}:Q", scale=scale, axis=axis)


def upward(altair: Any, field: str, frame: Frame) -> Any:
    """Shuffles upward from zero."""
    scale = altair.Scale(domain=[0, frame[0]], nice=False)
    return altair.Y(f"{field}:Q", scale=scale, axis=altair.Axis(title="Shuffles", tickCount=4))


def bar_layer(altair: Any, found: Histogram, frame: Frame, *, dark: bool) -> Any:
    """Bars; those as large as the real map's or larger are dark."""
    plain, strong = (presence_class(key).ink(dark=dark).fill for key in ("some", "unknown"))
    data = [
        {
            "low": bar.low,
            "high": bar.high,
            "times": bar.times,
            "zero": 0,
            "result": words,
            "color": strong if bar.low + bar.high >= 2 * found.observed else plain,
        }
        for words, bar in zip(found.written, found.bars, strict=True)
    ]
    hover = [
        altair.Tooltip("result:N", title=found.axis),
        altair.Tooltip("times:Q", title="Shuffles", format=","),
    ]
    return (
        altair.Chart(altair.Data(values=data))
        .mark_rect(stroke=None)
        .encode(
            x=across(altair, "low", frame, found.axis),
            x2=altair.X2("high"),
            y=upward(altair, "times", frame),
            y2=altair.Y2("zero"),
            color=altair.Color("color:N", scale=None, legend=None),
            tooltip=hover,
        )
    )


def line_layers(
    altair: Any, line: tuple[float, str], frame: Frame, text: str, *, dash: bool
) -> list[Any]:
    """A line at a result, with its words at the top: on its left where it stands far right."""
    (at, words), (top, (low, high)) = line, frame
    to_left = dash or (at - low) > RIGHT_OF * (high - low)
    data = [{"at": at, "zero": 0, "top": top, "level": top * (0.96 if dash else 0.88), "w": words}]
    base = altair.Chart(altair.Data(values=data))
    style = {"strokeDash": [5, 4]} if dash else {"strokeWidth": 3}
    rule = base.mark_rule(color=text, **style).encode(
        x=across(altair, "at", frame), y=upward(altair, "zero", frame), y2=altair.Y2("top")
    )
    label = base.mark_text(
        color=text,
        align="right" if to_left else "left",
        dx=-6 if to_left else 6,
        fontSize=13,
        fontWeight=600,
    ).encode(x=across(altair, "at", frame), y=upward(altair, "level", frame), text="w:N")
    return [rule.encode(tooltip=altair.value(None)), label.encode(tooltip=altair.value(None))]
