"""Where things stand in a picture: heading, body, legend and foot, for each size it is made for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

from geo.export.form import Form, FormError
from geo.export.legend_drawing import Block, legend_block
from geo.export.lettering import ELLIPSIS, cut, printable, width, wrapped
from geo.export.look import Look, look
from geo.export.page import LEADING, Type, line, paragraph
from geo.export.pdf import Link
from geo.export.svg import Node, group, node
from geo.figures.figure import Legend, Square

Box = tuple[float, float, float, float]
"""x, y, width and height."""


class Body(Protocol):
    """What a picture is about: a map or a chart."""

    @property
    def bleeds(self) -> bool:
        """Whether it may reach to the edges of a card or slide."""

    @property
    def proportion(self) -> float:
        """Height by width it is best drawn at."""

    def drawn(self, box: Box, look: Look) -> list[Node]:
        """Drawn in a box."""

    def free_below(self, box: Box, right: float) -> float:
        """From which height down the box is free left of `right`; its end if nowhere."""


@dataclass(frozen=True)
class Words:
    """Everything a picture says besides its body.

    `notes` stand at the foot, one paragraph each; `shown` is the address as printed, `address` the
    whole one it leads to.
    """

    kicker: str
    title: str
    subtitle: str
    legends: tuple[Legend | Square, ...]
    notes: tuple[str, ...]
    shown: str
    address: str


@dataclass(frozen=True)
class Drawing:
    """A picture in pixels, with the places that are links."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()


TIGHT = 1.12
"""Height of a line of a title, in sizes of its letters."""

TALLEST = 0.9
"""Height by width of the largest map on a full-width page: it should fit on a screen."""

CORNER_PARTS = (0.56, 0.5, 0.46, 0.42, 0.38, 0.34)
"""Widths tried for a legend in the free corner of a map, as parts of the map's."""

CORNER_SIZES = (1.0, 0.93)
"""Sizes of lettering tried there."""

FITS = (
    (1.0, 1),
    (0.93, 1),
    (0.87, 1),
    (0.87, 2),
    (0.8, 1),
    (0.8, 2),
    (0.72, 1),
    (0.72, 2),
    (0.64, 2),
)
"""Sizes and columns tried where the height is given, until a legend fits."""

WORDS_PART = 0.52
"""Of the width of a card or slide, what the words take; the body has the rest."""


def full(words: Words, body: Body, form: Form) -> Drawing:
    """The picture with all its words.

    Raises
    ------
    FormError
        If a legend is too long for a size of given height.
    """
    return wide(words, body, form) if form.of.height else tall(words, body, form)


def heading(words: Words, room: float, of: Look, *, subtitle: bool = True) -> Block:
    """Name and ward map, the finding, what is shown."""
    nodes, y = paragraph(words.kicker, 0, 0, room, of.kicker)
    narrow = balanced(words.title, room, of.title)
    title, y = paragraph(words.title, 0, y + of.kicker.size * 0.3, narrow, of.title, leading=TIGHT)
    nodes += title
    if subtitle:
        narrow = balanced(words.subtitle, room, of.subtitle)
        more, y = paragraph(words.subtitle, 0, y + of.subtitle.size * 0.55, narrow, of.subtitle)
        nodes += more
    return Block(tuple(nodes), room, y)


def balanced(text: str, room: float, type_: Type) -> float:
    """The least width that takes no more lines: no paragraph ends with one word alone."""
    lines = len(wrapped(printable(text), room, type_.size, type_.weight))
    parts = (room * step / 20 for step in range(10, 20))
    fits = (w for w in parts if len(wrapped(printable(text), w, type_.size, type_.weight)) <= lines)
    return next(fits, room)


def foot(words: Words, room: float, of: Look) -> tuple[Block, float]:
    """Notes and the address; and where the address begins."""
    nodes: list[Node] = []
    y = of.foot.size * 0.6
    for note in words.notes:
        lines, y = paragraph(note, 0, y, room, of.foot)
        nodes += lines
        y += of.foot.size * 0.25
    shown, bottom = address(words.shown, y, room, of.foot)
    nodes.append(node("a", *shown, href=words.address) if words.address else group(shown))
    across = node("path", d=f"M0 0H{room:.1f}", stroke=of.theme.rule, stroke_width=1)
    return Block((across, *nodes), room, bottom), y


ADDRESS_LINES = 3
"""Lines of a printed address at most; what leads to it is whole in any case."""

BREAKS = re.compile(r"(?<=[&?/.])")
"""Where an address may go on in the next line."""


def address(text: str, y: float, room: float, type_: Type) -> tuple[list[Node], float]:
    """An address below `y`, broken where its parts end."""
    lines: list[str] = []
    for part in BREAKS.split(printable(text)):
        if lines and width(lines[-1] + part, type_.size) <= room:
            lines[-1] += part
        else:
            lines.append(part)
    if len(lines) > ADDRESS_LINES:
        lines = [*lines[: ADDRESS_LINES - 1], lines[ADDRESS_LINES - 1] + ELLIPSIS]
    step = type_.size * LEADING
    found = [
        line(cut(one, room, type_.size), 0, y + type_.size + n * step, type_)
        for n, one in enumerate(lines)
    ]
    return found, y + len(lines) * step


def tall(words: Words, body: Body, form: Form) -> Drawing:
    """Heading, body, foot one below the other; the height follows."""
    of = look(form)
    whole, margin = float(form.of.width), of.scale.margin
    inner, gap = whole - 2 * margin, of.scale.subtitle
    head = heading(words, inner, of)
    top = margin * 0.85 + head.height + gap
    part = body.proportion if form.size == "column" else min(body.proportion, TALLEST)
    box = (margin, top, inner, inner * part)
    nodes = [head.at(margin, margin * 0.85), *body.drawn(box, of)]
    legend, y = tall_legend(words.legends, body, box, of)
    end, links_at = foot(words, inner, of)
    y += gap
    nodes += [*legend, end.at(margin, y)]
    links = link_area(words, margin, (y + links_at, y + end.height), inner)
    return Drawing(whole, round(y + end.height + margin * 0.85), tuple(nodes), links)


def tall_legend(
    legends: Sequence[Legend | Square], body: Body, box: Box, of: Look
) -> tuple[list[Node], float]:
    """The legend in the free corner of the map if it fits there, else below; and its end."""
    x, top, wide_, high = box
    bottom = top + high
    if not legends:
        return [], bottom
    inset = of.label.size
    for size, part in product(CORNER_SIZES, CORNER_PARTS):
        block = legend_block(legends, wide_ * part, replace(of, part=size))
        right = x + inset + block.width + inset
        if body.free_below(box, right) + inset <= bottom - inset - block.height:
            return [block.at(x + inset, bottom - inset - block.height)], bottom
    columns = 1 if max(map(rows_of, legends)) <= FEW else 2
    block = legend_block(legends, wide_, of, columns)
    return [block.at(x, bottom + inset)], bottom + inset + block.height


FEW = 3
"""Rows of a legend that stand below each other even where there is room beside."""


def rows_of(one: Legend | Square) -> int:
    """How many rows a legend has."""
    return len(one.rows) if isinstance(one, Legend) else len(one.upward)


def wide(words: Words, body: Body, form: Form) -> Drawing:
    """Words at the left, the body at the right, as large as the height lets it be."""
    of = look(form)
    whole, height, margin = float(form.of.width), float(form.of.height), of.scale.margin
    room = whole * WORDS_PART - 1.5 * margin
    end, links_at = foot(words, room, of)
    parts, legend_top = fitted_words(words, room, height - 2 * margin - end.height, of, form)
    head, legend = parts
    low = height - margin * 0.8 - end.height
    inset = 0.0 if body.bleeds else margin
    left = whole * WORDS_PART
    box = (left, inset, whole - left - inset, height - 2 * inset)
    nodes = (
        *body.drawn(box, of),
        head.at(margin, margin),
        legend.at(margin, margin + legend_top),
        end.at(margin, low),
    )
    links = link_area(words, margin, (low + links_at, low + end.height), room)
    return Drawing(whole, height, nodes, links)


def fitted_words(
    words: Words, room: float, high: float, of: Look, form: Form
) -> tuple[tuple[Block, Block], float]:
    """Heading and legend as large as they fit into a height, and where the legend begins.

    The line below the title is given up before letters become hard to read.

    Raises
    ------
    FormError
        If they do not fit at the smallest size.
    """
    for part, columns, subtitle in tries():
        now = replace(of, part=part)
        head = heading(words, room, now, subtitle=subtitle)
        legend = legend_block(words.legends, room, now, columns)
        top = head.height + now.subtitle.size * 1.2
        if top + legend.height + now.label.size <= high:
            return (head, legend), top
    raise FormError(
        f"The words of this figure do not fit into the size {form.size}. Choose column or page, "
        "which grow with their legends, or give it a shorter title."
    )


READABLE = 0.8
"""Part of the usual size below which the line under the title is given up."""


def tries() -> Iterable[tuple[float, int, bool]]:
    """Size, columns, and whether the line below the title is there, the best first."""
    yield from ((part, columns, True) for part, columns in FITS if part >= READABLE)
    yield from ((part, columns, False) for part, columns in FITS)


def link_area(words: Words, x: float, span: tuple[float, float], room: float) -> tuple[Link, ...]:
    """The address as a place to press."""
    top, bottom = span
    return (Link(x, top, room, bottom - top, words.address),) if words.address else ()
