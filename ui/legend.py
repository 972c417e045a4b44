"""The legends of a figure on the screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

import streamlit as st

from geo.color_vision import is_light
from geo.figures.figure import Legend, LegendRow, Square, Swatch
from geo.maps.map_state import ClassStyle
from geo.marks import OUTLINES
from geo.words import reach_rule
from ui.notes import text


def legends(parts: Iterable[Legend | Square]) -> None:
    """Every legend of a figure, in reading order."""
    for part in parts:
        if isinstance(part, Square):
            square_legend(part)
        else:
            rows_legend(part)


def rows_legend(one: Legend) -> None:
    """A legend of rows; those with a meaning open to say it, by pointer, tap or key."""
    helped = any(row.help for row in one.rows)
    title = f"{one.title}: tap a line for its meaning" if helped else one.title
    head = f'<h2 class="atlas-kicker">{escape(title)}</h2>' if title else ""
    kinds = " atlas-helped" if helped else ""
    kinds += " atlas-marks" if any(row.swatch.kind == "symbol" for row in one.rows) else ""
    items = "".join(map(item, one.rows))
    st.html(f'{head}<ul class="atlas-legend{kinds}">{items}</ul>')


def item(row: LegendRow) -> str:
    """One row."""
    detail = f"<small>{escape(row.detail)}</small>" if row.detail else ""
    words = f"<span>{escape(row.label)}{detail}</span>"
    if row.help:
        words = (
            f'<details title="{escape(row.help)}"><summary>{escape(row.label)}</summary>'
            f"<div>{escape(row.help)}</div></details>"
        )
    count = "" if row.count is None else f'<span class="n">{row.count}</span>'
    return f"<li>{swatch(row.swatch)}{words}{count}</li>"


DRAWN = {
    "ring": '<i class="ring"></i>',
    "dashed": '<i class="ring dashed"></i>',
    "doubt": '<i class="doubt"></i>',
    "no_data": '<i class="nodata"></i>',
    "empty": '<i class="empty"></i>',
    "district": '<i class="district"></i>',
}
"""Swatches the stylesheet draws, for both themes."""


def swatch(one: Swatch) -> str:
    """The small picture of a row; colors and shapes come from our own registries."""
    if one.kind == "symbol":
        return symbol(one)
    if one.kind == "fill" and one.style:
        return fill(one.style)
    return DRAWN[one.kind]


def symbol(one: Swatch) -> str:
    """A mark as it is drawn on a ward."""
    paint = {
        "solid": f'fill="{one.color}"',
        "open": f'fill="none" stroke="{one.color}" stroke-width="0.4"',
        "faint": 'fill="none" stroke="#8a949c" stroke-width="0.3" stroke-dasharray="0.5 0.4"',
    }[one.held]
    return image(
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18" '
        f'viewBox="-2.33 -1.5 4.67 3"><path d="{OUTLINES[one.shape]}" {paint}/></svg>'
    )


PATTERN_MARKS = {
    "none": "",
    "hatch": '<path d="M-2,8 L8,-2 M2,12 L12,2" stroke="{c}" stroke-width="2"/>',
    "backhatch": '<path d="M2,-2 L12,8 M-2,2 L8,12" stroke="{c}" stroke-width="2"/>',
    "dots": '<path d="M1.2,1.2 h2.6 v2.6 h-2.6z M6.2,6.2 h2.6 v2.6 h-2.6z" fill="{c}"/>',
    "cross": '<path d="M0,5 H10 M5,0 V10" stroke="{c}" stroke-width="1.5"/>',
}
"""One tile of each pattern, 10 × 10."""


def fill(style: ClassStyle) -> str:
    """How the wards of a class are drawn."""
    marks = PATTERN_MARKS[style.pattern].format(c=style.pattern_color)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    edge = style.stroke if style.dash else style.fill
    return image(
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18" viewBox="0 0 28 18"><defs>'
        '<pattern id="tile" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<rect width="10" height="10" fill="{style.fill}"/>{marks}</pattern></defs>'
        '<rect x="0.75" y="0.75" width="26.5" height="16.5" fill="url(#tile)" '
        f'stroke="{edge}" stroke-width="1.2"{dash}/></svg>'
    )


def image(drawn: str) -> str:
    """An SVG as a picture: pages strip inline SVG from HTML, but keep pictures."""
    encoded = base64.b64encode(drawn.encode()).decode()
    return f'<img alt="" src="data:image/svg+xml;base64,{encoded}">'


def square_legend(of: Square) -> None:
    """The legend of two things at once: a square with counts, readable as a table."""
    head = "".join(f'<th scope="col">{escape(a)}</th>' for a in of.across)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(
            f'<td style="background:{color};color:{readable(color)}">{count}</td>'
            for color, count in zip(colors, counts, strict=True)
        )
        + "</tr>"
        for name, colors, counts in reversed(
            list(zip(of.upward, of.colors, of.counts, strict=True))
        )
    )
    missing = f"<p>No data: {of.missing} wards.</p>" if of.missing else ""
    st.html(
        f'<h2 class="atlas-kicker">{escape(of.title)}</h2><table class="atlas-square">'
        f"<tbody>{body}</tbody><tfoot><tr><td></td>{head}</tr></tfoot></table>{missing}"
    )


def readable(color: str) -> str:
    """Black or white, whichever has more contrast on `color` (lightness of CIE Lab)."""
    return "#000000" if is_light(color) else "#ffffff"


def legend_rule(year: int, narrowed: str) -> None:
    """The rules behind the classes in words, and what the settings leave out."""
    text(reach_rule(year) + (f" Settings: {narrowed}." if narrowed else ""))
