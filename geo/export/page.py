"""A page of US Letter paper: lines of text, paragraphs, rules, and where the next thing goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.export.lettering import FAMILY, REGULAR, fitted, printable, wrapped
from geo.export.svg import Node, node

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 36.0
"""US Letter in points, of which 72 are an inch, and half an inch around it."""

ROOM = WIDTH - 2 * MARGIN

INK, GRAY, RULE, ACCENT = "#14191d", "#4c5760", "#c3cad0", "#8a4b00"

LEADING = 1.22
"""Height of a line, in sizes of its letters."""


@dataclass(frozen=True)
class Type:
    """How letters are set: size in points, weight and color."""

    size: float
    weight: int = REGULAR
    color: str = INK


def line(text: str, x: float, y: float, type_: Type, *, anchor: str = "start") -> Node:
    """One line of text whose letters stand on `y`."""
    return node(
        "text",
        printable(text),
        x=x,
        y=y,
        font_family=FAMILY,
        font_size=type_.size,
        font_weight=type_.weight,
        fill=type_.color,
        text_anchor="" if anchor == "start" else anchor,
    )


def fit(text: str, x: float, y: float, room: float, type_: Type, *, anchor: str = "start") -> Node:
    """One line that is made smaller, then cut, until it fits into `room`."""
    least = type_.size * SMALLEST
    shown, size = fitted(printable(text), room, type_.size, least, type_.weight)
    return line(shown, x, y, replace(type_, size=size), anchor=anchor)


SMALLEST = 0.8
"""Smallest size of a line that is made to fit, as a part of its usual one."""

Block = tuple[list[Node], float]
"""Drawn things, and the height where the next can begin."""


def paragraph(
    text: str,
    x: float,
    y: float,
    room: float,
    type_: Type,
    *,
    most: int = 0,
    leading: float = LEADING,
) -> Block:
    """Lines of text below `y`; with `most`, not more than so many."""
    lines = wrapped(printable(text), room, type_.size, type_.weight, most)
    step = type_.size * leading
    found = [line(one, x, y + type_.size + n * step, type_) for n, one in enumerate(lines)]
    return found, y + len(lines) * step


def paragraphs(texts: Iterable[str], x: float, y: float, room: float, type_: Type) -> Block:
    """Paragraphs one below the other."""
    found: list[Node] = []
    for text in texts:
        lines, y = paragraph(text, x, y, room, type_)
        found += lines
        y += type_.size * 0.25
    return found, y


def rule(y: float, x: float = MARGIN, room: float = ROOM) -> Node:
    """A thin line across."""
    return node("path", d=f"M{x:.1f} {y:.1f}H{x + room:.1f}", stroke=RULE, stroke_width=0.5)
