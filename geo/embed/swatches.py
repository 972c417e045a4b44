"""The small pictures in the rows of a legend, drawn like the map they explain."""

from __future__ import annotations

from dataclasses import dataclass

from geo.export.svg import Node, group, node
from geo.export.ward_picture import pattern_tile
from geo.figures.figure import Swatch
from geo.maps.map_state import ClassStyle
from geo.marks import OUTLINES

WIDE, HIGH = 28.0, 18.0


@dataclass(frozen=True)
class Tones:
    """Colors of a theme that belong to no class."""

    ink: str
    soft: str
    page: str
    district: str


LIGHT = Tones(ink="#14191d", soft="#8a949c", page="#f6f6f4", district="#c2410c")
DARK = Tones(ink="#ffffff", soft="#9aa4ac", page="#1c242c", district="#fdba74")


def swatch(one: Swatch, tones: Tones, key: str) -> Node:
    """The picture of a row; `key` tells its pattern from those of other rows."""
    return node(
        "svg",
        *drawn(one, tones, key),
        width=WIDE,
        height=HIGH,
        viewBox=f"0 0 {WIDE:g} {HIGH:g}",
        aria_hidden="true",
        focusable="false",
    )


def drawn(one: Swatch, tones: Tones, key: str) -> tuple[Node, ...]:
    """What stands in the picture."""
    if one.kind == "fill" and one.style:
        return filled(one.style, key)
    if one.kind == "symbol":
        return (symbol(one, tones),)
    if one.kind == "district":
        return (box(tones, fill=tones.district, y=6.5, height=5),)
    if one.kind in ("doubt", "no_data"):
        return hatched(one.kind, tones, key)
    dashes = {"ring": "", "dashed": "4 3", "empty": "2 2"}[one.kind]
    color = tones.soft if one.kind == "empty" else tones.ink
    width = 1.0 if one.kind == "empty" else 2.4
    return (box(tones, stroke=color, stroke_width=width, stroke_dasharray=dashes),)


def box(tones: Tones, **attributes: str | float) -> Node:
    """A rectangle of the size of a row's picture."""
    usual: dict[str, str | float] = {
        "x": 1.5,
        "y": 1.5,
        "width": WIDE - 3,
        "height": HIGH - 3,
        "fill": "none",
    }
    return node("rect", **{**usual, **attributes})


def filled(style: ClassStyle, key: str) -> tuple[Node, ...]:
    """How the wards of a class are drawn."""
    tile = [node("defs", pattern_tile(style, key))] if style.pattern != "none" else []
    area = node(
        "rect",
        x=0.75,
        y=0.75,
        width=WIDE - 1.5,
        height=HIGH - 1.5,
        fill=f"url(#{key})" if tile else style.fill,
        stroke=style.stroke if style.dash else style.fill,
        stroke_width=1.2,
        stroke_dasharray=style.dash,
    )
    return (*tile, area)


def hatched(kind: str, tones: Tones, key: str) -> tuple[Node, ...]:
    """Thin lines over any class, or over an area without data."""
    doubt = kind == "doubt"
    slanted = "M-2 8L8 -2M2 12L12 2" if doubt else "M-2 2L8 12M2 -2L12 8"
    tile = node(
        "pattern",
        node("path", d=slanted, stroke=tones.ink if doubt else tones.soft, stroke_width=1.2),
        id=key,
        width=10,
        height=10,
        patternUnits="userSpaceOnUse",
    )
    ground = "#8f97b8" if doubt else tones.page
    return (
        node("defs", tile),
        box(tones, fill=ground),
        box(tones, fill=f"url(#{key})", stroke=tones.soft, stroke_width=1),
    )


def symbol(one: Swatch, tones: Tones) -> Node:
    """A mark as it is drawn on a ward."""
    looks: dict[str, dict[str, str | float]] = {
        "solid": {"fill": one.color},
        "open": {"fill": "none", "stroke": one.color, "stroke_width": 0.4},
        "faint": {
            "fill": "none",
            "stroke": tones.soft,
            "stroke_width": 0.3,
            "stroke_dasharray": "0.5 0.4",
        },
    }
    path = node("path", d=OUTLINES[one.shape], **looks[one.held])
    return group([path], transform="translate(14 9) scale(6)")
