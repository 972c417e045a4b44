"""The histogram of shuffled maps, with the real map in it."""

from __future__ import annotations

from geo.charts.vega import SILENT, Spec, layer, layers, name, number, text_color
from geo.cluster_story import Histogram
from geo.figures.figure import Chart
from geo.palettes import presence_class

SHUFFLES = "shuffles"
"""Name of the chart."""

HEIGHT = 260
"""Pixels."""

HEADROOM = 1.22
"""The tallest bar leaves this much room for the words over the lines."""

RIGHT_OF = 0.6
"""Further right than this part of the axis, words stand left of their line."""

Frame = tuple[float, tuple[float, float]]
"""Height of the picture in shuffles, and the ends of its axis."""


def shuffles(found: Histogram, *, dark: bool) -> Chart:
    """The shuffles with lines at what is expected and at what is there."""
    text = text_color(dark=dark)
    top = max(bar.times for bar in found.bars) * HEADROOM
    ends = (min(b.low for b in found.bars), max(b.high for b in found.bars))
    frame = (top, (min(ends[0], found.observed), max(ends[1], found.observed)))
    parts = [
        bar_layer(found, frame, dark=dark),
        *line_layers((found.expected, found.expected_words), frame, text, dash=True),
        *line_layers((found.observed, found.observed_words), frame, text, dash=False),
    ]
    return Chart(
        SHUFFLES,
        "What the shuffles give",
        found.alt,
        layers(parts, HEIGHT, dark=dark),
    )


def across(field: str, frame: Frame, title: str | None = None) -> Spec:
    """The results from left to right."""
    scale = {"domain": list(frame[1]), "nice": False, "zero": False, "padding": 8}
    return number(field, scale=scale, axis={"title": title, "tickCount": 8, "grid": False})


def upward(field: str, frame: Frame) -> Spec:
    """Shuffles upward from zero."""
    scale = {"domain": [0, frame[0]], "nice": False}
    return number(field, scale=scale, axis={"title": "Shuffles", "tickCount": 4})


def bar_layer(found: Histogram, frame: Frame, *, dark: bool) -> Spec:
    """Bars; those as large as the real map's or larger are dark."""
    plain, strong = (presence_class(key).ink(dark=dark).fill for key in ("some", "unknown"))
    rows = [
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
    return layer(
        {"type": "rect", "stroke": None},
        {
            "x": across("low", frame, found.axis),
            "x2": {"field": "high"},
            "y": upward("times", frame),
            "y2": {"field": "zero"},
            "color": name("color", scale=None, legend=None),
            "tooltip": [
                name("result", title=found.axis),
                number("times", title="Shuffles", format=","),
            ],
        },
        rows,
    )


def line_layers(line: tuple[float, str], frame: Frame, text: str, *, dash: bool) -> list[Spec]:
    """A line at a result, with its words at the top: on its left where it stands far right."""
    (at, words), (top, (low, high)) = line, frame
    to_left = dash or (at - low) > RIGHT_OF * (high - low)
    level = top * (0.96 if dash else 0.88)
    rows = [{"at": at, "zero": 0, "top": top, "level": level, "w": words}]
    style = {"strokeDash": [5, 4]} if dash else {"strokeWidth": 3}
    rule = layer(
        {"type": "rule", "color": text, **style},
        {"x": across("at", frame), "y": upward("zero", frame), "y2": {"field": "top"}}
        | {"tooltip": SILENT},
        rows,
    )
    label = layer(
        {"type": "text", "color": text, "fontSize": 13, "fontWeight": 600}
        | {"align": "right" if to_left else "left", "dx": -6 if to_left else 6},
        {"x": across("at", frame), "y": upward("level", frame), "text": name("w")}
        | {"tooltip": SILENT},
        rows,
    )
    return [rule, label]
