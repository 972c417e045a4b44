"""The legends of a figure, drawn: the same rows, counts and swatches as on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, pairwise

from geo.export.lettering import BOLD, printable, width, wrapped
from geo.export.look import Look
from geo.export.page import LEADING, Type, line, paragraph
from geo.export.svg import Node, group, node
from geo.export.ward_picture import ink, pattern_tile
from geo.figures.figure import Legend, LegendRow, Square, Swatch
from geo.marks import OUTLINES


@dataclass(frozen=True)
class Block:
    """Things drawn with their upper left corner at 0, 0."""

    nodes: tuple[Node, ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> Node:
        """The block in its place."""
        return group(self.nodes, transform=f"translate({x:.1f} {y:.1f})")


SWATCH_WIDE, SWATCH_HIGH, SWATCH_GAP = 1.65, 1.0, 0.6
"""Of the size of the labels."""

ROW_GAP, LEGEND_GAP, COUNT_GAP = 0.38, 1.1, 0.8
"""Between rows, between legends, and before the counts, of the same."""


def legend_block(
    legends: Sequence[Legend | Square], room: float, look: Look, columns: int = 1
) -> Block:
    """All legends one below the other, in one column or more.

    Parameters
    ----------
    room : float
        Width they may take.
    columns : int
        Of rows; a square takes one.
    """
    gap = look.label.size * LEGEND_GAP
    nodes, y, right = [], 0.0, 0.0
    for number, one in enumerate(legends):
        if isinstance(one, Square):
            block = square_block(one, room, look)
        else:
            block = rows_block(one, room, look, columns, f"key{number}")
        nodes.append(block.at(0, y))
        y += block.height + gap
        right = max(right, block.width)
    return Block(tuple(nodes), right, max(y - gap, 0))


def rows_block(one: Legend, room: float, look: Look, columns: int, key: str) -> Block:
    """A legend of rows under its title; rows run down the first column, then the next."""
    size = look.label.size
    nodes, top = paragraph(one.title, 0, 0, room, look.count)
    top += size * ROW_GAP if nodes else 0
    gap = size * 1.8
    most = (room - gap * (columns - 1)) / columns
    wide = max((row_width(row, most, look) for row in one.rows), default=0)
    rows = [row_block(row, wide, look, f"{key}-{n}") for n, row in enumerate(one.rows)]
    bottom = top
    for column, part in enumerate(shared_out(rows, columns, size * ROW_GAP)):
        y = top
        for row in part:
            nodes.append(row.at(column * (wide + gap), y))
            y += row.height + size * ROW_GAP
        bottom = max(bottom, y - size * ROW_GAP)
    head = widest(one.title, room, look.count)
    return Block(tuple(nodes), max(columns * (wide + gap) - gap, head), bottom)


def shared_out(rows: Sequence[Block], columns: int, gap: float) -> list[Sequence[Block]]:
    """Rows in columns, in order, so that the highest column is as low as can be."""
    highs = [row.height + gap for row in rows]
    cuts = combinations_with_replacement(range(len(rows) + 1), columns - 1)
    ends = min(
        ((0, *cut, len(rows)) for cut in cuts),
        key=lambda ends: (max(sum(highs[a:b]) for a, b in pairwise(ends)), *(-end for end in ends)),
    )
    return [rows[a:b] for a, b in pairwise(ends)]


def widest(text: str, room: float, type_: Type) -> float:
    """Width of the longest line of a paragraph."""
    lines = wrapped(printable(text), room, type_.size, type_.weight)
    return max((width(part, type_.size, type_.weight) for part in lines), default=0)


def count_words(row: LegendRow) -> str:
    """A count as it is written; blank where nothing is counted."""
    return "" if row.count is None else f"{row.count:,}"


def around(row: LegendRow, look: Look) -> tuple[float, float]:
    """Room that the swatch and the count of a row take, left and right of its words."""
    size, count = look.label.size, count_words(row)
    right = width(count, size, BOLD) + COUNT_GAP * size if count else 0
    return (SWATCH_WIDE + SWATCH_GAP) * size, right


def row_width(row: LegendRow, room: float, look: Look) -> float:
    """Width a row takes of some room."""
    left, right = around(row, look)
    inside = room - left - right
    words = max(widest(row.label, inside, look.label), widest(row.detail, inside, look.detail))
    return left + words + right


def row_block(row: LegendRow, wide: float, look: Look, key: str) -> Block:
    """One row: swatch, words, count at the right end of `wide`."""
    size = look.label.size
    left, right = around(row, look)
    # Half a pixel more: what was measured as fitting must not break now.
    room = wide - left - right + 0.5
    words, bottom = paragraph(row.label, left, 0, room, look.label)
    more, bottom = paragraph(row.detail, left, bottom, room, look.detail)
    high = SWATCH_HIGH * size
    drawn = swatch(row.swatch, look, key)
    nodes = [
        group(drawn, transform=f"translate(0 {(size * LEADING - high) / 2 + size * 0.08:.1f})")
    ]
    nodes += [*words, *more]
    if count := count_words(row):
        nodes.append(line(count, wide, size, look.count, anchor="end"))
    return Block(tuple(nodes), wide, max(bottom, size * LEADING))


def swatch(one: Swatch, look: Look, key: str) -> list[Node]:
    """The small picture of a row, its upper left corner at 0, 0."""
    if one.kind == "symbol":
        return [symbol(one, look)]
    if one.kind == "fill" and one.style is not None:
        return fill(one, look, key)
    return plain_swatch(one.kind, look, key)


def size_of(look: Look) -> tuple[float, float]:
    """Width and height of a swatch."""
    return SWATCH_WIDE * look.label.size, SWATCH_HIGH * look.label.size


def fill(one: Swatch, look: Look, key: str) -> list[Node]:
    """How the wards of a class are drawn, its pattern as wide as on the map."""
    style = one.style
    assert style is not None  # noqa: S101  of this kind by the caller
    wide, high = size_of(look)
    box = node(
        "rect",
        width=wide,
        height=high,
        fill=f"url(#{key})" if style.pattern != "none" else style.fill,
        stroke=style.stroke if style.dash else "",
        stroke_width=look.map_scale * 0.5 * style.weight,
        stroke_dasharray=style.dash,
    )
    if style.pattern == "none":
        return [box]
    return [node("defs", pattern_tile(style, key, look.map_scale)), box]


def symbol(one: Swatch, look: Look) -> Node:
    """A mark as it is drawn on a ward."""
    wide, high = size_of(look)
    solid, faint = one.held == "solid", one.held == "faint"
    return node(
        "path",
        d=OUTLINES[one.shape],
        transform=f"translate({wide / 2:.2f} {high / 2:.2f}) scale({high * 0.4:.2f})",
        fill=one.color if solid else "none",
        stroke="" if solid else look.theme.soft if faint else one.color,
        stroke_width=0.3 if faint else 0.4,
        stroke_dasharray="0.5 0.4" if faint else "",
    )


Values = dict[str, str | float]


def plain_swatch(kind: str, look: Look, key: str) -> list[Node]:
    """Outlines, borders, the hatch of doubtful figures and areas without data."""
    wide, high = size_of(look)
    box: Values = {"width": wide, "height": high}
    inside: Values = {"x": 1, "y": 1, "width": wide - 2, "height": high - 2, "fill": "none"}
    ring: Values = {**inside, "stroke": look.theme.ink, "stroke_width": 2.2}
    if kind in ("ring", "dashed"):
        return [node("rect", **ring, stroke_dasharray="5 3" if kind == "dashed" else "")]
    if kind == "district":
        color = DISTRICT[look.theme.ground != WHITE]
        return [node("rect", y=high / 2 - 2, width=wide, height=4.0, fill=color)]
    if kind == "empty":
        return [node("rect", **inside, stroke=look.theme.soft, stroke_dasharray="3 2")]
    if kind == "doubt":
        lines = hatch(key, ((DOUBT_DARK, 2.2), ("#ffffff", 1.0)), falling=True)
        return [
            lines,
            node("rect", **box, fill=DOUBT_GROUND),
            node("rect", **box, fill=f"url(#{key})"),
        ]
    ground = NO_DATA_GROUND[look.theme.ground != WHITE]
    edge = node("rect", **inside, stroke=NO_DATA_LINE)
    lines = hatch(key, ((NO_DATA_LINE, 0.9),), falling=False)
    return [lines, node("rect", **box, fill=ground), node("rect", **box, fill=f"url(#{key})"), edge]


WHITE = "#ffffff"
DISTRICT = ("#c2410c", "#fdba74")
DOUBT_DARK, DOUBT_GROUND = "#656a6d", "#8f97b8"
NO_DATA_LINE, NO_DATA_GROUND = "#9aa3aa", ("#f6f6f4", "#1c242c")
"""Colors of the web map's stylesheet and of the legends on the page; of two the second is for the
dark theme."""


def hatch(key: str, lines: Sequence[tuple[str, float]], *, falling: bool) -> Node:
    """Thin diagonal lines, one over the other, as a pattern."""
    path = "M0 0L7 7M-1.75 5.25L1.75 8.75M5.25 -1.75L8.75 1.75"
    if not falling:
        path = "M0 7L7 0M-1.75 1.75L1.75 -1.75M5.25 8.75L8.75 5.25"
    drawn = (node("path", d=path, stroke=color, stroke_width=w, fill="none") for color, w in lines)
    tile = node("pattern", *drawn, id=key, width=7, height=7, patternUnits="userSpaceOnUse")
    return node("defs", tile)


def square_block(one: Square, room: float, look: Look) -> Block:
    """The legend of two things at once: cells with counts, steps named at the left and below."""
    size = look.label.size
    small = Type(size * 0.85, color=look.theme.ink)
    nodes, top = paragraph(one.title, 0, 0, room, look.count)
    top += size * ROW_GAP if nodes else 0
    names = min(max(width(n, small.size) for n in one.upward), room * 0.35) + size * 0.5
    wide = min(size * 4.2, (room - names) / len(one.across))
    high, rows = size * 2.1, list(zip(one.upward, one.colors, one.counts, strict=True))
    for row, (name, colors, counts) in enumerate(reversed(rows)):
        y = top + row * high
        nodes += centered_left(name, names - size * 0.5, y, high, small)
        for column, (color, count) in enumerate(zip(colors, counts, strict=True)):
            nodes += cell((names + column * wide, y, wide, high), color, f"{count:,}", look)
    bottom = y = top + len(rows) * high + 3
    for column, name in enumerate(one.across):
        parts = name_lines(name, wide - 2, small.size)
        middle = names + (column + 0.5) * wide
        steps = [y + small.size * (1 + LEADING * n) for n in range(len(parts))]
        nodes += [
            line(t, middle, at, small, anchor="middle") for t, at in zip(parts, steps, strict=True)
        ]
        bottom = max(bottom, steps[-1] + small.size * 0.3)
    if one.missing:
        words, bottom = paragraph(f"No data: {one.missing} wards", 0, bottom, room, look.detail)
        nodes += words
    return Block(tuple(nodes), names + wide * len(one.across), bottom)


def name_lines(text: str, room: float, size: float) -> list[str]:
    """The name of a step in lines, broken after its commas first: "low third," "1% – 4%"."""
    whole = printable(text)
    if width(whole, size) <= room:
        return [whole]
    return [one for part in re.split("(?<=,) ", whole) for one in wrapped(part, room, size)]


def centered_left(text: str, room: float, y: float, high: float, type_: Type) -> list[Node]:
    """The name of a row, right-aligned and in its middle."""
    lines = name_lines(text, room, type_.size)
    start = y + high / 2 - (len(lines) - 1) * type_.size * LEADING / 2 + type_.size * 0.34
    return [
        line(part, room, start + n * type_.size * LEADING, type_, anchor="end")
        for n, part in enumerate(lines)
    ]


def cell(box: tuple[float, float, float, float], color: str, words: str, look: Look) -> list[Node]:
    """A colored field with its count."""
    x, y, wide, high = box
    type_ = replace(look.count, color=ink(color))
    return [
        node("rect", x=x + 1, y=y + 1, width=wide - 2, height=high - 2, fill=color),
        line(words, x + wide / 2, y + high / 2 + type_.size * 0.34, type_, anchor="middle"),
    ]
