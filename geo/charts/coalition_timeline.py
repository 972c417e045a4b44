"""What is known of each tie over time: one chart per coalition.

Written as plain Vega-Lite: a page has a chart for every chosen coalition, and building one through
the chart library takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from geo.charts import SCHEMA, TEXT_DARK, TEXT_LIGHT
from geo.charts.coalition_sets import PAGE_DARK, PAGE_LIGHT
from geo.coalition_matrix import CERTAIN, DENIED, LEFT_OUT, OPEN, TIED
from geo.coalition_sets import Line, Stretch
from geo.coalition_sheets import timeline_rows
from geo.coalition_words import timeline_alt
from geo.coalitions import Coalition
from geo.figures.figure import Chart
from geo.organisations import date_words
from geo.view import FIRST_DAY, LAST_DAY

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


def timeline_chart(
    coalition: Coalition, lines: Sequence[Line], day: date, color: str, *, dark: bool
) -> Chart:
    """What is known of everybody's tie to a coalition over time, a line per subject.

    Bars are full as stated, pale where inferred or stated before and after; dashes mean that
    nothing is known, a thin line that it is known not to hold.

    Parameters
    ----------
    coalition : Coalition
    lines : sequence of Line
        From `geo.coalition_sets.timeline`; at least one.
    day : date
        The day shown, marked by an upright line.
    color : str
        Of the coalition's mark, as ``#rrggbb``.
    dark : bool
        Theme.
    """
    told = timeline_rows({coalition.short: tuple(lines)})
    alt = timeline_alt(coalition, [(who, since, until) for _, who, since, until, _ in told])
    spec = timeline_spec(coalition.short, lines, day, color, dark=dark)
    return Chart(chart_name(coalition.id), f"{coalition.name} over time. {TOLD_BY}", alt, spec)


TOLD_BY = (
    "Bars and dots: stated. Pale bars and open dots: inferred, or stated before and after. "
    "Dashes: not known. Thin line: known not to hold. The upright line is the day shown."
)
"""How a timeline is read."""


def chart_name(coalition_id: str) -> str:
    """Name of a coalition's timeline among the charts of its page."""
    return f"timeline-{coalition_id}"


def timeline_spec(title: str, lines: Sequence[Line], day: date, color: str, *, dark: bool) -> Spec:
    """The whole chart as Vega-Lite."""
    ink = TEXT_DARK if dark else TEXT_LIGHT
    gray = GRAY_DARK if dark else GRAY_LIGHT
    page = PAGE_DARK if dark else PAGE_LIGHT
    lines_of_years = {"gridColor": gray, "gridOpacity": 0.2}
    years = {"format": "%Y", "tickCount": "year", "labelColor": ink, **lines_of_years}
    ends = {"type": "utc", "domain": [moment(FIRST_DAY), moment(LAST_DAY)]}
    return {
        "$schema": SCHEMA,
        "height": LINE_PX * len(lines) + FRAME_PX,
        "title": {"text": title, "anchor": "start", "fontSize": 14, "color": ink},
        "encoding": {
            "x": {"field": "x", "type": "temporal", "title": None, "scale": ends, "axis": years}
        },
        "layer": [*stretch_layers(lines, (color, gray, page), ink), *day_layers(day, ink)],
        "config": {"view": {"stroke": None}},
    }


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
