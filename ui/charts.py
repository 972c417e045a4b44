"""Charts, drawn in the browser from a few numbers, without the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from geo.figures.figure import Chart
from geo.palettes import presence_class
from geo.sides import SideRow

BAR_PX = 22
"""Height of one bar with its gap."""

TITLE_PX = 56
"""Height of a chart's title with its gaps."""

TEXT_LIGHT, TEXT_DARK = "#1c2329", "#e7ebee"


def library() -> Any:
    """Altair, when a chart is wanted."""
    import altair  # noqa: PLC0415  half a second the opening page need not spend

    return altair


def draw(chart: Chart) -> None:
    """A chart of a figure, as wide as its place."""
    st.vega_lite_chart(dict(chart.spec), alt=chart.alt)


def side_bars(rows: Sequence[SideRow], alt: str, *, dark: bool) -> None:
    """Organizations, wards and people by side: three bar charts that share their rows."""
    altair = library()

    blue = presence_class("unknown").ink(dark=dark).fill
    grey = "#5d6770" if dark else "#a9b0b6"
    measures = (
        ("Organizations", [r.organisations for r in rows], blue),
        ("Wards", [len(r.wards) for r in rows], grey),
        ("People, thousands", [round(r.population / 1000) for r in rows], grey),
    )
    groups = [r.group for r in rows]
    for name, values, color in measures:
        chart = bars(altair, groups, name, values, (color, TEXT_DARK if dark else TEXT_LIGHT))
        st.altair_chart(chart, alt=f"{name}. {alt}")


def bars(
    altair: Any, groups: Sequence[str], name: str, values: Sequence[int], colors: tuple[str, str]
) -> Any:
    """One horizontal bar chart with the number at the end of each bar, zero at the left."""
    data = [{"side": g, "value": v} for g, v in zip(groups, values, strict=True)]
    base = altair.Chart(altair.Data(values=data)).encode(
        y=altair.Y("side:N", sort=list(groups), title=None).axis(
            ticks=False,
            domain=False,
            labelLimit=150,
            labelPadding=8,
            minExtent=110,
            labelOverlap=False,
        ),
        x=altair.X("value:Q", title=None, axis=None).scale(domain=[0, max([*values, 1]) * 1.15]),
    )
    mark = base.mark_bar(color=colors[0], height=BAR_PX - 8)
    number = base.mark_text(align="left", dx=4, color=colors[1]).encode(
        text=altair.Text("value:Q", format=",")
    )
    title = altair.TitleParams(name, anchor="start", fontSize=14, fontWeight=600)
    # Streamlit fits the whole chart, title included, into the height.
    chart = (mark + number).properties(height=BAR_PX * len(groups) + TITLE_PX, title=title)
    return chart.configure_view(stroke=None)
