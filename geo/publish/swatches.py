"""The small pictures of a legend inside a page, for light and for dark pages."""

from __future__ import annotations

from geo.export.svg import Node, node
from geo.export.ward_picture import RING_LINE, pattern_tile
from geo.figures.figure import Swatch
from geo.maps.map_state import ClassStyle
from geo.marks import OUTLINES

WIDE, HIGH = 28.0, 18.0
PALE, GRAY = "#f6f6f4", "#8a949c"
BORDER = "#c2410c"
"""Of a district."""


def swatch_pair(light: Swatch, dark: Swatch, key: str) -> Node:
    """A swatch of both themes; the stylesheet shows one. `key` tells its pattern from others."""
    return node("span", one(light, "light", f"{key}-l"), one(dark, "dark", f"{key}-d"))


def one(of: Swatch, theme: str, key: str) -> Node:
    """A swatch as a picture that says nothing by itself: its row does."""
    box = f"{-WIDE / 12} {-HIGH / 12} {WIDE / 6} {HIGH / 6}" if of.kind == "symbol" else ""
    return node(
        "svg",
        *parts(of, theme, key),
        width=WIDE,
        height=HIGH,
        viewBox=box or f"0 0 {WIDE:g} {HIGH:g}",
        aria_hidden="true",
        focusable="false",
        **{"class": f"only-{theme}"},
    )


def parts(of: Swatch, theme: str, key: str) -> list[Node]:
    """What is drawn in it."""
    ink = RING_LINE if theme == "light" else "#e7ebee"
    if of.kind == "symbol":
        return [symbol(of)]
    if of.kind == "fill" and of.style:
        return filled(of.style, key)
    if of.kind in ("ring", "dashed"):
        return [box("none", ink, 2.4, "5 3" if of.kind == "dashed" else "")]
    if of.kind == "district":
        return [node("path", d="M0 9H28", stroke=BORDER, stroke_width=4)]
    if of.kind == "empty":
        return [box("none", GRAY, 1)]
    hatch = "M-4 18L14 0M4 18L22 0M12 18L30 0M20 18L38 0"
    fill = PALE if of.kind == "no_data" else "#8f97b8"
    return [
        box(fill, GRAY, 1),
        node("path", d=hatch, stroke=GRAY if of.kind == "no_data" else "#14191d", stroke_width=1),
    ]


def box(fill: str, stroke: str, width: float, dash: str = "") -> Node:
    """The frame of a swatch."""
    half = width / 2
    return node(
        "rect",
        x=half,
        y=half,
        width=WIDE - width,
        height=HIGH - width,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dash,
    )


def filled(style: ClassStyle, key: str) -> list[Node]:
    """How the wards of a class are drawn."""
    edge = style.stroke if style.dash else style.fill
    if style.pattern == "none":
        return [box(style.fill, edge, 1.2, style.dash)]
    return [node("defs", pattern_tile(style, key)), box(f"url(#{key})", edge, 1.2, style.dash)]


def symbol(of: Swatch) -> Node:
    """A mark as it is drawn on a ward."""
    path = OUTLINES[of.shape]
    if of.held == "solid":
        return node("path", d=path, fill=of.color)
    stroke, width = (of.color, 0.4) if of.held == "open" else (GRAY, 0.3)
    dash = "" if of.held == "open" else "0.5 0.4"
    return node(
        "path", d=path, fill="none", stroke=stroke, stroke_width=width, stroke_dasharray=dash
    )
