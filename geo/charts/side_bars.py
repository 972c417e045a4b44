"""Organizations, wards and people by side: three bar charts that share their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from geo.charts import SCHEMA, TEXT_DARK, TEXT_LIGHT
from geo.figures.figure import Chart
from geo.palettes import presence_class
from geo.sides import SideRow

BAR_PX = 22
"""Height of one bar with its gap."""

TITLE_PX = 56
"""Height of a chart's title with its gaps."""

GREY_LIGHT, GREY_DARK = "#a9b0b6", "#5d6770"
"""Bars that organizations are compared with."""

ROOM = 1.15
"""Length of the axis in lengths of the longest bar: room for its number."""

NAMES = {
    "ticks": False,
    "domain": False,
    "labelLimit": 150,
    "labelPadding": 8,
    "minExtent": 110,
    "labelOverlap": False,
}
"""The names of the sides: all of them, in a column of one width in the three charts."""

THOUSAND = 1000


def side_bars(rows: Sequence[SideRow], *, dark: bool) -> tuple[Chart, ...]:
    """Organizations, wards and people of every side, a chart each.

    Parameters
    ----------
    rows : sequence of SideRow
        One per side, in the order of the bars.
    dark : bool
        Theme.
    """
    blue = presence_class("unknown").ink(dark=dark).fill
    grey = GREY_DARK if dark else GREY_LIGHT
    text = TEXT_DARK if dark else TEXT_LIGHT
    groups = [r.group for r in rows]
    return tuple(
        Chart(name, title, bars_alt(title, groups, values), spec(groups, title, values, ink))
        for name, title, values, ink in (
            ("organizations", "Organizations", [r.organisations for r in rows], (blue, text)),
            ("wards", "Wards", [len(r.wards) for r in rows], (grey, text)),
            ("people", "People, thousands", list(thousands(rows)), (grey, text)),
        )
    )


def thousands(rows: Sequence[SideRow]) -> Iterator[int]:
    """People of every side in thousands, rounded."""
    return (round(r.population / THOUSAND) for r in rows)


def bars_alt(title: str, groups: Sequence[str], values: Sequence[int]) -> str:
    """A chart for somebody who cannot see it: every bar with its number."""
    named = (f"{group} {value:,}" for group, value in zip(groups, values, strict=True))
    return f"{title}, by side: {', '.join(named)}."


def spec(
    groups: Sequence[str], name: str, values: Sequence[int], colors: tuple[str, str]
) -> dict[str, Any]:
    """One horizontal bar chart with the number at the end of each bar, zero at the left.

    Written out: the library that would write it takes a fifth of a second for three of these.
    """
    bar, text = colors
    rows = {"field": "side", "type": "nominal", "sort": list(groups), "title": None}
    scale = {"domain": [0, max([*values, 1]) * ROOM]}
    across = {"field": "value", "type": "quantitative", "title": None, "axis": None, "scale": scale}
    number = {"field": "value", "type": "quantitative", "format": ","}
    return {
        "$schema": SCHEMA,
        "data": {"values": [{"side": g, "value": v} for g, v in zip(groups, values, strict=True)]},
        "title": {"text": name, "anchor": "start", "fontSize": 14, "fontWeight": 600},
        # The height holds the whole chart, title included.
        "height": BAR_PX * len(groups) + TITLE_PX,
        "encoding": {"y": {**rows, "axis": NAMES}, "x": across},
        "layer": [
            {"mark": {"type": "bar", "color": bar, "height": BAR_PX - 8}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "color": text},
                "encoding": {"text": number},
            },
        ],
        "config": {"view": {"stroke": None}},
    }
