"""What is known of each tie over time: one chart per coalition.

Written as plain Vega-Lite: a page has a chart for every chosen coalition, and building one through
the chart library takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from geo.charts import TEXT_DARK, TEXT_LIGHT
from geo.coalition_matrix import CERTAIN, DENIED, LEFT_OUT, OPEN, TIED
from geo.coalition_sets import Line, Stretch
from geo.organisations import date_words
from geo.view import FIRST_DAY, LAST_DAY
from ui.coalition_charts import PAGE_DARK, PAGE_LIGHT

LINE_PX, FRAME_PX = 20, 112
"""Height of one line, and of what stands above and below all of them."""

SHORT_DAYS = 60
"""Stretches up to this length would be a hairline: a dot marks their middle."""

PALE = 0.4
"""Opacity of a bar that is inferred, or stated before and after."""

GRAY_LIGHT, GRAY_DARK = "#8f989f", "#7d8891"


Spec = dict[str, Any]

DAY = 86_400_000

LOOSE = tuple(look for look in TIED if look not in CERTAIN)

TOLD = {"who": "Who", "from": "From", "to": "To", "words": "What is known"}
"""What a stretch says under the pointer."""


def timeline(
    title: str, lines: Sequence[Line], day: date, color: str, alt: str, *, dark: bool
) -> None:
    """One line per subject: full bars as stated, pale ones where inferred or stated before and
    after, dashes where nothing is known, a thin line where it is known not to hold."""
    ink = TEXT_DARK if dark else TEXT_LIGHT
    gray = GRAY_DARK if dark else GRAY_LIGHT
    page = PAGE_DARK if dark else PAGE_LIGHT
    years = {"format": "%Y", "tickCount": "year", "labelColor": ink, "gridOpacity": 0.4}
    ends = {"type": "utc", "domain": [moment(FIRST_DAY), moment(LAST_DAY)]}
    spec: Spec = {
        "height": LINE_PX * len(lines) + FRAME_PX,
        "title": {"text": title, "anchor": "start", "fontSize": 14, "color": ink},
        "encoding": {
            "x": {"field": "x", "type": "temporal", "title": None, "scale": ends, "axis": years}
        },
        "layer": [*stretch_layers(lines, (color, gray, page), ink), *day_layers(day, ink)],
        "config": {"view": {"stroke": None}},
    }
    st.vega_lite_chart(spec, alt=alt)


def moment(day: date) -> int:
    """A day as the chart counts time: milliseconds since 1970, in universal time."""
    return (day - date(1970, 1, 1)).days * DAY


def rows(lines: Sequence[Line], ink: str) -> Spec:
    """The subjects from top to bottom."""
    axis = {
        "labelLimit": 170,
        "labelFontSize": 12,
        "labelColor": ink,
        "labelOverlap": False,
        "labelFlush": False,
        "ticks": False,
        "domain": False,
    }
    order = [one.label for one in lines]
    return {"field": "who", "type": "nominal", "sort": order, "title": None, "axis": axis}


def stretch_layers(lines: Sequence[Line], colors: tuple[str, str, str], ink: str) -> list[Spec]:
    """Lines where nothing is known or it does not hold, bars and dots where it does."""
    color, gray, page = colors
    thin = {"type": "rule", "color": gray, "strokeWidth": 1.25}
    bar = {"type": "bar", "color": color, "size": 10}
    dot = {"type": "point", "size": 70, "opacity": 1, "stroke": color, "strokeWidth": 2}
    kinds: tuple[tuple[Sequence[str], bool, Spec], ...] = (
        (OPEN, False, {**thin, "strokeDash": [2, 3]}),
        ((DENIED, LEFT_OUT), False, thin),
        (LOOSE, False, {**bar, "opacity": PALE}),
        (CERTAIN, False, bar),
        (LOOSE, True, {**dot, "fill": page}),
        (CERTAIN, True, {**dot, "fill": color}),
    )
    told = [{"field": name, "type": "nominal", "title": words} for name, words in TOLD.items()]
    down: Spec = {"y": rows(lines, ink), "tooltip": told}
    until: Spec = {"x2": {"field": "x2"}}
    return [
        {
            "data": {"values": stretches(lines, looks, short=short)},
            "mark": mark,
            "encoding": down if short else {**down, **until},
        }
        for looks, short, mark in kinds
    ]


def stretches(lines: Sequence[Line], looks: Sequence[str], *, short: bool) -> list[Spec]:
    """Stretches of some looks as data; short ones that hold stand as a dot at their middle."""
    return [
        placed(one.label, s, short=short)
        for one in lines
        for s in one.stretches
        if s.look in looks and is_short(s) is short
    ]


def is_short(one: Stretch) -> bool:
    """Whether a stretch is drawn as a dot: only ties are, lines can be as short as they like."""
    return one.look in TIED and (one.last - one.first).days < SHORT_DAYS


def placed(who: str, one: Stretch, *, short: bool) -> Spec:
    """One stretch where it stands in time, its last day included."""
    start, end = moment(one.first), moment(one.last) + DAY
    ends = {"x": (start + end) / 2} if short else {"x": start, "x2": end}
    said = {"from": date_words(one.first.isoformat()), "to": date_words(one.last.isoformat())}
    return {**ends, "who": who, **said, "words": one.words}


def day_layers(day: date, ink: str) -> list[Spec]:
    """The day shown, as a line through all subjects with its date above."""
    data = {"values": [{"x": moment(day), "words": date_words(day.isoformat())}]}
    late = day.year > LAST_DAY.year - 3
    name = {"type": "text", "color": ink, "fontSize": 12, "dy": -8, "tooltip": None}
    side = {"align": "right", "dx": -4} if late else {"align": "left", "dx": 4}
    words = {"text": {"field": "words", "type": "nominal"}, "y": {"value": 0}}
    line = {"type": "rule", "color": ink, "strokeWidth": 1.5, "tooltip": None}
    return [
        {"data": data, "mark": line},
        {"data": data, "mark": {**name, **side}, "encoding": words},
    ]
