"""What is known of each tie over time: one chart per coalition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from geo.coalition_matrix import CERTAIN, DENIED, LEFT_OUT, OPEN, TIED
from geo.coalition_sets import Line, Stretch
from geo.organisations import date_words
from geo.view import FIRST_DAY, LAST_DAY
from ui.charts import TEXT_DARK, TEXT_LIGHT, library
from ui.coalition_charts import PAGE_DARK, PAGE_LIGHT, silent

LINE_PX, FRAME_PX = 20, 112
"""Height of one line, and of what stands above and below all of them."""

SHORT_DAYS = 60
"""Stretches up to this length would be a hairline: a dot marks their middle."""

PALE = 0.4
"""Opacity of a bar that is inferred, or stated before and after."""

GRAY_LIGHT, GRAY_DARK = "#8f989f", "#7d8891"


def timeline(
    title: str, lines: Sequence[Line], day: date, color: str, alt: str, *, dark: bool
) -> None:
    """One line per subject: full bars as stated, pale ones where inferred or stated before and
    after, dashes where nothing is known, a thin line where it is known not to hold."""
    altair = library()
    ink = TEXT_DARK if dark else TEXT_LIGHT
    gray = GRAY_DARK if dark else GRAY_LIGHT
    page = PAGE_DARK if dark else PAGE_LIGHT
    layers = [
        *(
            part.encode(y=rows(altair, lines))
            for part in stretch_layers(altair, lines, (color, gray, page))
        ),
        *day_layers(altair, day, ink),
    ]
    years = altair.Axis(format="%Y", tickCount="year", labelColor=ink, gridOpacity=0.4)
    ends = altair.Scale(type="utc", domain=[moment(FIRST_DAY), moment(LAST_DAY)])
    chart = altair.layer(*layers).encode(x=altair.X("x:T", title=None, scale=ends, axis=years))
    named = altair.TitleParams(title, anchor="start", fontSize=14, fontWeight=600, color=ink)
    chart = chart.properties(height=LINE_PX * len(lines) + FRAME_PX, title=named)
    chart = chart.configure_view(stroke=None).configure_axisY(labelColor=ink)
    st.altair_chart(chart, alt=alt)


def moment(day: date) -> int:
    """A day as the chart counts time: milliseconds since 1970, in universal time."""
    return (day - date(1970, 1, 1)).days * DAY


DAY = 86_400_000


def rows(altair: Any, lines: Sequence[Line]) -> Any:
    """The subjects from top to bottom."""
    axis = altair.Axis(
        labelLimit=170,
        ticks=False,
        domain=False,
        labelOverlap=False,
        labelFlush=False,
        labelFontSize=12,
    )
    return altair.Y("who:N", sort=[one.label for one in lines], title=None, axis=axis)


def stretch_layers(altair: Any, lines: Sequence[Line], colors: tuple[str, str, str]) -> list[Any]:
    """Lines where nothing is known or it does not hold, bars and dots where it does."""
    color, gray, page = colors
    told = [altair.Tooltip(f"{name}:N", title=title) for name, title in TOLD]

    def base(looks: Sequence[str], *, short: bool) -> Any:
        data = altair.Data(values=stretches(lines, looks, short=short))
        return altair.Chart(data).encode(tooltip=told)

    thin = {"color": gray, "strokeWidth": 1.25}
    dot = {"shape": "circle", "size": 70, "opacity": 1, "stroke": color, "strokeWidth": 2}
    long = [
        base(OPEN, short=False).mark_rule(strokeDash=[2, 3], **thin),
        base((DENIED, LEFT_OUT), short=False).mark_rule(**thin),
        base(LOOSE, short=False).mark_bar(color=color, size=10, opacity=PALE),
        base(CERTAIN, short=False).mark_bar(color=color, size=10),
    ]
    dots = [
        base(LOOSE, short=True).mark_point(fill=page, **dot),
        base(CERTAIN, short=True).mark_point(fill=color, **dot),
    ]
    return [*(one.encode(x2="x2:T") for one in long), *dots]


LOOSE = tuple(look for look in TIED if look not in CERTAIN)

TOLD = (("who", "Who"), ("from", "From"), ("to", "To"), ("words", "What is known"))


def stretches(lines: Sequence[Line], looks: Sequence[str], *, short: bool) -> list[dict[str, Any]]:
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


def placed(who: str, one: Stretch, *, short: bool) -> dict[str, Any]:
    """One stretch where it stands in time, its last day included."""
    start, end = moment(one.first), moment(one.last) + DAY
    ends = {"x": (start + end) / 2} if short else {"x": start, "x2": end}
    said = {"from": date_words(one.first.isoformat()), "to": date_words(one.last.isoformat())}
    return {**ends, "who": who, **said, "words": one.words}


def day_layers(altair: Any, day: date, ink: str) -> list[Any]:
    """The day shown, as a line through all subjects with its date above."""
    data = altair.Data(values=[{"x": moment(day), "words": date_words(day.isoformat())}])
    line = altair.Chart(data).mark_rule(color=ink, strokeWidth=1.5)
    late = day.year > LAST_DAY.year - 3
    name = altair.Chart(data).mark_text(
        color=ink, fontSize=12, align="right" if late else "left", dx=-4 if late else 4, dy=-8
    )
    top = name.encode(text="words:N", y=altair.value(0))
    return [silent(altair, line), silent(altair, top)]
