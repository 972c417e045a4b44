"""Two plans on one page of paper, for a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from geo.export.lettering import BOLD, FAMILY
from geo.export.page import (
    ACCENT,
    GRAY,
    HEIGHT,
    INK,
    MARGIN,
    ROOM,
    WIDTH,
    Block,
    Type,
    fit,
    line,
    paragraph,
    paragraphs,
    rule,
)
from geo.export.pdf import About, Link, pdf
from geo.export.svg import Node, document, group, node
from geo.export.ward_patterns import pattern_tile
from geo.export.ward_picture import ward_picture
from geo.export.ward_shapes import Shapes
from geo.maps.map_state import MapState
from geo.maps.presence_map import class_style
from geo.palettes import PresenceClass
from geo.plan_counters import Cell
from geo.words import capital, ward_list


@dataclass(frozen=True)
class Picture:
    """One map with what stands above it."""

    title: str
    name: str
    state: MapState


@dataclass(frozen=True)
class LegendRow:
    """A kind of ward with its count in every picture."""

    klass: PresenceClass
    counts: tuple[int, ...]


@dataclass(frozen=True)
class CounterRow:
    """One counter: its heading, its label, a cell for each column."""

    heading: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class WardLine:
    """A ward a plan changes, in two lines."""

    ward: int
    title: str
    facts: str


@dataclass(frozen=True)
class PlanPage:
    """Everything the page says; composed elsewhere, laid out here.

    `columns` head the counters; `wards` are the plans' wards under a heading each; `link` is short
    enough to be typed, `address` restores all.
    """

    badge: str
    release: str
    day: str
    title: str
    subtitle: str
    pictures: tuple[Picture, ...]
    legend: tuple[LegendRow, ...]
    columns: tuple[str, ...]
    counters: tuple[CounterRow, ...]
    wards: tuple[tuple[str, tuple[WardLine, ...]], ...]
    notes: tuple[str, ...]
    sources: str
    link: str
    address: str


MAP_HIGH, MAP_WIDE, GAP = 250.0, 200.0, 10.0
LEGEND_X = MARGIN + 2 * (MAP_WIDE + GAP)
LEGEND_WIDE = WIDTH - MARGIN - LEGEND_X
COUNT_WIDE = 24.0
NUMBER = 5.6
"""Points of a ward number."""

LABEL_WIDE, COLUMN_WIDE, TABLE_GAP = 88.0, 100.0, 14.0
ROW, HEADING, TABLE_HEAD = 15.0, 10.5, 11.0
"""Heights in the table of counters."""

LIST_HEAD, LIST_STEP = 13.0, 25.0
"""Heights in the lists of wards."""

NAME, RELEASE = Type(8.5, BOLD), Type(7.5, color=GRAY)
TITLE, SUBTITLE = Type(15, BOLD), Type(8, color=GRAY)
CAPTION, BESIDE = Type(9, BOLD), Type(7.5, color=GRAY)
STRONG, SMALL, LABEL = Type(7.5, BOLD), Type(6.6, color=GRAY), Type(7.5)
FINE, FOOT, ADDRESS = Type(5.4, color=GRAY), Type(6, color=GRAY), Type(6.4, color="#0b5c8f")

LINK_LINES = 6
"""Lines of the printed link at most; the file's own link is whole in any case."""


def plan_pdf(content: PlanPage, shapes: Shapes) -> bytes:
    """The page as a PDF; the same content makes the same file."""
    drawn, links = plan_page(content, shapes)
    return pdf(drawn, About(content.title, content.day), links)


def plan_page(content: PlanPage, shapes: Shapes) -> tuple[str, tuple[Link, ...]]:
    """The page as SVG, with the links that lie on it."""
    foot, top_of_foot, links = footer(content)
    head, y = header(content)
    room = top_of_foot - GAP - table_high(content) - y
    maps, y = pictures(content, shapes, y, room)
    body = below(content, y, top_of_foot - 6)
    paper = node("rect", width=WIDTH, height=HEIGHT, fill="#ffffff")
    whole = document(WIDTH, HEIGHT, paper, *head, *maps, *body, *foot, title=content.title)
    return whole, links


def header(content: PlanPage) -> Block:
    """Name of the work, release, finding and rule."""
    y = MARGIN + 8
    found = [
        line(f"Chicago Ward Atlas · {content.badge}", MARGIN, y, NAME),
        line(content.release, WIDTH - MARGIN, y, RELEASE, anchor="end"),
        rule(y + 5),
    ]
    title, y = paragraph(content.title, MARGIN, y + 9, ROOM, TITLE, most=3)
    subtitle, y = paragraph(content.subtitle, MARGIN, y + 1, ROOM, SUBTITLE, most=6)
    return [*found, *title, *subtitle], y + 8


def pictures(content: PlanPage, shapes: Shapes, y: float, room: float) -> Block:
    """Two maps with their names, and the legend beside them, no higher than `room`."""
    bottom = y + room
    found: list[Node] = []
    top = y + 11
    lefts = [MARGIN + number * (MAP_WIDE + GAP) for number in range(len(content.pictures))]
    for x, picture in zip(lefts, content.pictures, strict=True):
        name, end = paragraph(picture.name, x, y + 10, MAP_WIDE, BESIDE, most=2)
        found += [line(picture.title, x, y + 8, CAPTION), *name]
        top = max(top, end + 3)
    high = min(MAP_HIGH, bottom - top - GAP)
    for number, (x, picture) in enumerate(zip(lefts, content.pictures, strict=True)):
        box = (x, top, MAP_WIDE, high)
        found.append(ward_picture(picture.state, shapes, box, f"map{number}", NUMBER))
    return [*found, *legend(content, top)], top + high + GAP


def legend(content: PlanPage, y: float) -> list[Node]:
    """Swatches, labels and a count for each map."""
    ends = [WIDTH - MARGIN - COUNT_WIDE * n for n in reversed(range(len(content.pictures)))]
    room = LEGEND_WIDE - 20 - COUNT_WIDE * len(ends)
    heads = [picture.title.removeprefix("Plan ") for picture in content.pictures]
    found = [line("Wards, of 50", LEGEND_X, y + 7, STRONG), *row_of(heads, ends, y + 7)]
    y += 13
    for number, row in enumerate(content.legend):
        label, bottom = paragraph(capital(row.klass.short), LEGEND_X + 18, y, room, Type(6.8))
        found += [swatch(row.klass, LEGEND_X, y, f"legend-{number}"), *label]
        found += row_of(map(str, row.counts), ends, y + 6.8)
        y = max(bottom, y + 10) + 3.5
    return found


def row_of(texts: Iterable[str], ends: Iterable[float], y: float) -> list[Node]:
    """Short texts that end at some places."""
    pairs = zip(texts, ends, strict=True)
    return [line(text, x, y, STRONG, anchor="end") for text, x in pairs]


def swatch(klass: PresenceClass, x: float, y: float, key: str) -> Node:
    """A small picture of how a class is drawn."""
    style = class_style(klass, dark=False)
    box = node(
        "rect",
        x=x,
        y=y,
        width=14.0,
        height=9.0,
        fill=f"url(#{key})" if style.pattern != "none" else style.fill,
        stroke=style.stroke if style.dash else "",
        stroke_width=0.6,
        stroke_dasharray=style.dash,
    )
    if style.pattern == "none":
        return box
    return group([node("defs", pattern_tile(style, key)), box])


def below(content: PlanPage, y: float, bottom: float) -> list[Node]:
    """The counters, and beside them the wards of each plan."""
    table, edge = counters(content, y)
    return [*table, *ward_lists(content, edge + TABLE_GAP, y, bottom)]


def table_high(content: PlanPage) -> float:
    """Height of the table of counters."""
    headings = {row.heading for row in content.counters}
    return TABLE_HEAD + HEADING * len(headings) + ROW * len(content.counters)


def counters(content: PlanPage, y: float) -> Block:
    """The table of counters, and its right edge."""
    ends = [MARGIN + LABEL_WIDE + COLUMN_WIDE * (n + 1) for n in range(len(content.columns))]
    edge, room = ends[-1], ends[-1] - MARGIN
    found = row_of(content.columns, ends, y + 8)
    y += TABLE_HEAD
    for heading, rows in groupby(content.counters, key=lambda row: row.heading):
        found += [rule(y + 1, MARGIN, room), fit(heading, MARGIN, y + 9, room, STRONG)]
        y += HEADING
        for row in rows:
            found += counter_row(row, ends, y)
            y += ROW
    return found, edge


def counter_row(row: CounterRow, ends: Iterable[float], y: float) -> list[Node]:
    """One counter: numbers large, changes beside them, margin and the three levels small."""
    found = [fit(row.label, MARGIN, y + 7.5, LABEL_WIDE - 4, LABEL)]
    for cell, x in zip(row.cells, ends, strict=True):
        small = "; ".join(part for part in (cell.margin, cell.interval) if part)
        found.append(counter(cell, x, y + 7.5))
        found.append(fit(small, x, y + 13, COLUMN_WIDE - 4, FINE, anchor="end"))
    return found


def counter(cell: Cell, x: float, y: float) -> Node:
    """A number and its change in one line that ends at `x`."""
    parts = [node("tspan", cell.main, font_weight=BOLD, fill=INK)]
    if cell.change:
        # A no-break space, as plain ones at the start of a part are dropped.
        parts.append(node("tspan", f"\u00a0 {cell.change}", font_size=6.8, fill=ACCENT))
    return node("text", *parts, x=x, y=y, font_family=FAMILY, font_size=8, text_anchor="end")


def ward_lists(content: PlanPage, x: float, y: float, bottom: float) -> list[Node]:
    """The wards of each plan, as many as there is room for; what one list leaves is the next's."""
    found: list[Node] = []
    for number, (heading, wards) in enumerate(content.wards):
        share = (bottom - y) / (len(content.wards) - number)
        drawn, end = plan_wards(heading, wards, (x, y, y + share))
        found += drawn
        y = end + 6
    return found


def plan_wards(heading: str, wards: tuple[WardLine, ...], box: tuple[float, float, float]) -> Block:
    """The wards of one plan from a place down to a height; those without room are counted."""
    x, y, bottom = box
    room = WIDTH - MARGIN - x
    fits = int((bottom - y - LIST_HEAD) // LIST_STEP)
    shown = wards if len(wards) <= fits else wards[: max(fits - 2, 0)]
    found = [fit(heading, x, y + 8, room, Type(8, BOLD))]
    y += LIST_HEAD
    for one in shown:
        facts, _ = paragraph(one.facts, x, y + 7.5, room, SMALL, most=2)
        found += [fit(one.title, x, y + 7, room, STRONG), *facts]
        y += LIST_STEP
    if len(shown) < len(wards):
        left = [one.ward for one in wards[len(shown) :]]
        words = f"and {len(left)} more: {ward_list(left)}"
        more, y = paragraph(words, x, y, room, SMALL, most=5)
        found += more
    return found, y


def footer(content: PlanPage) -> tuple[list[Node], float, tuple[Link, ...]]:
    """Limits, sources and the link, set upward from the lower edge; where it begins."""
    texts = (*content.notes, content.sources)
    drawn, high = paragraphs(texts, MARGIN, 0, ROOM, FOOT)
    words = f"This page with every setting: {content.link}"
    address, link_high = paragraph(words, MARGIN, high + 2, ROOM, ADDRESS, most=LINK_LINES)
    top = HEIGHT - MARGIN - link_high
    found = [rule(top - 3), group([*drawn, *address], transform=f"translate(0 {top:.1f})")]
    area = Link(MARGIN, top + high + 2, ROOM, link_high - high - 2, content.address)
    return found, top - 3, (area,)
